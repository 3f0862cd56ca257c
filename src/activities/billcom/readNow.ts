import type { BillcomClient } from '../../billcom/client';
import type { EntityDefinition, RawRecord } from '../../entities/definition';
import { billcomObject } from './rowSchemas';

/**
 * The rows of a list as Bill.com has them now, by id, in one call. Those that are not there or cannot be read are left out.
 * @throws BillcomError for any other failure.
 */
export async function readNow(
  client: BillcomClient,
  definition: EntityDefinition,
  ids: Iterable<string>,
): Promise<Map<string, RawRecord>> {
  const { object, schema } = billcomObject(definition);
  const answers = await client.bulk(
    'Read',
    object,
    Array.from(ids, (id) => ({ id })),
    schema,
  );
  const failed = answers.find(
    (answer) => !answer.ok && answer.error.class !== 'notFound' && answer.error.class !== 'data',
  );
  if (failed && !failed.ok) throw failed.error;
  return new Map(
    answers.flatMap((answer) => (answer.ok ? [[String(answer.row.id), answer.row] as const] : [])),
  );
}

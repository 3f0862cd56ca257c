import type { BillcomClient } from '../../billcom/client';
import { BillcomError, type RowResult } from '../../billcom/errors';
import type { EntityDefinition, RawRecord } from '../../entities/definition';
import type { OwnCall } from '../../entities/documentRules';
import type { Operation } from '../../ledger/operations';
import { billcomObject } from './rowSchemas';

/** Reactions of v3 that v2, by which everything else goes, does not share: they stop this list and nobody else. */
const onlyOfV3 = new Set(['auth', 'authPermanent', 'otherIdentity', 'permission']);

/**
 * Makes one record by its own call of v3 and reads it as v2 has it, since v3 shows less. Made and not read is not known as
 * made: it is looked up, never made a second time.
 */
export async function madeByOwnCall(
  client: BillcomClient,
  definition: EntityDefinition,
  { path, body, cure }: OwnCall,
  { fields, sourceId }: Operation,
): Promise<RowResult<RawRecord>> {
  const { object, schema } = billcomObject(definition);
  let id: string;
  try {
    id = await client.makeByV3(path, body(fields, sourceId));
  } catch (error) {
    if (!(error instanceof BillcomError)) throw error;
    return { ok: false, error: onlyOfV3.has(error.class) ? error.but({ class: 'permission', cure }) : error };
  }
  try {
    return { ok: true, row: await client.read(object, id, schema) };
  } catch (error) {
    if (!(error instanceof BillcomError)) throw error;
    return { ok: false, error: error.but({ class: 'unknownOutcome', recordId: id }) };
  }
}

import { errorOfUnreadableWrite } from '../../billcom/classify';
import { made, type BillcomClient } from '../../billcom/client';
import { BillcomError, type RowResult } from '../../billcom/errors';
import type { EntityDefinition, RawRecord } from '../../entities/definition';
import type { OwnCall } from '../../entities/documentRules';
import { billcomObject } from './rowSchemas';

/** Reactions of v3 that v2, by which everything else goes, does not share: they stop this list and nobody else. */
const onlyOfV3 = new Set(['auth', 'authPermanent', 'otherIdentity', 'permission']);

/** As Bill.com's documentation calls it. */
export const nameOfCall = (call: OwnCall): string => ('path' in call ? call.path : call.operation);

/**
 * Makes one record by its own call and reads it as v2's Crud has it, since v3 shows less. Made and not read is not known as
 * made: it is looked up, never made a second time.
 */
export async function madeByOwnCall(
  client: BillcomClient,
  definition: EntityDefinition,
  call: OwnCall,
  body: RawRecord,
): Promise<RowResult<RawRecord>> {
  let id: string;
  try {
    id =
      'path' in call ? await client.makeByV3(call.path, body) : await madeByV2(client, call.operation, body);
  } catch (error) {
    if (!(error instanceof BillcomError)) throw error;
    const isOfCall = 'path' in call ? onlyOfV3.has(error.class) : error.class === 'permission';
    return { ok: false, error: isOfCall ? error.but({ class: 'permission', cure: call.cure }) : error };
  }
  return readAsItIs(client, definition, id);
}

/** @throws BillcomError; `unknownOutcome` where the answer says done and names no record. */
async function madeByV2(client: BillcomClient, operation: string, body: RawRecord): Promise<string> {
  const answer = made.safeParse(await client.raw(operation, body));
  if (answer.success) return answer.data.id;
  throw errorOfUnreadableWrite('it names no record', undefined, {
    operation,
    isWrite: true,
    redact: (text) => text,
  });
}

/** Makes one record void by its own call, and reads it as it is then. Done and not read is looked up. */
export async function voidedByOwnCall(
  client: BillcomClient,
  definition: EntityDefinition,
  operation: string,
  id: string,
): Promise<RowResult<RawRecord>> {
  try {
    await client.raw(operation, { id });
  } catch (error) {
    if (!(error instanceof BillcomError)) throw error;
    return { ok: false, error };
  }
  return readAsItIs(client, definition, id);
}

/** What was done is read as v2's Crud has it; what cannot be read is looked up. */
async function readAsItIs(
  client: BillcomClient,
  definition: EntityDefinition,
  id: string,
): Promise<RowResult<RawRecord>> {
  const { object, schema } = billcomObject(definition);
  try {
    return { ok: true, row: await client.read(object, id, schema) };
  } catch (error) {
    if (!(error instanceof BillcomError)) throw error;
    return { ok: false, error: error.but({ class: 'unknownOutcome', recordId: id }) };
  }
}

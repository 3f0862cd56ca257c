import type { ZodType } from 'zod';
import type { Call, Caller } from './caller';
import { errorOfUnreadableRow, errorOfUnreadableWrite } from './classify';
import type { BillcomEntity } from './entities';
import { BillcomError } from './errors';
import { idOf, readRow } from './rows';

/** A row to be sent: v2 field names and values. `entity` is added. */
export type WireRow = Readonly<Record<string, unknown>>;

/** v2 `Crud/Read`. Throws `notFound` where there is none, `data` where the row does not fit the schema. */
export async function read<T>(
  caller: Caller,
  entity: BillcomEntity,
  id: string,
  schema: ZodType<T>,
): Promise<T> {
  const call: Call = { operation: `Crud/Read/${entity}`, data: { id }, isWrite: false };
  const reading = readRow(await caller.call(call), schema);
  if ('row' in reading) return reading.row;
  throw errorOfUnreadableRow(reading.problem.because, reading.problem.id, caller.kindOf(call));
}

/** v2 `Crud/Create`. Throws `unknownOutcome` if the answer is lost, or says done and cannot be read. */
export function create<T>(
  caller: Caller,
  entity: BillcomEntity,
  row: WireRow,
  schema: ZodType<T>,
): Promise<T> {
  return write(
    caller,
    { operation: `Crud/Create/${entity}`, data: { obj: { entity, ...row } }, isWrite: true },
    schema,
  );
}

/** v2 `Crud/Update`: the id, the required fields and those that change. Read-only fields are ignored silently. */
export function update<T>(
  caller: Caller,
  entity: BillcomEntity,
  row: WireRow & { id: string },
  schema: ZodType<T>,
): Promise<T> {
  return write(
    caller,
    { operation: `Crud/Update/${entity}`, data: { obj: { entity, ...row } }, isWrite: true },
    schema,
  );
}

/** v2 `Crud/Delete`, which only makes inactive. Answers the row as it is then. */
export function deactivate<T>(
  caller: Caller,
  entity: BillcomEntity,
  id: string,
  schema: ZodType<T>,
): Promise<T> {
  return switchOver(caller, 'Delete', entity, id, schema);
}

/** v2 `Crud/Undelete`. Answers the row as it is then. */
export function reactivate<T>(
  caller: Caller,
  entity: BillcomEntity,
  id: string,
  schema: ZodType<T>,
): Promise<T> {
  return switchOver(caller, 'Undelete', entity, id, schema);
}

async function write<T>(caller: Caller, call: Call, schema: ZodType<T>): Promise<T> {
  const reading = readRow(await caller.call(call), schema);
  if ('row' in reading) return reading.row;
  throw errorOfUnreadableWrite(reading.problem.because, reading.problem.id, caller.kindOf(call));
}

/** Whether Delete and Undelete answer the whole row is not certain for every entity: if not, it is read again. */
async function switchOver<T>(
  caller: Caller,
  verb: 'Delete' | 'Undelete',
  entity: BillcomEntity,
  id: string,
  schema: ZodType<T>,
): Promise<T> {
  const call: Call = { operation: `Crud/${verb}/${entity}`, data: { id }, isWrite: true };
  const answer = await caller.call(call);
  const reading = readRow(answer, schema);
  if ('row' in reading && idOf(answer) === id) return reading.row;
  try {
    return await read(caller, entity, id, schema);
  } catch (error) {
    const because = error instanceof BillcomError ? error.sentence : 'it could not be read again';
    throw errorOfUnreadableWrite(because, id, caller.kindOf(call));
  }
}

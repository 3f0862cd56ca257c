import { z } from 'zod';
import type { Caller } from './caller';
import type { BillcomEntity } from './entities';
import { BillcomError } from './errors';
import type { ListFilter } from './list';

const rowsAnswer = z.array(z.unknown());
const longAgo = '1990-01-01T00:00:00.000+0000';
const farAhead = '2099-01-01T00:00:00.000+0000';

/**
 * Whether a list really filters by this time field (default `updatedTime`): nothing lies in the far future, and
 * something lies in the past. Refused, ignored and never-matching filters are all told from working ones, so that
 * no change is missed by trusting one. Costs two calls. An entity without any row answers false: its full list is
 * one call, ask again when it has some. Throws `BillcomError` for anything but a refusal.
 */
export async function canFilter(
  caller: Caller,
  entity: BillcomEntity,
  field = 'updatedTime',
): Promise<boolean> {
  const future = await rowsFound(caller, entity, { field, op: '>=', value: farAhead });
  if (future !== 0) return false;
  return (await rowsFound(caller, entity, { field, op: '>=', value: longAgo })) === 1;
}

/** 0 or 1, or undefined where the filter is refused. */
async function rowsFound(
  caller: Caller,
  entity: BillcomEntity,
  filter: ListFilter,
): Promise<number | undefined> {
  try {
    const data = { start: 0, max: 1, filters: [filter] };
    const answer = await caller.call({ operation: `List/${entity}`, data, isWrite: false });
    return rowsAnswer.safeParse(answer).data?.length;
  } catch (error) {
    if (error instanceof BillcomError && (error.class === 'data' || error.class === 'bug')) return undefined;
    throw error;
  }
}

import { z } from 'zod';
import type { Caller } from './caller';
import type { BillcomEntity } from './entities';
import { BillcomError } from './errors';
import type { ListFilter, ListSort } from './list';
import { isBillcomTime, isoTime, v2Time } from './times';

/** Times are whole seconds as a rule, but the answer to a create may carry milliseconds (billcom.md §4). */
const toleranceMs = 1_000;

/** How changes are read: by updatedTime, with the rows that change meanwhile at the end. */
export const byUpdatedTime: readonly ListSort[] = [
  { field: 'updatedTime', asc: true },
  { field: 'id', asc: true },
];

/** The filter of rows changed at or after this time (ISO in UTC). */
export const changedSince = (time: string | Date): ListFilter => ({
  field: 'updatedTime',
  op: '>=',
  value: v2Time(time),
});

/**
 * Whether a list filters by `updatedTime` so that no change is missed by trusting it. `newest` is the latest
 * updatedTime (ISO) that a complete reading of the list has just shown. A second before it the filter must show a row;
 * a second after it, none that is older. So filters that are refused, ignored or never match, and those that take our
 * UTC times for another zone's (billcom.md §10.4), are all told from working ones. Costs two calls.
 * Throws `BillcomError` for anything but a refusal.
 */
export async function canFilter(caller: Caller, entity: BillcomEntity, newest: string): Promise<boolean> {
  const at = Date.parse(newest);
  const after = await firstRow(caller, entity, new Date(at + toleranceMs));
  if (after === 'refused' || (after !== 'none' && after <= at)) return false;
  const before = await firstRow(caller, entity, new Date(at - toleranceMs));
  return typeof before === 'number' && before >= at - toleranceMs;
}

const rowsAnswer = z.array(z.object({ updatedTime: z.string().refine(isBillcomTime) }));

/** The updatedTime (epoch milliseconds) of the first row that the filter shows. */
async function firstRow(
  caller: Caller,
  entity: BillcomEntity,
  since: Date,
): Promise<number | 'none' | 'refused'> {
  try {
    const data = { start: 0, max: 1, filters: [changedSince(since)], sort: byUpdatedTime };
    const answer = rowsAnswer.safeParse(
      await caller.call({ operation: `List/${entity}`, data, isWrite: false }),
    );
    if (!answer.success) return 'refused';
    const [row] = answer.data;
    return row ? Date.parse(isoTime(row.updatedTime)) : 'none';
  } catch (error) {
    if (error instanceof BillcomError && (error.class === 'data' || error.class === 'bug')) return 'refused';
    throw error;
  }
}

import type { ReadCursor } from '../../ledger/cursors';
import type { Probe } from '../../ledger/billcomReading';

/** A filter hides merges and whatever changes without a new updatedTime: so the whole list at least this often. */
const wholeWithinMs = 60 * 60_000;
/** Cycles come a little late; a list is not read whole a cycle too early for that. */
const slackMs = 2 * 60_000;
/** A change may appear this much later than its updatedTime (billcom.md §5). */
const overlapMs = 5 * 60_000;
const probeStandsMs = 30 * 24 * 60 * 60_000;

export interface ListState {
  readonly probe: Probe | undefined;
  readonly cursor: Pick<ReadCursor, 'cursor' | 'completeAt'> | undefined;
  /** Somebody rang: something may have changed that a filter hides. */
  readonly isRung: boolean;
  readonly everyMinutes: number;
  readonly now: Date;
}

/** Whole, or only the rows changed since a time (Bill.com's clock). */
export type HowToRead = { readonly isWhole: true } | { readonly isWhole: false; readonly since: Date };

/**
 * How a list is read in this cycle: whole where it does not filter, at the first reading, at a doorbell, and when the
 * next scheduled cycle would be too late for the hour; else what changed since the cursor.
 */
export function howToRead({ probe, cursor, isRung, everyMinutes, now }: ListState): HowToRead {
  if (!probe?.filters || isRung || !cursor?.cursor || !cursor.completeAt) return { isWhole: true };
  const nextCycle = now.getTime() + everyMinutes * 60_000;
  if (nextCycle - cursor.completeAt.getTime() > wholeWithinMs + slackMs) return { isWhole: true };
  return { isWhole: false, since: new Date(Date.parse(cursor.cursor) - overlapMs) };
}

/** Whether a list that is read hourly, or at a doorbell, is left for a later cycle. */
export function waitsForItsHour({ cursor, isRung, everyMinutes, now }: Omit<ListState, 'probe'>): boolean {
  if (isRung || !cursor?.completeAt) return false;
  const nextCycle = now.getTime() + everyMinutes * 60_000;
  return nextCycle - cursor.completeAt.getTime() <= wholeWithinMs + slackMs;
}

/**
 * The lists of this cycle: an hourly one when its hour is over, and then without those that give way to it.
 * @param waits whether a list can be left for a later cycle within its hour
 * @param wasRead whether a list was ever read to its end; for one that may not be read nothing gives way for ever
 */
export function readNow<D extends { readonly billcom: { isReadHourly?: boolean; givesWay?: boolean } }>(
  definitions: readonly D[],
  waits: (definition: D) => boolean,
  wasRead: (definition: D) => boolean,
): D[] {
  const isHour = definitions.some(
    (each) => each.billcom.isReadHourly === true && wasRead(each) && !waits(each),
  );
  const mayWait = ({ billcom }: D): boolean =>
    billcom.isReadHourly === true || (billcom.givesWay === true && isHour);
  return definitions.filter((each) => !mayWait(each) || !waits(each));
}

/** Whether it is to be tried (again) if the list filters. */
export const isToBeProbed = (probe: Probe | undefined, now: Date): boolean =>
  probe === undefined || now.getTime() - Date.parse(probe.at) > probeStandsMs;

/**
 * The cursor after a reading: up to `cursor - overlap` nothing was missed. Not later than Bill.com's clock was when the
 * reading began, since what was read first may have changed before the last was read; and no more than the overlap after
 * the latest change that it showed, which thus is not read again for ever. ISO times in UTC; null where nothing can be told.
 */
export function cursorAfter(newest: string | undefined, beganAt: string | null): string | null {
  if (newest === undefined || beganAt === null) return null;
  const settled = new Date(Date.parse(newest) + overlapMs).toISOString();
  return settled < beganAt ? settled : beganAt;
}

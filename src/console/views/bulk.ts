import type { HoldCause } from '../../reconcile/holds';
import { retriable } from './holdActions';

/** What can be decided about several held records of one cause in one go. Pure data. */

/** One request decides about so many at most, so that it is answered in seconds. */
export const mostAtOnce = 500;

/** A decision that needs nothing but itself: what is said of each record alone is not for several. */
export const bulkChoices = [
  'quickbooks',
  'billcom',
  'keep',
  'restore',
  'retry',
  'record',
  'leave',
  'again',
] as const;
export type BulkChoice = (typeof bulkChoices)[number];

/** The words on its button. */
export const bulkWords: Readonly<Record<BulkChoice, string>> = {
  quickbooks: 'QuickBooks counts',
  billcom: 'Bill.com counts',
  keep: 'Keep as they are',
  restore: 'Restore what the other book has',
  retry: 'Try again',
  record: 'Record them',
  leave: 'Leave them alone',
  again: 'Make them again',
};

const ofCause: Readonly<Partial<Record<HoldCause, readonly BulkChoice[]>>> = {
  conflict: ['quickbooks', 'billcom'],
  cannotChange: ['keep', 'restore'],
  asksFirst: ['record', 'leave'],
  deleted: ['again', 'keep'],
};

/** In the order of their buttons; none where each is decided by itself. */
export const bulkChoicesOf = (cause: HoldCause): readonly BulkChoice[] =>
  retriable.includes(cause) ? ['retry'] : (ofCause[cause] ?? []);

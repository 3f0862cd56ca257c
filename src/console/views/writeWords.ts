import { capital } from '../../words/stepProgress';
import { bookTitle } from '../../entities/definition';
import type { Operation, OperationState } from '../../ledger/operations';
import type { WriteAction } from '../../reconcile/plan';

/** What is said of a write: pure. */

const doing: Readonly<Record<WriteAction, string>> = {
  create: 'made',
  update: 'changed',
  // Made void or deleted, as the book has it (`undoneBy`).
  void: 'undone',
};

const outcomes: Readonly<Record<OperationState, string>> = {
  proposed: 'shown by a preview, not written',
  planned: 'to be written',
  sent: 'on its way',
  applied: 'done',
  rejected: 'refused',
  unknown: 'not known whether it happened; it is looked up',
  withdrawn: 'taken back, or proven not to have happened',
};

/** “made in QuickBooks” */
export const writeWords = ({ action, book }: Pick<Operation, 'action' | 'book'>): string =>
  `${doing[action]} in ${bookTitle[book]}`;

/** “Made in QuickBooks” */
export const writeTitle = (operation: Pick<Operation, 'action' | 'book'>): string =>
  capital(writeWords(operation));

const wouldBe: Readonly<Record<WriteAction, string>> = {
  create: 'New',
  update: 'Changed',
  void: 'Void or deleted',
};

/** “New in QuickBooks”: what a preview shows. */
export const previewDoing = ({ action, book }: Pick<Operation, 'action' | 'book'>): string =>
  `${wouldBe[action]} in ${bookTitle[book]}`;

export const outcomeWords = ({ state, askedAt }: Pick<Operation, 'state' | 'askedAt'>): string =>
  state === 'unknown' && askedAt !== null
    ? 'not known whether it happened; somebody is asked'
    : outcomes[state];

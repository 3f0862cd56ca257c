import type { Clearing } from '../entities/fundsTransfer/beside';
import type { ClearingReason } from '../reconcile/clearing/entries';

/** What a line is, in a word or two. */
export const clearingWords: Readonly<Record<ClearingReason, string>> = {
  onItsWay: 'on its way',
  held: 'held',
  changed: 'changed on one side',
  fee: 'card fee',
  notPosted: 'not posted, by rule',
  outside: 'paid outside',
  beforeConnection: 'before the connection',
  quickbooksOnly: 'QuickBooks only',
  unexplained: 'unexplained',
};

/** What payments are called on either account. */
export const paymentWords: Readonly<Record<Clearing, string>> = {
  moneyOut: 'payments posted since',
  moneyIn: 'received payments posted since',
};

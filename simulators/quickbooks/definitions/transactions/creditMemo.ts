import { amount } from '../../language/contentModel';
import { salesDocument } from './salesDocument';

/** Credit memos: lines like an invoice's, at least one; they are applied by a ReceivePayment or an invoice (qbxml.md §7). */
export const creditMemo = salesDocument({
  kind: 'CreditMemo',
  booksKey: 'creditMemos',
  open: 'CreditRemaining',
  sums: [amount('TotalAmount')],
  needsLines: true,
});

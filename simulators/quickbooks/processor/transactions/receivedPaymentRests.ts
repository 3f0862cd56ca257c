import { amountText } from '../../books/money';
import type { TransactionRecord } from '../../books/transactions';
import type { RequestContext } from '../requestContext';
import { idIn } from './accounts';
import { openAmount, openAmountText } from './openAmounts';

/** What of the money is not applied to an invoice yet (qbxml.md §7, ReceivePayment). */
export const unusedPayment = openAmountText;

/** What is left of the credit memos of the same name in the same account. */
export function unusedCredits({ fields }: TransactionRecord, context: RequestContext): string {
  const [name, account] = [idIn(fields, 'CustomerRef'), idIn(fields, 'ARAccountRef')];
  const left = context.books.transactions
    .ofKind('CreditMemo')
    .filter(
      (memo) =>
        memo.fields.IsPending !== 'true' &&
        idIn(memo.fields, 'CustomerRef') === name &&
        idIn(memo.fields, 'ARAccountRef') === account,
    )
    .reduce((sum, memo) => sum + openAmount(memo, context), 0n);
  return amountText(left);
}

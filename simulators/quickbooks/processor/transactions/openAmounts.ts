import { amountText, cents } from '../../books/money';
import type { TransactionLink, TransactionRecord } from '../../books/transactions';
import { textOf } from '../../language/fields';
import type { RequestContext } from '../requestContext';

/** What a link takes off the document at its end, in cents: the payment and its discount. */
export function takenOff({ amount, discount }: TransactionLink): bigint {
  return cents(amount) + cents(discount ?? '0.00');
}

/** What is applied to a bill, or of a credit, in cents. */
export function appliedOf(id: string, { books }: RequestContext): bigint {
  return books.transactions
    .linksOf(id)
    .filter(({ from, to }) => from === id || to === id)
    .reduce((sum, link) => sum + takenOff(link), 0n);
}

/** What is left of a bill or credit, in cents. */
export function openAmount(record: TransactionRecord, context: RequestContext): bigint {
  const total = textOf(record.fields.AmountDue) ?? textOf(record.fields.CreditAmount) ?? '0.00';
  return cents(total) - appliedOf(record.id, context);
}

export const openAmountText = (record: TransactionRecord, context: RequestContext): string =>
  amountText(openAmount(record, context));

/** A bill is paid when nothing of it is open; one over nothing is paid from the start. */
export const isPaid = (record: TransactionRecord, context: RequestContext): boolean =>
  openAmount(record, context) === 0n;

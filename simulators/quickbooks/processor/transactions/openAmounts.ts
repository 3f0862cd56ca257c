import { amountText, cents } from '../../books/money';
import type { TransactionLink, TransactionRecord } from '../../books/transactions';
import { textOf, type Fields } from '../../language/fields';
import type { RequestContext } from '../requestContext';

/** The fields whose sum is the total of a document, a credit or a payment that can be applied. */
const TOTALS: Readonly<Record<string, readonly string[]>> = {
  Bill: ['AmountDue'],
  VendorCredit: ['CreditAmount'],
  Invoice: ['Subtotal', 'SalesTaxTotal'],
  CreditMemo: ['TotalAmount'],
  ReceivePayment: ['TotalAmount'],
};

/** Whether something can be open of this kind of transaction. */
export const canBeOpen = (kind: string): boolean => kind in TOTALS;

/** The total of such a transaction in cents, as it was made. */
export function totalOfRecord({ kind, fields }: { kind: string; fields: Fields }): bigint {
  return (TOTALS[kind] ?? []).reduce((sum, name) => sum + cents(textOf(fields[name]) ?? '0.00'), 0n);
}

/** What a link takes off the document at its end, in cents: the payment and its discount. */
export function takenOff({ amount, discount }: TransactionLink): bigint {
  return cents(amount) + cents(discount ?? '0.00');
}

/** What a link uses of this transaction, in cents: a payment gives its money, the discount is not its own. */
export function usedOf(id: string, link: TransactionLink): bigint {
  return link.from === id ? cents(link.amount) : takenOff(link);
}

/** What is applied to a document, or of a credit or payment, in cents. */
export function appliedOf(id: string, { books }: RequestContext): bigint {
  return books.transactions
    .linksOf(id)
    .filter(({ from, to }) => from === id || to === id)
    .reduce((sum, link) => sum + usedOf(id, link), 0n);
}

/** What is left of a document, credit or payment, in cents. */
export function openAmount(record: TransactionRecord, context: RequestContext): bigint {
  return totalOfRecord(record) - appliedOf(record.id, context);
}

export const openAmountText = (record: TransactionRecord, context: RequestContext): string =>
  amountText(openAmount(record, context));

/** It is paid when nothing of it is open; one over nothing is paid from the start, one that is pending never. */
export const isPaid = (record: TransactionRecord, context: RequestContext): boolean =>
  record.fields.IsPending !== 'true' && openAmount(record, context) === 0n;

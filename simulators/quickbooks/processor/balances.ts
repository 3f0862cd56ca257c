import { amountText, cents } from '../books/money';
import type { ListRecord } from '../books/records';
import { textOf } from '../language/fields';
import type { RequestContext } from './requestContext';

/** Accounts whose balance grows by credits. */
const CREDIT_NORMAL = new Set([
  'AccountsPayable', 'CreditCard', 'OtherCurrentLiability', 'LongTermLiability', 'Equity', 'Income', 'OtherIncome',
]); // prettier-ignore

/** The sign in which an account shows its postings: 1 where debits increase it. */
export function balanceSign(accountType: string | undefined): 1n | -1n {
  return CREDIT_NORMAL.has(accountType ?? '') ? -1n : 1n;
}

/**
 * The entry's own balance in cents: the opening balance that it was entered with and all postings since, future ones
 * too (qbxml.md §7). A vendor's is what is open in accounts payable, a customer's what is open in receivables.
 */
export function ownBalance(record: ListRecord, context: RequestContext): bigint {
  return cents(textOf(record.fields.Balance) ?? '0.00') + postedBalance(record, context);
}

/** The entry's balance as an answer shows it; undefined for lists without one. */
export function balance(record: ListRecord, context: RequestContext): string | undefined {
  return record.fields.Balance === undefined ? undefined : amountText(ownBalance(record, context));
}

/** The entry's own balance with those of all entries below it, in cents. */
export function sumWithChildren(record: ListRecord, context: RequestContext): bigint {
  return context.books
    .childrenOf(record)
    .reduce((total, child) => total + sumWithChildren(child, context), ownBalance(record, context));
}

/** The entry's own balance with those of all entries below it. */
export function totalBalance(record: ListRecord, context: RequestContext): string {
  return amountText(sumWithChildren(record, context));
}

function postedBalance({ list, id, fields }: ListRecord, { books }: RequestContext): bigint {
  if (list === 'Account')
    return balanceSign(textOf(fields.AccountType)) * books.transactions.accountBalance(id);
  const side = { Vendor: 'AccountsPayable', Customer: 'AccountsReceivable' }[list];
  if (side === undefined) return 0n;
  return books.transactions
    .entityBalances({ list, id })
    .filter(([account]) => books.find('Account', account)?.fields.AccountType === side)
    .reduce((sum, [, posted]) => sum + balanceSign(side) * posted, 0n);
}

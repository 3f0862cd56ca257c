import { isActive } from '../../books/tree';
import type { ListRecord } from '../../books/records';
import { groupOf, textOf, type Fields } from '../../language/fields';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';

/** How the refusals write a type of account (qbXML 3140). */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  Bank: 'Bank',
  AccountsPayable: 'Accounts Payable',
  AccountsReceivable: 'Accounts Receivable',
  CreditCard: 'Credit Card',
};

/** Accounts whose lines can be charged to a customer. */
const BILLABLE_TYPES = [
  'Expense', 'OtherExpense', 'CostOfGoodsSold', 'Income', 'OtherIncome', 'OtherCurrentAsset', 'OtherAsset',
  'FixedAsset',
]; // prettier-ignore

/** The ListID in a kept reference. */
export function idIn(fields: Fields, name: string): string | undefined {
  return textOf(groupOf(fields[name])?.ListID);
}

/** The type of an account. */
export function accountType(id: string, { books }: RequestContext): string {
  return textOf(books.find('Account', id)?.fields.AccountType) ?? '';
}

/** Refuses an account of another type: "must be of type Bank" (qbXML 3140). */
export function checkAccountType(
  fields: Fields,
  name: string,
  type: string,
  owner: string,
  context: RequestContext,
): void {
  const id = idIn(fields, name);
  if (id === undefined || accountType(id, context) === type) return;
  const target = name === 'BankAccountRef' ? 'Check Account' : name.replace(/Ref$/, '');
  throw refused.wrongAccountType(target, id, owner, TYPE_NAMES[type] ?? type);
}

/** The A/P account where none is named: the company's own, else the oldest active one; none is 3270. */
export const defaultPayables = (context: RequestContext): Fields => defaultOf('AccountsPayable', context);

/** The same of accounts receivable. */
export const defaultReceivables = (context: RequestContext): Fields =>
  defaultOf('AccountsReceivable', context);

function defaultOf(type: string, { books }: RequestContext): Fields {
  const all = books.entries('Account').filter((each) => each.fields.AccountType === type && isActive(each));
  const found = all.find((each) => each.fields.SpecialAccountType === type) ?? all[0];
  if (!found) throw refused.noPostingAccount(TYPE_NAMES[type] ?? type);
  return { ListID: found.id };
}

export function canBeBilled(account: string, context: RequestContext): boolean {
  return BILLABLE_TYPES.includes(accountType(account, context));
}

/** The account that an item posts to when it is sold: its income side, or its only account. */
export function incomeAccountOf({ fields }: ListRecord): string | undefined {
  return (
    idIn(groupOf(fields.SalesAndPurchase) ?? {}, 'IncomeAccountRef') ??
    idIn(groupOf(fields.SalesOrPurchase) ?? {}, 'AccountRef') ??
    idIn(fields, 'IncomeAccountRef') ??
    idIn(fields, 'AccountRef') ??
    idIn(fields, 'AssetAccountRef')
  );
}

/** The account that an item posts to when it is bought: its purchase side, its asset, or its only account. */
export function purchaseAccountOf({ fields }: ListRecord): string | undefined {
  return (
    idIn(groupOf(fields.SalesAndPurchase) ?? {}, 'ExpenseAccountRef') ??
    idIn(groupOf(fields.SalesOrPurchase) ?? {}, 'AccountRef') ??
    idIn(fields, 'AssetAccountRef') ??
    idIn(fields, 'AccountRef')
  );
}

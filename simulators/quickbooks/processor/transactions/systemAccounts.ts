import type { Change } from '../../books/changes';
import { newEntry } from '../listAdd';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';

/** Accounts that QuickBooks makes by itself when a transaction first needs them. */
const SYSTEM_ACCOUNTS = {
  UndepositedFunds: { Name: 'Undeposited Funds', AccountType: 'OtherCurrentAsset' },
  SalesTaxPayable: { Name: 'Sales Tax Payable', AccountType: 'OtherCurrentLiability' },
} as const;

/** Such an account, and what makes it where the company has none. */
export interface SystemAccount {
  readonly id: string;
  readonly changes: readonly Change[];
}

/** The system account of the company, or a new one; a name that is taken gets an asterisk before it. */
export function systemAccount(special: keyof typeof SYSTEM_ACCOUNTS, context: RequestContext): SystemAccount {
  const there = existingSystemAccount(special, context);
  if (there !== undefined) return { id: there, changes: [] };
  const { Name, AccountType } = SYSTEM_ACCOUNTS[special];
  const definition = context.lists.get('Account');
  if (!definition) throw refused.noPostingAccount(Name);
  const isTaken = context.books.names.owner('Account', undefined, Name) !== undefined;
  const given = { Name: isTaken ? `*${Name}` : Name, AccountType };
  const made = newEntry(definition, given, { ...context, isQuickBooksItself: true });
  const record = { ...made, fields: { ...made.fields, SpecialAccountType: special } };
  return { id: record.id, changes: [{ do: 'put', record }] };
}

/** Its ListID, where the company has it already. */
export function existingSystemAccount(
  special: keyof typeof SYSTEM_ACCOUNTS,
  { books }: RequestContext,
): string | undefined {
  return books.entries('Account').find(({ fields }) => fields.SpecialAccountType === special)?.id;
}

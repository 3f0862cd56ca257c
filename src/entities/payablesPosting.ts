import type { EntitySettings, FieldDefinition } from './definition';
import type { Posting, Unposted } from './documentRules';
import { isLines } from './definition';
import { reference } from './fields';

const inQuickBooks = reference({
  label: 'A/P account',
  quickbooks: 'APAccountRef',
  billcom: '',
  to: 'account',
});
/** It follows from what is paid: no book is asked for it. QuickBooks takes it when a payment is made, and has no Mod of it. */
export const payablesAccountField: FieldDefinition = {
  ...inQuickBooks,
  keptApart: true,
  read: { quickbooks: () => null, billcom: () => null },
  write: { ...inQuickBooks.write, billcom: () => ({}) },
  inBook: { ...inQuickBooks.inBook, billcom: () => null },
};

/** What a payment, or the application of a credit, leads to in QuickBooks. */
const documents = ['bill', 'vendorCredit'] as const;
const partOf = { bill: 'bill', vendorCredit: 'credit' } as const;

/**
 * A new payment of bills, or application of a credit, is posted to the A/P account of its bills and its credit: QuickBooks
 * finds no others by it (3210; qbxml.md §7). What the same plan makes first goes to the company's (`apAccount`); where none
 * is set and nothing says another one, it is QuickBooks' default.
 * @param one how it is called where its bills are on several accounts
 */
export function payablesPosting(
  { apAccount = '' }: Pick<EntitySettings, 'apAccount'>,
  one: 'payment' | 'credit',
): Posting {
  return ({ fields, now }, beside) => {
    if (now) return { fields: {} };
    const accounts = new Map<string, string>();
    for (const line of isLines(fields.applications) ? fields.applications : [])
      for (const entity of documents) {
        const id = line[partOf[entity]];
        if (id === undefined) continue;
        const { apAccount: own, apAccountName } =
          (typeof id === 'string' ? beside.target(entity, id)?.facts : undefined) ?? {};
        if (own !== undefined) accounts.set(own, apAccountName ?? own);
        else if (apAccount !== '') accounts.set(apAccount, beside.account('apAccount')?.name ?? apAccount);
      }
    if (accounts.size > 1) return onSeveralAccounts(one, [...accounts.values()]);
    const [account] = accounts.keys();
    return { fields: account === undefined ? {} : { payablesAccount: account } };
  };
}

/** Why none is posted whose documents are on these accounts of QuickBooks. */
export function onSeveralAccounts(one: 'payment' | 'credit', accounts: readonly string[]): Unposted {
  const names = [...accounts]
    .sort()
    .map((name) => `“${name}”`)
    .join(', ');
  return one === 'payment'
    ? {
        because: `its bills stand on several A/P accounts in QuickBooks (${names}), and a payment there is for one of them`,
        cure: 'An Accountant moves the bills to one A/P account in QuickBooks (open the bill, choose its A/P account at the top); the next sync then goes on. If they are to stay, somebody voids the payment in Bill.com while that is possible and pays the bills of each account by themselves.',
      }
    : {
        because: `the credit and its bill stand on different A/P accounts in QuickBooks (${names}), and QuickBooks applies a credit within one`,
        cure: 'An Accountant moves the credit or the bill to the other’s A/P account in QuickBooks (open it, choose its A/P account at the top); the next sync then goes on. Or somebody takes the credit off the bill in Bill.com.',
      };
}

import type { EntityDefinition } from './definition';
import { active, choice, reference, text } from './fields';
import { asLikely, foldName } from './naturalKeys';

/** QuickBooks' AccountType ⇄ Bill.com's accountType (billcom.md §7.1): one to one. */
export const accountTypeCodes: Readonly<Record<string, string>> = {
  AccountsPayable: '1',
  AccountsReceivable: '2',
  Bank: '3',
  CostOfGoodsSold: '4',
  CreditCard: '5',
  Equity: '6',
  Expense: '7',
  FixedAsset: '8',
  Income: '9',
  LongTermLiability: '10',
  OtherAsset: '11',
  OtherCurrentAsset: '12',
  OtherCurrentLiability: '13',
  OtherExpense: '14',
  OtherIncome: '15',
  NonPosting: '16',
};

declare module './definition' {
  interface EntityNames {
    account: true;
  }
}

export const account: EntityDefinition = {
  name: 'account',
  words: { one: 'account', many: 'accounts' },
  quickbooks: {
    list: 'Account',
    nameMax: 31,
    iterator: false,
    externalGuid: false,
    facts: (raw) => ({
      fullName: raw.FullName as string | undefined,
      specialType: raw.SpecialAccountType as string | undefined,
      balance: raw.Balance as string | undefined,
    }),
  },
  billcom: { object: 'ChartOfAccount', mandatory: ['name', 'type'], facts: () => ({}) },
  flows: { quickbooksToBillcom: true, billcomToQuickbooks: true },
  conflict: 'quickbooks',
  dependsOn: [],
  nameSpace: 'ownParent',
  fields: {
    name: text({
      label: 'name',
      quickbooks: 'Name',
      max: 31,
      isName: true,
      billcom: 'name',
      billcomMax: 250,
    }),
    active: active(),
    parent: reference({
      label: 'parent account',
      quickbooks: 'ParentRef',
      billcom: 'parentChartOfAccountId',
      to: 'account',
    }),
    type: choice({
      label: 'type',
      quickbooks: 'AccountType',
      billcom: 'accountType',
      codes: accountTypeCodes,
      fixedAtCreation: true,
    }),
    number: {
      ...text({
        label: 'account number',
        quickbooks: 'AccountNumber',
        max: 7,
        tooLong: 'leaveOut',
        billcom: 'accountNumber',
        billcomMax: 40,
      }),
      needs: 'accountNumbers',
    },
    description: text({
      label: 'description',
      quickbooks: 'Desc',
      max: 200,
      billcom: 'description',
      billcomMax: 4000,
    }),
  },
  uniqueFields: ['number'],
  matchKeys: (fields, path) => {
    const type = String(fields.type);
    const number = typeof fields.number === 'string' ? foldName(fields.number, 40) : undefined;
    return {
      certain: [...(number ? [`number ${number} ${type}`] : []), `path ${path} ${type}`],
      likely: [...(number ? [`number ${number}`] : []), `path ${asLikely(path)}`],
    };
  },
  leftAlone: (fields) =>
    fields.type === 'NonPosting'
      ? 'It is a non-posting account of QuickBooks (estimates, purchase orders), which other books have no use for.'
      : undefined,
  protectedInQuickbooks: (facts) =>
    facts.specialType
      ? 'QuickBooks keeps this account for itself (a system account) and does not let it be changed from outside.'
      : undefined,
};

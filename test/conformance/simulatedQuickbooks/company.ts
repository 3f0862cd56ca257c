import { openSimulatedQuickBooks } from '../../../simulators/quickbooks/server/start';
import type { SimulatedQuickBooks } from '../../../simulators/quickbooks/server/simulatedQuickBooks';
import { OWNER, SECONDS } from './parts';

/** A company that has one entry of what the requests refer to. */
export function openWithEverything(directory: string): SimulatedQuickBooks {
  const quickBooks = openSimulatedQuickBooks({
    directory,
    port: 0,
    seed: {
      accounts: [
        { Name: 'Accounts Payable', AccountType: 'AccountsPayable', SpecialAccountType: 'AccountsPayable' },
        {
          Name: 'Accounts Receivable',
          AccountType: 'AccountsReceivable',
          SpecialAccountType: 'AccountsReceivable',
        },
        { Name: 'Checking', AccountType: 'Bank', Balance: '-197.02' },
        { Name: 'Sales', AccountType: 'Income' },
        { Name: 'Costs', AccountType: 'CostOfGoodsSold' },
        { Name: 'Stock', AccountType: 'OtherCurrentAsset' },
        { Name: 'Card', AccountType: 'CreditCard' },
      ],
      currencies: [{ Name: 'US Dollar', CurrencyCode: 'USD' }],
      employees: [{ FirstName: 'Ann', LastName: 'Reed', HiredDate: '2020-01-01' }],
      preferences: {
        MultiCurrencyPreferences: { IsMultiCurrencyOn: true, HomeCurrencyRef: { FullName: 'US Dollar' } },
        PurchasesAndVendorsPreferences: { IsUsingInventory: true },
      },
      otherNames: [{ Name: 'Nobody' }],
    },
    msPerRequest: 0,
    msPerRecord: 0,
    zone: 'America/Los_Angeles',
    clockSkewMs: 0,
    printedOffset: 'standard',
    highestVersion: '16.0',
    companyFile: 'C:\\Books\\test.qbw',
    iteratorIdleMs: 10_000,
    realNow: () => SECONDS * 1000,
    killProcess: () => {
      throw new Error('killed');
    },
  });
  const nobody = quickBooks.parts.file.books.entries('OtherName')[0]?.id ?? '';
  const { books } = quickBooks.parts.file;
  quickBooks.parts.file.commit([
    { do: 'drop', list: 'OtherName', id: nobody },
    {
      do: 'noteDeleted',
      entry: {
        listDelType: 'OtherName',
        id: nobody,
        timeCreated: 1_790_000_000,
        timeDeleted: quickBooks.parts.clock.now(),
        fullName: 'Nobody',
      },
    },
    { do: 'setCompanyDataExt', values: [{ ownerID: OWNER, name: 'FileID', type: 'STR255TYPE', value: 'x' }] },
    { do: 'setCompany', fields: { ...books.company, Phone: '1', Email: 'a@b', EIN: '12-3456789' } },
  ]);
  return quickBooks;
}

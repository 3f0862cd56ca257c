import { billcomCustomers, NAMES_OF_OTHERS } from './billcomCustomers';
import { billcomItems } from './billcomItems';
import type { CompanyData } from './company';
import { quickbooksCustomers, quickbooksJobs } from './quickbooksCustomers';
import { quickbooksItems, TAX_AGENCY, type ItemRow } from './quickbooksItems';
import { createRandom } from './random';
import type { BillcomSeedRow, QuickBooksSeedRow } from './rows';
import { billcomPaymentTerms, quickbooksDateDrivenTerms, quickbooksTerms } from './terms';

/** The company with every list that the seeds of the simulators know. */
export interface AllListsData extends CompanyData {
  readonly quickbooks: CompanyData['quickbooks'] & {
    readonly preferences: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly salesTaxCodes: readonly QuickBooksSeedRow[];
    readonly dateDrivenTerms: readonly QuickBooksSeedRow[];
    readonly items: readonly ItemRow[];
    readonly employees: readonly Readonly<Record<string, string>>[];
    readonly otherNames: readonly QuickBooksSeedRow[];
  };
  readonly billcom: CompanyData['billcom'] & {
    readonly paymentTerms: readonly BillcomSeedRow[];
    readonly customers: readonly BillcomSeedRow[];
    readonly items: readonly BillcomSeedRow[];
  };
}

/**
 * A company with customers, jobs, items and terms too: 200 customers, 120 jobs, 150 items of all kinds, and a Bill.com
 * organization with near-duplicates and clashes. The same in every run; accounts, classes and vendors stay as they are
 * but for an inventory account and a tax agency.
 */
export function withAllLists(data: CompanyData): AllListsData {
  const random = createRandom(20_260_815);
  const vendors = [...data.quickbooks.vendors, { Name: TAX_AGENCY, CompanyName: TAX_AGENCY }];
  const customers = quickbooksCustomers(random, data.quickbooks.customers, data.quickbooks.vendors);
  const jobs = quickbooksJobs(random, customers);
  const items = quickbooksItems(random, data.quickbooks.vendors);
  return {
    quickbooks: {
      ...data.quickbooks,
      preferences: {
        AccountingPreferences: { IsUsingAccountNumbers: 'true' },
        PurchasesAndVendorsPreferences: { IsUsingInventory: 'true' },
        SalesTaxPreferences: { PaySalesTax: 'Monthly' },
      },
      accounts: [...data.quickbooks.accounts, INVENTORY],
      salesTaxCodes: [
        { Name: 'Tax', Desc: 'Taxable', IsTaxable: true },
        { Name: 'Non', Desc: 'Non-taxable', IsTaxable: false },
      ],
      terms: quickbooksTerms(),
      dateDrivenTerms: quickbooksDateDrivenTerms(),
      vendors,
      items,
      customers: [...customers, ...jobs],
      employees: EMPLOYEES,
      otherNames: ['Petty Cash Clerk', 'Owner Reimbursements', 'Union Trust'].map((Name) => ({ Name })),
    },
    billcom: {
      ...data.billcom,
      paymentTerms: billcomPaymentTerms(),
      customers: billcomCustomers(random, customers, jobs, data.quickbooks.vendors),
      items: billcomItems(items),
    },
  };
}

const INVENTORY: QuickBooksSeedRow = {
  Name: 'Inventory Asset',
  AccountType: 'OtherCurrentAsset',
  AccountNumber: '12500',
};

const EMPLOYEES = [NAMES_OF_OTHERS[0] ?? '', 'Tom Beck', 'Ruth Ann Miles', 'Curtis Boyd', 'Lena Ostrow'].map(
  (name) => {
    const parts = name.split(' ');
    return { FirstName: parts.slice(0, -1).join(' '), LastName: parts.at(-1) ?? '' };
  },
);

import { billcomAccounts, quickbooksAccounts } from './accounts';
import { billcomVendors, CUSTOMERS_NAME } from './billcomVendors';
import { billcomDepartments, quickbooksClasses } from './classes';
import { quickbooksVendors, TERMS } from './quickbooksVendors';
import { createRandom } from './random';
import type { BillcomSeedRow, QuickBooksSeedRow } from './rows';

/** The demo's company, the same in every run: a contractor in Oregon who has kept two sets of books by hand. */
export const company = {
  name: 'Cascade Ridge Builders',
  zone: 'America/Los_Angeles',
  organization: '00801CASCADERIDGE001',
  user: 'Tieout sync',
  password: 'a token of the demo',
  devKey: 'DEMO-DEVELOPER-KEY',
} as const;

/** A second one with nothing in it, to prove that it sees nothing of the first. */
export const secondCompany = { name: 'Somebody Else', organization: '00801SOMEBODYELSE001' } as const;

export interface CompanyData {
  readonly quickbooks: {
    readonly accounts: readonly QuickBooksSeedRow[];
    readonly classes: readonly QuickBooksSeedRow[];
    readonly terms: readonly QuickBooksSeedRow[];
    readonly customers: readonly QuickBooksSeedRow[];
    readonly vendors: readonly QuickBooksSeedRow[];
  };
  readonly billcom: {
    readonly chartOfAccounts: readonly BillcomSeedRow[];
    readonly departments: readonly BillcomSeedRow[];
    readonly vendors: readonly BillcomSeedRow[];
  };
}

export function companyData(): CompanyData {
  const random = createRandom(20_260_701);
  const vendors = quickbooksVendors(random);
  return {
    quickbooks: {
      accounts: quickbooksAccounts(),
      classes: quickbooksClasses(),
      terms: TERMS.map((Name) => ({ Name })),
      customers: [
        { Name: CUSTOMERS_NAME },
        { Name: 'City of Hillsboro' },
        { Name: 'Lakeview School District' },
      ],
      vendors,
    },
    billcom: {
      chartOfAccounts: billcomAccounts(),
      departments: billcomDepartments(),
      vendors: billcomVendors(random, vendors),
    },
  };
}

/** The seed files of the two simulators; `payables`: what stands in them beside the lists. */
export function seeds(
  data: CompanyData,
  payables: { readonly quickbooks: object; readonly billcom: object } = { quickbooks: {}, billcom: {} },
): { quickbooks: unknown; billcom: unknown } {
  return {
    quickbooks: {
      companyName: `${company.name}, Inc.`,
      preferences: { AccountingPreferences: { IsUsingAccountNumbers: 'true' } },
      ...data.quickbooks,
      ...payables.quickbooks,
    },
    billcom: {
      devKeys: [company.devKey],
      organizations: [
        {
          id: company.organization,
          name: company.name,
          syncTokens: [{ name: company.user, value: company.password }],
          ...data.billcom,
          ...payables.billcom,
        },
        {
          id: secondCompany.organization,
          name: secondCompany.name,
          syncTokens: [{ name: company.user, value: company.password }],
        },
      ],
    },
  };
}

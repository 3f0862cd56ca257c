import type { BillcomSeedRow, QuickBooksSeedRow } from './rows';

/**
 * The chart of accounts of a contractor, one account a line: number, name, and where it applies what QuickBooks
 * keeps it for. A line that begins further in is a sub-account.
 */
const CHART: readonly (readonly [type: string, lines: string])[] = [
  ['Bank', `10100 Checking - Operating
            10200 Checking - Payroll
            10300 Money Market
            10900 Petty Cash`],
  ['AccountsReceivable', '11000 Accounts Receivable !AccountsReceivable'],
  ['OtherCurrentAsset', `11500 Retainage Receivable
            12000 Undeposited Funds !UndepositedFunds
            13000 Costs in Excess of Billings
            13100 Employee Advances
            13200 Prepaid Insurance`],
  ['FixedAsset', `15000 Equipment and Vehicles
            > 15100 Trucks
            > 15200 Heavy Equipment
            > 15300 Small Tools
            15800 Office Furniture
            15900 Accumulated Depreciation`],
  ['OtherAsset', '18000 Security Deposits'],
  ['AccountsPayable', '20000 Accounts Payable !AccountsPayable'],
  ['CreditCard', '21000 Company Visa'],
  ['OtherCurrentLiability', `20500 Retainage Payable
            22000 Payroll Liabilities
            > 22100 Federal Withholding
            > 22200 State Withholding
            > 22300 Workers Compensation
            22500 Sales Tax Payable !SalesTaxPayable
            23000 Use Tax Payable
            24000 Billings in Excess of Costs
            24500 Customer Deposits`],
  ['LongTermLiability', `26000 Truck Loans
            26500 Equipment Note - Excavator`],
  ['Equity', `30000 Opening Balance Equity !OpeningBalanceEquity
            31000 Owner Capital
            31500 Owner Draws
            32000 Retained Earnings !RetainedEarnings`],
  ['Income', `40000 Construction Income
            > 40100 Contract Income
            > 40200 Time and Materials
            > 40300 Change Orders
            45000 Equipment Rental Income`],
  ['CostOfGoodsSold', `50000 Job Costs
            > 50100 Direct Labor
            > 50200 Materials
            > 50300 Subcontractors
            > 50400 Equipment Rental
            > 50500 Permits and Fees
            > 50600 Disposal and Dump Fees
            > 50700 Bonds`],
  ['Expense', `60000 Advertising
            60300 Office Supplies
            60500 Insurance
            > 60510 General Liability
            > 60520 Auto Insurance
            61000 Rent
            61200 Telephone and Internet
            61500 Fuel
            62000 Repairs and Maintenance
            62500 Professional Fees
            > 62510 Accounting
            > 62520 Legal
            63000 Licenses and Dues
            64000 Safety Training`],
  ['OtherIncome', '70000 Interest Income'],
  ['OtherExpense', '80000 Interest Expense'],
  ['NonPosting', `90000 Estimates !Estimates
            90100 Purchase Orders !PurchaseOrders`],
]; // prettier-ignore

const BALANCES: Readonly<Record<string, string>> = {
  '10100': '184220.17',
  '10200': '31875.00',
  '10300': '250000.00',
};
const NOTES: Readonly<Record<string, string>> = {
  '11500': 'Held back by owners until completion',
  '20500': 'Held back from subcontractors until completion',
  '50300': 'All subcontracted work, by job',
  '50600': 'Landfill, recycling, haul-off',
  '61500': 'Diesel and gasoline for trucks and equipment',
};

export function quickbooksAccounts(): QuickBooksSeedRow[] {
  return CHART.flatMap(([AccountType, lines]) => {
    let parent = '';
    return lines.split('\n').map((line): QuickBooksSeedRow => {
      const parts = /^\s*(>?)\s*(\d+) (.+?)(?: !(\w+))?$/.exec(line) as RegExpExecArray;
      const [, mark, AccountNumber = '', Name = '', SpecialAccountType] = parts;
      const isBelow = mark === '>';
      if (!isBelow) parent = Name;
      return {
        Name,
        AccountType,
        AccountNumber,
        ...(isBelow ? { ParentFullName: parent } : {}),
        ...(NOTES[AccountNumber] ? { Desc: NOTES[AccountNumber] } : {}),
        ...(BALANCES[AccountNumber] ? { Balance: BALANCES[AccountNumber] } : {}),
        ...(SpecialAccountType ? { SpecialAccountType } : {}),
      };
    });
  });
}

/** Bill.com's codes of account types, as its API documents them. */
export const typeCode: Readonly<Record<string, string>> = {
  AccountsPayable: '1', AccountsReceivable: '2', Bank: '3', CostOfGoodsSold: '4', CreditCard: '5', Equity: '6',
  Expense: '7', FixedAsset: '8', Income: '9', LongTermLiability: '10', OtherAsset: '11', OtherCurrentAsset: '12',
  OtherCurrentLiability: '13', OtherExpense: '14', OtherIncome: '15', NonPosting: '16',
}; // prettier-ignore

/** Numbers of the accounts that somebody had entered in Bill.com by hand before. */
const KNOWN = ['10100', '11000', '20000', '21000', '40000', '40100', '50000', '50200', '50300', '50400',
  '60300', '60500', '60510', '61000', '61200', '61500', '62500', '62520', '70000']; // prettier-ignore

/** What Bill.com holds of the chart: a part in its own spelling, and a few accounts of its own. */
export function billcomAccounts(): BillcomSeedRow[] {
  const known = quickbooksAccounts().filter((each) => KNOWN.includes(String(each.AccountNumber)));
  const same = known.map((each): BillcomSeedRow => {
    const number = String(each.AccountNumber);
    return {
      name: number === '61200' ? 'TELEPHONE AND INTERNET' : each.Name,
      accountNumber: number,
      accountType: typeCode[String(each.AccountType)] ?? '0',
      // Entered in Bill.com only; QuickBooks' is empty.
      ...(number === '61000' ? { description: 'Yard and office, Harbor Street' } : {}),
      ...(each.Desc ? { description: String(each.Desc) } : {}),
      ...(each.ParentFullName ? { parent: each.ParentFullName } : {}),
    };
  });
  return [
    ...same,
    { name: 'Virtual Card Rebates', accountNumber: '70500', accountType: '15' },
    { name: 'Bill.com Money Out Clearing', accountNumber: '10950', accountType: '3' },
    { name: 'Bill.com Money In Clearing', accountNumber: '10960', accountType: '3' },
    // Longer than the 31 characters of an account's name in QuickBooks.
    {
      name: 'Temporary Utilities and Site Services',
      accountNumber: '50800',
      accountType: '4',
      parent: 'Job Costs',
    },
    // QuickBooks takes numbers of 7 characters.
    { name: 'Drone Survey Services', accountNumber: '50900-010', accountType: '4', parent: 'Job Costs' },
    // The number of an expense account in QuickBooks, but another type: the same or not?
    { name: 'Safety Training', accountNumber: '64000', accountType: '14' },
  ];
}

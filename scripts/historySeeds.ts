/**
 * The books of the recorded histories. Every name and value is one that stands nowhere else, so that a test can prove
 * that none of them is in a history.
 */
export const firstBooks = {
  quickbooks: {
    accounts: [
      { Name: 'Ashgrove Checking', AccountType: 'Bank', AccountNumber: '104711' },
      { Name: 'Timber Purchases', AccountType: 'Expense', AccountNumber: '604713' },
    ],
    classes: [{ Name: 'Riverside Homes' }],
    vendors: [
      { Name: 'Hollowell Lumber', Phone: '503-555-0161' },
      { Name: 'Quillfeather Roofing', Email: 'office@quillfeather.example' },
    ],
  },
  billcom: {
    chartOfAccounts: [{ name: 'Ashgrove Checking', accountType: '3', accountNumber: '104711' }],
    departments: [{ name: 'Downtown Lofts' }],
    vendors: [
      { name: 'Hollowell Lumber', email: 'ap@hollowell.example' },
      { name: 'Wrenfield Concrete Pumping', phone: '503-555-0177' },
    ],
  },
} as const;

/** Written in two batches and more, so that there is time to pause between them. */
export const manyVendors = Array.from({ length: 120 }, (_, index) => ({
  Name: `Larkspur Crew ${index + 1001}`,
}));

export const edits = {
  accountName: 'Ashgrove Operating',
  accountDescription: 'Kept by Ottoline',
  vendorPhone: '971-555-0143',
  laterVendorPhone: '971-555-0188',
  billNumber: 'HL-40417',
} as const;

export const invoiceSeeds = {
  item: 'Thistledown Framing',
  customer: 'Marchbanks Residence',
  email: 'office@marchbanks.example',
  numbers: ['MB-70411', 'MB-70412', 'MB-70413', 'MB-70414', 'MB-70415', 'MB-70416'],
} as const;

/** Everything that must not be found in any history. */
export function businessValues(): string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string') found.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk([
    firstBooks.quickbooks.accounts.map(({ Name, AccountNumber }) => [Name, AccountNumber]),
    firstBooks.quickbooks.classes,
    firstBooks.quickbooks.vendors,
    firstBooks.billcom.departments,
    firstBooks.billcom.vendors,
    'Larkspur Crew',
    edits,
    invoiceSeeds,
  ]);
  return [...found];
}

import { phone } from './quickbooksVendors';
import { SUFFIXES } from './quickbooksCustomers';
import type { Random } from './random';
import type { BillcomSeedRow, QuickBooksSeedRow, SeedValue } from './rows';

/** What Bill.com holds of QuickBooks' customers, of the first in this order, with what people do when they type. */
export const SHARED_CUSTOMERS = {
  alike: 80,
  otherCapitals: 8,
  /** Without the legal form, “and” for “&”, “First Last” for “Last, First”. */
  otherSpelling: 14,
  otherPhone: 8,
  /** Entered twice. */
  twice: 4,
} as const;

/** Jobs that somebody had entered as sub-customers, and jobs entered flat under their full name. */
export const SHARED_JOBS = { asSubCustomers: 18, flat: 4 } as const;

/** Made in Bill.com: jobs that QuickBooks lacks, below customers that it has. */
export const SUB_CUSTOMERS_OF_BILLCOM = ['Solar Array', 'Snow Damage 2026', 'Lobby Furniture'];
export const LONG_CUSTOMER_NAMES = [
  'Oregon Department of Administrative Services, Facilities Division',
  // These two are the same in their first 41 characters.
  'Willamette Valley Regional Hospital Group of Salem',
  'Willamette Valley Regional Hospital Group of Eugene',
];
export const ODD_CUSTOMER_NAMES = [
  'Śliwińska & Córki',
  'Nguyễn Văn Phúc',
  'Casa: Peña',
  '大阪 Trading',
  'O’Brien “Bud” Malone',
];
/** Names that QuickBooks has given to somebody else: an employee and an other name. */
export const NAMES_OF_OTHERS = ['Marisol Vega', 'Petty Cash Clerk'];
export const MERGED_CUSTOMER = { from: '0cu01MERGEDAWAY00001', into: '0cu01SURVIVOR0000001' } as const;

export function billcomCustomers(
  random: Random,
  customers: readonly QuickBooksSeedRow[],
  jobs: readonly QuickBooksSeedRow[],
  vendors: readonly QuickBooksSeedRow[],
): BillcomSeedRow[] {
  const active = customers.filter((each) => each.IsActive !== false);
  const [suffixed, plain] = parted(active, ({ Name }) => SUFFIXES.some((suffix) => Name.endsWith(suffix)));
  let at = 0;
  const take = (count: number): QuickBooksSeedRow[] => plain.slice(at, (at += count));
  const shared = [
    ...take(SHARED_CUSTOMERS.alike).map(customerAsBillcom),
    ...take(SHARED_CUSTOMERS.otherCapitals)
      .map(customerAsBillcom)
      .map((row) => ({ ...row, name: row.name.toUpperCase() })),
    ...take(SHARED_CUSTOMERS.otherPhone)
      .map(customerAsBillcom)
      .map((row) => ({ ...row, phone: phone(random) })),
    ...take(SHARED_CUSTOMERS.twice)
      .map(customerAsBillcom)
      .flatMap((row) => [row, { name: row.name, email: 'second@owners.example' }]),
  ];
  const respelled = plain
    .slice(at)
    .filter(({ Name }) => otherwiseSpelled(Name) !== Name)
    .slice(0, SHARED_CUSTOMERS.otherSpelling)
    .map(customerAsBillcom)
    .map((row) => ({ ...row, name: otherwiseSpelled(row.name) }));
  return [
    ...shared,
    ...respelled,
    // Here nobody needs the suffix.
    ...suffixed.map(customerAsBillcom).map((row) => ({ ...row, name: withoutSuffix(row.name) })),
    ...jobsIn(shared, jobs),
    ...onlyInBillcom(random, shared, vendors),
  ];
}

/** One customer of QuickBooks as Bill.com would show it. */
export function customerAsBillcom(customer: QuickBooksSeedRow): BillcomSeedRow {
  const texts: Record<string, SeedValue | undefined> = {
    companyName: customer.CompanyName,
    contactFirstName: customer.FirstName,
    contactLastName: customer.LastName,
    accNumber: customer.AccountNumber,
    ...address('bill', customer.BillAddress),
    ...address('ship', customer.ShipAddress),
    phone: customer.Phone,
    altPhone: customer.AltPhone,
    fax: customer.Fax,
    email: customer.Email,
  };
  return { name: customer.Name, ...given(texts) };
}

function address(kind: 'bill' | 'ship', value: SeedValue | undefined): Record<string, SeedValue | undefined> {
  const lines = (value ?? {}) as Readonly<Record<string, string>>;
  return {
    [`${kind}Address1`]: lines.Addr1,
    [`${kind}Address2`]: lines.Addr2,
    [`${kind}Address3`]: lines.Addr3,
    [`${kind}AddressCity`]: lines.City,
    [`${kind}AddressState`]: lines.State,
    [`${kind}AddressZip`]: lines.PostalCode,
  };
}

function given(fields: Record<string, SeedValue | undefined>): Record<string, SeedValue> {
  const kept = Object.entries(fields).filter((entry): entry is [string, SeedValue] => entry[1] !== undefined);
  return Object.fromEntries(kept);
}

function otherwiseSpelled(name: string): string {
  const person = /^(\w+), (\w+)$/.exec(name);
  if (person) return `${person[2] ?? ''} ${person[1] ?? ''}`;
  return name.replace(/(, Inc\.| LLC| LP)$/, '').replace('&', 'and');
}

const withoutSuffix = (name: string): string =>
  SUFFIXES.reduce((short, suffix) => (short.endsWith(suffix) ? short.slice(0, -suffix.length) : short), name);

function jobsIn(parents: readonly BillcomSeedRow[], jobs: readonly QuickBooksSeedRow[]): BillcomSeedRow[] {
  const known = new Set(parents.map(({ name }) => name));
  const below = jobs.filter((job) => job.IsActive !== false && known.has(String(job.ParentFullName)));
  const { asSubCustomers, flat } = SHARED_JOBS;
  return [
    ...below
      .slice(0, asSubCustomers)
      .map((job) => ({ name: job.Name, parent: String(job.ParentFullName), ...described(job) })),
    ...below
      .slice(asSubCustomers, asSubCustomers + flat)
      .map((job) => ({ name: `${String(job.ParentFullName)}:${job.Name}` })),
  ];
}

const described = ({ JobDesc }: QuickBooksSeedRow): Record<string, SeedValue> =>
  JobDesc === undefined ? {} : { description: JobDesc };

function onlyInBillcom(
  random: Random,
  shared: readonly BillcomSeedRow[],
  vendors: readonly QuickBooksSeedRow[],
): BillcomSeedRow[] {
  const plain = ['Riverbend Eye Care', 'Cloverdale Grange', 'Sunnyside Little League', 'Port of Cascade Locks',
    'Northbank Coffee Roasters', 'Juniper Ridge HOA', 'Tillamook Cold Storage']; // prettier-ignore
  const card = (name: string): BillcomSeedRow => ({
    name,
    billAddress1: `${random.digits(4)} SE Division St`,
    billAddressCity: 'Portland',
    billAddressState: 'OR',
    billAddressZip: '97206',
    phone: phone(random),
    email: `ap${random.digits(3)}@customers.example`,
  });
  const [first, second, third] = vendors.slice(40).map(({ Name }) => Name);
  // QuickBooks has vendors of these names, and one list of names.
  const clashes = [first, second, third].filter((name): name is string => name !== undefined);
  return [
    ...[...plain, ...LONG_CUSTOMER_NAMES, ...ODD_CUSTOMER_NAMES, ...NAMES_OF_OTHERS, ...clashes].map(card),
    ...SUB_CUSTOMERS_OF_BILLCOM.map((name, index) => ({ name, parent: shared[index * 7]?.name ?? 'Jones' })),
    { ...card('Greenway Trail Partners'), id: MERGED_CUSTOMER.into },
    {
      ...card('Greenway Trails Partner'),
      id: MERGED_CUSTOMER.from,
      mergedIntoId: MERGED_CUSTOMER.into,
      isActive: '2',
    },
    ...['Demolished 2019', 'Moved to Boise'].map((name) => ({ ...card(name), isActive: '2' })),
  ];
}

function parted<T>(all: readonly T[], isFirst: (each: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))];
}

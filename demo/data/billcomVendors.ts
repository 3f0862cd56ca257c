import type { Random } from './random';
import type { BillcomSeedRow, QuickBooksSeedRow } from './rows';
import { phone } from './quickbooksVendors';

/**
 * What Bill.com holds of the vendors: the part that somebody typed in over the years, with what people do. Of the
 * first vendors of QuickBooks, in this order:
 */
export const SHARED = {
  alike: 84,
  otherCapitals: 14,
  otherPunctuation: 6,
  otherField: 14,
  fuller: 10,
} as const;

export function billcomVendors(random: Random, vendors: readonly QuickBooksSeedRow[]): BillcomSeedRow[] {
  const active = vendors.filter((each) => each.IsActive !== false);
  let at = 0;
  const take = (count: number): BillcomSeedRow[] => active.slice(at, (at += count)).map(asBillcom);
  // A legal form is what people leave out.
  const withForm = active.slice(-60).filter((each) => /, Inc\.$| LLC$/.test(each.Name));
  return [
    ...take(SHARED.alike),
    ...take(SHARED.otherCapitals).map((row) => ({ ...row, name: row.name.toUpperCase() })),
    ...withForm.slice(0, SHARED.otherPunctuation).map(asBillcom).map(otherwiseSpelled),
    ...take(SHARED.otherField).map((row, index) => withOtherField(random, row, index)),
    ...take(SHARED.fuller).map((row) => fuller(random, row)),
    ...onlyInBillcom(random),
  ];
}

/** One vendor of QuickBooks as Bill.com would show it. */
export function asBillcom(vendor: QuickBooksSeedRow): BillcomSeedRow {
  const address = (vendor.VendorAddress ?? {}) as Readonly<Record<string, string>>;
  const texts: Record<string, string | boolean | undefined> = {
    companyName: text(vendor.CompanyName),
    contactFirstName: text(vendor.FirstName),
    contactLastName: text(vendor.LastName),
    address1: address.Addr1,
    address2: address.Addr2,
    address3: address.Addr3,
    addressCity: address.City,
    addressState: address.State,
    addressZip: address.PostalCode,
    phone: text(vendor.Phone),
    fax: text(vendor.Fax),
    email: text(vendor.Email),
    nameOnCheck: text(vendor.NameOnCheck),
    accNumber: text(vendor.AccountNumber),
    track1099: vendor.IsVendorEligibleFor1099 === true,
  };
  const given = Object.entries(texts).filter(([, value]) => value !== undefined);
  return { name: vendor.Name, ...(Object.fromEntries(given) as Record<string, string | boolean>) };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Likely the same vendor, but who knows. */
const otherwiseSpelled = (row: BillcomSeedRow): BillcomSeedRow => ({
  ...row,
  name: row.name.replace(/(, Inc\.| LLC)$/, '').replace('&', 'and'),
});

function withOtherField(random: Random, row: BillcomSeedRow, index: number): BillcomSeedRow {
  const changes: readonly BillcomSeedRow[] = [
    { name: row.name, phone: phone(random) },
    { name: row.name, addressZip: `97${random.digits(3)}` },
    { name: row.name, email: 'billing@oldaddress.example' },
    { name: row.name, track1099: row.track1099 !== true },
  ];
  return { ...row, ...changes[index % changes.length] };
}

/** Bill.com knows more than QuickBooks: payment fields that are its own, and a fax that QuickBooks lacks. */
const fuller = (random: Random, row: BillcomSeedRow): BillcomSeedRow => ({
  ...row,
  fax: phone(random),
  paymentEmail: 'remittance@payments.example',
  description: 'Pays by virtual card',
});

/** Names that QuickBooks cannot hold as they are, and some plain ones. */
export const LONG_NAMES = [
  'Northwest Architectural Millwork and Custom Cabinetry Incorporated',
  'Pacific Northwest Structural Engineering Consultants of Oregon',
  // These two are the same in their first 41 characters.
  'Oregon Statewide Equipment Leasing and Finance of Portland',
  'Oregon Statewide Equipment Leasing and Finance of Eugene',
];
export const FOREIGN_NAMES = ['Müller & Söhne Fensterbau', 'Łukasz Wiśniewski Tile', 'Dvořák Masonry', 'Peña Hermanos Stucco',
  '東京 Stone Imports', 'Niño: Décor & Finish']; // prettier-ignore
/** The name of a customer in QuickBooks, where customers and vendors share one list of names. */
export const CUSTOMERS_NAME = 'Harlan Whitmore';

function onlyInBillcom(random: Random): BillcomSeedRow[] {
  const plain = ['Amazon Business', 'Sherwin Hardware Online', 'Zoom Phone', 'City of Portland Permits', 'Procore',
    'ABC Drone Imaging', 'Metro Toll Authority', 'Fastline Couriers', 'Greenfield Porta-Johns', 'Cloudburst Hosting',
    'Rivera Translation', 'Notary on Wheels', 'Steel Toe Boots Direct', 'Puget Sound Testing Labs', 'Blueprint Express',
    'Safe-T-Cone Rentals', 'Barricade Brothers', 'Hydroseed Northwest']; // prettier-ignore
  const card = (name: string): BillcomSeedRow => ({
    name,
    address1: `${random.digits(4)} NE Sandy Blvd`,
    addressCity: 'Portland',
    addressState: 'OR',
    addressZip: '97232',
    phone: phone(random),
    track1099: false,
  });
  return [
    ...[...plain, ...LONG_NAMES, ...FOREIGN_NAMES, CUSTOMERS_NAME].map(card),
    ...['Closed Account - Do Not Use', 'Old Town Blueprint (moved)'].map((name) => ({
      ...card(name),
      isActive: '2',
    })),
  ];
}

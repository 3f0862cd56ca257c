import type { Random } from './random';
import type { QuickBooksSeedRow } from './rows';
import { FIRST_NAMES, LAST_NAMES, vendorNames, type VendorName } from './vendorNames';

const STREETS = ['Industrial Way', 'Foundry Street', 'Mill Road', 'Commerce Drive', 'Harbor Street', 'Quarry Road',
  'SE Powell Blvd', 'Lombard Street', 'Highway 99', 'Railroad Avenue', 'Depot Street', 'Cannery Row']; // prettier-ignore
const CITIES = [
  ['Portland', 'OR', '97202'], ['Salem', 'OR', '97301'], ['Eugene', 'OR', '97402'], ['Bend', 'OR', '97701'],
  ['Medford', 'OR', '97501'], ['Hillsboro', 'OR', '97123'], ['Vancouver', 'WA', '98661'], ['Kelso', 'WA', '98626'],
  ['Redding', 'CA', '96001'], ['Boise', 'ID', '83702'],
] as const; // prettier-ignore
export const TERMS = ['Due on receipt', 'Net 15', 'Net 30', '2% 10 Net 30'];

/** 300 vendors as a bookkeeper would have entered them over the years: some fields full, some empty, 11 inactive. */
export function quickbooksVendors(random: Random, count = 300): QuickBooksSeedRow[] {
  return vendorNames(random, count).map((name, index) => ({
    ...vendorCard(random, name, index),
    // Old ones that nobody buys from any more.
    ...(index % 28 === 27 ? { IsActive: false } : {}),
  }));
}

export function vendorCard(random: Random, { name, person }: VendorName, index: number): QuickBooksSeedRow {
  const contact = person ?? { first: random.pick(FIRST_NAMES), last: random.pick(LAST_NAMES) };
  const domain = `${name.toLowerCase().replace(/[^a-z]+/g, '')}.example`;
  return {
    Name: name,
    ...(person ? {} : { CompanyName: name }),
    ...(person || random.chance(60) ? { FirstName: contact.first, LastName: contact.last } : {}),
    VendorAddress: postalAddress(random, name),
    Phone: phone(random),
    ...(random.chance(35) ? { Fax: phone(random) } : {}),
    ...(random.chance(75) ? { Email: `${person ? contact.first.toLowerCase() : 'office'}@${domain}` } : {}),
    ...(random.chance(50) ? { NameOnCheck: name } : {}),
    ...(random.chance(55) ? { AccountNumber: `CR-${1000 + index}` } : {}),
    // Tieout leaves these alone; the proof at the end looks whether it did.
    ...(random.chance(70) ? { TermsRef: { FullName: random.pick(TERMS) } } : {}),
    ...(random.chance(10) ? { Notes: 'Certificate of insurance on file' } : {}),
    IsVendorEligibleFor1099: person !== undefined || random.chance(12),
  };
}

export function postalAddress(random: Random, name: string): Record<string, string> {
  const [City, State, PostalCode] = random.pick(CITIES);
  const street = `${random.digits(random.chance(50) ? 4 : 3)} ${random.pick(STREETS)}`;
  const lines = random.chance(60) ? { Addr1: name, Addr2: street } : { Addr1: street };
  const suite = random.chance(25) ? { Addr3: `Suite ${random.digits(3)}` } : {};
  return { ...lines, ...suite, City, State, PostalCode };
}

export const phone = (random: Random): string =>
  `(${random.pick(['503', '541', '971', '360', '208'])}) 555-0${random.digits(3)}`;

import { customerNames, type CustomerName } from './customerNames';
import { phone, postalAddress } from './quickbooksVendors';
import type { Random } from './random';
import type { QuickBooksSeedRow } from './rows';

export const CUSTOMER_COUNT = 200;
export const JOB_COUNT = 120;
/** QuickBooks has one list of names: a company that is vendor and customer is spelled with a suffix as customer. */
export const SUFFIXES = [' (C)', ' - Owner', ' *'];
const CUSTOMER_TERMS = ['Due on receipt', 'Net 10', 'Net 30', '10th of following month'];

/** 200 customers, most of them typed in by hand, some of them vendors too; a few of them no longer active. */
export function quickbooksCustomers(
  random: Random,
  known: readonly QuickBooksSeedRow[],
  vendors: readonly QuickBooksSeedRow[],
): QuickBooksSeedRow[] {
  const alsoVendors = vendors
    .filter((each) => each.CompanyName !== undefined && each.Name.length <= 32)
    .slice(0, 6)
    .map((vendor, index): CustomerName => ({ name: `${vendor.Name}${SUFFIXES[index % SUFFIXES.length]}` }));
  const taken = new Set([...known, ...vendors].map(({ Name }) => Name.toLowerCase()));
  const others = customerNames(random, CUSTOMER_COUNT - known.length - alsoVendors.length, taken);
  return [
    ...known,
    ...alsoVendors.map((name) => customerCard(random, name)),
    ...others.map((name, index) => ({
      ...customerCard(random, name),
      ...(index % 25 === 24 ? { IsActive: false } : {}),
    })),
  ];
}

function customerCard(random: Random, { name, person }: CustomerName): QuickBooksSeedRow {
  const address = postalAddress(random, person ? `${person.first} ${person.last}` : name);
  const site = postalAddress(random, 'Job site');
  return {
    Name: name,
    ...(person ? { FirstName: person.first, LastName: person.last } : { CompanyName: name }),
    BillAddress: address,
    ...(random.chance(30) ? { ShipAddress: site } : random.chance(50) ? { ShipAddress: address } : {}),
    Phone: phone(random),
    ...(random.chance(20) ? { AltPhone: phone(random) } : {}),
    ...(random.chance(15) ? { Fax: phone(random) } : {}),
    ...(random.chance(70) ? { Email: `${mailName(name)}@owners.example` } : {}),
    ...(random.chance(60) ? { TermsRef: { FullName: random.pick(CUSTOMER_TERMS) } } : {}),
    ...(random.chance(40) ? { AccountNumber: `C-${random.digits(4)}` } : {}),
    SalesTaxCodeRef: { FullName: random.chance(80) ? 'Non' : 'Tax' },
    ...(random.chance(8) ? { Notes: 'Gate code from the site superintendent' } : {}),
    ...(random.chance(12) ? { ResaleNumber: `R${random.digits(4)}-${random.digits(2)}` } : {}),
  };
}

const mailName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')
    .replace(/^\.|\.$/g, '');

const PROJECTS = ['Kitchen Remodel', 'Bath Remodel', 'Roof Replacement', 'Tenant Improvement', 'Building A', 'Building B',
  'Parking Structure', 'Seismic Upgrade', 'New Wing', 'Deck and Siding', 'Fire Repair', 'ADA Upgrades']; // prettier-ignore
const PHASES = ['Phase 1', 'Phase 2', 'Site Work', 'Shell', 'Interior', 'Change Order 1', 'Punch List'];
const PARTS = ['Electrical', 'Plumbing', 'Finishes'];
const STATUSES = ['Pending', 'Awarded', 'InProgress', 'InProgress', 'Closed', 'NotAwarded'];

/** 120 jobs below the customers: projects, their phases, parts of phases and, twice, a part of a part. */
export function quickbooksJobs(random: Random, customers: readonly QuickBooksSeedRow[]): QuickBooksSeedRow[] {
  const owners = customers.filter((each) => each.IsActive !== false).map(({ Name }) => Name);
  const projects = below(random, owners, PROJECTS, 80);
  const phases = below(random, fullNames(projects), PHASES, 28);
  const parts = below(random, fullNames(phases), PARTS, 10);
  const details = below(random, fullNames(parts), ['Warranty'], JOB_COUNT - 118);
  const jobs = [...projects, ...phases, ...parts, ...details];
  const withJobs = new Set(jobs.map(({ ParentFullName }) => ParentFullName));
  const isLeaf = (job: QuickBooksSeedRow): boolean => !fullNames([job]).some((name) => withJobs.has(name));
  return jobs.map((job, index) => ({
    ...job,
    JobStatus: random.pick(STATUSES),
    JobStartDate: `2026-0${String(1 + random.below(6))}-1${String(random.below(9))}`,
    ...(random.chance(40) ? { JobDesc: `Contract ${random.digits(5)}` } : {}),
    ...(random.chance(30) ? { ShipAddress: postalAddress(random, 'Job site') } : {}),
    // Closed a long time ago.
    ...(index % 12 === 11 && isLeaf(job) ? { IsActive: false } : {}),
  }));
}

/** Jobs under some of these parents; the same name again and again, but once under each parent. */
function below(
  random: Random,
  parents: readonly string[],
  names: readonly string[],
  count: number,
): QuickBooksSeedRow[] {
  const taken = new Set<string>();
  const jobs: QuickBooksSeedRow[] = [];
  while (jobs.length < count) {
    const parent = random.pick(parents);
    const name = random.pick(names);
    if (taken.has(`${parent}:${name}`)) continue;
    taken.add(`${parent}:${name}`);
    jobs.push({ Name: name, ParentFullName: parent });
  }
  return jobs;
}

export const fullNames = (rows: readonly QuickBooksSeedRow[]): string[] =>
  rows.map(({ Name, ParentFullName }) => (ParentFullName === undefined ? Name : `${ParentFullName}:${Name}`));

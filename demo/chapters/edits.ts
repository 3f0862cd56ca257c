import type { BillcomRow, Books, Edit, Link, QuickBooksRow } from '../checks/evidence';
import { asBillcom } from '../data/billcomVendors';
import { vendorCard } from '../data/quickbooksVendors';
import { createRandom } from '../data/random';
import type { Simulators } from '../world/simulators';
import { Person } from './typing';

/** How many subcontractors a project brings; enough that QuickBooks has several message sets to work through. */
export const SUBCONTRACTORS = 48;

/** The e-mail and the phone that are changed in both books at once. */
export const BOTH_SIDES = {
  email: { quickbooks: 'ap@quickbooks-side.example', billcom: 'ap@billcom-side.example' },
  phone: { quickbooks: '(503) 555-0121', billcom: '(971) 555-0177' },
} as const;

export interface Edited {
  readonly edits: Edit[];
  readonly subcontractors: readonly string[];
  /** Two records that were held and are given one name. */
  readonly joined: readonly Link[];
  /** The vendor whose phone number was changed in both books. */
  readonly askedAbout: string;
}

/** What people do in both books between two syncs, and what they call it. */
export async function editBothBooks(simulators: Simulators): Promise<Edited> {
  const books = await simulators.books();
  const person = new Person(simulators);
  await inQuickBooks(person, books);
  const joined = await inBillcom(person, books);
  const subcontractors = await newSubcontractors(person);
  return { edits: person.edits, joined, subcontractors, askedAbout: alike(books, 'vendor', 12)[0].Name };
}

/** A pair whose records are alike in both books and stand at the top of their list, by its place in QuickBooks' list. */
function alike(books: Books, entity: 'vendor' | 'customer', place: number): [QuickBooksRow, BillcomRow] {
  const byName = new Map<string, BillcomRow[]>();
  for (const row of books.billcom[entity]) byName.set(row.name, [...(byName.get(row.name) ?? []), row]);
  const pairs = books.quickbooks[entity].flatMap((one): [QuickBooksRow, BillcomRow][] => {
    const [twin, ...others] = byName.get(one.Name) ?? [];
    const isPlain = one.IsActive === 'true' && one.ParentRef === undefined && others.length === 0;
    return isPlain && twin?.isActive === '1' ? [[one, twin]] : [];
  });
  const pair = pairs[place];
  if (!pair) throw new Error(`the books have no ${place + 1} pairs of ${entity}s that are alike`);
  return pair;
}

async function inQuickBooks(person: Person, books: Books): Promise<void> {
  const account = books.quickbooks.account.find((each) => each.Name === 'Office Supplies') as QuickBooksRow;
  await person.changeInQuickBooks(
    'Account',
    'account',
    account,
    { Name: 'Office Supplies and Printing' },
    'the account 60300 is renamed “Office Supplies and Printing”',
  );
  const permit = books.quickbooks.item.find((each) => each.Name === 'Permit Fee') as QuickBooksRow;
  await person.changeInQuickBooks(
    'ItemOtherCharge',
    'item',
    permit,
    { SalesOrPurchaseMod: '<Price>215.00</Price>' },
    'the item “Permit Fee” costs 215.00 now',
    ['SalesOrPurchase'],
  );
  const [newOwner] = alike(books, 'customer', 9);
  const job = movable(books, newOwner);
  await person.changeInQuickBooks(
    'Customer',
    'customer',
    job,
    { ParentRef: `<ListID>${newOwner.ListID}</ListID>` },
    `the job “${String(job.FullName)}” is moved to the customer “${newOwner.Name}”`,
  );
  const [moved] = alike(books, 'vendor', 3);
  const phone = { Phone: '(503) 555-0188' };
  await person.changeInQuickBooks('Vendor', 'vendor', moved, phone, `“${moved.Name}” has a new phone number`);
  const [gone] = alike(books, 'vendor', 8);
  const inactive = { IsActive: 'false' };
  await person.changeInQuickBooks('Vendor', 'vendor', gone, inactive, `“${gone.Name}” is made inactive`);
  const [both] = alike(books, 'customer', 5);
  const email = BOTH_SIDES.email.quickbooks;
  await person.changeInQuickBooks(
    'Customer',
    'customer',
    both,
    { Email: email },
    `the customer “${both.Name}” gets the e-mail ${email}`,
  );
  const [asked] = alike(books, 'vendor', 12);
  await person.changeInQuickBooks(
    'Vendor',
    'vendor',
    asked,
    { Phone: BOTH_SIDES.phone.quickbooks },
    `the vendor “${asked.Name}” gets the phone number ${BOTH_SIDES.phone.quickbooks}`,
  );
  await person.addVendorInQuickBooks('Redwood Tower Crane Service', '(541) 555-0142');
}

/** A job with nothing below it, of a customer whose twin is plain to see, and of a name that `newOwner` has no job of. */
function movable(books: Books, newOwner: QuickBooksRow): QuickBooksRow {
  const above = (row: QuickBooksRow): string =>
    String((row.ParentRef as { ListID?: string } | undefined)?.ListID ?? '');
  const parents = new Set(books.quickbooks.customer.map(above));
  const taken = new Set(
    books.quickbooks.customer.filter((each) => above(each) === newOwner.ListID).map(({ Name }) => Name),
  );
  const owners = new Set([1, 2, 3, 4, 6, 7, 8].map((place) => alike(books, 'customer', place)[0].ListID));
  const job = books.quickbooks.customer.find(
    (each) =>
      owners.has(above(each)) &&
      each.IsActive === 'true' &&
      !parents.has(each.ListID) &&
      !taken.has(each.Name),
  );
  if (!job) throw new Error('QuickBooks has no job that can be moved');
  return job;
}

async function inBillcom(person: Person, books: Books): Promise<Link[]> {
  const [, both] = alike(books, 'customer', 5);
  const email = BOTH_SIDES.email.billcom;
  await person.changeInBillcom(
    'Customer',
    'customer',
    both,
    { email },
    `the customer “${both.name}” gets another e-mail at the same time, ${email}`,
  );
  const [, asked] = alike(books, 'vendor', 12);
  await person.changeInBillcom(
    'Vendor',
    'vendor',
    asked,
    { phone: BOTH_SIDES.phone.billcom },
    `the vendor “${asked.name}” gets another phone number at the same time, ${BOTH_SIDES.phone.billcom}`,
  );
  const [, address] = alike(books, 'vendor', 20);
  await person.changeInBillcom(
    'Vendor',
    'vendor',
    address,
    { address1: '1200 NW Front Avenue', address2: '', address3: '', addressZip: '97209' },
    `“${address.name}” has moved to 1200 NW Front Avenue`,
  );
  const account = books.billcom.account.find((each) => each.name === 'Fuel') as BillcomRow;
  await person.changeInBillcom(
    'ChartOfAccount',
    'account',
    account,
    { description: 'Diesel, gasoline and hydraulic oil' },
    'the account Fuel has a new description',
  );
  const joined = await renameHeldTwin(person, books);
  await person.addInBillcom('Department', 'class', { name: 'Solar' }, 'a new department, “Solar”');
  const winery = { name: 'Columbia Gorge Winery', phone: '(541) 555-0164' };
  await person.addInBillcom('Customer', 'customer', winery, 'a new customer, “Columbia Gorge Winery”');
  return joined;
}

/** A possible duplicate that was held: the bookkeeper makes the names equal. */
async function renameHeldTwin(person: Person, books: Books): Promise<Link[]> {
  const bare = (name: string): string => name.replace(/(, Inc\.| LLC)$/, '').replace('&', 'and');
  const names = new Set(books.quickbooks.vendor.map((each) => each.Name));
  for (const row of books.billcom.vendor) {
    if (names.has(row.name)) continue;
    const twin = books.quickbooks.vendor.find(
      (each) => each.Name !== row.name && bare(each.Name) === row.name,
    );
    if (!twin) continue;
    const words = `“${row.name}”, which was held as a possible duplicate, is given QuickBooks’ name “${twin.Name}”`;
    await person.changeInBillcom('Vendor', 'vendor', row, { name: twin.Name }, words);
    return [{ entity: 'vendor', quickbooksId: twin.ListID, billcomId: row.id }];
  }
  return [];
}

/** Somebody imports the subcontractors of a new project into Bill.com. */
async function newSubcontractors(person: Person): Promise<string[]> {
  const random = createRandom(7);
  const names: string[] = [];
  for (let number = 1; number <= SUBCONTRACTORS; number += 1) {
    const name = `Tower ${number} Interiors Crew`;
    const { nameOnCheck, ...card } = asBillcom(vendorCard(random, { name }, 5_000 + number));
    void nameOnCheck;
    await person.addInBillcom('Vendor', 'vendor', card, '');
    names.push(name);
  }
  return names;
}

import { createRandom } from '../data/random';
import { vendorCard } from '../data/quickbooksVendors';
import type { BillcomRow, Books, Edit, Entity, QuickBooksRow } from '../checks/evidence';
import { asBillcom } from '../data/billcomVendors';
import type { Simulators } from '../world/simulators';

/** How many subcontractors a project brings; enough that QuickBooks has several message sets to work through. */
export const SUBCONTRACTORS = 48;

/** What people do in both books between two syncs, and what they call it. */
export async function editBothBooks(
  simulators: Simulators,
): Promise<{ edits: Edit[]; subcontractors: string[] }> {
  const books = await simulators.books();
  const edits = [...(await inQuickBooks(simulators, books)), ...(await inBillcom(simulators, books))];
  const subcontractors = await newSubcontractors(simulators);
  return {
    edits: [...edits, ...subcontractors.map((row) => made('billcom', 'vendor', row.id, ''))],
    subcontractors: subcontractors.map((row) => row.name),
  };
}

/** Vendors that are alike in both books, by their place in QuickBooks' list. */
function pair(books: Books, place: number): [QuickBooksRow, BillcomRow] {
  const pairs = books.quickbooks.vendor.flatMap((one): [QuickBooksRow, BillcomRow][] => {
    const twins = books.billcom.vendor.filter((row) => row.name === one.Name && row.isActive === '1');
    return one.IsActive === 'true' && twins[0] && twins.length === 1 ? [[one, twins[0]]] : [];
  });
  return pairs[place] as [QuickBooksRow, BillcomRow];
}

async function inQuickBooks(simulators: Simulators, books: Books): Promise<Edit[]> {
  const edits: Edit[] = [];
  const change = async (
    list: string,
    entity: Entity,
    row: QuickBooksRow,
    fields: Record<string, string>,
    words: string,
  ) => {
    const elements = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
    await simulators.typeInQuickBooks(
      `<${list}ModRq requestID="1"><${list}Mod><ListID>${row.ListID}</ListID><EditSequence>${String(row.EditSequence)}</EditSequence>` +
        `${elements.join('')}</${list}Mod></${list}ModRq>`,
    );
    edits.push({ book: 'quickbooks', entity, id: row.ListID, fields: Object.keys(fields), words });
  };
  const account = books.quickbooks.account.find((each) => each.Name === 'Office Supplies') as QuickBooksRow;
  await change(
    'Account',
    'account',
    account,
    { Name: 'Office Supplies and Printing' },
    'the account 60300 is renamed “Office Supplies and Printing”',
  );
  const [moved] = pair(books, 3);
  await change(
    'Vendor',
    'vendor',
    moved,
    { Phone: '(503) 555-0188' },
    `“${moved.Name}” has a new phone number`,
  );
  const [gone] = pair(books, 8);
  await change('Vendor', 'vendor', gone, { IsActive: 'false' }, `“${gone.Name}” is made inactive`);
  const [both] = pair(books, 12);
  await change(
    'Vendor',
    'vendor',
    both,
    { Email: 'ap@quickbooks-side.example' },
    `“${both.Name}” gets the e-mail ap@quickbooks-side.example`,
  );
  const crane = 'Redwood Tower Crane Service';
  await simulators.typeInQuickBooks(
    `<VendorAddRq requestID="1"><VendorAdd><Name>${crane}</Name><CompanyName>${crane}</CompanyName><Phone>(541) 555-0142</Phone></VendorAdd></VendorAddRq>`,
  );
  const after = await simulators.books();
  const added = after.quickbooks.vendor.find((each) => each.Name === crane) as QuickBooksRow;
  return [...edits, made('quickbooks', 'vendor', added.ListID, `a new vendor, “${crane}”`)];
}

async function inBillcom(simulators: Simulators, books: Books): Promise<Edit[]> {
  const edits: Edit[] = [];
  const change = async (
    object: string,
    entity: Entity,
    row: BillcomRow,
    fields: Record<string, string>,
    words: string,
  ): Promise<void> => {
    await simulators.typeInBillcom('update', { entity: object, obj: { id: row.id, ...fields } });
    edits.push({ book: 'billcom', entity, id: row.id, fields: Object.keys(fields), words });
  };
  const [, both] = pair(books, 12);
  await change(
    'Vendor',
    'vendor',
    both,
    { email: 'ap@billcom-side.example' },
    `“${both.name}” gets another e-mail at the same time, ap@billcom-side.example`,
  );
  const [, address] = pair(books, 20);
  await change(
    'Vendor',
    'vendor',
    address,
    { address1: '1200 NW Front Avenue', address2: '', address3: '', addressZip: '97209' },
    `“${address.name}” has moved to 1200 NW Front Avenue`,
  );
  const account = books.billcom.account.find((each) => each.name === 'Fuel') as BillcomRow;
  await change(
    'ChartOfAccount',
    'account',
    account,
    { description: 'Diesel, gasoline and hydraulic oil' },
    'the account Fuel has a new description',
  );
  // A possible duplicate that was held: the bookkeeper says that the two are one.
  const twin = heldTwin(books);
  if (twin)
    await change(
      'Vendor',
      'vendor',
      twin.row,
      { name: twin.name },
      `“${twin.row.name}”, which was held as a possible duplicate, is given QuickBooks’ name “${twin.name}”`,
    );
  const department = await simulators.typeInBillcom('create', {
    entity: 'Department',
    obj: { name: 'Solar' },
  });
  return [...edits, made('billcom', 'class', department.id, 'a new department, “Solar”')];
}

function heldTwin(books: Books): { row: BillcomRow; name: string } | undefined {
  const bare = (name: string): string => name.replace(/(, Inc\.| LLC)$/, '').replace('&', 'and');
  const names = new Set(books.quickbooks.vendor.map((each) => each.Name));
  for (const row of books.billcom.vendor) {
    if (names.has(row.name)) continue;
    const twin = books.quickbooks.vendor.find(
      (each) => each.Name !== row.name && bare(each.Name) === row.name,
    );
    if (twin) return { row, name: twin.Name };
  }
  return undefined;
}

/** Somebody imports the subcontractors of a new project into Bill.com. */
async function newSubcontractors(simulators: Simulators): Promise<BillcomRow[]> {
  const random = createRandom(7);
  const rows: BillcomRow[] = [];
  for (let number = 1; number <= SUBCONTRACTORS; number += 1) {
    const name = `Tower ${number} Interiors Crew`;
    const { nameOnCheck, ...card } = asBillcom(vendorCard(random, { name }, 5_000 + number));
    void nameOnCheck;
    rows.push(await simulators.typeInBillcom('create', { entity: 'Vendor', obj: card }));
  }
  return rows;
}

const made = (book: Edit['book'], entity: Entity, id: string, words: string): Edit => ({
  book,
  entity,
  id,
  fields: [],
  words,
});

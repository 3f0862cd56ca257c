import { exchangesOf } from '../../src/quickbooks/exchange/exchanges';
import type { CompanyWorld, Row, World } from './world';

/** The names in one list of a book, in order; a name that stands there twice is seen twice. */
export const namesOf = (rows: readonly Row[] | undefined): string[] =>
  (rows ?? []).map((row) => String(row.Name ?? row.name)).sort();

export const quickbooksVendors = async (company: CompanyWorld): Promise<string[]> =>
  namesOf((await company.quickbooksBooks()).vendors);
export const billcomVendors = async (company: CompanyWorld): Promise<string[]> =>
  namesOf((await company.billcomBooks()).Vendor);

export const numbered = (word: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${word} ${String(index + 1).padStart(4, '0')}`);

/** Both books hold exactly these vendors, each once (design I1), whatever was lost on the way. */
export async function expectVendors(company: CompanyWorld, names: readonly string[]): Promise<void> {
  const expected = [...names].sort();
  expect(await quickbooksVendors(company)).toEqual(expected);
  expect(await billcomVendors(company)).toEqual(expected);
}

/** Nothing is on its way or in doubt any more, and nothing was written without its end being known. */
export async function expectNothingOpen(world: World, company: CompanyWorld): Promise<void> {
  const operations = await world.database.inCompany(company.id, (tx) =>
    tx.query(
      `select entity, book, state, message from operation where company_id = $1 and state in ('planned', 'sent', 'unknown')`,
      [company.id],
    ),
  );
  const inDoubt = await exchangesOf(world.database, company.id, { states: ['inDoubt'] });
  expect({ operations: operations.rows, exchanges: inDoubt.map((exchange) => exchange.key) }).toEqual({
    operations: [],
    exchanges: [],
  });
}

/** How many operations of a cycle ended how: `{ applied: 100, withdrawn: 60 }`. */
export async function outcomes(company: CompanyWorld, cycle: number): Promise<Record<string, number>> {
  const count: Record<string, number> = {};
  for (const { state } of await company.operations(cycle)) count[state] = (count[state] ?? 0) + 1;
  return count;
}

/** A sync without edits finds nothing to write: both books agree and both sides know it. */
export async function expectQuiet(company: CompanyWorld): Promise<void> {
  const cycle = await company.sync();
  expect(cycle.state).toBe('ended');
  expect(await company.operations(cycle.number)).toEqual([]);
}

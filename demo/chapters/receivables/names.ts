import type { BillcomRow } from '../../checks/evidence';
import type { Refer } from '../../data/receivables';
import type { Simulators } from '../../world/simulators';

/** What people pick from lists when they make an invoice. */
export interface Names {
  /** Whether QuickBooks has this customer or job, in use. */
  isHere(customer: string): boolean;
  /** By full names as QuickBooks writes them. */
  readonly inBillcom: Refer;
}

export async function namesOf(simulators: Simulators): Promise<Names> {
  const { quickbooks, billcom } = await simulators.books();
  const here = new Set(
    quickbooks.customer
      .filter(({ IsActive }) => IsActive !== 'false')
      .map(({ FullName }) => String(FullName)),
  );
  const ids = {
    Customer: idsByFullName(billcom.customer, 'parentCustomerId'),
    Item: idsByFullName(billcom.item, 'parentItemId'),
  };
  return {
    isHere: (customer) => here.has(customer),
    inBillcom: (entity, name) => {
      const id = ids[entity].get(name);
      if (id === undefined) throw new Error(`Bill.com has no ${entity} “${name}”`);
      return id;
    },
  };
}

/** The customer of a job. */
export const fullNameHere = (customer: string): string => customer.split(':')[0] ?? customer;

function idsByFullName(rows: readonly BillcomRow[], parentField: string): ReadonlyMap<string, string> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const fullName = (row: BillcomRow): string => {
    const parent = byId.get(String(row[parentField]));
    return parent ? `${fullName(parent)}:${row.name}` : row.name;
  };
  return new Map(rows.filter(({ isActive }) => isActive === '1').map((row) => [fullName(row), row.id]));
}

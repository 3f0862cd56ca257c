import type { AllListsData } from './allLists';
import type { BillcomSeedRow } from './rows';

/** Customers, and jobs of theirs, by their full names in QuickBooks, that are plainly the same in both books. */
export interface NamesInBoth {
  readonly customers: readonly string[];
  readonly jobs: readonly string[];
  /** Those of the customers that have an e-mail address in QuickBooks. */
  readonly withAddress: ReadonlySet<string>;
}

/** @returns those in use that Bill.com has once under the same name, and the jobs below them that nobody entered flat. */
export function namesInBoth({ quickbooks, billcom }: AllListsData): NamesInBoth {
  const tops = billcom.customers.filter(({ parent }) => parent === undefined);
  const isOnce = (name: string): boolean => tops.filter((each) => isAlike(each, name)).length === 1;
  const customers = quickbooks.customers
    .filter(
      ({ Name, ParentFullName, IsActive, CompanyName, FirstName }) =>
        ParentFullName === undefined &&
        IsActive !== false &&
        (CompanyName ?? FirstName) !== undefined &&
        isOnce(Name),
    ) // prettier-ignore
    .map(({ Name }) => Name)
    .filter((name) => tops.some((each) => each.name === name && each.isActive !== '2'));
  const known = new Set(customers);
  const flat = new Set(tops.map(({ name }) => name));
  const jobs = quickbooks.customers
    .filter(({ ParentFullName, IsActive }) => known.has(String(ParentFullName)) && IsActive !== false)
    .map(({ Name, ParentFullName }) => `${String(ParentFullName)}:${Name}`)
    .filter((name) => !flat.has(name));
  const withAddress = new Set(
    quickbooks.customers
      .filter(({ Name, Email }) => known.has(Name) && Email !== undefined)
      .map(({ Name }) => Name),
  );
  return { customers, jobs, withAddress };
}

const isAlike = ({ name }: BillcomSeedRow, other: string): boolean =>
  name.toLowerCase() === other.toLowerCase();

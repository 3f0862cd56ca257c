/** A record for a seed of the simulated QuickBooks: qbXML's own field names. */
export interface QuickBooksSeedRow {
  readonly Name: string;
  readonly ParentFullName?: string;
  readonly [field: string]: SeedValue | undefined;
}

/** A row for a seed of the simulated Bill.com: the field names of its API. */
export interface BillcomSeedRow {
  readonly name: string;
  /** The name of a row above it. */
  readonly parent?: string;
  readonly [field: string]: SeedValue | undefined;
}

export type SeedValue =
  string | number | boolean | readonly SeedValue[] | { readonly [field: string]: SeedValue };

import type {
  Book,
  CanonicalFields,
  CanonicalLine,
  EntityName,
  RecordFacts,
} from '../../../../src/entities/definition';

/** Documents of one book, as a real one keeps them. */

export interface Row {
  readonly id: string;
  fields: CanonicalFields;
  version: number;
  /** Of QuickBooks: deleted. Of Bill.com: inactive. */
  isDeleted: boolean;
  /** Of QuickBooks: made void. */
  isVoid: boolean;
  /** Of payments and movements of Bill.com: its code. Of a payment in QuickBooks: whether it is in a deposit. */
  status?: string;
  /** Of an application of Bill.com: the payment that carries it. */
  payment?: string;
  /** What it was made with in QuickBooks. */
  guid?: string;
  /** When it was entered, as both books print it in UTC. */
  readonly made: string;
  /** Of a payment of Bill.com: somebody recorded it there by hand, or Tieout did for one of QuickBooks. */
  readonly offline?: boolean;
  readonly recordedFor?: string;
}

/** Days on which people of the tests enter things, and the one between on which the books are connected. */
export const enteredBefore = '2026-05-01T12:00:00+00:00';
export const connectedAt = new Date('2026-05-15T12:00:00Z');
const enteredSince = '2026-06-01T12:00:00+00:00';

export type Outcome = { readonly id: string } | { readonly refused: string };

export const cents = (amount: unknown): number => Math.round(Number(amount ?? 0) * 100);
export const money = (sum: number): string => (sum / 100).toFixed(2);
export const linesOf = (row: Pick<Row, 'fields'>, field: string): readonly CanonicalLine[] =>
  (row.fields[field] ?? []) as readonly CanonicalLine[];
export const totalOf = (row: Pick<Row, 'fields'>): number =>
  linesOf(row, 'lines').reduce((sum, { amount }) => sum + cents(amount), 0);

export abstract class DocumentBook {
  readonly rows: ReadonlyMap<EntityName, Map<string, Row>>;
  /** Whether the books are connected by now. */
  isConnected = false;
  #next = 1;

  constructor(
    readonly book: Book,
    kinds: readonly EntityName[],
  ) {
    this.rows = new Map(kinds.map((kind) => [kind, new Map<string, Row>()]));
  }

  all = (kind: EntityName): readonly Row[] => [...(this.rows.get(kind)?.values() ?? [])];
  living = (kind: EntityName): readonly Row[] => this.all(kind).filter((row) => this.lives(kind, row));
  row = (kind: EntityName, id: string): Row | undefined => this.rows.get(kind)?.get(id);

  lives(_kind: EntityName, row: Row): boolean {
    return !row.isDeleted && !row.isVoid;
  }

  add(kind: EntityName, fields: CanonicalFields, more: Partial<Row> = {}): Outcome {
    const refused = this.refusal(kind, undefined, fields);
    if (refused !== undefined) return { refused };
    const id = this.newId(kind, this.#next++);
    const made = this.isConnected ? enteredSince : enteredBefore;
    this.rows.get(kind)?.set(id, { id, fields, version: 1, isDeleted: false, isVoid: false, made, ...more });
    return { id };
  }

  /** @returns why the book refuses. */
  change(kind: EntityName, id: string, fields: CanonicalFields): string | undefined {
    const row = this.row(kind, id);
    if (!row || !this.lives(kind, row)) return 'there is no such record';
    const refused = this.refusal(kind, row, { ...row.fields, ...fields });
    if (refused !== undefined) return refused;
    row.fields = { ...row.fields, ...fields };
    row.version += 1;
    return undefined;
  }

  /** Takes a record back as its book does it by message. @returns why the book refuses. */
  abstract void(kind: EntityName, id: string): string | undefined;
  abstract facts(kind: EntityName, row: Row): RecordFacts;
  protected abstract newId(kind: EntityName, number: number): string;
  protected abstract refusal(
    kind: EntityName,
    row: Row | undefined,
    fields: CanonicalFields,
  ): string | undefined;

  /** Cents that these records apply to a document. */
  protected applied(part: string, id: string, of: readonly Row[]): number {
    return of
      .flatMap((row) => linesOf(row, 'applications'))
      .filter((line) => line[part] === id)
      .reduce((sum, { amount }) => sum + cents(amount), 0);
  }
}

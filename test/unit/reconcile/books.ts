import type {
  Book,
  CanonicalFields,
  CanonicalValue,
  EntityDefinition,
  RecordFacts,
} from '../../../src/entities/definition';
import { sameValue } from '../../../src/entities/definition';
import type { BookRecord } from '../../../src/entities/record';

/** Longest values that QuickBooks takes, by field (qbxml.md §2). */
const quickbooksMax: Readonly<Record<string, Record<string, number>>> = {
  account: { name: 31, number: 7, description: 200 },
  class: { name: 31 },
  terms: { name: 31 },
  item: { name: 31 },
  customer: { name: 41, companyName: 41, phone: 21, altPhone: 21, fax: 21, accountNumber: 99 },
  vendor: { name: 41, companyName: 41, phone: 21, nameOnCheck: 41, accountNumber: 99 },
};

interface Row {
  fields: CanonicalFields;
  facts: RecordFacts;
  version: number;
  deleted: boolean;
  mergedInto: string | null;
}

/**
 * One list of one book as the real one would keep it: it refuses what the real one refuses, and nothing else. Written
 * from the reference pages and not from Tieout's code.
 */
export class BookModel {
  readonly rows = new Map<string, Row>();
  #next = 1;

  constructor(
    readonly book: Book,
    readonly definition: EntityDefinition,
    private readonly idPrefix = book === 'quickbooks' ? 'Q' : 'B',
  ) {}

  /** @returns the new id, or why the book refuses. */
  add(fields: CanonicalFields, facts: RecordFacts = {}): { id: string } | { refused: string } {
    const refused = this.#refusal(fields, undefined);
    if (refused) return { refused };
    const id = `${this.idPrefix}${this.#next++}`;
    this.rows.set(id, {
      fields: { ...this.#empty(), ...fields },
      facts,
      version: 1,
      deleted: false,
      mergedInto: null,
    });
    return { id };
  }

  /** @returns why the book refuses. */
  change(id: string, fields: CanonicalFields): string | undefined {
    const row = this.rows.get(id);
    if (!row || row.deleted || row.mergedInto !== null) return 'there is no such record';
    const refused = this.#refusal(fields, id);
    if (refused) return refused;
    row.fields = { ...row.fields, ...fields };
    row.version += 1;
    return undefined;
  }

  remove(id: string): void {
    const row = this.rows.get(id);
    if (row && !this.children(id).length) row.deleted = true;
  }

  /** What was deleted can be had again in Bill.com; in QuickBooks it is gone for good. */
  restore(id: string): void {
    const row = this.rows.get(id);
    if (row && this.book === 'billcom' && row.mergedInto === null) row.deleted = false;
  }

  gone(): string[] {
    return [...this.rows].filter(([, row]) => row.deleted).map(([id]) => id);
  }

  merge(id: string, into: string): void {
    const row = this.rows.get(id);
    if (!row || id === into || this.children(id).length) return;
    row.mergedInto = into;
    row.fields = { ...row.fields, active: false };
  }

  living(): string[] {
    return [...this.rows].filter(([, row]) => !row.deleted && row.mergedInto === null).map(([id]) => id);
  }

  children(id: string): string[] {
    return this.living().filter((other) => this.rows.get(other)?.fields.parent === id);
  }

  read(id: string): BookRecord {
    const row = this.rows.get(id) as Row;
    return {
      id,
      version: String(row.version),
      modified: null,
      fields: row.fields,
      facts: row.facts,
      active: row.fields.active !== false,
      deleted: row.deleted,
      mergedInto: row.mergedInto,
      problem: null,
    };
  }

  #empty(): Record<string, CanonicalValue> {
    const names = Object.entries(this.definition.fields);
    return Object.fromEntries(
      names.map(([name, field]) => [name, field.kind === 'flag' ? name === 'active' : null]),
    );
  }

  #refusal(fields: CanonicalFields, id: string | undefined): string | undefined {
    const before = id === undefined ? this.#empty() : (this.rows.get(id) as Row).fields;
    const after: CanonicalFields = { ...before, ...fields };
    const name = typeof after.name === 'string' ? after.name.trim() : '';
    if (name === '') return 'no name';
    const others = this.living().filter((other) => other !== id);
    const other = (key: string): CanonicalFields => (this.rows.get(key) as Row).fields;
    if ('number' in fields && after.number !== null) {
      if (others.some((key) => other(key).number === after.number)) return 'account number in use';
    }
    const parent = after.parent ?? null;
    if ('parent' in fields && parent !== null) {
      const row = this.rows.get(String(parent));
      if (!row || row.deleted || row.mergedInto !== null) return 'unknown parent';
      if (this.book === 'quickbooks' && row.fields.active === false) return 'inactive parent';
      for (
        let at: CanonicalValue = parent;
        at !== null;
        at = this.rows.get(String(at))?.fields.parent ?? null
      ) {
        if (at === id) return 'below itself';
      }
    }
    if (this.book === 'billcom') return undefined;
    for (const [field, max] of Object.entries(quickbooksMax[this.definition.name] ?? {})) {
      const value = after[field];
      if (typeof value === 'string' && value.length > max) return `${field} is too long`;
    }
    // Colons part the levels of names, which exist once; the numbers of documents are as they like.
    const isColonWrong = this.definition.document === undefined && name.includes(':');
    if (isColonWrong || /[^\u0020-\u00FF–—‘’“”…€Œœ™]/.test(JSON.stringify(Object.values(fields))))
      return 'bad character';
    if (id !== undefined && 'type' in fields && !sameValue(before.type, after.type))
      return 'the type is fixed';
    const isSibling = (key: string): boolean => (other(key).parent ?? null) === parent;
    if (
      this.definition.document === undefined &&
      others.some((key) => isSibling(key) && String(other(key).name).toLowerCase() === name.toLowerCase())
    ) {
      return 'name in use';
    }
    return undefined;
  }
}

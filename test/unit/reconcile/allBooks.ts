import type { Book, CanonicalFields, EntityDefinition, EntityName } from '../../../src/entities/definition';
import type { RecordFacts } from '../../../src/entities/definition';
import { BookModel } from './books';

/** QuickBooks' lists of one name space (qbXML 3100); what has a parent is outside it. */
const oneNameSpace: readonly EntityName[] = ['customer', 'vendor'];

/** What a person did beside what was asked for: references that went to the survivor of a merge. */
export interface Moved {
  readonly entity: EntityName;
  readonly id: string;
  readonly field: string;
}

/**
 * All lists of one book with the references between them. It refuses what the real one refuses, and nothing else. Written
 * from the reference pages and not from Tieout's code.
 */
export class AllBooks {
  readonly lists: ReadonlyMap<EntityName, BookModel>;
  /** Names of QuickBooks' employees and other names. */
  readonly people = new Set<string>();

  constructor(
    readonly book: Book,
    readonly definitions: readonly EntityDefinition[],
    /** Whether a merge takes references of other lists along, which no source says of Bill.com (billcom.md §6). */
    private readonly mergesReferences: boolean,
  ) {
    this.lists = new Map(
      definitions.map((definition) => [
        definition.name,
        new BookModel(book, definition, `${book === 'quickbooks' ? 'Q' : 'B'}-${definition.name}-`),
      ]),
    );
  }

  list(entity: EntityName): BookModel {
    return this.lists.get(entity) as BookModel;
  }

  /** @returns the new id, or why the book refuses. */
  add(
    entity: EntityName,
    fields: CanonicalFields,
    facts: RecordFacts = {},
  ): { id: string } | { refused: string } {
    const refused = this.#refusal(entity, undefined, fields);
    return refused === undefined ? this.list(entity).add(fields, facts) : { refused };
  }

  /** @returns why the book refuses. */
  change(entity: EntityName, id: string, fields: CanonicalFields): string | undefined {
    return this.#refusal(entity, id, fields) ?? this.list(entity).change(id, fields);
  }

  /** QuickBooks deletes nothing that is in use (3160); Bill.com's rows are gone only when its support removes them. */
  remove(entity: EntityName, id: string): void {
    if (this.book === 'quickbooks' && this.referring(entity, id).length > 0) return;
    this.list(entity).remove(id);
  }

  /** @returns the references that went to the survivor; undefined where the two cannot be merged. */
  merge(entity: EntityName, id: string, into: string): Moved[] | undefined {
    const list = this.list(entity);
    const [loser, survivor] = [list.rows.get(id), list.rows.get(into)];
    if (id === into || !loser || !survivor || entity === 'terms') return undefined;
    if (this.#isBelow(entity, into, id) || this.#isBelow(entity, id, into)) return undefined;
    if (this.book === 'quickbooks') {
      const sameLevel = (loser.fields.parent ?? null) === (survivor.fields.parent ?? null);
      if (!sameLevel || loser.fields.type !== survivor.fields.type) return undefined;
      const taken = new Set(list.children(into).map((child) => this.#folded(entity, child)));
      if (list.children(id).some((child) => taken.has(this.#folded(entity, child)))) return undefined;
    }
    const moved = this.referring(entity, id).filter(
      (each) => this.mergesReferences || (each.entity === entity && each.field === 'parent'),
    );
    for (const { entity: from, id: referring, field } of moved) {
      const row = this.list(from).rows.get(referring);
      if (row) Object.assign(row, { fields: { ...row.fields, [field]: into }, version: row.version + 1 });
    }
    // QuickBooks shows the loser as deleted and says no more (qbxml.md §6).
    if (this.book === 'quickbooks') loser.deleted = true;
    else Object.assign(loser, { mergedInto: into, fields: { ...loser.fields, active: false } });
    return moved;
  }

  /** The living records that refer to this one. */
  referring(entity: EntityName, id: string): Moved[] {
    return this.definitions.flatMap((definition) =>
      Object.entries(definition.fields)
        .filter(([, field]) => field.references === entity)
        .flatMap(([field]) =>
          this.list(definition.name)
            .living()
            .filter((other) => this.list(definition.name).rows.get(other)?.fields[field] === id)
            .map((other) => ({ entity: definition.name, id: other, field })),
        ),
    );
  }

  #folded(entity: EntityName, id: string): string {
    return String(this.list(entity).rows.get(id)?.fields.name).toLowerCase();
  }

  #isBelow(entity: EntityName, id: string, ancestor: string): boolean {
    const rows = this.list(entity).rows;
    for (let at = rows.get(id)?.fields.parent; typeof at === 'string'; at = rows.get(at)?.fields.parent)
      if (at === ancestor) return true;
    return false;
  }

  #refusal(entity: EntityName, id: string | undefined, fields: CanonicalFields): string | undefined {
    const definition = this.list(entity).definition;
    const before = id === undefined ? {} : (this.list(entity).rows.get(id)?.fields ?? {});
    for (const [name, value] of Object.entries(fields)) {
      const target = definition.fields[name]?.references;
      if (target === undefined || value === null || value === before[name]) continue;
      const row = this.list(target).rows.get(String(value));
      if (!row || row.deleted) return `unknown ${name}`;
      // Of rows that were merged away Bill.com keeps the id; whether it takes it as a reference has no source.
      if (row.mergedInto !== null) return `${name} was merged away`;
      if (this.book === 'quickbooks' && row.fields.active === false) return `inactive ${name}`;
    }
    const after: CanonicalFields = { ...before, ...fields };
    if (this.book === 'billcom' || !oneNameSpace.includes(entity) || (after.parent ?? null) !== null)
      return undefined;
    const name = String(after.name).trim().toLowerCase();
    if (this.people.has(name)) return 'name in use by an employee';
    for (const other of oneNameSpace) {
      if (other === entity) continue;
      const rows = this.list(other).rows;
      const holder = this.list(other)
        .living()
        .map((key) => rows.get(key)?.fields)
        .find(
          (theirs) => (theirs?.parent ?? null) === null && String(theirs?.name).trim().toLowerCase() === name,
        );
      if (holder) return `name in use by a ${other}`;
    }
    return undefined;
  }
}

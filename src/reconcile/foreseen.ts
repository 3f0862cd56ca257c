import type { Book, CanonicalFields, CanonicalValue, EntityDefinition } from '../entities/definition';
import { otherBook } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import type { HeldRecord, Hold } from './holds';
import { holds } from './holds';
import type { EntityInput } from './input';
import { named } from './named';
import { markedName, type NameHolder, type OnlyOnce, onlyOnce, takenIn } from './names';
import type { PlannedOperation } from './plan';

/**
 * Refusals that are foreseen and not tried (design §6): a name or number in use, an inactive parent, a circle of
 * parents. Every operation of a plan passes here in turn, since the earlier ones count for the later ones: what one
 * takes is in use for the next. What one gives up is free in the next cycle only, when it is known to be written.
 */
export class Foreseen {
  readonly #taken: Record<Book, Map<string, Taker>>;
  readonly #claims = {
    quickbooks: new Map<string, BookRecord[]>(),
    billcom: new Map<string, BookRecord[]>(),
  };
  /** Parents as they will be: of this plan's operations, by id or `new <source's id>`. */
  readonly #parents = {
    quickbooks: new Map<string, string | null>(),
    billcom: new Map<string, string | null>(),
  };
  /** The reference to this list's own records, if it has levels. */
  readonly #parentField: string | undefined;

  readonly definition: EntityDefinition;
  readonly records: EntityInput['records'];

  constructor(readonly input: Pick<EntityInput, 'definition' | 'records' | 'sharedNames' | 'nameClash'>) {
    const { definition, records } = input;
    this.definition = definition;
    this.records = records;
    const takers = (book: Book) =>
      new Map(
        [...takenIn(definition, book, records[book])].map(([key, { id, fields, active }]) => [
          key,
          { id, name: String(fields.name ?? id), active, fields },
        ]),
      );
    this.#taken = { quickbooks: takers('quickbooks'), billcom: takers('billcom') };
    this.#parentField = Object.entries(definition.fields).find(
      ([, field]) => field.references === definition.name,
    )?.[0];
  }

  /** Announces a record that is to be made in the other book, so that two of one name are seen before either is made. */
  claim(book: Book, record: BookRecord, twinOfParent: string | null): void {
    const to = otherBook(book);
    const fields = Object.fromEntries(
      ['name', ...(this.definition.uniqueFields ?? [])].map((name) => {
        const carried = this.definition.fields[name]?.inBook[to](record.fields[name] ?? null);
        return [name, typeof carried === 'string' ? carried : null];
      }),
    );
    for (const { key } of onlyOnce(this.definition, to, fields, twinOfParent)) {
      const claims = this.#claims[to].get(key);
      if (claims) claims.push(record);
      else this.#claims[to].set(key, [record]);
    }
  }

  /** The operation without what would be refused, or none at all; with the holds that say so. */
  pass(operation: PlannedOperation, source: HeldRecord): { operation?: PlannedOperation; holds: Hold[] } {
    return operation.action === 'create' ? this.#create(operation, source) : this.#update(operation, source);
  }

  #create(wished: PlannedOperation, source: HeldRecord): { operation?: PlannedOperation; holds: Hold[] } {
    const { book, sourceId } = wished;
    const parent = this.#parentIn(wished);
    const inactive = this.#inactiveParent(wished, source, parent);
    if (inactive) return { holds: [inactive] };
    const operation = this.#marked(wished, wished.fields, parent);
    const wanted = onlyOnce(this.definition, book, operation.fields, parent);
    for (const one of wanted) {
      const by = this.#takerOf(book, one);
      if (by) return { holds: [this.#inUse(source, '', one, by)] };
      const rivals = (this.#claims[book].get(one.key) ?? []).filter((record) => record.id !== sourceId);
      if (rivals.length > 0) {
        const names = rivals.map((record) =>
          this.definition.document
            ? named(this.definition, otherBook(book), record).name
            : String(record.fields.name),
        );
        return { holds: [holds.claimedTwice(source, one.label, one.value, names)] };
      }
    }
    this.#take(book, wanted, `new ${sourceId}`, operation.recordName);
    if (this.#parentField) this.#parents[book].set(`new ${sourceId}`, parent);
    return { operation, holds: [] };
  }

  #update(wished: PlannedOperation, source: HeldRecord): { operation?: PlannedOperation; holds: Hold[] } {
    const { book } = wished;
    const id = wished.recordId as string;
    const before = this.records[book].get(id)?.fields ?? {};
    const refused = new Set<string>();
    const held: Hold[] = [];
    const parentField = this.#parentField;
    const moves = parentField !== undefined && parentField in wished.fields;
    let parent = moves ? this.#parentIn(wished) : ((before[parentField ?? ''] ?? null) as string | null);
    const operation = this.#marked(wished, { ...before, ...wished.fields }, parent);
    if (moves) {
      const hold =
        this.#circle(operation, source, id, parent) ?? this.#inactiveParent(operation, source, parent);
      if (hold) {
        held.push(hold);
        refused.add(parentField);
        parent = (before[parentField] ?? null) as string | null;
      }
    }
    const after = { ...before, ...operation.fields };
    for (const one of onlyOnce(this.definition, book, after, parent)) {
      const changed = [one.field, ...(one.field === 'name' && parentField ? [parentField] : [])].filter(
        (name) => name in operation.fields && !refused.has(name),
      );
      const by = this.#takerOf(book, one);
      if (changed.length === 0 || by === undefined || by.id === id) continue;
      for (const name of changed) {
        refused.add(name);
        held.push(this.#inUse(source, name, one, by));
      }
      if (parentField && changed.includes(parentField))
        parent = (before[parentField] ?? null) as string | null;
    }
    const rest = without(operation, refused);
    if (rest) {
      const now = onlyOnce(this.definition, book, { ...before, ...rest.fields }, parent);
      this.#take(book, now, id, String(rest.fields.name ?? before.name ?? id));
      if (parentField && parentField in rest.fields) this.#parents[book].set(id, parent);
    }
    return { ...(rest ? { operation: rest } : {}), holds: held };
  }

  #inUse(source: HeldRecord, field: string, { label, value }: OnlyOnce, by: Taker): Hold {
    const { document } = this.definition;
    if (!document) return holds.nameInUse(source, field, label, value, by);
    const [date, party] = [by.fields?.[document.date], by.fields?.[document.party ?? '']];
    return holds.numberTaken(
      source,
      field,
      value,
      typeof date === 'string' && typeof party === 'string' ? { date, party } : undefined,
    );
  }

  /** Who has it in this list, or the name in another one. */
  #takerOf(book: Book, one: OnlyOnce): Taker | undefined {
    return this.#taken[book].get(one.key) ?? this.#sharedHolder(one);
  }

  #sharedHolder(one: OnlyOnce): NameHolder | undefined {
    return one.shared === undefined ? undefined : this.input.sharedNames?.get(one.shared);
  }

  /** By the company's rule `suffix`, a name that another list of QuickBooks has gets the mark of this list. */
  #marked(operation: PlannedOperation, after: CanonicalFields, parent: string | null): PlannedOperation {
    const { book, fields } = operation;
    if (this.input.nameClash !== 'suffix' || typeof fields.name !== 'string') return operation;
    const clashes = onlyOnce(this.definition, book, after, parent).some((one) => this.#sharedHolder(one));
    if (!clashes) return operation;
    return { ...operation, fields: { ...fields, name: markedName(this.definition, fields.name) } };
  }

  #take(book: Book, wanted: readonly OnlyOnce[], id: string, name: string): void {
    for (const { key } of wanted) this.#taken[book].set(key, { id, name, active: true });
  }

  /** The parent that an operation gives, as the written book will know it. */
  #parentIn(operation: PlannedOperation): string | null {
    const field = this.#parentField;
    if (field === undefined) return null;
    const awaited = operation.awaits[field];
    if (awaited) return `new ${awaited.sourceId}`;
    return (operation.fields[field] ?? null) as string | null;
  }

  /** QuickBooks takes no inactive list entry as a reference (qbXML §4); whether Bill.com does has no source. */
  #inactiveParent(operation: PlannedOperation, source: HeldRecord, parent: string | null): Hold | undefined {
    const field = this.#parentField;
    if (field === undefined || parent === null || operation.book !== 'quickbooks') return undefined;
    const record = this.records.quickbooks.get(parent);
    if (!record || record.active) return undefined;
    const label = this.definition.fields[field]?.label ?? field;
    return holds.inactiveReference(source, field, label, String(record.fields.name));
  }

  #circle(
    operation: PlannedOperation,
    source: HeldRecord,
    id: string,
    parent: string | null,
  ): Hold | undefined {
    const { book } = operation;
    const seen = new Set<string>();
    for (let at = parent; at !== null && !seen.has(at); at = this.#parentOf(book, at)) {
      if (at === id) {
        const field = this.#parentField as string;
        const name = String(this.#nameOf(operation, parent) ?? parent);
        return holds.parentCircle(source, field, this.definition.fields[field]?.label ?? field, name);
      }
      seen.add(at);
    }
    return undefined;
  }

  #parentOf(book: Book, node: string): string | null {
    const planned = this.#parents[book].get(node);
    if (planned !== undefined) return planned;
    const value: CanonicalValue = this.records[book].get(node)?.fields[this.#parentField as string] ?? null;
    return value as string | null;
  }

  #nameOf(operation: PlannedOperation, parent: string | null): CanonicalValue | undefined {
    const { book, awaits } = operation;
    const awaited = awaits[this.#parentField as string];
    return awaited
      ? this.records[otherBook(book)].get(awaited.sourceId)?.fields.name
      : this.records[book].get(String(parent))?.fields.name;
  }
}

/** Who has what only one may have: a record of this list by its id, or of another list. */
interface Taker {
  readonly id?: string;
  readonly name: string;
  readonly active: boolean;
  readonly word?: string;
  /** Of one that is there already: of a settled one what others may be in the way of. */
  readonly fields?: CanonicalFields;
}

/** An update without some of its fields; none when nothing is left. */
export function without(
  operation: PlannedOperation,
  refused: ReadonlySet<string>,
): PlannedOperation | undefined {
  if (refused.size === 0) return operation;
  const keep = <V>(values: Readonly<Record<string, V>>): Record<string, V> =>
    Object.fromEntries(
      // What is awaited names its line, too: `lines.0.customer`.
      Object.entries(values).filter(([name]) => !refused.has(name.split('.')[0] ?? name)),
    );
  const fields = keep(operation.fields);
  if (Object.keys(fields).length === 0) return undefined;
  return {
    ...operation,
    phase: fields.active === false ? 'deactivate' : 'write',
    fields,
    awaits: keep(operation.awaits),
    sourceBase: keep(operation.sourceBase),
    before: operation.before === null ? null : keep(operation.before),
    overwrites: operation.overwrites.filter((name) => !refused.has(name)),
  };
}

import { entriesOf, entryKey, type Entry } from './booksLookup';
import {
  bookName,
  judged,
  type BillcomRow,
  type Books,
  type Edit,
  type Evidence,
  type Invariant,
  type Link,
  type QuickBooksRow,
  type Value,
} from './evidence';
import { elementAt, pairsOf, type MappedField, type Pairs } from './mappedField';
import { fieldsIn } from './mapping';

/**
 * I4: no field changes that nobody edited. Judged twice: in the first sync nobody edits, and only what differed between
 * two linked records may change, by the rule (QuickBooks stands; an empty field takes the other's value); after it only
 * what people edited, and the same field of the twin. Two records that a person linked later are settled by the rule then.
 */
export function onlyEditedFieldsChanged(evidence: Evidence): Invariant {
  const { atStart, afterFirstSync, now, edits, links, accepted } = evidence;
  const first = compare(atStart, afterFirstSync, [], links, links);
  const later = compare(afterFirstSync, now, edits, links, accepted);
  return judged(
    'I4',
    [...first.against, ...later.against],
    `the first sync changed ${first.changes} fields, all in pairs that differed there; after it ${later.changes} fields changed, every one edited by a person in one of the books; all else is as it was`,
  );
}

/** What the programs write themselves whenever a record is saved, or something is posted. */
const OWN_FIELDS = new Set([
  'TimeModified',
  'EditSequence',
  'FullName',
  'Sublevel',
  'VendorAddressBlock',
  'BillAddressBlock',
  'ShipAddressBlock',
  'updatedTime',
  'Balance',
  'TotalBalance',
]);

interface Comparison {
  readonly against: string[];
  readonly changes: number;
}

function compare(
  before: Books,
  after: Books,
  edits: readonly Edit[],
  links: readonly Link[],
  settled: readonly Link[],
): Comparison {
  const old = entriesOf(before);
  const entries = entriesOf(after);
  const judge = new Judge(old, entries, edits, links, settled);
  const against = [...old.values()]
    .filter((entry) => !entries.has(entryKey(entry.book, entry.entity, entry.id)))
    .map((entry) => `“${entry.name}” is gone from ${bookName[entry.book]}`);
  let changes = 0;
  for (const [key, entry] of entries) {
    const was = old.get(key);
    if (was === undefined) {
      if (!judge.mayBeNew(entry)) against.push(`nobody made “${entry.name}” in ${bookName[entry.book]}`);
      continue;
    }
    for (const field of changedFields(was, entry)) {
      changes += 1;
      if (!judge.mayChange(entry, field))
        against.push(`${field} of “${entry.name}” changed in ${bookName[entry.book]}, and nobody edited it`);
    }
  }
  return { against, changes };
}

function changedFields(was: Entry, now: Entry): string[] {
  const names = new Set([...Object.keys(was.row), ...Object.keys(now.row)]);
  return [...names].filter((name) => !OWN_FIELDS.has(name) && plain(was.row[name]) !== plain(now.row[name]));
}

/** References by their id alone: a renamed parent is no change of its children. */
function plain(value: Value): string {
  if (value === undefined || value === null || value === '') return '';
  if (typeof value !== 'object') return String(value);
  if (!Array.isArray(value) && 'ListID' in value) return String((value as { ListID: string }).ListID);
  return JSON.stringify(value, Object.keys(value).sort());
}

class Judge {
  readonly #edited = new Set<string>();
  readonly #made = new Set<string>();
  readonly #twins = new Map<string, string>();
  readonly #pairs: Pairs;
  readonly #settled: ReadonlySet<string>;

  constructor(
    private readonly old: Map<string, Entry>,
    private readonly entries: Map<string, Entry>,
    edits: readonly Edit[],
    links: readonly Link[],
    /** The pairs that met in this time. */
    settled: readonly Link[],
  ) {
    this.#pairs = pairsOf(links);
    this.#settled = new Set(
      settled.flatMap(({ entity, quickbooksId, billcomId }) => [
        entryKey('quickbooks', entity, quickbooksId),
        entryKey('billcom', entity, billcomId),
      ]),
    );
    for (const { book, entity, id, fields } of edits) {
      if (fields.length === 0) this.#made.add(entryKey(book, entity, id));
      for (const field of fields) {
        this.#edited.add(`${entryKey(book, entity, id)} ${field}`);
        for (const mapped of fieldsIn(book, entity, field))
          this.#edited.add(`${entryKey(book, entity, id)} =${mapped.name}`);
      }
    }
    for (const { entity, quickbooksId, billcomId } of links) {
      const [one, two] = [
        entryKey('quickbooks', entity, quickbooksId),
        entryKey('billcom', entity, billcomId),
      ];
      this.#twins.set(one, two).set(two, one);
    }
  }

  /** Made by a person, or the twin of a record that was there or that a person made. */
  mayBeNew(entry: Entry): boolean {
    const key = entryKey(entry.book, entry.entity, entry.id);
    const twin = this.#twins.get(key);
    return this.#made.has(key) || (twin !== undefined && (this.old.has(twin) || this.#made.has(twin)));
  }

  mayChange(entry: Entry, field: string): boolean {
    const key = entryKey(entry.book, entry.entity, entry.id);
    const twin = this.#twins.get(key);
    if (this.#edited.has(`${key} ${field}`)) return true;
    if (twin === undefined) return false;
    return fieldsIn(entry.book, entry.entity, field).some(
      (mapped) =>
        this.#edited.has(`${twin} =${mapped.name}`) ||
        (this.#settled.has(key) && this.#settledByRule(entry, twin, mapped)),
    );
  }

  /** The two differed; now this one says what the other said then. */
  #settledByRule(entry: Entry, twinKey: string, field: MappedField): boolean {
    const [was, twinWas] = [
      this.old.get(entryKey(entry.book, entry.entity, entry.id)),
      this.old.get(twinKey),
    ];
    if (!was || !twinWas) return false;
    const [one, two] = entry.book === 'quickbooks' ? [was, twinWas] : [twinWas, was];
    const differed = !this.#agree(field, one, two);
    const nowAgrees =
      entry.book === 'quickbooks' ? this.#agree(field, entry, two) : this.#agree(field, one, entry);
    const isEmpty = field.quickbooks.every(
      (place) => plain(elementAt(was.row as QuickBooksRow, place)) === '',
    );
    const rule = entry.book === 'billcom' || isEmpty;
    return differed && nowAgrees && rule && this.entries.has(twinKey);
  }

  #agree(field: MappedField, one: Entry, two: Entry): boolean {
    return field.agree(one.row as QuickBooksRow, two.row as BillcomRow, this.#pairs);
  }
}

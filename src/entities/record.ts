import type {
  Book,
  CanonicalFields,
  CanonicalValue,
  EntityDefinition,
  RawRecord,
  RecordFacts,
} from './definition';
import { unsetReference } from './fields';

/** A record of one book as last seen there. */
export interface BookRecord {
  readonly id: string;
  /** EditSequence, or Bill.com's updatedTime. */
  readonly version: string | null;
  /** As the book prints it. */
  readonly modified: string | null;
  readonly fields: CanonicalFields;
  readonly facts: RecordFacts;
  readonly active: boolean;
  readonly deleted: boolean;
  readonly mergedInto: string | null;
  /** Why this record could not be read; its fields are then those read before, or none. */
  readonly problem: string | null;
}

/** Where each book keeps what every record has. */
const places = {
  quickbooks: { ids: ['ListID', 'TxnID'], version: 'EditSequence', modified: 'TimeModified' },
  billcom: { ids: ['id'], version: 'updatedTime', modified: 'updatedTime' },
} as const;

const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

type Readable = Pick<EntityDefinition, 'fields'> & Partial<Pick<EntityDefinition, Book | 'document'>>;

/**
 * Reads a raw record into canonical form. A value of a wrong type makes a record with a `problem`, never an exception:
 * one bad record does not stop another.
 * @returns undefined when the record has no id: nothing can be said of it.
 */
export function readRecord(definition: Readable, book: Book, raw: RawRecord): BookRecord | undefined {
  const at = places[book];
  const id = at.ids.map((element) => textOrNull(raw[element])).find((found) => found !== null);
  if (id === undefined) return undefined;
  const fields: Record<string, CanonicalValue> = {};
  const problems: string[] = [];
  for (const [name, field] of Object.entries(definition.fields)) {
    try {
      fields[name] = field.read[book](raw);
    } catch (error) {
      problems.push(`${field.label}: ${(error as Error).message}`);
    }
  }
  if (problems.length === 0 && fields.name === null && !definition.document) problems.push('it has no name');
  const facts = { ...definition[book]?.facts(raw), ...currencyOf(book, raw) };
  const merged = book === 'billcom' ? textOrNull(raw.mergedIntoId) : null;
  return {
    id,
    version: textOrNull(raw[at.version]),
    modified: textOrNull(raw[at.modified]),
    fields,
    facts,
    active: fields.active !== false,
    // A document has no inactive state in QuickBooks: inactive in Bill.com is deleted (billcom.md §3.1).
    deleted:
      definition.document !== undefined &&
      ((book === 'billcom' && raw.isActive === '2') || definition.document.isVoid?.(facts) === true),
    mergedInto: merged === unsetReference ? null : merged,
    problem: problems.length === 0 ? null : problems.join('; '),
  };
}

const billcomHome = 'USD';

/**
 * In which currency a book keeps a record, where it says so: QuickBooks' CurrencyRef, Bill.com's code. Bill.com says USD of
 * everything that a US organization has not set otherwise, which is nothing to note.
 */
function currencyOf(book: Book, raw: RawRecord): RecordFacts {
  if (book === 'quickbooks') {
    const { ListID, FullName } = (raw.CurrencyRef ?? {}) as RawRecord;
    const currencyId = textOrNull(ListID);
    const currency = textOrNull(FullName) ?? currencyId;
    return { ...(currency !== null && { currency }), ...(currencyId !== null && { currencyId }) };
  }
  const currency = textOrNull(raw.billCurrency) ?? textOrNull(raw.invoiceCurrency);
  return currency === null || currency === billcomHome ? {} : { currency };
}

/** The raw elements that write these canonical fields to a book. */
export function writeFields(definition: EntityDefinition, book: Book, fields: CanonicalFields): RawRecord {
  const raw: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const field = definition.fields[name];
    if (field) Object.assign(raw, field.write[book](value));
  }
  return raw;
}

/** The shape of an entity's definition (design §7): what is synced and how it maps. Pure data and pure functions. */

export type Book = 'quickbooks' | 'billcom';
export const books: readonly Book[] = ['quickbooks', 'billcom'];
export const otherBook = (book: Book): Book => (book === 'quickbooks' ? 'billcom' : 'quickbooks');
/** The book's name as people know it. */
export const bookTitle: Readonly<Record<Book, string>> = { quickbooks: 'QuickBooks', billcom: 'Bill.com' };

export type EntityName = 'account' | 'class' | 'vendor';

/** A record as its book gives it: qbXML elements, or a row of Bill.com. */
export interface RawRecord {
  readonly [name: string]: unknown;
}

/** A value in book-neutral form. null = empty; a reference is the id of a record of the same book. */
export type CanonicalValue = string | boolean | null | Readonly<Record<string, string>>;
export type CanonicalFields = Readonly<Record<string, CanonicalValue>>;

/** What a field of one book cannot take over from the other (and why, for people). */
export interface NotCarried {
  readonly notCarried: string;
}
export const isNotCarried = (value: CanonicalValue | NotCarried): value is NotCarried =>
  typeof value === 'object' && value !== null && 'notCarried' in value;

/** One field, with its place in both books, written once. */
export interface FieldDefinition {
  readonly kind: 'text' | 'flag' | 'choice' | 'reference' | 'address';
  /** The word a bookkeeper uses. */
  readonly label: string;
  /** Reads the canonical value. @throws Error with a plain sentence when the value has the wrong type. */
  readonly read: Readonly<Record<Book, (raw: RawRecord) => CanonicalValue>>;
  /** The raw elements that write this value; null clears it. */
  readonly write: Readonly<Record<Book, (value: CanonicalValue) => RawRecord>>;
  /** How this value stands in that book: shortened, reformatted, or not carried. */
  readonly inBook: Readonly<Record<Book, (value: CanonicalValue) => CanonicalValue | NotCarried>>;
  /** The entity that a reference points to. */
  readonly references?: EntityName;
  /** Set when the record is made and never changed afterwards, by QuickBooks' rules. */
  readonly fixedAtCreation?: boolean;
}

/** What is read and never synced: full name, special type, merged-into id … */
export interface RecordFacts {
  readonly [fact: string]: string | undefined;
}

/** Keys under which a record may have its twin in the other book. */
export interface MatchKeys {
  /** One record on each side with an equal key, and no other: the same thing. */
  readonly certain: readonly string[];
  /** An equal key makes a possible duplicate that a person decides on. */
  readonly likely: readonly string[];
}

export interface EntityDefinition {
  readonly name: EntityName;
  /** One and many, as in a sentence. */
  readonly words: { readonly one: string; readonly many: string };
  readonly quickbooks: {
    /** Intuit's word: `Account` gives AccountQuery, AccountAdd, AccountMod, AccountRet. */
    readonly list: string;
    /** Whether its query takes an iterator (qbXML §5). */
    readonly iterator: boolean;
    /** Whether its Add takes an ExternalGUID (qbXML §4). */
    readonly externalGuid: boolean;
    readonly facts: (raw: RawRecord) => RecordFacts;
  };
  readonly billcom: {
    /** Bill.com's word for the object of Crud and List. */
    readonly object: string;
    readonly facts: (raw: RawRecord) => RecordFacts;
  };
  readonly flows: { readonly quickbooksToBillcom: boolean; readonly billcomToQuickbooks: boolean };
  /** Who wins when both books changed a field unequally, unless the company says otherwise. */
  readonly conflict: ConflictPolicy;
  readonly dependsOn: readonly EntityName[];
  /** `ownParent`: unique among the children of one parent. `names`: one name space with customers and employees (3100). */
  readonly nameSpace: 'ownParent' | 'names';
  readonly fields: Readonly<Record<string, FieldDefinition>>;
  /** Fields of which neither book lets two records have the same value. */
  readonly uniqueFields?: readonly string[];
  /** Natural keys. `path` is the full name from the top parent down, folded. */
  readonly matchKeys: (fields: CanonicalFields, path: string) => MatchKeys;
  /** A sentence when this record is left alone on purpose (not created in the other book). */
  readonly leftAlone?: (fields: CanonicalFields, facts: RecordFacts) => string | undefined;
  /** A sentence when QuickBooks does not let anybody change this record. */
  readonly protectedInQuickbooks?: (facts: RecordFacts) => string | undefined;
}

export type ConflictPolicy = 'quickbooks' | 'billcom' | 'ask';

/** The settings of a company that shape the definitions. */
export interface EntitySettings {
  /** QuickBooks' classes are Bill.com's departments, or its accounting classes. */
  readonly classesAs: 'department' | 'accountingClass';
}

/** Canonical equality: exact, also of address parts. */
export function sameValue(one: CanonicalValue | undefined, two: CanonicalValue | undefined): boolean {
  const a = one ?? null;
  const b = two ?? null;
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
    const parts = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...parts].every((part) => (a[part] ?? '') === (b[part] ?? ''));
  }
  return a === b;
}

export function isEmptyValue(value: CanonicalValue | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.values(value).every((part) => part === '');
}

import type {
  CompletedRecords,
  DocumentRules,
  OwnCall,
  Payable,
  PayableRecord,
  Question,
  Receivable,
  Standing,
  Unposted,
} from './documentRules';
import type { BesideMovements } from './fundsTransfer/beside';

/** The shape of an entity's definition (design §7): what is synced and how it maps. Pure data and pure functions. */

export type Book = 'quickbooks' | 'billcom';
export const books: readonly Book[] = ['quickbooks', 'billcom'];
export const otherBook = (book: Book): Book => (book === 'quickbooks' ? 'billcom' : 'quickbooks');
/** The book's name as people know it. */
export const bookTitle: Readonly<Record<Book, string>> = { quickbooks: 'QuickBooks', billcom: 'Bill.com' };

/** The entities. Each definition's file adds its own name by declaration merging, so that no list of names is kept here. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by the definitions' files
export interface EntityNames {}
export type EntityName = keyof EntityNames;

/** A record as its book gives it: qbXML elements, or a row of Bill.com. */
export interface RawRecord {
  readonly [name: string]: unknown;
}

/** One line of a document in book-neutral form, by the names of its field's `line`; references are ids of the same book. */
export type CanonicalLine = Readonly<Record<string, string | boolean | null>>;
/** A value in book-neutral form. null = empty; a reference is the id of a record of the same book. */
export type CanonicalValue =
  string | boolean | null | Readonly<Record<string, string>> | readonly CanonicalLine[];
export type CanonicalFields = Readonly<Record<string, CanonicalValue>>;

/** What a field of one book cannot take over from the other (and why, for people). */
export interface NotCarried {
  readonly notCarried: string;
}
export const isNotCarried = (value: CanonicalValue | NotCarried): value is NotCarried =>
  typeof value === 'object' && value !== null && 'notCarried' in value;

/** What QuickBooks can do only while a preference of the company turns it on. */
export type Feature = 'classTracking' | 'accountNumbers' | 'salesTax';

/** A record of QuickBooks that a reference leads to. */
export interface ReferenceTarget {
  readonly fields: CanonicalFields;
  readonly facts: RecordFacts;
}

/** One field of a document's lines. */
export interface LineFieldDefinition {
  readonly label: string;
  /** The entity that a reference points to. */
  readonly references?: EntityName;
  /** While this is turned off in QuickBooks, its lines are made without. */
  readonly needs?: Feature;
  /** In this book there is no line whose reference has no twin there: the others go over, and a hold says so. */
  readonly leftOutOf?: Book;
  /** What a line of QuickBooks has here where Bill.com's has nothing. */
  readonly whenEmpty?: {
    /** The id that it is made with. */
    readonly id: string;
    /** The lines that need it. */
    readonly applies: (line: CanonicalLine) => boolean;
    /** Another one there is somebody's choice, and no edit to be told or undone. */
    readonly mayDiffer: boolean;
  };
}

/** How one line stands in a Mod. */
export interface LineMod {
  /** Intuit's word: `InvoiceLineMod`. */
  readonly element: string;
  /** Its elements beside the TxnLineID; empty ones clear what a line had. */
  readonly of: (line: CanonicalLine) => RawRecord;
  /** Whether the one may become the other; else it is made anew. */
  readonly isOneKind: (before: CanonicalLine, line: CanonicalLine) => boolean;
}

/** One field, with its place in both books, written once. */
export interface FieldDefinition {
  /**
   * A `number` is decimal text without trailing zeros (`12.5`), a `date` is YYYY-MM-DD, `lines` are a document's lines in
   * the order in which QuickBooks keeps them.
   */
  readonly kind: 'text' | 'number' | 'flag' | 'choice' | 'reference' | 'address' | 'date' | 'lines';
  /** The word a bookkeeper uses. */
  readonly label: string;
  /** Reads the canonical value. @throws Error with a plain sentence when the value has the wrong type. */
  readonly read: Readonly<Record<Book, (raw: RawRecord) => CanonicalValue>>;
  /** The raw elements that write this value; null clears it. */
  readonly write: Readonly<Record<Book, (value: CanonicalValue) => RawRecord>>;
  /** The lines of a Mod that are changed one by one, where they are no expense and item lines (quickbooks/lineMods.ts). */
  readonly lineMod?: LineMod;
  /**
   * The elements of a Mod, for lines that take the place of all earlier ones (what a payment is applied to). Lines without
   * it are changed one by one, by their TxnLineIDs.
   * @param now what they are, as last read
   */
  readonly replace?: (value: CanonicalValue, now: CanonicalValue) => RawRecord;
  /** How this value stands in that book: shortened, reformatted, or not carried. */
  readonly inBook: Readonly<Record<Book, (value: CanonicalValue) => CanonicalValue | NotCarried>>;
  /** The entity that a reference points to. */
  readonly references?: EntityName;
  /** The fields of each line, where these are lines. */
  readonly line?: Readonly<Record<string, LineFieldDefinition>>;
  /**
   * Bill.com's lines in whose place others stand: a line of an item that stands for an account is a line of that account.
   * @param accountOf Bill.com's twin of the account that was chosen for an item; undefined where none was.
   */
  readonly standIns?: (
    lines: readonly CanonicalLine[],
    accountOf: (item: string) => string | undefined,
  ) => readonly CanonicalLine[];
  /** Lines whose order says nothing. They are read in the order of their references' ids. */
  readonly isUnordered?: boolean;
  /** A record without it is not made in the other book, or not in this one. */
  readonly needed?: boolean | Book;
  /**
   * What a new record does when its reference has no twin: waits for it (the default), or is made without it, and a hold
   * on this field says so. For what may never get a twin, such as terms, which Bill.com lets nobody write. `omitted`: as
   * `leftOut`, and nothing is said of it.
   */
  readonly withoutTwin?: 'waits' | 'leftOut' | 'omitted';
  /** Why QuickBooks lets nothing refer to this record here, as the end of a sentence: an account of another type. */
  readonly fits?: (target: ReferenceTarget) => string | undefined;
  /** Set when the record is made and never changed afterwards, by QuickBooks' rules. */
  readonly fixedAtCreation?: boolean;
  /** Given when the record is made; afterwards each book keeps its own, and a difference is none: the name of terms. */
  readonly keptApart?: boolean;
  /** The same for some records only, by the facts in QuickBooks. */
  readonly keptApartOf?: (quickbooks: RecordFacts) => boolean;
  /** Only changes in this book count; what the other one says later is its own: whether an invoice is to be e-mailed. */
  readonly follows?: Book;
  /** Where this book says nothing when a pair is linked, what the other one has is its own and no difference. */
  readonly leftOpen?: Book;
  /** While this is turned off in QuickBooks, the field stays where it is. */
  readonly needs?: Feature;
}

/** What is read and never synced: full name, special type, merged-into id … */
export interface RecordFacts {
  readonly [fact: string]: string | undefined;
}

/** Keys under which a record may have its twin in the other book. */
export interface MatchKeys {
  /** One record on each side with an equal key, and no other: the same thing. */
  readonly certain: readonly string[];
  /** Certain keys too, looked at only for what found no twin under the ones above. */
  readonly otherwise?: readonly string[];
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
    /** Where its records are of several kinds: their words (`ItemService` gives ItemServiceRet, and its ListDelType). */
    readonly kinds?: readonly string[];
    /** Lists that are read beside `list` by queries of their own: people make such records, Tieout does not (listsOf.ts). */
    readonly alsoRead?: readonly AlsoRead[];
    /** The kind that an Add makes, where there are several; the list's own word unless said. */
    readonly kindOf?: (fields: CanonicalFields) => string;
    /** Whether an entry can be changed at all: the SDK has no Mod of Terms. True unless said. */
    readonly canChange?: boolean;
    /** The longest own name, in characters (qbxml.md §10). */
    readonly nameMax: number;
    /** The longest full name, with the colons between its levels; longer ones cannot be asked for. */
    readonly fullNameMax?: number;
    /** The only elements to ask for, where not everything is to be read: `['ListID', 'Name']`. */
    readonly elements?: readonly string[];
    /** Whether its query takes an iterator (qbXML §5). */
    readonly iterator: boolean;
    /** Whether its Add takes an ExternalGUID (qbXML §4). */
    readonly externalGuid: boolean;
    /**
     * Its records stand in those of another list and are read with them (entities/parts.ts): it is not asked for itself, and
     * a write is followed by a query of the `owner`, by which its fields say where it will stand.
     */
    readonly partOf?: { readonly entity: EntityName; readonly owner: (fields: CanonicalFields) => string };
    /** What an Add says beside its fields. */
    readonly onCreate?: RawRecord | ((fields: CanonicalFields) => RawRecord);
    /** How one is taken back: made void and kept with zero amounts (TxnVoid, unless said), or deleted (TxnDel). */
    readonly undoneBy?: 'void' | 'delete';
    /** Whether QuickBooks tells what was deleted (qbXML §6: not of Transfers). True unless said. */
    readonly remembersDeleted?: boolean;
    /**
     * Which records are kept of what the list holds; all unless given. One that was kept stays.
     * @param clearing ListIDs of the accounts that Bill.com's money goes through
     */
    readonly keeps?: (fields: CanonicalFields, clearing: readonly string[]) => boolean;
    /**
     * The elements of an Add or Mod, where they are not made field by field: always of all fields.
     * @param now the facts of the record that a Mod changes; undefined in an Add
     */
    readonly body?: (fields: CanonicalFields, now: RecordFacts | undefined) => RawRecord;
    readonly facts: (raw: RawRecord) => RecordFacts;
    /** What its own record does not say: the rate of a tax that is a group of others. */
    readonly completed?: CompletedRecords;
  };
  readonly billcom: {
    /** Bill.com's word for the object of Crud and List. */
    readonly object: string;
    /** The fields that an update sends whatever changed (billcom.md §3.1: the id plus the mandatory fields). */
    readonly mandatory: readonly string[];
    /** Further elements of its row that an update sends as they stand. */
    readonly mandatoryElements?: readonly string[];
    /** What a new row needs beside its fields. */
    readonly onCreate?: (row: RawRecord) => RawRecord;
    /** Read whole every time: what its rows mean depends on other rows and on settings. */
    readonly readWhole?: boolean;
    /** Nobody waits for it: it is read hourly, or when something may have changed (a doorbell, a sync that is asked for). */
    readonly isReadHourly?: boolean;
    /** Not read in a cycle that reads an hourly list, if that can wait: so that no idle cycle asks too much of Bill.com. */
    readonly givesWay?: boolean;
    /** What a row does not say by itself is added to it when it is read. */
    readonly complete?: (row: RawRecord, beside: BesideMovements) => RawRecord;
    /** Rows of another object that belong to its rows; each gets its own under a name, before it is read. */
    readonly beside?: {
      readonly object: string;
      /** The field of such a row that names the one that it belongs to. */
      readonly names: string;
      readonly as: string;
    };
    readonly facts: (raw: RawRecord) => RecordFacts;
    readonly completed?: CompletedRecords;
    /** How one is made there, where Crud does not make it. */
    readonly ownCall?: OwnCall;
    /** The v2 call that makes one void, where Delete does not: it takes the `id`. */
    readonly voidedBy?: string;
    /** Whether one can be changed there at all. True unless said. */
    readonly canChange?: boolean;
    /** The record of QuickBooks that one says it was made from: the two are the same. */
    readonly madeFrom?: (facts: RecordFacts) => string | undefined;
  };
  /** Turned off by the company: neither read nor written, in both books. */
  readonly isOff?: boolean;
  readonly flows: Flows;
  /** Once a record is in both books, it is changed in this one only; a change in the other one is told and does not go over. */
  readonly changedIn?: Book;
  /** What to do with a record that does not go over, for people. */
  readonly cure?: string;
  /** Records with rules of their own: jobs among the customers. The first that applies counts. */
  readonly exceptions?: readonly FlowException[];
  /** The entities whose records in QuickBooks a record of Bill.com may stand for that is never made there (`tieout map`). */
  readonly mapsTo?: readonly EntityName[];
  /** Who wins when both books changed a field unequally, unless the company says otherwise. */
  readonly conflict: ConflictPolicy;
  readonly dependsOn: readonly EntityName[];
  /** While this is turned off in QuickBooks, the list is left alone in both books. */
  readonly needs?: Feature;
  /**
   * Where QuickBooks lets a name exist once (3100). `ownParent`: among the children of one parent, and at the top of the
   * list. `names`: the same for children; at the top one space with vendors, customers, employees and other names.
   * `none`: what it is called proves nothing, as the numbers of bills.
   */
  readonly nameSpace: 'ownParent' | 'names' | 'none';
  /** What makes it a transaction: a number that proves nothing instead of a name. */
  readonly document?: DocumentRules;
  /** How a record counts in accounts payable (the tie-out); undefined for one that does not: a draft, a void. */
  readonly payable?: (record: PayableRecord) => Payable | undefined;
  /** The same in accounts receivable. */
  readonly receivable?: (record: PayableRecord) => Receivable | undefined;
  readonly fields: Readonly<Record<string, FieldDefinition>>;
  /** Fields of which neither book lets two records have the same value. */
  readonly uniqueFields?: readonly string[];
  /** Fields of which Bill.com lets no two documents have the same value: the numbers of invoices (BDC_1171). */
  readonly uniqueInBillcom?: readonly string[];
  /** Natural keys. `path` is the full name from the top parent down, folded. */
  readonly matchKeys: (fields: CanonicalFields, path: string) => MatchKeys;
  /** A sentence when this record is left alone on purpose (not created in the other book). */
  readonly leftAlone?: (fields: CanonicalFields, facts: RecordFacts, book: Book) => string | undefined;
  /** Why a record of QuickBooks that Tieout made gets no twin in Bill.com: people did not enter it. */
  readonly ownWork?: (facts: RecordFacts) => Unposted | undefined;
  /** Why a record is left as it is for now: it gets no twin; if it has one, the two are not compared. */
  readonly standsBack?: (
    fields: CanonicalFields,
    facts: RecordFacts,
    book: Book,
    isLinked: boolean,
  ) => Standing | undefined;
  /** What a person is asked before its twin is made. */
  readonly asksFirst?: (fields: CanonicalFields, facts: RecordFacts, book: Book) => Question | undefined;
  /**
   * Why a record without a twin is no hold: it is nobody's concern, as people's own transfers. A sentence for who looks for
   * it; undefined for all others.
   */
  readonly staysSilently?: (fields: CanonicalFields, book: Book, facts: RecordFacts) => string | undefined;
  /** A sentence when QuickBooks does not let anybody change this field of the record. */
  readonly protectedInQuickbooks?: (facts: RecordFacts, field: string) => string | undefined;
}

/** A list of QuickBooks whose records are of the same entity as those of another. */
export interface AlsoRead {
  /** Under which its reading is remembered; no record and no step is called so. */
  readonly name: EntityName;
  readonly words: EntityDefinition['words'];
  /** Intuit's word; the fact `kind` of its records says it. */
  readonly list: string;
}

/** What reading a list of QuickBooks needs of a definition. */
export type QuickBooksList = Pick<EntityDefinition, 'name' | 'words' | 'quickbooks' | 'fields'> & {
  /** The entity of its records; its own name unless said. */
  readonly recordsOf?: EntityName;
};

/** Which way an entity's records go. */
export interface Flows {
  readonly quickbooksToBillcom: boolean;
  readonly billcomToQuickbooks: boolean;
}

/** Records of an entity that go another way than the rest. */
export interface FlowException {
  /** What they are called. */
  readonly words: { readonly one: string; readonly many: string };
  readonly applies: (fields: CanonicalFields, facts: RecordFacts) => boolean;
  readonly flows: Flows;
  /** What to do with one that does not go over, for people. */
  readonly cure?: string;
  /** Why a change of one side is not carried over, and what to do; a general sentence unless said. */
  readonly fixed?: { readonly because: string; readonly cure: string };
  /** What to do where its twin in the other book is undone, by the book in which it still stands. */
  readonly undo?: Readonly<Record<Book, string>>;
  /**
   * Nobody can change one in Bill.com: when one of these fields was changed in QuickBooks, it is undone and made anew, and
   * everything else of the two is each book's own (reconcile/replaced.ts).
   */
  readonly replacedFor?: readonly string[];
}

/** What decides by which rules a record goes. */
type Ruled = Pick<FlowException, 'words' | 'flows' | 'cure' | 'fixed' | 'undo' | 'replacedFor'>;

/** The words and ways of one record: its entity's, or those of the exception that it is. */
export const rulesOf = (
  definition: EntityDefinition,
  fields: CanonicalFields,
  facts: RecordFacts = {},
): Ruled => definition.exceptions?.find((exception) => exception.applies(fields, facts)) ?? definition;

/** Whether a record that is in `from` may be made or changed in the other book. */
export const flowsFrom = (
  definition: EntityDefinition,
  fields: CanonicalFields,
  from: Book,
  facts: RecordFacts = {},
): boolean => {
  const { flows } = rulesOf(definition, fields, facts);
  return from === 'quickbooks' ? flows.quickbooksToBillcom : flows.billcomToQuickbooks;
};

/** Whether this record of Bill.com is never made in QuickBooks, and stands there for what a person chooses. */
export const isNeverMade = (definition: EntityDefinition, fields: CanonicalFields): boolean =>
  definition.mapsTo !== undefined && !flowsFrom(definition, fields, 'billcom');

/** Under this name a raw record of QuickBooks says of which kind it is: `ItemService`, from ItemServiceRet. No element has it. */
export const kindKey = '@kind';

/** Intuit's words for what a list's query answers with: `ItemService` … for `Item`. */
export const kindsOf = ({ quickbooks }: QuickBooksList): readonly string[] =>
  quickbooks.kinds ?? [quickbooks.list];

export type ConflictPolicy = 'quickbooks' | 'billcom' | 'ask';

/** The settings of a company that shape the definitions. */
export interface EntitySettings {
  /** QuickBooks' classes are Bill.com's departments, or its accounting classes. */
  readonly classesAs: 'department' | 'accountingClass';
  /** What customers made below another one in Bill.com are: mapped to QuickBooks' customers and jobs, or jobs made there. */
  readonly subCustomersAs: 'mapped' | 'jobs';
  /** 2-way bill sync: bills of QuickBooks and edits there go to Bill.com too. */
  readonly twoWayBills: 'off' | 'on';
  /** ListID of the A/P account of what is made in QuickBooks; '' is QuickBooks' own default. */
  readonly apAccount?: string;
  /** ListIDs of accounts of type Bank; '' is not set. */
  readonly moneyOutClearing?: string;
  readonly defaultBank?: string;
  /** When a payment is posted in QuickBooks: at status scheduled, with its process date, or not before it is paid. */
  readonly postPayments: 'scheduled' | 'paid';
  /** Whether payments that were made outside of Bill.com and recorded there are posted in QuickBooks. */
  readonly offlinePayments: 'on' | 'off';
  /**
   * With 2-way bill sync: payments made by hand in QuickBooks are recorded in Bill.com as made outside of it, when a person
   * says so (the default), by themselves, or never.
   */
  readonly outsidePayments?: 'ask' | 'do' | 'never';
  /** ListID of the account of lines that have none in Bill.com; '' holds such documents. */
  readonly catchAllExpense?: string;
  /** Whether invoices, credit memos and received payments are synced; on unless said. */
  readonly receivables?: 'on' | 'off';
  /** Legacy status sync: payments of customers that were entered in QuickBooks are recorded in Bill.com. */
  readonly legacyStatus?: 'off' | 'on';
  /** ListID of the A/R account of what is made in QuickBooks; '' is QuickBooks' own default. */
  readonly arAccount?: string;
  /** ListID of the item of invoice lines that have none in Bill.com; '' holds such invoices. */
  readonly catchAllIncome?: string;
  /** Which bills of Bill.com are posted: all of them, or those that are approved there. */
  readonly billsToSync?: 'all' | 'approved';
  /** Whether Bill.com's money movements are recorded in QuickBooks. */
  readonly recordTransfers: 'on' | 'off';
  /** What a money movement is in QuickBooks. */
  readonly transfersAs: 'transfer' | 'journalEntry';
  /** Invoices of QuickBooks that are dated before this day (YYYY-MM-DD) stay there; none unless said. */
  readonly receivablesSince?: string;
}

/** Whether QuickBooks takes one back by deleting it: list entries (ListDel), and what cannot be made void (TxnDel). */
export const isDeletedThere = ({
  quickbooks,
  document,
}: Pick<EntityDefinition, 'quickbooks' | 'document'>): boolean =>
  document === undefined || quickbooks.undoneBy === 'delete';

/** Canonical equality: exact, also of address parts. */
export function sameValue(one: CanonicalValue | undefined, two: CanonicalValue | undefined): boolean {
  const a = one ?? null;
  const b = two ?? null;
  if (isLines(a) || isLines(b)) {
    const [one, two] = [isLines(a) ? a : [], isLines(b) ? b : []];
    return one.length === two.length && one.every((line, at) => sameLine(line, two[at] ?? {}));
  }
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
    const parts = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...parts].every((part) => (a[part] ?? '') === (b[part] ?? ''));
  }
  return a === b;
}

export const isLines = (value: CanonicalValue | undefined): value is readonly CanonicalLine[] =>
  Array.isArray(value);

/** Whether two lines say the same; a part that one of them does not have is empty. */
export function sameLine(one: CanonicalLine, two: CanonicalLine): boolean {
  const parts = new Set([...Object.keys(one), ...Object.keys(two)]);
  return [...parts].every((part) => (one[part] ?? null) === (two[part] ?? null));
}

export function isEmptyValue(value: CanonicalValue | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (isLines(value)) return value.length === 0;
  return typeof value === 'object' && Object.values(value).every((part) => part === '');
}

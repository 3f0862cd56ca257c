import type { PayablesEvidence } from './payables/books';
import type { ReceivablesEvidence } from './receivables/books';

/** What the invariants are judged by: the books themselves, both programs' logs, and Tieout's ledger. */

export type Book = 'quickbooks' | 'billcom';
export const bookName: Readonly<Record<Book, string>> = { quickbooks: 'QuickBooks', billcom: 'Bill.com' };
export type Entity = 'account' | 'class' | 'terms' | 'item' | 'customer' | 'vendor';
export const entities: readonly Entity[] = ['account', 'class', 'terms', 'item', 'customer', 'vendor'];

export type Value =
  string | boolean | number | null | undefined | { readonly [part: string]: Value } | readonly Value[];

/** A list entry as QuickBooks answers it. */
export interface QuickBooksRow {
  readonly ListID: string;
  readonly Name: string;
  readonly [field: string]: Value;
}

/** A row as Bill.com answers it. */
export interface BillcomRow {
  readonly id: string;
  readonly name: string;
  readonly [field: string]: Value;
}

/** Both books as the simulators have them at one moment. */
export interface Books {
  /** `employee` and `otherName` share QuickBooks' one list of names with customers and vendors. */
  readonly quickbooks: Readonly<Record<Entity | 'employee' | 'otherName', readonly QuickBooksRow[]>>;
  readonly billcom: Readonly<Record<Entity, readonly BillcomRow[]>>;
}

export interface QuickBooksLogEntry {
  readonly seq: number;
  readonly at: string;
  readonly by: 'session' | 'person';
  readonly newMessageSetID?: string;
  readonly answeredFromStore?: boolean;
  readonly requests: readonly {
    readonly name: string;
    readonly requestID?: string;
    readonly statusCode?: number;
  }[];
  readonly fate: string;
}

export interface BillcomCall {
  readonly number: number;
  readonly at: string;
  readonly path: string;
  readonly rows: number;
  readonly outcome: string;
}

/** A person's edit; raw field names of its book. `fields` empty: the record is new. */
export interface Edit {
  readonly book: Book;
  readonly entity: Entity;
  readonly id: string;
  readonly fields: readonly string[];
  readonly words: string;
}

export interface Link {
  readonly entity: Entity;
  readonly quickbooksId: string;
  readonly billcomId: string;
}

export interface Held {
  readonly entity: string;
  readonly book: string;
  readonly recordId: string;
  readonly field: string | null;
}

export interface OperationRow {
  readonly id: string;
  readonly entity: string;
  readonly book: string;
  readonly action: string;
  readonly state: string;
  readonly recordId: string | null;
  readonly plannedAt: Date;
}

export interface AuditRow {
  readonly operationId: string | null;
  readonly book: string | null;
  readonly entity: string | null;
  readonly recordId: string | null;
}

export interface Evidence {
  /** Before Tieout came; after the first sync; at the end. */
  readonly atStart: Books;
  readonly afterFirstSync: Books;
  readonly now: Books;
  /** What people changed between the first sync and the end. */
  readonly edits: readonly Edit[];
  readonly links: readonly Link[];
  /** Those of the links that a person made: accepted a proposal, or gave two records one name. */
  readonly accepted: readonly Link[];
  readonly holds: readonly Held[];
  readonly operations: readonly OperationRow[];
  readonly audit: readonly AuditRow[];
  readonly quickbooksLog: readonly QuickBooksLogEntry[];
  readonly billcomLog: readonly BillcomCall[];
  /** Rows of this company that another company's transaction could see, per table; undefined: not looked. */
  readonly seenByOthers?: Readonly<Record<string, number>>;
  /** Accounts payable; undefined: not looked. */
  readonly payables?: PayablesEvidence;
  /** Accounts receivable; undefined: not looked. */
  readonly receivables?: ReceivablesEvidence;
}

export interface Invariant {
  readonly id: string;
  readonly holds: boolean;
  readonly detail: string;
}

/** What stands in a place that may have none, one or several: QuickBooks' repeated elements, Bill.com's rows. */
export const elementsOf = (value: Value): readonly Value[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly Value[]) : [value];

/** An invariant from what speaks against it. */
export function judged(id: string, against: readonly string[], detail: string): Invariant {
  if (against.length === 0) return { id, holds: true, detail };
  const shown = against.slice(0, 3).join('; ');
  const more = against.length > 3 ? `; and ${against.length - 3} more` : '';
  return { id, holds: false, detail: `${shown}${more}` };
}

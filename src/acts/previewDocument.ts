import {
  bookTitle,
  otherBook,
  sameValue,
  type Book,
  type CanonicalValue,
  type EntityDefinition,
  type FieldDefinition,
} from '../entities/definition';
import type { Cycle } from '../ledger/cycles';
import type { OpenHold } from '../ledger/holds';
import type { PreviewLink } from '../ledger/preview';
import type { ProposedOperation } from '../ledger/proposals';
import type { RecordKey } from '../ledger/recordNames';
import { agrees } from '../reconcile/field';
import type { WriteAction } from '../reconcile/plan';
import { plannedFields, plannedValue, type PlannedValue } from '../reconcile/sincePreview';
import { textRule, type TextRule } from '../reconcile/textRule';
import { cycleDocument, type CycleDocument } from './cycleDocument';
import type { BeforeStart } from './startDate';
import { plannedWords, referenced, valueWords, type NameOf } from '../words/valueWords';
import { holdDocument } from './holdDocument';

/** What a preview shows, record by record: the document for programs, from which the text and the CSV are made. Pure. */
export interface PreviewDocument extends PlanDocument {
  readonly company: string;
  readonly cycle: CycleDocument;
  /** What stays in QuickBooks by its date, and is not held. */
  readonly beforeStart: readonly BeforeStart[];
}

/** What would be done, whichever cycle does it. */
export interface PlanDocument {
  readonly counts: readonly PreviewCounts[];
  readonly operations: readonly PreviewOperation[];
  readonly links: readonly PreviewPair[];
  readonly holds: readonly PreviewHold[];
}

export interface PreviewCounts {
  readonly entity: string;
  readonly createInQuickbooks: number;
  readonly createInBillcom: number;
  readonly updateInQuickbooks: number;
  readonly updateInBillcom: number;
  readonly link: number;
  readonly held: number;
}

export interface PreviewOperation {
  readonly entity: string;
  readonly book: Book;
  readonly action: WriteAction;
  readonly record: string;
  readonly recordId: string | null;
  readonly sourceId: string;
  readonly fields: readonly PreviewField[];
}

export interface PreviewField {
  readonly field: string;
  readonly label: string;
  readonly before: CanonicalValue;
  /** Canonical; null for a reference to a record that is made first. */
  readonly after: CanonicalValue;
  /** As people read them: references by name, addresses in one line; '' is nothing. */
  readonly words: { readonly before: string; readonly after: string };
  /** Why it is written. */
  readonly because: string;
  /** What the written book does not hold as it is. */
  readonly rule: TextRule | null;
}

/** `label`: the held field as people call it. */
export type PreviewHold = ReturnType<typeof holdDocument> & { readonly label: string | null };

/** Two records that are taken for the same thing. */
export interface PreviewPair {
  readonly entity: string;
  readonly quickbooks: string;
  readonly billcom: string;
  readonly quickbooksId: string;
  readonly billcomId: string;
  readonly because: string;
}

export interface Previewed extends Planned {
  readonly company: string;
  readonly cycle: Cycle;
  readonly beforeStart: readonly BeforeStart[];
}

export interface Planned {
  /** Of the company, in step order. */
  readonly definitions: readonly EntityDefinition[];
  readonly operations: readonly ProposedOperation[];
  readonly links: readonly PreviewLink[];
  readonly holds: readonly OpenHold[];
  readonly nameOf: NameOf;
}

export const previewDocument = (shown: Previewed): PreviewDocument => ({
  company: shown.company,
  cycle: cycleDocument(shown.cycle),
  beforeStart: shown.beforeStart,
  ...planDocument(shown),
});

export function planDocument(shown: Planned): PlanDocument {
  const { definitions, operations, links, holds } = shown;
  return {
    counts: definitions.map((definition) => countOf(definition.name, shown)),
    operations: definitions.flatMap((definition) =>
      inOrder(operations.filter(({ entity }) => entity === definition.name)).map((operation) =>
        operationDocument(definition, operation, shown.nameOf),
      ),
    ),
    links: definitions.flatMap((definition) =>
      links.filter(({ entity }) => entity === definition.name).map((link) => pairDocument(definition, link)),
    ),
    holds: definitions.flatMap(({ name, fields }) =>
      holds
        .filter(({ entity }) => entity === name)
        .map((hold) => ({ ...holdDocument(hold), label: fields[hold.field]?.label ?? null })),
    ),
  };
}

/** The records whose names the document needs. */
export function referencesOf(
  definitions: readonly EntityDefinition[],
  operations: readonly ProposedOperation[],
): RecordKey[] {
  return operations.flatMap((operation) => {
    const fields = definitions.find(({ name }) => name === operation.entity)?.fields ?? {};
    return plannedFields(operation).flatMap((name) => {
      const field = fields[name];
      if (!field) return [];
      const before = { value: operation.before?.[name] ?? null };
      return [before, plannedValue(operation, name)].flatMap((each) =>
        referenced(field, operation.book, each),
      );
    });
  });
}

function countOf(entity: string, { operations, links, holds }: Planned): PreviewCounts {
  const mine = operations.filter((each) => each.entity === entity);
  const count = (book: Book, action: string): number =>
    mine.filter((each) => each.book === book && each.action === action).length;
  const held = holds.filter((hold) => hold.entity === entity);
  return {
    entity,
    createInQuickbooks: count('quickbooks', 'create'),
    createInBillcom: count('billcom', 'create'),
    updateInQuickbooks: count('quickbooks', 'update'),
    updateInBillcom: count('billcom', 'update'),
    link: links.filter((link) => link.entity === entity).length,
    held: new Set(held.map(({ book, recordId }) => `${book} ${recordId}`)).size,
  };
}

/** Creates before updates, QuickBooks before Bill.com, by name. */
const inOrder = (operations: readonly ProposedOperation[]): ProposedOperation[] =>
  [...operations].sort(
    (one, two) =>
      one.action.localeCompare(two.action) ||
      two.book.localeCompare(one.book) ||
      one.recordName.localeCompare(two.recordName) ||
      one.sourceId.localeCompare(two.sourceId),
  );

/** What one write would do, field by field. */
export function operationDocument(
  definition: EntityDefinition,
  operation: ProposedOperation,
  nameOf: NameOf,
): PreviewOperation {
  return {
    entity: operation.entity,
    book: operation.book,
    action: operation.action,
    record: operation.recordName,
    recordId: operation.recordId,
    sourceId: operation.sourceId,
    fields: Object.entries(definition.fields).flatMap(([name, field]) => {
      const planned = plannedValue(operation, name);
      const before = operation.before?.[name] ?? null;
      if (planned === null || ('value' in planned && sameValue(before, planned.value))) return [];
      return [fieldDocument(operation, name, field, planned, nameOf)];
    }),
  };
}

function fieldDocument(
  operation: ProposedOperation,
  name: string,
  field: FieldDefinition,
  planned: PlannedValue,
  nameOf: NameOf,
): PreviewField {
  const { book, action, sourceBase, overwrites } = operation;
  const before = operation.before?.[name] ?? null;
  const after = 'value' in planned ? planned.value : null;
  const words = {
    before: valueWords(field, book, before, nameOf),
    after: plannedWords(field, book, planned, nameOf),
  };
  const from = bookTitle[otherBook(book)];
  return {
    field: name,
    label: field.label,
    before,
    after,
    words,
    because:
      action === 'create'
        ? `not in ${bookTitle[book]} yet`
        : overwrites.includes(name)
          ? `the two differ, and by the company’s setting ${from} wins`
          : words.before === ''
            ? `${bookTitle[book]} has none`
            : `changed in ${from}`,
    rule: textRule(field, after, sourceBase[name] ?? null) ?? null,
  };
}

/** This many fields in common say enough. */
const namedAtMost = 3;

/** Two records that would be linked, and why. */
export function pairDocument(definition: EntityDefinition, link: PreviewLink): PreviewPair {
  const same = Object.entries(definition.fields)
    .filter(([name, field]) => {
      const [one, two] = [link.quickbooks[name] ?? null, link.billcom[name] ?? null];
      return field.kind === 'text' && one !== null && two !== null && agrees(field, one, two);
    })
    .map(([, field]) => field.label);
  return {
    entity: link.entity,
    quickbooks: String(link.quickbooks.name ?? link.quickbooksId),
    billcom: String(link.billcom.name ?? link.billcomId),
    quickbooksId: link.quickbooksId,
    billcomId: link.billcomId,
    because:
      link.madeBy === 'person'
        ? 'decided by a person'
        : same.length === 0
          ? 'matched'
          : `same ${same.slice(0, namedAtMost).join(', ')}`,
  };
}

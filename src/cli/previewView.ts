import { bookTitle, sameValue, type CanonicalValue } from '../entities/definition';
import { defaultEntitySettings, entityDefinitions } from '../entities/registry';
import type { OpenHold } from '../ledger/holds';
import type { ProposedOperation } from '../ledger/proposals';
import { cycleDocument, type CycleDocument } from './cycleOutcome';
import type { Cycle } from '../ledger/cycles';
import { holdDocument, holdTable } from './holds';
import { many, table } from './output';
import { manyOf, oneOf } from './stepProgress';

/** What a preview would do, record by record: for programs, as a table, and as CSV for a spreadsheet. Pure. */
export interface PreviewDocument {
  readonly company: string;
  readonly cycle: CycleDocument;
  readonly counts: readonly PreviewCounts[];
  readonly operations: readonly PreviewOperation[];
  readonly holds: readonly ReturnType<typeof holdDocument>[];
}

export interface PreviewCounts {
  readonly entity: string;
  readonly createInQuickbooks: number;
  readonly createInBillcom: number;
  readonly updateInQuickbooks: number;
  readonly updateInBillcom: number;
  readonly held: number;
}

export interface PreviewOperation {
  readonly entity: string;
  readonly book: string;
  readonly action: 'create' | 'update';
  readonly record: string;
  readonly recordId: string | null;
  readonly sourceId: string;
  readonly fields: readonly {
    readonly field: string;
    readonly before: CanonicalValue;
    readonly after: CanonicalValue;
  }[];
}

export function previewDocument(
  company: string,
  cycle: Cycle,
  operations: readonly ProposedOperation[],
  holds: readonly OpenHold[],
): PreviewDocument {
  return {
    company,
    cycle: cycleDocument(cycle),
    counts: countAll(operations, holds),
    operations: operations.map((operation) => ({
      entity: operation.entity,
      book: operation.book,
      action: operation.action,
      record: operation.name,
      recordId: operation.recordId,
      sourceId: operation.sourceId,
      fields: fieldsOf(operation),
    })),
    holds: holds.map(holdDocument),
  };
}

function countAll(operations: readonly ProposedOperation[], holds: readonly OpenHold[]): PreviewCounts[] {
  const entities = entityDefinitions(defaultEntitySettings).map(({ name }) => name);
  return entities.map((entity) => {
    const count = (book: string, action: string) =>
      operations.filter((each) => each.entity === entity && each.book === book && each.action === action)
        .length;
    return {
      entity,
      createInQuickbooks: count('quickbooks', 'create'),
      createInBillcom: count('billcom', 'create'),
      updateInQuickbooks: count('quickbooks', 'update'),
      updateInBillcom: count('billcom', 'update'),
      held: new Set(
        holds.filter((hold) => hold.entity === entity).map(({ book, recordId }) => `${book} ${recordId}`),
      ).size,
    };
  });
}

const fieldsOf = ({ fields, before }: ProposedOperation): PreviewOperation['fields'] =>
  Object.entries(fields)
    .map(([field, after]) => ({ field, before: before?.[field] ?? null, after }))
    .filter((each) => !sameValue(each.before, each.after));

/** Longer lists are cut on the screen; --format csv and json have everything. */
const shownAtMost = 200;

export function previewText(preview: PreviewDocument, holds: readonly OpenHold[]): string {
  const { operations } = preview;
  const rest = operations.length - shownAtMost;
  return [
    `Preview of “${preview.company}”: cycle ${preview.cycle.number}. Nothing was written.`,
    '',
    countsTable(preview.counts),
    ...(operations.length === 0 ? [] : ['', operationTable(operations.slice(0, shownAtMost))]),
    ...(rest > 0 ? [`… and ${many(rest, 'more change', 'more changes')}: --format csv shows all.`] : []),
    ...(holds.length === 0 ? [] : ['', 'Held, and why:', holdTable(holds)]),
  ].join('\n');
}

const countsTable = (counts: readonly PreviewCounts[]): string =>
  table(
    [
      { title: '' },
      { title: 'create in QuickBooks', align: 'right' },
      { title: 'create in Bill.com', align: 'right' },
      { title: 'update in QuickBooks', align: 'right' },
      { title: 'update in Bill.com', align: 'right' },
      { title: 'held', align: 'right' },
    ],
    counts.map((each) => [
      manyOf(each.entity),
      each.createInQuickbooks,
      each.createInBillcom,
      each.updateInQuickbooks,
      each.updateInBillcom,
      each.held,
    ]),
  );

const operationTable = (operations: readonly PreviewOperation[]): string =>
  table(
    [{ title: 'what' }, { title: 'record', wraps: true }, { title: 'fields', wraps: true }],
    operations.map((each) => [
      `${each.action} in ${bookTitle[each.book as 'quickbooks' | 'billcom']}`,
      `${oneOf(each.entity)} “${each.record}”`,
      each.fields.map((change) => fieldWords(each, change)).join('; '),
    ]),
  );

function fieldWords(
  operation: PreviewOperation,
  { field, before, after }: PreviewOperation['fields'][number],
): string {
  return operation.action === 'create'
    ? `${field}: ${shown(after)}`
    : `${field}: ${shown(before)} → ${shown(after)}`;
}

function shown(value: CanonicalValue): string {
  if (value === null || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') return Object.values(value).filter(Boolean).join(', ') || 'nothing';
  return value;
}

/** One line per changed field, one per hold. */
export function previewCsv(preview: PreviewDocument): string {
  const head = ['what', 'book', 'entity', 'record', 'field', 'before', 'after', 'reason', 'what to do'];
  const changes = preview.operations.flatMap((each) =>
    each.fields.map(({ field, before, after }) => [
      each.action,
      each.book,
      each.entity,
      each.record,
      field,
      before === null ? '' : shown(before),
      after === null ? '' : shown(after),
      '',
      '',
    ]),
  );
  const held = preview.holds.map((hold) => [
    'hold',
    hold.book,
    hold.entity,
    hold.record,
    hold.field ?? '',
    '',
    '',
    hold.sentence,
    hold.cure,
  ]);
  return [head, ...changes, ...held].map((line) => line.map(csvCell).join(',')).join('\r\n');
}

/** Quoted where needed; a text that a spreadsheet would run as a formula is made a text. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

import { bookTitle } from '../entities/definition';
import type { OpenHold } from '../ledger/holds';
import { holdTable } from './holds';
import { table } from './output';
import type {
  PreviewCounts,
  PlanDocument,
  PreviewDocument,
  PreviewField,
  PreviewOperation,
  PreviewPair,
} from '../acts/previewDocument';
import { beforeStartWords } from '../acts/startDate';
import { manyOf, oneOf } from '../words/stepProgress';
import { counted, many } from '../words/counted';
import { isTelling, reasons } from '../acts/previewWords';

/** A preview for people. Pure. */

/** Longer lists are cut on the screen; --csv and --json have everything. */
const shownAtMost = 200;

export const previewText = (preview: PreviewDocument, holds: readonly OpenHold[]): string =>
  [
    `Preview of “${preview.company}”: cycle ${preview.cycle.number}. Nothing was written.`,
    '',
    planText(preview, holds),
    ...preview.beforeStart.map(
      (each) =>
        `\n${beforeStartWords(each)} (the sync start date: “tieout company set … receivablesSince=…”).`,
    ),
  ].join('\n');

export function planText({ counts, operations, links }: PlanDocument, holds: readonly OpenHold[]): string {
  return [
    countsTable(counts),
    ...section('To be written', operations, operationTable, 'change'),
    ...section('To be linked, as the same thing in both books', links, linkTable, 'pair'),
    ...section('Held, and why', holds, holdTable, 'hold'),
  ].join('\n');
}

function section<T>(
  title: string,
  rows: readonly T[],
  tableOf: (rows: readonly T[]) => string,
  one: string,
): string[] {
  const rest = rows.length - shownAtMost;
  if (rows.length === 0) return [];
  return [
    '',
    `${title} (${counted(rows.length)}):`,
    tableOf(rows.slice(0, shownAtMost)),
    ...(rest > 0 ? [`… and ${many(rest, `more ${one}`)}: --csv FILE has all.`] : []),
  ];
}

export const countsTable = (counts: readonly PreviewCounts[]): string =>
  table(
    [
      { title: '' },
      { title: 'new in QuickBooks', align: 'right' },
      { title: 'new in Bill.com', align: 'right' },
      { title: 'changed in QuickBooks', align: 'right' },
      { title: 'changed in Bill.com', align: 'right' },
      { title: 'linked', align: 'right' },
      { title: 'held', align: 'right' },
    ],
    counts.map((each) => [
      manyOf(each.entity),
      each.createInQuickbooks,
      each.createInBillcom,
      each.updateInQuickbooks,
      each.updateInBillcom,
      each.link,
      each.held,
    ]),
  );

const operationTable = (operations: readonly PreviewOperation[]): string =>
  table(
    [
      { title: 'what' },
      { title: 'record', wraps: true },
      { title: 'fields', wraps: true },
      { title: 'why', wraps: true },
    ],
    operations.map((each) => [
      `${each.action} in ${bookTitle[each.book]}`,
      `${oneOf(each.entity)} “${each.record}”`,
      each.fields
        .filter((field) => isTelling(each, field))
        .map((field) => fieldWords(each, field))
        .join('\n'),
      reasons(each),
    ]),
  );

function fieldWords({ action, record }: PreviewOperation, { label, words, rule }: PreviewField): string {
  // The record is called by its original name already.
  const original = rule === null || rule.original === record ? '' : `; the original: ${rule.original}`;
  const by = rule === null ? '' : ` (${rule.rule}${original})`;
  const after = words.after || 'nothing';
  return action === 'create'
    ? `${label}: ${after}${by}`
    : `${label}: ${words.before || 'nothing'} → ${after}${by}`;
}

const linkTable = (links: readonly PreviewPair[]): string =>
  table(
    [
      { title: 'what' },
      { title: 'in QuickBooks', wraps: true },
      { title: 'in Bill.com', wraps: true },
      { title: 'why', wraps: true },
    ],
    links.map((each) => [`link ${oneOf(each.entity)}`, each.quickbooks, each.billcom, each.because]),
  );

import { amountText } from '../../books/money';
import type { ListRecord } from '../../books/records';
import { fullNameOf } from '../../books/tree';
import type { Particle } from '../../language/contentModel';
import { groupOf, readFields, textOf, type Fields } from '../../language/fields';
import { branch, leaf, type XmlElement } from '../../language/xmlTree';
import { finderIn, type RequestContext } from '../requestContext';
import { refused } from '../status';
import { AGED_PAYABLES, AGED_RECEIVABLES, Aging, BUCKETS, type AgedSide } from './aging';
import { today } from './dates';
import { idsOfTree } from './findTransactions';

const TITLES = ['Current', '1 - 30', '31 - 60', '61 - 90', '> 90', 'TOTAL'];
const REPORTS: Readonly<Record<string, { readonly side: AgedSide; readonly title: string }>> = {
  APAgingSummary: { side: AGED_PAYABLES, title: 'A/P Aging Summary' },
  ARAgingSummary: { side: AGED_RECEIVABLES, title: 'A/R Aging Summary' },
};
const NOT_SIMULATED = [
  'ReportItemFilter',
  'ReportClassFilter',
  'ReportTxnTypeFilter',
  'ReportModifiedDateRangeFilter',
  'ReportModifiedDateRangeMacro',
  'ReportPostingStatusFilter',
  'IncludeColumn',
];

/** A row of the report before it has a number. */
interface Row {
  readonly kind: 'DataRow' | 'TextRow' | 'SubtotalRow' | 'TotalRow';
  /** The full name of whom it is about; none in the total. */
  readonly of?: string;
  readonly label: string;
  readonly amounts: readonly bigint[];
}

/**
 * The A/P or A/R aging summary as of a day: for every name with something open its documents and credits by age. What
 * else was posted to the name (journal entries, checks) has no age. Jobs stand below a heading of their customer, with
 * a subtotal behind them.
 */
export function answerAgingReport(
  model: readonly Particle[],
  request: XmlElement,
  context: RequestContext,
): XmlElement {
  const given = readFields(request, model);
  const type = textOf(given.AgingReportType) ?? '';
  const report = REPORTS[type];
  if (!report) throw refused.notSimulated(`the report ${type}`);
  const other = NOT_SIMULATED.find((name) => given[name] !== undefined);
  if (other !== undefined) throw refused.notSimulated(other);
  const { side, title } = report;
  const asOf = endOf(given, context);
  const agedAt = given.ReportAgingAsOf === 'Today' ? today(context) : asOf;
  const aging = new Aging(side, asOf, agedAt, given, context);
  const wanted = namesWanted(given, side, context);
  const rowsOf = (record: ListRecord) => rowsBelow(record, { aging, wanted, context });
  const top = context.books.entries(side.list).filter(({ fields }) => fields.ParentRef === undefined);
  return printed(title, asOf, side, inOrderOfNames(top).flatMap(rowsOf));
}

const nameOf = ({ fields }: ListRecord): string => textOf(fields.Name) ?? '';

function inOrderOfNames(records: readonly ListRecord[]): ListRecord[] {
  const key = (record: ListRecord) => nameOf(record).toLowerCase();
  return [...records].sort((a, b) => key(a).localeCompare(key(b), 'en'));
}

/** The last day of the report; without one, today. Of the named spans only All and Today are simulated. */
function endOf(given: Fields, context: RequestContext): string {
  const macro = textOf(given.ReportDateMacro);
  if (macro === 'All') return '9999-12-31';
  if (macro !== undefined && macro !== 'Today') throw refused.notSimulated(`ReportDateMacro ${macro}`);
  return textOf(groupOf(given.ReportPeriod)?.ToReportDate) || today(context);
}

/** The ListIDs that the report is limited to; undefined: everybody. */
function namesWanted(given: Fields, { list }: AgedSide, context: RequestContext): Set<string> | undefined {
  const filter = groupOf(given.ReportEntityFilter);
  const type = textOf(filter?.EntityTypeFilter);
  if (type !== undefined && type !== list) throw refused.notSimulated('EntityTypeFilter');
  return filter && type === undefined ? idsOfTree(filter, [list], context) : undefined;
}

interface RowSource {
  readonly aging: Aging;
  readonly wanted: Set<string> | undefined;
  readonly context: RequestContext;
}

/** The rows of a name with something open and of all names below it. */
function rowsBelow(record: ListRecord, source: RowSource): Row[] {
  const { aging, wanted, context } = source;
  const { books } = context;
  const own = !wanted || wanted.has(record.id) ? aging.of(record) : [];
  const isOwn = own.some((each) => each !== 0n);
  const below = inOrderOfNames(books.childrenOf(record)).flatMap((job) => rowsBelow(job, source));
  const of = fullNameOf(record, finderIn(books, record.list));
  const label = nameOf(record);
  if (below.length === 0) return isOwn ? [{ kind: 'DataRow', of, label, amounts: own }] : [];
  const other: Row[] = isOwn ? [{ kind: 'DataRow', of, label: `${label} - Other`, amounts: own }] : [];
  const rows = [...below, ...other];
  return [
    { kind: 'TextRow', of, label, amounts: [] },
    ...rows,
    { kind: 'SubtotalRow', of, label: `Total ${label}`, amounts: sumOf(rows) },
  ];
}

function sumOf(rows: readonly Row[]): bigint[] {
  const counted = rows.filter(({ kind }) => kind === 'DataRow');
  return BUCKETS.map((_most, column) =>
    counted.reduce((sum, { amounts }) => sum + (amounts[column] ?? 0n), 0n),
  );
}

function printed(title: string, asOf: string, { list }: AgedSide, rows: readonly Row[]): XmlElement {
  const all: Row[] = [...rows, { kind: 'TotalRow', label: 'TOTAL', amounts: sumOf(rows) }];
  return branch('ReportRet', [
    leaf('ReportTitle', title),
    leaf('ReportSubtitle', `As of ${asOf}`),
    leaf('ReportBasis', 'Accrual'),
    leaf('NumRows', String(all.length)),
    leaf('NumColumns', String(TITLES.length + 1)),
    leaf('NumColTitleRows', '1'),
    columnDescription(1, '', 'STRTYPE', 'Label'),
    ...TITLES.map((each, index) => columnDescription(index + 2, each, 'AMTTYPE', 'Amount')),
    branch(
      'ReportData',
      all.map((row, index) => printedRow(row, String(index + 1), list.toLowerCase())),
    ),
  ]);
}

function printedRow({ kind, of, label, amounts }: Row, rowNumber: string, rowType: string): XmlElement {
  if (kind === 'TextRow') return branch(kind, [], { rowNumber, value: label });
  const total = amounts.reduce((sum, each) => sum + each, 0n);
  const values = [label, ...[...amounts, total].map(amountText)];
  return branch(
    kind,
    [
      ...(of === undefined ? [] : [branch('RowData', [], { rowType, value: of })]),
      ...values.map((value, index) => branch('ColData', [], { colID: String(index + 1), value })),
    ],
    { rowNumber },
  );
}

function columnDescription(id: number, title: string, dataType: string, type: string): XmlElement {
  const value = title === '' ? {} : { value: title };
  return branch('ColDesc', [branch('ColTitle', [], { titleRow: '1', ...value }), leaf('ColType', type)], {
    colID: String(id),
    dataType,
  });
}

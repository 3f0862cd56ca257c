import { amountText, cents } from '../../books/money';
import type { ListRecord } from '../../books/records';
import type { TransactionLink, TransactionRecord } from '../../books/transactions';
import type { Particle } from '../../language/contentModel';
import { groupOf, readFields, textOf, type Fields } from '../../language/fields';
import { branch, leaf, type XmlElement } from '../../language/xmlTree';
import { preference } from '../features';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { accountType } from './accounts';
import { today } from './dates';
import { idsOfTree } from './findTransactions';
import { takenOff } from './openAmounts';
import { byAccount } from './postingsQuery';

/** The oldest age in days of each column; the first holds what is not due yet, and all that has no age. */
const BUCKETS = [0, 30, 60, 90, Number.POSITIVE_INFINITY] as const;
const TITLES = ['Current', '1 - 30', '31 - 60', '61 - 90', '> 90', 'TOTAL'];
const NOT_SIMULATED = [
  'ReportItemFilter',
  'ReportClassFilter',
  'ReportTxnTypeFilter',
  'ReportModifiedDateRangeFilter',
  'ReportModifiedDateRangeMacro',
  'ReportPostingStatusFilter',
  'IncludeColumn',
];

/**
 * The A/P aging summary as of a day: for every vendor with something open its bills and credits by age, made only of
 * what is dated up to that day. What else was posted to the vendor (journal entries, checks) has no age.
 */
export function answerAgingReport(
  model: readonly Particle[],
  request: XmlElement,
  context: RequestContext,
): XmlElement {
  const given = readFields(request, model);
  if (given.AgingReportType !== 'APAgingSummary')
    throw refused.notSimulated(`the report ${textOf(given.AgingReportType) ?? ''}`);
  const other = NOT_SIMULATED.find((name) => given[name] !== undefined);
  if (other !== undefined) throw refused.notSimulated(other);
  const asOf = endOf(given, context);
  const aging = new Aging(asOf, given.ReportAgingAsOf === 'Today' ? today(context) : asOf, given, context);
  const entities = groupOf(given.ReportEntityFilter);
  if (entities?.EntityTypeFilter !== undefined && entities.EntityTypeFilter !== 'Vendor')
    throw refused.notSimulated('EntityTypeFilter');
  const wanted =
    entities && entities.EntityTypeFilter === undefined
      ? idsOfTree(entities, ['Vendor'], context)
      : undefined;
  const vendors = context.books
    .entries('Vendor')
    .filter(({ id }) => !wanted || wanted.has(id))
    .sort((a, b) => nameOf(a).toLowerCase().localeCompare(nameOf(b).toLowerCase(), 'en'));
  const rows = vendors.flatMap((vendor) => {
    const amounts = aging.of(vendor);
    return amounts.some((each) => each !== 0n) ? [{ name: nameOf(vendor), amounts }] : [];
  });
  return report(asOf, rows);
}

const nameOf = ({ fields }: ListRecord): string => textOf(fields.Name) ?? '';

/** The last day of the report; without one, today. Of the named spans only All and Today are simulated. */
function endOf(given: Fields, context: RequestContext): string {
  const macro = textOf(given.ReportDateMacro);
  if (macro === 'All') return '9999-12-31';
  if (macro !== undefined && macro !== 'Today') throw refused.notSimulated(`ReportDateMacro ${macro}`);
  return textOf(groupOf(given.ReportPeriod)?.ToReportDate) || today(context);
}

class Aging {
  readonly #ofVendor = new Map<string, TransactionRecord[]>();
  readonly #isPayable: (account: string) => boolean;

  constructor(
    private readonly asOf: string,
    private readonly agedAt: string,
    given: Fields,
    private readonly context: RequestContext,
  ) {
    const isAsked = byAccount(groupOf(given.ReportAccountFilter), context);
    this.#isPayable = (account) =>
      accountType(account, context) === 'AccountsPayable' &&
      isAsked({ posting: { account, amount: '0.00' } });
    for (const record of context.books.transactions.all()) {
      if (!this.#isThere(record)) continue;
      const vendors = new Set(
        record.postings
          .filter(({ account }) => this.#isPayable(account))
          .map(({ entity }) => entity?.id ?? ''),
      );
      for (const id of vendors) this.#ofVendor.set(id, [...(this.#ofVendor.get(id) ?? []), record]);
    }
  }

  /** The columns of a vendor in cents, without the total. */
  of({ id, fields }: ListRecord): bigint[] {
    const columns = BUCKETS.map(() => 0n);
    const records = this.#ofVendor.get(id) ?? [];
    let aged = 0n;
    for (const record of records) {
      if (record.kind !== 'Bill' && record.kind !== 'VendorCredit') continue;
      const open = this.#open(record);
      const column = this.#column(record);
      columns[column] = (columns[column] ?? 0n) + open;
      aged += open;
    }
    const posted = records
      .flatMap(({ postings }) => postings)
      .filter(({ account, entity }) => this.#isPayable(account) && entity?.id === id)
      .reduce((sum, { amount }) => sum - cents(amount), cents(textOf(fields.Balance) ?? '0.00'));
    columns[0] = (columns[0] ?? 0n) + posted - aged;
    return columns;
  }

  /** What is open on the day: only what is applied between documents that are there by then. */
  #open(record: TransactionRecord): bigint {
    const isBill = record.kind === 'Bill';
    const total = cents(textOf(isBill ? record.fields.AmountDue : record.fields.CreditAmount) ?? '0.00');
    const applied = this.context.books.transactions
      .linksOf(record.id)
      .filter(({ from, to }) => from === record.id || to === record.id)
      .filter((link) => this.#counts(link))
      .reduce((sum, link) => sum + takenOff(link), 0n);
    return isBill ? total - applied : applied - total;
  }

  #counts({ from, to, by }: TransactionLink): boolean {
    return [from, to, by].every((id) => {
      const record = id === undefined ? undefined : this.context.books.transactions.find(id);
      return !record || this.#isThere(record);
    });
  }

  #isThere({ fields }: TransactionRecord): boolean {
    return (textOf(fields.TxnDate) ?? '') <= this.asOf;
  }

  #column({ kind, fields }: TransactionRecord): number {
    const basis = preference(this.context.books.preferences, 'ReportsPreferences', 'AgingReportBasis');
    const isByDueDate = kind === 'Bill' && basis !== 'AgeFromTransactionDate';
    const from = textOf(isByDueDate ? fields.DueDate : fields.TxnDate) ?? this.agedAt;
    const days = (Date.parse(this.agedAt) - Date.parse(from)) / 86_400_000;
    return Math.max(
      0,
      BUCKETS.findIndex((most) => days <= most),
    );
  }
}

function report(asOf: string, rows: readonly { name: string; amounts: readonly bigint[] }[]): XmlElement {
  const withTotal = (amounts: readonly bigint[]) => [
    ...amounts,
    amounts.reduce((sum, each) => sum + each, 0n),
  ];
  const totals = BUCKETS.map((_most, column) =>
    rows.reduce((sum, { amounts }) => sum + (amounts[column] ?? 0n), 0n),
  );
  const dataRows = rows.map(({ name, amounts }, index) =>
    element('DataRow', { rowNumber: String(index + 1) }, [
      element('RowData', { rowType: 'vendor', value: name }),
      ...columns(name, withTotal(amounts)),
    ]),
  );
  const last = element(
    'TotalRow',
    { rowNumber: String(rows.length + 1) },
    columns('TOTAL', withTotal(totals)),
  );
  return branch('ReportRet', [
    leaf('ReportTitle', 'A/P Aging Summary'),
    leaf('ReportSubtitle', `As of ${asOf}`),
    leaf('ReportBasis', 'Accrual'),
    leaf('NumRows', String(rows.length + 1)),
    leaf('NumColumns', String(TITLES.length + 1)),
    leaf('NumColTitleRows', '1'),
    columnDescription(1, '', 'STRTYPE', 'Label'),
    ...TITLES.map((title, index) => columnDescription(index + 2, title, 'AMTTYPE', 'Amount')),
    branch('ReportData', [...dataRows, last]),
  ]);
}

function columns(name: string, amounts: readonly bigint[]): XmlElement[] {
  return [name, ...amounts.map(amountText)].map((value, index) =>
    element('ColData', { colID: String(index + 1), value }),
  );
}

function columnDescription(id: number, title: string, dataType: string, type: string): XmlElement {
  const value = title === '' ? {} : { value: title };
  return element('ColDesc', { colID: String(id), dataType }, [
    element('ColTitle', { titleRow: '1', ...value }),
    leaf('ColType', type),
  ]);
}

function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly XmlElement[] = [],
): XmlElement {
  return branch(name, children, attributes);
}

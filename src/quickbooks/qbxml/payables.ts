/**
 * What QuickBooks itself says of accounts payable, for the tie-out: its aging summary, what is open with each vendor, and
 * everything that is posted to accounts of this type.
 */
import { attribute } from './decode';
import { UnreadableAnswer } from './errors';
import { TXN_TYPES, type TxnType } from './messages/transaction';
import type { QbxmlObject, QbxmlRequest, QbxmlResponse, QbxmlValue } from './types';

/**
 * The A/P aging summary as of a day (YYYY-MM-DD): `ReportEndDate` leaves out what is dated later, payments too, whatever
 * the preferences of reports say.
 */
export const apAgingQuery = (requestID: string, asOf: string): QbxmlRequest => ({
  name: 'AgingReportQueryRq',
  requestID,
  body: {
    AgingReportType: 'APAgingSummary',
    DisplayReport: 'false',
    ReportPeriod: { ToReportDate: asOf },
    ReportAgingAsOf: 'ReportEndDate',
  },
});

/** The vendors with whom something is open, in one direction, with their balance to the end of time (qbxml.md §7). */
export const vendorBalanceQuery = (
  requestID: string,
  operator: 'GreaterThan' | 'LessThan',
): QbxmlRequest => ({
  name: 'VendorQueryRq',
  requestID,
  body: {
    ActiveStatus: 'All',
    TotalBalanceFilter: { Operator: operator, Amount: '0.00' },
    IncludeRetElement: ['ListID', 'Name', 'Balance'],
  },
});

const NON_POSTING: readonly string[] = ['Estimate', 'PurchaseOrder', 'SalesOrder'];

interface PostingsAsked {
  /** Kinds that are mirrored anyway: `Bill` … */
  readonly without: readonly string[];
  readonly maxReturned: number;
  readonly iterator?: 'Start';
}

/** Postings by kinds of transactions that are not read as records: one row a posting. */
const postingsQuery = (
  requestID: string,
  { without, maxReturned, iterator }: PostingsAsked,
  filters: QbxmlRequest['body'],
): QbxmlRequest => ({
  name: 'TransactionQueryRq',
  requestID,
  attributes: iterator === undefined ? {} : { iterator },
  body: {
    MaxReturned: String(maxReturned),
    ...filters,
    TransactionTypeFilter: {
      TxnTypeFilter: TXN_TYPES.filter((type) => ![...NON_POSTING, ...without].includes(type)),
    },
    TransactionPostingStatusFilter: 'Posting',
  },
});

/** What is posted to accounts of type A/P. */
export const apPostingsQuery = (requestID: string, asked: PostingsAsked): QbxmlRequest =>
  postingsQuery(requestID, asked, { TransactionAccountFilter: { AccountTypeFilter: 'AccountsPayable' } });

/** What is posted to one account (its ListID) since a printed local time: made or changed since then. */
export const accountPostingsQuery = (
  requestID: string,
  { account, since, ...asked }: PostingsAsked & { readonly account: string; readonly since: string },
): QbxmlRequest =>
  postingsQuery(requestID, asked, {
    TransactionModifiedDateRangeFilter: { FromModifiedDate: since },
    TransactionAccountFilter: { ListID: account },
  });

/** One row of an aging summary: what is owed in all. */
export interface AgingRow {
  /** The vendor's name. */
  readonly name: string;
  readonly total: string;
}
export interface AgingSummary {
  readonly rows: readonly AgingRow[];
  readonly total: string;
}

/** The last column of a summary is its total. @throws UnreadableAnswer */
export function agingIn(response: QbxmlResponse): AgingSummary {
  const report = response.records.find(({ name }) => name === 'ReportRet')?.fields;
  if (report === undefined) throw new UnreadableAnswer('QuickBooks’ answer holds no aging report.');
  const totals = listOf(report.ColDesc).filter((column) => column[attribute('dataType')] === 'AMTTYPE');
  const column = totals.at(-1)?.[attribute('colID')];
  const data = (report.ReportData ?? {}) as QbxmlObject;
  const valueOf = (row: QbxmlObject): string => {
    const cell = listOf(row.ColData).find((each) => each[attribute('colID')] === column);
    const value = cell?.[attribute('value')];
    // An empty cell is nothing open.
    return typeof value === 'string' && value !== '' ? value : '0.00';
  };
  return {
    rows: listOf(data.DataRow).map((row) => ({
      name: textOf((row.RowData as QbxmlObject | undefined)?.[attribute('value')]),
      total: valueOf(row),
    })),
    total: listOf(data.TotalRow).map(valueOf).at(-1) ?? '0.00',
  };
}

/** A posting to an account, with the sign in which the account shows it: above zero it is owed, or is in the bank. */
export interface Posting {
  readonly kind: TxnType | '';
  readonly txnId: string;
  readonly lineId: string;
  /** The vendor. */
  readonly party: string | null;
  readonly date: string;
  readonly number: string;
  readonly amount: string;
  /** When it was made, as QuickBooks prints it. */
  readonly made: string;
}

export const postingsIn = (response: QbxmlResponse): Posting[] =>
  response.records
    .filter(({ name }) => name === 'TransactionRet')
    .map(({ fields }) => ({
      kind: textOf(fields.TxnType) as Posting['kind'],
      txnId: textOf(fields.TxnID),
      lineId: textOf(fields.TxnLineID),
      party: textOf((fields.EntityRef as QbxmlObject | undefined)?.ListID) || null,
      date: textOf(fields.TxnDate),
      number: textOf(fields.RefNumber),
      amount: textOf(fields.Amount) || '0.00',
      made: textOf(fields.TimeCreated),
    }));

export interface VendorBalance {
  readonly id: string;
  readonly name: string;
  readonly balance: string;
}

export const balancesIn = (response: QbxmlResponse): VendorBalance[] =>
  response.records
    .filter(({ name }) => name === 'VendorRet')
    .map(({ fields }) => ({
      id: textOf(fields.ListID),
      name: textOf(fields.Name),
      balance: textOf(fields.Balance) || '0.00',
    }));

const textOf = (value: QbxmlValue | undefined): string => (typeof value === 'string' ? value : '');

const listOf = (value: QbxmlValue | undefined): QbxmlObject[] =>
  (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]) as QbxmlObject[];

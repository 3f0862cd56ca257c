/**
 * What QuickBooks itself says of accounts payable and receivable, for the tie-out: its aging summary, what is open with each
 * vendor or customer, and everything that is posted to accounts of the type.
 */
import { attribute } from './decode';
import { UnreadableAnswer } from './errors';
import { TXN_TYPES, type TxnType } from './messages/transaction';
import type { QbxmlObject, QbxmlRequest, QbxmlResponse, QbxmlValue } from './types';

/** Of whom a ledger is, in Intuit's words. */
const inQuickBooks = {
  ap: {
    report: 'APAgingSummary',
    list: 'Vendor',
    account: 'AccountsPayable',
    name: 'Name',
    balance: 'Balance',
  },
  // A customer's own Balance leaves its jobs out, and the filter counts them in.
  ar: {
    report: 'ARAgingSummary',
    list: 'Customer',
    account: 'AccountsReceivable',
    name: 'FullName',
    balance: 'TotalBalance',
  },
} as const;
type Ledger = keyof typeof inQuickBooks;

/**
 * The aging summary as of a day (YYYY-MM-DD): `ReportEndDate` leaves out what is dated later, payments too, whatever
 * the preferences of reports say.
 */
export const agingQuery = (ledger: Ledger, requestID: string, asOf: string): QbxmlRequest => ({
  name: 'AgingReportQueryRq',
  requestID,
  body: {
    AgingReportType: inQuickBooks[ledger].report,
    DisplayReport: 'false',
    ReportPeriod: { ToReportDate: asOf },
    ReportAgingAsOf: 'ReportEndDate',
  },
});

/**
 * The vendors, or customers and jobs, with whom something is open, in one direction, with their balance to the end of time
 * (qbxml.md §7); a customer's with its jobs.
 */
export function partyBalanceQuery(
  ledger: Ledger,
  requestID: string,
  operator: 'GreaterThan' | 'LessThan',
): QbxmlRequest {
  const { list, name, balance } = inQuickBooks[ledger];
  return {
    name: `${list}QueryRq`,
    requestID,
    body: {
      ActiveStatus: 'All',
      TotalBalanceFilter: { Operator: operator, Amount: '0.00' },
      IncludeRetElement: ['ListID', name, balance],
    },
  };
}

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

/** What is posted to all accounts of the ledger's type. */
export const ledgerPostingsQuery = (ledger: Ledger, requestID: string, asked: PostingsAsked): QbxmlRequest =>
  postingsQuery(requestID, asked, {
    TransactionAccountFilter: { AccountTypeFilter: inQuickBooks[ledger].account },
  });

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
  /** The vendor's name; of a job the full one. */
  readonly name: string;
  readonly total: string;
}
export interface AgingSummary {
  readonly rows: readonly AgingRow[];
  readonly total: string;
}

/**
 * The last column of a summary is its total. A customer with jobs has a heading and a subtotal around their rows, which are
 * no rows of data. @throws UnreadableAnswer
 */
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
  /** The vendor, or the customer or job. */
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

export interface PartyBalance {
  readonly id: string;
  readonly name: string;
  readonly balance: string;
}

export function balancesIn(ledger: Ledger, response: QbxmlResponse): PartyBalance[] {
  const words = inQuickBooks[ledger];
  return response.records
    .filter(({ name }) => name === `${words.list}Ret`)
    .map(({ fields }) => ({
      id: textOf(fields.ListID),
      name: textOf(fields[words.name]),
      balance: textOf(fields[words.balance]) || '0.00',
    }));
}

const textOf = (value: QbxmlValue | undefined): string => (typeof value === 'string' ? value : '');

const listOf = (value: QbxmlValue | undefined): QbxmlObject[] =>
  (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]) as QbxmlObject[];

import { cents } from '../../books/money';
import type { ListRecord } from '../../books/records';
import type { TransactionLink, TransactionRecord } from '../../books/transactions';
import { groupOf, textOf, type Fields } from '../../language/fields';
import { balanceSign } from '../balances';
import { preference } from '../features';
import type { RequestContext } from '../requestContext';
import { accountType } from './accounts';
import { totalOfRecord, usedOf } from './openAmounts';
import { byAccount } from './postingsQuery';

/** The oldest age in days of each column; the first holds what is not due yet, and all that has no age. */
export const BUCKETS = [0, 30, 60, 90, Number.POSITIVE_INFINITY] as const;

/** Whose open items are aged: those of vendors or of customers and jobs. */
export interface AgedSide {
  readonly list: 'Vendor' | 'Customer';
  readonly account: 'AccountsPayable' | 'AccountsReceivable';
  /** What is owed, by its due date. */
  readonly document: 'Bill' | 'Invoice';
  /** What lowers it, by its own date. */
  readonly credits: readonly string[];
}

export const AGED_PAYABLES: AgedSide = {
  list: 'Vendor',
  account: 'AccountsPayable',
  document: 'Bill',
  credits: ['VendorCredit'],
};
export const AGED_RECEIVABLES: AgedSide = {
  list: 'Customer',
  account: 'AccountsReceivable',
  document: 'Invoice',
  credits: ['CreditMemo', 'ReceivePayment'],
};

/** What was open of each name on a day, by age, made only of what is dated up to that day. */
export class Aging {
  readonly #of = new Map<string, TransactionRecord[]>();
  readonly #isOpenItem: (account: string) => boolean;

  constructor(
    private readonly side: AgedSide,
    private readonly asOf: string,
    private readonly agedAt: string,
    given: Fields,
    private readonly context: RequestContext,
  ) {
    const isAsked = byAccount(groupOf(given.ReportAccountFilter), context);
    this.#isOpenItem = (account) =>
      accountType(account, context) === side.account && isAsked({ posting: { account, amount: '0.00' } });
    for (const record of context.books.transactions.all()) {
      if (!this.#isThere(record)) continue;
      for (const id of this.#namesOf(record)) {
        const records = this.#of.get(id);
        if (records) records.push(record);
        else this.#of.set(id, [record]);
      }
    }
  }

  /** The columns of a name in cents, without the total; a job's are not in its customer's. */
  of({ id, fields }: ListRecord): bigint[] {
    const columns = BUCKETS.map(() => 0n);
    const records = this.#of.get(id) ?? [];
    let aged = 0n;
    for (const record of records) {
      if (!this.#isAged(record, id)) continue;
      const open = this.#open(record);
      const column = this.#column(record);
      columns[column] = (columns[column] ?? 0n) + open;
      aged += open;
    }
    const sign = balanceSign(this.side.account);
    const posted = records
      .flatMap(({ postings }) => postings)
      .filter(({ account, entity }) => this.#isOpenItem(account) && entity?.id === id)
      .reduce((sum, { amount }) => sum + sign * cents(amount), cents(textOf(fields.Balance) ?? '0.00'));
    columns[0] = (columns[0] ?? 0n) + posted - aged;
    return columns;
  }

  #namesOf({ postings }: TransactionRecord): Set<string> {
    const open = postings.filter(({ account }) => this.#isOpenItem(account));
    return new Set(open.map(({ entity }) => entity?.id ?? ''));
  }

  /** Documents and credits have an age under the name that they are with. */
  #isAged({ kind, fields }: TransactionRecord, name: string): boolean {
    const { list, document, credits } = this.side;
    if (kind !== document && !credits.includes(kind)) return false;
    return textOf(groupOf(fields[`${list}Ref`])?.ListID) === name;
  }

  /** What is open on the day: only what is applied between documents that are there by then. */
  #open(record: TransactionRecord): bigint {
    const applied = this.context.books.transactions
      .linksOf(record.id)
      .filter(({ from, to }) => from === record.id || to === record.id)
      .filter((link) => this.#counts(link))
      .reduce((sum, link) => sum + usedOf(record.id, link), 0n);
    const open = totalOfRecord(record) - applied;
    return record.kind === this.side.document ? open : -open;
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
    const isByDueDate = kind === this.side.document && basis !== 'AgeFromTransactionDate';
    const from = textOf(isByDueDate ? fields.DueDate : fields.TxnDate) ?? this.agedAt;
    const days = (Date.parse(this.agedAt) - Date.parse(from)) / 86_400_000;
    return Math.max(
      0,
      BUCKETS.findIndex((most) => days <= most),
    );
  }
}

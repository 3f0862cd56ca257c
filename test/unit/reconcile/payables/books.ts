import type { Book, CanonicalFields, CanonicalLine, RecordFacts } from '../../../../src/entities/definition';
import { cents, DocumentBook, linesOf, money, totalOf, type Row } from '../documents/book';

/**
 * Accounts payable of two books, as the real ones keep them: what is applied to what is open, what may be undone. Written
 * from the reference pages and not from Tieout's code.
 */

export const kinds = ['bill', 'vendorCredit', 'billPayment', 'creditApplication', 'fundsTransfer'] as const;
export type Kind = (typeof kinds)[number];

const lessThanApplied = 'less than what is applied to it';
const closed = 'the books are closed';
/** Bill.com's codes of payments (reference page §7.8). */
export const status = { approving: '0', scheduled: '1', paid: '2', canceled: '3', void: '4' } as const;
const calledOff: readonly (string | undefined)[] = [status.canceled, status.void];

abstract class PayablesBook extends DocumentBook {
  constructor(book: Book) {
    super(book, kinds);
  }

  /** What payments and credits have taken of a bill. */
  abstract takenOf(bill: string, butOf?: string): number;
  /** What of a credit is used. */
  abstract usedOf(credit: string): number;

  openOf = (bill: Row, butOf?: string): number => totalOf(bill) - this.takenOf(bill.id, butOf);

  protected refusal(kind: Kind, row: Row | undefined, fields: CanonicalFields): string | undefined {
    const total = totalOf({ fields });
    if (kind === 'bill' && row && total < this.takenOf(row.id)) return lessThanApplied;
    if (kind === 'vendorCredit' && row && total < this.usedOf(row.id)) return lessThanApplied;
    if (kind === 'billPayment' || kind === 'creditApplication') return this.#overApplied(row, fields);
    return undefined;
  }

  #overApplied(row: Row | undefined, fields: CanonicalFields): string | undefined {
    for (const { bill: id, credit: of, amount } of linesOf({ fields }, 'applications')) {
      const bill = this.row('bill', String(id));
      if (!bill || !this.lives('bill', bill)) return 'there is no such bill';
      if (cents(amount) > this.openOf(bill, row?.id)) return 'more than what is open on the bill';
      if (of === undefined) continue;
      const credit = this.row('vendorCredit', String(of));
      if (!credit || !this.lives('vendorCredit', credit)) return 'there is no such credit';
      if (cents(amount) > totalOf(credit) - this.usedOf(credit.id))
        return 'more than what is left of the credit';
    }
    return undefined;
  }
}

export class QuickBooksPayables extends PayablesBook {
  /** Up to this day (YYYY-MM-DD, included) nothing is made or changed, by whomever. */
  closingDate: string | undefined;

  constructor() {
    super('quickbooks');
  }

  takenOf(bill: string, butOf?: string): number {
    const applied = [...this.living('billPayment'), ...this.living('creditApplication')];
    return this.applied(
      'bill',
      bill,
      applied.filter(({ id }) => id !== butOf),
    );
  }

  usedOf = (credit: string): number => this.applied('credit', credit, this.living('creditApplication'));

  facts(kind: Kind, row: Row): RecordFacts {
    const { made } = row;
    const guid = row.guid === undefined ? {} : { externalGuid: row.guid };
    if (kind === 'bill' || kind === 'vendorCredit') {
      const total = totalOf(row);
      const open = kind === 'bill' ? this.openOf(row) : total - this.usedOf(row.id);
      const paid = kind === 'bill' ? { isPaid: String(open === 0) } : {};
      return {
        ...{ vendor: 'V', total: money(total), open: money(open), made, ...paid, ...guid },
        ...(row.isVoid && { void: 'yes' }),
      };
    }
    if (kind === 'billPayment') {
      const total = linesOf(row, 'applications').reduce((sum, { amount }) => sum + cents(amount), 0);
      return { vendor: 'V', total: money(total), made, ...guid };
    }
    return kind === 'creditApplication' ? { made } : {};
  }

  /** QuickBooks undoes nothing that something is applied to. @returns why not. */
  void(kind: Kind, id: string): string | undefined {
    const row = this.row(kind, id);
    if (!row || !this.lives(kind, row)) return 'there is no such record';
    if (this.#isClosed(row.fields)) return closed;
    if (kind === 'bill' && this.takenOf(id) > 0) return 'something is applied to it';
    if (kind === 'vendorCredit' && this.usedOf(id) > 0) return 'it is applied to something';
    const none = (line: CanonicalLine): CanonicalLine => ({ ...line, amount: '0.00' });
    row.fields =
      kind === 'billPayment'
        ? { ...row.fields, applications: [] }
        : { ...row.fields, lines: linesOf(row, 'lines').map(none) };
    row.isVoid = true;
    row.version += 1;
    return undefined;
  }

  remove(kind: Kind, id: string): void {
    const row = this.row(kind, id);
    const isFree =
      kind === 'bill' ? this.takenOf(id) === 0 : kind !== 'vendorCredit' || this.usedOf(id) === 0;
    if (row && isFree && !this.#isClosed(row.fields)) row.isDeleted = true;
  }

  #isClosed = ({ date }: CanonicalFields): boolean =>
    this.closingDate !== undefined && typeof date === 'string' && date <= this.closingDate;

  protected newId = (kind: Kind, number: number): string => `Q-${kind}-${number}`;

  protected override refusal(kind: Kind, row: Row | undefined, fields: CanonicalFields): string | undefined {
    if (this.#isClosed(fields) || (row && this.#isClosed(row.fields))) return closed;
    if (row && kind === 'bill' && fields.vendor !== row.fields.vendor && this.takenOf(row.id) > 0)
      return 'the vendor of a bill to which something is applied';
    if (row && kind === 'billPayment' && fields.vendor !== row.fields.vendor)
      return 'the vendor of a payment';
    if (row && kind === 'creditApplication') return 'nobody changes an application';
    if (String(fields.name ?? '').length > (kind === 'billPayment' ? 11 : 20))
      return 'the number is too long';
    return super.refusal(kind, row, fields);
  }
}

export class BillcomPayables extends PayablesBook {
  constructor() {
    super('billcom');
  }

  /** A payment without money is what its credits are applied to, and no more. */
  override lives(kind: Kind, row: Row): boolean {
    if (kind === 'creditApplication') return !this.isCalledOff(this.row('billPayment', row.payment ?? ''));
    if (kind !== 'billPayment') return super.lives(kind, row);
    return !this.isCalledOff(row) && linesOf(row, 'applications').length > 0;
  }

  isCalledOff = (payment: Row | undefined): boolean => calledOff.includes(payment?.status);

  takenOf(bill: string): number {
    return this.applied('bill', bill, [...this.living('billPayment'), ...this.living('creditApplication')]);
  }

  usedOf = (credit: string): number => this.applied('credit', credit, this.living('creditApplication'));

  /** What is about to be paid: the amount due does not have it yet. */
  #scheduledOf(bill: string): number {
    const underWay: readonly (string | undefined)[] = [status.approving, status.scheduled];
    return this.applied(
      'bill',
      bill,
      this.living('billPayment').filter((row) => underWay.includes(row.status)),
    );
  }

  /** What is taken back is deleted, unless something is applied. */
  void(kind: Kind, id: string): string | undefined {
    const row = this.row(kind, id);
    if (!row || !this.lives(kind, row)) return 'there is no such record';
    if (this.takenOf(id) > 0 || this.usedOf(id) > 0) return 'something is applied to it';
    row.isDeleted = true;
    row.version += 1;
    return undefined;
  }

  facts(kind: Kind, row: Row): RecordFacts {
    const { made } = row;
    if (kind === 'bill') {
      const [total, left] = [totalOf(row), this.openOf(row)];
      const due = { due: money(left + this.#scheduledOf(row.id)), open: money(left) };
      const paymentStatus = total > 0 && left === 0 ? '0' : left < total ? '2' : '1';
      return { total: money(total), isPaid: String(paymentStatus === '0'), paymentStatus, ...due, made };
    }
    if (kind === 'vendorCredit') {
      const isUsed = totalOf(row) > 0 && this.usedOf(row.id) === totalOf(row);
      return { total: money(totalOf(row)), made, ...(isUsed && { open: '0.00' }) };
    }
    if (kind === 'billPayment') {
      const total = linesOf(row, 'applications').reduce((sum, { amount }) => sum + cents(amount), 0);
      const offline = row.offline === true ? { offline: 'yes', recordedFor: row.recordedFor } : {};
      return { total: money(total), status: row.status, made, ...offline };
    }
    if (kind === 'creditApplication') return { made, payment: row.payment };
    return { status: row.status, type: '1', made };
  }

  protected newId(kind: Kind, number: number): string {
    const prefix: Readonly<Record<Kind, string>> = {
      bill: '00n',
      vendorCredit: 'vcr',
      billPayment: 'stp',
      creditApplication: 'bcr',
      fundsTransfer: 'mmt',
    };
    return `${prefix[kind]}${String(number).padStart(17, '0')}`;
  }
}

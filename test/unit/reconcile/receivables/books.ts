import type { Book, CanonicalFields, RecordFacts } from '../../../../src/entities/definition';
import { cents, DocumentBook, linesOf, money, totalOf, type Row } from '../documents/book';

/**
 * Accounts receivable of two books, as the real ones keep them: sales tax, what is applied to what is open, what a deposit
 * fixes. Written from the reference pages and not from Tieout's code.
 */

export const kinds = ['invoice', 'creditMemo', 'receivedPayment'] as const;
export type Kind = (typeof kinds)[number];

/** Percent that the one tax item charges. */
export const TAX = 8.25;
/** Bill.com's codes of received payments (reference page §7.14). */
export const status = { paid: '0', void: '1', scheduled: '2', canceled: '3' } as const;
export const inDeposit = 'it is in a deposit';

/** Half a cent goes up; amounts of the tests are not negative. */
export function taxOf(row: Pick<Row, 'fields'>): number {
  if ((row.fields.taxItem ?? null) === null) return 0;
  const taxed = linesOf(row, 'lines').filter(({ isTaxed }) => isTaxed === true);
  return Math.round((taxed.reduce((sum, { amount }) => sum + cents(amount), 0) * TAX) / 100);
}
export const invoiceTotal = (row: Pick<Row, 'fields'>): number => totalOf(row) + taxOf(row);
export const appliedOf = (row: Pick<Row, 'fields'>): number =>
  linesOf(row, 'applications').reduce((sum, { amount }) => sum + cents(amount), 0);

abstract class ReceivablesBook extends DocumentBook {
  constructor(book: Book) {
    super(book, kinds);
  }

  /** What payments and credits have taken of an invoice. */
  abstract takenOf(invoice: string, butOf?: string): number;

  openOf = (invoice: Row, butOf?: string): number => invoiceTotal(invoice) - this.takenOf(invoice.id, butOf);

  protected refusal(kind: Kind, row: Row | undefined, fields: CanonicalFields): string | undefined {
    if (kind === 'invoice') {
      const taken = row ? this.takenOf(row.id) : 0;
      if (invoiceTotal({ fields }) < taken) return 'less than what is applied to it';
      if (row && taken > 0 && fields.customer !== row.fields.customer)
        return 'its payments are of another customer';
    }
    return kind === 'receivedPayment' ? this.#overApplied(row, fields) : undefined;
  }

  #overApplied(row: Row | undefined, fields: CanonicalFields): string | undefined {
    if (appliedOf({ fields }) > cents(fields.total)) return 'more than the payment';
    for (const { invoice: id, amount } of linesOf({ fields }, 'applications')) {
      const invoice = this.row('invoice', String(id));
      if (!invoice || !this.lives('invoice', invoice)) return 'there is no such invoice';
      if (invoice.fields.customer !== fields.customer) return 'an invoice of another customer';
      if (cents(amount) > this.openOf(invoice, row?.id)) return 'more than what is open on the invoice';
    }
    return undefined;
  }
}

export class QuickBooksReceivables extends ReceivablesBook {
  /** Cents of credit memos on invoices: a person applies them without a payment. */
  readonly credits: { readonly memo: string; readonly invoice: string; readonly cents: number }[] = [];

  constructor() {
    super('quickbooks');
  }

  takenOf(invoice: string, butOf?: string): number {
    const payments = this.living('receivedPayment').filter(({ id }) => id !== butOf);
    const credited = this.credits.filter((each) => each.invoice === invoice);
    return this.applied('invoice', invoice, payments) + credited.reduce((sum, each) => sum + each.cents, 0);
  }

  facts(kind: Kind, row: Row): RecordFacts {
    const made = '2026-06-01T12:00:00';
    const guid = row.guid === undefined ? {} : { externalGuid: row.guid };
    if (kind === 'creditMemo') return { customer: 'C', total: String(row.fields.total), made };
    if (kind === 'receivedPayment') {
      const total = cents(row.fields.total);
      const unused = money(total - appliedOf(row));
      return { customer: 'C', total: money(total), unused, made, touched: String(row.version), ...guid };
    }
    const [total, open] = [invoiceTotal(row), this.openOf(row)];
    const paid = { due: money(open), open: money(open), isPaid: String(open === 0) };
    return {
      ...{ customer: 'C', total: money(total), subtotal: money(totalOf(row)), tax: money(taxOf(row)), made },
      ...{ ...paid, ...guid, ...(row.isVoid && { void: 'yes' }) },
    };
  }

  void(kind: Kind, id: string): string | undefined {
    const row = this.row(kind, id);
    if (!row || !this.lives(kind, row)) return 'there is no such record';
    if (kind === 'invoice' && this.takenOf(id) > 0) return 'something is applied to it';
    if (row.status === 'deposited') return inDeposit;
    if (kind === 'receivedPayment') row.isDeleted = true;
    else {
      row.fields = {
        ...row.fields,
        lines: linesOf(row, 'lines').map((line) => ({ ...line, amount: '0.00' })),
      };
      row.isVoid = true;
    }
    row.version += 1;
    return undefined;
  }

  /** A person deletes it. */
  remove(kind: Kind, id: string): void {
    const row = this.row(kind, id);
    if (row && row.status !== 'deposited' && (kind !== 'invoice' || this.takenOf(id) === 0))
      row.isDeleted = true;
  }

  protected newId = (kind: Kind, number: number): string => `Q-${kind}-${number}`;

  protected override refusal(kind: Kind, row: Row | undefined, fields: CanonicalFields): string | undefined {
    if (row?.status === 'deposited') return inDeposit;
    if (String(fields.name ?? '').length > (kind === 'receivedPayment' ? 20 : 11))
      return 'the number is too long';
    return super.refusal(kind, row, fields);
  }
}

export class BillcomReceivables extends ReceivablesBook {
  constructor() {
    super('billcom');
  }

  override lives(kind: Kind, row: Row): boolean {
    if (kind !== 'receivedPayment') return super.lives(kind, row);
    return row.status !== status.void && row.status !== status.canceled;
  }

  takenOf(invoice: string, butOf?: string): number {
    const payments = this.living('receivedPayment').filter(({ id }) => id !== butOf);
    return this.applied('invoice', invoice, payments);
  }

  facts(kind: Kind, row: Row): RecordFacts {
    const made = '2026-06-01T12:00:00.000+0000';
    if (kind === 'creditMemo') return { total: String(row.fields.total), made };
    if (kind === 'receivedPayment') {
      const total = cents(row.fields.total);
      return { total: money(total), unused: money(total - appliedOf(row)), status: row.status, made };
    }
    const [total, open] = [invoiceTotal(row), this.openOf(row)];
    const paymentStatus = total > 0 && open === 0 ? '0' : open < total ? '2' : '1';
    return {
      ...{ total: money(total), subtotal: money(totalOf(row)), tax: money(taxOf(row)), made },
      ...{ due: money(open), open: money(open), isPaid: String(paymentStatus === '0'), paymentStatus },
    };
  }

  /** What is taken back is deleted, unless payments are on it. */
  void(kind: Kind, id: string): string | undefined {
    const row = this.row(kind, id);
    if (!row || !this.lives(kind, row)) return 'there is no such record';
    if (this.takenOf(id) > 0) return 'payments are applied to it';
    row.isDeleted = true;
    row.version += 1;
    return undefined;
  }

  protected newId(kind: Kind, number: number): string {
    const prefix: Readonly<Record<Kind, string>> = {
      invoice: '00e',
      creditMemo: 'cmo',
      receivedPayment: '0rp',
    };
    return `${prefix[kind]}${String(number).padStart(17, '0')}`;
  }
}

import type {
  Book,
  CanonicalFields,
  CanonicalLine,
  EntityName,
  RecordFacts,
} from '../../../../src/entities/definition';

/**
 * Accounts payable of two books, as the real ones keep them: what is applied to what is open, what may be undone. Written
 * from the reference pages and not from Tieout's code.
 */

export const kinds = ['bill', 'vendorCredit', 'billPayment', 'creditApplication', 'fundsTransfer'] as const;
export type Kind = (typeof kinds)[number];

export interface Row {
  readonly id: string;
  fields: CanonicalFields;
  version: number;
  /** Of QuickBooks: deleted. Of Bill.com: inactive. */
  isDeleted: boolean;
  /** Of QuickBooks: made void. */
  isVoid: boolean;
  /** Of payments and movements of Bill.com: its code. */
  status?: string;
  /** Of an application of Bill.com: the payment that carries it. */
  payment?: string;
  /** What it was made with in QuickBooks. */
  guid?: string;
}

const lessThanApplied = 'less than what is applied to it';
type Outcome = { readonly id: string } | { readonly refused: string };

export const cents = (amount: unknown): number => Math.round(Number(amount ?? 0) * 100);
export const money = (sum: number): string => (sum / 100).toFixed(2);
export const linesOf = (row: Pick<Row, 'fields'>, field: string): readonly CanonicalLine[] =>
  (row.fields[field] ?? []) as readonly CanonicalLine[];
export const totalOf = (row: Pick<Row, 'fields'>): number =>
  linesOf(row, 'lines').reduce((sum, { amount }) => sum + cents(amount), 0);
/** Bill.com's codes of payments (reference page §7.8). */
export const status = { approving: '0', scheduled: '1', paid: '2', canceled: '3', void: '4' } as const;
const calledOff: readonly (string | undefined)[] = [status.canceled, status.void];

abstract class PayablesBook {
  readonly rows = new Map<Kind, Map<string, Row>>(kinds.map((kind) => [kind, new Map()]));
  #next = 1;

  constructor(readonly book: Book) {}

  all = (kind: Kind): readonly Row[] => [...(this.rows.get(kind)?.values() ?? [])];
  living = (kind: Kind): readonly Row[] => this.all(kind).filter((row) => this.lives(kind, row));
  row = (kind: Kind, id: string): Row | undefined => this.rows.get(kind)?.get(id);

  lives(_kind: Kind, row: Row): boolean {
    return !row.isDeleted && !row.isVoid;
  }

  add(kind: Kind, fields: CanonicalFields, more: Partial<Row> = {}): Outcome {
    const refused = this.refusal(kind, undefined, fields);
    if (refused !== undefined) return { refused };
    const id = this.newId(kind, this.#next++);
    this.rows.get(kind)?.set(id, { id, fields, version: 1, isDeleted: false, isVoid: false, ...more });
    return { id };
  }

  /** @returns why the book refuses. */
  change(kind: Kind, id: string, fields: CanonicalFields): string | undefined {
    const row = this.row(kind, id);
    if (!row || !this.lives(kind, row)) return 'there is no such record';
    const refused = this.refusal(kind, row, { ...row.fields, ...fields });
    if (refused !== undefined) return refused;
    row.fields = { ...row.fields, ...fields };
    row.version += 1;
    return undefined;
  }

  /** What payments and credits have taken of a bill. */
  abstract takenOf(bill: string, butOf?: string): number;
  /** What of a credit is used. */
  abstract usedOf(credit: string): number;
  abstract facts(kind: Kind, row: Row): RecordFacts;
  protected abstract newId(kind: Kind, number: number): string;

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

  protected applied(field: 'bill' | 'credit', id: string, of: readonly Row[]): number {
    return of
      .flatMap((row) => linesOf(row, 'applications'))
      .filter((line) => line[field] === id)
      .reduce((sum, { amount }) => sum + cents(amount), 0);
  }
}

export class QuickBooksPayables extends PayablesBook {
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
    const made = '2026-06-01T12:00:00';
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
    if (row && isFree) row.isDeleted = true;
  }

  protected newId = (kind: Kind, number: number): string => `Q-${kind}-${number}`;

  protected override refusal(kind: Kind, row: Row | undefined, fields: CanonicalFields): string | undefined {
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

  facts(kind: Kind, row: Row): RecordFacts {
    const made = '2026-06-01T12:00:00.000+0000';
    if (kind === 'bill')
      return { total: money(totalOf(row)), isPaid: String(totalOf(row) > 0 && this.openOf(row) === 0), made };
    if (kind === 'vendorCredit') {
      const isUsed = totalOf(row) > 0 && this.usedOf(row.id) === totalOf(row);
      return { total: money(totalOf(row)), made, ...(isUsed && { open: '0.00' }) };
    }
    if (kind === 'billPayment') {
      const total = linesOf(row, 'applications').reduce((sum, { amount }) => sum + cents(amount), 0);
      return { total: money(total), status: row.status, made };
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

export type PayablesBooks = { readonly quickbooks: QuickBooksPayables; readonly billcom: BillcomPayables };
export const isKind = (entity: EntityName): entity is Kind => (kinds as readonly string[]).includes(entity);

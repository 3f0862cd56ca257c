/** Whatever people and callers do to receivables in whatever order: what is due is what nobody paid. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ApiError } from '../../../../simulators/billcom/apiError';
import type { Books } from '../../../../simulators/billcom/books';
import { applyCredit } from '../../../../simulators/billcom/receivables/credits';
import { runReceivedBatch } from '../../../../simulators/billcom/receivables/movements';
import {
  applyReceipt,
  makeReceipt,
  moveReceipt,
  receiptRequest,
} from '../../../../simulators/billcom/receivables/payments';
import { definitionOf, Service } from '../../../../simulators/billcom/service';
import { CUSTOMER, invoiceHead, receivablesSeed, TAX } from './receivablesSeed';
import { ORGANIZATION } from './startedBillcom';

type Rows = Record<string, any>[];

const NOW = Date.parse('2024-02-01T12:00:00Z');
const which = fc.nat(9);
const money = fc.integer({ min: 1, max: 5000 }).map((cents) => cents / 100);
/** Of what an invoice still takes; now and then a little more. */
const shares = fc.array(fc.record({ invoice: which, percent: fc.integer({ min: 1, max: 102 }) }), {
  minLength: 1,
  maxLength: 2,
});
const lines = fc.array(
  fc.oneof(
    fc.record({ price: money, quantity: fc.integer({ min: 0, max: 4 }), taxable: fc.boolean() }),
    fc.record({ ratePercent: fc.integer({ min: -50, max: 50 }) }),
  ),
  { minLength: 1, maxLength: 4 },
);
const step = fc.oneof(
  fc.record({ does: fc.constant('invoice' as const), lines }),
  fc.record({ does: fc.constant('edit' as const), which, lines }),
  fc.record({ does: fc.constant('archive' as const), which }),
  fc.record({
    does: fc.constant('receive' as const),
    rest: fc.integer({ min: -1, max: 500 }),
    shares,
    isOnline: fc.boolean(),
  }),
  fc.record({ does: fc.constant('apply' as const), which, shares }),
  fc.record({
    does: fc.constant('move' as const),
    which,
    to: fc.constantFrom('paid' as const, 'cancel' as const, 'void' as const),
  }),
  fc.record({ does: fc.constant('batch' as const) }),
  fc.record({ does: fc.constant('memo' as const), price: money }),
  fc.record({ does: fc.constant('credit' as const), which, shares }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function known(name: string) {
  const definition = definitionOf(name);
  if (!definition) throw new Error(`There is no ${name}`);
  return definition;
}

function run(books: Books, taken: Step): unknown {
  const nth = (entity: string, index: number): string => {
    const rows = [...books.all(entity)];
    return String(rows[index % Math.max(rows.length, 1)]?.id);
  };
  const named = (of: readonly { invoice: number; percent: number }[]) =>
    of.map(({ invoice, percent }) => {
      const row = books.find('Invoice', nth('Invoice', invoice)) ?? {};
      const room = cents(Number(row.amountDue)) - cents(Number(row.scheduledAmount));
      return { invoiceId: String(row.id), amount: Math.max(1, Math.round((room * percent) / 100)) / 100 };
    });
  const sent = (lined: object[]) => ({ ...invoiceHead, itemSalesTax: TAX, invoiceLineItems: lined as any });
  switch (taken.does) {
    case 'invoice':
      return books.create(known('Invoice'), sent(taken.lines));
    case 'edit':
      return books.update(known('Invoice'), { ...sent(taken.lines), id: nth('Invoice', taken.which) });
    case 'archive':
      return books.setActive(known('Invoice'), nth('Invoice', taken.which), '2');
    case 'receive': {
      const head = { customerId: CUSTOMER, paymentDate: '2024-02-01', isOnline: taken.isOnline };
      const invoices = named(taken.shares);
      const request = { ...head, amount: Math.max(1, sum(invoices) + taken.rest) / 100, invoices };
      return makeReceipt(receiptRequest.parse(request), books, NOW);
    }
    case 'apply':
      return applyReceipt(nth('ReceivedPay', taken.which), named(taken.shares), books, NOW);
    case 'move':
      return moveReceipt(nth('ReceivedPay', taken.which), taken.to, books, NOW);
    case 'batch':
      return runReceivedBatch({ upTo: '2024-02-01', isSingle: false, isConfirmed: true }, books, NOW);
    case 'memo': {
      const head = { customerId: CUSTOMER, refNumber: 'C', creditDate: '2024-02-01' };
      return books.create(known('CreditMemo'), { ...head, creditMemoLineItems: [{ price: taken.price }] });
    }
    case 'credit':
      return applyCredit(nth('CreditMemo', taken.which), named(taken.shares), books, NOW);
  }
}

const cents = (dollars: number): number => Math.round(dollars * 100);
const sum = (rows: Rows): number => rows.reduce((total, { amount }) => total + cents(amount), 0);

/** What must hold of the books, from the documents alone. */
function check(rows: Record<string, Rows>): void {
  const all = (entity: string): Rows => rows[entity] ?? [];
  const payments = all('ReceivedPay');
  const credits = all('InvoiceCredit').filter(({ isActive }) => isActive === '1');
  const linesIn = (status: string): Rows =>
    payments.filter((each) => each.status === status).flatMap((each) => each.invoicePays as Rows);
  for (const invoice of all('Invoice')) {
    const mine = (of: Rows): number => sum(of.filter(({ invoiceId }) => invoiceId === invoice.id));
    const due = cents(invoice.amount) - mine(linesIn('0')) - mine(credits);
    expect(cents(invoice.amountDue)).toBe(due);
    expect(cents(invoice.scheduledAmount)).toBe(mine(linesIn('2')));
    expect(due).toBeGreaterThanOrEqual(cents(invoice.scheduledAmount));
    expect(cents(invoice.amount)).toBe(sum(invoice.invoiceLineItems as Rows) + cents(invoice.salesTaxTotal));
    const isTouched = due < cents(invoice.amount);
    if (due === 0) expect(invoice.paymentStatus).toBe(isTouched ? '0' : '1');
    else expect(invoice.paymentStatus).toBe(due === cents(invoice.scheduledAmount) ? '4' : isTouched ? '2' : '1'); // prettier-ignore
  }
  for (const payment of payments) {
    const rest = cents(payment.amount) - sum(payment.invoicePays as Rows);
    expect(rest).toBeGreaterThanOrEqual(0);
    expect(cents(payment.unappliedAmount)).toBe(['0', '2'].includes(payment.status) ? rest : 0);
  }
  for (const memo of all('CreditMemo')) {
    const applied = sum(credits.filter(({ creditMemoId }) => creditMemoId === memo.id));
    expect(cents(memo.appliedAmount)).toBe(applied);
    expect(cents(memo.amount)).toBeGreaterThanOrEqual(applied);
  }
}

test('what is due is what nobody paid or credited, after every step and after a restart', () => {
  fc.assert(
    fc.property(
      fc.array(lines, { minLength: 2, maxLength: 4 }),
      fc.array(step, { minLength: 5, maxLength: 30 }),
      (first, steps) => {
        const dataFolder = mkdtempSync(join(tmpdir(), 'billcom-'));
        const open = () => new Service({ seed: receivablesSeed(), dataFolder, now: () => NOW });
        const service = open();
        const books = service.booksOf(ORGANIZATION);
        for (const taken of [...first.map((each) => ({ does: 'invoice' as const, lines: each })), ...steps]) {
          try {
            run(books, taken);
          } catch (error) {
            if (!(error instanceof ApiError)) throw error;
          }
          check(books.toJson());
        }
        service.close();
        const again = open();
        expect(again.booksOf(ORGANIZATION).toJson()).toEqual(books.toJson());
        again.close();
        rmSync(dataFolder, { recursive: true });
      },
    ),
    { numRuns: 60 },
  );
});

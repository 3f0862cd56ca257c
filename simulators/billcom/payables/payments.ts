import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { refuse } from '../apiError';
import type { Books } from '../books';
import { inCents, rowsOf } from '../entities/documentLines';
import { MOVEMENT, PAYMENT } from '../undocumented';
import { newId, UNSET, v2Time, type Row } from '../wireValues';
import { payableOf, settle } from './settle';

/** Dollars for one bill: money, and credits on top of it. */
export interface PaidBill {
  readonly billId: string;
  readonly amount: number;
  readonly credits: readonly { readonly vendorCreditId: string; readonly amount: number }[];
}

export const paymentRequest = z.strictObject({
  organization: z.string(),
  bills: z
    .array(
      z.strictObject({
        billId: z.string(),
        amount: z.number().min(0),
        credits: z
          .array(z.strictObject({ vendorCreditId: z.string(), amount: z.number().positive() }))
          .default([]),
      }),
    )
    .min(1),
  processDate: z.string(),
  isOnline: z.boolean().default(true),
  status: z.enum(['approving', 'scheduled', 'paid']).default('scheduled'),
  bankAccountId: z.string().optional(),
  /** Of an online payment: the Money Out Clearing account of the preferences. */
  chartOfAccountId: z.string().optional(),
  description: z.string().optional(),
  syncReference: z.string().optional(),
  toPrintCheck: z.boolean().default(false),
  allowExport: z.boolean().default(true),
});
export type PaymentRequest = Omit<z.infer<typeof paymentRequest>, 'organization'>;

/** A payment of bills of one vendor; more than what is due or left of a credit is BDC_1143. */
export function makePayment(request: PaymentRequest, books: Books, now: number): Row {
  const vendorId = vendorOf(request.bills, books);
  checkAmounts(request.bills, vendorId, books);
  const time = v2Time(now);
  const id = newId('stp');
  const head = headOf(request, books);
  const stamp = { isActive: '1', createdTime: time, updatedTime: time, mergedIntoId: UNSET };
  const billPays = request.bills
    .filter(({ amount, credits }) => amount > 0 || credits.length === 0)
    .map(({ billId, amount }): Row => ({
      entity: 'BillPay',
      id: newId('blp'),
      ...stamp,
      ...head,
      billId,
      sentPayId: id,
      paymentStatus: request.status === 'paid' ? '2' : '1',
      paymentType: request.isOnline ? '0' : '1',
      amount,
      allowExport: request.allowExport,
    }));
  const billCredits = request.bills.flatMap(({ billId, credits }) =>
    credits.map((credit): Row => ({
      entity: 'BillCredit',
      id: newId('bcr'),
      ...stamp,
      billId,
      sentPayId: id,
      ...credit,
    })),
  );
  const payment: Row = {
    entity: 'SentPay',
    id,
    ...stamp,
    ...head,
    amount: billPays.reduce((sum, each) => sum + inCents(each.amount), 0) / 100,
    status: PAYMENT[request.status],
    txnNumber: letters(20),
    vendorId,
    isOnline: request.isOnline,
    bankAccountId: request.isOnline ? (request.bankAccountId ?? primaryBank(books)) : UNSET,
    needAttnReviewed: false,
    source: '0',
    billPays,
    billCredits,
  };
  keep(payment, books);
  settle(payment, books, now);
  return payment;
}

/** Moves a payment on in its life. Refuses moves that there are not (reference page §7.8). */
export function movePayment(
  id: string,
  to: 'approve' | 'paid' | 'cancel' | 'requestVoid' | 'void' | 'fail',
  books: Books,
  now: number,
): Row {
  const payment = books.find('SentPay', id);
  if (!payment) throw refuse.notFound();
  const { approving, scheduled, paid, canceled } = PAYMENT;
  const moves = {
    approve: { from: [approving], status: scheduled },
    paid: { from: [scheduled], status: paid },
    cancel: { from: [approving, scheduled], status: canceled },
    requestVoid: { from: [scheduled, paid], status: payment.status },
    void: { from: [scheduled, paid], status: PAYMENT.void },
    fail: { from: [scheduled, paid], status: PAYMENT.void },
  } as const;
  const { from, status } = moves[to];
  if (!(from as readonly unknown[]).includes(payment.status))
    throw refuse.badData('status', `A payment of status ${String(payment.status)} cannot be: ${to}.`);
  const updatedTime = v2Time(now);
  const lineStatus = { [paid]: '2', [canceled]: '3', [PAYMENT.void]: '4' }[String(status)] ?? '1';
  const moved: Row = {
    ...payment,
    status: status ?? null,
    updatedTime,
    billPays: rowsOf(payment.billPays).map((line) => ({ ...line, paymentStatus: lineStatus, updatedTime })),
    ...(to === 'requestVoid' ? { voidStatus: 'TO_BE_PROCESSED' } : {}),
    ...(to === 'void' || to === 'fail' ? { voidStatus: 'ACCEPTED' } : {}),
  };
  keep(moved, books);
  settle(moved, books, now);
  return moved;
}

/** The money of a void or failed payment that had left the bank comes back: a movement of the opposite sign. */
export function returnMoney(id: string, processDate: string, books: Books, now: number): Row {
  const payment = books.find('SentPay', id);
  if (!payment) throw refuse.notFound();
  if (payment.status !== PAYMENT.void) throw refuse.badData('status', 'Only a void payment returns.');
  const time = v2Time(now);
  return books.put({
    entity: 'MoneyMovement',
    id: newId('mmt'),
    isActive: '1',
    createdTime: time,
    updatedTime: time,
    mergedIntoId: UNSET,
    name: digits(15),
    type: '1',
    amount: payment.amount ?? 0,
    processDate,
    status: MOVEMENT.confirmed,
    bankAccountId: payment.bankAccountId ?? UNSET,
    description: `Return of ${String(payment.name)}`,
    moneyMovementItems: [],
  });
}

function keep(payment: Row, books: Books): void {
  for (const line of [...rowsOf(payment.billPays), ...rowsOf(payment.billCredits)]) books.put(line);
  books.put(payment);
}

function headOf(request: PaymentRequest, books: Books): Row {
  const day = request.processDate.slice(2).replaceAll('-', '');
  return {
    name: `P${day}${digits(2)} - ${digits(7)}`,
    processDate: request.processDate,
    description: request.description ?? null,
    syncReference: request.isOnline ? null : (request.syncReference ?? null),
    toPrintCheck: !request.isOnline && request.toPrintCheck,
    chartOfAccountId: accountOf(request.chartOfAccountId, books),
  };
}

function accountOf(id: string | undefined, books: Books): string {
  if (id === undefined || id === UNSET) return UNSET;
  if (!books.find('ChartOfAccount', id)) throw refuse.notFound();
  return id;
}

function vendorOf(bills: readonly PaidBill[], books: Books): string {
  const vendors = new Set(
    bills.map(({ billId }) => {
      const bill = books.find('Bill', billId);
      if (!bill) throw refuse.notFound();
      return String(bill.vendorId);
    }),
  );
  const [vendor = '', other] = vendors;
  if (other !== undefined) throw refuse.badData('billId', 'All bills must be of one vendor.');
  return vendor;
}

function checkAmounts(bills: readonly PaidBill[], vendorId: string, books: Books): void {
  const used = new Map<string, number>();
  for (const { billId, amount, credits } of bills) {
    const bill = books.find('Bill', billId) ?? {};
    const taken = credits.reduce((sum, each) => sum + inCents(each.amount), inCents(amount));
    if (bill.isActive === '2' || bill.isAutoSaved === true)
      throw refuse.badData('billId', 'This bill cannot be paid.');
    if (taken > payableOf(bill)) throw refuse.badData('amount', 'The amount is more than what is due.');
    for (const credit of credits) {
      const found = books.find('VendorCredit', credit.vendorCreditId);
      if (!found) throw refuse.notFound();
      if (found.vendorId !== vendorId) throw refuse.badData('vendorCreditId', 'Another vendor’s credit.');
      const total = (used.get(credit.vendorCreditId) ?? 0) + inCents(credit.amount);
      used.set(credit.vendorCreditId, total);
      if (total > inCents(found.amount) - inCents(found.appliedAmount))
        throw refuse.badData('vendorCreditId', 'The amount is more than what is left of the credit.');
    }
  }
}

function primaryBank(books: Books): string {
  const found = [...books.all('BankAccount')].find((each) => each.primaryAP === true);
  if (!found) throw refuse.badData('bankAccountId', 'There is no bank account for payables.');
  return String(found.id);
}

function digits(length: number): string {
  return Array.from({ length }, () => String(randomInt(10))).join('');
}

function letters(length: number): string {
  return Array.from({ length }, () => String.fromCharCode(65 + randomInt(26))).join('');
}

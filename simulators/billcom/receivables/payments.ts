import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { refuse } from '../apiError';
import type { Books } from '../books';
import { inCents, rowsOf } from '../entities/documentLines';
import { unappliedOf } from '../entities/receipts';
import { RECEIPT } from '../undocumented';
import { newId, UNSET, v2Time, type Row } from '../wireValues';
import { withSettled } from './settle';
import { checkShares, invoiceShare, type InvoiceShare } from './shares';

export const receiptRequest = z.strictObject({
  customerId: z.string(),
  paymentDate: z.iso.date(),
  /** 0 cash, 1 check, 2 card, 3 ACH, 4 PayPal, 5 other. */
  paymentType: z.enum(['0', '1', '2', '3', '4', '5']).default('3'),
  /** Without one it is what goes to invoices. The rest of it stays the customer's credit. */
  amount: z.number().positive().optional(),
  invoices: z.array(invoiceShare).default([]),
  isOnline: z.boolean().default(true),
  /** Of an online payment; another one is paid. */
  status: z.enum(['scheduled', 'paid']).default('scheduled'),
  /** On top of the amount, for paying by card. */
  fee: z.strictObject({ amount: z.number().positive(), chartOfAccountId: z.string().optional() }).optional(),
  /** Of an online payment: the Money In Clearing account of the preferences. */
  depositToAccountId: z.string().optional(),
  payToBankAccountId: z.string().optional(),
  refNumber: z.string().max(100).optional(),
  description: z.string().max(4000).optional(),
});
export type ReceiptRequest = z.infer<typeof receiptRequest>;

/** A payment of one customer. Answers it as it is kept. */
export function makeReceipt(request: ReceiptRequest, books: Books, now: number): Row {
  const { customerId, invoices, isOnline, paymentDate } = request;
  if (!books.find('Customer', customerId)) throw refuse.notFound();
  const applied = invoices.reduce((sum, { amount }) => sum + inCents(amount), 0);
  const cents = request.amount === undefined ? applied : inCents(request.amount);
  if (cents <= 0) throw refuse.badData('amount', 'A payment is more than nothing.');
  checkShares(invoices, { customerId, cents, current: [] }, books);
  const stamp = stampOf(now);
  const refNumber = request.refNumber ?? (isOnline ? `R${String(randomInt(1e8)).padStart(8, '0')}` : null);
  const fees = feesOf(request, refNumber, books, now);
  const payment: Row = {
    entity: 'ReceivedPay',
    id: newId('0rp'),
    ...stamp,
    customerId,
    status: isOnline ? RECEIPT[request.status] : RECEIPT.paid,
    paymentDate,
    depositToAccountId: existing('ChartOfAccount', request.depositToAccountId, books),
    isOnline,
    paymentType: request.paymentType,
    amount: cents / 100,
    description: request.description ?? null,
    refNumber,
    convFeeAmount: request.fee?.amount ?? 0,
    payToBankAccountId: bankOf(request, books),
    rPConvFee: fees,
    invoicePays: invoices.map((share) => invoicePay(share, now)),
  };
  const whole = { ...payment, ...unappliedOf(payment) };
  books.putAll(withSettled([whole, ...fees], books, now));
  return whole;
}

/** Moves a payment on in its life. Refuses moves that there are not (reference page §7.14). */
export function moveReceipt(id: string, to: 'paid' | 'cancel' | 'void', books: Books, now: number): Row {
  const payment = books.find('ReceivedPay', id);
  if (!payment) throw refuse.notFound();
  const { paid, scheduled, canceled } = RECEIPT;
  const moves = {
    paid: { from: [scheduled], status: paid },
    cancel: { from: [scheduled], status: canceled },
    void: { from: [scheduled, paid], status: RECEIPT.void },
  } as const;
  const { from, status } = moves[to];
  if (!(from as readonly unknown[]).includes(payment.status))
    throw refuse.badData('status', `A payment of status ${String(payment.status)} cannot be: ${to}.`);
  return keep({ ...payment, status, updatedTime: v2Time(now) }, books, now);
}

/**
 * Applies a payment anew: to these invoices and no others. What does not change keeps its id and times.
 *
 * @throws ApiError BDC_1143 for one that is not paid, and as checkShares does
 */
export function applyReceipt(id: string, shares: readonly InvoiceShare[], books: Books, now: number): Row {
  const payment = books.find('ReceivedPay', id);
  if (!payment) throw refuse.notFound();
  if (payment.status !== RECEIPT.paid) throw refuse.badData('status', 'The payment is not paid.');
  const current = rowsOf(payment.invoicePays);
  const cents = inCents(payment.amount);
  checkShares(shares, { customerId: String(payment.customerId), cents, current }, books);
  const invoicePays = shares.map((share): Row => {
    const before = current.find((each) => each.invoiceId === share.invoiceId);
    if (!before) return invoicePay(share, now);
    const isSame = inCents(before.amount) === inCents(share.amount);
    return isSame ? before : { ...before, amount: share.amount, updatedTime: v2Time(now) };
  });
  return keep({ ...payment, invoicePays, updatedTime: v2Time(now) }, books, now);
}

function keep(payment: Row, books: Books, now: number): Row {
  const whole = { ...payment, ...unappliedOf(payment) };
  books.putAll(withSettled([whole], books, now));
  return whole;
}

function invoicePay({ invoiceId, amount, description }: InvoiceShare, now: number): Row {
  return {
    entity: 'InvoicePay',
    id: newId('0ip'),
    ...stampOf(now),
    invoiceId,
    amount,
    description: description ?? null,
  };
}

function feesOf(request: ReceiptRequest, refNumber: string | null, books: Books, now: number): Row[] {
  if (!request.fee) return [];
  if (!request.isOnline) throw refuse.badData('convFeeAmount', 'Only Bill.com charges a fee.');
  const { amount, chartOfAccountId } = request.fee;
  return [
    {
      entity: 'RPConvFee',
      id: newId('rpf'),
      ...stampOf(now),
      refNumber,
      amount,
      paymentDate: request.paymentDate,
      chartOfAccountId: existing('ChartOfAccount', chartOfAccountId, books),
    },
  ];
}

/** An online payment needs a bank account; an outside one names the primary one, where there is one. */
function bankOf({ payToBankAccountId, isOnline }: ReceiptRequest, books: Books): string {
  if (payToBankAccountId !== undefined) return existing('BankAccount', payToBankAccountId, books);
  const primary = [...books.all('BankAccount')].find(({ primaryAR }) => primaryAR === true);
  if (primary) return String(primary.id);
  if (isOnline) throw refuse.badData('payToBankAccountId', 'There is no bank account for receivables.');
  return UNSET;
}

function existing(entity: string, id: string | undefined, books: Books): string {
  if (id === undefined || id === UNSET) return UNSET;
  if (!books.find(entity, id)) throw refuse.notFound();
  return id;
}

function stampOf(now: number): Row {
  return { createdTime: v2Time(now), updatedTime: v2Time(now) };
}

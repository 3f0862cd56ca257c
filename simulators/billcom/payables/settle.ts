import type { Books } from '../books';
import { settledBy } from '../entities/bill';
import { inCents, rowsOf } from '../entities/documentLines';
import { appliedOf } from '../entities/vendorCredit';
import { PAYMENT, PAYMENT_RENEWS_UPDATED_TIME } from '../undocumented';
import { v2Time, type Row } from '../wireValues';

/** Works out anew what payments have made of the bills and credits of a payment. */
export function settle(payment: Row, books: Books, now: number): void {
  const credits = rowsOf(payment.billCredits);
  const bills = new Set([...rowsOf(payment.billPays), ...credits].map(({ billId }) => String(billId)));
  const renewed = PAYMENT_RENEWS_UPDATED_TIME ? { updatedTime: v2Time(now) } : {};
  for (const id of bills) {
    const bill = books.find('Bill', id);
    if (bill) books.put({ ...bill, ...billAfter(bill, books), ...renewed });
  }
  for (const id of new Set(credits.map(({ vendorCreditId }) => String(vendorCreditId)))) {
    const credit = books.find('VendorCredit', id);
    if (!credit) continue;
    const appliedAmount = sum(liveLines(books, 'billCredits').filter((each) => each.vendorCreditId === id));
    books.put({ ...credit, ...appliedOf({ ...credit, appliedAmount: appliedAmount / 100 }), ...renewed });
  }
}

/** What a bill still takes, in cents: less all payments and credits that are made, whatever their state. */
export function payableOf(bill: Row): number {
  return inCents(bill.dueAmount) - inCents(bill.scheduledAmount);
}

function billAfter(bill: Row, books: Books): Row {
  const mine = (line: Row): boolean => line.billId === bill.id;
  const live = livePayments(books);
  const linesIn = (isPaid: boolean): Row[] =>
    live
      .filter(({ status }) => (status === PAYMENT.paid) === isPaid)
      .flatMap((payment) => rowsOf(payment.billPays).filter(mine));
  const paid = linesIn(true);
  const credits = liveLines(books, 'billCredits').filter(mine);
  const dates = paid.map(({ processDate }) => String(processDate)).sort();
  const last = dates.at(-1) ?? null;
  const amounts = {
    ...bill,
    paidAmount: paid.length > 0 ? sum(paid) / 100 : null,
    scheduledAmount: sum(linesIn(false)) / 100,
    creditAmount: sum(credits) / 100,
    lastPaymentDate: last,
  };
  const settledRow = settledBy(amounts);
  return { ...amounts, ...settledRow, fullPaymentDate: settledRow.paymentStatus === '0' ? last : null };
}

function livePayments(books: Books): Row[] {
  const dead: readonly unknown[] = [PAYMENT.canceled, PAYMENT.void];
  return [...books.all('SentPay')].filter(({ status }) => !dead.includes(status));
}

function liveLines(books: Books, field: 'billPays' | 'billCredits'): Row[] {
  return livePayments(books).flatMap((payment) => rowsOf(payment[field]));
}

function sum(rows: readonly Row[]): number {
  return rows.reduce((total, { amount }) => total + inCents(amount), 0);
}

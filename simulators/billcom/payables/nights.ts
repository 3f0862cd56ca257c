import { randomInt } from 'node:crypto';
import { refuse } from '../apiError';
import type { Books } from '../books';
import { inCents, rowsOf } from '../entities/documentLines';
import { MOVEMENT, PAYMENT } from '../undocumented';
import { newId, UNSET, v2Time, type Row } from '../wireValues';
import { movePayment } from './payments';

/**
 * The daily batch: every scheduled online payment whose day has come leaves the bank, one movement for each bank
 * account (reference page §7.11), and is paid. Payments without money go along without a movement.
 */
export function runBatch(
  { upTo, isSingle, isConfirmed }: { upTo: string; isSingle: boolean; isConfirmed: boolean },
  books: Books,
  now: number,
): Row[] {
  const due = [...books.all('SentPay')].filter(
    ({ status, isOnline, processDate }) =>
      status === PAYMENT.scheduled && isOnline === true && String(processDate) <= upTo,
  );
  const groups = new Map<string, Row[]>();
  for (const payment of due) {
    const paid = movePayment(String(payment.id), 'paid', books, now);
    if (inCents(paid.amount) === 0) continue;
    const key = [paid.bankAccountId, paid.processDate, isSingle ? paid.id : ''].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), paid]);
  }
  return [...groups.values()].map((payments) => movement(payments, isConfirmed, books, now));
}

/** A movement that was sent is confirmed by the bank, or void. */
export function moveMovement(id: string, to: 'confirmed' | 'void', books: Books, now: number): Row {
  const row = books.find('MoneyMovement', id);
  if (!row) throw refuse.notFound();
  if (row.status !== MOVEMENT.sent) throw refuse.badData('status', 'Only a sent movement can change.');
  return books.put({ ...row, status: MOVEMENT[to], updatedTime: v2Time(now) });
}

/** The nightly job: lines of paid bills are made anew, with new ids and nothing else (reference page §7.5). */
export function runNightly(books: Books, now: number): number {
  const time = v2Time(now);
  const paid = [...books.all('Bill')].filter(
    (bill) => bill.paymentStatus === '0' && String(bill.lastPaymentDate ?? '') !== '',
  );
  for (const bill of paid) {
    const billLineItems = rowsOf(bill.billLineItems).map((line) => ({
      ...line,
      id: newId('bli'),
      createdTime: time,
      updatedTime: time,
    }));
    books.put({ ...bill, billLineItems, updatedTime: time });
  }
  return paid.length;
}

function movement(payments: readonly Row[], isConfirmed: boolean, books: Books, now: number): Row {
  const time = v2Time(now);
  const stamp = { isActive: '1', createdTime: time, updatedTime: time, mergedIntoId: UNSET };
  const total = payments.reduce((sum, { amount }) => sum + inCents(amount), 0);
  const [first = {}] = payments;
  return books.put({
    entity: 'MoneyMovement',
    id: newId('mmt'),
    ...stamp,
    name: Array.from({ length: 15 }, () => String(randomInt(10))).join(''),
    type: '1',
    amount: -total / 100,
    processDate: first.processDate ?? null,
    status: isConfirmed ? MOVEMENT.confirmed : MOVEMENT.sent,
    bankAccountId: first.bankAccountId ?? UNSET,
    description: null,
    moneyMovementItems: payments.map(({ id, amount }) => ({
      entity: 'MoneyMovementItem',
      id: newId('mmi'),
      ...stamp,
      sentPayId: id ?? UNSET,
      amount: -inCents(amount) / 100,
    })),
  });
}

import { randomInt } from 'node:crypto';
import { refuse } from '../apiError';
import type { Books } from '../books';
import { inCents } from '../entities/documentLines';
import { ACH, MOVEMENT, RECEIPT } from '../undocumented';
import { newId, UNSET, v2Time, type Row } from '../wireValues';
import { moveReceipt } from './payments';

/**
 * The daily batch of receivables: every scheduled payment whose day has come is paid, and the money of ACH goes from
 * Money In Clearing to the bank, one movement for each bank account and day, or one each. Fees never are in it.
 */
export function runReceivedBatch(
  { upTo, isSingle, isConfirmed }: { upTo: string; isSingle: boolean; isConfirmed: boolean },
  books: Books,
  now: number,
): Row[] {
  const due = [...books.all('ReceivedPay')].filter(
    ({ status, paymentDate }) => status === RECEIPT.scheduled && String(paymentDate) <= upTo,
  );
  const groups = new Map<string, Row[]>();
  for (const { id } of due) {
    const paid = moveReceipt(String(id), 'paid', books, now);
    if (paid.paymentType !== ACH) continue;
    const key = [paid.payToBankAccountId, paid.paymentDate, isSingle ? paid.id : ''].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), paid]);
  }
  const status = isConfirmed ? MOVEMENT.confirmed : MOVEMENT.sent;
  return [...groups.values()].map((payments) => {
    const [first = {}] = payments;
    const head = { processDate: first.paymentDate ?? null, status, description: null };
    return movement(payments, 1, head, books, now);
  });
}

/** The money of a void payment that had reached the bank goes back: a movement of the opposite sign. */
export function returnReceived(id: string, processDate: string, books: Books, now: number): Row {
  const payment = books.find('ReceivedPay', id);
  if (!payment) throw refuse.notFound();
  if (payment.status !== RECEIPT.void) throw refuse.badData('status', 'Only a void payment returns.');
  const description = `Return of ${String(payment.refNumber)}`;
  const head = { processDate, status: MOVEMENT.confirmed, description };
  return movement([payment], -1, head, books, now);
}

function movement(payments: readonly Row[], sign: 1 | -1, head: Row, books: Books, now: number): Row {
  const time = v2Time(now);
  const stamp = { isActive: '1', createdTime: time, updatedTime: time, mergedIntoId: UNSET };
  const dollars = (cents: number): number => (sign * cents) / 100;
  return books.put({
    entity: 'MoneyMovement',
    id: newId('mmt'),
    ...stamp,
    name: Array.from({ length: 15 }, () => String(randomInt(10))).join(''),
    type: '2',
    amount: dollars(payments.reduce((sum, { amount }) => sum + inCents(amount), 0)),
    bankAccountId: payments[0]?.payToBankAccountId ?? UNSET,
    ...head,
    moneyMovementItems: payments.map(({ id, amount }) => ({
      entity: 'MoneyMovementItem',
      id: newId('mmi'),
      ...stamp,
      receivedPayId: id ?? UNSET,
      amount: dollars(inCents(amount)),
    })),
  });
}

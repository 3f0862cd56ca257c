import { elementsOf, type BillcomRow, type QuickBooksLogEntry } from '../checks/evidence';
import { centsOf, dollars, type QuickBooksTransaction } from '../checks/documents';
import { company } from '../data/company';
import { todayIn } from '../data/days';
import { chapter, gap, item, many, tell } from '../say';
import { pause } from '../world/http';
import type { Stage } from '../world/stage';
import type { EnteredBill } from './monthEntered';
import { payMonth, type PaidMonth } from './payMonth';
import { syncNow } from './played';

/** Payments with credits go over; the answer to twenty of them is lost, and QuickBooks has forgotten it too. */
export async function payments(stage: Stage, bills: readonly EnteredBill[]): Promise<PaidMonth> {
  chapter('8  Bills are paid, and an answer is lost for good');
  const paid = await payMonth(stage, bills);
  tell('In Bill.com the owner pays:');
  item(
    `${many(paid.payments.length, 'payment')} for ${many(paid.bills, 'bill')}, ${dollars(paid.cents)} in all; ${paid.scheduled} of them only leave the bank in five days`,
  );
  item(`a credit of ${dollars(paid.credits.partly)} is taken off one of them`);
  item(`a credit of ${dollars(paid.credits.whole)} settles a bill without any money`);
  item(`a third credit, of ${dollars(paid.credits.open)}, is kept for later`);
  gap();
  tell(
    'QuickBooks is slow again. When it has posted the second twenty payments, the line is cut before its answer is on the way, and this time QuickBooks has lost its stored answer as well.',
  );
  const before = (await stage.simulators.quickbooksLog()).at(-1)?.seq ?? 0;
  await stage.simulators.fault('quickbooks', { delayMs: 1_000 });
  const accident = loseAnswer(stage, before);
  // A sync that fails must not wait for an accident that never comes.
  const { sync, updates } = await syncNow(stage, 'payments, and an answer that was lost', '4m');
  const isLost = await Promise.race([accident, pause(1_000).then(() => false)]);
  await stage.simulators.fault('quickbooks', { delayMs: 0 });
  tell(
    `Cycle ${sync.cycle.number} ended in ${many(updates.length, 'Web Connector session')}: ${many(sync.applied, 'change')} written, ${sync.refused} refused.`,
  );
  await whatWasPosted(stage, isLost);
  await toTheBank(stage, paid);
  return paid;
}

const isPayment = (entry: QuickBooksLogEntry): boolean =>
  entry.by === 'session' && entry.requests.some(({ name }) => name.startsWith('BillPaymentCheckAdd'));

/** @returns true when it has happened. */
async function loseAnswer({ simulators }: Stage, before: number): Promise<boolean> {
  const sets = async (): Promise<number> => (await simulators.quickbooksLog(before)).filter(isPayment).length;
  while ((await sets()) < 1) await pause(100);
  await simulators.fault('webconnector', { cut: 'afterProcess', afterRoundTrip: 0 });
  while ((await sets()) < 2) await pause(50);
  await simulators.fault('quickbooks', { loseStoredAnswers: true });
  return true;
}

/** From the books of both. */
async function whatWasPosted(stage: Stage, isLost: boolean): Promise<void> {
  const { quickbooks, billcom } = await stage.simulators.payables();
  const isOurs = ({ Memo }: QuickBooksTransaction): boolean => String(Memo).startsWith('Bill.com P');
  const confirmations = new Set(
    quickbooks.billPayment.filter(isOurs).map(({ Memo }) => String(Memo).split(';')[0]),
  );
  if (isLost)
    item(
      'Tieout could not know whether those twenty were posted, and did not send them again. It asked QuickBooks for each of them by the mark that it had given it, found them, and went on with the rest.',
      '✓',
    );
  const online = billcom.billPayment.filter(
    ({ isOnline, amount }) => isOnline === true && centsOf(amount) > 0,
  );
  item(
    `Bill.com has ${many(online.length, 'online payment')}; QuickBooks has ${quickbooks.billPayment.filter(isOurs).length} checks for them, with ${confirmations.size} different confirmation numbers.`,
    '✓',
  );
}

/** The batch leaves the bank, one payment comes back void. */
async function toTheBank(stage: Stage, { payments: made }: PaidMonth): Promise<void> {
  const { simulators } = stage;
  const today = todayIn(company.zone);
  const [movement] = (await simulators.atBillcom('batch', {
    organization: company.organization,
    upTo: today,
  })) as unknown as readonly BillcomRow[];
  const isAlone = ({ status, billPays, billCredits }: BillcomRow): boolean =>
    status === '1' && elementsOf(billPays).length === 1 && elementsOf(billCredits).length === 0;
  const back = made.find(isAlone);
  if (!movement || !back) throw new Error('nothing left the bank');
  await simulators.atBillcom('payment', { id: back.id, to: 'void', returnedOn: today });
  gap();
  tell(
    `Then the day’s batch leaves the bank: ${dollars(-centsOf(movement.amount))} in one movement of money. The payment ${String(back.name)} is void afterwards, and its ${dollars(centsOf(back.amount))} come back.`,
  );
  gap();
  const { sync } = await syncNow(stage, 'a batch of money, and a void');
  tell(`Cycle ${sync.cycle.number}: ${many(sync.applied, 'change')} written, ${sync.refused} refused.`);
  const { quickbooks } = await simulators.payables();
  for (const { TransferFromAccountRef, TransferToAccountRef, Amount, Memo } of quickbooks.fundsTransfer)
    item(
      `a transfer of ${dollars(centsOf(Amount))} from “${fullName(TransferFromAccountRef)}” to “${fullName(TransferToAccountRef)}” (${String(Memo)})`,
      '✓',
    );
  const check = quickbooks.billPayment.find(({ Memo }) => String(Memo).includes(String(back.name)));
  if (check)
    item(
      `the check of the void payment is over ${String(check.Amount)} now, its memo “${String(check.Memo)}”; the bill is open again in both books`,
      '✓',
    );
}

const fullName = (reference: unknown): string => String((reference as { FullName?: string })?.FullName);

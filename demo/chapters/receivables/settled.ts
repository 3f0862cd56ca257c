import { centsOf, dollars } from '../../checks/documents';
import type { BillcomRow, Value } from '../../checks/evidence';
import { elementsOf } from '../../checks/evidence';
import { company } from '../../data/company';
import { todayIn } from '../../data/days';
import { chapter, gap, item, many, tell } from '../../say';
import type { Stage } from '../../world/stage';
import { heldNow, syncNow } from '../played';
import type { EnteredMemo, PaidInvoices } from './customersPay';

/** What happens to payments afterwards: a rest is applied, credits make room, one is void, another one is in the bank. */
export async function settled(stage: Stage, paid: PaidInvoices): Promise<void> {
  chapter('12  Payments that are applied later, void, or deposited');
  const { simulators } = stage;
  const back = paid.alone[0];
  if (!back) throw new Error('no payment is of one invoice');
  await takeOff(stage, paid.kept.memo);
  const applied = await applyRest(stage, paid.withRest);
  await simulators.atBillcom('receipt', { id: back.id, to: 'void', returnedOn: todayIn(company.zone) });
  await depositCheck(stage, paid.check);
  await simulators.atBillcom('receipt', { id: paid.check.id, to: 'void' });
  item(`At the PC the credit memo is taken off the invoice ${paid.kept.invoice}, as the hold said.`);
  item(`In Bill.com the customer’s rest is applied to the invoice ${applied}.`);
  item(
    `A payment of ${dollars(centsOf(back.amount))} bounces: it is void in Bill.com, and its money goes back.`,
  );
  item(
    `The check of ${dollars(centsOf(paid.check.amount))} is deposited at the PC, and void in Bill.com later.`,
  );
  gap();
  const before = (await simulators.receivables()).quickbooks.receivedPayment.length;
  const { sync } = await syncNow(stage, 'payments applied, void and deposited');
  tell(`Cycle ${sync.cycle.number}: ${many(sync.applied, 'change')} written, ${sync.refused} refused.`);
  const { quickbooks } = await simulators.receivables();
  const holds = await heldNow(stage);
  if (!holds.some(({ recordId }) => recordId === paid.kept.payment.id))
    item(`The payment that had no room is posted, and applied to ${paid.kept.invoice}.`, '✓');
  const changed = quickbooks.receivedPayment.find(
    ({ AppliedToTxnRet, TotalAmount }) =>
      centsOf(TotalAmount as Value) === centsOf(paid.withRest.amount) &&
      elementsOf(AppliedToTxnRet as Value).length === 2,
  );
  if (changed)
    item(
      `The payment of ${dollars(centsOf(paid.withRest.amount))} was changed and not added again: it pays two invoices now.`,
      '✓',
    );
  item(
    `QuickBooks had ${before} payments and has ${quickbooks.receivedPayment.length}: the void one is deleted there, after a whole copy was kept in the audit log.`,
    '✓',
  );
  const deposited = holds.find(
    ({ entity, cause, recordId }) =>
      entity === 'receivedPayment' && cause !== 'ownerRule' && recordId !== paid.kept.payment.id,
  );
  if (!deposited) throw new Error('The void payment that is deposited should be held.');
  tell('One that is in a deposit cannot be changed or deleted any more. It waits for a person:');
  item(deposited.sentence);
  item(`What to do: ${deposited.cure}`, '→', '      ');
}

/** The check mark of a credit memo is taken away: it stands as before it was applied. */
async function takeOff({ simulators }: Stage, memo: EnteredMemo): Promise<void> {
  await simulators.fault('quickbooks', { undoingLinked: 'unlinks' });
  await simulators.atQuickBooks('delete', { entity: 'CreditMemo', record: memo.id });
  await simulators.fault('quickbooks', { undoingLinked: 'refused' });
  await simulators.atQuickBooks('new', { entity: 'CreditMemo', fields: memo.fields });
}

/** @returns the number of the invoice that takes the rest. */
async function applyRest({ simulators }: Stage, payment: BillcomRow): Promise<string> {
  const { billcom } = await simulators.receivables();
  const now = billcom.receivedPayment.find(({ id }) => id === payment.id);
  const paid = elementsOf(now?.invoicePays) as readonly BillcomRow[];
  const rest = centsOf(now?.unappliedAmount);
  const wanted = billcom.invoice.find(
    ({ id, customerId, amountDue, isActive }) =>
      customerId === payment.customerId &&
      isActive === '1' &&
      centsOf(amountDue) > 0 &&
      !paid.some(({ invoiceId }) => invoiceId === id),
  );
  if (!wanted) throw new Error('the customer has no other open invoice');
  await simulators.atBillcom('apply', {
    id: payment.id,
    invoices: [
      ...paid.map(({ invoiceId, amount }) => ({ invoiceId, amount })),
      { invoiceId: wanted.id, amount: Math.min(rest, centsOf(wanted.amountDue)) / 100 },
    ],
  });
  return String(wanted.invoiceNumber);
}

async function depositCheck({ simulators }: Stage, check: BillcomRow): Promise<void> {
  const { quickbooks } = await simulators.receivables();
  const posted = quickbooks.receivedPayment.find(({ RefNumber }) => RefNumber === check.refNumber);
  if (!posted) throw new Error('the check is not in QuickBooks');
  await simulators.atQuickBooks('deposit', {
    account: 'Checking - Operating',
    payments: [posted.TxnID],
    date: todayIn(company.zone),
  });
}

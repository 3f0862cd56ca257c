import { centsOf, dollars } from '../../checks/documents';
import { elementsOf, type BillcomRow, type Value } from '../../checks/evidence';
import { company } from '../../data/company';
import { todayIn } from '../../data/days';
import { gap, item, many, tell } from '../../say';
import type { Stage } from '../../world/stage';
import { heldNow, syncNow } from '../played';
import { openPairs, type Pair } from './invoiceRules';

/** What the bookkeeper types as the check's number. */
const CHECK = '2041';

/** Rule 6: of a Bill.com account that is old enough, an invoice's status follows what QuickBooks has received. */
export async function legacyStatus(stage: Stage): Promise<void> {
  const { simulators } = stage;
  gap();
  tell(
    'Of Bill.com accounts created before 2020-06-05 an invoice’s status and amount due follow QuickBooks, where somebody switches it on:',
  );
  await switchOn(stage);
  const { here, there } = await unpaid(stage);
  const due = centsOf(there.amountDue);
  const paid = Math.floor(due / 2);
  await simulators.atQuickBooks('receive', {
    invoices: [{ invoice: here.TxnID, amount: (paid / 100).toFixed(2) }],
    date: todayIn(company.zone),
    refNumber: CHECK,
  });
  tell(
    `At the QuickBooks PC a check over ${dollars(paid)} is received for the invoice ${String(here.RefNumber)} over ${dollars(due)}.`,
  );
  gap();
  const { sync } = await syncNow(stage, 'a payment received in QuickBooks');
  tell(`Cycle ${sync.cycle.number}: ${many(sync.applied, 'change')} written, ${sync.refused} refused.`);
  const { billcom } = await simulators.receivables();
  const now = billcom.invoice.find(({ id }) => id === there.id);
  const recorded = billcom.receivedPayment.find(({ refNumber }) =>
    String(refNumber).startsWith(`${CHECK} (QuickBooks `),
  );
  if (!recorded || centsOf(now?.amountDue) !== due - paid)
    throw new Error(`The check ${CHECK} should be recorded in Bill.com.`);
  item(
    `In Bill.com the invoice ${String(there.invoiceNumber)} is partly paid now, and ${dollars(due - paid)} are due.`,
    '✓',
  );
  item(
    `Bill.com derives that from a payment: “${String(recorded.refNumber)}” is recorded there as received outside of it, and never comes back.`,
    '✓',
  );
}

/** Bill.com's API does not tell how old an account is: it stays off until somebody says it. */
async function switchOn({ tieout, company: { company: name } }: Stage): Promise<void> {
  const on = ['company', 'set', name, 'legacyStatus=on', '--yes', '--json'];
  // What it says is shown with the command.
  const refused = await tieout.run<{ readonly error?: string }>(on, { shown: 'lines', alsoFine: [1] });
  if (refused.error === undefined)
    throw new Error('Nobody has said how old the Bill.com account is, so legacyStatus should be refused.');
  await tieout.run(['company', 'billcom-account', name, 'before', '--yes', '--json'], { shown: 'lines' });
  await tieout.run(on, { shown: 'lines' });
}

/** An invoice that is in both books, and of which nothing is paid or held in either. */
async function unpaid(stage: Stage): Promise<Pair> {
  const { billcom } = await stage.simulators.receivables();
  const paid = new Set(
    billcom.receivedPayment
      .flatMap(({ invoicePays }) => elementsOf(invoicePays) as readonly BillcomRow[])
      .map(({ invoiceId }) => String(invoiceId)),
  );
  const held = new Set((await heldNow(stage)).map(({ recordId }) => recordId));
  const pair = (await openPairs(stage)).find(
    ({ here, there }) =>
      !paid.has(there.id) &&
      !held.has(there.id) &&
      !held.has(here.TxnID) &&
      centsOf(here.BalanceRemaining as Value) === centsOf(there.amountDue) &&
      centsOf(there.amountDue) > 1,
  );
  if (!pair) throw new Error('no unpaid invoice is in both books');
  return pair;
}

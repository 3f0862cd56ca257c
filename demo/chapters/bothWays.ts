import type { BillcomRow, QuickBooksRow } from '../checks/evidence';
import { centsOf, dollars } from '../checks/documents';
import { linesIn, linesOf } from '../checks/payables/books';
import { company } from '../data/company';
import { daysAfter, todayIn } from '../data/days';
import { chapter, gap, item, many, tell } from '../say';
import type { PreviewDocument } from '../world/documents';
import type { Stage } from '../world/stage';
import { BY_HAND, type EnteredBill } from './monthEntered';
import { heldNow, syncNow } from './played';

const LATE = 'LATE-9';

/** 2-way bill sync is turned on; a bill is changed in both books; the books of a month are closed. */
export async function bothWays(stage: Stage, bills: readonly EnteredBill[]): Promise<void> {
  chapter('9  2-way bill sync, a bill changed in both books, a closed month');
  await turnOn(stage);
  const changed = await changeInBoth(stage, bills);
  const late = await closeTheMonth(stage, bills);
  tell('Before the next sync:');
  item(
    `the bill ${changed.number} over ${changed.was} is corrected to ${changed.here} in QuickBooks and to ${changed.there} in Bill.com`,
  );
  item(
    `the month before is closed in QuickBooks, and a late bill ${LATE} of ${late.date} is entered in Bill.com`,
  );
  gap();
  const { sync } = await syncNow(stage, '2-way bill sync');
  const { billcom } = await stage.simulators.payables();
  const over = billcom.bill.find(({ invoiceNumber }) => invoiceNumber === BY_HAND.number);
  tell(`Cycle ${sync.cycle.number}: ${many(sync.applied, 'change')} written, ${sync.refused} refused.`);
  if (over)
    item(
      `The bill ${BY_HAND.number}, which was entered at the PC, is in Bill.com now, over ${dollars(centsOf(over.amount))}.`,
      '✓',
    );
  const holds = await heldNow(stage);
  const conflict = holds.find(
    ({ cause, recordId }) => cause === 'conflict' && changed.ids.includes(recordId),
  );
  const closed = holds.find(({ cause, record }) => cause === 'closedPeriod' && record === LATE);
  if (!conflict || !closed)
    throw new Error(
      'The bill that was changed in both books and the one of the closed month should be held.',
    );
  gap();
  tell('Two bills wait for a person:');
  for (const { sentence, cure } of [conflict, closed]) {
    item(sentence);
    item(`What to do: ${cure}`, '→', '      ');
  }
  gap();
  await decide(stage, conflict.short ?? conflict.id);
  await whatBecame(stage, changed, late.date);
}

/** What a switch will do is shown before it is saved. */
async function turnOn({ tieout, company: { company: name } }: Stage): Promise<void> {
  const shown = await tieout.run<Pick<PreviewDocument, 'operations'>>(
    ['company', 'set', name, 'twoWayBills=on', '--preview', '--json'],
    { shown: 'lines' },
  );
  const inBillcom = (action: string) =>
    shown.operations.filter((each) => each.book === 'billcom' && each.action === action);
  const fields = new Map<string, number>();
  for (const { label } of inBillcom('update').flatMap((each) => each.fields))
    fields.set(label, (fields.get(label) ?? 0) + 1);
  const what = [...fields].map(([label, count]) => `${count} × ${label}`).join(', ');
  tell(
    `Turned on, the next sync would make ${many(inBillcom('create').length, 'bill')} in Bill.com that only QuickBooks has, and change ${many(inBillcom('update').length, 'bill')} there (${what}): what was listed until now, and payment terms that QuickBooks has put on bills. Nothing is saved yet.`,
  );
  await tieout.run(['company', 'set', name, 'twoWayBills=on', '--yes', '--json'], { shown: 'lines' });
  gap();
}

interface Changed {
  readonly number: string;
  readonly ids: readonly string[];
  readonly was: string;
  readonly here: string;
  readonly there: string;
}

/** One amount, corrected differently in the two books. */
async function changeInBoth({ simulators }: Stage, bills: readonly EnteredBill[]): Promise<Changed> {
  const { quickbooks, billcom } = await simulators.payables();
  const now = new Map(billcom.bill.map((row) => [row.id, row]));
  for (const { bill, row } of bills) {
    const here = quickbooks.bill.filter(({ RefNumber }) => RefNumber === bill.number);
    const there = now.get(row.id);
    const [one] = here;
    if (!one || !there || here.length > 1 || bill.lines.length > 1 || bill.total < 5_000) continue;
    if (there.paymentStatus !== '1' || one.OpenAmount !== one.AmountDue) continue;
    const [line, lineThere] = [linesIn(one)[0] as QuickBooksRow, linesOf(there)[0] as BillcomRow];
    const [amountHere, amountThere] = [bill.total + 1_000, bill.total + 2_500];
    await simulators.atQuickBooks('edit', {
      entity: 'Bill',
      record: one.TxnID,
      fields: { ExpenseLineMod: [{ TxnLineID: line.TxnLineID, Amount: (amountHere / 100).toFixed(2) }] },
    });
    await simulators.typeInBillcom('update', {
      entity: 'Bill',
      obj: { id: row.id, billLineItems: [{ ...lineThere, amount: amountThere / 100 }] },
    });
    return {
      number: bill.number,
      ids: [row.id, one.TxnID],
      was: dollars(bill.total),
      here: dollars(amountHere),
      there: dollars(amountThere),
    };
  }
  throw new Error('no bill is open in both books');
}

async function closeTheMonth(
  { simulators, month }: Stage,
  bills: readonly EnteredBill[],
): Promise<{ readonly date: string }> {
  const first = month.map(({ date }) => date).sort()[0] ?? todayIn(company.zone);
  const [sample] = bills;
  const [line] = sample ? linesOf(sample.row) : [];
  if (!sample || !line) throw new Error('there are no bills');
  await simulators.atQuickBooks('set', {
    preferences: { AccountingPreferences: { ClosingDate: daysAfter(first, -1) } },
  });
  const date = daysAfter(first, -10);
  await simulators.typeInBillcom('create', {
    entity: 'Bill',
    obj: {
      vendorId: sample.row.vendorId,
      invoiceNumber: LATE,
      invoiceDate: date,
      dueDate: daysAfter(date, 30),
      billLineItems: [{ amount: 268.4, chartOfAccountId: line.chartOfAccountId }],
    },
  });
  return { date };
}

async function decide(stage: Stage, hold: string): Promise<void> {
  const { tieout, company: named } = stage;
  await tieout.run(['resolve', named.company, hold, '--all', 'billcom', '--json'], { shown: 'lines' });
  await tieout.run(['company', 'set', named.company, 'closedPeriod=firstOpenDay', '--json'], {
    shown: 'lines',
  });
  tell('Bill.com’s amount is the right one, and late bills are to stand on the first day that is open.');
  gap();
  const { sync } = await syncNow(stage, 'two decisions about bills');
  tell(`Cycle ${sync.cycle.number} has ended.`);
}

async function whatBecame({ simulators }: Stage, changed: Changed, date: string): Promise<void> {
  const { quickbooks, billcom } = await simulators.payables();
  const one = quickbooks.bill.find(({ TxnID }) => changed.ids.includes(TxnID));
  const two = billcom.bill.find(({ id }) => changed.ids.includes(id));
  if (one && two && centsOf(one.AmountDue) === centsOf(two.amount))
    item(`The bill ${changed.number} is over ${dollars(centsOf(two.amount))} in both books.`, '✓');
  const late = quickbooks.bill.find(({ RefNumber }) => RefNumber === LATE);
  if (late)
    item(
      `${LATE} of ${date} stands on ${String(late.TxnDate)} in QuickBooks, with the memo “${String(late.Memo)}”.`,
      '✓',
    );
}

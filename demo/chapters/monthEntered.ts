import type { BillcomRow, QuickBooksRow } from '../checks/evidence';
import { company } from '../data/company';
import { daysAfter, todayIn } from '../data/days';
import type { MonthBill } from '../data/monthOfBills';
import { billcomBill } from '../data/payables';
import { chapter, gap, item, many, seconds, tell } from '../say';
import type { HoldDocument } from '../world/documents';
import type { Stage } from '../world/stage';
import { heldNow, syncNow } from './played';

/** A bill of the month and its row in Bill.com. */
export interface EnteredBill {
  readonly bill: MonthBill;
  readonly row: BillcomRow;
}

/** What a bookkeeper types at the QuickBooks PC, although bills are made in Bill.com. */
export const BY_HAND = { number: 'YARD-17', amount: '412.50', memo: 'Approved by Dana' } as const;

/** Bills are made in Bill.com and posted in QuickBooks; what somebody does to them at the PC is told. */
export async function monthEntered(stage: Stage): Promise<EnteredBill[]> {
  chapter('7  A month of bills');
  const entered = await enterBills(stage);
  tell(
    `${many(entered.length, 'bill')} of the month are entered in Bill.com. With 2-way bill sync off, as it is by default, Bill.com is where bills are made; QuickBooks gets them.`,
  );
  const touched = await workAtThePc(stage);
  tell('At the QuickBooks PC, meanwhile:');
  item(`a bill ${BY_HAND.number} over ${BY_HAND.amount} is entered there`);
  item(`the memo of bill ${touched} is changed to “${BY_HAND.memo}”`);
  gap();
  const started = Date.now();
  const { sync } = await syncNow(stage, 'a month of bills');
  tell(
    `Cycle ${sync.cycle.number} ended after ${seconds(Date.now() - started)}: ${many(sync.applied, 'change')} written, ${sync.refused} refused.`,
  );
  const holds = await heldNow(stage);
  await whatStands(stage, entered, holds);
  gap();
  tell('What was done at the PC is neither taken over nor overwritten. It is listed, and somebody decides:');
  for (const hold of holds)
    if (hold.entity === 'bill' && isCalled(hold.record, [BY_HAND.number, touched])) item(hold.sentence);
  return entered.filter(({ row }) => !holds.some(({ recordId }) => recordId === row.id));
}

async function enterBills({ simulators, month, atStart }: Stage): Promise<EnteredBill[]> {
  const ids = new Map<string, string>();
  for (const [entity, rows] of [
    ['Vendor', atStart.billcom.vendor],
    ['ChartOfAccount', atStart.billcom.account],
    ['Department', atStart.billcom.class],
  ] as const)
    for (const { id, name, isActive } of rows) if (isActive === '1') ids.set(`${entity} ${name}`, id);
  const entered: EnteredBill[] = [];
  for (const bill of month) {
    if (bill.whereabouts !== 'later') continue;
    const obj = billcomBill(bill, (entity, name) => ids.get(`${entity} ${name}`) ?? '');
    entered.push({ bill, row: await simulators.typeInBillcom('create', { entity: 'Bill', obj }) });
  }
  return entered;
}

/** Holds name a bill of QuickBooks by its number and its vendor. */
const isCalled = (record: string, numbers: readonly string[]): boolean =>
  numbers.some((number) => record === number || record.startsWith(`${number} of `));

/** @returns the number of the bill that is changed. */
async function workAtThePc({ simulators, month }: Stage): Promise<string> {
  const { quickbooks } = await simulators.payables();
  const standing = month.filter(({ whereabouts, isPaid }) => whereabouts === 'both' && !isPaid);
  const once = standing.find(
    ({ number }) => quickbooks.bill.filter(({ RefNumber }) => RefNumber === number).length === 1,
  );
  if (!once) throw new Error('no bill of the month stands open in both books');
  await simulators.atQuickBooks('edit', {
    entity: 'Bill',
    record: once.number,
    fields: { Memo: BY_HAND.memo },
  });
  const day = daysAfter(todayIn(company.zone), -1);
  await simulators.atQuickBooks('new', {
    entity: 'Bill',
    fields: {
      VendorRef: { FullName: once.vendor },
      TxnDate: day,
      DueDate: daysAfter(day, 30),
      RefNumber: BY_HAND.number,
      ExpenseLineAdd: [{ AccountRef: { FullName: 'Rent' }, Amount: BY_HAND.amount, Memo: 'Yard' }],
    },
  });
  return once.number;
}

/** From the books: all bills are there, also those that only look like another. */
async function whatStands(
  { simulators }: Stage,
  entered: readonly EnteredBill[],
  holds: readonly HoldDocument[],
): Promise<void> {
  const { quickbooks } = await simulators.payables();
  const keyOf = ({ bill }: EnteredBill): string => `${bill.vendor} ${bill.number}`;
  const keys = entered.map(keyOf);
  const alike = keys.filter((key, at) => keys.indexOf(key) !== at);
  const isThere = ({ bill }: EnteredBill): boolean =>
    quickbooks.bill.some(({ RefNumber }) => RefNumber === bill.number.slice(0, 20));
  item(`${entered.filter(isThere).length} of the ${entered.length} are in QuickBooks by their number.`, '✓');
  for (const { sentence } of holds.filter(({ recordId }) => entered.some(({ row }) => row.id === recordId)))
    item(sentence);
  if (alike.length > 0)
    item(
      `${alike.length} have vendor and number of another one, as every twentieth real bill has. They are bills of their own: a number finds candidates and proves nothing.`,
      '✓',
    );
  const long = entered.find(({ bill }) => bill.number.length > 20);
  const short = quickbooks.bill.find(({ RefNumber }) => RefNumber === long?.bill.number.slice(0, 20)) as
    QuickBooksRow | undefined;
  if (long && short)
    item(
      `“${long.bill.number}” is longer than QuickBooks’ 20 characters: there it is “${String(short.RefNumber)}” with the memo “${String(short.Memo)}”.`,
      '✓',
    );
}

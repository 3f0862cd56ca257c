import { startWorld, type CompanyWorld, type Row } from '../scripts/world';
import { cycleRow, modelWords } from './cycleRows';
import type { CostModel } from './cycles';
import { say, table } from './say';
import { costArgs, TimedCycles, type Timed } from './timedCycles';

/** Cycles that each bring one kind of work from Bill.com to QuickBooks. */
export interface PayablesMeasured {
  readonly costs: CostModel;
  /** Bills, and payments of one bill each. */
  readonly bills: number;
  /** Bills that are changed in Bill.com at once. */
  readonly changes: number;
  readonly newBills: Timed;
  readonly payments: Timed;
  readonly billChanges: Timed;
}

const clearing = 'Bill.com Money Out Clearing';
const vendors = 50;
/** For each bill that is paid, so many unpaid ones are changed. */
const changesPerBill = 5;

/** @param bills made, and paid one by one; five times as many more are made and then changed. */
export async function measurePayables(costs: CostModel, bills: number): Promise<PayablesMeasured> {
  const world = await startWorld({ env: { BILLCOM_CALL_SECONDS: '120' } });
  try {
    const company = await world.company({
      ...books(),
      settings: { massChangeShare: 100 },
      quickbooksArgs: costArgs(costs.quickbooks),
      billcomArgs: [...costArgs(costs.billcom), '--hourly-limit', '1000000'],
    });
    const run = new TimedCycles(world, company, costs);
    await run.cycle(await company.ask());
    await run.cycle(await company.accept());
    const enter = await bookkeeper(company);

    const entered = await enter.bills('A', bills);
    const newBills = await run.cycle(await company.ask());
    await expectCount(company, 'bills', bills);

    for (const bill of entered) await enter.payment(bill);
    const payments = await run.cycle(await company.ask());
    await expectCount(company, 'billPaymentChecks', bills);

    const changes = changesPerBill * bills;
    const more = await enter.bills('B', changes);
    await run.cycle(await company.ask());
    await expectCount(company, 'bills', bills + changes);
    for (const bill of more) await enter.change(bill);
    const billChanges = await run.cycle(await company.ask());
    const changed = (await company.quickbooksBooks()).bills?.filter(
      ({ AmountDue }) => AmountDue === '120.50',
    );
    if (changed?.length !== changes)
      throw new Error(`${String(changes)} bills should be changed, but ${String(changed?.length)} are`);
    return { costs, bills, changes, newBills, payments, billChanges };
  } finally {
    await world.stop();
  }
}

const books = () => ({
  quickbooks: {
    accounts: [
      { Name: 'Accounts Payable', AccountType: 'AccountsPayable' },
      { Name: 'Checking', AccountType: 'Bank' },
      { Name: clearing, AccountType: 'Bank' },
      { Name: 'Materials', AccountType: 'CostOfGoodsSold' },
      { Name: 'Rent', AccountType: 'Expense' },
    ],
    vendors: Array.from({ length: vendors }, (_, index) => ({ Name: `Vendor ${String(index + 1)}` })),
  },
});

/** A person who enters, pays and changes bills in Bill.com. */
async function bookkeeper(company: CompanyWorld) {
  const known = await company.billcomBooks();
  const idOf = (entity: string, name: string): string => {
    const row = known[entity]?.find((each) => each.name === name);
    if (!row) throw new Error(`Bill.com has no ${entity} “${name}”`);
    return String(row.id);
  };
  const [materials, rent, from] = [
    idOf('ChartOfAccount', 'Materials'),
    idOf('ChartOfAccount', 'Rent'),
    idOf('ChartOfAccount', clearing),
  ];
  await company.billcomEdit('create', {
    entity: 'BankAccount',
    obj: { bankName: 'First Bank', chartOfAccountId: idOf('ChartOfAccount', 'Checking'), primaryAP: true },
  });
  const lines = (second: number) => [
    { amount: 100, chartOfAccountId: materials, description: 'Boards' },
    { amount: second, chartOfAccountId: rent, description: 'Yard' },
  ];
  const enterBill = (invoiceNumber: string, vendor: number): Promise<Row> =>
    company.billcomEdit('create', {
      entity: 'Bill',
      obj: {
        vendorId: idOf('Vendor', `Vendor ${String(vendor)}`),
        invoiceNumber,
        invoiceDate: '2026-11-02',
        glPostingDate: '2026-11-02',
        dueDate: '2026-12-02',
        billLineItems: lines(10.5),
      },
    });
  return {
    bills: async (series: string, count: number): Promise<Row[]> => {
      const made: Row[] = [];
      for (let index = 0; index < count; index += 1)
        made.push(await enterBill(`${series}-${String(index + 1)}`, (index % vendors) + 1));
      return made;
    },
    payment: (bill: Row): Promise<Row> =>
      company.billcomPerson('pay', {
        organization: company.organization,
        bills: [{ billId: bill.id, amount: 110.5 }],
        processDate: '2026-11-10',
        chartOfAccountId: from,
      }),
    change: (bill: Row): Promise<Row> =>
      company.billcomEdit('update', { entity: 'Bill', obj: { id: bill.id, billLineItems: lines(20.5) } }),
  };
}

/** What was measured counts only when all of it is in QuickBooks. */
async function expectCount(company: CompanyWorld, kind: string, count: number): Promise<void> {
  const there = (await company.quickbooksBooks())[kind]?.length ?? 0;
  if (there !== count)
    throw new Error(`QuickBooks should have ${String(count)} ${kind}, but has ${String(there)}`);
}

export function sayPayables({
  costs,
  bills,
  changes,
  newBills,
  payments,
  billChanges,
}: PayablesMeasured): void {
  say(`\nPayables from Bill.com to QuickBooks, one kind a cycle. ${modelWords(costs)}\n`);
  table([
    cycleRow(`${String(bills)} bills`, newBills),
    cycleRow(`${String(bills)} payments`, payments),
    cycleRow(`${String(changes)} changed bills`, billChanges),
  ]);
}

import { todayIn } from '../demo/data/days';
import { startWorld, type CompanyWorld, type Row } from '../scripts/world';
import { cycleRow, modelWords } from './cycleRows';
import type { CostModel } from './cycles';
import { say, table } from './say';
import { costArgs, leastOf, TimedCycles, type Timed } from './timedCycles';
import { figure } from './figures';
import { watchMemory, type Resident } from './workerMemory';

/** Invoices of QuickBooks that Bill.com does not have yet, and payments of customers that QuickBooks does not have. */
export interface ReceivablesMeasured {
  readonly costs: CostModel;
  readonly invoices: number;
  readonly payments: number;
  readonly preview: Timed;
  readonly firstLoad: Timed;
  readonly paid: Timed;
  /** The worker's memory over all of it. */
  readonly worker: Resident;
}

const clearing = 'Bill.com Money In Clearing';
const customers = 200;
const zone = 'America/Chicago';

/** @param payments each pays half of an invoice */
export async function measureReceivables(
  costs: CostModel,
  invoices: number,
  payments: number,
): Promise<ReceivablesMeasured> {
  const world = await startWorld({ env: { BILLCOM_CALL_SECONDS: '120' } });
  try {
    const company = await world.company({
      ...books(invoices),
      settings: { massChangeShare: 100 },
      quickbooksArgs: costArgs(costs.quickbooks),
      billcomArgs: [...costArgs(costs.billcom), '--hourly-limit', '1000000'],
    });
    const memory = watchMemory(world.stack.process('worker').pid);
    const run = new TimedCycles(world, company, costs);
    const preview = await run.cycle(await company.ask());
    const firstLoad = await run.cycle(await company.accept());
    const there = (await company.billcomBooks()).Invoice ?? [];
    expectCount('Bill.com', 'invoices', there.length, invoices);
    await pay(company, there.slice(0, payments));
    const paid = await run.cycle(await company.ask());
    const posted = (await company.quickbooksBooks()).receivePayments ?? [];
    expectCount('QuickBooks', 'payments', posted.length, payments);
    return { costs, invoices, payments, preview, firstLoad, paid, worker: await memory.end() };
  } finally {
    await world.stop();
  }
}

/** Invoices of two lines, dated today: none is from before the connection. */
function books(invoices: number) {
  const today = todayIn(zone);
  const work = (Name: string, Price: string) => ({
    ItemType: 'Service',
    Name,
    SalesOrPurchase: { Price, AccountRef: { FullName: 'Sales' } },
  });
  return {
    quickbooks: {
      accounts: [
        { Name: 'Accounts Receivable', AccountType: 'AccountsReceivable' },
        { Name: clearing, AccountType: 'Bank' },
        { Name: 'Checking', AccountType: 'Bank' },
        { Name: 'Sales', AccountType: 'Income' },
      ],
      items: [work('Labor', '40.00'), work('Delivery', '20.50')],
      customers: Array.from({ length: customers }, (_, index) => ({ Name: nameOf(index) })),
      transactions: Array.from({ length: invoices }, (_, index) => ({
        TxnType: 'Invoice',
        CustomerRef: { FullName: nameOf(index % customers) },
        TxnDate: today,
        RefNumber: String(10_001 + index),
        InvoiceLineAdd: [
          { ItemRef: { FullName: 'Labor' }, Desc: 'Week', Quantity: '2', Rate: '40.00' },
          { ItemRef: { FullName: 'Delivery' }, Desc: 'To the site', Amount: '20.50' },
        ],
      })),
    },
  };
}

const nameOf = (index: number): string => `Customer ${String(index + 1)}`;

/** Customers pay half of their invoices in Bill.com, and the money has come. */
async function pay(company: CompanyWorld, invoices: readonly Row[]): Promise<void> {
  const known = await company.billcomBooks();
  const account = (name: string): unknown => known.ChartOfAccount?.find((row) => row.name === name)?.id;
  await company.billcomEdit('create', {
    entity: 'BankAccount',
    obj: { bankName: 'First Bank', chartOfAccountId: account('Checking'), primaryAR: true },
  });
  for (const { id, customerId } of invoices)
    await company.billcomPerson('receive', {
      organization: company.organization,
      customerId,
      paymentDate: todayIn(zone),
      invoices: [{ invoiceId: id, amount: 50.25 }],
      depositToAccountId: account(clearing),
      status: 'paid',
    });
}

/** What was measured counts only when all of it is in the other book. */
function expectCount(book: string, what: string, is: number, count: number): void {
  if (is !== count) throw new Error(`${book} should have ${String(count)} ${what}, but has ${String(is)}`);
}

export function sayReceivables(measured: ReceivablesMeasured): void {
  const { costs, invoices, payments, preview, firstLoad, paid, worker } = measured;
  say(
    `\nReceivables: a first load of QuickBooks’ invoices, then payments from Bill.com. ${modelWords(costs)}\n`,
  );
  table([
    cycleRow(`preview of ${String(invoices)} invoices`, preview),
    cycleRow(`${String(invoices)} invoices`, firstLoad),
    cycleRow(`${String(payments)} payments`, paid),
  ]);
  const ratio = (preview.wallMs + firstLoad.wallMs) / (leastOf(preview) + leastOf(firstLoad));
  say(
    `First load together a ratio of ${figure(ratio)}. The worker’s memory: ${String(Math.round(worker.idleMb))} MB at rest, ${String(Math.round(worker.peakMb))} MB at most.\n`,
  );
}

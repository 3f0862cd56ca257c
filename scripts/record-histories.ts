/**
 * Records the histories that the replay test guards: real runs of the real processes against the simulators, one file
 * per kind of run in test/histories. To be run again only when a change is meant to break replay (design §3).
 *
 *   node dist/scripts/record-histories.js
 *   node dist/scripts/record-histories.js tied-out     (adds that kind and leaves the others as they are)
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { listEmails } from '../src/ledger/emailList';
import { askForEmail } from '../src/ledger/invoiceEmails';
import { enqueueSignal } from '../src/ledger/outbox';
import { startTemporal } from '../src/runtime/temporalServer';
import { companyWorkflowId, cycleWorkflowId, emailsWorkflowId } from '../src/workflows/messages';
import { historyFolder, toFile, type History } from './historyFiles';
import { edits, firstBooks, invoiceSeeds, manyVendors } from './historySeeds';
import { eventually, startWorld, type CompanyWorld, type World } from './world';

/** So that a company's workflow continues as new after a few cycles, and not after weeks. */
const suggestAfterEvents = 110;

class Recorder {
  constructor(
    private readonly client: Client,
    readonly world: World,
  ) {}

  history(workflowId: string, runId?: string): Promise<History> {
    return this.client.workflow.getHandle(workflowId, runId).fetchHistory();
  }

  async record(name: string, workflowId: string, runId?: string): Promise<void> {
    const history = await this.history(workflowId, runId);
    writeFileSync(path.join(historyFolder, `${name}.json`), toFile(workflowId, history));
    process.stdout.write(`${name}: ${history.events?.length ?? 0} events\n`);
  }

  cycle(name: string, company: CompanyWorld, number: number): Promise<void> {
    return this.record(`${name}.cycle`, cycleWorkflowId(company.id, number));
  }

  company(name: string, company: CompanyWorld): Promise<void> {
    return this.record(`${name}.company`, companyWorkflowId(company.id));
  }

  /** A company after its first sync. */
  async synced(extra: object = {}): Promise<CompanyWorld> {
    const company = await this.world.company({ ...firstBooks, ...extra });
    await company.firstSync();
    return company;
  }
}

async function firstSyncThenIdle(recorder: Recorder): Promise<CompanyWorld> {
  const company = await recorder.world.company(firstBooks);
  const preview = await company.ask();
  await company.finish();
  await recorder.cycle('first-preview', company, preview);
  const first = await company.firstSync();
  await recorder.cycle('first-sync', company, first.number);
  await recorder.company('first-sync', company);
  const idle = await company.scheduled();
  await recorder.cycle('idle', company, idle.number);
  await recorder.company('idle', company);
  return company;
}

/** The Web Connector goes away just when QuickBooks has committed. */
async function lostSession(recorder: Recorder): Promise<void> {
  const company = await recorder.synced();
  await changeInBillcom(company, 'Vendor', { phone: edits.vendorPhone });
  await company.ask();
  await company.fault('webconnector', { cut: 'afterProcess', afterRoundTrip: 1 });
  await company.update();
  const cycle = await company.finish();
  await recorder.cycle('lost-session', company, cycle.number);
  await recorder.company('lost-session', company);
}

async function pausedAndResumed(recorder: Recorder): Promise<void> {
  const company = await recorder.synced();
  const requests = manyVendors.map(
    ({ Name }) => `<VendorAddRq><VendorAdd><Name>${Name}</Name></VendorAdd></VendorAddRq>`,
  );
  await company.quickbooksEdit(requests.join(''));
  await company.fault('billcom', { latencyMs: 500 });
  const number = await company.ask();
  const updating = company.update();
  await eventually('the first batch is out', async () =>
    (await company.operations(number)).some(({ state }) => state === 'sent') ? true : undefined,
  );
  await company.pause();
  await eventually('the lane has stopped', async () => {
    const { events } = await recorder.history(cycleWorkflowId(company.id, number));
    const results = (events ?? []).flatMap(
      (event) => event.activityTaskCompletedEventAttributes?.result?.payloads ?? [],
    );
    return results.some(({ data }) => Buffer.from(data ?? []).includes('"finished":false'))
      ? true
      : undefined;
  });
  await company.resume();
  await updating;
  await company.over(number);
  await recorder.cycle('paused-and-resumed', company, number);
  await recorder.company('paused-and-resumed', company);
}

/** An account is changed in QuickBooks between reading and writing, and QuickBooks then refuses to be asked for it. */
async function failedStep(recorder: Recorder): Promise<void> {
  const company = await recorder.synced();
  await changeInBillcom(company, 'ChartOfAccount', { name: edits.accountName });
  await changeInBillcom(company, 'Vendor', { phone: edits.laterVendorPhone });
  const number = await company.ask();
  await company.fault('webconnector', [
    { delayMs: 6_000, method: 'sendRequestXML', afterRoundTrip: 1 },
    { hresult: '0x80040400', afterRoundTrip: 2 },
  ]);
  const updating = company.update();
  await eventually('it is planned', async () =>
    (await company.operations(number)).length > 1 ? true : undefined,
  );
  const account = (await company.quickbooksBooks()).accounts?.find(
    ({ Name }) => Name === firstBooks.quickbooks.accounts[0].Name,
  );
  await company.quickbooksEdit(
    `<AccountModRq><AccountMod><ListID>${String(account?.ListID)}</ListID><EditSequence>${String(account?.EditSequence)}</EditSequence>` +
      `<Desc>${edits.accountDescription}</Desc></AccountMod></AccountModRq>`,
  );
  await updating;
  const cycle = await company.over(number);
  if (cycle.state !== 'failed') throw new Error(`the cycle should have failed, but it is ${cycle.state}`);
  await recorder.cycle('failed-step', company, number);
  await recorder.company('failed-step', company);
}

/** A bill goes to QuickBooks, and accounts payable are tied out in the same session. */
async function tiedOut(recorder: Recorder): Promise<void> {
  const { quickbooks } = firstBooks;
  const payables = { Name: 'Accounts Payable', AccountType: 'AccountsPayable' };
  const company = await recorder.synced({
    quickbooks: { ...quickbooks, accounts: [...quickbooks.accounts, payables] },
  });
  const books = await company.billcomBooks();
  const idOf = (entity: string, name: string): unknown => books[entity]?.find((row) => row.name === name)?.id;
  await company.billcomEdit('create', {
    entity: 'Bill',
    obj: {
      vendorId: idOf('Vendor', quickbooks.vendors[0].Name),
      invoiceNumber: edits.billNumber,
      invoiceDate: '2025-11-02',
      dueDate: '2025-12-02',
      billLineItems: [
        { amount: 417.31, chartOfAccountId: idOf('ChartOfAccount', quickbooks.accounts[1].Name) },
      ],
    },
  });
  const cycle = await company.sync();
  await recorder.cycle('tied-out', company, cycle.number);
}

/** Six invoices are e-mailed, so that one waits until Bill.com sends another. */
async function invoiceEmails(recorder: Recorder): Promise<void> {
  const { quickbooks } = firstBooks;
  const { item, customer, email } = invoiceSeeds;
  const company = await recorder.world.company({
    ...firstBooks,
    quickbooks: {
      ...quickbooks,
      accounts: [
        ...quickbooks.accounts,
        {
          Name: 'Accounts Receivable',
          AccountType: 'AccountsReceivable',
          SpecialAccountType: 'AccountsReceivable',
        },
        { Name: 'Sales', AccountType: 'Income' },
      ],
      items: [
        {
          ItemType: 'Service',
          Name: item,
          SalesOrPurchase: { Price: '40.00', AccountRef: { FullName: 'Sales' } },
        },
      ],
      customers: [{ Name: customer, Email: email }],
    },
  });
  for (const RefNumber of invoiceSeeds.numbers)
    await company.quickbooksPerson('new', {
      entity: 'Invoice',
      fields: {
        CustomerRef: { FullName: customer },
        RefNumber,
        TxnDate: '2026-11-02',
        DueDate: '2026-12-02',
        IsToBeEmailed: 'true',
        InvoiceLineAdd: [{ ItemRef: { FullName: item }, Quantity: '1', Rate: '40.00' }],
      },
    });
  await company.firstSync();
  await recorder.world.database.inCompany(company.id, async (tx) => {
    for (const { billcomId, address } of await listEmails(tx, company.id, '2026-11-01'))
      if (billcomId !== null && address !== null)
        await askForEmail(tx, company.id, { billcomId, address, who: 'a test', again: false });
    await enqueueSignal(tx, company.id, 'emailsAsked');
  });
  await eventually(
    'all are sent',
    async () =>
      (await company.billcomBooks()).InvoiceEmail?.length === invoiceSeeds.numbers.length ? true : undefined,
    150_000,
  );
  const workflowId = emailsWorkflowId(company.id);
  await eventually('the workflow has ended', async () =>
    (await recorder.history(workflowId)).events?.at(-1)?.workflowExecutionCompletedEventAttributes
      ? true
      : undefined,
  );
  await recorder.record('invoice-emails.emails', workflowId);
}

async function continueAsNew(recorder: Recorder, company: CompanyWorld): Promise<void> {
  const workflowId = companyWorkflowId(company.id);
  const runId = (await recorder.history(workflowId)).events?.[0]?.workflowExecutionStartedEventAttributes
    ?.originalExecutionRunId;
  if (!runId) throw new Error('the run has no id');
  await eventually('it has continued as new', async () => {
    await company.sync();
    const { events } = await recorder.history(workflowId, runId);
    return events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes ? true : undefined;
  });
  await recorder.record('continue-as-new.company', workflowId, runId);
  await company.sync();
  await recorder.company('after-continue-as-new', company);
}

async function changeInBillcom(company: CompanyWorld, entity: string, change: object): Promise<void> {
  const [row] = (await company.billcomBooks())[entity] ?? [];
  await company.billcomEdit('update', { entity, obj: { id: row?.id, ...change } });
}

/** Kinds of runs that came later; each is recorded by itself when it is new. */
const added: Readonly<Record<string, (recorder: Recorder) => Promise<void>>> = {
  'tied-out': tiedOut,
  'invoice-emails': invoiceEmails,
};

async function main(): Promise<void> {
  const server = await startTemporal({
    dynamicConfig: [`limit.historyCount.suggestContinueAsNew=${suggestAfterEvents}`],
  });
  process.env.TEMPORAL_ADDRESS = server.address;
  const world = await startWorld();
  const connection = await Connection.connect({ address: server.address });
  try {
    const recorder = new Recorder(new Client({ connection }), world);
    const [only] = process.argv.slice(2);
    if (only !== undefined) {
      const record = added[only];
      if (!record) throw new Error(`only ${Object.keys(added).join(', ')} can be recorded alone`);
      await record(recorder);
      return;
    }
    rmSync(historyFolder, { recursive: true, force: true });
    mkdirSync(historyFolder, { recursive: true });
    const company = await firstSyncThenIdle(recorder);
    await continueAsNew(recorder, company);
    await lostSession(recorder);
    await pausedAndResumed(recorder);
    await failedStep(recorder);
    for (const record of Object.values(added)) await record(recorder);
  } finally {
    await connection.close();
    await world.stop();
    await server.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

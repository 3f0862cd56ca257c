/**
 * What Tieout costs, with the load stated; some minutes. Absolute numbers are one machine's; the shares beside them say
 * more. All benches, or those that are named:
 *
 *   node dist/bench/main.js [gateway] [decoding] [cycles] [calls] [matching] [firstSync] [growth] [payables] [receivables] [pages]
 *     [--seconds 2] [--sessions 1,8] [--vendors 300] [--companies 100]
 *     [--records 2000] [--sizes 1000,3000] [--bills 100]
 *     [--invoices 500] [--payments 100] [--full] [--json FILE]
 *
 * `--full` measures a first sync of 20,000 records, the growth from 1,000 to 100,000, 1,000 bills, and 20,000 invoices with
 * 2,000 payments, and the pages of a company with 50,000 records; it takes long.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureCycles, type CostModel, type CyclesMeasured } from './cycles';
import { measureCalls, type CallsMeasured, type IdleCycles } from './calls';
import { decodingRow, measureDecoding } from './decoding';
import { figure, percent } from './figures';
import { measureFirstSync, type FirstSyncMeasured } from './firstSync';
import { sayFirstSync, sayGrowth } from './firstSyncReport';
import { measureMailbox, type MailboxRow } from './mailbox';
import { matchingReport, measureMatching } from './matching';
import { measurePages, sayPages } from './pages';
import { measurePayables, sayPayables } from './payables';
import { measureReceivables, sayReceivables } from './receivables';
import { say, table } from './say';

const costs: CostModel = {
  quickbooks: { msPerRequest: 30, msPerRecord: 1 },
  billcom: { msPerRequest: 60, msPerRecord: 0.5 },
};
/** What the simulators need beside it is theirs. */
const noCosts: CostModel = {
  quickbooks: { msPerRequest: 0, msPerRecord: 0 },
  billcom: { msPerRequest: 0, msPerRecord: 0 },
};
const full = {
  records: 20_000,
  sizes: [1_000, 10_000, 100_000],
  bills: 1_000,
  invoices: 20_000,
  payments: 2_000,
  pageRecords: 50_000,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '2' },
    sessions: { type: 'string', default: '1,8' },
    vendors: { type: 'string', default: '300' },
    companies: { type: 'string', default: '100' },
    records: { type: 'string', default: '2000' },
    sizes: { type: 'string', default: '1000,3000' },
    bills: { type: 'string', default: '100' },
    invoices: { type: 'string', default: '500' },
    payments: { type: 'string', default: '100' },
    full: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const numbers = (list: string): number[] => list.split(',').map(Number);

const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  gateway: async () => {
    const seconds = Number(values.seconds);
    const measured = await measureMailbox({
      answerBytes: [2_000, 400_000],
      sessions: numbers(values.sessions),
      seconds,
    });
    say(
      `Through the gateway: one exchange is a sendRequestXML and the receiveResponseXML with QuickBooks' answer, ${seconds} s of each,` +
        ' the callers in a second thread.\nEach answer is a page of a reading that goes on; the mailbox is the embedded Postgres, requests and answers sealed. SOAP alone: the same calls, answered at once.\n',
    );
    table(measured.map(gatewayRow));
    return measured;
  },
  decoding: async () => {
    const measured = [...(await measureDecoding(1)), ...(await measureDecoding(4))];
    say(
      '\nAnswers of QuickBooks, read in slices between which everything else of the process gets its turn (goal: never held up for 50 ms).\n',
    );
    table(measured.map(decodingRow));
    return measured;
  },
  cycles: async () => {
    const vendors = Number(values.vendors);
    const books = { accounts: 60, classes: 10, vendors, sharedVendors: Math.floor(vendors / 3) };
    const measured = await measureCycles(costs, books);
    sayCycles(measured);
    return measured;
  },
  calls: async () => {
    const companies = Number(values.companies);
    const measured = await measureCalls(costs.billcom, { companies, idleCycles: 8 });
    sayCalls(measured);
    return measured;
  },
  matching: () => {
    const measured = [5_000, 20_000].map(measureMatching);
    say(matchingReport(measured));
    return Promise.resolve(measured);
  },
  firstSync: async () => {
    const measured = await measureFirstSync(costs, values.full ? full.records : Number(values.records));
    sayFirstSync(measured);
    return measured;
  },
  growth: async () => {
    const measured: FirstSyncMeasured[] = [];
    for (const records of values.full ? full.sizes : numbers(values.sizes))
      measured.push(await measureFirstSync(noCosts, records, { looksIntoHeap: true }));
    sayGrowth(measured);
    return measured;
  },
  payables: async () => {
    const measured = await measurePayables(costs, values.full ? full.bills : Number(values.bills));
    sayPayables(measured);
    return measured;
  },
  receivables: async () => {
    const { invoices, payments } = values.full
      ? full
      : { invoices: Number(values.invoices), payments: Number(values.payments) };
    const measured = await measureReceivables(costs, invoices, payments);
    sayReceivables(measured);
    return measured;
  },
  pages: async () => {
    const records = values.full ? full.pageRecords : Number(values.records);
    const measured = await measurePages(records);
    sayPages(records, measured);
    return measured;
  },
};

async function main(): Promise<void> {
  const names = positionals.length > 0 ? positionals : Object.keys(benches);
  const unknown = names.filter((name) => !(name in benches));
  if (unknown.length > 0)
    throw new Error(`there is no bench ${unknown.join(', ')}, only ${Object.keys(benches).join(', ')}`);
  const machine = {
    processor: cpus()[0]?.model ?? 'unknown',
    threads: availableParallelism(),
    node: process.version,
    loadAverageBefore: figure(loadavg()[0] ?? 0),
  };
  say(
    `${machine.processor}, ${machine.threads} threads, Node ${machine.node}, load average ${machine.loadAverageBefore}\n`,
  );
  const measured: Record<string, unknown> = { machine };
  for (const name of names) measured[name] = await benches[name]?.();
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(measured, null, 2)}\n`);
}

const gatewayRow = ({ answerBytes, sessions, soapAlone, mailbox }: MailboxRow) => ({
  answer: `${answerBytes / 1_000} kB`,
  sessions,
  'exchanges/s': figure(mailbox.exchangesPerSecond),
  'SOAP alone/s': figure(soapAlone.exchangesPerSecond),
  'of SOAP alone': percent(mailbox.exchangesPerSecond, soapAlone.exchangesPerSecond),
  'median ms': figure(mailbox.medianMs),
  '99 % ms': figure(mailbox.slowestPercentMs),
});

function sayCycles({
  costs: { quickbooks, billcom },
  books,
  preview,
  firstSync,
  idle,
}: CyclesMeasured): void {
  say(
    `\nCycles of the real processes against the simulators. Cost models: QuickBooks ${quickbooks.msPerRequest} ms per request and` +
      ` ${quickbooks.msPerRecord} ms per record, Bill.com ${billcom.msPerRequest} ms and ${billcom.msPerRecord} ms.\n` +
      `QuickBooks has ${books.accounts} accounts, ${books.classes} classes and ${books.vendors} vendors, of which Bill.com knows ${books.sharedVendors}.\n` +
      'From the Web Connector’s call to the end of the cycle; events and bytes of both workflows.\n',
  );
  table(
    [
      { cycle: 'first preview', ...preview },
      { cycle: 'first sync', ...firstSync },
      { cycle: `idle (median of ${idle.cycles})`, ...idle },
    ].map((row) => ({
      cycle: row.cycle,
      'wall ms': Math.round(row.wallMs),
      'of it at QuickBooks and Bill.com': percent(row.outsideMs, row.wallMs),
      'QuickBooks round trips': row.roundTrips,
      'Bill.com calls': row.billcomCalls,
      'history events': row.events,
      'history bytes': row.historyBytes,
    })),
  );
  say(
    `First sync: ${firstSync.records} records in both books afterwards, preview and sync together ${figure(firstSync.recordsPerSecond)} records per second.\n`,
  );
}

function sayCalls(measured: CallsMeasured): void {
  const { companies, callsPerCycle, cost, leastMs, alone, duringLoad, afterShare, load, onePotWaitMs } =
    measured;
  say(
    `\n${companies} companies on one developer key, whose hour is shared in Postgres; Bill.com takes ${cost.msPerRequest} ms per call and` +
      ` ${cost.msPerRecord} ms per row. An idle company makes ${callsPerCycle} calls, one after the other; meanwhile another one does a first load.\n`,
  );
  const row = (when: string, idle: IdleCycles) => ({
    'idle companies': when,
    cycles: idle.cycles,
    'median ms': Math.round(idle.medianMs),
    'longest ms': Math.round(idle.longestMs),
    'of the cost model': figure(idle.medianMs / leastMs),
    'of being alone': figure(idle.medianMs / alone.medianMs),
    'had to wait': idle.refused,
  });
  table([
    row('nobody else', alone),
    row('the load uses its share', duringLoad),
    row('the load lives on what is lent', afterShare),
  ]);
  say(
    `The load made ${load.callsAtOnce} calls at once (${figure(load.callsPerSecond)} per second), then was told to come back in ${figure(load.firstWaitMs / 1_000)} s.` +
      ` With one pot for all it would have emptied the hour, and all ${companies} companies would wait ${figure(onePotWaitMs / 60_000)} min of each.\n`,
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

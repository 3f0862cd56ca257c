/**
 * What Tieout costs, with the load stated; some two minutes. Absolute numbers are one machine's; the shares beside them
 * say more.
 *
 *   node dist/bench/main.js [--seconds 2] [--sessions 1,8] [--vendors 300] [--companies 100] [--json FILE]
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureCycles, type CostModel, type CyclesMeasured } from './cycles';
import { measureCalls, type CallsMeasured, type IdleCycles } from './calls';
import { figure, percent } from './figures';
import { measureMailbox, type MailboxRow } from './mailbox';
import { matchingReport, measureMatching } from './matching';

const costs: CostModel = {
  quickbooks: { msPerRequest: 30, msPerRecord: 1 },
  billcom: { msPerRequest: 60, msPerRecord: 0.5 },
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '2' },
      sessions: { type: 'string', default: '1,8' },
      vendors: { type: 'string', default: '300' },
      companies: { type: 'string', default: '100' },
      json: { type: 'string' },
    },
  });
  const machine = {
    processor: cpus()[0]?.model ?? 'unknown',
    threads: availableParallelism(),
    node: process.version,
    loadAverageBefore: figure(loadavg()[0] ?? 0),
  };
  const seconds = Number(values.seconds);
  say(
    `${machine.processor}, ${machine.threads} threads, Node ${machine.node}, load average ${machine.loadAverageBefore}\n`,
  );

  const gateway = await measureMailbox({
    answerBytes: [2_000, 400_000],
    sessions: values.sessions.split(',').map(Number),
    seconds,
  });
  say(
    `Through the gateway: one exchange is a sendRequestXML and the receiveResponseXML with QuickBooks' answer, ${seconds} s of each,` +
      ' the callers in a second thread.\nEach answer is a page of a reading that goes on; the mailbox is the embedded Postgres, requests and answers sealed. SOAP alone: the same calls, answered at once.\n',
  );
  table(gateway.map(gatewayRow));

  const vendors = Number(values.vendors);
  const books = { accounts: 60, classes: 10, vendors, sharedVendors: Math.floor(vendors / 3) };
  const cycles = await measureCycles(costs, books);
  sayCycles(cycles);
  say(matchingReport([1_000, 5_000, 20_000].map(measureMatching)));
  const calls = await measureCalls(costs.billcom, { companies: Number(values.companies), idleCycles: 8 });
  sayCalls(calls);
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ machine, seconds, gateway, cycles, calls }, null, 2)}\n`);
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

const say = (text: string): void => void process.stdout.write(text);

function table(rows: readonly object[]): void {
  console.table(rows);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

import path from 'node:path';
import { startDevStack } from '../../src/processes/devStack';
import { withAllLists } from '../data/allLists';
import { company, companyData, seeds } from '../data/company';
import { daysAfter, todayIn } from '../data/days';
import { monthOfBills } from '../data/monthOfBills';
import { MONTH_SEED, monthOfInvoices } from '../data/monthOfInvoices';
import { payablesSeeds } from '../data/payables';
import { quickbooksInvoice } from '../data/receivables';
import { createRandom } from '../data/random';
import { withRealSamples } from '../data/realSamples';
import { chapter, columns, block, gap, item, seconds, tell } from '../say';
import { addDemoUser, sayDashboard } from '../world/dashboard';
import type { CompanyDocument } from '../world/documents';
import { COST, startSimulators } from '../world/simulators';
import type { Stage } from '../world/stage';
import { tieoutCommand } from '../world/tieout';

/** How long ago the month of bills began; it is over, and what was paid in it is paid. */
const DAYS_AGO = 40;
/** The month of invoices ends today. */
const INVOICED_DAYS = 29;
const BANK = 'Checking - Operating';

/** The company, and everything that has to run. */
export async function opening(stage: Stage): Promise<void> {
  chapter(`Tieout keeps QuickBooks Desktop and Bill.com in agreement. The demo: ${company.name}`);
  tell(
    'A contractor has kept two sets of books by hand for years, and the two do not agree. QuickBooks, its Web Connector and Bill.com are ' +
      'simulated here, each a program of its own; all the rest is Tieout as it is, used through its command line.',
  );
  const { data: mixed, found } = withRealSamples(companyData());
  const data = withAllLists(mixed);
  const firstDay = daysAfter(todayIn(company.zone), -DAYS_AGO);
  stage.month = monthOfBills(data, createRandom(20_260_915), firstDay);
  const payables = payablesSeeds(stage.month, { billcom: BANK, quickbooks: BANK });
  const invoicesFrom = daysAfter(todayIn(company.zone), -INVOICED_DAYS);
  stage.invoices = monthOfInvoices(data, createRandom(MONTH_SEED), invoicesFrom);
  const older = stage.invoices.filter(({ entered }) => entered === 'before').map(quickbooksInvoice);
  const { quickbooks, billcom } = data;
  gap();
  block(
    columns([
      [
        '',
        'accounts',
        'classes',
        'terms',
        'items',
        'customers',
        'jobs',
        'vendors',
        'bills',
        'payments',
        'invoices',
      ],
      [
        'in QuickBooks',
        quickbooks.accounts.length,
        quickbooks.classes.length,
        quickbooks.terms.length + quickbooks.dateDrivenTerms.length,
        quickbooks.items.length,
        ...partedByParent(quickbooks.customers.map((each) => each.ParentFullName)),
        quickbooks.vendors.length,
        ...partedByKind(payables.quickbooks.transactions),
        older.length,
      ],
      [
        'in Bill.com',
        billcom.chartOfAccounts.length,
        billcom.departments.length,
        billcom.paymentTerms.length,
        billcom.items.length,
        ...partedByParent(billcom.customers.map((each) => each.parent)),
        billcom.vendors.length,
        payables.billcom.bills.length,
        payables.billcom.sentPays.length,
        0,
      ],
    ]),
    '    ',
  );
  gap();
  tell(
    found.length > 0
      ? `Mixed in from captures of real programs: ${found.join(', ')}.`
      : 'No captures of real programs beside this repository; the company is made up entirely.',
  );

  chapter('1  Everything starts');
  const started = Date.now();
  await stage.starts(
    startDevStack({
      dataFolder: stage.stackFolder,
      persistent: !stage.isTemporary,
      scripts: path.resolve(__dirname, '../../src'),
      log: (line) => item(line, '·'),
    }),
  );
  stage.tieout = tieoutCommand(stage.stackFolder);
  stage.simulators = await startSimulators({
    folder: path.join(stage.folder, 'simulators'),
    logs: stage.logs,
    organization: company.organization,
    seeds: seeds(data, {
      ...payables,
      quickbooks: { transactions: [...payables.quickbooks.transactions, ...older] },
    }),
    zone: company.zone,
    pace: stage.options.pace,
  });
  stage.atStart = await stage.simulators.books();
  stage.payablesAtStart = await stage.simulators.payables();
  stage.receivablesAtStart = await stage.simulators.receivables();
  gap();
  const times = { ...stage.stack.startedInMs, ...stage.simulators.startedInMs };
  block(
    columns([
      ['started', 'in'],
      ...Object.entries(times).map(([name, milliseconds]) => [TITLES[name] ?? name, seconds(milliseconds)]),
      ['everything', seconds(Date.now() - started)],
    ]),
    '    ',
  );
  const paced = (cost: { request: number; record: number }): string =>
    `${cost.request * stage.options.pace} ms a request and ${cost.record * stage.options.pace} ms a record`;
  gap();
  tell(
    `The simulated QuickBooks takes ${paced(COST.quickbooks)}, the simulated Bill.com ${paced(COST.billcom)}.`,
  );
  await addCompany(stage);
  stage.user = await addDemoUser(stage.tieout);
  gap();
  tell('Look on while it goes:');
  sayDashboard(stage.stack.env.CONSOLE_URL, stage.user);
}

/** How many stand at the top of a list, and how many below another one. */
function partedByParent(parents: readonly unknown[]): [number, number] {
  const below = parents.filter((parent) => parent !== undefined).length;
  return [parents.length - below, below];
}

/** Bills, and payments of bills. */
function partedByKind(transactions: readonly { readonly TxnType?: unknown }[]): [number, number] {
  const bills = transactions.filter(({ TxnType }) => TxnType === 'Bill').length;
  return [bills, transactions.length - bills];
}

const TITLES: Readonly<Record<string, string>> = {
  postgres: 'Postgres',
  temporal: 'Temporal',
  gateway: 'Tieout’s gateway',
  worker: 'Tieout’s worker',
  quickbooks: 'QuickBooks (simulated)',
  billcom: 'Bill.com (simulated)',
};

async function addCompany(stage: Stage): Promise<void> {
  const { billcomUrl } = stage.simulators;
  stage.company = await stage.tieout.run<CompanyDocument>(
    [
      ...[
        'company',
        'add',
        '--name',
        company.name,
        '--zone',
        company.zone,
        '--organization',
        company.organization,
      ],
      ...['--billcom-v2-url', `${billcomUrl}/api/v2`, '--billcom-v3-url', `${billcomUrl}/connect/v3`],
      ...['--user', company.user, '--secrets-stdin', '--write-set-size', '20'],
      ...['--qwc', path.join(stage.folder, 'cascade-ridge-builders.qwc'), '--json'],
    ],
    { input: JSON.stringify({ devKey: company.devKey, password: company.password }) },
  );
  const { qwcFile, webConnectorUser, webConnectorPassword } = stage.company;
  await stage.simulators.startWebConnector({ file: qwcFile, password: webConnectorPassword });
  gap();
  tell(`tieout company add: signed in to Bill.com as “${company.user}”, and made for the Web Connector`);
  item(`the user ${webConnectorUser} with a password that is shown once`);
  item(`the file ${qwcFile}`);
  tell('The owner opens that file at the QuickBooks PC and lets Tieout in.');
}

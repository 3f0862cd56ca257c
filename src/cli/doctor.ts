import type { Command } from 'commander';
import type { Config } from '../config';
import { listCompanies, type Company } from '../ledger/companies';
import { secretKeys } from '../config';
import { openDatabase, type Database } from '../ledger/database';
import { livingWorkers } from '../ledger/livingWorkers';
import { createSealer } from '../ledger/sealed';
import { endWith, examples, ledgerCommand, type LedgerOptions } from './command';
import { checksOfCompany } from './doctorCompany';
import {
  broken,
  checkConsole,
  checkGateway,
  checkPostgres,
  checkSignals,
  works,
  type Check,
} from './doctorSystem';
import { explain } from '../words/explain';
import { commandConfig } from './ledger';
import { createOutput } from './output';
import { exitCode } from '../words/problem';
import { companyCalled } from '../acts/openLedger';

export function addDoctor(program: Command): void {
  const command = ledgerCommand(program, 'doctor [company]')
    .summary('says of each link of the chain whether it works')
    .description(
      'Looks at every link from Bill.com to QuickBooks and says whether it works and, if not, what to do.\n' +
        'Ends with 1 if something does not.',
    )
    .action((company: string | undefined, options: LedgerOptions) => doctor(company, options));
  examples(command, ['tieout doctor', 'tieout doctor "Hill Builders" --json']);
}

async function doctor(idOrName: string | undefined, options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  const checks = await examine(idOrName, options);
  const areWell = checks.every((check) => check.works !== false);
  output.result({ works: areWell, checks }, () => doctorText(checks));
  if (!areWell) endWith(exitCode.failed);
}

/** One link after the other; what hangs on a broken one is not looked at. */
async function examine(idOrName: string | undefined, options: LedgerOptions): Promise<Check[]> {
  let config: Config;
  try {
    config = commandConfig(options);
  } catch (error) {
    const { sentence, cure } = explain(error);
    return [broken('settings', sentence, cure)];
  }
  const checks: Check[] = [works('settings', 'All settings are allowed values.')];
  const { checkTemporal } = await import('./doctorTemporal.js');
  const { checkRestored } = await import('./doctorRestored.js');
  const sealer = createSealer(secretKeys(config));
  const database = openDatabase({ url: config.DATABASE_URL, sealer, connections: 2 });
  try {
    const postgres = await checkPostgres(database);
    const canAsk = postgres.every((check) => check.works !== false);
    const workers = canAsk ? await database.asSystem((tx) => livingWorkers(tx)) : undefined;
    checks.push(...postgres, ...(await checkTemporal(config, workers)));
    if (canAsk) checks.push(await checkSignals(database, new Date()));
    checks.push(...(await checkGateway(config.GATEWAY_PUBLIC_URL)));
    checks.push(await checkConsole(config.CONSOLE_PUBLIC_URL));
    if (!canAsk) return checks;
    const companies = await companiesOf(database, idOrName);
    const restored = await checkRestored(config, database, companies);
    for (const company of companies) {
      checks.push(...restored.filter((check) => check.company === company.name));
      checks.push(...(await checksOfCompany(database, company, new Date())));
    }
    return checks;
  } finally {
    await database.end();
  }
}

async function companiesOf(database: Database, idOrName: string | undefined): Promise<Company[]> {
  if (idOrName !== undefined) return [await companyCalled(database, idOrName)];
  return database.asSystem((tx) => listCompanies(tx));
}

const sign = (check: Check): string => (check.works === null ? ' – ' : check.works ? ' ok' : 'NOT');

export function doctorText(checks: readonly Check[]): string {
  const wide = Math.max(...checks.map(({ link }) => link.length));
  let company: string | undefined;
  const lines = checks.flatMap((check) => {
    const heading = check.company === company ? [] : ['', String(check.company)];
    company = check.company;
    const cure = check.works === false && check.cure !== '' ? [`${' '.repeat(wide + 7)}→ ${check.cure}`] : [];
    return [...heading, `${sign(check)}  ${check.link.padEnd(wide)}  ${check.sentence}`, ...cure];
  });
  const wrong = checks.filter((check) => check.works === false).length;
  const sum = wrong === 0 ? 'Every link works.' : `${wrong} of ${checks.length} links do not work.`;
  return [...lines, '', sum].join('\n');
}

import { Client, Connection } from '@temporalio/client';
import type { Command } from 'commander';
import type { Config } from '../config';
import { listCompanies, type Company } from '../ledger/companies';
import type { Transaction } from '../ledger/database';
import { acceptRestoredDatabase } from '../ledger/restoredDatabase';
import { forgetWorkflows } from '../processes/forgetWorkflows';
import { holdCompany } from '../quickbooks/exchange/companyRows';
import { endSession } from '../quickbooks/exchange/ending';
import { unclosedSession } from '../quickbooks/exchange/sessionRows';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { Problem } from '../words/problem';
import { many, quoted } from '../words/counted';

const connectLimitMs = 5_000;

export function addRestored(program: Command): void {
  const command = ledgerCommand(program, 'restored')
    .summary('tells Tieout that its database was restored from a backup')
    .description(
      'To be run once after Tieout’s Postgres was restored from a backup, before worker and gateway are started again.\n' +
        'Both books and Temporal have gone on since the backup, so that its rows are out of date. Until this was run the\n' +
        'cycles of the restored database are taken for those that ran already, and nothing is synced.',
    )
    .addHelpText('after', `\n${meaning.map((line) => `  - ${line}`).join('\n')}`)
    .action((options: LedgerOptions) => restored(options));
  examples(command, ['tieout restored', 'tieout restored --json']);
}

/** What a restore means, as the help and the command itself say it. */
const meaning = [
  'What ran or was asked for at the time of the backup is over; what was planned then is not written.',
  'The next cycle of every company is a preview. What Tieout has made since the backup is recognized by its ExternalGUID or by matching, and linked instead of made again.',
  'Nothing is written before that preview was accepted.',
  'A write whose outcome was open at the time of the backup is looked up in the books.',
  'Lost with the time since the backup: lines of the audit log, and what people decided or set in Tieout. Holds come again.',
];

async function restored(options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database, config, by }) => {
    const companies = await database.asSystem((tx) => listCompanies(tx));
    await forgetAll(config, companies);
    await database.asSystem(async (tx) => {
      for (const { id } of companies) {
        await closeSessionOf(tx, id);
        await acceptRestoredDatabase(tx, id, by);
      }
    });
    const names = companies.map(({ name }) => name);
    output.result({ companies: names, meaning }, () =>
      [
        `It is noted that this database was restored from a backup (${many(names.length, 'company', 'companies')}).`,
        ...meaning.map((line) => `  - ${line}`),
        'Start worker and gateway now. After the Web Connector’s next call, for each company:',
        ...names.map((name) => `  tieout preview ${quoted(name)} --last; tieout accept ${quoted(name)}`),
      ].join('\n'),
    );
  });
}

/** Temporal comes first: rows that say the restore is noted must not meet workflows of the time after the backup. */
async function forgetAll(config: Config, companies: readonly Company[]): Promise<void> {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = config;
  const connection = await Connection.connect({ address, connectTimeout: connectLimitMs }).catch(() => {
    throw new Problem(`Temporal at ${address} does not answer, so that its memory cannot be put right.`, {
      cure: 'Start Temporal (not worker and gateway), and run the command again. Nothing was changed.',
    });
  });
  try {
    const client = new Client({ connection, namespace });
    for (const { id } of companies) await forgetWorkflows(client, id);
  } finally {
    await connection.close();
  }
}

/** A session of the backup's time: what it had out is in doubt. */
async function closeSessionOf(tx: Transaction, companyId: string): Promise<void> {
  await holdCompany(tx, companyId);
  const session = await unclosedSession(tx, companyId);
  if (!session) return;
  const reason = 'the database was restored from a backup';
  await endSession(tx, { companyId, sessionId: session.sessionId, reason });
}

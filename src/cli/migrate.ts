import type { Command } from 'commander';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { commandConfig } from './ledger';
import { loadMigrateConfig } from '../config';
import { createOutput } from './output';
import { many } from '../words/counted';

export function addMigrate(program: Command): void {
  const command = ledgerCommand(program, 'migrate')
    .summary('brings the database to the newest schema')
    .description(
      'Brings the database of DATABASE_URL to the newest schema. Safe to run again, and from several places.',
    )
    .action((options: LedgerOptions) => run(options));
  examples(command, ['DATABASE_URL=postgres://… tieout migrate']);
}

async function run(options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  // A database can be migrated before there is a secret key.
  const { DATABASE_URL } =
    options.data === undefined && process.env.DATABASE_URL ? loadMigrateConfig() : commandConfig(options);
  const { migrate } = await import('../ledger/migrate.js');
  const migrations = await migrate(DATABASE_URL);
  output.result({ migrations }, () =>
    migrations.length === 0
      ? 'The database has the newest schema already.'
      : `${many(migrations.length, 'migration')} run: ${migrations.join(', ')}.`,
  );
}

import type { Command } from 'commander';
import { resumeCompany } from '../ledger/pausing';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { companyCalled } from '../acts/openLedger';

export function addResume(program: Command): void {
  const command = ledgerCommand(program, 'resume <company>')
    .summary('lets a paused company go on')
    .description(
      'Ends a pause: a cycle that was cut goes on where its rows stand, at the Web Connector’s next call.',
    )
    .action((company: string, options: LedgerOptions) => resume(company, options));
  examples(command, ['tieout resume "Hill Builders"']);
}

async function resume(idOrName: string, options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database, by }) => {
    const { id, name } = await companyCalled(database, idOrName);
    const wasPaused = await database.inCompany(id, (tx) => resumeCompany(tx, id, by));
    output.result({ company: name, paused: null, wasPaused }, () =>
      wasPaused ? `“${name}” goes on at the Web Connector’s next call.` : `“${name}” was not paused.`,
    );
  });
}

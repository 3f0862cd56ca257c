import type { Command } from 'commander';
import { acceptRestoredFile } from '../ledger/restoredFile';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { Problem } from '../words/problem';
import { quoted } from '../words/counted';
import { companyCalled } from '../acts/openLedger';

export function addCompanyFileRestored(parent: Command): void {
  const command = ledgerCommand(parent, 'file-restored <company>')
    .summary('accepts an older copy of the company file, after Tieout stopped because of it')
    .description(
      'Says that the older copy which is open in QuickBooks is the company file from now on. All of it is read again,\n' +
        'records are matched anew, and the next cycle is a preview that has to be accepted before anything is written.\n' +
        'If the right file is to be opened instead, this command is not needed.',
    )
    .action((company: string, options: LedgerOptions) => fileRestored(company, options));
  examples(command, ['tieout company file-restored "Hill Builders"']);
}

async function fileRestored(idOrName: string, options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database, by }) => {
    const { id, name } = await companyCalled(database, idOrName);
    const cycle = await database.inCompany(id, (tx) => acceptRestoredFile(tx, id, by));
    if (!cycle)
      throw new Problem(`Tieout has noticed no older copy of the file of “${name}”.`, {
        cure: 'Every update of the Web Connector looks; run one with the restored file open.',
      });
    output.result({ company: name, cycle }, () =>
      [
        `The restored file of “${name}” is accepted. Cycle ${cycle.number} is a preview; it begins at the Web Connector’s next call.`,
        `To see it then: tieout preview ${quoted(name)} --last; to let it write: tieout accept ${quoted(name)}`,
      ].join('\n'),
    );
  });
}

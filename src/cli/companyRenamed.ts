import type { Command } from 'commander';
import { audit } from '../ledger/audit';
import { expectCompanyName } from '../ledger/companyFile';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { companyCalled, withLedger } from './ledger';
import { createOutput } from './output';
import { Problem } from './problem';

export function addCompanyRenamed(parent: Command): void {
  const command = ledgerCommand(parent, 'renamed <company> <new-name>')
    .summary('confirms that the company was renamed in QuickBooks')
    .description(
      'Confirms the new name that the company has in QuickBooks (Company → My Company), after Tieout stopped because of\n' +
        'it. Only the file with exactly this name, and with the mark that Tieout left in it, is let through.',
    )
    .action((company: string, newName: string, options: LedgerOptions) => renamed(company, newName, options));
  examples(command, ['tieout company renamed "Hill Builders" "Hill Builders of Texas, Inc."']);
}

async function renamed(idOrName: string, newName: string, options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database, by }) => {
    const { id, name, quickbooks } = await companyCalled(database, idOrName);
    const before = quickbooks.companyName;
    if (typeof before !== 'string')
      throw new Problem(`The QuickBooks company of “${name}” has not been seen yet.`, {
        cure: 'Its name is recorded when the Web Connector first calls; nothing has to be confirmed.',
      });
    await database.inCompany(id, async (tx) => {
      await expectCompanyName(tx, id, newName);
      await audit(tx, id, {
        who: by,
        action: 'confirmed the new name in QuickBooks',
        before: { companyName: before },
        after: { companyName: newName },
      });
    });
    output.result(
      { company: name, companyName: newName, before },
      () => `“${name}” is “${newName}” in QuickBooks from now on (was “${before}”).`,
    );
  });
}

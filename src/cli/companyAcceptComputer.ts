import type { Command } from 'commander';
import { audit } from '../ledger/audit';
import { expectComputer } from '../ledger/companyFile';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { companyCalled, withLedger } from './ledger';
import { createOutput } from './output';
import { Problem } from './problem';

export function addCompanyAcceptComputer(parent: Command): void {
  const command = ledgerCommand(parent, 'accept-computer <company>')
    .summary('accepts another computer’s Web Connector, after Tieout refused it')
    .description(
      'Says that the work with QuickBooks has moved to the computer whose Web Connector was refused last. From then on\n' +
        'the computer before is refused: remove Tieout from its Web Connector.',
    )
    .action((company: string, options: LedgerOptions) => acceptComputer(company, options));
  examples(command, ['tieout company accept-computer "Hill Builders"']);
}

async function acceptComputer(idOrName: string, options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database, by }) => {
    const { id, name, quickbooks } = await companyCalled(database, idOrName);
    const { computer: before, otherComputer } = quickbooks;
    if (typeof otherComputer !== 'string' || otherComputer === '')
      throw new Problem(`No other computer has called for “${name}”.`, {
        cure: 'Run the Web Connector’s update on the new computer first; it is refused, and can be accepted then.',
      });
    await database.inCompany(id, async (tx) => {
      await expectComputer(tx, id, otherComputer);
      await audit(tx, id, {
        who: by,
        action: 'accepted another computer',
        before: { computer: before },
        after: { computer: otherComputer },
      });
    });
    output.result(
      { company: name, computer: otherComputer, before: before ?? null },
      () =>
        `“${name}” works with the Web Connector on “${otherComputer}” from now on. Remove Tieout from the one on “${String(before)}”.`,
    );
  });
}

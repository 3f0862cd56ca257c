import type { Command } from 'commander';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { acceptComputer as acceptComputerOf } from '../acts/companyAccess';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { companyCalled } from '../acts/openLedger';

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
    const company = await companyCalled(database, idOrName);
    const { id, name } = company;
    const { computer, before } = await database.inCompany(id, (tx) => acceptComputerOf(tx, company, by));
    output.result(
      { company: name, computer, before },
      () =>
        `“${name}” works with the Web Connector on “${computer}” from now on. Remove Tieout from the one on “${String(before)}”.`,
    );
  });
}

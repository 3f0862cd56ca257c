import type { Command } from 'commander';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { changeWebConnectorPassword } from '../acts/companyAccess';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { companyCalled } from '../acts/openLedger';

export function addCompanyPassword(parent: Command): void {
  const command = ledgerCommand(parent, 'password <company>')
    .summary('makes a new Web Connector password')
    .description(
      'Makes a new password for the Web Connector and shows it once. The old one is worth nothing from now on.',
    )
    .action((company: string, options: LedgerOptions) => password(company, options));
  examples(command, ['tieout company password "Hill Builders"']);
}

async function password(idOrName: string, options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database, by }) => {
    const { id, name, webConnectorUser } = await companyCalled(database, idOrName);
    const webConnectorPassword = await changeWebConnectorPassword(database, { id }, by);
    output.result({ company: name, webConnectorUser, webConnectorPassword }, () =>
      [
        `  Web Connector user      ${webConnectorUser}`,
        `  Web Connector password  ${webConnectorPassword}`,
        '',
        'It is shown this once. Enter it in the Web Connector beside Tieout; the old one is refused from now on.',
      ].join('\n'),
    );
  });
}

import type { Command } from 'commander';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { gatewayAddress, qwcPath, qwcText, saveQwc } from '../acts/webConnectorFile';
import { companyCalled } from '../acts/openLedger';

interface QwcOptions extends LedgerOptions {
  readonly out?: string;
  readonly gatewayUrl?: string;
}

export function addQwc(program: Command): void {
  const command = ledgerCommand(program, 'qwc <company>')
    .summary('writes the .qwc file again')
    .description(
      'Writes the file with which the QuickBooks computer adds Tieout to its Web Connector. It holds no password.\n' +
        'The same company always gets the same ids, so it replaces the older entry there.',
    )
    .option('--out <file>', 'where it goes (default: the company’s name in this folder)')
    .option(
      '--gateway-url <url>',
      'the gateway as the QuickBooks computer reaches it (default: GATEWAY_PUBLIC_URL)',
    )
    .action((company: string, options: QwcOptions) => qwc(company, options));
  examples(command, ['tieout qwc "Hill Builders" --out hill.qwc']);
}

async function qwc(idOrName: string, options: QwcOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database, config }) => {
    const company = await companyCalled(database, idOrName);
    const text = qwcText(company, gatewayAddress(options.gatewayUrl, config.GATEWAY_PUBLIC_URL));
    const file = qwcPath(options.out, company.name);
    saveQwc(file, text, '--out');
    output.result(
      { company: company.name, qwcFile: file, webConnectorUser: company.webConnectorUser },
      () => `${file} is written; the Web Connector user is ${company.webConnectorUser}.`,
    );
  });
}

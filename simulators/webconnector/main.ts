import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { Command, Option } from 'commander';
import { AutoRun } from './autoRun';
import { Connector, type ConnectorOptions } from './connector';
import { controlServer } from './controlServer';
import { readQwcFile, WebConnectorError } from './qwcFile';
import type { EnvelopeStyle } from './soapEnvelope';

interface Flags {
  qwc: string;
  password: string;
  quickbooks: string;
  every?: number;
  autoRun?: boolean;
  once?: boolean;
  port: number;
  noopSeconds: number;
  timeoutSeconds: number;
  style?: EnvelopeStyle;
  machine?: string;
  takesLock?: boolean;
  ca?: string;
  skipAdding?: boolean;
  expectContinue: boolean;
  quickbooksFailure: 'hresult' | 'crash';
  closeAfterConnectionError?: boolean;
  closeAfterBusy?: boolean;
  lastErrorAfterNoop?: boolean;
}

const command = new Command('webconnector')
  .description('A simulated QuickBooks Web Connector')
  .requiredOption('--qwc <file>', 'the .qwc file to add')
  .addOption(
    new Option('--password <text>', "the user's password").env('WEBCONNECTOR_PASSWORD').makeOptionMandatory(),
  )
  .requiredOption('--quickbooks <url>', 'where the simulated QuickBooks listens')
  .option('--every <seconds>', 'Auto-Run every so many seconds', Number)
  .option('--auto-run', "Auto-Run at the .qwc file's own schedule")
  .option('--once', 'run one update, print its outcome, exit')
  .option('--port <number>', 'port of the control interface', Number, 0)
  .option('--noop-seconds <number>', 'pause after a NoOp', Number, 5)
  .option('--timeout-seconds <number>', 'how long a call may take', Number, 100)
  .addOption(
    new Option('--style <style>', 'envelope style in place of that of the .qwc file').choices([
      'Document',
      'DocWrapped',
      'RPC',
      'Prefixed',
    ]),
  )
  .option('--machine <name>', 'name of this computer, for AppLock')
  .option('--takes-lock', 'write AppLock at every update, not only into a file that has none')
  .option('--ca <file>', 'PEM of a further trusted root certificate')
  .option('--skip-adding', 'the application was added before: do not fetch AppSupport')
  .option('--no-expect-continue', 'do not send Expect: 100-continue')
  .addOption(
    new Option('--quickbooks-failure <how>', 'what a QuickBooks that vanishes looks like')
      .choices(['hresult', 'crash'])
      .default('hresult'),
  )
  .option('--close-after-connection-error', 'call closeConnection after a "done" from connectionError')
  .option('--close-after-busy', 'call closeConnection after "busy"')
  .option('--last-error-after-noop', 'call getLastError after a NoOp from sendRequestXML');

async function main(): Promise<void> {
  const flags = command.parse().opts<Flags>();
  const qwc = readQwcFile(flags.qwc);
  const everySeconds = flags.every ?? (flags.autoRun ? qwc.runEverySeconds : undefined);
  const connector = new Connector(
    qwc,
    flags.password,
    directory(flags.quickbooks),
    optionsFrom(flags, everySeconds),
  );
  if (!flags.skipAdding) await connector.add();

  if (flags.once) {
    const outcome = await connector.update();
    connector.close();
    process.stdout.write(`${JSON.stringify(outcome)}\n`);
    process.exitCode = outcome.result === 'error' || outcome.result === 'nvu' ? 1 : 0;
    return;
  }
  const server = controlServer(connector);
  server.listen(flags.port, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    process.stdout.write(`${JSON.stringify({ listening: `http://127.0.0.1:${port}` })}\n`);
    if (everySeconds !== undefined) new AutoRun(connector, everySeconds).start();
  });
}

function optionsFrom(flags: Flags, everySeconds: number | undefined): ConnectorOptions {
  return {
    isAutoRun: everySeconds !== undefined,
    noopSeconds: flags.noopSeconds,
    timeoutMs: flags.timeoutSeconds * 1000,
    expectContinue: flags.expectContinue,
    quickbooksFailure: flags.quickbooksFailure,
    closesAfterConnectionError: flags.closeAfterConnectionError ?? false,
    closesAfterBusy: flags.closeAfterBusy ?? false,
    takesLock: flags.takesLock ?? false,
    asksLastErrorAfterNoOp: flags.lastErrorAfterNoop ?? false,
    ...(flags.style ? { style: flags.style } : {}),
    ...(flags.machine ? { machine: flags.machine } : {}),
    ...(flags.ca ? { ca: readFileSync(flags.ca, 'utf8') } : {}),
  };
}

function directory(url: string): URL {
  return new URL(url.endsWith('/') ? url : `${url}/`);
}

main().catch((error: Error) => {
  const text = error instanceof WebConnectorError ? error.message : (error.stack ?? error.message);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});

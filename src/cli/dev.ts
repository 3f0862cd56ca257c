import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Command } from 'commander';
import type { DevStack } from '../processes/devStack';
import { defaultDataFolder, ownerOf } from '../runtime/dataFolder';
import { firstNumber } from '../runtime/pidFile';
import { endOfProcess, examples, jsonOption } from './command';
import { wholeNumber } from './arguments';
import { explain } from '../words/explain';
import { createOutput } from './output';
import { Problem } from '../words/problem';
import { readStack } from './runningStack';
import { quoted } from '../words/counted';

interface DevOptions {
  readonly data?: string;
  readonly gatewayPort?: number;
  readonly consolePort?: number;
  readonly postgresPort?: number;
  readonly temporalPort?: number;
  readonly json?: boolean;
}

export function addDev(program: Command): void {
  const port = wholeNumber(0, 65_535);
  const command = program
    .command('dev')
    .summary('runs everything on this computer')
    .description(
      'Runs Postgres, a Temporal server, a worker, a gateway and the dashboard on this computer until it is stopped (Ctrl-C).\n' +
        'Other commands find it by its data folder. TEMPORAL_ADDRESS names a cluster to use instead of a server of its own.',
    )
    .option(
      '--data <folder>',
      `databases, secret key and logs (default: TIEOUT_DATA, else ${defaultDataFolder})`,
    )
    .option(
      '--gateway-port <n>',
      'the gateway’s port (default: that of the last time, first any free one)',
      port,
    )
    .option(
      '--console-port <n>',
      'the dashboard’s port (default: that of the last time, first any free one)',
      port,
    )
    .option('--postgres-port <n>', 'Postgres’ port (default: any free one)', port)
    .option('--temporal-port <n>', 'Temporal’s port (default: any free one)', port)
    .addOption(jsonOption())
    .addHelpText('after', '\nWith --json one line is printed when everything is ready; it goes on running.')
    .action((options: DevOptions) => dev(options));
  examples(command, ['tieout dev', 'tieout dev --data /srv/tieout --gateway-port 8080 --json']);
}

async function dev(options: DevOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  const dataFolder = options.data ?? (process.env.TIEOUT_DATA || defaultDataFolder);
  refuseSecond(dataFolder);
  const note = (line: string): void => output.note(line);
  const gatewayPort = options.gatewayPort ?? (await lastPort(dataFolder, 'gateway', note));
  const consolePort = options.consolePort ?? (await lastPort(dataFolder, 'console', note));
  const { startDevStack } = await import('../processes/devStack.js');
  const starting = startDevStack({
    dataFolder,
    gatewayPort,
    consolePort,
    supervised: true,
    ...(options.postgresPort === undefined ? {} : { postgresPort: options.postgresPort }),
    ...(options.temporalPort === undefined ? {} : { temporalPort: options.temporalPort }),
    log: (line) => output.note(line),
  });
  stopOnSignals(starting, (line) => output.note(line));
  const stack = await starting;
  keepPort(dataFolder, 'gateway', stack.env.GATEWAY_PUBLIC_URL);
  keepPort(dataFolder, 'console', stack.env.CONSOLE_URL);
  if (output.json) process.stdout.write(`${JSON.stringify(devDocument(stack, dataFolder))}\n`);
  else process.stdout.write(`${devText(stack, dataFolder)}\n`);
  await endOfProcess();
}

/** Two in one folder would share databases without knowing. */
function refuseSecond(dataFolder: string): void {
  const owner = ownerOf(dataFolder);
  if (owner === undefined) return;
  const data = dataOption(dataFolder);
  const stack = readStack(dataFolder);
  throw new Problem(
    stack?.pid === owner
      ? `Tieout runs in ${dataFolder} already (process ${owner}); its gateway is ${stack.GATEWAY_PUBLIC_URL}/qbwc.`
      : `Process ${owner} is starting or stopping Tieout in ${dataFolder}.`,
    {
      cure: `Use it as it is (tieout status${data}), stop it first with Ctrl-C in its window, or choose another folder with --data.`,
    },
  );
}

const dataOption = (dataFolder: string): string =>
  dataFolder === defaultDataFolder ? '' : ` --data ${quoted(dataFolder)}`;

/** The .qwc files name the gateway's port and people's bookmarks the dashboard's, so they stay in one data folder. */
const portFile = (dataFolder: string, of: 'gateway' | 'console'): string =>
  path.join(dataFolder, `${of}.port`);

const keepPort = (dataFolder: string, of: 'gateway' | 'console', url: string): void =>
  writeFileSync(portFile(dataFolder, of), `${new URL(url).port}\n`);

async function lastPort(
  dataFolder: string,
  of: 'gateway' | 'console',
  note: (line: string) => void,
): Promise<number> {
  const port = firstNumber(portFile(dataFolder, of));
  if (port === undefined) return 0;
  if (await isFree(port)) return port;
  const name = of === 'gateway' ? 'gateway' : 'dashboard';
  note(`The ${name}’s port of the last time, ${port}, is in use; it takes another one.`);
  if (of === 'gateway') note('Write the .qwc files again with “tieout qwc”, or stop what uses the port.');
  return 0;
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** All addresses, as a program wants them; the same names as in the environment. */
const devDocument = ({ env, startedInMs }: DevStack, dataFolder: string) => ({
  ready: true,
  listening: env.GATEWAY_PUBLIC_URL,
  gateway: env.GATEWAY_PUBLIC_URL,
  webConnectorUrl: `${env.GATEWAY_PUBLIC_URL}/qbwc`,
  console: env.CONSOLE_URL,
  postgres: env.DATABASE_URL,
  temporal: env.TEMPORAL_ADDRESS,
  temporalNamespace: env.TEMPORAL_NAMESPACE,
  workerHealth: env.workerHealth,
  data: dataFolder,
  pid: env.pid,
  startedInMs,
});

function devText({ env }: DevStack, dataFolder: string): string {
  const data = dataOption(dataFolder);
  return [
    '',
    `  Dashboard  ${env.CONSOLE_URL}`,
    `  Gateway    ${env.GATEWAY_PUBLIC_URL}/qbwc`,
    `  Temporal   ${env.TEMPORAL_ADDRESS} (namespace ${env.TEMPORAL_NAMESPACE})`,
    `  Postgres   ${env.DATABASE_URL.replace(/:[^:@/]+@/, ':…@')}`,
    `  Data       ${dataFolder}`,
    '',
    'How to go on, in another terminal:',
    `  tieout company add${data} --help        connects a Bill.com organization and writes its .qwc file`,
    `  tieout sync <company>${data} --wait     previews, later syncs`,
    `  tieout status${data}`,
    `  tieout user add${data} --help           adds somebody who signs in to the dashboard`,
    '',
    'Ctrl-C stops everything; what was stored stays.',
  ].join('\n');
}

/** The first signal stops in order, also while it is still starting; the second one ends at once. */
function stopOnSignals(starting: Promise<DevStack>, note: (line: string) => void): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    note('Stopping …');
    starting
      .then((stack) => stack.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          note(explain(error).sentence);
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

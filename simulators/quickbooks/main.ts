import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { seedSchema, type Seed } from './books/seed';
import { startSimulatedQuickBooks } from './server/start';

interface Arguments {
  file: string;
  port: number;
  seed?: string;
  msPerRequest: number;
  msPerRecord: number;
  zone: string;
  clockSkewMs: number;
  printedOffset: 'standard' | 'exact';
  maxQbxml: string;
  companyFile?: string;
  iteratorIdleMs: number;
}

/** The simulated QuickBooks as a process of its own. Prints one line of JSON when it is ready. */
async function main(): Promise<void> {
  const args = readArguments();
  const directory = resolve(args.file);
  const { url, close } = await startSimulatedQuickBooks({
    directory,
    port: args.port,
    seed: args.seed === undefined ? {} : readSeed(args.seed),
    msPerRequest: args.msPerRequest,
    msPerRecord: args.msPerRecord,
    zone: args.zone,
    clockSkewMs: args.clockSkewMs,
    printedOffset: args.printedOffset,
    highestVersion: args.maxQbxml,
    companyFile: args.companyFile ?? `C:\\Books\\${basename(directory)}.qbw`,
    iteratorIdleMs: args.iteratorIdleMs,
    killProcess: () => {
      process.kill(process.pid, 'SIGKILL');
      throw new Error('The process has been killed.');
    },
  });
  process.once('SIGTERM', () => {
    void close().then(() => process.exit(0));
  });
  process.stdout.write(`${JSON.stringify({ listening: url })}\n`);
}

function readArguments(): Arguments {
  return new Command('simulated-quickbooks')
    .description('A simulated QuickBooks Desktop: the company file and its request processor.')
    .requiredOption('--file <dir>', 'directory of the company file')
    .option('--port <n>', 'port on 127.0.0.1, 0 for any', whole, 0)
    .option('--seed <json>', 'start of a new company file')
    .option('--ms-per-request <n>', 'cost of a request', whole, 0)
    .option('--ms-per-record <n>', 'cost of a record in an answer', whole, 0)
    .option('--zone <iana>', 'time zone of the PC', 'America/Los_Angeles')
    .option('--clock-skew-ms <n>', 'error of the PC clock', whole, 0)
    .addOption(
      new Option('--printed-offset <kind>', 'offset in printed times')
        .choices(['standard', 'exact'])
        .default('standard'),
    )
    .addOption(
      new Option('--max-qbxml <version>', 'highest qbXML version')
        .choices(['13.0', '14.0', '15.0', '16.0'])
        .default('16.0'),
    )
    .option('--company-file <path>', 'path of the company file as the PC sees it')
    .option('--iterator-idle-ms <n>', 'how long an idle iterator lives', whole, 10_000)
    .parse()
    .opts<Arguments>();
}

function whole(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError('A whole number is needed.');
  return Number(text);
}

function readSeed(path: string): Seed {
  return seedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

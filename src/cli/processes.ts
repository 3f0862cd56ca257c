import type { Command } from 'commander';
import { endOfProcess, examples } from './command';
import { environmentOfStack } from './ledger';

interface ProcessOptions {
  readonly data?: string;
}

export function addWorker(program: Command): void {
  const command = program
    .command('worker')
    .summary('runs a worker process')
    .description('Runs a worker: the workflows and jobs of all companies. Any number of them may run.')
    .option('--data <folder>', 'work for the “tieout dev” stack of this folder instead of the environment’s')
    .action(async (options: ProcessOptions) => {
      useStack(options);
      await import('../worker.js');
      await endOfProcess();
    });
  examples(command, ['DATABASE_URL=… TIEOUT_SECRET_KEY=… TEMPORAL_ADDRESS=… tieout worker']);
}

export function addGateway(program: Command): void {
  const command = program
    .command('gateway')
    .summary('runs a gateway process')
    .description('Runs a gateway: what the QuickBooks Web Connector calls. Any number of them may run.')
    .option('--data <folder>', 'work for the “tieout dev” stack of this folder instead of the environment’s')
    .action(async (options: ProcessOptions) => {
      useStack(options, true);
      await import('../gateway.js');
      await endOfProcess();
    });
  examples(command, ['DATABASE_URL=… TIEOUT_SECRET_KEY=… GATEWAY_PORT=8080 tieout gateway']);
}

export function addConsole(program: Command): void {
  const command = program
    .command('console')
    .summary('runs a dashboard process')
    .description(
      'Runs the dashboard and the API under it. Any number of them may run. Its users: “tieout user add”.',
    )
    .option('--data <folder>', 'work for the “tieout dev” stack of this folder instead of the environment’s')
    .action(async (options: ProcessOptions) => {
      useStack(options);
      await import('../console.js');
      await endOfProcess();
    });
  examples(command, ['DATABASE_URL=… TIEOUT_SECRET_KEY=… CONSOLE_PORT=8090 tieout console']);
}

/** The process reads its settings from the environment, as it does when it is started directly. */
function useStack({ data }: ProcessOptions, isGateway = false): void {
  if (data === undefined) return;
  const { GATEWAY_PUBLIC_URL: own } = process.env;
  Object.assign(process.env, environmentOfStack(data, process.env));
  // The stack's own gateway has that address, not this one.
  if (isGateway && own === undefined) delete process.env.GATEWAY_PUBLIC_URL;
}

import { Option, type Command } from 'commander';
import type { ConnectionOptions } from './ledger';

/** What every command takes that asks the ledger. */
export interface LedgerOptions extends ConnectionOptions {
  readonly json?: boolean;
}

/** Sets the number with which the process ends; a command that returns nothing went well. */
export const endWith = (code: number): void => {
  process.exitCode = code;
};

export const jsonOption = (): Option => new Option('--json', 'one JSON document on stdout, for programs');

/** A command that needs Postgres: from the environment, or from a running `tieout dev`. */
export function ledgerCommand(parent: Command, nameAndArguments: string): Command {
  return parent
    .command(nameAndArguments)
    .addOption(jsonOption())
    .option(
      '--data <folder>',
      'use the “tieout dev” stack of this folder (default: DATABASE_URL, else the stack in TIEOUT_DATA or .tieout)',
    );
}

/** Lines at the end of a command's help. */
export function examples(command: Command, lines: readonly string[]): void {
  command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`);
}

/** Never resolves: signals end the process, in the order that its parts need. */
export const endOfProcess = (): Promise<never> =>
  new Promise(() => {
    setInterval(() => undefined, 3_600_000);
  });

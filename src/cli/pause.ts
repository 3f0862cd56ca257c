import type { Command } from 'commander';
import { pauseCompany } from '../ledger/pausing';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { moment, parseDuration } from '../words/time';
import { quoted } from '../words/counted';
import { companyCalled } from '../acts/openLedger';

interface PauseOptions extends LedgerOptions {
  readonly reason?: string;
  readonly for?: string;
}

export function addPause(program: Command): void {
  const command = ledgerCommand(program, 'pause <company>')
    .summary('stops a company at the next safe point')
    .description(
      'Pauses a company: what is on its way is finished, then nothing is read or written until “tieout resume”.',
    )
    .option('--reason <text>', 'shown to everybody who asks')
    .option('--for <time>', 'goes on by itself after that: 90s, 10m, 1h (default: until “tieout resume”)')
    .action((company: string, options: PauseOptions) => pause(company, options));
  examples(command, [
    'tieout pause "Hill Builders" --reason "year-end closing"',
    'tieout pause "Hill Builders" --for 1h',
  ]);
}

async function pause(idOrName: string, options: PauseOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  const until = options.for === undefined ? null : new Date(Date.now() + parseDuration(options.for));
  await withLedger(options, async ({ database, by }) => {
    const { id, name } = await companyCalled(database, idOrName);
    const reason = options.reason ?? `paused by ${by}`;
    const paused = await database.inCompany(id, (tx) => pauseCompany(tx, id, { who: by, reason, until }));
    output.result(
      {
        company: name,
        paused: { since: paused.pausedAt, reason: paused.pauseReason, until: paused.pausedUntil },
      },
      () =>
        `“${name}” is paused${until === null ? '' : ` until ${moment(until)}`} (${paused.pauseReason}). To go on: tieout resume ${quoted(name)}`,
    );
  });
}

import type { Command } from 'commander';
import { audit } from '../ledger/audit';
import { loadCompany, setPaused } from '../ledger/companies';
import { enqueueSignal } from '../ledger/outbox';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { companyCalled, withLedger } from './ledger';
import { createOutput, quoted } from './output';

interface PauseOptions extends LedgerOptions {
  readonly reason?: string;
}

export function addPause(program: Command): void {
  const command = ledgerCommand(program, 'pause <company>')
    .summary('stops a company at the next safe point')
    .description(
      'Pauses a company: what is on its way is finished, then nothing is read or written until “tieout resume”.',
    )
    .option('--reason <text>', 'shown to everybody who asks')
    .action((company: string, options: PauseOptions) => pause(company, options));
  examples(command, ['tieout pause "Hill Builders" --reason "year-end closing"']);
}

async function pause(idOrName: string, options: PauseOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database, by }) => {
    const { id, name } = await companyCalled(database, idOrName);
    const reason = options.reason ?? `paused by ${by}`;
    const paused = await database.inCompany(id, async (tx) => {
      await setPaused(tx, id, reason);
      await audit(tx, id, { who: by, action: 'paused', detail: reason });
      const company = await loadCompany(tx, id);
      await enqueueSignal(tx, id, 'pause');
      return company;
    });
    output.result(
      { company: name, paused: { since: paused.pausedAt, reason: paused.pauseReason } },
      () => `“${name}” is paused (${paused.pauseReason}). To go on: tieout resume ${quoted(name)}`,
    );
  });
}

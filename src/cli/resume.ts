import type { Command } from 'commander';
import { audit } from '../ledger/audit';
import { setResumed } from '../ledger/companies';
import { emailsUnderWay } from '../ledger/invoiceEmails';
import { enqueueSignal } from '../ledger/outbox';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { companyCalled, withLedger } from './ledger';
import { createOutput } from './output';

export function addResume(program: Command): void {
  const command = ledgerCommand(program, 'resume <company>')
    .summary('lets a paused company go on')
    .description(
      'Ends a pause: a cycle that was cut goes on where its rows stand, at the Web Connector’s next call.',
    )
    .action((company: string, options: LedgerOptions) => resume(company, options));
  examples(command, ['tieout resume "Hill Builders"']);
}

async function resume(idOrName: string, options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database, by }) => {
    const { id, name, pausedAt } = await companyCalled(database, idOrName);
    await database.inCompany(id, async (tx) => {
      await setResumed(tx, id);
      if (pausedAt !== null) await audit(tx, id, { who: by, action: 'resumed' });
      if ((await emailsUnderWay(tx, id)) > 0) await enqueueSignal(tx, id, 'emailsAsked');
      await enqueueSignal(tx, id, 'resume');
    });
    output.result({ company: name, paused: null, wasPaused: pausedAt !== null }, () =>
      pausedAt === null ? `“${name}” was not paused.` : `“${name}” goes on at the Web Connector’s next call.`,
    );
  });
}

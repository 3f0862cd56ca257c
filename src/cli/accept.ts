import type { Command } from 'commander';
import { acceptShown } from '../acts/accepting';
import { endWith, examples, ledgerCommand, type LedgerOptions } from './command';
import { outcomeDocument, outcomeExit, outcomeText } from './cycleOutcome';
import { withLedger } from './ledger';
import { deciding } from '../acts/deciding';
import { createOutput } from './output';
import { waitForCycle } from './sync';
import { parseDuration } from '../words/time';
import { viewCycle } from '../acts/watchCycle';
import { atItsNextCall } from '../words/webConnectorCalls';
import { quoted } from '../words/counted';
import { companyCalled } from '../acts/openLedger';

interface AcceptOptions extends LedgerOptions {
  readonly wait?: boolean;
  readonly timeout: string;
}

export function addAccept(program: Command): void {
  const command = ledgerCommand(program, 'accept <company>')
    .summary('lets a company write after a preview, or a mass change go')
    .description(
      'Accepts the first preview: from now on cycles write. The first of them is asked for at once. Later: the preview after\n' +
        'receivables were switched on or something was restored; or what a cycle has shown that stopped because it would\n' +
        'change a large part of a list: exactly that, and nothing else.',
    )
    .option('--wait', 'end when that cycle has ended')
    .option('--timeout <time>', 'how long to wait: 90s, 10m, 1h', '10m')
    .action((company: string, options: AcceptOptions) => accept(company, options));
  examples(command, ['tieout preview "Hill Builders" --last', 'tieout accept "Hill Builders" --wait']);
}

async function accept(idOrName: string, options: AcceptOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  const limit = parseDuration(options.timeout);
  await withLedger(options, async (ledger) => {
    const { database, by } = ledger;
    const company = await companyCalled(database, idOrName);
    const accepted = await deciding(ledger, company, ({ tx }) => acceptShown(tx, company, by));
    if (!accepted) {
      output.result(
        { company: company.name, result: 'acceptedBefore', cycle: null },
        () => `“${company.name}” was accepted before; its cycles write already.`,
      );
      return;
    }
    const { isMassChange, number, mode } = accepted;
    if (!options.wait) {
      output.result(
        { company: company.name, result: 'accepted', cycle: { number, mode, state: 'due' } },
        () =>
          [
            `${isMassChange ? 'The mass change' : `“${company.name}”`} is accepted. Cycle ${number} (a ${mode}) begins ${atItsNextCall(company, new Date())}.`,
            `To follow it: tieout status ${quoted(company.name)}`,
          ].join('\n'),
      );
      return;
    }
    output.note(`Accepted. Cycle ${number} (a ${mode}) was asked for.`);
    const outcome = await waitForCycle(
      ledger,
      await viewCycle(database, company.id, number),
      Date.now() + limit,
    );
    const document = await outcomeDocument(database, outcome);
    output.result(document, () => outcomeText(outcome, document));
    endWith(outcomeExit(outcome));
  });
}

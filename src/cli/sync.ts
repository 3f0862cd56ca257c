import type { Command } from 'commander';
import { type Company } from '../ledger/companies';
import { loadCycle, type CycleMode } from '../ledger/cycles';
import type { Database } from '../ledger/database';
import { previewTitle, previewWords } from '../reconcile/previewFirst';
import { endWith, examples, ledgerCommand, type LedgerOptions } from './command';
import { outcomeDocument, outcomeExit, outcomeText } from './cycleOutcome';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { showProgress } from './progress';
import { parseDuration } from '../words/time';
import { viewCycle, waitsForAccept, watchCycle, type CycleView, type Outcome } from '../acts/watchCycle';
import { atItsNextCall } from '../words/webConnectorCalls';
import { quoted } from '../words/counted';
import { companyCalled, type Ledger } from '../acts/openLedger';
import { awaitsFirst, askForCycle } from '../acts/askForCycle';

interface SyncOptions extends LedgerOptions {
  readonly wait?: boolean;
  readonly timeout: string;
  readonly acceptFirst?: boolean;
}

export function addSync(program: Command): void {
  const command = ledgerCommand(program, 'sync <company>')
    .summary('asks for a cycle now, and waits for it if told to')
    .description(
      'Asks for a cycle. QuickBooks is reached at the Web Connector’s next call. While a cycle runs, the next one is asked for.',
    )
    .option('--wait', 'end when the cycle has ended')
    .option('--timeout <time>', 'how long to wait: 90s, 10m, 1h', '10m')
    .option('--accept-first', 'accept the company’s first preview without looking at it, and sync')
    .addHelpText(
      'after',
      '\nExit codes with --wait: 0 ended, 1 failed, 3 the first preview waits for accept, 4 time is up, 5 stopped or paused',
    )
    .action((company: string, options: SyncOptions) => sync(company, options));
  examples(command, [
    'tieout sync "Hill Builders" --wait',
    'tieout sync "Hill Builders" --wait --accept-first --json',
  ]);
}

async function sync(idOrName: string, options: SyncOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  const limit = parseDuration(options.timeout);
  await withLedger(options, async (ledger) => {
    const company = await companyCalled(ledger.database, idOrName);
    const asked = await askForCycle(ledger, company, { acceptFirst: options.acceptFirst ?? false });
    const { number, mode, state } = asked.cycle;
    const accepting = options.acceptFirst ? acceptingSentence(company, mode) : undefined;
    if (!options.wait) {
      output.result(
        {
          company: company.name,
          result: 'asked',
          cycle: { number, mode, state },
          ...(options.acceptFirst ? { acceptsPreview: awaitsFirst(company) } : {}),
        },
        () => [askedSentence(asked, new Date()), ...(accepting ? [accepting] : [])].join('\n'),
      );
      return;
    }
    if (accepting) output.note(accepting);
    output.note(`Cycle ${number} (a ${mode}) of “${company.name}” was asked for.`);
    const until = Date.now() + limit;
    let outcome = await waitForCycle(ledger, asked, until);
    if (outcome.kind === 'over' && isOtherPreview(outcome.view)) {
      output.note(
        `Cycle ${outcome.view.cycle.number} was a preview that somebody had asked for; now the sync.`,
      );
      outcome = await waitForCycle(ledger, await askForCycle(ledger, company, {}), until);
    }
    const document = await outcomeDocument(ledger.database, outcome);
    output.result(document, () => outcomeText(outcome, document));
    endWith(outcomeExit(outcome));
  });
}

/** When what was asked for begins. */
export function askedSentence({ company, cycle, running }: CycleView, now: Date): string {
  const asked = `Asked for cycle ${cycle.number} (a ${cycle.mode}) of “${company.name}”.`;
  if (company.pausedAt !== null)
    return `${asked} It is paused: the cycle begins after “tieout resume ${quoted(company.name)}”.`;
  if (running !== null)
    return `${asked} Cycle ${running} runs now; it begins after that, at the Web Connector’s next call.`;
  if (cycle.state === 'running') return `${asked} It runs already.`;
  return `${asked} It begins ${atItsNextCall(company, now)}.`;
}

/** @param before the company before the cycle was asked for */
function acceptingSentence(before: Company, mode: CycleMode): string {
  if (before.previewBecause !== null && before.acceptedAt === null)
    return `--accept-first is for a company’s first preview only. ${previewWords(before.previewBecause).happened}: somebody looks at ${previewTitle(before.previewBecause)} and accepts it, tieout accept ${quoted(before.name)}`;
  if (!awaitsFirst(before)) return 'It was accepted before, so --accept-first changes nothing.';
  return mode === 'preview'
    ? 'This preview is accepted as soon as it has ended, without anybody looking at it; the next cycle writes what it shows.'
    : 'The preview that waited is accepted with this.';
}

/** Waits for a cycle, and after a first preview that was accepted for the cycle that follows it. */
export async function waitForCycle(ledger: Ledger, asked: CycleView, until: number): Promise<Outcome> {
  const { database } = ledger;
  const progress = showProgress();
  try {
    let outcome = await watchCycle(database, asked, { until, progress });
    while (outcome.kind === 'over' && isAcceptedPreview(outcome.view)) {
      const next = await followingCycle(database, outcome.view);
      if (next === undefined) return outcome;
      progress.say(
        `The preview was accepted; cycle ${next.cycle.number} follows ${atItsNextCall(next.company, new Date())}.`,
      );
      outcome = await watchCycle(database, next, { until, progress });
    }
    return outcome;
  } finally {
    progress.end();
  }
}

const isAcceptedPreview = ({ cycle, company }: CycleView): boolean =>
  cycle.state === 'waitingForAccept' && !waitsForAccept(cycle, company);

/** It was due before, so it came first; it is not the sync that was asked for. */
const isOtherPreview = ({ cycle, company }: CycleView): boolean =>
  cycle.mode === 'preview' && cycle.state === 'ended' && company.acceptedAt !== null;

/** Accepting asks for the next cycle in the same transaction. */
async function followingCycle(database: Database, after: CycleView): Promise<CycleView | undefined> {
  const number = after.cycle.number + 1;
  const next = await database.inCompany(after.company.id, (tx) => loadCycle(tx, after.company.id, number));
  return next && viewCycle(database, after.company.id, number);
}

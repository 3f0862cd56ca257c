import type { Command } from 'commander';
import { latestCycles, type Cycle } from '../ledger/cycles';
import type { Company } from '../ledger/companies';
import { openHoldsOf } from '../ledger/holds';
import { proposalsOf } from '../ledger/proposals';
import { oneOfWords } from './arguments';
import { endWith, examples, ledgerCommand, type LedgerOptions } from './command';
import { outcomeDocument, outcomeExit, outcomeText } from './cycleOutcome';
import { companyCalled, withLedger, type Ledger } from './ledger';
import { createOutput, quoted, type Output } from './output';
import { previewCsv, previewDocument, previewText } from './previewView';
import { exitCode, Problem } from './problem';
import { askForCycle, waitForCycle } from './sync';
import { parseDuration } from './time';

interface PreviewOptions extends LedgerOptions {
  readonly wait?: boolean;
  readonly timeout: string;
  readonly last?: boolean;
  readonly format: string;
}

export function addPreview(program: Command): void {
  const command = ledgerCommand(program, 'preview <company>')
    .summary('shows what a sync would do, without doing it')
    .description(
      'Asks for a preview: both books are read, and what a sync would write is shown record by record. Nothing is written.',
    )
    .option('--wait', 'end when the preview is there, and show it')
    .option('--last', 'show the latest preview instead of making one')
    .option('--format <format>', 'table, json or csv', oneOfWords('table', 'json', 'csv'), 'table')
    .option('--timeout <time>', 'how long to wait: 90s, 10m, 1h', '10m')
    .action((company: string, options: PreviewOptions) => preview(company, options));
  examples(command, [
    'tieout preview "Hill Builders" --wait',
    'tieout preview "Hill Builders" --last --format csv > preview.csv',
  ]);
}

async function preview(idOrName: string, options: PreviewOptions): Promise<void> {
  const output = createOutput((options.json ?? false) || options.format === 'json');
  const limit = parseDuration(options.timeout);
  await withLedger(options, async (ledger) => {
    const company = await companyCalled(ledger.database, idOrName);
    if (options.last) return showPreview(ledger, company, output, options);
    const asked = await askForCycle(ledger, company, { preview: true });
    const { number, mode, state } = asked.cycle;
    if (!options.wait) {
      output.result(
        { company: company.name, result: 'asked', cycle: { number, mode, state } },
        () =>
          `Asked for cycle ${number}, a preview. When it has ended: tieout preview ${quoted(company.name)} --last`,
      );
      return;
    }
    output.note(`Cycle ${number} (a preview) of “${company.name}” was asked for.`);
    const outcome = await waitForCycle(ledger, asked, Date.now() + limit);
    const isThere =
      outcome.kind === 'over' && ['ended', 'waitingForAccept'].includes(outcome.view.cycle.state);
    if (!isThere) {
      const document = await outcomeDocument(ledger.database, outcome);
      output.result(document, () => outcomeText(outcome, document));
      endWith(outcomeExit(outcome));
      return;
    }
    await showPreview(ledger, outcome.view.company, output, options, outcome.view.cycle);
  });
}

/** Prints a preview; a first one that nobody accepted yet ends with its own code. */
async function showPreview(
  { database }: Ledger,
  company: Company,
  output: Output,
  { format }: PreviewOptions,
  cycle?: Cycle,
): Promise<void> {
  const shown = await database.inCompany(company.id, async (tx) => {
    const cycles = await latestCycles(tx, company.id, 50);
    const latest = cycle ?? cycles.find(isShownPreview);
    if (!latest) return undefined;
    // What it proposed was dropped when the next sync planned anew from what the books said then.
    if (cycles.some((each) => each.number > latest.number && each.mode === 'sync' && each.startedAt !== null))
      throw new Problem(
        `A sync has run since the preview of cycle ${latest.number}; it is carried out or out of date.`,
        {
          cure: `Make a new one: tieout preview ${quoted(company.name)} --wait`,
        },
      );
    return {
      cycle: latest,
      operations: await proposalsOf(tx, company.id, latest.number),
      holds: await openHoldsOf(tx, company.id),
    };
  });
  if (!shown)
    throw new Problem(`“${company.name}” has no preview yet.`, {
      cure: `Make one: tieout preview ${quoted(company.name)} --wait`,
    });
  const document = previewDocument(company.name, shown.cycle, shown.operations, shown.holds);
  output.result(document, () =>
    format === 'csv' ? previewCsv(document) : previewText(document, shown.holds),
  );
  if (company.acceptedAt !== null) return;
  output.note(`To accept it and sync: tieout accept ${quoted(company.name)}`);
  if (cycle) endWith(exitCode.waitingForAccept);
}

const isShownPreview = (cycle: Cycle): boolean =>
  cycle.mode === 'preview' && ['ended', 'waitingForAccept'].includes(cycle.state);

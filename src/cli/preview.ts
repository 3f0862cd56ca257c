import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { Company } from '../ledger/companies';
import { endWith, examples, ledgerCommand, type LedgerOptions } from './command';
import { outcomeDocument, outcomeExit, outcomeText } from './cycleOutcome';
import { withMark } from '../words/csv';
import { withLedger } from './ledger';
import { createOutput, type Output } from './output';
import { carriedText } from './differencesView';
import { csvOfPreview, loadPreview, type LoadedPreview } from '../acts/previewLoad';
import { countsTable, previewText } from './previewView';
import { exitCode, Problem, wrongUse } from '../words/problem';
import { askedSentence, waitForCycle } from './sync';
import { parseDuration } from '../words/time';
import { quoted } from '../words/counted';
import { companyCalled, type Ledger } from '../acts/openLedger';
import { askForCycle } from '../acts/askForCycle';

interface PreviewOptions extends LedgerOptions {
  readonly wait?: boolean;
  readonly timeout: string;
  readonly last?: boolean;
  readonly csv?: string;
}

export function addPreview(program: Command): void {
  const command = ledgerCommand(program, 'preview <company>')
    .summary('shows what a sync would do, without doing it')
    .description(
      'Asks for a preview: both books are read, and what a sync would make, change, link and hold is shown record by\n' +
        'record, with the reason. Nothing is written. After the first sync, --last shows what it did otherwise than the\n' +
        'preview that was accepted.',
    )
    .option('--wait', 'end when the preview is there, and show it')
    .option('--last', 'show the latest preview instead of making one')
    .option('--csv <file>', 'all of it as a table for a spreadsheet; - is standard output')
    .option('--timeout <time>', 'how long to wait: 90s, 10m, 1h', '10m')
    .action((company: string, options: PreviewOptions) => preview(company, options));
  examples(command, [
    'tieout preview "Hill Builders" --wait',
    'tieout preview "Hill Builders" --last --csv preview.csv',
  ]);
}

async function preview(idOrName: string, options: PreviewOptions): Promise<void> {
  if (options.csv === '-' && options.json)
    throw wrongUse('Only one of --json and --csv - can have standard output.');
  if (options.csv !== undefined && !options.wait && !options.last)
    throw wrongUse('--csv needs a preview to show.', 'Add --wait, or --last for the latest one.');
  const output = createOutput(options.json ?? false);
  const limit = parseDuration(options.timeout);
  await withLedger(options, async (ledger) => {
    const company = await companyCalled(ledger.database, idOrName);
    if (options.last) return showPreview(ledger, company, output, options);
    const asked = await askForCycle(ledger, company, { preview: true });
    const { number, mode, state } = asked.cycle;
    if (!options.wait) {
      output.result({ company: company.name, result: 'asked', cycle: { number, mode, state } }, () =>
        [
          askedSentence(asked, new Date()),
          `When it has ended: tieout preview ${quoted(company.name)} --last`,
        ].join('\n'),
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
    await showPreview(ledger, outcome.view.company, output, options);
    if (outcome.view.company.acceptedAt === null) endWith(exitCode.waitingForAccept);
  });
}

async function showPreview(
  { database }: Ledger,
  company: Company,
  output: Output,
  { csv }: PreviewOptions,
): Promise<void> {
  const loaded = await database.inCompany(company.id, (tx) => loadPreview(tx, company));
  if (!loaded)
    throw new Problem(`“${company.name}” has no preview yet.`, {
      cure: `Make one: tieout preview ${quoted(company.name)} --wait`,
    });
  if (csv === '-') process.stdout.write(csvOfPreview(loaded));
  else {
    const file = csv === undefined ? undefined : saveCsv(csv, csvOfPreview(loaded));
    output.result(loaded.document, () => (file === undefined ? textOf(loaded) : savedText(loaded, file)));
  }
  if (loaded.kind === 'preview' && company.acceptedAt === null)
    output.note(
      `To leave a record out: tieout leave-out ${quoted(company.name)} KIND RECORD\n` +
        `To accept it and sync: tieout accept ${quoted(company.name)}`,
    );
}

const textOf = (loaded: LoadedPreview): string =>
  loaded.kind === 'preview' ? previewText(loaded.document, loaded.holds) : carriedText(loaded.document);

const savedText = (loaded: LoadedPreview, file: string): string =>
  [...(loaded.kind === 'preview' ? [countsTable(loaded.document.counts)] : []), `${file} is written.`].join(
    '\n',
  );

/** @returns the file's whole path. */
function saveCsv(file: string, text: string): string {
  const whole = path.resolve(file);
  try {
    writeFileSync(whole, withMark(text));
    return whole;
  } catch (error) {
    throw new Problem(`${whole} could not be written (${(error as Error).message}).`, {
      cure: 'Choose another file with --csv.',
    });
  }
}

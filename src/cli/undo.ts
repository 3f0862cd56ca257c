import type { Command } from 'commander';
import { bookTitle, books, type EntityName } from '../entities/definition';
import { entityDefinitions } from '../entities/registry';
import type { Company } from '../ledger/companies';
import type { Transaction } from '../ledger/database';
import { carryOutNow } from '../ledger/decide';
import { linkOf } from '../ledger/links';
import type { RecordKey } from '../ledger/recordNames';
import { loadRecord, recordsCalled } from '../ledger/records';
import { operationsCalled } from '../ledger/undo';
import { named } from '../reconcile/named';
import { isRefused } from '../reconcile/takeBackRules';
import { wholeNumber } from './arguments';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { deciding } from '../acts/deciding';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { Problem, wrongUse } from '../words/problem';
import { oneOf } from '../words/stepProgress';
import { undoSentence, type UndoItem, undoProgress } from '../acts/undoItems';
import { takeBack, undoneWords, wishedItems, type UndoWish } from '../acts/undoing';
import { companyCalled } from '../acts/openLedger';
import { whenDone } from '../acts/resolving';

interface UndoOptions extends LedgerOptions {
  readonly cycle?: number;
  readonly entity?: string;
  readonly preview?: boolean;
  readonly yes?: boolean;
  readonly because?: string;
  readonly withDependants?: boolean;
}

export function addUndo(program: Command): void {
  const command = ledgerCommand(program, 'undo <company> [record]')
    .summary('takes back what Tieout wrote: of a record, of a cycle, or one write')
    .description(
      'Takes back what Tieout wrote, as far as that is possible, and says of each write what is done or why not. What was\n' +
        'made is made void, deleted or inactive; what was changed gets its earlier values. The next cycle carries it out, and\n' +
        'the records stay apart from then on, until “tieout resolve --release”. A record is named by its number, name or id,\n' +
        'a write by its id (“tieout audit --json”).',
    )
    .option('--cycle <number>', 'all writes of this cycle', wholeNumber(1, 999_999_999))
    .option('--entity <kind>', 'the kind of record, where several are called alike')
    .option('--with-dependants', 'what Tieout made that depends on it, too')
    .option('--preview', 'show it, and take nothing back')
    .option('--yes', 'take back what can be taken back')
    .option('--because <reason>', 'why, for the audit log and for whoever finds the record apart')
    .action((company: string, record: string | undefined, options: UndoOptions) =>
      undo(company, record, options),
    );
  examples(command, [
    'tieout undo "Hill Builders" 2024-118 --preview',
    'tieout undo "Hill Builders" "Acme Tile" --with-dependants --yes --because "entered for the wrong company"',
    'tieout undo "Hill Builders" --cycle 214 --preview',
  ]);
}

async function undo(idOrName: string, record: string | undefined, options: UndoOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  assertUse(record, options);
  await withLedger(options, async (ledger) => {
    const company = await companyCalled(ledger.database, idOrName);
    const withDependants = options.withDependants ?? false;
    const { items, cycle } = await deciding(ledger, company, async (by) => {
      const wish = await wishOf(by.tx, company, record, options);
      const { items: all } = await wishedItems(by.tx, company, wish, { withDependants, hidden: [] });
      if (!options.yes) return { items: all, cycle: undefined };
      await takeBack(by, all, options.because ?? '');
      return { items: all, cycle: await carryOutNow(by) };
    });
    const isDone = options.yes ?? false;
    output.result(
      { company: company.name, isPreview: !isDone, cycle: cycle ?? null, writes: items.map(asDocument) },
      () =>
        [
          ...items.map(itemText),
          ...(isDone ? [] : [undoProgress(items) ?? []].flat()),
          isDone
            ? `${undoneWords(items)} ${whenDone(company, cycle)}`
            : 'Nothing was taken back yet: --yes --because REASON does it.',
        ].join('\n'),
    );
  });
}

function assertUse(record: string | undefined, { cycle, preview, yes, because }: UndoOptions): void {
  if ((record === undefined) === (cycle === undefined))
    throw wrongUse('What is to be taken back?', 'Name a record or a write, or a cycle with --cycle.');
  if ((preview ?? false) === (yes ?? false))
    throw wrongUse('Say --preview to see what would be done, or --yes to do it.');
  if (yes && (because ?? '').trim() === '')
    throw wrongUse('Why is it taken back?', 'Say --because REASON: whoever finds the record apart reads it.');
}

const asDocument = (item: UndoItem) => ({
  operation: item.operation.id,
  cycle: item.operation.cycle,
  record: item.record,
  book: item.operation.book,
  action: item.operation.action,
  ...(isRefused(item.verdict)
    ? {
        takenBack: false,
        because: item.verdict.because,
        cure: item.verdict.cure,
        progress: item.verdict.progress ?? null,
      }
    : { takenBack: true, way: item.verdict }),
});

const itemText = (item: UndoItem): string =>
  isRefused(item.verdict)
    ? `  ✗ ${undoSentence(item)}\n      → ${item.verdict.cure}`
    : `  ✓ ${undoSentence(item)}`;

const idBeginning = /^[0-9a-f]{8}(-[0-9a-f-]*)?$/;

async function wishOf(
  tx: Transaction,
  company: Company,
  named: string | undefined,
  { cycle, entity }: UndoOptions,
): Promise<UndoWish> {
  if (named === undefined) return { cycle: cycle as number };
  const records = await recordsNamed(tx, company, named, entity);
  const [record, ...others] = records;
  if (record && others.length === 0) return { record: record.key };
  if (record)
    throw wrongUse(
      `Several are called “${named}”.`,
      `Name one by its id, or its kind with --entity: ${records.map(({ words }) => words).join('; ')}.`,
    );
  if (idBeginning.test(named.toLowerCase())) {
    const [operation, ...more] = await operationsCalled(tx, company.id, named.toLowerCase());
    if (operation && more.length === 0) return { operation: operation.id };
  }
  throw new Problem(`Neither book has a record “${named}”, and no write is called so.`, {
    cure: 'Give its whole number or name, as it was last read.',
  });
}

/** The living records that are called so; a pair counts once. */
async function recordsNamed(
  tx: Transaction,
  company: Company,
  wanted: string,
  entity: string | undefined,
): Promise<{ readonly key: RecordKey; readonly words: string }[]> {
  const definitions = entityDefinitions(company.settings);
  const found = new Map<string, { key: RecordKey; words: string }>();
  for (const book of books) {
    for (const { entity: of, id } of await recordsCalled(
      tx,
      company.id,
      book,
      wanted,
      entity as EntityName | undefined,
    )) {
      const definition = definitions.find(({ name }) => name === of);
      const record = await loadRecord(tx, company.id, book, of, id);
      if (!definition || !record) continue;
      const link = await linkOf(tx, company.id, { entity: of, book, id });
      const pair = `${of} ${link ? `pair ${link.id}` : `${book} ${id}`}`;
      const { name } = named(definition, book, record);
      if (!found.has(pair))
        found.set(pair, {
          key: { entity: of, book, id },
          words: `${oneOf(of)} “${name}” in ${bookTitle[book]} (${id})`,
        });
    }
  }
  return [...found.values()];
}

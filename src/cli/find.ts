import type { Command } from 'commander';
import { books, bookTitle, otherBook, type Book, type EntityDefinition } from '../entities/definition';
import { entityDefinitions } from '../entities/registry';
import type { BookRecord } from '../entities/record';
import type { Company } from '../ledger/companies';
import type { Transaction } from '../ledger/database';
import { heldOf } from '../ledger/heldRecords';
import { twinOf } from '../ledger/links';
import { loadRecord, recordsCalled } from '../ledger/records';
import { whyAloneThere } from '../ledger/whyAloneThere';
import { named } from '../reconcile/named';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { Problem } from '../words/problem';
import { quoted } from '../words/counted';
import { companyCalled } from '../acts/openLedger';

export function addFind(program: Command): void {
  const command = ledgerCommand(program, 'find <company> <record>')
    .summary('one record by its number, name or id: where it is, and why it is not in the other book')
    .description(
      'Looks for a record in what was last read of both books, and says of each that is called so whether it has a twin,\n' +
        'what keeps it, and what to do.',
    )
    .action((company: string, record: string, options: LedgerOptions) => find(company, record, options));
  examples(command, [
    'tieout find "Hill Builders" 1042',
    'tieout find "Hill Builders" "Best Concrete" --json',
  ]);
}

async function find(idOrName: string, wanted: string, options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database }) => {
    const company = await companyCalled(database, idOrName);
    const records = await database.inCompany(company.id, (tx) => found(tx, company, wanted));
    if (records.length === 0)
      throw new Problem(`Neither book has a record “${wanted}”, as last read.`, {
        cure: `Give its whole number or name. To read the books now: tieout sync ${quoted(company.name)}`,
      });
    output.result({ company: company.name, records }, () => records.map(foundText).join('\n\n'));
  });
}

export interface Found {
  readonly entity: string;
  readonly book: Book;
  readonly id: string;
  readonly record: string;
  /** Its twin in the other book. */
  readonly twinId: string | null;
  /** What keeps it where it is, or keeps some of it; each with what to do. */
  readonly because: readonly { readonly sentence: string; readonly cure: string }[];
}

async function found(tx: Transaction, company: Company, wanted: string): Promise<Found[]> {
  const definitions = entityDefinitions(company.settings);
  const records: Found[] = [];
  for (const book of books) {
    for (const { entity, id } of await recordsCalled(tx, company.id, book, wanted, undefined)) {
      const definition = definitions.find(({ name }) => name === entity);
      const record = await loadRecord(tx, company.id, book, entity, id);
      if (!definition || !record) continue;
      const twinId = (await twinOf(tx, company.id, entity, book, id)) ?? null;
      const held = (await heldOf(tx, company.id, entity, { [book]: id })).flatMap(({ holds }) => holds);
      const { name, word = entity } = named(definition, book, record);
      records.push({
        entity,
        book,
        id,
        record: `${word} “${name}”`,
        twinId,
        because:
          twinId === null && held.length === 0
            ? await alone(tx, company, definition, book, record)
            : held.map(({ sentence, cure }) => ({ sentence, cure })),
      });
    }
  }
  return records;
}

/** What there is no hold for, with the command for this company. */
async function alone(
  tx: Transaction,
  company: Company,
  definition: EntityDefinition,
  book: Book,
  record: BookRecord,
): Promise<Found['because']> {
  const { sentence, cure, command } = await whyAloneThere(tx, company, definition, book, record);
  const done = command?.replace('…', quoted(company.name));
  return [{ sentence, cure: done === undefined ? cure : `${cure}: ${done}` }];
}

function foundText({ book, record, id, twinId, because }: Found): string {
  const where = `${record.charAt(0).toUpperCase()}${record.slice(1)} in ${bookTitle[book]} (${id})`;
  const twin =
    twinId === null
      ? `  not in ${bookTitle[otherBook(book)]}`
      : `  in both books: ${twinId} in ${bookTitle[otherBook(book)]}`;
  return [where, twin, ...because.flatMap(({ sentence, cure }) => [`  ${sentence}`, `  → ${cure}`])].join(
    '\n',
  );
}

import { Option, type Command } from 'commander';
import { bookTitle, type Book, type EntityDefinition } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { entityDefinitions } from '../entities/registry';
import { leftOutRecords } from '../ledger/cutOver';
import type { Transaction } from '../ledger/database';
import { twinOf } from '../ledger/links';
import { loadRecord, recordsCalled } from '../ledger/records';
import { named } from '../reconcile/named';
import { day } from './arguments';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { leaveOutBefore } from './leaveOutBefore';
import { setLeftOut, refuseLinked, type LeftOutOutcome } from '../acts/leavingOut';
import { createOutput, table } from './output';
import { Problem, wrongUse } from '../words/problem';
import { oneOf } from '../words/stepProgress';
import { moment } from '../words/time';
import { many, quoted } from '../words/counted';
import { companyCalled } from '../acts/openLedger';

interface LeaveOutOptions extends LedgerOptions {
  readonly book?: Book;
  readonly undo?: boolean;
  readonly before?: string;
  readonly accept?: boolean;
}

export function addLeaveOut(program: Command): void {
  const command = ledgerCommand(program, 'leave-out <company> [entity] [records...]')
    .summary('records that are not to be made in the other book')
    .description(
      'A preview shows what a sync would make in the other book. Each record can be left out there, by its number, name or\n' +
        'id; it then stays in its own book until that is undone. --before leaves out all documents that are dated before a\n' +
        'day, and shows them first. Without records: lists what was left out.',
    )
    .addOption(
      new Option('--book <book>', 'the book that has it, where both know the number').choices([
        'quickbooks',
        'billcom',
      ]),
    )
    .option('--undo', 'take it in again')
    .option('--before <day>', 'all documents dated before this day, such as 2026-01-31', day)
    .option('--accept', 'with --before: leave out what was shown')
    .action((company: string, entity: string | undefined, records: string[], options: LeaveOutOptions) =>
      run(company, entity, records, options),
    );
  examples(command, [
    'tieout leave-out "Hill Builders"',
    'tieout leave-out "Hill Builders" bill 2024-118 2024-119',
    'tieout leave-out "Hill Builders" bill 2024-118 --undo',
    'tieout leave-out "Hill Builders" bill --before 2026-01-01',
    'tieout leave-out "Hill Builders" --before 2026-01-01 --accept',
  ]);
}

async function run(
  idOrName: string,
  entity: string | undefined,
  records: readonly string[],
  options: LeaveOutOptions,
): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database, by }) => {
    const company = await companyCalled(database, idOrName);
    const definitions = entityDefinitions(company.settings);
    if (options.before !== undefined || options.accept) {
      await leaveOutBefore({ database, company, by, definitions, entity, records, output }, options);
      return;
    }
    await database.inCompany(company.id, async (tx) => {
      if (entity === undefined) {
        const rows = await listed(tx, company.id, definitions);
        output.result({ company: company.name, leftOut: rows }, () => listText(company.name, rows));
        return;
      }
      const definition = definitions.find(({ name }) => name === entity);
      if (!definition || records.length === 0)
        throw wrongUse(
          'Name what is to be left out: the kind of record, and its number, name or id.',
          `Kinds: ${definitions.map(({ name }) => name).join(', ')}.`,
        );
      const decided: LeftOutOutcome[] = [];
      for (const record of records) {
        const found = await theRecord(tx, company.id, definition, record, options.book);
        decided.push(
          await setLeftOut(tx, company.id, {
            definition,
            ...found,
            who: by,
            isOut: !(options.undo ?? false),
          }),
        );
      }
      output.result(
        {
          company: company.name,
          undone: options.undo ?? false,
          records: decided.map(({ sentence: _, ...each }) => each),
        },
        () =>
          [
            ...decided.map(({ sentence }) => sentence),
            company.acceptedAt === null
              ? `A new preview shows it: tieout preview ${quoted(company.name)} --wait`
              : 'The next sync works by it.',
          ].join('\n'),
      );
    });
  });
}

/** One living record without a twin. @throws Problem that names the candidates */
async function theRecord(
  tx: Transaction,
  companyId: string,
  definition: EntityDefinition,
  wanted: string,
  inBook: Book | undefined,
): Promise<{ book: Book; record: BookRecord }> {
  const found: { book: Book; record: BookRecord }[] = [];
  const linked: string[] = [];
  for (const book of inBook === undefined ? (['billcom', 'quickbooks'] as const) : [inBook])
    for (const { id } of await recordsCalled(tx, companyId, book, wanted, definition.name)) {
      const record = await loadRecord(tx, companyId, book, definition.name, id);
      if (!record) continue;
      if ((await twinOf(tx, companyId, definition.name, book, id)) === undefined)
        found.push({ book, record });
      else linked.push(named(definition, book, record).name);
    }
  const [only, ...others] = found;
  const { one } = definition.words;
  if (only === undefined && linked.length > 0) refuseLinked(definition, wanted);
  if (only === undefined) throw new Problem(`There is no ${one} “${wanted}” in either book, as last read.`);
  if (others.length > 0)
    throw new Problem(`Several are called “${wanted}”.`, {
      cure: `Name one by its id: ${found.map(({ book, record }) => `${record.id} (${named(definition, book, record).name}, ${String(record.fields[definition.document?.date ?? ''] ?? '')} in ${bookTitle[book]})`).join(', ')}.`,
    });
  return only;
}

interface LeftOutRow {
  readonly entity: string;
  readonly book: Book;
  readonly id: string;
  readonly name: string;
  readonly who: string;
  readonly at: Date;
}

async function listed(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
): Promise<LeftOutRow[]> {
  const rows: LeftOutRow[] = [];
  for (const each of await leftOutRecords(tx, companyId)) {
    const definition = definitions.find(({ name }) => name === each.entity);
    const record = await loadRecord(tx, companyId, each.book, each.entity, each.id);
    rows.push({ ...each, name: definition && record ? named(definition, each.book, record).name : each.id });
  }
  return rows;
}

const listText = (company: string, rows: readonly LeftOutRow[]): string =>
  rows.length === 0
    ? `Nothing is left out in “${company}”.`
    : [
        table(
          [{ title: 'record', wraps: true }, { title: 'id' }, { title: 'by' }, { title: 'since' }],
          rows.map(({ entity, name, book, id, who, at }) => [
            `${oneOf(entity)} “${name}” in ${bookTitle[book]}`,
            id,
            who,
            moment(at).slice(0, 16),
          ]),
        ),
        `${many(rows.length, 'record')} left out. To take one in again: tieout leave-out ${quoted(company)} KIND RECORD --undo`,
      ].join('\n');

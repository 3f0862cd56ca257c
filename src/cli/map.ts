import { Option, type Command } from 'commander';
import { bookTitle, flowsFrom, type Book, type EntityDefinition } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { entityDefinitions } from '../entities/registry';
import type { Transaction } from '../ledger/database';
import { loadLinks } from '../ledger/links';
import { loadMappings, type Mapping } from '../ledger/mappings';
import { loadRecords } from '../ledger/records';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput, table } from './output';
import { Problem, wrongUse } from '../words/problem';
import { many } from '../words/counted';
import { companyCalled } from '../acts/openLedger';
import { fullNameOf, mappable, standFor, standForNothing, type StandingFor } from '../acts/standingFor';

interface MapOptions extends LedgerOptions {
  readonly to?: string;
  readonly toAccount?: string;
  readonly remove?: boolean;
}

export function addMap(program: Command): void {
  const command = ledgerCommand(program, 'map <company> [entity] [record]')
    .summary('what records of Bill.com stand for that are never made in QuickBooks')
    .description(
      'Items and sub-customers made in Bill.com do not go to QuickBooks. This chooses which item, account, customer or\n' +
        'job of QuickBooks each of them stands for. Without a record: lists them all, with what was chosen.',
    )
    .addOption(new Option('--to <record>', 'the record of QuickBooks, by its full name or ListID'))
    .addOption(new Option('--to-account <account>', 'an account of QuickBooks, for an item').conflicts('to'))
    .addOption(new Option('--remove', 'takes the choice back').conflicts(['to', 'toAccount']))
    .action((company: string, entity: string | undefined, record: string | undefined, options: MapOptions) =>
      map(company, entity, record, options),
    );
  examples(command, [
    'tieout map "Hill Builders"',
    'tieout map "Hill Builders" item "Consulting" --to "Labor:Consulting"',
    'tieout map "Hill Builders" item "Misc" --to-account "Other Income"',
    'tieout map "Hill Builders" customer "Phase 2" --to "Acme Homes:Phase 2"',
  ]);
}

async function map(
  idOrName: string,
  entity: string | undefined,
  record: string | undefined,
  options: MapOptions,
): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database, by }) => {
    const company = await companyCalled(database, idOrName);
    const definitions = entityDefinitions(company.settings);
    await database.inCompany(company.id, async (tx) => {
      if (entity === undefined) {
        const rows = await listed(tx, company.id, definitions);
        output.result({ company: company.name, records: rows }, () => listText(company.name, rows));
        return;
      }
      const definition = mappable(definitions).find(({ name }) => name === entity);
      if (!definition || record === undefined)
        throw wrongUse(
          `Name what is to be mapped: ${mappable(definitions)
            .map(({ name }) => name)
            .join(' or ')}, and the record.`,
        );
      const from = await theRecord(tx, company.id, definition, 'billcom', record);
      const of = { companyId: company.id, who: by, definition, from };
      if (options.remove) {
        if (!(await standForNothing(tx, of)))
          throw new Problem(`Nothing was chosen for the ${definition.words.one} “${record}”.`);
      } else await choose(tx, of, definitions, options);
      const [row] = (await listed(tx, company.id, definitions)).filter(({ id }) => id === from.id);
      output.result({ company: company.name, record: row ?? null }, () =>
        row?.standsFor
          ? `The ${definition.words.one} “${row.name}” of Bill.com stands for ${row.standsFor} in QuickBooks. The next sync works by it.`
          : `The ${definition.words.one} “${record}” of Bill.com stands for nothing in QuickBooks any more.`,
      );
    });
  });
}

async function choose(
  tx: Transaction,
  of: StandingFor,
  definitions: readonly EntityDefinition[],
  { to, toAccount }: MapOptions,
): Promise<void> {
  const target = to ?? toAccount;
  if (target === undefined) throw wrongUse('Say what it stands for (--to, --to-account), or --remove.');
  const entity = to === undefined ? 'account' : of.definition.name;
  const targetDefinition = definitions.find(({ name }) => name === entity);
  if (!targetDefinition || !of.definition.mapsTo?.includes(entity))
    throw wrongUse(`A ${of.definition.words.one} cannot stand for an account.`);
  const record = await theRecord(tx, of.companyId, targetDefinition, 'quickbooks', target);
  await standFor(tx, of, { entity, record });
}

/** One living record by its id, full name or name. @throws Problem that names the candidates. */
async function theRecord(
  tx: Transaction,
  companyId: string,
  definition: EntityDefinition,
  book: Book,
  idOrName: string,
): Promise<BookRecord> {
  const all = [...(await loadRecords(tx, companyId, book, definition.name)).values()].filter(
    (record) => !record.deleted && record.mergedInto === null,
  );
  const wanted = idOrName.toLowerCase();
  const byId = all.filter((record) => record.id === idOrName);
  const byFullName = all.filter((record) => fullNameOf(record).toLowerCase() === wanted);
  const byName = all.filter((record) => String(record.fields.name).toLowerCase() === wanted);
  const found = [byId, byFullName, byName].find((records) => records.length > 0) ?? [];
  const [only, ...others] = found;
  if (only === undefined)
    throw new Problem(
      `There is no ${definition.words.one} “${idOrName}” in ${bookTitle[book]}, as last read.`,
    );
  if (others.length > 0)
    throw new Problem(`There are several of the name “${idOrName}” in ${bookTitle[book]}.`, {
      cure: `Name it by its id: ${found.map(({ id }) => id).join(', ')}.`,
    });
  return only;
}

interface MapRow {
  readonly entity: string;
  readonly id: string;
  readonly name: string;
  /** The record of QuickBooks as people name it; null when nothing was chosen. */
  readonly standsFor: string | null;
  readonly quickbooksId: string | null;
}

async function listed(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
): Promise<MapRow[]> {
  const mappings = await loadMappings(tx, companyId);
  const rows: MapRow[] = [];
  for (const definition of mappable(definitions)) {
    const linked = new Set(
      (await loadLinks(tx, companyId, definition.name)).map(({ billcomId }) => billcomId),
    );
    const records = await loadRecords(tx, companyId, 'billcom', definition.name);
    for (const record of records.values()) {
      const goesBySelf = flowsFrom(definition, record.fields, 'billcom', record.facts);
      if (record.deleted || record.mergedInto !== null || goesBySelf || linked.has(record.id)) continue;
      const mapping = mappings.find(
        (each) => each.entity === definition.name && each.billcomId === record.id,
      );
      rows.push({
        entity: definition.name,
        id: record.id,
        name: String(record.fields.name ?? record.id),
        standsFor: mapping ? await targetName(tx, companyId, definitions, mapping) : null,
        quickbooksId: mapping?.quickbooksId ?? null,
      });
    }
  }
  return rows;
}

async function targetName(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
  mapping: Mapping,
): Promise<string> {
  const records = await loadRecords(tx, companyId, 'quickbooks', mapping.quickbooksEntity);
  const record = records.get(mapping.quickbooksId);
  const word =
    definitions.find(({ name }) => name === mapping.quickbooksEntity)?.words.one ?? mapping.quickbooksEntity;
  return `the ${word} “${record ? fullNameOf(record) : mapping.quickbooksId}”`;
}

function listText(company: string, rows: readonly MapRow[]): string {
  if (rows.length === 0)
    return `Every item and sub-customer of Bill.com has its twin in QuickBooks in “${company}”; nothing is to be chosen.`;
  const open = rows.filter(({ standsFor }) => standsFor === null).length;
  return [
    table(
      [
        { title: 'in Bill.com', wraps: true },
        { title: 'stands for, in QuickBooks', wraps: true },
        { title: 'id' },
      ],
      rows.map(({ entity, name, standsFor, id }) => [`${entity} “${name}”`, standsFor ?? '–', id]),
    ),
    open === 0
      ? 'All of them stand for something.'
      : `${many(open, 'record')} ${open === 1 ? 'stands' : 'stand'} for nothing yet: documents that use them will wait.`,
  ].join('\n');
}

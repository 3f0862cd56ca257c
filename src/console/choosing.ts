import { z } from 'zod';
import { decidingOf, seeingOf } from '../access/capabilities';
import { deciding } from '../acts/deciding';
import { sentenceOf, type DecidedPair } from '../acts/decidingPairs';
import { fullNameOf, standFor, standForNothing } from '../acts/standingFor';
import {
  bookTitle,
  isNeverMade,
  otherBook,
  type EntityDefinition,
  type EntityName,
} from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { entityDefinitions, stepOrder } from '../entities/registry';
import { choosableRecords } from '../ledger/choosableRecords';
import type { Transaction } from '../ledger/database';
import { decidePair } from '../ledger/decide';
import { linkOf, twinOf } from '../ledger/links';
import { loadMappings } from '../ledger/mappings';
import type { RecordKey } from '../ledger/recordNames';
import { loadRecord } from '../ledger/records';
import { named } from '../reconcile/named';
import { carriedOut, type Decided } from './acts';
import { assertMay, hiddenFrom, type Inside } from './admission';
import type { ConsoleDeps } from './deps';
import { Fault, NotThere } from './faults';

/** Choosing a record of the other book: what one stands for there, or which one is the same. For pages and the API. */

export const standsForSchema = z.strictObject({
  entity: z.enum(stepOrder as [EntityName, ...EntityName[]]).describe('The kind of the record of QuickBooks'),
  record: z.string().min(1).max(200).nullable().describe('Its ListID; null takes the choice back'),
});
export const twinSchema = z.strictObject({
  record: z
    .string()
    .min(1)
    .max(200)
    .nullable()
    .describe('The id of the record of the other book; null ends the link'),
});

/** `standsFor`: of a record that is never made in QuickBooks; `twin`: the two are the same thing. */
export const choiceKinds = ['standsFor', 'twin'] as const;
export type ChoiceKind = (typeof choiceKinds)[number];

/** What can be chosen, as a page shows it. */
export interface ChoiceView {
  readonly name: string;
  readonly word: string;
  readonly entity: EntityName;
  /** The kinds of records that can be chosen among. */
  readonly kinds: readonly EntityName[];
  readonly found: readonly { readonly id: string; readonly name: string; readonly detail: string }[];
  readonly isWhole: boolean;
}

const mostFound = 50;

const definitionOf = ({ company }: Pick<Inside, 'company'>, entity: EntityName): EntityDefinition => {
  const definition = entityDefinitions(company.settings).find(({ name }) => name === entity);
  if (!definition) throw new NotThere();
  return definition;
};

async function living(
  tx: Transaction,
  companyId: string,
  { book, entity, id }: RecordKey,
): Promise<BookRecord> {
  const record = await loadRecord(tx, companyId, book, entity, id);
  if (!record || record.deleted || record.mergedInto !== null) throw new NotThere();
  return record;
}

/** @throws NotThere where that record has no such choice */
export async function loadChoice(
  tx: Transaction,
  by: Inside,
  key: RecordKey,
  asked: { readonly kind: ChoiceKind; readonly entity?: EntityName | undefined; readonly search: string },
): Promise<ChoiceView> {
  const definition = definitionOf(by, key.entity);
  const record = await living(tx, by.company.id, key);
  if (asked.kind === 'standsFor' && !(key.book === 'billcom' && isNeverMade(definition, record.fields)))
    throw new NotThere();
  const hidden = hiddenFrom(by.membership);
  const kinds = (asked.kind === 'standsFor' ? (definition.mapsTo ?? []) : [key.entity]).filter(
    (entity) => !hidden.includes(entity),
  );
  const entity = kinds.find((each) => each === asked.entity) ?? kinds[0] ?? key.entity;
  const book = otherBook(key.book);
  const isLinked = asked.kind === 'twin' ? false : entity === 'account' ? true : undefined;
  const found = await choosableRecords(
    tx,
    by.company.id,
    { book, entity, isLinked, search: asked.search },
    mostFound + 1,
  );
  const target = definitionOf(by, entity);
  const { name, word = definition.words.one } = named(definition, key.book, record);
  return {
    name,
    word,
    entity,
    kinds,
    found: found.slice(0, mostFound).map((each) => ({
      id: each.id,
      name: target.document ? named(target, book, each).name : fullNameOf(each),
      detail: [target.document && each.fields[target.document.date], each.facts.total]
        .filter((part) => typeof part === 'string' && part !== '')
        .join(', '),
    })),
    isWhole: found.length <= mostFound,
  };
}

/** What a record of Bill.com stands for; null where it could, and nothing was chosen; undefined where it is no matter. */
export async function standingOf(
  tx: Transaction,
  companyId: string,
  definition: EntityDefinition,
  { book, id }: Pick<RecordKey, 'book' | 'id'>,
  fields: BookRecord['fields'],
): Promise<(RecordKey & { readonly name: string }) | null | undefined> {
  if (book !== 'billcom' || !isNeverMade(definition, fields)) return undefined;
  const mapping = (await loadMappings(tx, companyId)).find(
    ({ entity, billcomId }) => entity === definition.name && billcomId === id,
  );
  if (!mapping) return null;
  const { quickbooksEntity: entity, quickbooksId } = mapping;
  const target = await loadRecord(tx, companyId, 'quickbooks', entity, quickbooksId);
  return { entity, book: 'quickbooks', id: quickbooksId, name: target ? fullNameOf(target) : quickbooksId };
}

/** Says what a record of Bill.com stands for in QuickBooks, or takes that back; the next cycle works by it. */
export async function chooseStandsFor(
  by: Inside,
  deps: ConsoleDeps,
  key: RecordKey,
  { entity, record }: z.infer<typeof standsForSchema>,
): Promise<Decided> {
  await assertMay(by, seeingOf(key.entity), deps);
  await assertMay(by, decidingOf(key.entity), deps);
  const { company, person } = by;
  const definition = definitionOf(by, key.entity);
  if (key.book !== 'billcom' || definition.mapsTo === undefined)
    throw new Fault(
      409,
      `The ${definition.words.one} of ${bookTitle[key.book]} stands for nothing but itself.`,
      'Only what was made in Bill.com and is never made in QuickBooks stands for something there.',
    );
  return deciding({ database: deps.database, by: person.actsAs }, company, async (acting) => {
    const { tx, who } = acting;
    const from = await living(tx, company.id, key);
    const of = { companyId: company.id, who, definition, from };
    const what = `The ${definition.words.one} “${named(definition, 'billcom', from).name}” of Bill.com`;
    if (record === null) {
      if (!(await standForNothing(tx, of))) throw new Fault(409, `Nothing was chosen for it.`);
      return {
        sentences: [`${what} stands for nothing in QuickBooks any more.`],
        ...(await carriedOut(acting)),
      };
    }
    const target = await living(tx, company.id, { entity, book: 'quickbooks', id: record });
    await standFor(tx, of, { entity, record: target });
    const stands = `the ${definitionOf(by, entity).words.one} “${fullNameOf(target)}”`;
    return { sentences: [`${what} stands for ${stands} in QuickBooks.`], ...(await carriedOut(acting)) };
  });
}

/** Says that two records are the same thing, or ends their link; the next cycle carries it out. */
export async function chooseTwin(
  by: Inside,
  deps: ConsoleDeps,
  key: RecordKey,
  { record }: z.infer<typeof twinSchema>,
): Promise<Decided> {
  await assertMay(by, seeingOf(key.entity), deps);
  await assertMay(by, decidingOf(key.entity), deps);
  const { company, person } = by;
  return deciding({ database: deps.database, by: person.actsAs }, company, async (acting) => {
    const decided =
      record === null ? await endedPair(acting.tx, by, key) : await newPair(acting.tx, by, key, record);
    const { kind, pair } = decided;
    await decidePair(acting, kind, pair.entity, pair, pair.names);
    return { sentences: [sentenceOf(decided)], ...(await carriedOut(acting)) };
  });
}

async function endedPair(tx: Transaction, by: Inside, key: RecordKey): Promise<DecidedPair> {
  const link = await linkOf(tx, by.company.id, key);
  if (!link) throw new Fault(409, 'The two are not linked any more.', 'Nothing is to be done.');
  const nameIn = async (book: RecordKey['book'], id: string): Promise<string> => {
    const record = await loadRecord(tx, by.company.id, book, key.entity, id);
    return record ? named(definitionOf(by, key.entity), book, record).name : id;
  };
  const { quickbooksId, billcomId } = link;
  const names = {
    quickbooks: await nameIn('quickbooks', quickbooksId),
    billcom: await nameIn('billcom', billcomId),
  };
  return { kind: 'unlink', pair: { entity: key.entity, quickbooksId, billcomId, names } };
}

async function newPair(tx: Transaction, by: Inside, key: RecordKey, twin: string): Promise<DecidedPair> {
  const { entity } = key;
  const definition = definitionOf(by, entity);
  const book = otherBook(key.book);
  const sides = { [key.book]: key.id, [book]: twin } as Record<RecordKey['book'], string>;
  const names = { quickbooks: '', billcom: '' };
  for (const each of [key.book, book]) {
    const record = await living(tx, by.company.id, { entity, book: each, id: sides[each] });
    names[each] = named(definition, each, record).name;
    if ((await twinOf(tx, by.company.id, entity, each, sides[each])) !== undefined)
      throw new Fault(
        409,
        `“${names[each]}” of ${bookTitle[each]} is linked already.`,
        'End that link first, on its page.',
      );
  }
  const pair = { entity, quickbooksId: sides.quickbooks, billcomId: sides.billcom, names };
  return { kind: 'link', pair };
}

import { namesFrom } from '../words/valueWords';
import { books, type Book, type EntityDefinition } from '../entities/definition';
import { entityDefinitions } from '../entities/registry';
import { appliedRecords } from '../ledger/appliedRecords';
import type { Company } from '../ledger/companies';
import type { Transaction } from '../ledger/database';
import { heldOf, type HeldRecordRow } from '../ledger/heldRecords';
import { linkOf, type LinkView } from '../ledger/links';
import { operationsAbout, type Operation } from '../ledger/operations';
import { recordNames, type RecordKey } from '../ledger/recordNames';
import { pairsWith, type OpenProposal } from '../ledger/pairProposals';
import { loadRecord } from '../ledger/records';
import type { ListedRecord } from '../ledger/recordSearch';
import { whyAloneThere } from '../ledger/whyAloneThere';
import { named } from '../reconcile/named';
import type { Why } from '../reconcile/whyAlone';
import { standingOf } from './choosing';
import { NotThere } from './faults';
import { leftOutState } from './leftOutState';
import { fieldRows, leadingTo, namesNeeded, type FieldRow, type Sides } from './views/fieldRows';

/** Another record that this one leads to, or that is applied to it. */
export type NamedRecord = RecordKey & { readonly name: string };

/** Everything that a record's page shows, read together. */
export interface RecordView {
  /** The record of the pair that stands for it: QuickBooks' one, unless only Bill.com has it. */
  readonly key: RecordKey;
  readonly name: string;
  /** “job” */
  readonly word: string;
  readonly definition: EntityDefinition;
  readonly sides: Sides;
  readonly link: LinkView | undefined;
  readonly fields: readonly FieldRow[];
  readonly held: readonly HeldRecordRow[];
  /** With what it may be the same, the likeliest first. */
  readonly pairs: readonly OpenProposal[];
  /** Why it is in one book only, where nothing holds it. */
  readonly why: Why | undefined;
  /** What it stands for in QuickBooks; null: nothing yet; undefined where that is no matter. */
  readonly standsFor: NamedRecord | null | undefined;
  readonly leadsTo: readonly NamedRecord[];
  readonly applied: readonly NamedRecord[];
  /** Of a record in one book only: whether somebody left it out; undefined where that is no matter. */
  readonly left: 'out' | 'in' | undefined;
  /** The latest first. */
  readonly writes: readonly Operation[];
}

const mostShown = 50;

/** @throws NotThere for a record that neither book ever had */
export async function loadRecordView(
  tx: Transaction,
  company: Company,
  asked: RecordKey,
): Promise<RecordView> {
  const definitions = entityDefinitions(company.settings);
  const definition = definitions.find(({ name }) => name === asked.entity);
  if (!definition) throw new NotThere();
  const link = await linkOf(tx, company.id, asked);
  const ids: Partial<Record<Book, string>> = link
    ? { quickbooks: link.quickbooksId, billcom: link.billcomId }
    : { [asked.book]: asked.id };
  const sides = await sidesOf(tx, company.id, asked, ids);
  const book = books.find((each) => sides[each] !== undefined);
  const record = book && sides[book];
  if (!record) throw new NotThere();
  const { name, word = definition.words.one } = named(definition, book, record);
  const held = await heldOf(tx, company.id, asked.entity, ids);
  const pairs = await pairsWith(tx, company.id, asked.entity, ids);
  const isAlone = link === undefined && held.length + pairs.length === 0 && !record.deleted;
  const known = await recordNames(tx, company.id, namesNeeded(definition, sides, link));
  const nameOf = namesFrom(known);
  return {
    key: { entity: asked.entity, book, id: record.id },
    name,
    word,
    definition,
    sides,
    link,
    fields: fieldRows(definition, sides, link, known),
    // A pair that is proposed is told once.
    held: held.filter(({ cause }) => cause !== 'possibleDuplicate' || pairs.length === 0),
    pairs,
    why: isAlone ? await whyAloneThere(tx, company, definition, book, record) : undefined,
    standsFor:
      link === undefined && !record.deleted
        ? await standingOf(tx, company.id, definition, { book, id: record.id }, record.fields)
        : undefined,
    left: link === undefined ? await leftOutState(tx, company, definition, { book, record }) : undefined,
    leadsTo: leadingTo(definition, book, record.fields).map((key) => ({
      ...key,
      name: nameOf(key.entity, key.book, key.id) ?? key.id,
    })),
    applied: await appliedTo(tx, company.id, definitions, { entity: asked.entity, book, id: record.id }),
    writes: await operationsAbout(tx, company.id, asked.entity, Object.values(ids), mostShown),
  };
}

/** Why a record of a list is not in both books, or not the same there; each with what to do. */
export async function becauseOf(
  tx: Transaction,
  company: Company,
  { entity, book, id, twinId }: ListedRecord,
): Promise<readonly Why[]> {
  const held = await heldOf(
    tx,
    company.id,
    entity,
    book === 'billcom' ? { billcom: id } : { quickbooks: id, ...(twinId !== null && { billcom: twinId }) },
  );
  if (held.length > 0) return held.flatMap(({ holds }) => holds);
  const definition = entityDefinitions(company.settings).find(({ name }) => name === entity);
  const record = await loadRecord(tx, company.id, book, entity, id);
  if (twinId !== null || !definition || !record || record.deleted) return [];
  return [await whyAloneThere(tx, company, definition, book, record)];
}

async function sidesOf(
  tx: Transaction,
  companyId: string,
  { entity }: RecordKey,
  ids: Partial<Record<Book, string>>,
): Promise<Sides> {
  const sides: Partial<Record<Book, NonNullable<Sides[Book]>>> = {};
  for (const book of books) {
    const id = ids[book];
    const record = id === undefined ? undefined : await loadRecord(tx, companyId, book, entity, id);
    if (record) sides[book] = record;
  }
  return sides;
}

/** Payments and credits that are applied to a document, in the book of its record. */
async function appliedTo(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
  { entity, book, id }: RecordKey,
): Promise<NamedRecord[]> {
  const found: NamedRecord[] = [];
  for (const { name, document, fields } of definitions) {
    const field = document?.appliesTo;
    const parts = Object.entries((field !== undefined && fields[field]?.line) || {});
    const part = parts.find(([, { references }]) => references === entity)?.[0];
    if (field === undefined || part === undefined) continue;
    const search = { book, entity: name, field, part, id };
    found.push(...(await appliedRecords(tx, companyId, search, mostShown)));
  }
  return found;
}

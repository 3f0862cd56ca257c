import { loadBookRules } from '../activities/bookRules';
import {
  bookTitle,
  otherBook,
  type Book,
  type EntityDefinition,
  type EntityName,
} from '../entities/definition';
import { entityDefinitions, stepOrder, switchedOff } from '../entities/registry';
import type { Company } from '../ledger/companies';
import type { Transaction } from '../ledger/database';
import { undosOf } from '../ledger/decisions';
import { dependantsOf, mostDependants, type Dependant } from '../ledger/dependants';
import { heldFor } from '../ledger/holds';
import { linkOf } from '../ledger/links';
import type { Operation } from '../ledger/operations';
import { loadRecord } from '../ledger/records';
import { createsOf, writtenAgainIn } from '../ledger/undo';
import type { RecordPair, TakeBackWay } from '../reconcile/decisions';
import type { BookRules } from '../reconcile/guards/bookRules';
import { joined } from '../reconcile/holdWords';
import { named } from '../reconcile/named';
import { isRefused, type NotTakenBack } from '../reconcile/takeBackRules';
import { howToUndo, type KeptApartBefore } from '../reconcile/whyNotUndone';
import type { BookRecord } from '../entities/record';
import { capital, oneOf } from '../words/stepProgress';
import { many } from '../words/counted';

/** A write that somebody wants taken back, and what is to be done or why it is not. */
export interface UndoItem {
  readonly operation: Operation;
  /** “vendor “Acme Tile”” */
  readonly record: string;
  readonly verdict: TakeBackWay | NotTakenBack;
  readonly pair: RecordPair;
  /** The written record as last seen. */
  readonly written: BookRecord | undefined;
}

export interface UndoHow {
  /** What Tieout made that depends on them is taken back, too. */
  readonly withDependants: boolean;
  /** Kinds of records that whoever asks is not shown: their names are not said. */
  readonly hidden: readonly EntityName[];
}

/**
 * Judges writes that are to be taken back, the newest first: each by itself, then by what depends on its record and is not
 * taken back with it.
 * What whoever asks is not shown does not go with it, and so holds back what it depends on.
 */
export async function undoItems(
  tx: Transaction,
  company: Company,
  operations: readonly Operation[],
  { withDependants, hidden }: UndoHow,
): Promise<UndoItem[]> {
  const definitions = entityDefinitions(company.settings);
  const rules = await rulesOf(tx, company);
  const items = new Map<string, UndoItem>();
  const dependants = new Map<string, readonly Dependant[]>();
  let waiting = [...operations];
  while (waiting.length > 0) {
    const going: UndoItem[] = [];
    for (const operation of waiting) {
      if (items.has(operation.id)) continue;
      const item = await itemOf(tx, company, definitions, rules, operation);
      items.set(operation.id, item);
      if (takesAway(item)) going.push(item);
    }
    const found: Operation[] = [];
    for (const { book, referring } of await referringTo(tx, company, definitions, going)) {
      for (const [id, all] of referring) dependants.set(id, all);
      if (!withDependants) continue;
      const living = [...referring.values()].flat().filter(({ isGone }) => !isGone);
      found.push(...(await createsOf(tx, company.id, book, living)));
    }
    waiting = found.filter(({ entity }) => !hidden.includes(entity));
  }
  const inOrder = [...items.values()].sort((one, two) => newestFirst(one.operation, two.operation));
  return withoutHeldBack(onePerRecord(inOrder), dependants, hidden);
}

/** Those of one plan in the order in which they are taken back: payments, documents, lists. */
const newestFirst = (one: Operation, two: Operation): number =>
  two.cycle - one.cycle ||
  two.plannedAt.getTime() - one.plannedAt.getTime() ||
  stepOrder.indexOf(two.entity) - stepOrder.indexOf(one.entity);

const takesAway = ({ verdict }: UndoItem): boolean => !isRefused(verdict) && verdict !== 'restore';

async function rulesOf(tx: Transaction, { id, settings }: Company): Promise<BookRules | undefined> {
  const rules = await loadBookRules(tx, id);
  return rules && { ...rules, closedPeriod: settings.closedPeriod };
}

async function itemOf(
  tx: Transaction,
  company: Company,
  definitions: readonly EntityDefinition[],
  rules: BookRules | undefined,
  operation: Operation,
): Promise<UndoItem> {
  const { entity, book, sourceId, recordId } = operation;
  const definition = definitions.find(({ name }) => name === entity);
  const from = otherBook(book);
  const source = await loadRecord(tx, company.id, from, entity, sourceId);
  const written = recordId === null ? undefined : await loadRecord(tx, company.id, book, entity, recordId);
  const pair =
    book === 'quickbooks'
      ? { quickbooksId: recordId ?? '', billcomId: sourceId }
      : { quickbooksId: sourceId, billcomId: recordId ?? '' };
  const shown = source ?? written;
  const name = definition && shown ? named(definition, source ? from : book, shown) : undefined;
  const record = `${name?.word ?? oneOf(entity)} “${name?.name ?? recordId ?? sourceId}”`;
  if (!definition || switchedOff(company.settings).includes(entity)) {
    const verdict = {
      because: 'such records are not synced now',
      cure: 'Turn them on in the settings first.',
    };
    return { operation, record, pair, written, verdict };
  }
  const link = await linkOf(tx, company.id, { entity, book: from, id: sourceId });
  const isLinked = link?.quickbooksId === pair.quickbooksId && link.billcomId === pair.billcomId;
  const undos = await undosOf(tx, company.id, entity, pair);
  const before = undos.find(({ operationId }) => operationId === operation.id) ?? undos[0];
  const verdict = howToUndo({
    definition,
    operation,
    written,
    source,
    agreed: isLinked ? (book === 'quickbooks' ? link.quickbooksBase : link.billcomBase) : undefined,
    keptApart: before && (await keptApartBefore(tx, company, operation, before)),
    writtenAgainIn: await writtenAgainIn(tx, company.id, operation),
    rules,
  });
  return { operation, record, pair, written, verdict };
}

async function keptApartBefore(
  tx: Transaction,
  { id: companyId }: Company,
  { id, entity, book, sourceId, recordId }: Operation,
  { operationId, payload, state, who, at }: Awaited<ReturnType<typeof undosOf>>[number],
): Promise<KeptApartBefore> {
  const ids = { [book]: recordId ?? '', [otherBook(book)]: sourceId } as Record<Book, string>;
  return {
    who,
    day: at.toISOString().slice(0, 10),
    // What takes the record away takes back all that was written to it.
    isThis: operationId === id || (payload.way !== 'restore' && payload.book === book),
    isDone: state === 'used',
    held: state === 'used' ? undefined : await heldFor(tx, companyId, 'notTakenBack', entity, ids),
  };
}

/** What refers to the records of these writes, by the ids of the writes: one query for each list of a book. */
async function referringTo(
  tx: Transaction,
  { id }: Company,
  definitions: readonly EntityDefinition[],
  items: readonly UndoItem[],
): Promise<{ readonly book: Book; readonly referring: ReadonlyMap<string, readonly Dependant[]> }[]> {
  const lists = new Map<string, UndoItem[]>();
  for (const item of items) {
    const { entity, book } = item.operation;
    lists.set(`${book} ${entity}`, [...(lists.get(`${book} ${entity}`) ?? []), item]);
  }
  const found = [];
  for (const mine of lists.values()) {
    const { entity, book } = (mine[0] as UndoItem).operation;
    const ids = mine.map(({ operation: { recordId } }) => recordId ?? '');
    const all = await dependantsOf(tx, id, definitions, { entity, book, ids }, mostDependants + 1);
    const referring = new Map(
      mine.map(({ operation }) => [operation.id, all.filter(({ to }) => to === operation.recordId)]),
    );
    found.push({ book, referring });
  }
  return found;
}

/** Of the writes to one record its making counts, which takes all of them away; else the newest. */
function onePerRecord(items: readonly UndoItem[]): UndoItem[] {
  const keyOf = ({ operation: { entity, book, recordId, id } }: UndoItem): string =>
    recordId === null ? id : `${entity} ${book} ${recordId}`;
  const chosen = new Map<string, UndoItem>();
  for (const item of items) {
    if (isRefused(item.verdict)) continue;
    const before = chosen.get(keyOf(item));
    if (!before || (takesAway(item) && !takesAway(before))) chosen.set(keyOf(item), item);
  }
  return items.map((item) => {
    const other = chosen.get(keyOf(item));
    if (isRefused(item.verdict) || other === undefined || other === item) return item;
    const verdict = takesAway(other)
      ? { because: 'the whole record is taken back', cure: 'Nothing to do.' }
      : {
          because: 'a newer write to the same record is taken back first',
          cure: 'Ask again after the next sync.',
        };
    return { ...item, verdict };
  });
}

/** What something else depends on stays, unless that goes, too; and so on, until nothing more changes. */
function withoutHeldBack(
  items: readonly UndoItem[],
  dependants: ReadonlyMap<string, readonly Dependant[]>,
  hidden: readonly EntityName[],
): UndoItem[] {
  let judged = [...items];
  for (;;) {
    const going = new Set(
      judged
        .filter(takesAway)
        .map(({ operation: { entity, book, recordId } }) => `${entity} ${book} ${recordId}`),
    );
    const next = judged.map((item) => {
      if (!takesAway(item)) return item;
      const all = dependants.get(item.operation.id) ?? [];
      if (all.length > mostDependants) return { ...item, verdict: tooMany(item.operation) };
      const { book } = item.operation;
      const staying = all.filter(
        ({ entity, id, isGone }) => !isGone && !going.has(`${entity} ${book} ${id}`),
      );
      if (staying.length > 0) return { ...item, verdict: dependedOn(item.operation, staying, hidden) };
      return { ...item, verdict: withTraces(item.verdict as TakeBackWay, all) };
    });
    if (next.every(({ verdict }, at) => verdict === judged[at]?.verdict)) return next;
    judged = next;
  }
}

/** QuickBooks keeps what is void with its references, and deletes no list entry that something refers to. */
const withTraces = (way: TakeBackWay, dependants: readonly Dependant[]): TakeBackWay =>
  way === 'delete' && dependants.length > 0 ? 'deactivate' : way;

const tooMany = ({ book }: Operation): NotTakenBack => ({
  because: `more than ${mostDependants} records in ${bookTitle[book]} depend on it`,
  cure: 'Take those back first, cycle by cycle; or leave it.',
});

function dependedOn(
  { book }: Operation,
  staying: readonly Dependant[],
  hidden: readonly EntityName[],
): NotTakenBack {
  const named = staying
    .filter(({ entity }) => !hidden.includes(entity))
    .map(({ entity, name }) => `the ${oneOf(entity)} “${name}”`);
  const unnamed = named.length < staying.length ? ['what your plan does not show'] : [];
  return {
    because: `${joined([...named, ...unnamed], 'and')} in ${bookTitle[book]} ${named.length + unnamed.length === 1 ? 'depends' : 'depend'} on it`,
    cure: 'Take that back first, or with it: “tieout undo” --with-dependants does so for what Tieout has made. What people have entered, they undo by hand.',
  };
}

/** “is made void in QuickBooks” */
export function undoWords({ operation: { book, before }, verdict }: UndoItem): string {
  if (isRefused(verdict)) return `is not taken back: ${verdict.because}`;
  const there = bookTitle[book];
  if (verdict === 'restore')
    return `gets ${Object.keys(before ?? {}).length === 1 ? 'its earlier value' : 'its earlier values'} back in ${there}`;
  if (verdict === 'void') return book === 'billcom' ? `is deleted in ${there}` : `is made void in ${there}`;
  return verdict === 'delete' ? `is deleted in ${there}` : `is made inactive in ${there}`;
}

export const undoSentence = (item: UndoItem): string => `${capital(item.record)} ${undoWords(item)}.`;

/** How far those have come that somebody wanted taken back before; undefined where there are none. */
export function undoProgress(items: readonly UndoItem[]): string | undefined {
  const count = (progress: NotTakenBack['progress']): number =>
    items.filter(({ verdict }) => isRefused(verdict) && verdict.progress === progress).length;
  const [done, underWay, held] = [count('done'), count('underWay'), count('held')];
  if (done + underWay + held === 0) return undefined;
  const left = items.length - done - underWay - held;
  const parts = [
    ...(done > 0 ? [`${done} ${done === 1 ? 'was' : 'were'} taken back`] : []),
    ...(underWay > 0 ? [`${underWay} will be by the next sync`] : []),
    ...(held > 0 ? [`${held} ${held === 1 ? 'waits' : 'wait'} for somebody’s decision`] : []),
    ...(left > 0 ? [`${left} ${left === 1 ? 'stays' : 'stay'} as written`] : []),
  ];
  return `Of ${many(items.length, 'write')} ${joined(parts, 'and')}.`;
}

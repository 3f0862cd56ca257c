import type { Book, ConflictPolicy, EntityDefinition } from '../entities/definition';
import { books, otherBook } from '../entities/definition';
import { foldName } from '../entities/naturalKeys';
import type { BookRecord } from '../entities/record';
import { planCreate } from './create';
import type { Hold } from './holds';
import { holds } from './holds';
import { matchUnlinked } from './match';
import { namesInUse } from './names';
import { named, reconcilePair } from './pair';
import type { AgreedFields, EntityPlan, Link, NewLink, PlannedOperation } from './plan';
import type { References, Resolved } from './references';

export interface EntityInput {
  readonly definition: EntityDefinition;
  readonly policy: ConflictPolicy;
  /** All records of the entity, by id. */
  readonly records: Readonly<Record<Book, ReadonlyMap<string, BookRecord>>>;
  readonly links: readonly Link[];
  /** The work list: ids of records to look at. */
  readonly work: Readonly<Record<Book, ReadonlySet<string>>>;
  /** Records with a write on its way or of unknown outcome: not touched now. */
  readonly inFlight: Readonly<Record<Book, ReadonlySet<string>>>;
  /** References to entities that come earlier in step order. */
  readonly references: References;
}

/** Reconciles one entity's work list: matches, compares, plans creates (parents first). Pure: no I/O, no clock. */
export function reconcileEntity(input: EntityInput): EntityPlan {
  const { definition, records } = input;
  const twinOf = { quickbooks: new Map<string, string>(), billcom: new Map<string, string>() };
  for (const link of input.links) {
    twinOf.quickbooks.set(link.quickbooksId, link.billcomId);
    twinOf.billcom.set(link.billcomId, link.quickbooksId);
  }
  const newLinks: NewLink[] = [];
  const agreed: AgreedFields[] = [];
  const operations: PlannedOperation[] = [];
  const held: Hold[] = [];
  const looked = new Map<string, { book: Book; id: string }>();
  const look = (book: Book, id: string): void => void looked.set(`${book} ${id}`, { book, id });
  const isInFlight = (book: Book, id: string): boolean => input.inFlight[book].has(id);
  const paths = { quickbooks: pathsOf(records.quickbooks), billcom: pathsOf(records.billcom) };

  // 1. Match what has no link, if any of it is on the work list.
  const isCandidate = (book: Book, record: BookRecord): boolean =>
    !twinOf[book].has(record.id) &&
    !record.deleted &&
    record.mergedInto === null &&
    record.problem === null &&
    !isInFlight(book, record.id);
  const unlinkedWork = books.some((book) => [...input.work[book]].some((id) => !twinOf[book].has(id)));
  const candidates = (book: Book) =>
    unlinkedWork
      ? [...records[book].values()]
          .filter((record) => isCandidate(book, record))
          .map((record) => ({ record, path: paths[book](record) }))
      : [];
  const unlinked = { quickbooks: candidates('quickbooks'), billcom: candidates('billcom') };
  const matches = matchUnlinked(definition, unlinked);
  for (const { quickbooks, billcom } of matches.certain) {
    twinOf.quickbooks.set(quickbooks.id, billcom.id);
    twinOf.billcom.set(billcom.id, quickbooks.id);
    newLinks.push({
      entity: definition.name,
      quickbooksId: quickbooks.id,
      billcomId: billcom.id,
      name: String(quickbooks.fields.name),
    });
  }

  // 2. What will be created, so that references to it can wait for it: decided before any pair is compared.
  const planned = { quickbooks: new Set<string>(), billcom: new Set<string>() };
  const ownReferences = within(definition, records, twinOf, planned, input.references);
  for (const book of books) {
    const wanted = unlinked[book]
      .map(({ record }) => record)
      .filter((record) => !twinOf[book].has(record.id));
    const inUse = namesInUse(definition, records[otherBook(book)], otherBook(book));
    for (const record of parentsFirst(wanted)) {
      const doubt = matches.doubtful[book].get(record.id);
      const isWork =
        input.work[book].has(record.id) ||
        doubt?.twins.some((twin) => input.work[otherBook(book)].has(twin.id));
      if (!isWork) continue;
      look(book, record.id);
      const source = named(definition, book, record);
      if (doubt) {
        const twins = doubt.twins.map((twin) => ({ id: twin.id, name: String(twin.fields.name) }));
        held.push(holds.possibleDuplicate(source, twins, doubt.because));
        continue;
      }
      const create = planCreate({ definition, book, record, references: ownReferences, namesInUse: inUse });
      held.push(...create.holds);
      if (create.operation) {
        operations.push(create.operation);
        planned[book].add(record.id);
      }
    }
  }

  // 3. Compare the pairs.
  const bases = new Map(input.links.map((link) => [link.quickbooksId, link]));
  const pairs = new Set<string>();
  for (const id of input.work.quickbooks) if (twinOf.quickbooks.has(id)) pairs.add(id);
  for (const id of input.work.billcom)
    if (twinOf.billcom.has(id)) pairs.add(twinOf.billcom.get(id) as string);
  for (const link of newLinks) pairs.add(link.quickbooksId);
  for (const quickbooksId of pairs) {
    const billcomId = twinOf.quickbooks.get(quickbooksId) as string;
    const quickbooks = records.quickbooks.get(quickbooksId);
    const billcom = records.billcom.get(billcomId);
    if (!quickbooks || !billcom || isInFlight('quickbooks', quickbooksId) || isInFlight('billcom', billcomId))
      continue;
    look('quickbooks', quickbooksId);
    look('billcom', billcomId);
    const gone = goneHold(definition, quickbooks, billcom, records);
    if (gone) {
      held.push(gone);
      continue;
    }
    const link = bases.get(quickbooksId);
    const result = reconcilePair({
      definition,
      quickbooks,
      billcom,
      quickbooksBase: link?.quickbooksBase ?? {},
      billcomBase: link?.billcomBase ?? {},
      policy: input.policy,
      references: ownReferences,
    });
    agreed.push(result.agreed);
    operations.push(...result.operations);
    held.push(...result.holds);
  }

  // 4. Records on the work list that nothing above looked at: unreadable, deleted or merged ones without a twin.
  for (const book of books) {
    for (const id of input.work[book]) {
      const record = records[book].get(id);
      if (!record || looked.has(`${book} ${id}`) || isInFlight(book, id)) continue;
      look(book, id);
      if (record.problem !== null && !record.deleted)
        held.push(holds.unreadable(named(definition, book, record), record.problem));
    }
  }
  return {
    entity: definition.name,
    links: newLinks,
    agreed,
    operations,
    holds: held,
    looked: [...looked.values()],
  };
}

/** References of this entity: the new links and creates of this plan count; other entities' are asked of the caller. */
function within(
  definition: EntityDefinition,
  records: EntityInput['records'],
  twinOf: Readonly<Record<Book, ReadonlyMap<string, string>>>,
  planned: Readonly<Record<Book, ReadonlySet<string>>>,
  earlier: References,
): References {
  return {
    resolve(entity, book, id): Resolved {
      if (entity !== definition.name) return earlier.resolve(entity, book, id);
      const twin = twinOf[book].get(id);
      if (twin !== undefined) return { state: 'linked', id: twin };
      if (planned[book].has(id)) return { state: 'planned' };
      return { state: 'unlinked', name: String(records[book].get(id)?.fields.name ?? id) };
    },
  };
}

/** A pair of which one side cannot be compared. */
function goneHold(
  definition: EntityDefinition,
  quickbooks: BookRecord,
  billcom: BookRecord,
  records: EntityInput['records'],
): Hold | undefined {
  const sides = [
    { book: 'quickbooks', record: quickbooks, twin: billcom },
    { book: 'billcom', record: billcom, twin: quickbooks },
  ] as const;
  for (const { book, record, twin } of sides) {
    if (record.deleted) return holds.deleted(named(definition, otherBook(book), twin));
    if (record.mergedInto !== null) {
      const into = records[book].get(record.mergedInto);
      return holds.merged(named(definition, book, record), String(into?.fields.name ?? record.mergedInto));
    }
    if (record.problem !== null) return holds.unreadable(named(definition, book, record), record.problem);
  }
  return undefined;
}

/** The full name of each record from its top parent down, folded; a circle of parents is cut. */
function pathsOf(records: ReadonlyMap<string, BookRecord>): (record: BookRecord) => string {
  const known = new Map<string, string>();
  const path = (record: BookRecord, seen: ReadonlySet<string>): string => {
    const before = known.get(record.id);
    if (before !== undefined) return before;
    const own = foldName(String(record.fields.name ?? ''), 31);
    const parentId = record.fields.parent;
    const parent = typeof parentId === 'string' && !seen.has(parentId) ? records.get(parentId) : undefined;
    const full = parent ? `${path(parent, new Set([...seen, record.id]))}:${own}` : own;
    known.set(record.id, full);
    return full;
  };
  return (record) => path(record, new Set([record.id]));
}

/** Parents before their children; the order is otherwise kept. */
function parentsFirst(wanted: readonly BookRecord[]): BookRecord[] {
  const byId = new Map(wanted.map((record) => [record.id, record]));
  const done = new Set<string>();
  const sorted: BookRecord[] = [];
  const visit = (record: BookRecord): void => {
    if (done.has(record.id)) return;
    done.add(record.id);
    const parent = byId.get(String(record.fields.parent ?? ''));
    if (parent) visit(parent);
    sorted.push(record);
  };
  wanted.forEach(visit);
  return sorted;
}

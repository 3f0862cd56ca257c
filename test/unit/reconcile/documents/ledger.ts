import {
  createsOf,
  referencesTo,
  twinIndex,
  type TwinIndex,
} from '../../../../src/activities/ledger/crossReferences';
import type {
  Book,
  CanonicalFields,
  EntityDefinition,
  EntityName,
  EntitySettings,
  ReferenceTarget,
} from '../../../../src/entities/definition';
import { books, isEmptyValue, otherBook } from '../../../../src/entities/definition';
import { defaultEntitySettings } from '../../../../src/entities/defaultSettings';
import type { BookRecord } from '../../../../src/entities/record';
import { entityDefinitions } from '../../../../src/entities/registry';
import { heldAsHistory, historyKey } from '../../../../src/reconcile/awaitedHistory';
import { reconcileEntity } from '../../../../src/reconcile/entity';
import type { BookRules } from '../../../../src/reconcile/guards/bookRules';
import type { AppliedThere, Hold } from '../../../../src/reconcile/holds';
import { inBothBooks, isLiving } from '../../../../src/reconcile/paths';
import type { EntityPlan, Link, PlannedOperation } from '../../../../src/reconcile/plan';
import type { References } from '../../../../src/reconcile/references';
import { alsoTaken } from '../../../../src/reconcile/room';
import { linesOf, type DocumentBook } from './book';

export type Key = `${Book} ${EntityName} ${string}`;
export const keyOf = (book: Book, kind: EntityName, id: string): Key => `${book} ${kind} ${id}`;
export const holdKey = (hold: Hold): string =>
  `${hold.entity} ${hold.book} ${hold.recordId} ${hold.cause} ${hold.field}`;
export const guidOf = (billcomId: string): string => `guid of ${billcomId}`;
export const idIn = (link: Link, book: Book): string =>
  book === 'quickbooks' ? link.quickbooksId : link.billcomId;

/** A write whose answer was lost. */
export interface Unknown {
  readonly operation: PlannedOperation;
  readonly fields: CanonicalFields;
  /** What it wrote; undefined when nothing was written. */
  readonly written: string | undefined;
  readonly isAsked: boolean;
}

/** Two books of one side of a company's documents. */
export interface BothBooks<Q extends DocumentBook, B extends DocumentBook> {
  readonly quickbooks: Q;
  readonly billcom: B;
}

/** What is stored of a company's documents of some kinds, and what a plan loads of it. */
export abstract class DocumentsLedger<Q extends DocumentBook, B extends DocumentBook> {
  readonly mirror: Readonly<Record<Book, ReadonlyMap<EntityName, Map<string, BookRecord>>>>;
  readonly work = new Set<Key>();
  links: Link[] = [];
  holds = new Map<string, Hold>();
  unknown: Unknown[] = [];
  /** Records of lists that a person has yet to decide about, without the letter of their book: `-1`. */
  readonly undecided = new Set<string>();
  /** What must never happen; each entry is a sentence. */
  readonly broken: string[] = [];

  constructor(
    readonly kinds: readonly EntityName[],
    readonly books: BothBooks<Q, B>,
  ) {
    this.mirror = inBothBooks(
      () => new Map(kinds.map((kind) => [kind, new Map<string, BookRecord>()] as const)),
    );
  }

  /** What the company has set, beside the defaults. */
  protected abstract settings(): Partial<EntitySettings>;
  /** A record of a list that documents refer to. */
  protected abstract target(entity: EntityName, id: string): ReferenceTarget | undefined;
  /** What the company and its QuickBooks go by. */
  protected rules(): BookRules | undefined {
    return undefined;
  }
  /** What else is on the work list because of these (src/activities/ledger/completed.ts). */
  protected completedBy(_work: ReadonlySet<Key>): readonly Key[] {
    return [];
  }

  /** What stands against documents in Bill.com, as of the last reading. */
  protected appliedThere(_kind: EntityName): ReadonlyMap<string, AppliedThere[]> {
    return new Map();
  }

  get definitions(): readonly EntityDefinition[] {
    const settings = { ...defaultEntitySettings, ...this.settings() };
    return entityDefinitions(settings).filter(({ name }) => this.isKind(name));
  }
  isKind = (entity: EntityName): boolean => this.kinds.includes(entity);
  definition = (kind: EntityName): EntityDefinition =>
    this.definitions.find(({ name }) => name === kind) as EntityDefinition;
  linksOf = (kind: EntityName): Link[] => this.links.filter(({ entity }) => entity === kind);
  records = (book: Book, kind: EntityName): Map<string, BookRecord> =>
    this.mirror[book].get(kind) as Map<string, BookRecord>;

  twin(book: Book, kind: EntityName, id: string): string | undefined {
    const link = this.linksOf(kind).find((each) => idIn(each, book) === id);
    return link && idIn(link, otherBook(book));
  }

  /** Lists are synced and stay as they are: `q-x` of QuickBooks is `b-x` of Bill.com. */
  readonly lists: References = {
    resolve: (_entity, book, id) =>
      this.undecided.has(id.slice(1))
        ? { state: 'unlinked', name: id }
        : { state: 'linked', id: `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}` },
  };

  /** As reading makes it of a row of the book, completed by the rows that it leads to. */
  read(book: Book, kind: EntityName, id: string): BookRecord {
    const row = this.books[book].row(kind, id);
    if (!row) throw new Error(`${id} is not in ${book}`);
    const facts = this.books[book].facts(kind, row);
    const isVoid = this.definition(kind).document?.isVoid?.(facts) === true;
    return {
      ...{ id, version: String(row.version), modified: null, fields: row.fields, facts, active: true },
      ...{ deleted: row.isDeleted || isVoid, mergedInto: null, problem: null },
    };
  }

  /** Plans as the cycle does, kind by kind, from what the ledger would load for it. */
  plan(wanted: ReadonlySet<Key>, turned = false, awaited = this.awaitedDocuments()): EntityPlan[] {
    const order = <T>(items: Iterable<T>): T[] => (turned ? [...items].reverse() : [...items]);
    const all = new Set([...wanted, ...this.completedBy(wanted)]);
    const twins = new Map<EntityName, TwinIndex>();
    const plans: EntityPlan[] = [];
    const history = new Set(heldAsHistory([...this.holds.values()]));
    let taken: ReadonlyMap<string, bigint> = new Map();
    const rules = this.rules();
    for (const definition of this.definitions) {
      const kind = definition.name;
      const isWork = (book: Book, id: string): boolean => all.has(keyOf(book, kind, id));
      const work = inBothBooks(
        (book) => new Set(order(this.records(book, kind).keys()).filter((id) => isWork(book, id))),
      );
      const links = this.linksOf(kind).map((link) =>
        books.some((book) => isWork(book, idIn(link, book)))
          ? link
          : { ...link, quickbooksBase: {}, billcomBase: {} },
      );
      if (books.every((book) => work[book].size === 0)) {
        twins.set(kind, twinIndex({ links, creates: [], strangers: this.#strangers(kind), ended: [] }));
        continue;
      }
      const within = referencesTo(twins, []);
      const plan = reconcileEntity({
        definition,
        policy: definition.conflict,
        records: inBothBooks((book) => this.#toPlan(book, kind, isWork, order)),
        links: order(links),
        work,
        inFlight: inBothBooks((book) => this.#inFlight(book, kind, false)),
        asked: inBothBooks((book) => this.#inFlight(book, kind, true)),
        sent: inBothBooks((book) => this.#sent(book, kind)),
        references: {
          ...within,
          resolve: (entity, book, id) =>
            (this.isKind(entity) ? within : this.lists).resolve(entity, book, id),
        },
        targets: {
          // No id is one of both books.
          get: (entity, id) =>
            this.isKind(entity)
              ? (this.records('quickbooks', entity).get(id) ?? this.records('billcom', entity).get(id))
              : this.target(entity, id),
        },
        taken,
        awaited,
        history,
        appliedThere: this.appliedThere(kind),
        ...(rules ? { rules } : {}),
        ...(definition.quickbooks.externalGuid ? { guidOf } : {}),
      });
      taken = alsoTaken(taken, definition, plan.operations);
      for (const key of heldAsHistory(plan.holds)) history.add(key);
      const ended = new Set(plan.ended.map(({ quickbooksId }) => quickbooksId));
      const standing = links.filter(({ quickbooksId }) => !ended.has(quickbooksId));
      twins.set(
        kind,
        twinIndex({
          links: [...standing, ...plan.links],
          creates: createsOf(plan.operations),
          strangers: this.#strangers(kind),
          ended: plan.ended,
        }),
      );
      for (const key of this.appliedHistory((entity, book, id) =>
        entity !== kind
          ? false
          : twins.get(kind)?.twin[book].has(id) || twins.get(kind)?.planned[book].has(id),
      ))
        all.add(key);
      plans.push(plan);
    }
    return plans;
  }

  /** What a payment or credit of Bill.com waits for, unless it is looked at again (src/ledger/awaitedHistory.ts). */
  protected awaitedDocuments(): Set<string> {
    return new Set(
      [...this.holds.values()].flatMap(({ cause, release, entity, book, recordId }) =>
        cause === 'waiting' &&
        book === 'billcom' &&
        release.when === 'linked' &&
        this.definition(entity).document?.appliesTo !== undefined &&
        this.isKind(release.entity) &&
        isLiving(this.records(book, entity).get(recordId)) &&
        !this.work.has(keyOf(book, entity, recordId))
          ? [historyKey(release.entity, release.id)]
          : [],
      ),
    );
  }

  /** What is held as history, or waits, and is applied to a document that is in both books (src/ledger/appliedHistory.ts). */
  protected appliedHistory(
    isInBoth: (entity: EntityName, book: Book, id: string) => boolean | undefined,
  ): Key[] {
    return [...this.holds.values()].flatMap(({ cause, release, entity, book, recordId }) => {
      const { document, fields } = this.definition(entity);
      const name = document?.appliesTo;
      if ((cause !== 'beforeConnection' && release.when !== 'linked') || name === undefined) return [];
      const lines = linesOf({ fields: this.records(book, entity).get(recordId)?.fields ?? {} }, name);
      const leads = Object.entries(fields[name]?.line ?? {}).flatMap(([part, { references }]) =>
        references ? lines.map((line) => isInBoth(references, book, String(line[part]))) : [],
      );
      return leads.includes(true) ? [keyOf(book, entity, recordId)] : [];
    });
  }

  /** What a run over everything would plan: nothing may hide behind a short work list. */
  planOverAll(): EntityPlan[] {
    return this.plan(
      new Set(
        books.flatMap((book) =>
          this.kinds.flatMap((kind) =>
            [...this.records(book, kind).keys()].map((id) => keyOf(book, kind, id)),
          ),
        ),
      ),
    );
  }

  /** As src/ledger/planInput.ts: settled records come bare; what others complete comes whole. */
  #toPlan(
    book: Book,
    kind: EntityName,
    isWork: (book: Book, id: string) => boolean,
    order: <T>(items: Iterable<T>) => T[],
  ): Map<string, BookRecord> {
    const { completed } = this.definition(kind).billcom;
    const get = (entity: EntityName, id: string): BookRecord | undefined =>
      this.records('billcom', entity).get(id);
    return new Map(
      order(this.records(book, kind)).map(([id, record]) => {
        if (completed)
          return [id, book === 'billcom' ? { ...record, ...completed.complete(record, get) } : record];
        const other = this.records(otherBook(book), kind).get(this.twin(book, kind, id) ?? '');
        if (isWork(book, id) || !isLiving(other) || isWork(otherBook(book), other.id)) return [id, record];
        return [id, { ...record, fields: { name: record.fields.name ?? null }, facts: {} }];
      }),
    );
  }

  #strangers(kind: EntityName) {
    return books.flatMap((book) =>
      [...this.records(book, kind).values()]
        .filter((record) => !isLiving(record) || this.twin(book, kind, record.id) === undefined)
        .map((record) => ({
          ...{ book, id: record.id, name: String(record.fields.name ?? record.id) },
          ...{ isGone: !isLiving(record), isInactive: false, mergedInto: null },
        })),
    );
  }

  #inFlight(book: Book, kind: EntityName, asked: boolean): Set<string> {
    const ids = (unknown: readonly Unknown[]): string[] =>
      unknown
        .filter(({ operation }) => operation.entity === kind)
        .flatMap(({ operation: { book: to, recordId, sourceId } }) =>
          to !== book ? [sourceId] : recordId === null ? [] : [recordId],
        );
    const open = new Set(ids(this.unknown.filter(({ isAsked }) => !isAsked)));
    return new Set(ids(this.unknown).filter((id) => !asked || !open.has(id)));
  }

  #sent(book: Book, kind: EntityName): Map<string, CanonicalFields> {
    return new Map(
      this.unknown
        .map(({ operation }) => operation)
        .filter((each) => each.entity === kind && each.book !== book && each.recordId === null)
        .map(({ sourceId, sourceBase, fields }) => [
          sourceId,
          { ...sourceBase, ...(isEmptyValue(fields.name) ? {} : { name: fields.name as string }) },
        ]),
    );
  }
}

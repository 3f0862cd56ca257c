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
} from '../../../../src/entities/definition';
import { books, isEmptyValue, otherBook } from '../../../../src/entities/definition';
import { defaultEntitySettings } from '../../../../src/entities/defaultSettings';
import type { BookRecord } from '../../../../src/entities/record';
import { entityDefinitions } from '../../../../src/entities/registry';
import { reconcileEntity } from '../../../../src/reconcile/entity';
import type { AppliedThere, Hold } from '../../../../src/reconcile/holds';
import { inBothBooks, isLiving } from '../../../../src/reconcile/paths';
import type { EntityPlan, Link, PlannedOperation } from '../../../../src/reconcile/plan';
import type { References } from '../../../../src/reconcile/references';
import { alsoTaken } from '../../../../src/reconcile/room';
import {
  BillcomPayables,
  isKind,
  kinds,
  linesOf,
  QuickBooksPayables,
  type Kind,
  type PayablesBooks,
} from './books';

export type Key = `${Book} ${Kind} ${string}`;
export const keyOf = (book: Book, kind: EntityName, id: string): Key => `${book} ${kind as Kind} ${id}`;
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

/** Lists are synced and stay as they are: `q-x` of QuickBooks is `b-x` of Bill.com. */
const lists: References = {
  resolve: (_entity, book, id) => ({
    state: 'linked',
    id: `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}`,
  }),
};

/** What is stored of a company's payables, and what a plan loads of it. */
export class PayablesLedger {
  readonly books: PayablesBooks = { quickbooks: new QuickBooksPayables(), billcom: new BillcomPayables() };
  readonly mirror = inBothBooks(
    () => new Map<Kind, Map<string, BookRecord>>(kinds.map((kind) => [kind, new Map()])),
  );
  readonly work = new Set<Key>();
  links: Link[] = [];
  holds = new Map<string, Hold>();
  unknown: Unknown[] = [];
  twoWayBills: 'on' | 'off' = 'off';
  /** What must never happen; each entry is a sentence. */
  readonly broken: string[] = [];

  get definitions(): readonly EntityDefinition[] {
    const settings = {
      ...defaultEntitySettings,
      twoWayBills: this.twoWayBills,
      moneyOutClearing: 'q-clearing',
    };
    return entityDefinitions(settings).filter(({ name }) => isKind(name));
  }
  definition = (kind: EntityName): EntityDefinition =>
    this.definitions.find(({ name }) => name === kind) as EntityDefinition;
  linksOf = (kind: EntityName): Link[] => this.links.filter(({ entity }) => entity === kind);
  records = (book: Book, kind: EntityName): Map<string, BookRecord> =>
    this.mirror[book].get(kind as Kind) as Map<string, BookRecord>;

  twin(book: Book, kind: EntityName, id: string): string | undefined {
    const link = this.linksOf(kind).find((each) => idIn(each, book) === id);
    return link && idIn(link, otherBook(book));
  }

  /** As reading makes it of a row of the book, completed by the rows that it leads to. */
  read(book: Book, kind: Kind, id: string): BookRecord {
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
  plan(wanted: ReadonlySet<Key>, turned = false): EntityPlan[] {
    const order = <T>(items: Iterable<T>): T[] => (turned ? [...items].reverse() : [...items]);
    const all = new Set([...wanted, ...this.#completed(wanted)]);
    const twins = new Map<EntityName, TwinIndex>();
    const plans: EntityPlan[] = [];
    let taken: ReadonlyMap<string, bigint> = new Map();
    for (const definition of this.definitions) {
      const kind = definition.name as Kind;
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
          resolve: (entity, book, id) => (isKind(entity) ? within : lists).resolve(entity, book, id),
        },
        targets: {
          get: (entity, id) => (isKind(entity) ? this.records('quickbooks', entity).get(id) : bankAccount),
        },
        taken,
        appliedThere: this.#appliedThere(kind),
        ...(definition.quickbooks.externalGuid ? { guidOf } : {}),
      });
      taken = alsoTaken(taken, definition, plan.operations);
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
      plans.push(plan);
    }
    return plans;
  }

  /** What stands against bills in Bill.com, as of the last reading. */
  #appliedThere(kind: Kind): ReadonlyMap<string, AppliedThere[]> {
    const found = new Map<string, AppliedThere[]>();
    if (kind !== 'bill') return found;
    for (const entity of ['billPayment', 'creditApplication'] as const)
      for (const { fields, deleted } of this.records('billcom', entity).values())
        for (const { bill, amount } of deleted ? [] : linesOf({ fields }, 'applications'))
          found.set(String(bill), [
            ...(found.get(String(bill)) ?? []),
            { name: entity === 'billPayment' ? String(fields.name) : null, amount: String(amount) },
          ]);
    return found;
  }

  /** What a run over everything would plan: nothing may hide behind a short work list. */
  planOverAll(): EntityPlan[] {
    return this.plan(
      new Set(
        books.flatMap((book) =>
          kinds.flatMap((kind) => [...this.records(book, kind).keys()].map((id) => keyOf(book, kind, id))),
        ),
      ),
    );
  }

  /** As src/activities/ledger/completed.ts: what a payment on the work list completes is on it too. */
  #completed(work: ReadonlySet<Key>): Key[] {
    return [...this.records('billcom', 'creditApplication').values()]
      .filter(({ facts }) => work.has(keyOf('billcom', 'billPayment', facts.payment ?? '')))
      .map(({ id }) => keyOf('billcom', 'creditApplication', id));
  }

  /** As src/ledger/planInput.ts: settled records come bare; what others complete comes whole. */
  #toPlan(
    book: Book,
    kind: Kind,
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

  #strangers(kind: Kind) {
    return books.flatMap((book) =>
      [...this.records(book, kind).values()]
        .filter((record) => !isLiving(record) || this.twin(book, kind, record.id) === undefined)
        .map((record) => ({
          ...{ book, id: record.id, name: String(record.fields.name ?? record.id) },
          ...{ isGone: !isLiving(record), isInactive: false, mergedInto: null },
        })),
    );
  }

  #inFlight(book: Book, kind: Kind, asked: boolean): Set<string> {
    const ids = (unknown: readonly Unknown[]): string[] =>
      unknown
        .filter(({ operation }) => operation.entity === kind)
        .flatMap(({ operation: { book: to, recordId, sourceId } }) =>
          to !== book ? [sourceId] : recordId === null ? [] : [recordId],
        );
    const open = new Set(ids(this.unknown.filter(({ isAsked }) => !isAsked)));
    return new Set(ids(this.unknown).filter((id) => !asked || !open.has(id)));
  }

  #sent(book: Book, kind: Kind): Map<string, CanonicalFields> {
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

const bankAccount = { fields: { type: 'Bank', name: 'Checking' }, facts: {} };

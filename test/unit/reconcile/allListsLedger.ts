import {
  createsOf,
  referencesTo,
  twinIndex,
  type TwinIndex,
} from '../../../src/activities/ledger/crossReferences';
import type {
  Book,
  CanonicalFields,
  ConflictPolicy,
  EntityDefinition,
  EntityName,
} from '../../../src/entities/definition';
import { books, otherBook } from '../../../src/entities/definition';
import type { BookRecord } from '../../../src/entities/record';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { entityDefinitions } from '../../../src/entities/registry';
import { reconcileEntity } from '../../../src/reconcile/entity';
import type { Stranger } from '../../../src/ledger/planInput';
import type { Hold } from '../../../src/reconcile/holds';
import { sharedNameKey, type NameClash, type NameHolder } from '../../../src/reconcile/names';
import { inBothBooks, isLiving } from '../../../src/reconcile/paths';
import type { EntityPlan, Link, PlannedOperation } from '../../../src/reconcile/plan';
import { AllBooks } from './allBooks';

/** A write whose answer was lost. */
export interface Unknown {
  readonly operation: PlannedOperation;
  readonly fields: CanonicalFields;
  /** The record that it wrote; undefined when nothing was written. */
  readonly written: string | undefined;
  readonly isAsked: boolean;
}
export interface AllSettings {
  readonly policy: ConflictPolicy;
  readonly nameClash: NameClash;
  readonly subCustomersAs: 'mapped' | 'jobs';
  readonly mergesReferences: boolean;
}
export type Key = `${Book} ${EntityName} ${string}`;
export const keyOf = (book: Book, entity: EntityName, id: string): Key => `${book} ${entity} ${id}`;
export const holdKey = (hold: Hold): string =>
  `${hold.entity} ${hold.book} ${hold.recordId} ${hold.cause} ${hold.field}`;
export const guidOf = (billcomId: string): string => `guid of ${billcomId}`;

/** The ledger of the model: what is stored of a company's lists, and what a plan loads of it. */
export class ListsLedger {
  readonly definitions;
  readonly books: Record<Book, AllBooks>;
  readonly mirror: Record<Book, Map<EntityName, Map<string, BookRecord>>>;
  readonly work = new Set<Key>();
  links = new Map<EntityName, Link[]>();
  holds = new Map<string, Hold>();
  unknown: Unknown[] = [];
  /** What must never happen; each entry is a sentence. */
  readonly broken: string[] = [];

  constructor(readonly settings: AllSettings) {
    this.definitions = entityDefinitions({
      ...defaultEntitySettings,
      subCustomersAs: settings.subCustomersAs,
    });
    this.books = inBothBooks(
      (book) => new AllBooks(book, this.definitions, book === 'quickbooks' || settings.mergesReferences),
    );
    this.mirror = inBothBooks(() => new Map(this.definitions.map(({ name }) => [name, new Map()])));
    for (const { name } of this.definitions) this.links.set(name, []);
  }

  definition(entity: EntityName): EntityDefinition {
    return this.definitions.find(({ name }) => name === entity) as EntityDefinition;
  }

  linksOf = (entity: EntityName): Link[] => this.links.get(entity) ?? [];
  records = (book: Book, entity: EntityName): Map<string, BookRecord> =>
    this.mirror[book].get(entity) as Map<string, BookRecord>;

  twin(book: Book, entity: EntityName, id: string): string | undefined {
    const link = this.linksOf(entity).find(
      (l) => (book === 'quickbooks' ? l.quickbooksId : l.billcomId) === id,
    );
    return link && (book === 'quickbooks' ? link.billcomId : link.quickbooksId);
  }

  /** Plans as the cycle does, entity by entity, from what the ledger would load for it. */
  plan(wanted: ReadonlySet<Key>, turned = false): EntityPlan[] {
    const all = new Set(wanted);
    const order = <T>(items: Iterable<T>): T[] => (turned ? [...items].reverse() : [...items]);
    const twins = new Map<EntityName, TwinIndex>();
    const plans: EntityPlan[] = [];
    const planned: (NameHolder & { entity: EntityName })[] = [];
    const planEntity = (definition: EntityDefinition): EntityPlan | undefined => {
      const entity = definition.name;
      const isWork = (book: Book, id: string): boolean => all.has(keyOf(book, entity, id));
      const work = inBothBooks(
        (book) => new Set(order(this.records(book, entity).keys()).filter((id) => isWork(book, id))),
      );
      const links = this.linksOf(entity).map((link) => {
        const whole = isWork('quickbooks', link.quickbooksId) || isWork('billcom', link.billcomId);
        return whole ? link : { ...link, quickbooksBase: {}, billcomBase: {} };
      });
      const records = inBothBooks((book) => this.#toPlan(book, entity, isWork, order));
      if (books.every((book) => work[book].size === 0)) {
        twins.set(entity, twinIndex({ links, creates: [], strangers: this.#strangers(entity), ended: [] }));
        return undefined;
      }
      const plan = reconcileEntity({
        definition,
        policy: this.settings.policy,
        nameClash: this.settings.nameClash,
        records,
        links: order(links),
        work,
        inFlight: inBothBooks((book) => this.#inFlight(book, entity, false)),
        asked: inBothBooks((book) => this.#inFlight(book, entity, true)),
        sent: inBothBooks(
          (book) =>
            new Map(
              this.unknown
                .filter(({ operation }) => operation.entity === entity && operation.book !== book)
                .filter(({ operation }) => operation.recordId === null)
                .map(({ operation: { sourceId, sourceBase, fields } }) => [
                  sourceId,
                  { ...sourceBase, ...(fields.name === undefined ? {} : { name: fields.name }) },
                ]),
            ),
        ),
        references: referencesTo(twins, []),
        sharedNames: this.#sharedNames(entity, planned),
        ...(definition.quickbooks.externalGuid ? { guidOf } : {}),
      });
      const woken = this.#dependants(entity, plan.ended)
        .map(({ link }) => link)
        .flatMap((l) => [
          keyOf('quickbooks', l.entity, l.quickbooksId),
          keyOf('billcom', l.entity, l.billcomId),
        ])
        .filter((key) => !all.has(key));
      for (const key of woken) all.add(key);
      if (woken.some((key) => key.split(' ')[1] === entity)) return planEntity(definition);
      const ended = new Set(plan.ended.map(({ quickbooksId }) => quickbooksId));
      const standing = links.filter(({ quickbooksId }) => !ended.has(quickbooksId));
      const strangers = this.#strangers(entity);
      twins.set(
        entity,
        twinIndex({
          links: [...standing, ...plan.links],
          creates: createsOf(plan.operations),
          strangers,
          ended: plan.ended,
        }),
      );
      return plan;
    };
    for (const definition of this.definitions) {
      const entity = definition.name;
      const plan = planEntity(definition);
      if (!plan) continue;
      for (const { book, fields, awaits } of plan.operations)
        if (
          book === 'quickbooks' &&
          definition.nameSpace === 'names' &&
          typeof fields.name === 'string' &&
          (fields.parent ?? null) === null &&
          awaits.parent === undefined
        )
          planned.push({ entity, name: fields.name, active: true, word: definition.words.one });
      plans.push(plan);
    }
    return plans;
  }

  /** As src/ledger/parted.ts: what pairs agreed on by way of links that end. */
  #dependants(to: EntityName, ended: readonly Link[]): { link: Link; field: string }[] {
    const parted = inBothBooks((book) => new Set(ended.map((link) => idIn(link, book))));
    return this.definitions.flatMap(({ name, fields }) =>
      Object.entries(fields)
        .filter(([, { references }]) => references === to)
        .flatMap(([field]) =>
          this.linksOf(name)
            .filter((link) => books.some((book) => parted[book].has(String(baseIn(link, book)[field]))))
            .map((link) => ({ link, field })),
        ),
    );
  }

  protected forgetAgreedBy(to: EntityName, ended: readonly Link[]): void {
    for (const { link, field } of this.#dependants(to, ended)) {
      const isAsAgreed = books.every((book) => {
        const base = baseIn(link, book)[field] ?? null;
        const now = this.records(book, link.entity).get(idIn(link, book))?.fields[field];
        return base !== null && base === now;
      });
      if (!isAsAgreed) continue;
      const without = (base: CanonicalFields): CanonicalFields =>
        Object.fromEntries(Object.entries(base).filter(([name]) => name !== field));
      const all = this.linksOf(link.entity).map((each) =>
        each.id === link.id
          ? {
              ...each,
              quickbooksBase: without(each.quickbooksBase),
              billcomBase: without(each.billcomBase),
            }
          : each,
      );
      this.links.set(link.entity, all);
    }
  }

  /** What a run over everything would plan: nothing may hide behind a short work list. */
  planOverAll(): EntityPlan[] {
    const all = new Set<Key>();
    for (const book of books)
      for (const [entity, records] of this.mirror[book])
        for (const id of records.keys()) all.add(keyOf(book, entity, id));
    return this.plan(all);
  }

  /** As src/ledger/planInput.ts: settled records come with what may be in the way only. */
  #toPlan(
    book: Book,
    entity: EntityName,
    isWork: (book: Book, id: string) => boolean,
    order: <T>(items: Iterable<T>) => T[],
  ): Map<string, BookRecord> {
    const { uniqueFields = [] } = this.definition(entity);
    const always = ['name', 'parent', 'active', ...uniqueFields];
    return new Map(
      order(this.records(book, entity)).map(([id, record]) => {
        const twin = this.twin(book, entity, id);
        const other = twin === undefined ? undefined : this.records(otherBook(book), entity).get(twin);
        const whole = isWork(book, id) || !isLiving(other) || isWork(otherBook(book), other.id);
        if (whole) return [id, record];
        const fields = Object.fromEntries(always.map((name) => [name, record.fields[name] ?? null]));
        return [id, { ...record, fields, facts: {} }];
      }),
    );
  }

  #strangers(entity: EntityName): Stranger[] {
    return books.flatMap((book) =>
      [...this.records(book, entity).values()]
        .filter(
          (record) =>
            !isLiving(record) ||
            (book === 'quickbooks' && !record.active) ||
            this.twin(book, entity, record.id) === undefined,
        )
        .map((record) => ({
          book,
          id: record.id,
          name: String(record.fields.name),
          isGone: !isLiving(record),
          isInactive: !record.active,
          mergedInto: record.mergedInto,
        })),
    );
  }

  #sharedNames(
    entity: EntityName,
    planned: readonly (NameHolder & { entity: EntityName })[],
  ): Map<string, NameHolder> {
    const holders: NameHolder[] = [...this.books.quickbooks.people].map((name) => ({
      name,
      active: true,
      word: 'employee',
    }));
    if (this.definition(entity).nameSpace !== 'names') return new Map();
    for (const { name: other, nameSpace, words } of this.definitions) {
      if (nameSpace !== 'names' || other === entity) continue;
      for (const record of this.records('quickbooks', other).values())
        if (isLiving(record) && (record.fields.parent ?? null) === null)
          holders.push({ name: String(record.fields.name), active: record.active, word: words.one });
    }
    holders.push(...planned.filter((holder) => holder.entity !== entity));
    return new Map(holders.map((holder) => [sharedNameKey(holder.name), holder]));
  }

  #inFlight(book: Book, entity: EntityName, asked: boolean): Set<string> {
    const ids = (unknown: readonly Unknown[]): Set<string> =>
      new Set(
        unknown
          .filter(({ operation }) => operation.entity === entity)
          .flatMap(({ operation }) =>
            operation.book === book
              ? operation.recordId === null
                ? []
                : [operation.recordId]
              : [operation.sourceId],
          ),
      );
    const open = ids(this.unknown.filter(({ isAsked }) => !isAsked));
    const all = ids(this.unknown);
    return asked ? new Set([...all].filter((id) => !open.has(id))) : all;
  }

  protected link(link: Link): void {
    const all = this.linksOf(link.entity);
    if (all.some((l) => l.quickbooksId === link.quickbooksId || l.billcomId === link.billcomId))
      this.broken.push(`${link.quickbooksId} or ${link.billcomId} is linked twice`);
    this.links.set(link.entity, [...all, { ...link, id: `${link.quickbooksId}=${link.billcomId}` }]);
  }

  protected move(
    entity: EntityName,
    quickbooksId: string,
    quickbooks: CanonicalFields,
    billcom: CanonicalFields,
  ): void {
    const moved = this.linksOf(entity).map((link) =>
      link.quickbooksId === quickbooksId
        ? {
            ...link,
            quickbooksBase: { ...link.quickbooksBase, ...quickbooks },
            billcomBase: { ...link.billcomBase, ...billcom },
          }
        : link,
    );
    this.links.set(entity, moved);
  }

  /** Planned anew from what the records say. */
  protected back({ book, entity, recordId, sourceId }: PlannedOperation): void {
    this.work.add(keyOf(otherBook(book), entity, sourceId));
    if (recordId !== null) this.work.add(keyOf(book, entity, recordId));
  }
}

const idIn = (link: Link, book: Book): string => (book === 'quickbooks' ? link.quickbooksId : link.billcomId);
const baseIn = (link: Link, book: Book): CanonicalFields =>
  book === 'quickbooks' ? link.quickbooksBase : link.billcomBase;

/** A plan as sets: only its content counts. */
export function asSets(plan: EntityPlan): unknown {
  const sorted = (items: readonly unknown[]): string[] => items.map((item) => JSON.stringify(item)).sort();
  return {
    ended: sorted(plan.ended),
    links: sorted(plan.links),
    agreed: sorted(plan.agreed),
    operations: sorted(plan.operations),
    holds: sorted(plan.holds),
    looked: sorted(plan.looked),
  };
}

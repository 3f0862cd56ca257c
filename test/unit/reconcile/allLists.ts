import type { Book, CanonicalFields, EntityName } from '../../../src/entities/definition';
import { books, flowsFrom, otherBook, sameValue } from '../../../src/entities/definition';
import type { BookRecord } from '../../../src/entities/record';
import { afterTold, afterWrite, holdsEverything } from '../../../src/reconcile/applied';
import { isLiving } from '../../../src/reconcile/paths';
import type { EntityPlan, PlannedOperation } from '../../../src/reconcile/plan';
import { refusedHold } from '../../../src/reconcile/writeHolds';
import { asSets, guidOf, holdKey, keyOf, ListsLedger, type Unknown } from './allListsLedger';

/** What becomes of one write. The lost ones: the answer was; looking concludes it, or a person is asked. */
export type Fate = 'done' | 'refused' | 'locked' | 'stop' | Lost;
type Lost = 'lost, done' | 'lost, not done' | 'asked, done' | 'asked, not done';

/** All lists of a company and a ledger that keeps what the real one keeps, and reads for a plan what the real one reads. */
export class AllLists extends ListsLedger {
  /** Fields that people edited, and that no write has carried yet: `book entity id field`. */
  readonly edited = new Set<string>();
  /** Merges in QuickBooks that were recognized: it does not tell them itself. */
  readonly recognized = new Map<string, string>();
  readonly #createdFrom = new Set<string>();
  #left: PlannedOperation[] = [];

  edit(book: Book, entity: EntityName, id: string, fields: CanonicalFields): void {
    if (this.books[book].change(entity, id, fields) !== undefined) return;
    for (const name of Object.keys(fields)) this.edited.add(`${keyOf(book, entity, id)} ${name}`);
  }

  merge(book: Book, entity: EntityName, id: string, into: string): void {
    for (const moved of this.books[book].merge(entity, id, into) ?? [])
      this.edited.add(`${keyOf(book, moved.entity, moved.id)} ${moved.field}`);
  }

  /** One cycle. @returns how much it did. */
  round(fates: readonly Fate[] = []): number {
    this.#lookUp();
    this.#read();
    for (const operation of this.#left) this.back(operation);
    this.#left = [];
    this.#wake();
    this.#recognizeMerges();
    const plans = this.plan(this.work);
    const turned = this.plan(this.work, true);
    if (JSON.stringify(plans.map(asSets)) !== JSON.stringify(turned.map(asSets)))
      this.broken.push('the plan depends on the order of reading');
    for (const plan of plans) this.#settle(plan);
    const operations = plans.flatMap((plan) => plan.operations);
    this.#write(operations, [...fates]);
    return operations.length + plans.reduce((sum, plan) => sum + plan.links.length + plan.ended.length, 0);
  }

  /** What a person says of the writes that he is asked about: how it is. */
  answer(): void {
    const asked = this.unknown.filter(({ isAsked }) => isAsked);
    this.unknown = this.unknown.filter(({ isAsked }) => !isAsked);
    for (const each of asked) this.#conclude(each, true);
  }

  /** A newer Tieout tries again what an older one was refused. */
  newVersion(): void {
    for (const hold of this.holds.values())
      if (hold.cause === 'refused') this.work.add(keyOf(hold.book, hold.entity, hold.recordId));
  }

  #wake(): void {
    for (const hold of this.holds.values()) {
      const { release } = hold;
      const wakes =
        release.when === 'nextCycle' ||
        (release.when === 'linked' && this.twin(release.book, release.entity, release.id) !== undefined);
      if (wakes) this.work.add(keyOf(hold.book, hold.entity, hold.recordId));
    }
  }

  /** As src/ledger/merges.ts: what referred to a lost record of QuickBooks and refers to one other now. */
  #recognizeMerges(): void {
    const survivors = new Map<BookRecord, Set<string>>();
    for (const { name: entity, fields } of this.definitions)
      for (const [field, { references }] of Object.entries(fields)) {
        if (references === undefined) continue;
        for (const { quickbooksId, quickbooksBase } of this.linksOf(entity)) {
          const now = this.records('quickbooks', entity).get(quickbooksId);
          const [was, is] = [quickbooksBase[field], now?.fields[field]];
          if (typeof was !== 'string' || typeof is !== 'string' || was === is || now?.deleted) continue;
          const lost = this.records('quickbooks', references).get(was);
          if (lost && this.work.has(keyOf('quickbooks', references, was)) && lost.deleted)
            survivors.set(lost, (survivors.get(lost) ?? new Set()).add(`${references} ${is}`));
        }
      }
    for (const [lost, into] of survivors) {
      const [entity, id] = [...into][0]?.split(' ') as [EntityName, string];
      const isThere = isLiving(this.records('quickbooks', entity).get(id));
      if (into.size !== 1 || !isThere || lost.mergedInto !== null) continue;
      this.records('quickbooks', entity).set(lost.id, { ...lost, mergedInto: id });
      this.recognized.set(lost.id, id);
    }
  }

  #read(): void {
    for (const book of books) {
      for (const [entity, list] of this.books[book].lists) {
        for (const id of list.rows.keys()) {
          const row = list.read(id);
          const now = { ...row, mergedInto: row.mergedInto ?? this.recognized.get(id) ?? null };
          const seen = this.records(book, entity).get(id);
          const same =
            seen &&
            seen.deleted === now.deleted &&
            seen.mergedInto === now.mergedInto &&
            Object.keys(now.fields).every((name) => sameValue(now.fields[name], seen.fields[name]));
          this.records(book, entity).set(id, now);
          if (!same) this.work.add(keyOf(book, entity, id));
        }
      }
    }
  }

  #settle(plan: EntityPlan): void {
    const { entity } = plan;
    this.forgetAgreedBy(entity, plan.ended);
    const kept = this.linksOf(entity).filter((link) => !plan.ended.some(({ id }) => id === link.id));
    this.links.set(entity, kept);
    for (const { quickbooksId, billcomId } of plan.links) {
      this.link({ id: '', entity, quickbooksId, billcomId, quickbooksBase: {}, billcomBase: {} });
      // A person's question that reading has answered (src/activities/settleOutcome.ts).
      this.unknown = this.unknown.filter(
        ({ isAsked, operation: { book, recordId, sourceId, entity: of } }) =>
          !(
            isAsked &&
            of === entity &&
            recordId === null &&
            sourceId === (book === 'quickbooks' ? billcomId : quickbooksId)
          ),
      );
    }
    for (const agreed of plan.agreed)
      this.move(entity, agreed.quickbooksId, agreed.quickbooks, agreed.billcom);
    for (const { book, id } of plan.looked) {
      this.work.delete(keyOf(book, entity, id));
      for (const [key, hold] of this.holds)
        if (hold.entity === entity && hold.book === book && hold.recordId === id) this.holds.delete(key);
    }
    for (const hold of plan.holds) this.holds.set(holdKey(hold), hold);
  }

  /** Both lanes, each in step order; a stop leaves the rest planned. */
  #write(operations: readonly PlannedOperation[], fates: Fate[]): void {
    const rank = (operation: PlannedOperation): number => {
      const place = this.definitions.findIndex(({ name }) => name === operation.entity);
      return operation.phase === 'write' ? place : 2 * this.definitions.length - place;
    };
    const left = [...operations].sort((one, two) => rank(one) - rank(two));
    const mayFail = fates.some((fate) => fate !== 'done');
    for (let operation = left.shift(); operation; operation = left.shift()) {
      const { book, entity } = operation;
      const fields: Record<string, CanonicalFields[string]> = { ...operation.fields };
      let lacks: string | undefined;
      for (const [name, awaited] of Object.entries(operation.awaits)) {
        const twin = this.twin(otherBook(book), awaited.entity, awaited.sourceId);
        if (twin === undefined) lacks = name;
        else fields[name] = twin;
      }
      if (lacks !== undefined) {
        if (!mayFail) this.broken.push(`${operation.recordName} was to be written before its ${lacks}`);
        this.back(operation);
        continue;
      }
      const fate = fates.shift() ?? 'done';
      if (fate === 'stop') {
        this.#left = [operation, ...left];
        return;
      }
      if (fate === 'refused' || fate === 'locked') {
        this.#refused(operation, fate, 'a fault');
        continue;
      }
      const isDone = fate === 'done' || fate.endsWith(', done');
      const written = isDone ? this.#carryOut(operation, fields) : undefined;
      if (written && 'refused' in written) {
        if (!mayFail)
          this.broken.push(
            `${book} refuses to ${operation.action} ${entity} ${operation.recordName}: ${written.refused}`,
          );
        this.#refused(operation, 'refused', written.refused);
        continue;
      }
      const unknown = { operation, fields, written: written?.id, isAsked: fate.startsWith('asked') };
      if (fate === 'done') this.#conclude(unknown, false);
      else this.unknown.push(unknown);
    }
  }

  #carryOut(operation: PlannedOperation, fields: CanonicalFields): { id: string } | { refused: string } {
    const { book, entity, recordId, sourceId } = operation;
    if (recordId !== null) {
      this.#checkUpdate(operation, recordId);
      const refused = this.books[book].change(entity, recordId, fields);
      return refused === undefined ? { id: recordId } : { refused };
    }
    this.#checkCreate(operation, fields);
    const takesGuid = book === 'quickbooks' && this.definition(entity).quickbooks.externalGuid === true;
    const made = this.books[book].add(entity, fields, takesGuid ? { externalGuid: guidOf(sourceId) } : {});
    if ('id' in made) this.#createdFrom.add(keyOf(otherBook(book), entity, sourceId));
    return made;
  }

  #lookUp(): void {
    const looked = this.unknown.filter(({ isAsked }) => !isAsked);
    this.unknown = this.unknown.filter(({ isAsked }) => isAsked);
    for (const each of looked) this.#conclude(each, true);
  }

  /** The outcome is known: applied as it stands there now, or proven not to have happened. */
  #conclude({ operation, fields, written, isAsked }: Unknown, isFoundLater: boolean): void {
    const { book, entity, sourceId, recordId } = operation;
    const from = otherBook(book);
    const readBack = written === undefined ? undefined : this.books[book].list(entity).read(written);
    if (!readBack || !isLiving(readBack)) {
      // Made, and gone again before anybody knew: nobody can tell it from one that was never made.
      this.#createdFrom.delete(keyOf(from, entity, sourceId));
      return this.back(operation);
    }
    const quickbooksId = book === 'quickbooks' ? readBack.id : sourceId;
    const billcomId = book === 'billcom' ? readBack.id : sourceId;
    const isCreate = recordId === null;
    if (
      isCreate &&
      (this.twin(book, entity, readBack.id) ?? this.twin(from, entity, sourceId)) !== undefined
    ) {
      // Renamed or moved before anybody saw it, where Adds take no ExternalGUID: nobody could tell it from a new one.
      const stands = ['name', 'parent'].every((each) => sameValue(readBack.fields[each], fields[each]));
      const isTold = readBack.facts.externalGuid !== undefined || stands;
      if (!isTold) this.#createdFrom.delete(keyOf(from, entity, sourceId));
      return this.back(operation);
    }
    const isTold = isAsked || (isCreate && !holdsEverything(readBack, fields));
    if (isTold || !holdsEverything(readBack, fields)) {
      if (isCreate)
        this.link({ id: '', entity, quickbooksId, billcomId, quickbooksBase: {}, billcomBase: {} });
      const told = afterTold({ ...operation, fields }, readBack, operation.action);
      if (isTold) this.move(entity, quickbooksId, told.quickbooks, told.billcom);
      if (isTold) this.#forgetEdits(operation, Object.keys(told[from]));
      return this.back({ ...operation, recordId: readBack.id });
    }
    const before = this.records(book, entity).get(readBack.id);
    const { bases, othersChanged } = afterWrite({ ...operation, fields }, readBack, before, isFoundLater);
    this.records(book, entity).set(readBack.id, readBack);
    if (othersChanged) this.work.add(keyOf(book, entity, readBack.id));
    if (isCreate) {
      const [quickbooksBase, billcomBase] = [bases.quickbooks, bases.billcom];
      this.link({ id: '', entity, quickbooksId, billcomId, quickbooksBase, billcomBase });
    } else this.move(entity, quickbooksId, bases.quickbooks, bases.billcom);
    this.#forgetEdits(operation, Object.keys(operation.sourceBase));
  }

  /** Carried over now; edited again while the outcome was open, it is an edit still. */
  #forgetEdits({ book, entity, sourceId, sourceBase }: PlannedOperation, names: readonly string[]): void {
    const from = otherBook(book);
    const source = this.books[from].list(entity).read(sourceId).fields;
    for (const name of names)
      if (sameValue(source[name], sourceBase[name]))
        this.edited.delete(`${keyOf(from, entity, sourceId)} ${name}`);
  }

  #refused(operation: PlannedOperation, cause: 'refused' | 'locked', sentence: string): void {
    const book = otherBook(operation.book);
    const definition = this.definition(operation.entity);
    const hold = refusedHold(
      { definition, book, id: operation.sourceId, name: operation.recordName },
      {
        cause,
        sentence,
        cure: '',
        code: '',
        release: { when: cause === 'locked' ? 'nextCycle' : 'recordChanges' },
      },
    );
    this.holds.set(holdKey(hold), hold);
  }

  #checkCreate({ book, entity, sourceId }: PlannedOperation, fields: CanonicalFields): void {
    if (this.#createdFrom.has(keyOf(otherBook(book), entity, sourceId)))
      this.broken.push(`${sourceId} was made twice`);
    const source = this.records(otherBook(book), entity).get(sourceId);
    const definition = this.definition(entity);
    if (source && !flowsFrom(definition, source.fields, otherBook(book), source.facts))
      this.broken.push(`${sourceId} was made in ${book} against the way of ${definition.words.many}`);
    const rows = this.books[book].list(entity).rows;
    const twin = this.books[book]
      .list(entity)
      .living()
      .find((id) => {
        const own = rows.get(id)?.fields;
        return (
          own?.name === fields.name &&
          (own?.parent ?? null) === (fields.parent ?? null) &&
          own?.type === fields.type &&
          this.twin(book, entity, id) === undefined
        );
      });
    if (twin !== undefined) this.broken.push(`${sourceId} was made in ${book} although ${twin} is there`);
  }

  #checkUpdate(operation: PlannedOperation, recordId: string): void {
    const { book, entity, sourceId, fields, overwrites } = operation;
    const link = this.linksOf(entity).find(
      (l) => (book === 'quickbooks' ? l.quickbooksId : l.billcomId) === recordId,
    );
    const base = book === 'quickbooks' ? link?.quickbooksBase : link?.billcomBase;
    const now = this.books[book].list(entity).rows.get(recordId)?.fields ?? {};
    for (const name of Object.keys(fields)) {
      if (base === undefined || !(name in base)) continue;
      if (!this.edited.has(`${keyOf(otherBook(book), entity, sourceId)} ${name}`))
        this.broken.push(`the ${name} of ${recordId} was changed though nobody edited ${sourceId}`);
      if (!sameValue(now[name], base[name]) && !overwrites.includes(name))
        this.broken.push(`an edit of the ${name} of ${recordId} was overwritten without saying so`);
    }
  }
}

import fc from 'fast-check';
import type { Book, CanonicalFields, EntityName } from '../../../../src/entities/definition';
import { books, flowsFrom, otherBook, sameValue } from '../../../../src/entities/definition';
import { afterTold, afterWrite, holdsEverything } from '../../../../src/reconcile/applied';
import { heldAsHistory, historyKey } from '../../../../src/reconcile/awaitedHistory';
import { withReference } from '../../../../src/reconcile/lineReferences';
import { isLiving } from '../../../../src/reconcile/paths';
import type { EntityPlan, PlannedOperation } from '../../../../src/reconcile/plan';
import { refusedHold } from '../../../../src/reconcile/writeHolds';
import { asSets } from '../allListsLedger';
import { linesOf, totalOf, type DocumentBook, type Row } from './book';
import { DocumentsLedger, guidOf, holdKey, keyOf, type Key, type Unknown } from './ledger';

/** What becomes of one write. The lost ones: the answer was; looking concludes it, or a person is asked. */
export type Fate =
  'done' | 'locked' | 'stop' | 'lost, done' | 'lost, not done' | 'asked, done' | 'asked, not done';

const fate = fc.oneof(
  { weight: 7, arbitrary: fc.constant<Fate>('done') },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Fate>(
      'locked',
      'stop',
      'lost, done',
      'lost, not done',
      'asked, done',
      'asked, not done',
    ),
  },
);
/** Of the writes of one cycle, in their order; those that are left are done. */
export const fates = fc.array(fate, { maxLength: 8 });

/** As src/ledger/records.ts: another one of these facts is a change, though no field differs. */
const decidingFacts = ['total', 'status', 'touched'];

/** Two books' documents, and cycles between them. */
export abstract class Documents<Q extends DocumentBook, B extends DocumentBook> extends DocumentsLedger<
  Q,
  B
> {
  /** Fields that people edited, and that no write has carried yet: `book kind id field`. */
  readonly edited = new Set<string>();
  readonly #createdFrom = new Set<Key>();
  #left: PlannedOperation[] = [];

  edit(book: Book, kind: EntityName, id: string, fields: CanonicalFields): void {
    if (this.books[book].change(kind, id, fields) !== undefined) return;
    for (const name of Object.keys(fields)) this.edited.add(`${keyOf(book, kind, id)} ${name}`);
  }

  /** Whether a document may be made or changed in a book at all, by whose it is. */
  protected abstract mayBeWritten(book: Book, kind: EntityName, action: PlannedOperation['action']): boolean;
  /** What Bill.com makes of a record that is made there by its own call. */
  protected recordedAs(sourceId: string): Partial<Row> {
    return { offline: true, recordedFor: sourceId };
  }
  /** Whether the plan had to see a refusal coming. */
  protected isForeseen(_refused: string): boolean {
    return true;
  }

  /** One cycle. @returns how much it did. */
  round(fates: readonly Fate[] = []): number {
    const looked = this.unknown.filter(({ isAsked }) => !isAsked);
    this.unknown = this.unknown.filter(({ isAsked }) => isAsked);
    for (const each of looked) this.#conclude(each, true);
    this.#read();
    for (const book of books) this.books[book].isConnected = true;
    for (const operation of this.#left) this.#back(operation);
    this.#left = [];
    const awaited = this.awaitedDocuments();
    this.#wake(awaited);
    const plans = this.plan(this.work, false, awaited);
    if (JSON.stringify(plans.map(asSets)) !== JSON.stringify(this.plan(this.work, true, awaited).map(asSets)))
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

  #wake(awaited: ReadonlySet<string>): void {
    for (const { entity, book, recordId, release, cause } of this.holds.values()) {
      const wakes =
        release.when === 'nextCycle' ||
        (cause === 'beforeConnection' &&
          (this.#isReopened(book, entity, recordId) ||
            (book === 'billcom' && awaited.has(historyKey(entity, recordId))))) ||
        (release.when === 'linked' && this.#isLinked(release.entity, release.book, release.id));
      if (wakes) this.work.add(keyOf(book, entity, recordId));
    }
    const isInBoth = (entity: EntityName, book: Book, id: string): boolean => {
      const twin = this.twin(book, entity, id);
      return twin !== undefined && isLiving(this.records(otherBook(book), entity).get(twin));
    };
    for (const key of this.appliedHistory(isInBoth)) this.work.add(key);
  }

  /** Whether the next cycle brings over what is held as history, for the sake of what waits for it. */
  isAwaited(): boolean {
    const awaited = this.awaitedDocuments();
    return heldAsHistory([...this.holds.values()]).some((key) => awaited.has(key));
  }

  #isLinked = (entity: EntityName, book: Book, id: string): boolean =>
    this.isKind(entity)
      ? this.twin(book, entity, id) !== undefined
      : this.lists.resolve(entity, book, id).state === 'linked';

  /** As src/ledger/reopened.ts. */
  #isReopened(book: Book, entity: EntityName, id: string): boolean {
    const { settledFact } = this.definition(entity).document ?? {};
    const facts = this.records(book, entity).get(id)?.facts;
    return settledFact !== undefined && facts?.[settledFact.name] !== settledFact.value;
  }

  #read(): void {
    for (const book of books)
      for (const kind of this.kinds)
        for (const { id } of this.books[book].all(kind)) {
          const now = this.read(book, kind, id);
          const seen = this.records(book, kind).get(id);
          const same =
            seen?.deleted === now.deleted &&
            decidingFacts.every((fact) => seen.facts[fact] === now.facts[fact]) &&
            Object.keys(now.fields).every((name) => sameValue(now.fields[name], seen.fields[name]));
          this.records(book, kind).set(id, now);
          if (!same) this.work.add(keyOf(book, kind, id));
        }
  }

  #settle(plan: EntityPlan): void {
    const { entity } = plan;
    this.links = this.links.filter((link) => !plan.ended.some(({ id }) => id === link.id));
    for (const { quickbooksId, billcomId } of plan.links) {
      this.#link(entity, quickbooksId, billcomId, {}, {});
      // A person's question that reading has answered (src/activities/settleOutcome.ts).
      this.unknown = this.unknown.filter(
        ({ isAsked, operation: { book, recordId, sourceId, entity: of } }) =>
          !(isAsked && of === entity && recordId === null) ||
          sourceId !== (book === 'quickbooks' ? billcomId : quickbooksId),
      );
    }
    for (const { quickbooksId, quickbooks, billcom } of plan.agreed)
      this.#move(entity, quickbooksId, quickbooks, billcom);
    for (const { book, id } of plan.looked) {
      this.work.delete(keyOf(book, entity, id));
      for (const [key, hold] of this.holds)
        if (hold.entity === entity && hold.book === book && hold.recordId === id) this.holds.delete(key);
    }
    for (const hold of plan.holds) this.holds.set(holdKey(hold), hold);
  }

  /** Voids first and in reverse, then the rest in step order; a stop leaves what comes after it planned. */
  #write(operations: readonly PlannedOperation[], fates: Fate[]): void {
    const rank = ({ entity, phase }: PlannedOperation): number =>
      phase === 'void' ? -this.kinds.indexOf(entity) : 1 + this.kinds.indexOf(entity);
    const left = [...operations].sort((one, two) => rank(one) - rank(two));
    const mayFail = fates.some((fate) => fate !== 'done');
    for (let operation = left.shift(); operation; operation = left.shift()) {
      let fields: CanonicalFields = operation.fields;
      let lacks: string | undefined;
      for (const [place, { entity, sourceId }] of Object.entries(operation.awaits)) {
        const twin = this.twin(otherBook(operation.book), entity, sourceId);
        if (twin === undefined) lacks = place;
        else fields = withReference(fields, place, twin);
      }
      if (lacks !== undefined) {
        if (!mayFail) this.broken.push(`${operation.recordName} was to be written before its ${lacks}`);
        this.#back(operation);
        continue;
      }
      const fate = fates.shift() ?? 'done';
      if (fate === 'stop') {
        this.#left = [operation, ...left];
        return;
      }
      if (fate === 'locked') {
        this.#refused(operation, 'locked', 'a fault');
        continue;
      }
      const isDone = fate === 'done' || fate.endsWith(', done');
      const written = isDone ? this.#carryOut(operation, fields) : undefined;
      if (written && 'refused' in written) {
        const { book, action, entity, recordName } = operation;
        if (!mayFail && this.isForeseen(written.refused))
          this.broken.push(`${book} refuses to ${action} ${entity} ${recordName}: ${written.refused}`);
        this.#refused(operation, 'refused', written.refused);
        continue;
      }
      const unknown = { operation, fields, written: written?.id, isAsked: fate.startsWith('asked') };
      if (fate === 'done') this.#conclude(unknown, false);
      else this.unknown.push(unknown);
    }
  }

  #carryOut(operation: PlannedOperation, fields: CanonicalFields): { id: string } | { refused: string } {
    const { book, entity: kind, recordId, sourceId, action } = operation;
    if (!this.mayBeWritten(book, kind, action))
      this.broken.push(`${action} of a ${kind} in ${book}, to which it does not go`);
    if (recordId !== null) {
      if (action === 'update') this.#checkUpdate(operation, recordId);
      else if (isLiving(this.read(otherBook(book), kind, sourceId)))
        this.broken.push(`${recordId} was made void although ${sourceId} stands`);
      const refused =
        action === 'void'
          ? this.books[book].void(kind, recordId)
          : this.books[book].change(kind, recordId, fields);
      return refused === undefined ? { id: recordId } : { refused };
    }
    this.#checkCreate(operation, fields);
    const { externalGuid } = this.definition(kind).quickbooks;
    const { ownCall } = this.definition(kind).billcom;
    const made = this.books[book].add(kind, fields, {
      ...(book === 'quickbooks' && externalGuid && { guid: guidOf(sourceId) }),
      ...(book === 'billcom' && ownCall && this.recordedAs(sourceId)),
    });
    if ('id' in made) this.#createdFrom.add(keyOf(otherBook(book), kind, sourceId));
    return made;
  }

  /** The outcome is known: applied as it stands there now, or proven not to have happened. */
  #conclude({ operation, fields, written, isAsked }: Unknown, isFoundLater: boolean): void {
    const { book, entity: kind, sourceId, recordId, action } = operation;
    const from = otherBook(book);
    const readBack = written === undefined ? undefined : this.read(book, kind, written);
    if (readBack && action === 'void') {
      this.records(book, kind).set(readBack.id, readBack);
      return;
    }
    if (!readBack || !isLiving(readBack)) {
      // Made, and gone again before anybody knew: nobody can tell it from one that was never made.
      this.#createdFrom.delete(keyOf(from, kind, sourceId));
      return this.#back(operation);
    }
    const isCreate = recordId === null;
    const taken = this.twin(book, kind, readBack.id) ?? this.twin(from, kind, sourceId);
    if (isCreate && taken !== undefined) {
      // Changed before anybody saw it, where Adds take no ExternalGUID: nobody could tell it from a new one.
      const isTold = readBack.facts.externalGuid !== undefined || holdsEverything(readBack, fields);
      if (!isTold) this.#createdFrom.delete(keyOf(from, kind, sourceId));
      return this.#back(operation);
    }
    const [quickbooksId, billcomId] =
      book === 'quickbooks' ? [readBack.id, sourceId] : [sourceId, readBack.id];
    if (isAsked || (isFoundLater && !holdsEverything(readBack, fields))) {
      if (isCreate) this.#link(kind, quickbooksId, billcomId, {}, {});
      const told = afterTold({ ...operation, fields }, readBack, action);
      if (isAsked || isCreate) this.#move(kind, quickbooksId, told.quickbooks, told.billcom);
      if (isAsked || isCreate) this.#forgetEdits(operation, Object.keys(told[from]));
      return this.#back({ ...operation, recordId: readBack.id });
    }
    const before = this.records(book, kind).get(readBack.id);
    const { bases, othersChanged } = afterWrite({ ...operation, fields }, readBack, before, isFoundLater);
    this.records(book, kind).set(readBack.id, readBack);
    if (othersChanged) this.work.add(keyOf(book, kind, readBack.id));
    if (isCreate) this.#link(kind, quickbooksId, billcomId, bases.quickbooks, bases.billcom);
    else this.#move(kind, quickbooksId, bases.quickbooks, bases.billcom);
    this.#forgetEdits(operation, Object.keys(operation.sourceBase));
  }

  /** Carried over now; edited again while the outcome was open, it is an edit still. */
  #forgetEdits({ book, entity, sourceId, sourceBase }: PlannedOperation, names: readonly string[]): void {
    const from = otherBook(book);
    const source = this.books[from].row(entity, sourceId)?.fields ?? {};
    for (const name of names)
      if (sameValue(source[name], sourceBase[name]))
        this.edited.delete(`${keyOf(from, entity, sourceId)} ${name}`);
  }

  #refused(operation: PlannedOperation, cause: 'refused' | 'locked', sentence: string): void {
    const book = otherBook(operation.book);
    const definition = this.definition(operation.entity);
    const release = { when: cause === 'locked' ? 'nextCycle' : 'recordChanges' } as const;
    const hold = refusedHold(
      { definition, book, id: operation.sourceId, name: operation.recordName },
      { cause, sentence, cure: '', code: '', release },
    );
    this.holds.set(holdKey(hold), hold);
  }

  #checkCreate({ book, entity, sourceId }: PlannedOperation, fields: CanonicalFields): void {
    const [from, kind] = [otherBook(book), entity];
    if (this.#createdFrom.has(keyOf(from, kind, sourceId))) this.broken.push(`${sourceId} was made twice`);
    const source = this.read(from, kind, sourceId);
    if (!flowsFrom(this.definition(kind), source.fields, from))
      this.broken.push(`${sourceId} was made in ${book} against the way of a ${kind}`);
    if (
      book === 'quickbooks' &&
      this.definition(kind).quickbooks.externalGuid === true &&
      this.books.quickbooks.living(kind).some(({ guid }) => guid === guidOf(sourceId))
    )
      this.broken.push(`the ${kind} ${sourceId} is in QuickBooks already`);
    if (totalOf({ fields }) !== totalOf(source))
      this.broken.push(`the lines of ${sourceId} come to another total in ${book}`);
    if (linesOf({ fields }, 'applications').length !== linesOf(source, 'applications').length)
      this.broken.push(`${sourceId} is applied otherwise in ${book}`);
  }

  #checkUpdate({ book, entity, sourceId, fields, overwrites }: PlannedOperation, recordId: string): void {
    const kind = entity;
    const link = this.linksOf(kind).find(
      (each) => (book === 'quickbooks' ? each.quickbooksId : each.billcomId) === recordId,
    );
    const base = book === 'quickbooks' ? link?.quickbooksBase : link?.billcomBase;
    const now = this.books[book].row(kind, recordId)?.fields ?? {};
    const unit = this.definition(kind).document?.unit ?? [];
    for (const name of Object.keys(fields)) {
      if (base === undefined || !(name in base)) continue;
      // What is one unit goes over whole.
      const isEdited = (unit.includes(name) ? unit : [name]).some((each) =>
        this.edited.has(`${keyOf(otherBook(book), kind, sourceId)} ${each}`),
      );
      if (!isEdited)
        this.broken.push(`the ${name} of ${recordId} was changed though nobody edited ${sourceId}`);
      if (!sameValue(now[name], base[name]) && !overwrites.includes(name))
        this.broken.push(`an edit of the ${name} of ${recordId} was overwritten without saying so`);
    }
  }

  #link(
    entity: EntityName,
    quickbooksId: string,
    billcomId: string,
    quickbooksBase: CanonicalFields,
    billcomBase: CanonicalFields,
  ): void {
    if (this.linksOf(entity).some((l) => l.quickbooksId === quickbooksId || l.billcomId === billcomId))
      this.broken.push(`${quickbooksId} or ${billcomId} is linked twice`);
    const id = `${quickbooksId}=${billcomId}`;
    this.links.push({ id, entity, quickbooksId, billcomId, quickbooksBase, billcomBase });
  }

  #move(
    entity: EntityName,
    quickbooksId: string,
    quickbooks: CanonicalFields,
    billcom: CanonicalFields,
  ): void {
    this.links = this.links.map((link) =>
      link.entity === entity && link.quickbooksId === quickbooksId
        ? {
            ...link,
            quickbooksBase: { ...link.quickbooksBase, ...quickbooks },
            billcomBase: { ...link.billcomBase, ...billcom },
          }
        : link,
    );
  }

  /** Planned anew from what the records say. */
  #back({ book, entity, recordId, sourceId }: PlannedOperation): void {
    this.work.add(keyOf(otherBook(book), entity, sourceId));
    if (recordId !== null) this.work.add(keyOf(book, entity, recordId));
  }
}

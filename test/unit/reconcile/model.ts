import type {
  Book,
  CanonicalFields,
  ConflictPolicy,
  EntityDefinition,
} from '../../../src/entities/definition';
import { books, otherBook, sameValue } from '../../../src/entities/definition';
import type { BookRecord } from '../../../src/entities/record';
import { noDecisions, type Decisions, type TakenBack } from '../../../src/reconcile/decisions';
import { reconcileEntity } from '../../../src/reconcile/entity';
import type { Hold } from '../../../src/reconcile/holds';
import type { EntityPlan, Link, PlannedOperation } from '../../../src/reconcile/plan';
import type { References } from '../../../src/reconcile/references';
import { BookModel } from './books';

/** Records of other lists: `q-1` and `b-1` are a pair, `q-alone` has no twin. */
export const otherLists: References = {
  resolve: (_entity, book, id) =>
    id.endsWith('-alone')
      ? { state: 'unlinked', name: id }
      : { state: 'linked', id: `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}` },
};
export const keyOf = (hold: Hold): string => `${hold.book} ${hold.recordId} ${hold.cause} ${hold.field}`;
const pick = (fields: CanonicalFields, names: readonly string[]): CanonicalFields =>
  Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));

/** Two books and a ledger that keeps mirror, links, bases, work list and holds as the real one does. */
export class SyncModel {
  readonly books: Record<Book, BookModel>;
  readonly mirror: Record<Book, Map<string, BookRecord>> = { quickbooks: new Map(), billcom: new Map() };
  readonly work: Record<Book, Set<string>> = { quickbooks: new Set(), billcom: new Set() };
  links: Link[] = [];
  /** Pairs of which a write has undone one side. */
  readonly undone: { quickbooksId: string; billcomId: string }[] = [];
  holds = new Map<string, Hold>();
  /** What people have decided, and is to be carried out or in force. */
  decisions: Decisions = noDecisions;
  /** What must never happen; each entry is a sentence. */
  readonly broken: string[] = [];
  /** Fields that people edited, and that no write has carried yet: `book id field`. */
  readonly edited = new Set<string>();
  readonly #createdFrom = new Set<string>();

  constructor(
    readonly definition: EntityDefinition,
    readonly policy: ConflictPolicy,
  ) {
    this.books = {
      quickbooks: new BookModel('quickbooks', definition),
      billcom: new BookModel('billcom', definition),
    };
  }

  edit(book: Book, id: string, fields: CanonicalFields): void {
    if (this.books[book].change(id, fields) !== undefined) return;
    for (const name of Object.keys(fields)) this.edited.add(`${book} ${id} ${name}`);
  }

  /** Reads both books, reconciles the work list and writes. @returns what was planned. */
  round(): EntityPlan {
    this.#readBooks();
    for (const hold of this.holds.values()) {
      const { release } = hold;
      const wakes =
        release.when === 'nextCycle' ||
        (release.when === 'linked' &&
          this.links.some(
            (l) => (release.book === 'quickbooks' ? l.quickbooksId : l.billcomId) === release.id,
          ));
      if (wakes) this.work[hold.book].add(hold.recordId);
    }
    const plan = this.plan(this.work);
    const again = this.plan(this.work, true);
    if (JSON.stringify(canonical(plan)) !== JSON.stringify(canonical(again))) {
      this.broken.push('the plan depends on the order of reading');
    }
    this.#settle(plan);
    for (const phase of ['void', 'write', 'deactivate'] as const)
      for (const operation of plan.operations) if (operation.phase === phase) this.#write(operation);
    return plan;
  }

  plan(work: Record<Book, ReadonlySet<string>>, reversed = false): EntityPlan {
    const order = <T>(items: Iterable<T>): T[] => (reversed ? [...items].reverse() : [...items]);
    return reconcileEntity({
      definition: this.definition,
      policy: this.policy,
      records: {
        quickbooks: new Map(order(this.mirror.quickbooks)),
        billcom: new Map(order(this.mirror.billcom)),
      },
      links: order(this.links),
      work: { quickbooks: new Set(order(work.quickbooks)), billcom: new Set(order(work.billcom)) },
      inFlight: { quickbooks: new Set(), billcom: new Set() },
      references: otherLists,
      undone: this.undone,
      decisions: this.decisions,
    });
  }

  /** What a run over everything would plan: nothing may hide behind a short work list. */
  planOverAll(): EntityPlan {
    return this.plan({
      quickbooks: new Set(this.mirror.quickbooks.keys()),
      billcom: new Set(this.mirror.billcom.keys()),
    });
  }

  twin(book: Book, id: string): string | undefined {
    const link = this.links.find((l) => (book === 'quickbooks' ? l.quickbooksId : l.billcomId) === id);
    return link && (book === 'quickbooks' ? link.billcomId : link.quickbooksId);
  }

  #readBooks(): void {
    for (const book of books) {
      for (const id of this.books[book].rows.keys()) {
        const now = this.books[book].read(id);
        const seen = this.mirror[book].get(id);
        const same =
          seen &&
          seen.deleted === now.deleted &&
          seen.mergedInto === now.mergedInto &&
          Object.keys(now.fields).every((name) => sameValue(now.fields[name], seen.fields[name]));
        this.mirror[book].set(id, now);
        if (!same) this.work[book].add(id);
      }
    }
  }

  #settle(plan: EntityPlan): void {
    for (const { quickbooksId } of plan.ended)
      if (this.decisions.takenBack.some((each) => each.quickbooksId === quickbooksId))
        this.broken.push(`${quickbooksId} is kept apart, and its twin is linked to another one`);
    this.links = this.links.filter((link) => !plan.ended.some(({ id }) => id === link.id));
    for (const { quickbooksId, billcomId, entity } of plan.links) {
      this.#link({ id: '', entity, quickbooksId, billcomId, quickbooksBase: {}, billcomBase: {} });
    }
    for (const { id, state } of plan.decided) {
      if (state === 'used') this.#takeInForce((each) => each.id === id);
      const takenBack = this.decisions.takenBack.filter((each) => state === 'used' || each.id !== id);
      const again = this.decisions.again.filter((each) => each.id !== id);
      this.decisions = { ...this.decisions, takenBack, again };
    }
    for (const agreed of plan.agreed) this.#move(agreed.quickbooksId, agreed.quickbooks, agreed.billcom);
    for (const { book, id } of plan.looked) {
      this.work[book].delete(id);
      for (const [key, hold] of this.holds)
        if (hold.book === book && hold.recordId === id) this.holds.delete(key);
    }
    for (const hold of plan.holds) this.holds.set(keyOf(hold), hold);
  }

  #takeInForce(which: (each: TakenBack) => boolean): void {
    const takenBack = this.decisions.takenBack.map((each) =>
      which(each) ? { ...each, isOpen: false } : each,
    );
    this.decisions = { ...this.decisions, takenBack };
  }

  /** Somebody takes back what was made in a book, or releases it. */
  takeBack(link: Link, book: Book): void {
    const { quickbooksId, billcomId } = link;
    const id = book === 'quickbooks' ? quickbooksId : billcomId;
    const takenBack: TakenBack = {
      ...{ id: `undo ${link.id}`, isOpen: true, quickbooksId, billcomId },
      ...{ operationId: `made ${id}`, book, way: book === 'quickbooks' ? 'delete' : 'deactivate' },
      shown: this.mirror[book].get(id)?.fields ?? {},
      ...{ before: {}, who: 'Anna', day: '2026-10-05', because: 'a test' },
    };
    this.decisions = { ...this.decisions, takenBack: [...this.decisions.takenBack, takenBack] };
    this.#look(link);
  }

  release(taken: TakenBack): void {
    const { quickbooksId, billcomId, book } = taken;
    const written = this.mirror[book].get(book === 'quickbooks' ? quickbooksId : billcomId);
    const takenBack = this.decisions.takenBack.filter((each) => each !== taken);
    const isGone = written?.deleted === true;
    // It is made once more, also where somebody else deleted it first.
    if (isGone)
      this.#createdFrom.delete(`${otherBook(book)} ${book === 'quickbooks' ? billcomId : quickbooksId}`);
    const wish = { id: `again ${taken.id}`, isOpen: true, quickbooksId, billcomId };
    const again = [...this.decisions.again, ...(isGone ? [wish] : [])];
    this.decisions = { ...this.decisions, takenBack, again };
    if (!isGone && written) {
      const active = { active: written.active };
      this.#move(quickbooksId, active, active);
      const from = otherBook(book);
      this.edited.add(`${from} ${from === 'quickbooks' ? quickbooksId : billcomId} active`);
    }
    this.#look(taken);
  }

  #look({ quickbooksId, billcomId }: Pick<Link, 'quickbooksId' | 'billcomId'>): void {
    this.work.quickbooks.add(quickbooksId);
    this.work.billcom.add(billcomId);
  }

  #link(link: Link): void {
    const doubled = this.links.some(
      (other) => other.quickbooksId === link.quickbooksId || other.billcomId === link.billcomId,
    );
    if (doubled) this.broken.push(`${link.quickbooksId} or ${link.billcomId} is linked twice`);
    this.links.push({ ...link, id: `${link.quickbooksId}=${link.billcomId}` });
  }

  #move(quickbooksId: string, quickbooks: CanonicalFields, billcom: CanonicalFields): void {
    this.links = this.links.map((link) =>
      link.quickbooksId === quickbooksId
        ? {
            ...link,
            quickbooksBase: { ...link.quickbooksBase, ...quickbooks },
            billcomBase: { ...link.billcomBase, ...billcom },
          }
        : link,
    );
  }

  #write(planned: PlannedOperation): void {
    const { book, sourceId, recordId, undoes } = planned;
    const isApart = this.decisions.takenBack.some(
      (each) =>
        each.operationId !== undoes &&
        this.links.some(({ id }) => each.id === `undo ${id}`) &&
        (book === 'quickbooks' ? each.billcomId : each.quickbooksId) === sourceId,
    );
    if (isApart) this.broken.push(`${sourceId} is kept apart, and written all the same`);
    if (undoes !== undefined) this.#takeInForce((each) => each.operationId === undoes);
    if (planned.action === 'void' && recordId !== null) {
      // A void transaction counts as gone.
      this.books[book].remove(recordId);
      this.mirror[book].set(recordId, this.books[book].read(recordId));
      const [quickbooksId, billcomId] = book === 'quickbooks' ? [recordId, sourceId] : [sourceId, recordId];
      if (this.undone.some((pair) => pair.quickbooksId === quickbooksId && pair.billcomId === billcomId))
        this.broken.push(`${recordId} was undone twice`);
      if (this.definition.document) this.undone.push({ quickbooksId, billcomId });
      // Should it be restored, it is made once more.
      this.#createdFrom.delete(`${otherBook(book)} ${sourceId}`);
      return;
    }
    const from = otherBook(book);
    const fields: Record<string, CanonicalFields[string]> = { ...planned.fields };
    for (const [name, awaited] of Object.entries(planned.awaits)) {
      const twin = this.twin(from, awaited.sourceId);
      if (twin === undefined) {
        this.broken.push(`${sourceId} was written before its ${name} was made`);
        return;
      }
      fields[name] = twin;
    }
    if (recordId === null) this.#checkCreate({ ...planned, fields });
    else if (undoes === undefined) this.#checkUpdate(planned, recordId);
    const result =
      recordId === null ? this.books[book].add(fields) : this.books[book].change(recordId, fields);
    const refused =
      typeof result === 'string' ? result : result && 'refused' in result ? result.refused : undefined;
    if (refused !== undefined) {
      this.broken.push(`${book} refuses to ${planned.action} ${planned.recordName}: ${refused}`);
      return;
    }
    const id = recordId ?? (result as { id: string }).id;
    const readBack = this.books[book].read(id);
    this.mirror[book].set(id, readBack);
    const names = Object.keys(planned.sourceBase);
    const bases = { [book]: pick(readBack.fields, names), [from]: planned.sourceBase } as Record<
      Book,
      CanonicalFields
    >;
    const quickbooksId = book === 'quickbooks' ? id : sourceId;
    if (recordId === null) {
      const billcomId = book === 'billcom' ? id : sourceId;
      this.#link({
        id: '',
        entity: planned.entity,
        quickbooksId,
        billcomId,
        quickbooksBase: bases.quickbooks,
        billcomBase: bases.billcom,
      });
    } else this.#move(quickbooksId, bases.quickbooks, bases.billcom);
    for (const name of names) this.edited.delete(`${from} ${sourceId} ${name}`);
  }

  #checkCreate({ book, sourceId, fields }: PlannedOperation): void {
    const source = `${otherBook(book)} ${sourceId}`;
    if (this.#createdFrom.has(source)) this.broken.push(`${sourceId} was made twice`);
    this.#createdFrom.add(source);
    const wouldBeTwin = this.books[book].living().find((id) => {
      const own = this.books[book].rows.get(id)?.fields;
      return (
        own?.name === fields.name &&
        (own?.parent ?? null) === (fields.parent ?? null) &&
        own?.type === fields.type &&
        this.twin(book, id) === undefined
      );
    });
    if (wouldBeTwin) this.broken.push(`${sourceId} was made in ${book} although ${wouldBeTwin} is there`);
  }

  #checkUpdate({ book, sourceId, fields, overwrites }: PlannedOperation, recordId: string): void {
    const link = this.links.find((l) => (book === 'quickbooks' ? l.quickbooksId : l.billcomId) === recordId);
    const writtenBase = book === 'quickbooks' ? link?.quickbooksBase : link?.billcomBase;
    const now = this.books[book].rows.get(recordId)?.fields ?? {};
    for (const name of Object.keys(fields)) {
      const isFirst = writtenBase === undefined || !(name in writtenBase);
      // What is one unit goes over whole when both sides of it were edited.
      const unit = this.definition.document?.unit ?? [];
      const edited = (unit.includes(name) ? unit : [name]).some((each) =>
        this.edited.has(`${otherBook(book)} ${sourceId} ${each}`),
      );
      if (!isFirst && !edited) {
        this.broken.push(`the ${name} of ${recordId} was changed though nobody edited ${sourceId}`);
      }
      if (!isFirst && !sameValue(now[name], writtenBase[name]) && !overwrites.includes(name)) {
        this.broken.push(`an edit of the ${name} of ${recordId} was overwritten without saying so`);
      }
    }
  }
}

/** A plan as sets: only its content counts. */
function canonical(plan: EntityPlan): unknown {
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

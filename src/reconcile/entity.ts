import type { Book, EntityDefinition } from '../entities/definition';
import { books, isNeverMade, otherBook } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { Asking } from './asking';
import { historyKey, waitsForHistory } from './awaitedHistory';
import { BrokenPairs } from './broken';
import { planCreate, whyNotMade } from './create';
import { pairKey, type FieldChoice, type SettledDecision } from './decisions';
import { choiceWords } from './evidence';
import { EnteredInParts } from './enteredInParts';
import { Foreseen, without } from './foreseen';
import { Guids } from './guids';
import { historyStandsBack, recordStandsBack } from './guards/bookRules';
import type { DocumentShown, HeldRecord, Hold } from './holds';
import { holds } from './holds';
import type { EntityInput } from './input';
import { wantedAgain } from './madeAgain';
import { named, shownName } from './named';
import { reconcilePair } from './pair';
import { inBothBooks, isLiving, parentsFirst } from './paths';
import { otherTotal } from './otherTotal';
import type { AgreedFields, EntityPlan, NewLink, PlannedOperation, ProposedPair } from './plan';
import { posted } from './posting';
import type { Proposal } from './proposals';
import type { References, Resolved } from './references';
import { replaced } from './replaced';
import { TakenBackPairs } from './takenBack';
import { Room } from './room';
import { findTwins, type Twins } from './twins';

export type { EntityInput } from './input';

/** Reconciles one entity's work list: matches, plans creates (parents first), compares the pairs. Pure: no I/O, no clock. */
export function reconcileEntity(input: EntityInput): EntityPlan {
  const run = new EntityRun(input);
  run.planCreates();
  run.comparePairs();
  run.lookAtTheRest();
  return run.plan();
}

/** One run over one entity: the steps add to the plan in turn. */
class EntityRun {
  readonly #twins: Twins;
  readonly #foreseen: Foreseen;
  readonly #room: Room;
  readonly #guids: Guids;
  readonly #wanted: Readonly<Record<Book, ReadonlySet<string>>>;
  readonly #asking: Asking;
  readonly #inParts: EnteredInParts;
  readonly #references: References;
  readonly #planned = inBothBooks(() => new Set<string>());
  readonly #agreed: AgreedFields[] = [];
  readonly #operations: PlannedOperation[] = [];
  readonly #holds: Hold[] = [];
  readonly #decided: SettledDecision[];
  readonly #looked = new Map<string, { book: Book; id: string }>();

  constructor(readonly input: EntityInput) {
    this.#twins = findTwins(input);
    const { twinOf } = this.#twins.linking;
    this.#asking = new Asking(input, (book, id) => twinOf[book].has(id));
    this.#decided = [...this.#twins.decided, ...this.#asking.settled];
    this.#inParts = new EnteredInParts(input, (book, id) => twinOf[book].has(id));
    this.#foreseen = new Foreseen(input);
    this.#room = new Room(input, (document) => this.#inParts.paidThereAlone(document));
    this.#guids = new Guids(input);
    this.#wanted = inBothBooks((book) => wantedAgain(input, book));
    this.#references = this.#within();
  }

  plan(): EntityPlan {
    const { linking } = this.#twins;
    return {
      entity: this.input.definition.name,
      ended: linking.ended,
      links: linking.links.map((link) => this.#generated(link)),
      proposals: this.#twins.proposals.map(proposedPair),
      decided: this.#decided,
      agreed: this.#agreed,
      operations: this.#operations,
      holds: this.#holds,
      looked: [...this.#looked.values()],
    };
  }

  /** What will be made is decided before any pair is compared, so that references to it can wait for it. */
  planCreates(): void {
    const { definition, work } = this.input;
    const {
      alone,
      doubtful,
      linking: { twinOf },
    } = this.#twins;
    for (const book of books) {
      for (const record of alone[book]) {
        if (this.input.leftOut?.[book].has(record.id)) continue;
        if (this.#staysSilently(book, record)) continue;
        const isWanted = this.#isNoHistory(book, record);
        const not = whyNotMade(definition, book, record, this.input.rules, undefined, isWanted);
        if (doubtful[book].has(record.id) || not) continue;
        const parent = record.fields.parent;
        const twinOfParent =
          typeof parent === 'string' ? (twinOf[book].get(parent) ?? `new ${parent}`) : null;
        this.#foreseen.claim(book, record, twinOfParent);
      }
    }
    for (const book of books) {
      for (const record of parentsFirst(alone[book])) {
        if (book === 'billcom' && this.input.mapped?.has(record.id)) {
          this.#look(book, record.id);
          continue;
        }
        const doubt = doubtful[book].get(record.id);
        // A doubt comes and goes with the other records, so it is always looked at.
        if (!doubt && !work[book].has(record.id) && !this.#twins.again[book].has(record.id)) continue;
        this.#look(book, record.id);
        if (!doubt && this.#staysSilently(book, record)) continue;
        const source = named(definition, book, record);
        if (record.problem !== null) {
          this.#holds.push(holds.unreadable(source, record.problem));
        } else if (doubt?.apart) {
          const [twin] = doubt.twins;
          const name = twin ? named(definition, otherBook(book), twin).name : '';
          this.#holds.push(holds.twinKeptApart(source, name, doubt.apart));
        } else if (doubt?.unreadable) {
          this.#holds.push(holds.twinUnreadable(source, doubt.unreadable));
        } else if (doubt) {
          const { duplicate } = definition.document ?? {};
          if (duplicate) {
            const { because } = doubt;
            const { cure } = duplicate;
            const twins = doubt.twins.map((twin) => ({
              id: twin.id,
              name: named(definition, otherBook(book), twin).name,
              ...documentShown(definition, twin),
            }));
            this.#holds.push(
              holds.duplicate(source, documentShown(definition, record), twins, { because, cure }),
            );
            continue;
          }
          const several = doubt.twins.length > 1;
          const twins = doubt.twins.map((twin) => ({
            id: twin.id,
            // What is said of a single one names the types.
            name: several ? nameBeside(definition, record, twin) : shownName(twin),
          }));
          this.#holds.push(holds.possibleDuplicate(source, twins, doubt.because));
        } else {
          const left = this.input.leftOut?.[book].get(record.id);
          if (left) this.#holds.push(holds.leftOut(source, left.who));
          else this.#create(book, record);
        }
      }
    }
  }

  /** One that was in the other book before and is wanted there again is no stranger to it. */
  #staysSilently(book: Book, { id, fields, facts }: BookRecord): boolean {
    const { staysSilently, document } = this.input.definition;
    if (staysSilently?.(fields, book, facts) !== undefined) return true;
    return document?.isBeforeStart?.(fields, book) === true && !this.#wanted[book].has(id);
  }

  /** Whenever it was settled: it was in the other book before, or something waits for it there. */
  #isNoHistory(book: Book, { id }: BookRecord): boolean {
    const { awaited, definition } = this.input;
    const isAwaited = book === 'billcom' && awaited?.has(historyKey(definition.name, id)) === true;
    return isAwaited || this.#wanted[book].has(id);
  }

  /** A link to a record of QuickBooks that may be one that was made again, and whose answer was lost. */
  #generated(link: NewLink): NewLink {
    const generation = this.#guids.generation(link.billcomId);
    return generation === 0 ? link : { ...link, generation };
  }

  #create(book: Book, record: BookRecord): void {
    const { definition, rules, targets } = this.input;
    const create = planCreate({
      definition,
      book,
      record,
      references: this.#references,
      targets,
      rules,
      isWanted: this.#isNoHistory(book, record),
      generation: book === 'billcom' ? this.#guids.generation(record.id) : 0,
    });
    const source = named(definition, book, record);
    if (!create.operation) {
      const asked = waitsForHistory(create.holds, this.input.history) && !this.#asking.isWished(book, record);
      const question = asked ? this.#inParts.aboutWaiting(book, record, source) : undefined;
      this.#holds.push(...(question ? [question] : create.holds));
      return;
    }
    let isAsked = false;
    const passed = this.#pass(create.operation, record, source, () => {
      if (this.#asking.isWished(book, record)) return undefined;
      const asked = this.#inParts.about(book, record, source) ?? this.#asking.about(book, record, source);
      isAsked = asked !== undefined;
      return asked;
    });
    if (!passed.operation) {
      // What it would be applied to was settled in QuickBooks by whatever was entered there at the time.
      const back = historyStandsBack(rules, definition, record);
      this.#holds.push(...(back && !isAsked ? [holds.leftAlone(source, back)] : passed.holds));
      return;
    }
    this.#holds.push(...passed.holds);
    this.#holds.push(...create.holds);
    this.#operations.push(passed.operation);
    this.#planned[book].add(record.id);
  }

  /** The operation without what would be refused, or none at all; with the holds that say so. */
  #pass(
    wished: PlannedOperation,
    record: BookRecord,
    source: HeldRecord,
    question?: () => Hold | undefined,
  ): { operation?: PlannedOperation; holds: Hold[] } {
    const whole = posted(this.input, wished, record, source);
    if ('hold' in whole) return { holds: [whole.hold] };
    const passed = this.#foreseen.pass(whole.operation, source);
    const not =
      passed.operation &&
      (otherTotal(this.input, passed.operation, source) ??
        this.#room.take(passed.operation, source, question));
    if (!not || !passed.operation) return passed;
    // Of a document that keeps its amount, whatever else was changed goes on: its number, its memo.
    const unit = new Set(this.input.definition.document?.unit);
    const { fields } = passed.operation;
    const [changed = '', ...others] = [...unit].filter((name) => name in fields);
    const rest = not.field === '' ? undefined : without(passed.operation, unit);
    const field = not.field === '' || others.length > 0 ? '' : changed;
    return { ...(rest && { operation: rest }), holds: [...passed.holds, { ...not, field }] };
  }

  comparePairs(): void {
    const { definition, records, work, inFlight, links, policy } = this.input;
    const { twinOf, links: made } = this.#twins.linking;
    const pairs = new Set(made.map((link) => link.quickbooksId));
    for (const id of work.quickbooks) if (twinOf.quickbooks.has(id)) pairs.add(id);
    for (const id of work.billcom) {
      const twin = twinOf.billcom.get(id);
      if (twin !== undefined) pairs.add(twin);
    }
    const isNew = new Set(made.map((link) => link.quickbooksId));
    const bases = new Map(links.map((link) => [link.quickbooksId, link]));
    const choices = choicesByPair(this.input.decisions?.fields ?? []);
    const brokenPairs = new BrokenPairs(this.input);
    const takenBack = new TakenBackPairs(this.input);
    for (const quickbooksId of [...pairs].sort()) {
      const billcomId = twinOf.quickbooks.get(quickbooksId) as string;
      const quickbooks = records.quickbooks.get(quickbooksId);
      const billcom = records.billcom.get(billcomId);
      if (!quickbooks || !billcom) {
        this.#lookAtOneSide(quickbooks && { book: 'quickbooks', record: quickbooks });
        this.#lookAtOneSide(billcom && { book: 'billcom', record: billcom });
        continue;
      }
      const isOnItsWay = inFlight.quickbooks.has(quickbooksId) || inFlight.billcom.has(billcomId);
      if (isOnItsWay && !isNew.has(quickbooksId)) continue;
      this.#look('quickbooks', quickbooksId);
      this.#look('billcom', billcomId);
      const apart = takenBack.reconcile({ quickbooks, billcom });
      this.#decided.push(...(apart?.decided ?? []));
      this.#holds.push(...(apart?.holds ?? []));
      this.#operations.push(...(apart?.operations ?? []));
      if (apart && !apart.fields) continue;
      const broken = brokenPairs.reconcile({ quickbooks, billcom });
      if (broken) {
        this.#decided.push(...broken.decided);
        this.#holds.push(...broken.holds);
        this.#operations.push(...broken.operations);
        continue;
      }
      const alone = this.#leftAlone({ quickbooks, billcom });
      if (alone.length > 0) {
        this.#holds.push(...alone);
        continue;
      }
      const link = isNew.has(quickbooksId) ? undefined : bases.get(quickbooksId);
      const anew = replaced({ ...this.input, references: this.#references }, { quickbooks, billcom }, link);
      this.#holds.push(...anew.holds);
      if (anew.operation) {
        this.#operations.push(anew.operation);
        continue;
      }
      const result = reconcilePair({
        definition,
        quickbooks,
        billcom,
        quickbooksBase: link?.quickbooksBase ?? {},
        billcomBase: link?.billcomBase ?? {},
        policy,
        references: this.#references,
        targets: this.input.targets,
        choices: choices.get(pairKey({ quickbooksId, billcomId })) ?? [],
        rules: this.input.rules,
        apart: apart?.fields,
      });
      this.#decided.push(...result.decided);
      this.#agreed.push(result.agreed);
      this.#holds.push(...result.holds);
      for (const operation of result.operations) {
        const from = otherBook(operation.book);
        const record = from === 'quickbooks' ? quickbooks : billcom;
        const passed = this.#pass(operation, record, named(definition, from, record));
        this.#holds.push(...passed.holds);
        if (passed.operation) this.#operations.push(passed.operation);
      }
    }
  }

  /** A pair of which a side may not be touched now; said of the first side that it is true of. */
  #leftAlone(pair: Readonly<Record<Book, BookRecord>>): Hold[] {
    for (const book of books) {
      const back = this.#standsBack(book, pair[book]);
      if (back) return [back];
    }
    return [];
  }

  #standsBack(book: Book, record: BookRecord): Hold | undefined {
    const { definition, rules } = this.input;
    const back =
      recordStandsBack(rules, definition, book, record) ??
      definition.standsBack?.(record.fields, record.facts, book, true);
    return back && holds.leftAlone(named(definition, book, record), back);
  }

  /** Of a pair whose other record is not read any more (transfers that were recorded in another form). */
  #lookAtOneSide(side: { readonly book: Book; readonly record: BookRecord } | undefined): void {
    if (!side || this.input.inFlight[side.book].has(side.record.id)) return;
    this.#look(side.book, side.record.id);
    const back = this.#standsBack(side.book, side.record);
    if (back) this.#holds.push(back);
  }

  /** Records that need nothing more: deleted or merged ones without a twin, or whose twin has a new one. */
  lookAtTheRest(): void {
    const { records, work } = this.input;
    for (const link of this.#twins.linking.ended) {
      this.#look('quickbooks', link.quickbooksId);
      this.#look('billcom', link.billcomId);
    }
    for (const book of books) {
      for (const id of work[book]) {
        if (this.#isInFlight(book, id) || this.#twins.linking.twinOf[book].has(id) || !records[book].has(id))
          continue;
        this.#look(book, id);
      }
    }
  }

  /**
   * Whether a record must be left alone for a write on its way to it or to its possible twin. One that a person is asked
   * about may stay so for days: the record leaves the work list with a reason, and comes back with the decision.
   */
  #isInFlight(book: Book, id: string): boolean {
    const { definition, records, inFlight, asked, inDoubt } = this.input;
    if (inFlight[book].has(id)) {
      if (asked?.[book].has(id)) this.#look(book, id);
      return true;
    }
    const twins = this.#twins.waiting[book].get(id);
    if (!twins) return false;
    const record = records[book].get(id);
    const sources = inDoubt?.[book].get(id);
    if (record && sources) {
      this.#look(book, id);
      this.#holds.push(holds.twinInDoubt(named(definition, book, record), sources));
    } else if (record && twins.length > 0 && twins.every((twin) => asked?.[otherBook(book)].has(twin.id))) {
      this.#look(book, id);
      const names = twins.map((twin) => String(twin.fields.name ?? twin.id));
      this.#holds.push(holds.twinInDoubt(named(definition, book, record), names));
    }
    return true;
  }

  #look(book: Book, id: string): void {
    this.#looked.set(`${book} ${id}`, { book, id });
  }

  /** References of this entity: the new links and creates of this plan count; other entities' are asked of the caller. */
  #within(): References {
    const { definition, records, references } = this.input;
    return {
      resolve: (entity, book, id): Resolved => {
        if (entity !== definition.name) return references.resolve(entity, book, id);
        const twin = this.#twins.linking.livingTwin(book, id);
        if (twin !== undefined) return { state: 'linked', id: twin };
        if (this.#planned[book].has(id)) return { state: 'planned' };
        if (book === 'billcom' && this.input.mapped?.has(id)) return references.resolve(entity, book, id);
        const record = records[book].get(id);
        return {
          state: 'unlinked',
          name: String(record?.fields.name ?? id),
          ...(record && !isLiving(record) ? { isGone: true } : {}),
          ...(record && book === 'billcom' && isNeverMade(definition, record.fields)
            ? { isNeverMade: true }
            : {}),
        };
      },
      ...(references.accountOf && { accountOf: references.accountOf }),
      ...(references.parents && { parents: references.parents }),
      hasParted: (entity, book, id) =>
        entity === definition.name
          ? this.#twins.linking.hasParted(book, id)
          : references.hasParted?.(entity, book, id) === true,
    };
  }
}

const proposedPair = ({ quickbooks, billcom, score, evidence }: Proposal): ProposedPair => ({
  quickbooksId: quickbooks.id,
  billcomId: billcom.id,
  names: inBothBooks((book) => shownName(book === 'quickbooks' ? quickbooks : billcom)),
  score,
  evidence,
});

const documentShown = ({ document }: EntityDefinition, { fields, facts }: BookRecord): DocumentShown => ({
  date: String(fields[document?.date ?? ''] ?? 'on no day'),
  total: facts.total,
});

/** A possible twin's name, with its type where that is another one. */
function nameBeside({ fields }: EntityDefinition, record: BookRecord, twin: BookRecord): string {
  const types = Object.entries(fields)
    .filter(([, field]) => field.kind === 'choice')
    .map(([name]) => ({ own: record.fields[name] ?? null, other: twin.fields[name] ?? null }))
    .filter(({ own, other }) => own !== other && typeof other === 'string');
  const name = shownName(twin);
  return types.length === 0
    ? name
    : `${name} (${types.map(({ other }) => choiceWords(String(other))).join(', ')})`;
}

function choicesByPair(choices: readonly FieldChoice[]): Map<string, FieldChoice[]> {
  const byPair = new Map<string, FieldChoice[]>();
  for (const choice of choices) byPair.set(pairKey(choice), [...(byPair.get(pairKey(choice)) ?? []), choice]);
  return byPair;
}

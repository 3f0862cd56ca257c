import type { Book, CanonicalFields, EntityDefinition } from '../entities/definition';
import { bookTitle, otherBook, sameValue } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { undoing } from './broken';
import { noDecisions, pairKey, type RecordPair, type SettledDecision, type TakenBack } from './decisions';
import { closedPeriod, type BookRules } from './guards/bookRules';
import type { Hold } from './holds';
import { holds } from './holds';
import { joined } from './holdWords';
import type { EntityInput } from './input';
import { named } from './named';
import { isLiving } from './paths';
import type { PlannedOperation } from './plan';

/** Why not, as the end of a sentence, and what to do first, as a clause without its point. */
export interface NotNow {
  readonly because: string;
  readonly cure: string;
}

type Pair = Readonly<Record<Book, BookRecord>>;

/** What becomes of a pair of which something is taken back. */
interface Apart {
  readonly holds: readonly Hold[];
  readonly operations: readonly PlannedOperation[];
  readonly decided: readonly SettledDecision[];
  /** The fields that each book keeps; undefined where the whole pair stays apart for now. */
  readonly fields?: ReadonlySet<string>;
}

/**
 * The pairs of which people took a write back. Until somebody releases them they are kept apart: whatever either book says
 * of them, and whoever enters the same again, nothing is written for them but the write that takes back.
 */
export class TakenBackPairs {
  readonly #byPair: ReadonlyMap<string, TakenBack>;

  constructor(private readonly input: Pick<EntityInput, 'definition' | 'rules' | 'decisions'>) {
    const { takenBack } = input.decisions ?? noDecisions;
    this.#byPair = new Map(takenBack.map((each) => [pairKey(each), each]));
  }

  /** The decision that keeps the whole pair apart. */
  whole(pair: RecordPair): TakenBack | undefined {
    const mine = this.#byPair.get(pairKey(pair));
    return mine?.way === 'restore' ? undefined : mine;
  }

  /** @returns undefined for a pair of which nothing is taken back, or not any more: it is compared like any other. */
  reconcile(pair: Pair): Apart | undefined {
    const mine = this.#byPair.get(pairKey({ quickbooksId: pair.quickbooks.id, billcomId: pair.billcom.id }));
    if (!mine) return undefined;
    return mine.way === 'restore' ? this.#fields(mine, pair) : this.#record(mine, pair);
  }

  #record(mine: TakenBack, pair: Pair): Apart {
    const written = pair[mine.book];
    const source = pair[otherBook(mine.book)];
    const apart = (isDone: boolean): Hold[] =>
      isLiving(source)
        ? [holds.keptApart(named(this.input.definition, otherBook(mine.book), source), { ...mine, isDone })]
        : [];
    if (isOutOfUse(written))
      return { holds: apart(true), operations: [], decided: mine.isOpen ? [used(mine)] : [] };
    if (!mine.isOpen) return { holds: apart(true), operations: [], decided: [] };
    const not = whyNotNow(this.input.definition, mine, written, this.input.rules);
    if (not) return { holds: [this.#notNow(mine, pair, not)], operations: [], decided: [] };
    return { holds: apart(false), operations: [this.#takingBack(mine, pair)], decided: [] };
  }

  /** Nothing is written before a person has decided once more. */
  #notNow(mine: TakenBack, pair: Pair, not: NotNow): Hold {
    const { definition } = this.input;
    const source = pair[otherBook(mine.book)];
    const held = isLiving(source)
      ? named(definition, otherBook(mine.book), source)
      : named(definition, mine.book, pair[mine.book]);
    return holds.notTakenBack(held, mine, not);
  }

  #takingBack(mine: TakenBack, pair: Pair): PlannedOperation {
    const { definition } = this.input;
    const operation = { ...undoing(definition, mine.book, pair), undoes: mine.operationId };
    if (mine.way !== 'deactivate') return operation;
    return {
      ...operation,
      action: 'update',
      phase: 'deactivate',
      fields: { active: false },
      before: { active: true },
    };
  }

  #fields(mine: TakenBack, pair: Pair): Apart {
    const { definition, rules } = this.input;
    const written = pair[mine.book];
    const source = pair[otherBook(mine.book)];
    if (!isLiving(written) || !isLiving(source)) return nothing;
    const fields = asUnits(definition, Object.keys(mine.before));
    const labels = Object.keys(mine.before).map((name) => definition.fields[name]?.label ?? name);
    const hold = holds.fieldsKeptApart(named(definition, otherBook(mine.book), source), labels, {
      ...mine,
      isDone: !mine.isOpen,
    });
    if (!mine.isOpen) return { holds: [hold], operations: [], decided: [], fields };
    // An older copy of the company file, or somebody, has the earlier values already.
    if (changedFields(written.fields, mine.before).length === 0)
      return { holds: [hold], operations: [], decided: [used(mine)], fields };
    const not = whyNotNow(definition, { ...mine, shown: pick(mine.shown, [...fields]) }, written, rules);
    if (not) return { holds: [this.#notNow(mine, pair, not)], operations: [], decided: [], fields };
    const operation: PlannedOperation = {
      ...undoing(definition, mine.book, pair),
      action: 'update',
      phase: mine.before.active === false ? 'deactivate' : 'write',
      fields: mine.before,
      before: pick(written.fields, Object.keys(mine.before)),
      undoes: mine.operationId,
    };
    // One write of a record at a time: what else differs goes with the next sync.
    return { holds: [hold], operations: [operation], decided: [] };
  }
}

const nothing: Apart = { holds: [], operations: [], decided: [], fields: new Set() };
const used = ({ id }: TakenBack): SettledDecision => ({ id, state: 'used' });

/** List entries that are inactive mean nothing any more, as documents that are void. */
export const isOutOfUse = (record: BookRecord): boolean => !isLiving(record) || !record.active;

/**
 * Why a write cannot be taken back although it was decided: the record is another one than was shown, something depends on
 * it by now, or its book does not let it go.
 */
export function whyNotNow(
  definition: EntityDefinition,
  { book, way, shown, dependedOnBy = [] }: Pick<TakenBack, 'book' | 'way' | 'shown' | 'dependedOnBy'>,
  written: BookRecord,
  rules: BookRules | undefined,
): NotNow | undefined {
  const changed = changedFields(written.fields, shown).map((name) => definition.fields[name]?.label ?? name);
  if (changed.length > 0)
    return {
      because: `its ${joined(changed, 'and')} ${changed.length === 1 ? 'has' : 'have'} been changed in ${bookTitle[book]} since`,
      cure: `Look at it in ${bookTitle[book]}`,
    };
  if (dependedOnBy.length > 0)
    return {
      because: `${joined(dependedOnBy, 'and')} in ${bookTitle[book]} ${dependedOnBy.length === 1 ? 'depends' : 'depend'} on it`,
      cure: 'Take that back first, or undo it by hand where people have entered it',
    };
  const not = whyNotFree(definition, book, way, written, rules);
  return not && { because: not.because, cure: not.cure.replace(/(; then ask again)?\.$/, '') };
}

/** The fields by which a record differs from what it said then. */
export const changedFields = (now: CanonicalFields, then: CanonicalFields): string[] =>
  Object.keys(then).filter((name) => !sameValue(now[name], then[name]));

/**
 * Why the book does not let a record be taken back as it stands, as the end of a sentence: it is paid, deposited or in a
 * closed period.
 */
export function whyNotFree(
  definition: EntityDefinition,
  book: Book,
  way: TakenBack['way'],
  { fields, facts }: Pick<BookRecord, 'fields' | 'facts'>,
  rules: BookRules | undefined,
): { readonly because: string; readonly cure: string } | undefined {
  const { document } = definition;
  if (!document) return undefined;
  const closed = book === 'quickbooks' ? closedPeriod(rules, fields[document.date] ?? null) : undefined;
  if (closed) return { because: closed.because, cure: closed.cure };
  if (way === 'restore') return undefined;
  const because = (document.undoneWithTwin?.[book] ?? isUntouched)(facts);
  if (because === true) return undefined;
  return {
    because,
    cure: `Take off it in ${bookTitle[book]} what is applied to it; then ask again.`,
  };
}

/** Nothing was paid or credited of it, as far as its book says what is open. */
const isUntouched = ({ open, total, paymentStatus }: BookRecord['facts']): true | string =>
  (open === undefined || open === total) && (paymentStatus === undefined || paymentStatus === '1')
    ? true
    : 'payments or credits are applied to it there';

/** Lines, dates and party of a document stay or go together. */
function asUnits({ document }: EntityDefinition, fields: readonly string[]): ReadonlySet<string> {
  const unit = document?.unit ?? [];
  return new Set([...fields, ...(fields.some((name) => unit.includes(name)) ? unit : [])]);
}

const pick = (fields: CanonicalFields, names: readonly string[]): CanonicalFields =>
  Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));

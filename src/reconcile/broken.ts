import type { Book, EntityDefinition } from '../entities/definition';
import { books, otherBook, rulesOf } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { noDecisions, pairKey, type RecordPair, type SettledDecision } from './decisions';
import { closedPeriod } from './guards/bookRules';
import type { Hold } from './holds';
import { holds } from './holds';
import type { EntityInput } from './input';
import { undonePairs } from './madeAgain';
import { named } from './named';
import { isLiving } from './paths';
import type { PlannedOperation } from './plan';

type Pair = Readonly<Record<Book, BookRecord>>;

interface Broken {
  readonly holds: readonly Hold[];
  readonly operations: readonly PlannedOperation[];
  readonly decided: readonly SettledDecision[];
}

/** What becomes of linked pairs of which a side is gone or cannot be read. */
export class BrokenPairs {
  readonly #undone: ReadonlySet<string>;
  readonly #kept: ReadonlyMap<string, NonNullable<EntityInput['decisions']>['kept'][number]>;

  constructor(private readonly input: Pick<EntityInput, 'definition' | 'records' | 'rules'> & Decided) {
    this.#undone = undonePairs(input);
    this.#kept = new Map((input.decisions ?? noDecisions).kept.map((each) => [pairKey(each), each]));
  }

  /**
   * Nothing is said when both sides are gone, or when the one that is left is out of use.
   * @returns undefined when both sides can be compared.
   */
  reconcile(pair: Pair): Broken | undefined {
    const { definition } = this.input;
    const gone = books.filter((book) => !isLiving(pair[book]));
    if (gone.length === 2) return nothing;
    const [book] = gone;
    if (book !== undefined) return this.#goneIn(book, pair);
    const unreadable = books.filter((side) => pair[side].problem !== null);
    if (unreadable.length === 0) return undefined;
    return held(
      ...unreadable.map((side) =>
        holds.unreadable(named(definition, side, pair[side]), String(pair[side].problem)),
      ),
    );
  }

  #goneIn(book: Book, pair: Pair): Broken {
    const { definition, records } = this.input;
    const { document } = definition;
    const record = pair[book];
    const left = otherBook(book);
    if (!pair[left].active) return nothing;
    if (record.mergedInto !== null) {
      const into = records[book].get(record.mergedInto);
      return held(
        holds.merged(named(definition, book, record), String(into?.fields.name ?? record.mergedInto)),
      );
    }
    const twin = named(definition, left, pair[left]);
    if (!document) return held(holds.deleted(twin));
    if (document.standsForNothing?.(pair[left].facts, left)) return nothing;
    const ids: RecordPair = { quickbooksId: pair.quickbooks.id, billcomId: pair.billcom.id };
    const kept = this.#kept.get(pairKey(ids));
    const { flows, undo: cures = document.undo } = rulesOf(
      definition,
      pair.billcom.fields,
      pair.billcom.facts,
    );
    const goes = { quickbooks: flows.quickbooksToBillcom, billcom: flows.billcomToQuickbooks };
    const mayMakeAgain = goes[left] && !(left === 'quickbooks' && definition.billcom.ownCall);
    const undone = { mayMakeAgain, cure: cures?.[left] };
    if (kept)
      return {
        ...held(holds.kept(twin, kept.who, mayMakeAgain)),
        decided: kept.isOpen ? [{ id: kept.id, state: 'used' }] : [],
      };
    // What came back after we had undone it is somebody's wish.
    const isUndone = this.#undone.has(pairKey(ids));
    const goesToo = goes[book] && !isUndone ? document.undoneWithTwin?.[left] : undefined;
    if (!goesToo) return held(holds.undone(twin, undone));
    const because = goesToo(pair[left].facts);
    if (left === 'billcom')
      return because === true
        ? undo(definition, left, pair)
        : held(holds.undone(twin, { ...undone, because }));
    const closed = closedPeriod(this.input.rules, pair.quickbooks.fields[document.date] ?? null);
    if (closed) return held(holds.notVoided(twin, closed.because, closed));
    if (because !== true) return held(holds.notVoided(twin, because));
    return undo(definition, left, pair);
  }
}

type Decided = Pick<EntityInput, 'undone' | 'decisions'>;

const nothing: Broken = { holds: [], operations: [], decided: [] };
const held = (...all: readonly Hold[]): Broken => ({ ...nothing, holds: all });

/** A document that one book does not have any more is made void in QuickBooks, or deleted in Bill.com. */
export function undoing(definition: EntityDefinition, book: Book, pair: Pair): PlannedOperation {
  const [record, source] = [pair[book], pair[otherBook(book)]];
  return {
    entity: definition.name,
    book,
    action: 'void',
    phase: 'void',
    recordId: record.id,
    sourceId: source.id,
    recordName: String(record.fields.name ?? source.fields.name ?? record.id),
    fields: {},
    awaits: {},
    sourceBase: {},
    before: record.fields,
    overwrites: [],
  };
}

const undo = (...of: Parameters<typeof undoing>): Broken => ({ ...nothing, operations: [undoing(...of)] });

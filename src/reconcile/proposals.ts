import type { Book, EntityDefinition } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { traitsOf, weigh, type Traits } from './evidence';

export interface Pair {
  readonly quickbooks: BookRecord;
  readonly billcom: BookRecord;
}

/** Two records that may be the same thing. */
export interface Proposal extends Pair {
  /** 1 to 99. */
  readonly score: number;
  /** What speaks for it and against it, in words. */
  readonly evidence: readonly string[];
}

/** Why a record is not simply new. */
export interface Doubt {
  readonly twins: readonly BookRecord[];
  readonly because: string;
}

/** So many possible twins are proposed for one record, beside those for which it is a likely one itself. */
const twinsAtMost = 5;

interface Compared extends Proposal {
  /** Proposed whatever else is likelier. */
  readonly isKept: boolean;
}

/** Collects pairs that may be the same, each weighed once, and keeps the likeliest of each record. */
export class Proposing {
  readonly #traits = new Map<BookRecord, Traits>();
  readonly #pairs = new Map<BookRecord, Map<BookRecord, Compared>>();
  readonly #known = new Set<BookRecord>();

  constructor(
    private readonly definition: EntityDefinition,
    /** The full name of a record, folded. */
    private readonly pathOf: (record: BookRecord) => string,
  ) {}

  traits(book: Book, record: BookRecord): Traits {
    let traits = this.#traits.get(record);
    if (!traits) {
      traits = traitsOf(this.definition, book, { record, path: this.pathOf(record) });
      this.#traits.set(record, traits);
    }
    return traits;
  }

  /** Whether it is in a pair already. */
  has(record: BookRecord): boolean {
    return this.#known.has(record);
  }

  /** Proposes a pair if its score is high enough. */
  compare(quickbooks: BookRecord, billcom: BookRecord, from: number): void {
    if (this.#pairs.get(quickbooks)?.has(billcom)) return;
    const weight = this.#weigh(quickbooks, billcom);
    if (weight.score >= from) this.#put({ quickbooks, billcom, ...weight, isKept: false });
  }

  /** Proposes a pair for a reason of its own. */
  add(quickbooks: BookRecord, billcom: BookRecord, because: string): void {
    const { score, evidence } = this.#weigh(quickbooks, billcom);
    this.#put({ quickbooks, billcom, score, evidence: [because, ...evidence], isKept: true });
  }

  result(): { proposals: Proposal[]; doubtful: Record<Book, Map<string, Doubt>> } {
    const of = new Map<BookRecord, Compared[]>();
    const all = [...this.#pairs.values()].flatMap((twins) => [...twins.values()]).sort(likeliestFirst);
    for (const pair of all)
      for (const record of [pair.quickbooks, pair.billcom]) {
        const pairs = of.get(record);
        if (pairs) pairs.push(pair);
        else of.set(record, [pair]);
      }
    const kept = new Set(all.filter(({ isKept }) => isKept));
    for (const pairs of of.values()) for (const pair of pairs.slice(0, twinsAtMost)) kept.add(pair);
    const doubtful = { quickbooks: new Map<string, Doubt>(), billcom: new Map<string, Doubt>() };
    for (const [record, pairs] of of) {
      const mine = pairs.filter((pair) => kept.has(pair));
      const isQuickbooks = mine[0]?.quickbooks === record;
      doubtful[isQuickbooks ? 'quickbooks' : 'billcom'].set(record.id, {
        twins: mine.map((pair) => (isQuickbooks ? pair.billcom : pair.quickbooks)),
        because: reason(mine),
      });
    }
    const proposals = all.filter((pair) => kept.has(pair)).map(({ isKept: _, ...proposal }) => proposal);
    return { proposals, doubtful };
  }

  #weigh(quickbooks: BookRecord, billcom: BookRecord) {
    return weigh(this.definition, this.traits('quickbooks', quickbooks), this.traits('billcom', billcom));
  }

  #put(pair: Compared): void {
    const twins = this.#pairs.get(pair.quickbooks);
    if (twins) twins.set(pair.billcom, pair);
    else this.#pairs.set(pair.quickbooks, new Map([[pair.billcom, pair]]));
    this.#known.add(pair.quickbooks).add(pair.billcom);
  }
}

const likeliestFirst = (one: Proposal, two: Proposal): number =>
  two.score - one.score ||
  compareText(one.quickbooks.id, two.quickbooks.id) ||
  compareText(one.billcom.id, two.billcom.id);

const compareText = (one: string, two: string): number => (one < two ? -1 : one > two ? 1 : 0);

function reason([first, ...others]: readonly Proposal[]): string {
  if (others.length > 0) return `${others.length + 1} come into question`;
  return `${first?.evidence.join(', ') || 'the same number'}; score ${first?.score}`;
}

import type { Book, EntityDefinition } from '../entities/definition';
import { books } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { Blocks, type Candidate } from './blocks';
import { pairKey, type RecordPair } from './decisions';
import { inOneLine, looseKeys } from './evidence';
import { inBothBooks } from './paths';
import { Proposing, type Doubt, type Pair, type Proposal } from './proposals';

export type { Candidate } from './blocks';
export type { Doubt, Pair, Proposal } from './proposals';

export interface Matches {
  /** Pairs that are the same thing beyond doubt. */
  readonly certain: readonly Pair[];
  /** Pairs that may be the same thing; a person decides. Each pair once, the likeliest first. */
  readonly proposals: readonly Proposal[];
  /** The records of the proposals, by book and id, with their possible twins, the likeliest first. */
  readonly doubtful: Readonly<Record<Book, ReadonlyMap<string, Doubt>>>;
}

/** What people decided about pairs. */
export interface PairDecisions {
  /** Not the same, by `pairKey`: neither linked nor proposed. */
  readonly apart: ReadonlySet<string>;
  /** Links that were ended: proposed, and neither side is linked to anything until a person decides. */
  readonly unlinked: readonly RecordPair[];
  /** A pair that is certain by its keys, and that a person is asked about all the same. */
  readonly isAskedAbout?: (quickbooks: BookRecord, billcom: BookRecord) => boolean;
}
const nothingDecided: PairDecisions = { apart: new Set(), unlinked: [] };

type Side = Readonly<Record<Book, readonly Candidate[]>>;

/** So many records that share a key are compared with one; the rest of a larger block is not. */
const comparedAtMost = 50;
/** A loose key that more records of a book share tells nothing. */
const looseAtMost = 20;
/** Two records that share nothing but a loose key are proposed from this score on. */
const proposedFrom = 45;

/**
 * Matches unlinked records by keys, in time linear in their number: only records that share one are compared. A pair is
 * certain when a certain key joins exactly these two and no certain key joins either of them to another; everything
 * else that shares a natural key, or enough of other things, is proposed with a score. Where several records of one side
 * share a key and only one of them is active, the inactive ones stand back.
 */
export function matchUnlinked(
  definition: EntityDefinition,
  unlinked: Side,
  decided: PairDecisions = nothingDecided,
): Matches {
  const isOpen = (quickbooks: BookRecord, billcom: BookRecord): boolean =>
    !decided.apart.has(pairKey({ quickbooksId: quickbooks.id, billcomId: billcom.id }));
  const parted = bothHere(unlinked, decided.unlinked);
  const isParted = new Set(parted.flat());
  const certainly = new Blocks(unlinked, isOpen, ({ record, path, keys = [] }) => [
    ...definition.matchKeys(record.fields, path).certain,
    ...keys,
  ]);
  const certain: Pair[] = [];
  const matched = new Set<BookRecord>();
  /** The one record of the other book that a certain key joins it to. */
  const onlyTwin = (book: Book, record: BookRecord): BookRecord | undefined => {
    const [twin, ...others] = certainly.partners(book, record, 2);
    return others.length === 0 ? twin : undefined;
  };
  for (const { record } of unlinked.quickbooks) {
    const twin = onlyTwin('quickbooks', record);
    if (!twin || isParted.has(record) || isParted.has(twin)) continue;
    if (onlyTwin('billcom', twin) !== record || decided.isAskedAbout?.(record, twin)) continue;
    certain.push({ quickbooks: record, billcom: twin });
    matched.add(record).add(twin);
  }

  const paths = new Map(
    books.flatMap((book) => unlinked[book].map(({ record, path }) => [record, path] as const)),
  );
  const proposing = new Proposing(definition, (record) => paths.get(record) ?? '');
  for (const [quickbooks, billcom] of parted)
    proposing.add(quickbooks, billcom, 'linked until somebody unlinked them');
  const rest = inBothBooks((book) => unlinked[book].filter(({ record }) => !matched.has(record)));
  const compare = (side: Side, blocks: Blocks, from = 0): void => {
    for (const book of books)
      for (const { record } of side[book])
        for (const twin of blocks.partners(book, record, comparedAtMost))
          if (book === 'quickbooks') proposing.compare(record, twin, from);
          else proposing.compare(twin, record, from);
  };
  compare(rest, certainly);
  // What a certain key joins to several is asked about with those; less likely ones would only confuse.
  const undecided = (): Side =>
    inBothBooks((book) => rest[book].filter(({ record }) => !proposing.has(record)));
  const likely = (candidate: Candidate, book: Book): readonly string[] => {
    const { record, path } = candidate;
    const line = inOneLine(definition, book, record);
    const keys = [...definition.matchKeys(record.fields, path).likely, ...(candidate.likely ?? [])];
    return line === undefined ? keys : [...keys, `line ${line}`];
  };
  compare(undecided(), new Blocks(rest, isOpen, likely));
  const loose = ({ record }: Candidate, book: Book): readonly string[] =>
    looseKeys(proposing.traits(book, record));
  const open = undecided();
  compare(open, new Blocks(open, isOpen, loose, looseAtMost), proposedFrom);
  return { certain, ...proposing.result() };
}

/** The pairs of which both records are among the unlinked. */
function bothHere(side: Side, pairs: readonly RecordPair[]): (readonly [BookRecord, BookRecord])[] {
  if (pairs.length === 0) return [];
  const byId = inBothBooks((book) => new Map(side[book].map(({ record }) => [record.id, record])));
  return pairs.flatMap(({ quickbooksId, billcomId }) => {
    const [quickbooks, billcom] = [byId.quickbooks.get(quickbooksId), byId.billcom.get(billcomId)];
    return quickbooks && billcom ? [[quickbooks, billcom] as const] : [];
  });
}

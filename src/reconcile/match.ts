import type { Book, EntityDefinition } from '../entities/definition';
import { otherBook } from '../entities/definition';
import type { BookRecord } from '../entities/record';

/** A record that has no link yet, with its path (full name from the top parent down, folded). */
export interface Candidate {
  readonly record: BookRecord;
  readonly path: string;
  /** Certain keys beyond the natural ones: what a merge or an ExternalGUID tells. */
  readonly keys?: readonly string[];
}

export interface Matches {
  /** Pairs that are the same thing beyond doubt. */
  readonly certain: readonly { readonly quickbooks: BookRecord; readonly billcom: BookRecord }[];
  /** Records that may be the same thing; a person decides. Keyed by book and id. */
  readonly doubtful: Readonly<Record<Book, ReadonlyMap<string, Doubt>>>;
}

type Side = Readonly<Record<Book, readonly Candidate[]>>;
type Keyed = Readonly<Record<Book, ReadonlyMap<string, readonly BookRecord[]>>>;

/**
 * Matches unlinked records by natural keys, in time linear in their number. A pair is certain when a certain key joins
 * exactly these two and no certain key joins either of them to another; everything else that shares a key is doubtful.
 * Where several records of one side share a key and only one of them is active, the inactive ones stand back.
 */
export function matchUnlinked(definition: EntityDefinition, unlinked: Side): Matches {
  const certainIndex = index(definition, unlinked, 'certain');
  const partners = new Map<BookRecord, Set<BookRecord>>();
  for (const [key, quickbooks] of certainIndex.quickbooks) {
    const billcom = certainIndex.billcom.get(key);
    if (!billcom) continue;
    for (const one of quickbooks) for (const two of billcom) join(partners, one, two);
  }

  const certain: { quickbooks: BookRecord; billcom: BookRecord }[] = [];
  const doubtful = { quickbooks: new Map<string, Doubt>(), billcom: new Map<string, Doubt>() };
  const matched = new Set<BookRecord>();
  for (const { record } of unlinked.quickbooks) {
    const [twin, ...others] = partners.get(record) ?? [];
    if (!twin || others.length > 0 || partners.get(twin)?.size !== 1) continue;
    certain.push({ quickbooks: record, billcom: twin });
    matched.add(record).add(twin);
  }
  const sideOf = new Map<BookRecord, Book>();
  for (const book of ['quickbooks', 'billcom'] as const)
    for (const { record } of unlinked[book]) sideOf.set(record, book);
  for (const [record, twins] of partners) {
    if (matched.has(record)) continue;
    const because =
      twins.size > 1 ? 'several have that name or number' : 'another one has that name or number too';
    doubtful[sideOf.get(record) as Book].set(record.id, { twins: [...twins], because });
  }

  const rest = {
    quickbooks: unlinked.quickbooks.filter(({ record }) => !matched.has(record)),
    billcom: unlinked.billcom.filter(({ record }) => !matched.has(record)),
  };
  const likelyIndex = index(definition, rest, 'likely');
  for (const book of ['quickbooks', 'billcom'] as const) {
    for (const { record, path } of rest[book]) {
      if (doubtful[book].has(record.id)) continue;
      const keys = definition.matchKeys(record.fields, path).likely;
      const twins = new Set(keys.flatMap((key) => likelyIndex[otherBook(book)].get(key) ?? []));
      if (twins.size > 0)
        doubtful[book].set(record.id, { twins: [...twins], because: 'a similar name or the same number' });
    }
  }
  return { certain, doubtful };
}

export interface Doubt {
  readonly twins: readonly BookRecord[];
  readonly because: string;
}

function index(definition: EntityDefinition, side: Side, strength: 'certain' | 'likely'): Keyed {
  const of = (book: Book): Map<string, BookRecord[]> => {
    const byKey = new Map<string, BookRecord[]>();
    for (const { record, path, keys = [] } of side[book]) {
      const natural = definition.matchKeys(record.fields, path)[strength];
      for (const key of strength === 'certain' ? [...natural, ...keys] : natural) {
        const sharing = byKey.get(key);
        if (sharing) sharing.push(record);
        else byKey.set(key, [record]);
      }
    }
    for (const [key, records] of byKey) {
      const active = records.filter((record) => record.active);
      if (active.length === 1 && records.length > 1) byKey.set(key, active);
    }
    return byKey;
  };
  return { quickbooks: of('quickbooks'), billcom: of('billcom') };
}

function join(partners: Map<BookRecord, Set<BookRecord>>, one: BookRecord, two: BookRecord): void {
  partners.set(one, (partners.get(one) ?? new Set()).add(two));
  partners.set(two, (partners.get(two) ?? new Set()).add(one));
}

import type { Book, CanonicalValue, EntityName } from '../entities/definition';
import type { DocumentRules } from '../entities/documentRules';
import { books, isLines, otherBook } from '../entities/definition';
import { knownBy } from '../entities/documentRules';
import type { BookRecord } from '../entities/record';
import { connectionOf } from './guards/bookRules';
import { noDecisions, pairKey, type SettledDecision } from './decisions';
import { Guids, plainGuid } from './guids';
import type { EntityInput } from './input';
import { referredIn } from './lineReferences';
import { Linking } from './linking';
import { type Candidate, type Doubt, matchUnlinked, type PairDecisions, type Proposal } from './match';
import { partForAgain } from './madeAgain';
import { PartyLines } from './partyLines';
import { carryOutPairDecisions } from './pairDecisions';
import { byRecordId, inBothBooks, isLiving, pathsOf } from './paths';
import type { Link } from './plan';
import { TakenBackPairs } from './takenBack';

/** Which records are the same thing, which may be, and which stand alone. */
export interface Twins {
  readonly linking: Linking;
  /** What became of people's decisions about pairs. */
  readonly decided: readonly SettledDecision[];
  /** Living records without a link and without a twin. */
  readonly alone: Readonly<Record<Book, readonly BookRecord[]>>;
  /** Those among them whose twin is to be made again. */
  readonly again: Readonly<Record<Book, ReadonlySet<string>>>;
  readonly doubtful: Readonly<Record<Book, ReadonlyMap<string, TwinDoubt>>>;
  readonly proposals: readonly Proposal[];
  /** Records that cannot be judged now, because a write to them or to the twins named here is on its way. */
  readonly waiting: Readonly<Record<Book, ReadonlyMap<string, readonly BookRecord[]>>>;
}

export interface TwinDoubt extends Doubt {
  /** Who keeps the twin apart, when that is why. */
  readonly apart?: string;
  /** The name of the twin that could not be read, when that is why. */
  readonly unreadable?: string;
}

/**
 * Finds the twins of all records that have none, if there is any work. People's decisions come first. Three kinds take
 * part beside the unlinked ones:
 * - a record whose twin was deleted or merged away, so that the one made again in its place is linked and not doubled;
 *   for itself it is never made again: who deleted it did not want it back (of documents see madeAgain.ts);
 * - a record with a write on its way: its twin may be the one that we are just making;
 * - a record that could not be read: its twin must not be taken for new.
 */
export function findTwins(input: EntityInput): Twins {
  const { definition, records, inFlight, decisions = noDecisions } = input;
  const linking = new Linking(input);
  const waiting = inBothBooks(() => new Map<string, readonly BookRecord[]>());
  const nothing = {
    alone: inBothBooks(() => []),
    again: inBothBooks(() => new Set<string>()),
    doubtful: inBothBooks(() => new Map()),
    proposals: [],
  };
  if (books.every((book) => input.work[book].size === 0))
    return { linking, decided: [], waiting, ...nothing };

  const decided = carryOutPairDecisions(input, linking);
  const { duplicate } = definition.document ?? {};
  const pairs: PairDecisions = {
    apart: new Set(decisions.apart.map(pairKey)),
    unlinked: decisions.unlinked,
    ...(duplicate && {
      isAskedAbout: (quickbooks, billcom) =>
        duplicate.isAskedAbout({ quickbooks, billcom }, connectionOf(input.rules ?? {}, definition).at),
    }),
  };
  const takenBack = new TakenBackPairs(input);
  /** Who keeps a record apart that has lost its twin by being taken back. */
  const keptApart = (book: Book, { id }: BookRecord): string | undefined => {
    const lost = linking.broken[book].get(id);
    return lost && takenBack.whole(lost)?.who;
  };
  const survivors = survivorsOf(input, linking.broken);
  const guids = new Guids(input);
  const isFree = (book: Book) => (record: BookRecord) => linking.isFree(book, record);
  let free = inBothBooks((book) => byRecordId([...records[book].values()].filter(isFree(book))));
  // Where none is given, as before a first sync, none can join.
  const isGuidGiven = free.quickbooks.some(({ facts }) => facts.externalGuid !== undefined);
  const keysOf = (book: Book, record: BookRecord, path: string): readonly string[] => [
    ...(survivors[book].get(record.id) ?? []),
    ...(isGuidGiven ? guidKeys(input, guids, book, record) : []),
    ...madeFromKeys(input, book, record),
    ...(looksOtherwise ? (definition.matchKeys(record.fields, path).otherwise ?? []) : []),
  ];
  /** What found no twin by its first keys is matched by the others (terms of another name, by their days). */
  let looksOtherwise = false;
  const parties = new PartyLines(input);
  const hasLevels = Object.values(definition.fields).some((field) => field.references === definition.name);

  // A linked parent gives its children a common path, so that each round may find the next level's twins.
  for (;;) {
    const pathOf = definition.document
      ? partyIn(input, definition.document)
      : pathsOf(records, definition.quickbooks.nameMax, (book, id) => {
          const twin = linking.livingTwin(book, id);
          return twin === undefined ? undefined : book === 'quickbooks' ? id : twin;
        });
    const candidates = inBothBooks((book) =>
      free[book].map((record): Candidate => {
        const path = pathOf(book, record);
        const keys = [...keysOf(book, record, path), ...keysAsSent(input, book, record, pathOf)];
        const likely = [...appliedKeys(input, book, record), ...keysOfFamily(input, parties, book, record)];
        return { record, path, keys, likely };
      }),
    );
    const matches = matchUnlinked(definition, candidates, pairs);
    const doubtful = inBothBooks((book) => withParties(matches.doubtful[book], parties, book, records));
    const before = linking.links.length;
    for (const { quickbooks, billcom } of matches.certain) {
      const apart = {
        quickbooks: keptApart('quickbooks', quickbooks),
        billcom: keptApart('billcom', billcom),
      };
      if (apart.quickbooks ?? apart.billcom) {
        if (apart.quickbooks) doubtful.billcom.set(billcom.id, twinApart(quickbooks, apart.quickbooks));
        if (apart.billcom) doubtful.quickbooks.set(quickbooks.id, twinApart(billcom, apart.billcom));
      } else if (quickbooks.problem !== null || billcom.problem !== null) {
        doubtful.quickbooks.set(quickbooks.id, unreadableTwin(billcom));
        doubtful.billcom.set(billcom.id, unreadableTwin(quickbooks));
      } else if (
        linking.isOnItsWay('quickbooks', quickbooks.id) ||
        linking.isOnItsWay('billcom', billcom.id)
      ) {
        waiting.quickbooks.set(quickbooks.id, [billcom]);
        waiting.billcom.set(billcom.id, [quickbooks]);
      } else linking.join(quickbooks, billcom, 'match');
    }
    free = inBothBooks((book) => free[book].filter(isFree(book)));
    if (linking.links.length > before && hasLevels) continue;
    if (!looksOtherwise) {
      looksOtherwise = true;
      const some = books.some((book) =>
        free[book].some(({ fields }) => definition.matchKeys(fields, '').otherwise !== undefined),
      );
      if (some) continue;
    }

    for (const book of books) {
      for (const record of free[book]) {
        const twins = (doubtful[book].get(record.id)?.twins ?? []).filter((twin) =>
          inFlight[otherBook(book)].has(twin.id),
        );
        const isInDoubt = inFlight[book].has(record.id) || input.inDoubt?.[book].has(record.id);
        if (isInDoubt || twins.length > 0) waiting[book].set(record.id, twins);
      }
    }
    const isJudged = (book: Book, { id, problem }: BookRecord): boolean =>
      problem === null && !waiting[book].has(id);
    const again = partForAgain(input, linking, (book, id) => waiting[book].has(id));
    return {
      linking,
      decided: [...decided, ...again.decided],
      again: again.ids,
      waiting,
      doubtful,
      proposals: matches.proposals.filter(
        ({ quickbooks, billcom }) => isJudged('quickbooks', quickbooks) && isJudged('billcom', billcom),
      ),
      alone: inBothBooks((book) =>
        free[book].filter((record) => !waiting[book].has(record.id) && !linking.broken[book].has(record.id)),
      ),
    };
  }
}

/**
 * Documents have no path: what stands above them is their party (of transfers: the two accounts; of applications: the
 * documents that they join), which counts as itself in both books once it is linked.
 */
const partyIn = ({ definition, references }: EntityInput, document: DocumentRules) => {
  const inQuickbooks = (
    book: Book,
    id: CanonicalValue | undefined,
    entity: EntityName | undefined,
  ): string => {
    if (typeof id !== 'string' || entity === undefined) return 'nobody';
    if (book === 'quickbooks') return id;
    const twin = references.resolve(entity, book, id);
    return twin.state === 'linked' ? twin.id : `Bill.com's ${id}`;
  };
  const names = knownBy(document);
  const { matchedBy = '' } = document;
  const parts = Object.entries(definition.fields[matchedBy]?.line ?? {}).filter(
    ([, { references: entity }]) => entity !== undefined,
  );
  return (book: Book, { fields }: BookRecord): string => {
    const lines = fields[matchedBy] ?? null;
    return [
      ...names.map((name) => inQuickbooks(book, fields[name], definition.fields[name]?.references)),
      ...(isLines(lines) ? lines : []).flatMap((line) =>
        parts.map(([part, { references: entity }]) => inQuickbooks(book, line[part], entity)),
      ),
    ].join(' to ');
  };
};

const twinApart = (twin: BookRecord, apart: string): TwinDoubt => ({
  twins: [twin],
  because: 'it is kept apart',
  apart,
});

const unreadableTwin = (twin: BookRecord): TwinDoubt => ({
  twins: [twin],
  because: 'it could not be read',
  unreadable: String(twin.fields.name ?? twin.id),
});

/** A record of QuickBooks that we made says from which one of Bill.com, whatever either is called by now (design §6). */
function guidKeys({ guidOf }: EntityInput, guids: Guids, book: Book, record: BookRecord): string[] {
  const guid = book === 'billcom' ? guids.next(record.id) : record.facts.externalGuid;
  return guidOf && guid !== undefined ? [`guid ${plainGuid(guid)}`] : [];
}

/** A record of Bill.com that we made may say from which one of QuickBooks, whatever either says by now. */
function madeFromKeys({ definition }: EntityInput, book: Book, { id, facts }: BookRecord): string[] {
  const { madeFrom } = definition.billcom;
  const source = madeFrom && (book === 'quickbooks' ? id : madeFrom(facts));
  return source === undefined ? [] : [`made from ${source}`];
}

/**
 * A twin whose answer was lost stands there as its record was then, whatever that is called by now, wherever it was
 * moved, and whatever number, day or lines a document has got.
 */
function keysAsSent(
  { definition, sent }: EntityInput,
  book: Book,
  record: BookRecord,
  pathOf: (book: Book, record: BookRecord) => string,
): readonly string[] {
  const then = sent?.[book].get(record.id);
  if (then === undefined) return [];
  const fields = { ...record.fields, ...then };
  const asSent = { ...record, id: `${record.id} as sent`, fields };
  const now = definition.matchKeys(record.fields, pathOf(book, record)).certain;
  return definition.matchKeys(fields, pathOf(book, asSent)).certain.filter((key) => !now.includes(key));
}

/**
 * Payments that people entered in both books have neither day nor number in common, but each takes the same amount of the
 * same document: whether they are one is asked, and not taken for two.
 */
function appliedKeys({ definition, references }: EntityInput, book: Book, record: BookRecord): string[] {
  const { appliesTo = '', isEnteredByHand } = definition.document ?? {};
  if (!isEnteredByHand?.(record.facts, book)) return [];
  const applied = referredIn(definition.fields[appliesTo], record.fields[appliesTo]);
  return applied.flatMap(({ entity, id, line }) => {
    const twin = book === 'billcom' ? references.resolve(entity, book, id) : undefined;
    if (twin && twin.state !== 'linked') return [];
    return [`takes ${String(line?.amount)} of ${entity} ${twin?.id ?? id}`];
  });
}

/**
 * What stands on a job in one book and on its customer in the other is never taken for the same, however much else is alike:
 * it is asked about.
 */
function keysOfFamily(
  { definition }: EntityInput,
  parties: PartyLines,
  book: Book,
  record: BookRecord,
): string[] {
  return parties.related(book, record).flatMap((place) => {
    const { certain, likely } = definition.matchKeys(record.fields, place);
    return [...certain, ...likely];
  });
}

/** Doubts that say so where all that come into question stand on a customer above or on a job below. */
function withParties(
  doubts: ReadonlyMap<string, Doubt>,
  parties: PartyLines,
  book: Book,
  records: EntityInput['records'],
): Map<string, TwinDoubt> {
  return new Map(
    [...doubts].map(([id, doubt]) => {
      const record = records[book].get(id);
      const related = new Set(record && parties.related(book, record));
      const isRelated = (twin: BookRecord): boolean =>
        parties.related(otherBook(book), twin).some((key) => related.has(key));
      const areAll = related.size > 0 && doubt.twins.every(isRelated);
      return [id, areAll ? { ...doubt, because: `${doubt.because}; ${onAJob}` } : doubt];
    }),
  );
}

const onAJob = 'one of the two stands on a customer, the other on a job of it';

/** What a merge tells: the record that the lost twin was merged into stands for it, unless it has a twin of its own. */
function survivorsOf(
  input: EntityInput,
  broken: Readonly<Record<Book, ReadonlyMap<string, Link>>>,
): Record<Book, Map<string, string[]>> {
  const keys = inBothBooks(() => new Map<string, string[]>());
  const add = (book: Book, id: string, key: string): void =>
    void keys[book].set(id, [...(keys[book].get(id) ?? []), key]);
  for (const book of books) {
    const other = otherBook(book);
    const lostId = (link: Link): string => (other === 'quickbooks' ? link.quickbooksId : link.billcomId);
    for (const [id, link] of broken[book]) {
      const seen = new Set<string>();
      let lost = input.records[other].get(lostId(link));
      while (lost && lost.mergedInto !== null && !seen.has(lost.id)) {
        seen.add(lost.id);
        lost = input.records[other].get(lost.mergedInto);
      }
      if (!isLiving(lost) || seen.size === 0) continue;
      add(book, id, `merged into ${other} ${lost.id}`);
      add(other, lost.id, `merged into ${other} ${lost.id}`);
    }
  }
  return keys;
}

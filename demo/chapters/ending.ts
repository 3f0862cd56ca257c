import { invariants } from '../checks';
import { bookName, type Book, type Invariant } from '../checks/evidence';
import { block, chapter, gap, item, many, tell } from '../say';
import type { EntityCounts, HoldDocument, StatusDocument } from '../world/documents';
import { gatherEvidence, type TieOuts } from '../world/gatherEvidence';
import type { Stage } from '../world/stage';
import { manyOf, oneOf } from '../world/words';
import { countsTable, jobsIn } from './played';

export interface Outcome {
  readonly entities: readonly EntityCounts[];
  readonly holds: readonly HoldDocument[];
  readonly invariants: readonly Invariant[];
  /** Accounts payable and receivable in both books, as “tieout report” has them. */
  readonly tieOut: TieOuts;
}

/** Where the books stand, every hold, and the proof. */
export async function ending(stage: Stage, tieOut: TieOuts): Promise<Outcome> {
  chapter('15  Where the books stand');
  const { company } = stage.company;
  const status = await stage.tieout.run<StatusDocument>(['status', company, '--json']);
  const { holds } = await stage.tieout.run<{ holds: HoldDocument[] }>(['holds', company, '--json']);
  const evidence = await gatherEvidence(stage, holds, tieOut);
  block(countsTable(status.entities, jobsIn(evidence)), '    ');
  gap();
  tell(`${many(holds.length, 'hold')}: what is not synced, why, and what to do. All are in “tieout holds”.`);
  for (const group of grouped(holds)) tellGroup(group);

  chapter('16  What must always hold');
  const results: Invariant[] = [];
  for (const { id, title, check } of invariants) {
    const result = check(evidence);
    if (!result) continue;
    results.push(result);
    item(`${id}  ${title}: ${result.holds ? 'holds' : 'DOES NOT HOLD'}`, result.holds ? '✓' : '✗');
    tell(`${result.detail}.`, '          ');
  }
  return { entities: status.entities, holds, invariants: results, tieOut };
}

/** Holds of one kind: same list, cause and advice. Possible duplicates are held in both books: one group. */
export function grouped(holds: readonly HoldDocument[]): HoldDocument[][] {
  const groups = new Map<string, HoldDocument[]>();
  for (const hold of holds) {
    const book = hold.cause === 'possibleDuplicate' ? '' : hold.book;
    const key = [hold.entity, book, hold.cause, hold.field ?? '', hold.cure].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), hold]);
  }
  return [...groups.values()];
}

/** A kind with more holds is told by its first one and the names of the rest, as far as these. */
const TOLD_SINGLY = 2;
const NAMED = 8;

function tellGroup(holds: readonly HoldDocument[]): void {
  const [first] = holds;
  if (!first) return;
  gap();
  tell(
    `${headline(holds, first)}: ${(KINDS[first.cause] ?? [first.cause, first.cause])[holds.length === 1 ? 0 : 1]}`,
    '    ',
  );
  // Of two that may be the same, one side's sentence names the other.
  const telling = holds.filter((hold) => hold.cause !== 'possibleDuplicate' || hold.book === 'billcom');
  const told = telling.length > TOLD_SINGLY ? telling.slice(0, 1) : telling;
  for (const hold of told) item(hold.sentence, '•', '      ');
  const rest = telling.slice(told.length).map((hold) => `“${hold.record}”`);
  const more = rest.length - NAMED;
  const names = more > 1 ? [...rest.slice(0, NAMED), `and ${more} more`] : rest;
  if (rest.length > 0) item(`The same for ${names.join(', ')}.`, '•', '      ');
  item(first.cure.startsWith('Nothing') ? first.cure : `What to do: ${first.cure}`, '→', '      ');
}

function headline(holds: readonly HoldDocument[], first: HoldDocument): string {
  const what = holds.length === 1 ? oneOf(first.entity) : manyOf(first.entity);
  const books = (['quickbooks', 'billcom'] as const).filter((book) =>
    holds.some((hold) => hold.book === book),
  );
  const where = books.map(
    (book) => `${holds.filter((hold) => hold.book === book).length} in ${bookName[book]}`,
  );
  return books.length > 1
    ? `${holds.length} ${what} (${where.join(', ')})`
    : `${holds.length} ${what} in ${bookName[first.book as Book]}`;
}

/** A cause for one record, and for several. */
const KINDS: Readonly<Record<string, readonly [one: string, several: string]>> = {
  waiting: ['waits for another record', 'wait for another record'],
  conflict: ['changed in both books', 'changed in both books'],
  possibleDuplicate: ['a possible duplicate', 'possible duplicates'],
  nameInUse: ['the name is in use', 'the names are in use'],
  refused: ['refused by the other program', 'refused by the other program'],
  locked: ['locked at the moment', 'locked at the moment'],
  unknownOutcome: ['outcome unknown', 'outcome unknown'],
  ownerRule: ['left alone by rule', 'left alone by rule'],
  featureOff: ['switched off in QuickBooks', 'switched off in QuickBooks'],
  foreignCurrency: ['in a foreign currency', 'in a foreign currency'],
  notAllowed: ['not allowed there', 'not allowed there'],
  cannotChange: ['cannot be changed afterwards', 'cannot be changed afterwards'],
  notCarried: ['a value that the other program cannot hold', 'values that the other program cannot hold'],
  unreadable: ['could not be read', 'could not be read'],
  deleted: ['deleted in the other book', 'deleted in the other book'],
  beforeConnection: ['from before the connection', 'from before the connection'],
  closedPeriod: ['dated in a closed period', 'dated in a closed period'],
  leftOut: ['left out by a person', 'left out by people'],
  wrongAccount: ['needs another account', 'need another account'],
  otherAccount: ['on another A/P account', 'on another A/P account'],
  denied: ['denied in Bill.com', 'denied in Bill.com'],
  merged: ['merged in its book', 'merged in their book'],
  inactive: ['inactive, without a twin', 'inactive, without twins'],
  ourBug: ['a mistake of Tieout', 'mistakes of Tieout'],
};

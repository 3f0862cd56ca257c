import { invariants } from '../checks';
import { bookName, type Book, type Invariant } from '../checks/evidence';
import { block, chapter, gap, item, many, tell } from '../say';
import type { EntityCounts, HoldDocument, StatusDocument } from '../world/documents';
import { gatherEvidence } from '../world/gatherEvidence';
import type { Stage } from '../world/stage';
import { manyOf, oneOf } from '../world/words';
import { countsTable } from './played';

export interface Outcome {
  readonly entities: readonly EntityCounts[];
  readonly holds: readonly HoldDocument[];
  readonly invariants: readonly Invariant[];
}

/** Where the books stand, every hold, and the proof. */
export async function ending(stage: Stage): Promise<Outcome> {
  chapter('6  Where the books stand');
  const { company } = stage.company;
  const status = await stage.tieout.run<StatusDocument>(['status', company, '--json']);
  const { holds } = await stage.tieout.run<{ holds: HoldDocument[] }>(['holds', company, '--json']);
  block(countsTable(status.entities), '    ');
  gap();
  tell(`${many(holds.length, 'hold')}: what is not synced, why, and what to do. All are in “tieout holds”.`);
  for (const group of grouped(holds)) tellGroup(group);

  chapter('7  What must always hold');
  const evidence = await gatherEvidence(stage, holds);
  const results: Invariant[] = [];
  for (const { id, title, check } of invariants) {
    const result = check(evidence);
    if (!result) continue;
    results.push(result);
    item(`${id}  ${title}: ${result.holds ? 'holds' : 'DOES NOT HOLD'}`, result.holds ? '✓' : '✗');
    tell(`${result.detail}.`, '          ');
  }
  tell('I3 (payables and receivables agree to the cent) comes with bills and invoices.', '      ');
  return { entities: status.entities, holds, invariants: results };
}

/** Holds of one kind: same list, book, cause and advice. */
export function grouped(holds: readonly HoldDocument[]): HoldDocument[][] {
  const groups = new Map<string, HoldDocument[]>();
  for (const hold of holds) {
    const key = [hold.entity, hold.book, hold.cause, hold.field ?? ''].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), hold]);
  }
  return [...groups.values()];
}

/** A kind with so many holds is told by its first one and the names of the rest. */
const TOLD_SINGLY = 3;

function tellGroup(holds: readonly HoldDocument[]): void {
  const [first] = holds;
  if (!first) return;
  gap();
  const what = holds.length === 1 ? oneOf(first.entity) : manyOf(first.entity);
  tell(
    `${holds.length} ${what} in ${bookName[first.book as Book]}: ${KINDS[first.cause] ?? first.cause}`,
    '    ',
  );
  const told = holds.length > TOLD_SINGLY ? holds.slice(0, 1) : holds;
  for (const hold of told) item(hold.sentence, '•', '      ');
  const rest = holds.slice(told.length).map((hold) => `“${hold.record}”`);
  if (rest.length > 0) item(`The same for ${rest.join(', ')}.`, '•', '      ');
  for (const cure of new Set(told.map((hold) => hold.cure))) item(`What to do: ${cure}`, '→', '      ');
}

const KINDS: Readonly<Record<string, string>> = {
  waiting: 'waiting for another record',
  conflict: 'changed in both books',
  possibleDuplicate: 'possible duplicates',
  nameInUse: 'the name is in use',
  refused: 'refused by the other program',
  locked: 'locked at the moment',
  unknownOutcome: 'outcome unknown',
  ownerRule: 'left alone by rule',
  cannotChange: 'cannot be changed afterwards',
  notCarried: 'a value the other program cannot hold',
  unreadable: 'could not be read',
  deleted: 'deleted in the other book',
  merged: 'merged in its book',
  inactive: 'inactive, without a twin',
  ourBug: 'a mistake of Tieout',
};

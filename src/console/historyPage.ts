import { differencesOfCycle } from '../acts/previewLoad';
import { exchangesOf, heldSince, refusedIn, sessionsOf, type HeldCell } from '../ledger/cycleHistory';
import { loadCycle } from '../ledger/cycles';
import type { Transaction } from '../ledger/database';
import { openSince, pollsSince } from '../ledger/polls';
import { stepsOf } from '../ledger/steps';
import type { Inside } from './admission';
import { NotThere } from './faults';
import { refusedAtMost, type CycleView } from './pages/cycle';
import { entitiesShown, stepsShown } from './shown';
import { causeNames, causes } from './views/causes';
import { knownMs, pollStrip, type PollStrip } from './views/pollStrip';
import { timeSpent } from './views/timeSpent';
import { silentAfterMs } from './views/verdict';

/** What was: read for the pages and for the API. */

type By = Pick<Inside, 'company' | 'membership'>;

/** So far the map of what was held goes back. */
export const mapDays = 30;
const dayMs = 86_400_000;

/** What went wrong: not what a rule leaves alone, or what only waits for another record. */
const toSeeTo = causeNames.filter((cause) => causes[cause].waitsFor === 'person' || cause === 'locked');

export const loadHeldCells = (tx: Transaction, by: By, now: Date): Promise<HeldCell[]> =>
  heldSince(tx, by.company.id, entitiesShown(by), toSeeTo, new Date(now.getTime() - mapDays * dayMs));

export async function loadPollStrip(tx: Transaction, { company }: By, now: Date): Promise<PollStrip> {
  const known = new Date(now.getTime() - knownMs);
  return pollStrip(
    await pollsSince(tx, company.id, known),
    await openSince(tx, company.id, known),
    now,
    silentAfterMs,
  );
}

/** @throws NotThere for a number that no cycle has */
export async function loadCycleView(tx: Transaction, by: By, number: number, now: Date): Promise<CycleView> {
  const { company, membership } = by;
  const { id } = company;
  const cycle = await loadCycle(tx, id, number);
  if (!cycle) throw new NotThere();
  const steps = await stepsOf(tx, id, number);
  const exchanges = await exchangesOf(tx, id, number);
  const sessions = await sessionsOf(tx, id, number);
  const entities = entitiesShown(by);
  const { startedAt, endedAt } = cycle;
  const differences = await differencesOfCycle(tx, company, number);
  return {
    cycle,
    steps: stepsShown(steps, membership),
    spent: startedAt && timeSpent({ startedAt, endedAt, sessions, exchanges, steps }, now),
    exchanges: exchanges.length,
    refused: await refusedIn(tx, id, number, entities, refusedAtMost),
    held: startedAt ? await heldSince(tx, id, entities, toSeeTo, startedAt, endedAt) : [],
    differences: differences.filter(({ entity }) => (entities as readonly string[]).includes(entity)),
    before: (await loadCycle(tx, id, number - 1))?.number ?? null,
    after: (await loadCycle(tx, id, number + 1))?.number ?? null,
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { loadCompany, type Company } from '../ledger/companies';
import { loadCycle, type Cycle } from '../ledger/cycles';
import type { Database } from '../ledger/database';
import { latestSession, type LatestSession } from '../ledger/sessions';
import { stepsOf, type StepProgress } from '../ledger/steps';
import type { Progress } from './progress';
import { duration, moment } from './time';

/** Everything that waiting for a cycle looks at, in one transaction. */
export interface CycleView {
  readonly company: Company;
  readonly cycle: Cycle;
  readonly steps: readonly StepProgress[];
  readonly session: LatestSession | undefined;
}

/** How the waiting ended. `over`: the cycle did, whichever way. */
export type Outcome =
  | { readonly kind: 'over'; readonly view: CycleView }
  | { readonly kind: 'stopped' | 'paused' | 'timedOut'; readonly view: CycleView; readonly sentence: string };

export const isOver = (cycle: Cycle): boolean => cycle.state !== 'due' && cycle.state !== 'running';

/** A row that says `waitingForAccept` goes on saying it after somebody accepted. */
export const waitsForAccept = (cycle: Cycle, company: Company): boolean =>
  cycle.state === 'waitingForAccept' && company.acceptedAt === null;

export async function viewCycle(database: Database, companyId: string, number: number): Promise<CycleView> {
  return database.inCompany(companyId, async (tx) => {
    const cycle = await loadCycle(tx, companyId, number);
    if (!cycle) throw new Error(`there is no cycle ${number}`);
    return {
      company: await loadCompany(tx, companyId),
      cycle,
      steps: await stepsOf(tx, companyId, number),
      session: await latestSession(tx, companyId),
    };
  });
}

const lookEveryMs = 400;

/**
 * Waits until the cycle has ended. Looks at the rows only, so it survives a restart of anything, Postgres too.
 * `since` is the view from before the cycle was asked for: what has changed from it has happened meanwhile.
 */
export async function watchCycle(
  database: Database,
  since: CycleView,
  options: { readonly until: number; readonly progress: Progress },
): Promise<Outcome> {
  const { progress, until } = options;
  let view = since;
  const told = new Set<string>();
  const tell = (line: string | undefined) => {
    if (line === undefined || told.has(line)) return;
    told.add(line);
    progress.say(line);
  };
  for (;;) {
    const seen = await viewCycle(database, since.company.id, since.cycle.number).catch((error: unknown) => {
      if (!isPassing(error)) throw error;
      tell('Postgres does not answer at the moment; waiting for it.');
      return undefined;
    });
    if (seen) {
      view = seen;
      progress.steps(view.steps);
      const obstacle = isOver(view.cycle) ? stoppedEnd(view) : obstacleOf(view, since);
      if (obstacle) return { ...obstacle, view };
      if (isOver(view.cycle)) return { kind: 'over', view };
      tell(remarkOn(view, since));
    }
    if (Date.now() >= until)
      return { kind: 'timedOut', view, sentence: timeoutSentence(view, since, new Date()) };
    await sleep(Math.max(10, Math.min(lookEveryMs, until - Date.now())));
  }
}

/** What keeps the cycle from going on until a person does something. */
export function obstacleOf(
  view: CycleView,
  since: CycleView,
): { kind: 'paused' | 'stopped'; sentence: string } | undefined {
  const { company, session } = view;
  if (company.pausedAt !== null)
    return {
      kind: 'paused',
      sentence: `“${company.name}” is paused (${company.pauseReason ?? 'no reason given'}).`,
    };
  const isFresh = session !== undefined && session.id !== since.session?.id;
  const stop = isFresh ? company.stops.find(({ because }) => because === session.lastError) : undefined;
  return stop && { kind: 'stopped', sentence: stop.because };
}

/** A cycle that a guard ended, as long as the guard stands. */
export function stoppedEnd({ company, cycle }: CycleView): { kind: 'stopped'; sentence: string } | undefined {
  const stop = company.stops.find(({ because }) => because === cycle.message);
  return cycle.state === 'interrupted' && stop ? { kind: 'stopped', sentence: stop.because } : undefined;
}

/** Worth telling once while waiting goes on. */
function remarkOn(view: CycleView, since: CycleView): string | undefined {
  const { session } = view;
  if (session?.lastError && session.id !== since.session?.id)
    return `The Web Connector was told: ${session.lastError}`;
  if (view.cycle.state === 'due') return waitingSentence(view.company, new Date());
  return undefined;
}

const silentAfterMs = 60_000;

/** Said while nothing has come of the cycle yet. */
export function waitingSentence(company: Company, now: Date): string {
  const last = company.lastLoginAt;
  if (last === null) return 'Waiting for the Web Connector, which has never called yet.';
  const silent = now.getTime() - last.getTime();
  // The same words for a whole minute, so that it is not said again and again.
  return silent < silentAfterMs
    ? 'Waiting for the Web Connector’s next call.'
    : `Waiting for the Web Connector, which last called at ${moment(last)}.`;
}

const howToPoll =
  'On the computer with QuickBooks, start the Web Connector, tick Tieout and choose “Update Selected”, or tick Auto-Run';

/** Why a time limit was reached: the missing poll of the Web Connector, or something else. */
export function timeoutSentence(view: CycleView, since: CycleView, now: Date): string {
  const { company, cycle, session } = view;
  const last = company.lastLoginAt;
  if (last === null)
    return `Cycle ${cycle.number} waits for the Web Connector, which has never called. ${howToPoll}; if it was never added, open the .qwc file there.`;
  const hasCalled = last.getTime() !== since.company.lastLoginAt?.getTime();
  const isOpen = session !== undefined && session.state !== 'closed';
  if (!hasCalled && !isOpen)
    return `Cycle ${cycle.number} waits for the Web Connector, which last called at ${moment(last)} and has been silent for ${duration(now.getTime() - last.getTime())}. ${howToPoll}.`;
  if (session?.lastError && !isOpen)
    return `Cycle ${cycle.number} could not go on in QuickBooks: ${session.lastError}`;
  if (cycle.state === 'due')
    return `The Web Connector has called, but cycle ${cycle.number} has not begun: is a worker running? See “tieout doctor”.`;
  return `Cycle ${cycle.number} is still running; it goes on without this command. See “tieout status”.`;
}

/** Postgres was restarted or is on its way back. */
function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string') return /^(ECONN|EPIPE|ETIMEDOUT|57P0|08)/.test(code);
  return (
    error instanceof Error && /connection (terminated|timeout)|terminating connection/i.test(error.message)
  );
}

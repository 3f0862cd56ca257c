import { setTimeout as sleep } from 'node:timers/promises';
import { loadCompany, type Company } from '../ledger/companies';
import { loadCycle, runningCycle, type Cycle } from '../ledger/cycles';
import type { Database, Transaction } from '../ledger/database';
import { latestSession, type LatestSession } from '../ledger/sessions';
import { stepsOf, waitingSteps, type StepProgress } from '../ledger/steps';
import { atItsNextCall, noCallSentence, waitingSentence } from '../words/webConnectorCalls';

/** Shows how a cycle goes on: bars on a terminal, lines elsewhere. Always on stderr. */
export interface Progress {
  steps(steps: readonly StepProgress[]): void;
  say(line: string): void;
  end(): void;
}

/** Everything that waiting for a cycle looks at, in one transaction. */
export interface CycleView {
  readonly company: Company;
  readonly cycle: Cycle;
  readonly steps: readonly StepProgress[];
  readonly session: LatestSession | undefined;
  /** The number of another cycle that runs; this one begins after it. */
  readonly running: number | null;
}

/** How the waiting ended. `over`: the cycle did, whichever way. */
export type Outcome =
  | { readonly kind: 'over'; readonly view: CycleView }
  | { readonly kind: 'stopped' | 'paused' | 'timedOut'; readonly view: CycleView; readonly sentence: string };

export const isOver = (cycle: Cycle): boolean => cycle.state !== 'due' && cycle.state !== 'running';

/** A row that says `waitingForAccept` goes on saying it after somebody accepted. */
export const waitsForAccept = (cycle: Cycle, company: Company): boolean =>
  cycle.state === 'waitingForAccept' && (company.acceptedAt === null || waitsForMassChange(company));

export const waitsForMassChange = ({ stops }: Company): boolean =>
  stops.some(({ guard }) => guard === 'massChange');

export async function viewCycle(database: Database, companyId: string, number: number): Promise<CycleView> {
  return database.inCompany(companyId, async (tx) => {
    const cycle = await loadCycle(tx, companyId, number);
    if (!cycle) throw new Error(`there is no cycle ${number}`);
    return {
      company: await loadCompany(tx, companyId),
      cycle,
      steps: await stepsOf(tx, companyId, number),
      session: await latestSession(tx, companyId),
      running: await otherRunning(tx, companyId, number),
    };
  });
}

async function otherRunning(tx: Transaction, companyId: string, number: number): Promise<number | null> {
  const cycle = await runningCycle(tx, companyId);
  return cycle === undefined || cycle === number ? null : cycle;
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
      tell(remarkOn(view, since, new Date()));
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

/** A session that has just ended may be followed by the end of the cycle: only after this time it is the next one that is missing. */
const settledMs = 3_000;

/** Worth telling once while waiting goes on. */
export function remarkOn(view: CycleView, since: CycleView, now: Date): string | undefined {
  const { company, cycle, session, steps, running } = view;
  // Bill.com is read ahead of a first session, so that a cycle may run and still wait for it.
  const wasHere = session !== undefined && session.cycle === cycle.number;
  if (session?.lastError && session.id !== since.session?.id)
    return `The Web Connector was told: ${session.lastError}`;
  if (cycle.state === 'due' && running !== null)
    return `Cycle ${running} runs now; cycle ${cycle.number} begins after it, at the Web Connector’s next call.`;
  const [waiting] = waitingSteps(steps);
  if (waiting) return waiting.message;
  if (!wasHere) return waitingSentence(company, now);
  const isSettled = now.getTime() - session.lastCallAt.getTime() > settledMs;
  const hasMore = steps.some((step) => step.book === 'quickbooks' && step.state !== 'done');
  return session.state === 'closed' && isSettled && hasMore
    ? `Cycle ${cycle.number} goes on in QuickBooks ${atItsNextCall(company, now)}.`
    : undefined;
}

/** Why a time limit was reached: the missing poll of the Web Connector, or something else. */
export function timeoutSentence(view: CycleView, since: CycleView, now: Date): string {
  const { company, cycle, session, running } = view;
  const last = company.lastLoginAt;
  const hasCalled = last !== null && last.getTime() !== since.company.lastLoginAt?.getTime();
  const isOpen = session !== undefined && session.state !== 'closed';
  if (cycle.state === 'due' && running !== null)
    return `Cycle ${running} still runs; cycle ${cycle.number} begins after it, without this command. See “tieout status”.`;
  if (!hasCalled && !isOpen) return noCallSentence(cycle.number, company, now);
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

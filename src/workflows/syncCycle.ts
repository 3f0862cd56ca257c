import {
  ActivityFailure,
  ApplicationFailure,
  condition,
  isCancellation,
  log,
  setHandler,
  CancellationScope,
} from '@temporalio/workflow';
import type { CyclePlan, FailedStep, StepWork } from './jobs';
import { sessionLostType } from './jobs';
import { Lane } from './lane';
import * as messages from './messages';
import type { CycleSummary, SyncCycleInput } from './messages';
import { billcom, ledger, quickbooks } from './proxies';

/** A cycle without a session for this long ends as interrupted; the next one goes on from the rows. */
const waitForSession = '1 hour';
/** What was read from Bill.com longer ago (milliseconds) is read again before anything is decided. */
const billcomStaysFresh = 5 * 60_000;
/** Reconciling again within one cycle, after something was found changed meanwhile. */
const maxRounds = 4;
/** How long the signal of a pause may lag behind its row. */
const pauseSignalLimit = '10 seconds';

/**
 * One run for one company, id `company:<id>:cycle:<n>`: reads both books, reconciles the work list once, writes in two
 * lanes. If its session goes away it waits for the next one, which opens like every session: by reading first.
 */
export async function syncCycle(input: SyncCycleInput): Promise<CycleSummary> {
  const { companyId, cycle, mode } = input;
  const job = { companyId, cycle };
  const session = new OpenSession(input.sessionId);
  const total = { applied: 0, refused: 0 };
  try {
    let billcomReadAt: number | undefined;
    const readBillcom = async (): Promise<void> => {
      await billcom.readBillcom(job);
      billcomReadAt = Date.now();
    };
    let failed: readonly FailedStep[] = [];
    for (let round = 0; round < maxRounds;) {
      const reading = { ...job, round };
      const [sessionId] = await Promise.all([
        session.read((id) => quickbooks.readQuickBooks({ ...reading, sessionId: id })),
        billcomReadAt === undefined ? readBillcom() : undefined,
      ]);
      if (sessionId === undefined)
        return await interrupted(job, session.isPaused ? wasPaused : noSession, total);
      // Read when the cycle was asked for, perhaps long before the Web Connector came.
      if (billcomReadAt !== undefined && Date.now() - billcomReadAt > billcomStaysFresh) await readBillcom();

      const plan = await ledger.reconcileWorkList({ ...job, mode, sessionId });
      if (plan.isOver) return summary(cycle, mode === 'preview' ? 'waitingForAccept' : 'ended', total);

      const lanes = await Promise.all([
        writeToQuickBooks(job, sessionId, plan, session),
        writeToBillcom(job, plan, session),
      ]);
      for (const lane of lanes) {
        total.applied += lane.applied;
        total.refused += lane.refused;
      }
      failed = lanes.flatMap((lane) => lane.failed);
      const [toQuickBooks] = lanes;
      if (toQuickBooks.isTieOutRead) await tryTo('tie the books out', () => ledger.compareTieOut(job));
      if (toQuickBooks.sessionLost) continue;
      // What was found changed in Bill.com is on the work list; QuickBooks' session is not kept open for it.
      if (!toQuickBooks.reconcileAgain) break;
      round += 1;
    }
    const result = failed.length === 0 ? 'ended' : 'failed';
    await ledger.finishCycle({ ...job, result, ...(result === 'failed' ? explained(failed) : {}) });
    return summary(cycle, result, total);
  } catch (error) {
    return await CancellationScope.nonCancellable(async () => {
      if (isCancellation(error)) return await interrupted(job, wasCancelled, total);
      const message = reasonOf(error);
      log.error('the cycle failed', { cycle, message });
      await ledger.finishCycle({ ...job, result: 'failed', message });
      return summary(cycle, 'failed', total);
    });
  }
}

/** The session of this cycle, as the company's workflow tells of it. */
class OpenSession {
  #id: string | null;
  #paused = false;

  constructor(id: string | null) {
    this.#id = id;
    setHandler(messages.sessionOpened, (session) => {
      this.#id = session.sessionId;
    });
    setHandler(messages.sessionClosed, ({ sessionId }) => this.drop(sessionId));
    setHandler(messages.pause, () => {
      this.#paused = true;
    });
    setHandler(messages.resume, () => {
      this.#paused = false;
    });
  }

  drop(sessionId: string): void {
    if (this.#id === sessionId) this.#id = null;
  }

  /** Runs a job in a session; a lost one is followed by the next. @returns the session, or undefined after an hour without. */
  async read(work: (sessionId: string) => Promise<void>): Promise<string | undefined> {
    for (;;) {
      if (this.#id === null && !(await condition(() => this.#id !== null, waitForSession))) return undefined;
      const id = this.#id as string;
      try {
        await work(id);
        return id;
      } catch (error) {
        if (!isSessionLost(error)) throw error;
        this.drop(id);
      }
    }
  }

  get isPaused(): boolean {
    return this.#paused;
  }

  /** A job saw the pause in Postgres, perhaps before its signal came, perhaps after the resuming one did. */
  async untilResumed(): Promise<void> {
    await condition(() => this.#paused, pauseSignalLimit);
    await condition(() => !this.#paused);
  }
}

async function writeToQuickBooks(
  job: Job,
  sessionId: string,
  plan: CyclePlan,
  session: OpenSession,
): Promise<Lane> {
  const lane = new Lane('quickbooks');
  for (const [index, step] of plan.quickbooks.entries()) {
    if (!lane.admits(step)) continue;
    const { entity, phase } = step;
    const isLast = index === plan.quickbooks.length - 1 && !lane.reconcileAgain && plan.tieOut !== true;
    try {
      lane.add(await quickbooks.writeQuickBooks({ ...job, entity, phase, sessionId, isLast }));
    } catch (error) {
      if (isSessionLost(error)) {
        session.drop(sessionId);
        lane.sessionLost = true;
        return lane;
      }
      stepFailed(lane, step, error);
    }
  }
  // What is written in another round is tied out after it.
  if (plan.tieOut === true && !lane.reconcileAgain)
    lane.isTieOutRead = await tryTo('ask for what is to be tied out', () =>
      quickbooks.readTieOut({ ...job, sessionId }),
    );
  return lane;
}

/** A tie-out writes nothing: one that fails is owed, and the next cycle takes it. @returns whether it went well. */
async function tryTo(what: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('could not ' + what, { message: reasonOf(error) });
    return false;
  }
}

async function writeToBillcom(job: Job, plan: CyclePlan, session: OpenSession): Promise<Lane> {
  const lane = new Lane('billcom');
  for (const step of plan.billcom) {
    if (!lane.admits(step)) continue;
    try {
      await writeBillcomStep(job, step, session, lane);
    } catch (error) {
      stepFailed(lane, step, error);
    }
  }
  return lane;
}

async function writeBillcomStep(
  job: Job,
  { entity, phase }: StepWork,
  session: OpenSession,
  lane: Lane,
): Promise<void> {
  for (;;) {
    const result = await billcom.writeBillcom({ ...job, entity, phase });
    lane.add(result);
    if (result.finished) return;
    await session.untilResumed();
  }
}

type Job = { readonly companyId: string; readonly cycle: number };

/** A failed step does not stop steps that do not depend on it; a cancelled cycle ends. */
function stepFailed(lane: Lane, step: StepWork, error: unknown): void {
  if (isCancellation(error)) throw error;
  const message = reasonOf(error);
  log.error('a step failed', { book: lane.book, entity: step.entity, phase: step.phase, message });
  lane.fail(step, message);
}

/** The cycle's end in a sentence; the steps carry theirs. */
function explained(failed: readonly FailedStep[]): { message: string; failed: readonly FailedStep[] } {
  const steps = failed.map(({ book, entity }) => `${entity} (${bookNames[book]})`).join(', ');
  const [first] = failed;
  return {
    message:
      `These steps failed: ${steps}. The others were done; the next cycle tries again. ${first?.message ?? ''}`.trim(),
    failed,
  };
}

const bookNames = { quickbooks: 'QuickBooks', billcom: 'Bill.com' } as const;

const noSession = 'The Web Connector has not called for an hour.';
const wasPaused = 'It was paused, and an hour has passed.';
const wasCancelled = 'It was cancelled.';

async function interrupted(
  job: Job,
  because: string,
  total: { applied: number; refused: number },
): Promise<CycleSummary> {
  const message = `${because} The next cycle goes on where this one stopped.`;
  await ledger.finishCycle({ ...job, result: 'interrupted', message });
  return summary(job.cycle, 'interrupted', total);
}

const summary = (
  cycle: number,
  result: CycleSummary['result'],
  total: { applied: number; refused: number },
): CycleSummary => ({
  cycle,
  result,
  ...total,
});

const isSessionLost = (error: unknown): boolean =>
  error instanceof ActivityFailure &&
  error.cause instanceof ApplicationFailure &&
  error.cause.type === sessionLostType;

/** The innermost sentence of a failure. */
function reasonOf(error: unknown): string {
  let cause: unknown = error;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  return cause instanceof Error ? cause.message : String(cause);
}

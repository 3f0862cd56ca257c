import {
  ActivityFailure,
  ApplicationFailure,
  condition,
  isCancellation,
  log,
  proxyActivities,
  setHandler,
  CancellationScope,
} from '@temporalio/workflow';
import type {
  BillcomActivities,
  CyclePlan,
  LedgerActivities,
  QuickBooksActivities,
  StepWork,
  WriteResult,
} from './jobs';
import { sessionLostType } from './jobs';
import * as messages from './messages';
import type { CycleSummary, SyncCycleInput } from './messages';

/** A cycle without a session for this long ends as interrupted; the next one goes on from the rows. */
const waitForSession = '1 hour';
/** Reconciling again within one cycle, after something was found changed meanwhile. */
const maxRounds = 4;

/** Waits in an open session: retried freely, since the rows say what is done (design §3: one activity = one job). */
const quickbooks = proxyActivities<QuickBooksActivities>({
  taskQueue: messages.taskQueues.quickbooks,
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '15 seconds',
  retry: {
    initialInterval: '1 second',
    maximumInterval: '30 seconds',
    nonRetryableErrorTypes: [sessionLostType, 'ReadRefused'],
  },
});
const billcom = proxyActivities<BillcomActivities>({
  taskQueue: messages.taskQueues.billcom,
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '2 minutes',
  retry: { initialInterval: '2 seconds', maximumInterval: '5 minutes' },
});
const ledger = proxyActivities<LedgerActivities>({
  taskQueue: messages.taskQueues.workflows,
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '2 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

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
    let isBillcomRead = false;
    for (let round = 0; round < maxRounds;) {
      const [sessionId] = await Promise.all([
        session.read((id) => quickbooks.readQuickBooks({ ...job, sessionId: id })),
        isBillcomRead ? undefined : billcom.readBillcom(job),
      ]);
      isBillcomRead = true;
      if (sessionId === undefined) return await interrupted(job, total);

      const plan = await ledger.reconcileWorkList({ ...job, mode, sessionId });
      if (plan.isOver && round === 0)
        return summary(cycle, mode === 'preview' ? 'waitingForAccept' : 'ended', total);
      if (plan.isOver) break;

      const [toQuickBooks, toBillcom] = await Promise.all([
        writeToQuickBooks(job, sessionId, plan, session),
        writeToBillcom(job, plan, session),
      ]);
      for (const lane of [toQuickBooks, toBillcom]) {
        total.applied += lane.applied;
        total.refused += lane.refused;
      }
      if (toQuickBooks.sessionLost) continue;
      if (!toQuickBooks.reconcileAgain) break;
      round += 1;
    }
    await ledger.finishCycle({ ...job, result: 'ended' });
    return summary(cycle, 'ended', total);
  } catch (error) {
    return await CancellationScope.nonCancellable(async () => {
      if (isCancellation(error)) return await interrupted(job, total);
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

  async untilResumed(): Promise<void> {
    await condition(() => !this.#paused);
  }
}

interface Lane {
  readonly applied: number;
  readonly refused: number;
  readonly sessionLost: boolean;
  readonly reconcileAgain: boolean;
}

async function writeToQuickBooks(
  job: Job,
  sessionId: string,
  plan: CyclePlan,
  session: OpenSession,
): Promise<Lane> {
  const lane = { applied: 0, refused: 0, sessionLost: false, reconcileAgain: false };
  for (const [index, step] of plan.quickbooks.entries()) {
    try {
      const isLast = index === plan.quickbooks.length - 1;
      add(lane, await quickbooks.writeQuickBooks({ ...job, ...step, sessionId, isLast }));
    } catch (error) {
      if (!isSessionLost(error)) throw error;
      session.drop(sessionId);
      return { ...lane, sessionLost: true };
    }
  }
  return lane;
}

async function writeToBillcom(job: Job, plan: CyclePlan, session: OpenSession): Promise<Lane> {
  const lane = { applied: 0, refused: 0, sessionLost: false, reconcileAgain: false };
  for (const step of plan.billcom) await writeBillcomStep(job, step, session, lane);
  // What was found changed in Bill.com is on the work list; QuickBooks' session is not kept open for it.
  return { ...lane, reconcileAgain: false };
}

async function writeBillcomStep(
  job: Job,
  step: StepWork,
  session: OpenSession,
  lane: Writable<Lane>,
): Promise<void> {
  for (;;) {
    const result = await billcom.writeBillcom({ ...job, ...step });
    add(lane, result);
    if (result.finished) return;
    await session.untilResumed();
  }
}

type Job = { readonly companyId: string; readonly cycle: number };
type Writable<T> = { -readonly [K in keyof T]: T[K] };

function add(lane: Writable<Lane>, result: WriteResult): void {
  lane.applied += result.applied;
  lane.refused += result.refused;
  lane.reconcileAgain ||= result.reconcileAgain;
}

async function interrupted(job: Job, total: { applied: number; refused: number }): Promise<CycleSummary> {
  const message =
    'The Web Connector has not called for an hour. The next cycle goes on where this one stopped.';
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

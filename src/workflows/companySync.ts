import {
  allHandlersFinished,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  log,
  ParentClosePolicy,
  setHandler,
  startChild,
  workflowInfo,
  WorkflowIdReusePolicy,
  type SignalDefinition,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { CompanyState } from './companyState';
import * as messages from './messages';
import type { CycleJob } from './jobs';
import type { CompanySyncInput } from './messages';
import { ledger } from './proxies';
import { syncCycle } from './syncCycle';

const cycleLost = 'It was ended from outside. The next cycle goes on where this one stopped.';

/**
 * The long-running workflow of a company, id `company:<id>`. It alone receives the gateway's signals, begins the cycles
 * that were asked for, one at a time, and tells a running cycle of sessions and pauses. It holds no data: cycles are
 * numbered and described in Postgres.
 */
export async function companySync(input: CompanySyncInput): Promise<void> {
  const company = new CompanyState(input.state);
  const tellCycle = listen(company);

  for (;;) {
    await condition(() => company.mayBegin || shouldRoll(company));
    if (company.mayBegin) {
      await runCycle(input.companyId, company, tellCycle);
    } else {
      await condition(allHandlersFinished);
      return await continueAsNew<typeof companySync>({ companyId: input.companyId, state: company.toJSON() });
    }
  }
}

/** What a running cycle must hear, delivered in order by the main line, since handlers are synchronous. */
type ForCycle =
  | { readonly tell: 'sessionOpened'; readonly session: messages.SessionOpened }
  | { readonly tell: 'sessionClosed'; readonly sessionId: string }
  | { readonly tell: 'pause' }
  | { readonly tell: 'resume' }
  | { readonly tell: 'end' };

/** Registers all handlers before the first await: signal-with-start runs them before the first line below. */
function listen(company: CompanyState): ForCycle[] {
  const forCycle: ForCycle[] = [];
  /** A message of another life of the database ends what still runs of the last one. */
  const on = <M extends messages.OfLife>(signal: SignalDefinition<[M]>, hear: (message: M) => void): void =>
    setHandler(signal, (message: M) => {
      if (!company.hears(message)) return;
      if (company.runsInVain) forCycle.push({ tell: 'end' });
      hear(message);
    });
  on(messages.sessionOpened, (session) => {
    company.sessionOpened(session);
    if (company.runs(session)) forCycle.push({ tell: 'sessionOpened', session });
  });
  on(messages.sessionClosed, ({ sessionId }) => {
    company.sessionClosed(sessionId);
    if (company.running !== null) forCycle.push({ tell: 'sessionClosed', sessionId });
  });
  on(messages.syncNow, (request) => company.syncNow(request));
  on(messages.pause, () => {
    company.pause();
    if (company.running !== null) forCycle.push({ tell: 'pause' });
  });
  on(messages.resume, () => {
    company.resume();
    if (company.running !== null) forCycle.push({ tell: 'resume' });
  });
  // Settings and Bill.com's changes are rows in Postgres; being woken is all there is to do.
  on(messages.settingsChanged, () => undefined);
  on(messages.billcomChanged, () => undefined);
  setHandler(messages.status, () => company.status());
  return forCycle;
}

async function runCycle(companyId: string, company: CompanyState, forCycle: ForCycle[]): Promise<void> {
  forCycle.length = 0;
  const { cycle, mode, sessionId, life } = company.begin();
  const job: CycleJob = { companyId, cycle, ...(life === undefined ? {} : { life }) };
  try {
    const child = await startChild(syncCycle, {
      workflowId: messages.cycleWorkflowId(companyId, cycle, life),
      args: [{ ...job, mode, sessionId }],
      taskQueue: messages.taskQueues.workflows,
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      // A message that comes again after this workflow was started anew from Postgres begins no cycle twice; one that
      // was terminated may be begun again, since its rows say what is done.
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
    });
    let isOver = false;
    const result = child.result().finally(() => {
      isOver = true;
    });
    const told = (async () => {
      for (;;) {
        await condition(() => isOver || forCycle.length > 0);
        if (isOver) return;
        await tell(job, forCycle.shift() as ForCycle);
      }
    })();
    const isLost = await result.then(
      () => false,
      (error: unknown) => {
        log.error('the cycle was lost', { cycle, error: String(error) });
        return true;
      },
    );
    await told;
    // It could not write its own end (somebody terminated it); without one its row would stand as running for ever.
    if (isLost) await ledger.finishCycle({ ...job, result: 'interrupted', message: cycleLost });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    log.warn('the cycle was begun before', { cycle });
  } finally {
    company.over();
  }
}

/** The cycle may have ended in this moment; then there is nobody to tell. */
async function tell({ companyId, cycle, life }: CycleJob, message: ForCycle): Promise<void> {
  const handle = getExternalWorkflowHandle(messages.cycleWorkflowId(companyId, cycle, life));
  try {
    if (message.tell === 'sessionOpened') await handle.signal(messages.sessionOpened, message.session);
    else if (message.tell === 'sessionClosed')
      await handle.signal(messages.sessionClosed, { sessionId: message.sessionId });
    else if (message.tell === 'end') await handle.cancel();
    else await handle.signal(message.tell === 'pause' ? messages.pause : messages.resume, {});
  } catch (error) {
    log.info('the cycle was over already', { cycle, error: String(error) });
  }
}

/** Continue as new when Temporal suggests it and no cycle runs: the cheapest moment. */
const shouldRoll = (company: CompanyState): boolean =>
  company.isIdle && workflowInfo().continueAsNewSuggested;

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
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { CompanyState } from './companyState';
import * as messages from './messages';
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
  | { readonly tell: 'resume' };

/** Registers all handlers before the first await: signal-with-start runs them before the first line below. */
function listen(company: CompanyState): ForCycle[] {
  const forCycle: ForCycle[] = [];
  setHandler(messages.sessionOpened, (session) => {
    company.sessionOpened(session);
    if (company.running === session.cycle) forCycle.push({ tell: 'sessionOpened', session });
  });
  setHandler(messages.sessionClosed, ({ sessionId }) => {
    company.sessionClosed(sessionId);
    if (company.running !== null) forCycle.push({ tell: 'sessionClosed', sessionId });
  });
  setHandler(messages.syncNow, (request) => company.syncNow(request));
  setHandler(messages.pause, () => {
    company.pause();
    if (company.running !== null) forCycle.push({ tell: 'pause' });
  });
  setHandler(messages.resume, () => {
    company.resume();
    if (company.running !== null) forCycle.push({ tell: 'resume' });
  });
  // Settings and Bill.com's changes are rows in Postgres; being woken is all there is to do.
  setHandler(messages.settingsChanged, () => undefined);
  setHandler(messages.billcomChanged, () => undefined);
  setHandler(messages.status, () => company.status());
  return forCycle;
}

async function runCycle(companyId: string, company: CompanyState, forCycle: ForCycle[]): Promise<void> {
  forCycle.length = 0;
  const { cycle, mode, sessionId } = company.begin();
  try {
    const child = await startChild(syncCycle, {
      workflowId: messages.cycleWorkflowId(companyId, cycle),
      args: [{ companyId, cycle, mode, sessionId }],
      taskQueue: messages.taskQueues.workflows,
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      // Postgres numbers the cycles and knows which are over: one that a late message begins again, after this workflow
      // was started anew, ends with its first job. A database restored from a backup gives numbers out again.
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    });
    let isOver = false;
    const result = child.result().finally(() => {
      isOver = true;
    });
    const told = (async () => {
      for (;;) {
        await condition(() => isOver || forCycle.length > 0);
        if (isOver) return;
        await tell(companyId, cycle, forCycle.shift() as ForCycle);
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
    if (isLost) await ledger.finishCycle({ companyId, cycle, result: 'interrupted', message: cycleLost });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    log.warn('the cycle was begun before', { cycle });
  } finally {
    company.over();
  }
}

/** The cycle may have ended in this moment; then there is nobody to tell. */
async function tell(companyId: string, cycle: number, message: ForCycle): Promise<void> {
  const handle = getExternalWorkflowHandle(messages.cycleWorkflowId(companyId, cycle));
  try {
    if (message.tell === 'sessionOpened') await handle.signal(messages.sessionOpened, message.session);
    else if (message.tell === 'sessionClosed')
      await handle.signal(messages.sessionClosed, { sessionId: message.sessionId });
    else await handle.signal(message.tell === 'pause' ? messages.pause : messages.resume);
  } catch (error) {
    log.info('the cycle was over already', { cycle, error: String(error) });
  }
}

/** Continue as new when Temporal suggests it and no cycle runs: the cheapest moment. */
const shouldRoll = (company: CompanyState): boolean =>
  company.isIdle && workflowInfo().continueAsNewSuggested;

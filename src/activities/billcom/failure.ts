import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { BillcomClient } from '../../billcom/client';
import { BillcomError } from '../../billcom/errors';
import type { Company } from '../../ledger/companies';
import type { Transaction } from '../../ledger/database';
import { noteWait, takeLease, type Lease, type StepKey, type StepWait } from '../../ledger/steps';
import { blockingStop, liftStop, liftStops, setStop } from '../../ledger/stops';
import type { ActivityDeps } from '../deps';
import { billcomFaultType } from '../faults';
import { guardOf, retryAfterMs, waitAfter } from './waits';

/**
 * Runs a step's job against Bill.com under its lease and makes Temporal's retry of its failure: a throttle becomes the
 * delay that Bill.com asked for; wrong credentials stop the company with a sentence and are tried again rarely; the rest
 * backs off. What the step waits for stands in its row until the next attempt takes the lease.
 */
export async function retryingAsBillcomAsks<T>(
  deps: ActivityDeps,
  { id: companyId, zone }: Pick<Company, 'id' | 'zone'>,
  step: StepKey,
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const lease = await deps.database.inCompany(companyId, (tx) => takeLease(tx, step));
  try {
    const result = await work(lease);
    // Its calls went through, as the user that was recorded.
    await deps.database.inCompany(companyId, (tx) => liftStops(tx, companyId, 'billcomRead'));
    return result;
  } catch (error) {
    if (!(error instanceof BillcomError)) throw error;
    throw await retryOf(deps, { id: companyId, zone }, error, (tx, wait) => noteWait(tx, lease, wait));
  }
}

/** What Temporal is told of a failed call, so that the job comes back when Bill.com asks for it. @param note where people see what it waits for. */
export async function retryOf(
  deps: ActivityDeps,
  { id: companyId, zone }: Pick<Company, 'id' | 'zone'>,
  error: BillcomError,
  note: (tx: Transaction, wait: StepWait) => Promise<void>,
): Promise<ApplicationFailure> {
  deps.log.warn(
    { companyId, class: error.class, code: error.code, operation: error.operation },
    'Bill.com call failed',
  );
  const delayMs = retryAfterMs(error, Context.current().info.attempt, deps.billcomCalls.stoppedRetryMs);
  const wait = waitAfter(error, new Date(Date.now() + delayMs), zone);
  const guard = guardOf(error);
  await deps.database.inCompany(companyId, async (tx) => {
    await note(tx, wait);
    if (guard !== undefined) await setStop(tx, companyId, guard, `${error.sentence} ${error.cure}`);
  });
  return ApplicationFailure.create({
    type: isOurFault(error) ? billcomFaultType : guard === 'organization' ? otherIdentityType : 'Billcom',
    message: withoutBusinessData(error),
    nonRetryable: false,
    nextRetryDelay: delayMs,
  });
}

const otherIdentityType = 'BillcomIdentity';

/** Another organization or user answers: the company's rows say so. */
export const isOtherIdentity = (failure: unknown): boolean =>
  failure instanceof ApplicationFailure && failure.type === otherIdentityType;

/**
 * A job that found another organization or user goes on when the right one answers, which only a new sign-in tells.
 * @throws BillcomError
 */
export async function proveIdentity(
  { database }: ActivityDeps,
  companyId: string,
  client: BillcomClient,
): Promise<void> {
  const stop = await database.inCompany(companyId, (tx) => blockingStop(tx, companyId));
  if (stop?.guard !== 'organization') return;
  await client.checkAccess();
  await database.inCompany(companyId, (tx) => liftStop(tx, companyId, 'organization'));
}

/** A whole call that Bill.com calls wrong, as it stands; a row that it refuses is a hold and comes not here. */
const isOurFault = ({ class: kind }: BillcomError): boolean =>
  kind === 'bug' || kind === 'data' || kind === 'notFound';

/** A failure goes into Temporal's history: what Bill.com says of a record stays out of it. */
function withoutBusinessData(error: BillcomError): string {
  const { class: kind, code, operation } = error;
  const known = [kind, code, operation].filter((part) => part !== undefined).join(', ');
  return isOurFault(error)
    ? `Bill.com refused what Tieout asked of it (${known}). Tell Tieout’s support.`
    : `Bill.com: ${known}`;
}

/** While a guard stops the company, nothing is written; the job looks again every minute and goes on by itself. */
export async function assertNotStopped(tx: Transaction, companyId: string): Promise<void> {
  const stop = await blockingStop(tx, companyId);
  if (!stop) return;
  throw ApplicationFailure.create({
    type: 'Stopped',
    message: `the company is stopped by the guard “${stop.guard}”`,
    nonRetryable: false,
    nextRetryDelay: '1 minute',
  });
}

/** This user, or this organization's plan, may not do this one thing. */
export const isForbidden = (error: unknown): error is BillcomError =>
  error instanceof BillcomError && error.class === 'permission';

/** What a forbidden call would have brought is left for another time. */
export async function unlessForbidden<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!isForbidden(error)) throw error;
    return undefined;
  }
}

import { ApplicationFailure } from '@temporalio/common';
import { BillcomError } from '../../billcom/errors';
import type { Transaction } from '../../ledger/database';
import { blockingStop, setStop } from '../../ledger/stops';
import type { ActivityDeps } from '../deps';
import { billcomFaultType } from '../faults';

/**
 * Runs a job against Bill.com and makes Temporal's retry of its failure: a throttle becomes the delay that Bill.com
 * asked for; wrong credentials stop the company with a sentence and are tried again rarely; the rest backs off.
 */
export async function retryingAsBillcomAsks<T>(
  deps: ActivityDeps,
  companyId: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    const result = await work();
    return result;
  } catch (error) {
    if (!(error instanceof BillcomError)) throw error;
    deps.log.warn(
      { companyId, class: error.class, code: error.code, operation: error.operation },
      'Bill.com call failed',
    );
    const stops = error.class === 'authPermanent' || error.class === 'permission';
    if (stops) {
      await deps.database.inCompany(companyId, (tx) =>
        setStop(tx, companyId, 'billcom', `${error.sentence} ${error.cure}`),
      );
    }
    throw ApplicationFailure.create({
      type: isOurFault(error) ? billcomFaultType : 'Billcom',
      message: withoutBusinessData(error),
      nonRetryable: false,
      ...(error.retryAfterMs !== undefined
        ? { nextRetryDelay: error.retryAfterMs }
        : stops
          ? { nextRetryDelay: '5 minutes' }
          : {}),
    });
  }
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

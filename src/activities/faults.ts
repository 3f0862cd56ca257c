import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import { SecretKeyWrong } from '../ledger/sealed';
import { LeaseLost } from '../ledger/steps';

/** Attempts after which a fault of our own ends the job: some 15 s with the retry times of workflows/proxies.ts. */
export const faultAttempts = 5;

/** Bill.com did not understand our request (activities/billcom/failure.ts): trying for ever changes nothing. */
export const billcomFaultType = 'BillcomFault';
const faultType = 'Fault';
const passingType = 'Passing';

/**
 * What a job's error means to Temporal.
 *
 *   passing   Postgres, the network or the machine: it is tried until it works
 *   fault     anything else that no job has classified, a programming error of ours as a rule: tried a few times, since a
 *             new version may be on its way, and then the job fails, its cycle says so and the next cycle tries again
 *
 * A failure stands in Temporal's history, also of an attempt that is tried again. So it says what kind it is and where,
 * never an error's own words, which may hold a record's text. What a job has classified itself stays as it is.
 * @param attempt counts from 1.
 */
export function asFailure(error: unknown, { job, attempt }: { job: string; attempt: number }): unknown {
  const isLast = attempt >= faultAttempts;
  if (error instanceof ApplicationFailure) {
    if (error.type !== billcomFaultType || !isLast) return error;
    return ApplicationFailure.nonRetryable(error.message, billcomFaultType);
  }
  if (error instanceof TemporalFailure || isAbort(error)) return error;
  if (error instanceof SecretKeyWrong)
    return ApplicationFailure.create({ type: faultType, message: error.message, nonRetryable: isLast });
  if (isPassing(error)) {
    return ApplicationFailure.create({
      type: passingType,
      message: `The job “${job}” was interrupted (${nameOf(error)}) and is tried again.`,
    });
  }
  return ApplicationFailure.create({
    type: faultType,
    message: `Tieout came upon a fault of its own in the job “${job}” (${nameOf(error)}${placeOf(error)}). Tell Tieout’s support; the log has the details.`,
    nonRetryable: isLast,
  });
}

/** Postgres: connection, serialization and deadlock, resources, operator intervention, system, no such database (yet). */
const passingSqlState = /^(08|40|53|57|58|55P03|25P0|28|3D000)/;
/** Node's own codes for a wrong argument or state begin with ERR_; the system's are E and capitals. */
const systemCode = /^(?!ERR_)(E[A-Z]+|UND_ERR_\w+|E[A-Z]+_\w+)$/;
/** pg tells of a lost connection without a code. */
const lostConnection =
  /connection (terminated|ended|error)|timeout exceeded when trying to connect|not queryable|after calling end/i;

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof LeaseLost) return true;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && (passingSqlState.test(code) || systemCode.test(code))) return true;
  if (code === undefined && lostConnection.test(error.message)) return true;
  // Node's fetch tells of the network with a TypeError and its cause.
  return error.cause !== undefined && isPassing(error.cause);
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** The kind of an error: its class and a code, no word of its message. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^\w{1,40}$/.test(code) ? `${error.name} ${code}` : error.name;
}

/** ` at file.js:12`: the first line of the stack in our own code. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frame = stack
    .split('\n')
    .find((line) => /^\s+at /.test(line) && !/node_modules|node:internal/.test(line));
  const [, file, line] = /([^/\\(]+):(\d+):\d+\)?$/.exec(frame ?? '') ?? [];
  return file === undefined ? '' : ` at ${file}:${line}`;
}

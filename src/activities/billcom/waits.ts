import type { BillcomError } from '../../billcom/errors';
import { hourlyLimit } from '../../billcom/errorCodes';
import type { StepWait } from '../../ledger/steps';
import type { GuardName } from '../../reconcile/guards/catalogue';

/** As the jobs' own back-off (workflows/proxies.ts), made explicit so that people can be told the time. */
const firstRetryMs = 2_000;
const longestRetryMs = 5 * 60_000;

/**
 * When a job comes back after this failure, in milliseconds; `attempt` counts from 1.
 * @param stoppedRetryMs where only a person can change it; the first success afterwards goes on by itself.
 */
export function retryAfterMs(error: BillcomError, attempt: number, stoppedRetryMs: number): number {
  if (error.retryAfterMs !== undefined) return error.retryAfterMs;
  if (guardOf(error) !== undefined) return stoppedRetryMs;
  return Math.min(firstRetryMs * 2 ** Math.min(attempt - 1, 20), longestRetryMs);
}

/** What stops the company as a whole; a list that may not be read or written is no such thing. */
export function guardOf({ class: kind }: BillcomError): GuardName | undefined {
  if (kind === 'otherIdentity') return 'organization';
  return kind === 'authPermanent' || kind === 'permission' ? 'billcom' : undefined;
}

/** What a step waits for after this failure, in a bookkeeper's words and by the clock of the company's books. */
export function waitAfter(error: BillcomError, until: Date, zone: string): StepWait {
  const at = clockTime(until, zone);
  const { sentence, cure } = error;
  if (error.class === 'throttle') {
    if (error.isOwnLimit) return { for: 'share', until, message: `Tieout goes on at ${at}. ${sentence}` };
    const why = error.code === hourlyLimit ? 'too many calls this hour' : 'too many calls at once';
    return { for: 'billcom', until, message: `Bill.com asked us to wait until ${at} (${why}).` };
  }
  if (guardOf(error) !== undefined)
    return { for: 'access', until, message: `${sentence} ${cure} Tieout tries again at ${at}.` };
  switch (error.class) {
    case 'unknownOutcome':
      return { for: 'answer', until, message: `${sentence} Tieout looks in Bill.com at ${at}.` };
    case 'auth':
    case 'outage':
      return { for: 'outage', until, message: `${sentence} Tieout tries again at ${at}.` };
    default:
      return { for: 'refusal', until, message: `${sentence} ${cure} Tieout tries again at ${at}.` };
  }
}

/** `10:42 CDT`; a begun minute counts as a whole one, so that nobody is told too early a time. */
export function clockTime(at: Date, zone: string): string {
  const minuteMs = 60_000;
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(new Date(Math.ceil(at.getTime() / minuteMs) * minuteMs));
}

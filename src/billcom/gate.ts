import { BillcomError } from './errors';
import { errorCodes, hourlyLimit, shareUsedUp, unknownCode } from './errorCodes';
import type { BudgetAnswer, CallBudget, CallSlots } from './ports';

/** Waits of 1, 2 and 4 seconds for BDC_1322 happen here; a longer one is the caller's business. */
const waitsAtOnce = 3;
const hourMs = 3_600_000;
/** So that the workers of all customers of a developer key do not come back in the same second. */
const jitterMs = 60_000;
/** Bill.com's clock may be behind ours by this much: its last hour may not be over yet. */
const clocksApartMs = 30_000;

export interface GateDeps {
  readonly budget: CallBudget;
  readonly slots: CallSlots;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/**
 * Lets one call through: budget, then slot, then the call. A call that Bill.com refused because of too many at
 * once was not carried out, so it is repeated here, a few times, with the slot given back in between.
 * @param countsTheHour whether BDC_1144 says that the hour is used up; of e-mails it says that a minute's are.
 */
export async function throughGate<T>(
  deps: GateDeps,
  call: () => Promise<T>,
  countsTheHour = true,
): Promise<T> {
  for (let wait = 0; ; wait += 1) {
    const taken = await deps.budget.take(1);
    if (!taken.granted) throw refusedByBudget(taken);

    const release = await deps.slots.acquire();
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof BillcomError) || error.class !== 'throttle') throw error;
      if (error.code === hourlyLimit) throw countsTheHour ? await hourUsedUp(deps, error) : error;
      if (wait >= waitsAtOnce) throw error.but({ retryAfterMs: error.retryAfterMs ?? backOffMs(wait) });
    } finally {
      release();
    }
    await deps.sleep(backOffMs(wait));
  }
}

function backOffMs(n: number): number {
  return 1000 * 2 ** n;
}

const jitter = (): number => Math.floor(Math.random() * jitterMs);

async function hourUsedUp(deps: GateDeps, error: BillcomError): Promise<BillcomError> {
  const now = deps.now();
  const intoTheHour = now % hourMs;
  if (intoTheHour < clocksApartMs) return error.but({ retryAfterMs: clocksApartMs + jitter() });
  const nextHour = now - intoTheHour + hourMs;
  await deps.budget.exhausted(nextHour);
  return error.but({ retryAfterMs: nextHour - now + jitter() });
}

function refusedByBudget({ because, retryAfterMs }: Extract<BudgetAnswer, { granted: false }>): BillcomError {
  if (because === 'share')
    return new BillcomError({ ...shareUsedUp, class: shareUsedUp.reaction, isOwnLimit: true, retryAfterMs });
  const entry = errorCodes[hourlyLimit] ?? unknownCode;
  return new BillcomError({ ...entry, class: entry.reaction, code: hourlyLimit, retryAfterMs });
}

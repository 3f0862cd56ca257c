import { callsForNewcomers, callsShared, fairShare, keptAtMost, type KeyHour } from '../../billcom/fairShare';
import type { BudgetAnswer, CallBudget } from '../../billcom/ports';
import {
  bookCalls,
  keptByOthers,
  loadShare,
  lockHour,
  markHourExhausted,
  type HourRow,
} from '../../ledger/billcomBudget';
import type { Database, Transaction } from '../../ledger/database';

/** Calls taken from Postgres at a time, for one company: an idle cycle costs one transaction. */
const blockSize = 20;
const hourMs = 3_600_000;
/** So that the jobs of all companies do not come back in the same second; up to this, or a tenth of the wait. */
const jitterMs = 60_000;

interface Block {
  left: number;
  /** By this process's clock. */
  readonly endsAtMs: number;
}

export interface BudgetOptions {
  /** Calls per hour that are shared out; default Bill.com's limit less what is kept back (fairShare.ts). */
  readonly limit?: number;
  /** Replaces the clocks, for tests. */
  readonly now?: () => Date;
}

export interface ShareKey {
  /** A hash of the developer key. */
  readonly developerKey: string;
  readonly companyId: string;
}

/** The budgets of this process's companies, shared with all other processes through Postgres by the rule of `fairShare.ts`. */
export function sharedBudgets(
  database: Database,
  { limit = callsShared, now }: BudgetOptions = {},
): (key: ShareKey) => CallBudget {
  const blocks = new Map<string, Block>();
  const turns = new Map<string, Promise<unknown>>();
  const clockMs = (): number => now?.().getTime() ?? Date.now();

  async function takeBlock(key: ShareKey, needed: number): Promise<Block | Refused> {
    const { hour, result } = await database.asSystem(async (tx) => {
      const row = await lockHour(tx, key.developerKey, now?.());
      return { hour: row, result: await divide(tx, key, row, { limit, needed }) };
    });
    if ('granted' in result) return result;
    return { left: result.calls, endsAtMs: clockMs() + hourMs - hour.elapsedMs };
  }

  return (key) => {
    const name = `${key.developerKey} ${key.companyId}`;
    /** One after the other, so that two calls at once do not take two blocks. */
    const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
      const turn = (turns.get(name) ?? Promise.resolve()).then(work, work);
      turns.set(name, turn);
      return turn;
    };
    return {
      take: (calls) =>
        inTurn(async (): Promise<BudgetAnswer> => {
          let block = blocks.get(name);
          if (!block || block.left < calls || block.endsAtMs <= clockMs()) {
            const taken = await takeBlock(key, calls);
            if ('granted' in taken) return taken;
            blocks.set(name, (block = taken));
          }
          block.left -= calls;
          return { granted: true };
        }),
      exhausted: async () => {
        for (const other of blocks.keys()) if (other.startsWith(key.developerKey)) blocks.delete(other);
        await database.asSystem((tx) => markHourExhausted(tx, key.developerKey, now?.()));
      },
    };
  };
}

type Refused = Extract<BudgetAnswer, { granted: false }>;

async function divide(
  tx: Transaction,
  { developerKey, companyId }: ShareKey,
  { hour, elapsedMs, taken, exhausted }: HourRow,
  { limit, needed }: { limit: number; needed: number },
): Promise<{ calls: number } | Refused> {
  const untilNextHour = hourMs - elapsedMs;
  if (exhausted)
    return {
      granted: false,
      because: 'hour',
      retryAfterMs: Math.ceil(untilNextHour + Math.random() * jitterMs),
    };
  const { companies, kept } = await loadShare(tx, developerKey, companyId, hour);
  const reserve = Math.round((limit * callsForNewcomers) / callsShared);
  const now: KeyHour = { limit, reserve, companies, taken, elapsed: elapsedMs / hourMs };
  const othersKeep =
    companies === 1 ? 0 : await keptByOthers(tx, developerKey, companyId, hour, keptAtMost(now));
  const share = fairShare(now, { kept, othersKeep, wanted: Math.max(blockSize, needed), needed });
  await bookCalls(tx, developerKey, companyId, hour, share);
  if (share.granted > 0) return { calls: share.granted };
  const retryAfterMs = 'retryAfterMs' in share ? share.retryAfterMs : untilNextHour;
  return {
    granted: false,
    because: 'share',
    retryAfterMs: Math.ceil(retryAfterMs + Math.random() * Math.min(jitterMs, retryAfterMs / 10)),
  };
}

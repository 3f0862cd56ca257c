import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { slotsTaken } from '../../billcom/errorCodes';
import { BillcomError } from '../../billcom/errors';
import { memoryCallSlots } from '../../billcom/memory';
import type { CallSlots } from '../../billcom/ports';
import { giveSlotBack, renewSlots, takeSlot, type SlotKey } from '../../ledger/billcomSlots';
import type { Database } from '../../ledger/database';
import type { ActivityLog } from '../deps';

/** Bill.com allows 3 at once per developer key and organization; the third is left to people's tools (billcom.md §2). */
const slots = 2;
const firstLookMs = 20;
const longestLookMs = 500;

export interface LeaseTimes {
  /** How long after its last renewal the slot of a dead process is free again. */
  readonly leaseMs: number;
  /** Longest wait for a slot; after that the job comes back later instead of holding a worker's place. */
  readonly patienceMs: number;
  /** When a job that waited in vain comes back. */
  readonly comeBackMs: number;
}
const usualTimes: LeaseTimes = { leaseMs: 12_000, patienceMs: 30_000, comeBackMs: 5_000 };

/**
 * At most two calls at once per organization, whichever processes make them. A call holds a slot by a lease in Postgres:
 *
 *     free ── takeSlot ──▶ held, until now + 12 s ── giveSlotBack ──▶ free
 *                            │  ▲
 *                            │  └── renewed every 4 s, all leases of the process in one statement
 *                            └──── the process dies, or loses Postgres: free when the lease runs out
 *
 * A process that is cut off while its call still runs may thus be a third for a moment, which Bill.com allows. Within
 * the process calls queue in order; between processes they look again after 20 to 500 ms.
 */
export function callLeases(
  database: Database,
  log: Pick<ActivityLog, 'warn'>,
  { leaseMs, patienceMs, comeBackMs }: LeaseTimes = usualTimes,
): (key: SlotKey) => CallSlots {
  const queues = new Map<string, CallSlots>();
  const held = new Set<string>();
  let renewing: NodeJS.Timeout | undefined;

  const renew = (): void => {
    renewSlots(database, [...held], leaseMs).catch((error: unknown) =>
      log.warn({ err: error }, 'the leases of Bill.com calls were not renewed'),
    );
  };
  const hold = (holder: string): void => {
    held.add(holder);
    renewing ??= setInterval(renew, leaseMs / 3).unref();
  };
  const letGo = (holder: string): void => {
    held.delete(holder);
    if (held.size > 0) return;
    clearInterval(renewing);
    renewing = undefined;
  };

  async function untilTaken(key: SlotKey): Promise<string> {
    const holder = randomUUID();
    const until = Date.now() + patienceMs;
    for (let lookMs = firstLookMs; ; lookMs = Math.min(lookMs * 2, longestLookMs)) {
      if (await takeSlot(database, key, { slots, holder, forMs: leaseMs })) return holder;
      if (Date.now() > until) {
        throw new BillcomError({
          ...slotsTaken,
          class: slotsTaken.reaction,
          isOwnLimit: true,
          retryAfterMs: comeBackMs,
        });
      }
      await wait(lookMs * (0.5 + Math.random()));
    }
  }

  return (key) => {
    const name = `${key.developerKey} ${key.organization}`;
    const queue = queues.get(name) ?? memoryCallSlots(slots);
    queues.set(name, queue);
    return {
      acquire: async () => {
        const leaveQueue = await queue.acquire();
        const holder = await untilTaken(key).catch((error: unknown) => {
          leaveQueue();
          throw error;
        });
        hold(holder);
        return () => {
          if (!held.has(holder)) return;
          letGo(holder);
          giveSlotBack(database, key, holder)
            .catch((error: unknown) => log.warn({ err: error }, 'a Bill.com call’s slot runs out by itself'))
            .finally(leaveQueue);
        };
      },
    };
  };
}

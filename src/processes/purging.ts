import { setTimeout as sleep } from 'node:timers/promises';
import { purgeBillcomCalls } from '../ledger/billcomCalls';
import { purgeCompanyDrafts } from '../ledger/companyDrafts';
import type { Database, Transaction } from '../ledger/database';
import { purgeLinks } from '../ledger/invitations';
import { purgeSentSignals } from '../ledger/outbox';
import { purgePolls } from '../ledger/polls';
import { purgeUserSessions } from '../ledger/userSessions';
import { purgeExchangeBodies } from '../quickbooks/exchange/purge';

export interface Purging {
  readonly database: Database;
  readonly everyMs: number;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly log: { warn(details: object, message: string): void };
}

const purges = [
  purgeExchangeBodies,
  purgeBillcomCalls,
  purgeSentSignals,
  purgeUserSessions,
  purgePolls,
  purgeCompanyDrafts,
  purgeLinks,
];

/**
 * Drops what is kept for a time only (design §9), now and again and again until `signal` aborts. Never throws. May run
 * in many processes: what one has dropped another does not find.
 */
export async function keepPurging({ database, everyMs, signal, log }: Purging): Promise<void> {
  while (!signal.aborted) {
    for (const purge of purges) {
      await toTheEnd(database, purge, signal).catch((error: unknown) =>
        log.warn({ err: error }, 'what is kept for a time only was not dropped'),
      );
    }
    await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** In portions, each its own short transaction. */
async function toTheEnd(
  database: Database,
  purge: (tx: Transaction) => Promise<number>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted && (await database.asSystem((tx) => purge(tx))) > 0);
}

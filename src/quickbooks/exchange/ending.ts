import type { Transaction } from '../../ledger/database';
import { mailboxBell, ringSql } from '../../ledger/doorbell';
import { enqueueSignal } from '../../ledger/outbox';
import type { ExchangeKind, Verdict } from './states';

export interface Ending {
  readonly companyId: string;
  readonly sessionId: string;
  /** Why, for the log and the status screen. */
  readonly reason: string;
  /** What getLastError tells the person at the PC; what was said before stays. */
  readonly lastError?: string;
  readonly at?: Date | undefined;
}

/**
 * The one way a session ends: it is closed, what it had queued is withdrawn, what it had sent is lost
 * (a write is in doubt). The mailbox rings, so that a waiting job learns of it.
 * @returns false when it was closed already.
 */
export async function endSession(tx: Transaction, ending: Ending): Promise<boolean> {
  return (await close(tx, ending)) !== undefined;
}

/** As `endSession`; the workflow is told when the session ended before the worker called its lane empty. */
export async function endSessionAndTell(tx: Transaction, ending: Ending): Promise<boolean> {
  const closed = await close(tx, ending);
  if (closed && closed.verdict !== 'empty') {
    await enqueueSignal(tx, ending.companyId, 'sessionClosed', { sessionId: ending.sessionId });
  }
  return closed !== undefined;
}

async function close(tx: Transaction, ending: Ending): Promise<{ verdict: Verdict | null } | undefined> {
  const closed = await markSessionClosed(tx, ending);
  if (!closed) return undefined;
  await loseSent(tx, ending.companyId, ending.sessionId, ending.reason);
  await withdrawQueuedOf(tx, ending.companyId, ending.sessionId);
  await tx.query(ringSql, [mailboxBell(ending.companyId)]);
  return closed;
}

/** open or closing → closed. @returns undefined when it was closed already. */
export async function markSessionClosed(
  tx: Transaction,
  ending: Ending,
): Promise<{ verdict: Verdict | null } | undefined> {
  const { rows } = await tx.query<{ verdict: Verdict | null }>(
    `update web_connector_session
        set state = 'closed', closed_at = coalesce($5, now()), last_error = coalesce($4, last_error),
            close_reason = case state when 'closing' then coalesce(close_reason, $3) else $3 end
      where company_id = $1 and id = $2 and state <> 'closed'
      returning verdict`,
    [ending.companyId, ending.sessionId, ending.reason, ending.lastError ?? null, ending.at ?? null],
  );
  return rows[0];
}

export interface LostExchange {
  readonly id: string;
  readonly key: string;
  readonly kind: ExchangeKind;
}

/** The answer to what this session has out will not come: a write is in doubt, the rest is withdrawn. */
export async function loseSent(
  tx: Transaction,
  companyId: string,
  sessionId: string,
  because: string,
): Promise<LostExchange | undefined> {
  const { rows } = await tx.query<LostExchange>(
    `with lost as (
       update exchange set state = case kind when 'write' then 'inDoubt' else 'withdrawn' end, message = $3
        where company_id = $1 and session_id = $2 and state = 'sent'
        returning id, key, kind),
     unknown as (
       update operation set state = 'unknown'
        where company_id = $1 and state = 'sent' and exchange_key in (select key from lost where kind = 'write'))
     select id, key, kind from lost`,
    [companyId, sessionId, because],
  );
  return rows[0];
}

/** What a session has not handed out goes back; its operations are planned and free again. */
export async function withdrawQueuedOf(
  tx: Transaction,
  companyId: string,
  sessionId: string,
): Promise<number> {
  const { rows } = await tx.query<{ withdrawn: number }>(
    `with withdrawn as (
       update exchange set state = 'withdrawn'
        where company_id = $1 and session_id = $2 and state = 'queued'
        returning key),
     freed as (
       update operation set exchange_key = null
        where company_id = $1 and state = 'planned' and exchange_key in (select key from withdrawn))
     select count(*)::int as withdrawn from withdrawn`,
    [companyId, sessionId],
  );
  return rows[0]?.withdrawn ?? 0;
}

import type { Transaction } from '../../ledger/database';
import { mailboxBell, ringSql } from '../../ledger/doorbell';
import { endSession, withdrawQueuedOf } from './ending';
import type { SilenceLimits } from './limits';
import { silenceLimits } from './limits';
import { markClosing } from './sessionRows';
import type { SessionState, Verdict } from './states';

/** What a worker needs to know of the session it works in. */
export interface SessionStanding {
  readonly state: SessionState;
  readonly cycle: number;
  readonly openedAt: Date;
  readonly lastCallAt: Date;
  /** How long the Web Connector has not called, by Postgres' clock. */
  readonly silentForMs: number;
  /** Since when an exchange is with QuickBooks; null when none is. */
  readonly sentSince: Date | null;
  readonly sentForMs: number | null;
  /** When the company guard let it through; nothing is handed out before. */
  readonly guardedAt: Date | null;
  readonly verdict: Verdict | null;
  readonly qbxmlVersion: string | null;
  /** The HostAnswer of this session. */
  readonly host: unknown;
  readonly roundTrips: number;
  readonly closeReason: string | null;
  readonly lastError: string | null;
}

/** @returns undefined for a session that this company does not have. */
export async function sessionState(
  tx: Transaction,
  companyId: string,
  sessionId: string,
  at?: Date,
): Promise<SessionStanding | undefined> {
  const { rows } = await tx.query<SessionStanding>(
    `select session.state, session.cycle, session.opened_at as "openedAt", session.last_call_at as "lastCallAt",
            (extract(epoch from coalesce($3, now()) - session.last_call_at) * 1000)::float8 as "silentForMs",
            sent.sent_at as "sentSince",
            (extract(epoch from coalesce($3, now()) - sent.sent_at) * 1000)::float8 as "sentForMs",
            session.guarded_at as "guardedAt", session.verdict, session.qbxml_version as "qbxmlVersion", session.host,
            session.round_trips as "roundTrips", session.close_reason as "closeReason",
            session.last_error as "lastError"
       from web_connector_session session
       left join exchange sent
              on sent.company_id = session.company_id and sent.session_id = session.id and sent.state = 'sent'
      where session.company_id = $1 and session.id = $2`,
    [companyId, sessionId, at ?? null],
  );
  return rows[0];
}

/**
 * Whether a session must be given up: silence counts only while the Web Connector owes us a call, which it does
 * not while QuickBooks opens its file or works on a set (design §4.9).
 */
export function isSilent(session: SessionStanding, limits: SilenceLimits = silenceLimits): boolean {
  if (session.state === 'closed') return false;
  if (session.sentForMs !== null) return session.sentForMs > limits.sentMs;
  return session.silentForMs > (session.guardedAt ? limits.owedMs : limits.openingMs);
}

/**
 * The worker's word on what it has just settled: `more` lets the next request wait, `empty` ends the session.
 * `empty` is final: the session takes nothing more.
 * @returns false when the session does not listen any more.
 */
export async function giveVerdict(
  tx: Transaction,
  companyId: string,
  sessionId: string,
  verdict: Verdict,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update web_connector_session set verdict = $3
      where company_id = $1 and id = $2 and state = 'open' and (verdict is distinct from 'empty' or $3 = 'empty')`,
    [companyId, sessionId, verdict],
  );
  await tx.query(ringSql, [mailboxBell(companyId)]);
  return rowCount === 1;
}

/** The cycle is over and nobody works for its session any more, whatever happened to the job that would have said so. */
export async function giveLastVerdict(tx: Transaction, companyId: string, cycle: number): Promise<void> {
  await tx.query(
    `update web_connector_session set verdict = 'empty'
      where company_id = $1 and cycle = $2 and state = 'open' and verdict is distinct from 'empty'`,
    [companyId, cycle],
  );
  await tx.query(ringSql, [mailboxBell(companyId)]);
}

/**
 * A guard of the worker stops the company: the session takes nothing more, and the Web Connector shows the sentence.
 */
export async function stopSession(
  tx: Transaction,
  companyId: string,
  sessionId: string,
  sentence: string,
): Promise<void> {
  await markClosing(
    tx,
    { companyId, sessionId },
    { reason: 'a guard has stopped the company', lastError: sentence },
  );
  await withdrawQueuedOf(tx, companyId, sessionId);
  await tx.query(ringSql, [mailboxBell(companyId)]);
}

/**
 * Gives a session up from the worker's side, e.g. for silence: what is queued is withdrawn, a write that is out
 * is in doubt, the ticket is worth nothing any more.
 * @returns false when it was closed already.
 */
export function closeSession(
  tx: Transaction,
  companyId: string,
  sessionId: string,
  reason: string,
): Promise<boolean> {
  return endSession(tx, { companyId, sessionId, reason });
}

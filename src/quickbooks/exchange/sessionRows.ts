import type { Transaction } from '../../ledger/database';
import { readSettings } from '../../ledger/settings';
import { blockingGuards } from '../../reconcile/guards/catalogue';
import type { HostAnswer, QbxmlVersion } from '../qbxml/types';
import type { SessionState, Verdict } from './states';

/** A session found by its ticket, before its company is known. */
export interface TicketSession {
  readonly sessionId: string;
  readonly companyId: string;
  readonly state: SessionState;
  readonly guarded: boolean;
  readonly expired: boolean;
  readonly lastError: string | null;
}

/** As the system: the ticket is what tells the company. */
export async function sessionOfTicket(
  tx: Transaction,
  ticketHash: Buffer,
  expiry: { readonly idleMs: number; readonly absoluteMs: number },
  at: Date | null,
): Promise<TicketSession | undefined> {
  const { rows } = await tx.query<TicketSession>(
    `select id as "sessionId", company_id as "companyId", state, guarded_at is not null as guarded,
            coalesce($4, now()) - last_call_at > make_interval(secs => $2::float8 / 1000)
              or coalesce($4, now()) - opened_at > make_interval(secs => $3::float8 / 1000) as expired,
            last_error as "lastError"
       from web_connector_session where ticket_hash = $1`,
    [ticketHash, expiry.idleMs, expiry.absoluteMs, at],
  );
  return rows[0];
}

/** A session as it stands while a gateway holds its row. */
export interface HeldSession {
  readonly sessionId: string;
  readonly companyId: string;
  readonly cycle: number;
  readonly state: SessionState;
  readonly verdict: Verdict | null;
  readonly guarded: boolean;
  readonly qbxmlVersion: string | null;
  readonly lastError: string | null;
  readonly connectionErrors: number;
  readonly roundTrips: number;
  readonly openForMs: number;
  readonly idleForMs: number | null;
  /** Of its company: */
  readonly isPaused: boolean;
  /** The guard's sentence during which nothing is written. */
  readonly blockedBecause: string | null;
  /** Any guard's sentence. */
  readonly stoppedBecause: string | null;
  /** How long one of its sessions may work. */
  readonly budgetMs: number;
  readonly companyFile: string | null;
  readonly lastWriteSetId: string | null;
}

const minuteMs = 60_000;

/** Locks the session until the end of the transaction and notes that the Web Connector called. */
export async function holdSession(
  tx: Transaction,
  companyId: string,
  sessionId: string,
  at: Date | null,
): Promise<HeldSession> {
  const { rows } = await tx.query<Omit<HeldSession, 'budgetMs'> & { settings: unknown }>(
    `update web_connector_session session set last_call_at = coalesce($3, now())
       from company
      where company.id = session.company_id and session.company_id = $1 and session.id = $2
     returning session.id as "sessionId", session.company_id as "companyId", session.cycle, session.state,
            session.verdict, session.guarded_at is not null as guarded, session.qbxml_version as "qbxmlVersion",
            session.last_error as "lastError", session.connection_errors as "connectionErrors",
            session.round_trips as "roundTrips",
            (extract(epoch from coalesce($3, now()) - session.opened_at) * 1000)::float8 as "openForMs",
            (extract(epoch from coalesce($3, now()) - session.idle_since) * 1000)::float8 as "idleForMs",
            company.paused_at is not null as "isPaused", company.company_file as "companyFile", company.settings,
            company.last_write_set_id as "lastWriteSetId",
            (select because from company_stop where company_id = $1 and guard = any($4)
              order by since, guard limit 1) as "blockedBecause",
            (select because from company_stop where company_id = $1 order by since, guard limit 1) as "stoppedBecause"`,
    [companyId, sessionId, at, blockingGuards],
  );
  const [row] = rows;
  if (!row) throw new Error(`the session ${sessionId} has disappeared`);
  const { settings, ...session } = row;
  return { ...session, budgetMs: readSettings(settings).sessionMinutes * minuteMs };
}

export async function insertSession(
  tx: Transaction,
  session: { companyId: string; ticketHash: Buffer; cycle: number; at: Date | null },
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into web_connector_session (company_id, ticket_hash, cycle, opened_at, last_call_at)
     values ($1, $2, $3, coalesce($4, now()), coalesce($4, now())) returning id`,
    [session.companyId, session.ticketHash, session.cycle, session.at],
  );
  const [row] = rows;
  if (!row) throw new Error('a session was not inserted');
  return row.id;
}

/** The session that is not closed, if there is one. */
export async function unclosedSession(
  tx: Transaction,
  companyId: string,
): Promise<{ sessionId: string; verdict: Verdict | null } | undefined> {
  const { rows } = await tx.query<{ sessionId: string; verdict: Verdict | null }>(
    `select id as "sessionId", verdict from web_connector_session where company_id = $1 and state <> 'closed' for update`,
    [companyId],
  );
  return rows[0];
}

/** Something was handed out: an answer is owed now. */
export async function expectAnswer(tx: Transaction, session: HeldSession): Promise<void> {
  await tx.query(
    `update web_connector_session set expects = 'receiveResponseXML', idle_since = null
      where company_id = $1 and id = $2`,
    [session.companyId, session.sessionId],
  );
}

/** An answer was taken in: the worker's word on it is still to come. */
export async function expectRequest(tx: Transaction, session: HeldSession): Promise<void> {
  await tx.query(
    `update web_connector_session
        set expects = 'sendRequestXML', idle_since = null, round_trips = round_trips + 1,
            verdict = nullif(verdict, 'more')
      where company_id = $1 and id = $2`,
    [session.companyId, session.sessionId],
  );
}

/** open → closing: nothing is handed out any more. */
export async function markClosing(
  tx: Transaction,
  session: { readonly companyId: string; readonly sessionId: string },
  because: { readonly reason: string; readonly lastError?: string },
): Promise<void> {
  await tx.query(
    `update web_connector_session
        set state = 'closing', expects = 'closeConnection', close_reason = $3, last_error = coalesce($4, last_error)
      where company_id = $1 and id = $2 and state = 'open'`,
    [session.companyId, session.sessionId, because.reason, because.lastError ?? null],
  );
}

/** The first NoOp since the last exchange starts the minute after which an idle session ends. */
export async function noteIdle(
  tx: Transaction,
  companyId: string,
  sessionId: string,
  at: Date | null,
): Promise<void> {
  await tx.query(
    `update web_connector_session set idle_since = coalesce(idle_since, $3, now())
      where company_id = $1 and id = $2 and state = 'open'`,
    [companyId, sessionId, at],
  );
}

/** What getLastError tells. */
export async function tellLastError(
  tx: Transaction,
  companyId: string,
  sessionId: string,
  sentence: string,
): Promise<void> {
  await tx.query('update web_connector_session set last_error = $3 where company_id = $1 and id = $2', [
    companyId,
    sessionId,
    sentence,
  ]);
}

export async function countConnectionError(tx: Transaction, session: HeldSession): Promise<void> {
  await tx.query(
    'update web_connector_session set connection_errors = connection_errors + 1 where company_id = $1 and id = $2',
    [session.companyId, session.sessionId],
  );
}

/** The company guard let the session through: from now on requests are handed out, in this version. */
export async function letSessionThrough(
  tx: Transaction,
  companyId: string,
  sessionId: string,
  host: {
    readonly answer: HostAnswer;
    readonly version: QbxmlVersion;
    readonly companyFile: string;
    readonly at: Date | null;
  },
): Promise<void> {
  await tx.query(
    `update web_connector_session
        set guarded_at = coalesce($6, now()), host = $3, qbxml_version = $4, company_file = nullif($5, '')
      where company_id = $1 and id = $2 and state <> 'closed'`,
    [companyId, sessionId, host.answer, host.version, host.companyFile, host.at],
  );
}

/** What QuickBooks said of itself when the guard refused it: people are asked whether that was right. */
export async function noteHost(
  tx: Transaction,
  companyId: string,
  sessionId: string,
  host: HostAnswer,
): Promise<void> {
  await tx.query('update web_connector_session set host = $3 where company_id = $1 and id = $2', [
    companyId,
    sessionId,
    host,
  ]);
}

import type { Book, EntityName } from '../entities/definition';
import type { HoldCause } from '../reconcile/holds';
import type { WriteAction } from '../reconcile/plan';
import { cycleColumns, type Cycle } from './cycles';
import type { Transaction } from './database';

/** Cycles that are over or at work, as people look back on them. */

/** A page of cycles, the latest first. @param before only those with a smaller number */
export async function cyclesBefore(
  tx: Transaction,
  companyId: string,
  before: number | null,
  limit: number,
): Promise<Cycle[]> {
  const { rows } = await tx.query<Cycle>(
    `select ${cycleColumns} from cycle where company_id = $1 and ($2::int is null or number < $2)
     order by number desc limit $3`,
    [companyId, before, limit],
  );
  return rows;
}

/** The number before which the page of later cycles begins; null where that is the newest page. */
export async function laterThan(
  tx: Transaction,
  companyId: string,
  number: number,
  limit: number,
): Promise<number | null> {
  const { rows } = await tx.query<{ number: number }>(
    `select number from cycle where company_id = $1 and number > $2 order by number limit 1 offset $3`,
    [companyId, number, limit],
  );
  return rows[0]?.number ?? null;
}

/** A session of a cycle: from when the Web Connector was let in until its last call. */
export interface SessionSpan {
  readonly id: string;
  readonly openedAt: Date;
  /** Null while it is open. */
  readonly closedAt: Date | null;
  readonly roundTrips: number;
  readonly closeReason: string | null;
}

export async function sessionsOf(tx: Transaction, companyId: string, cycle: number): Promise<SessionSpan[]> {
  const { rows } = await tx.query<SessionSpan>(
    `select id, opened_at as "openedAt", case when state = 'closed' then coalesce(closed_at, last_call_at) end as "closedAt",
       round_trips as "roundTrips", close_reason as "closeReason"
     from web_connector_session where company_id = $1 and cycle = $2 order by opened_at`,
    [companyId, cycle],
  );
  return rows;
}

/** An exchange of a cycle that left us. */
export interface ExchangeSpan {
  readonly sessionId: string | null;
  readonly step: string;
  readonly kind: 'read' | 'write' | 'check' | 'closing';
  readonly requests: number;
  readonly queuedAt: Date;
  readonly sentAt: Date;
  /** Null while QuickBooks has it, or where its answer never came. */
  readonly answeredAt: Date | null;
}

/** So many exchanges are drawn; the first sync of a very large company has more, and says so. */
export const exchangesAtMost = 5_000;

export async function exchangesOf(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<ExchangeSpan[]> {
  const { rows } = await tx.query<ExchangeSpan>(`${spans} order by sent_at limit $3`, [
    companyId,
    cycle,
    exchangesAtMost,
  ]);
  return rows;
}

/** The newest exchanges of a cycle, in the order of time. */
export async function latestExchanges(
  tx: Transaction,
  companyId: string,
  cycle: number,
  limit: number,
): Promise<ExchangeSpan[]> {
  const { rows } = await tx.query<ExchangeSpan>(`${spans} order by sent_at desc limit $3`, [
    companyId,
    cycle,
    limit,
  ]);
  return rows.reverse();
}

const spans = `select session_id as "sessionId", step, kind, requests, queued_at as "queuedAt", sent_at as "sentAt",
    answered_at as "answeredAt"
  from exchange where company_id = $1 and cycle = $2 and sent_at is not null`;

/** A write of a cycle that a book did not take. */
export interface RefusedWrite {
  readonly id: string;
  readonly entity: EntityName;
  readonly book: Book;
  readonly action: WriteAction;
  readonly record: string;
  readonly statusCode: string | null;
  readonly message: string | null;
}

export async function refusedIn(
  tx: Transaction,
  companyId: string,
  cycle: number,
  entities: readonly EntityName[],
  limit: number,
): Promise<RefusedWrite[]> {
  const { rows } = await tx.query<RefusedWrite>(
    `select o.id, o.entity, o.book, o.action, o.status_code as "statusCode", o.message,
       coalesce(source.fields ->> 'name', o.fields ->> 'name', o.source_id) as record
     from operation o left join record source on source.company_id = $1 and source.entity = o.entity and source.id = o.source_id
       and source.book = case o.book when 'quickbooks' then 'billcom' else 'quickbooks' end
     where o.company_id = $1 and o.cycle = $2 and o.state = 'rejected' and o.entity = any($3)
     order by o.position limit $4`,
    [companyId, cycle, entities, limit],
  );
  return rows;
}

/** What came to be held, by kind of record and cause. */
export interface HeldCell {
  readonly entity: EntityName;
  readonly cause: HoldCause;
  readonly records: number;
  /** Of them those that are held still. */
  readonly open: number;
}

/** Of holds opened from a moment on, until another one if it is given. */
export async function heldSince(
  tx: Transaction,
  companyId: string,
  entities: readonly EntityName[],
  causes: readonly HoldCause[],
  from: Date,
  to: Date | null = null,
): Promise<HeldCell[]> {
  const { rows } = await tx.query<HeldCell>(
    `select entity, cause, count(distinct (book, record_id))::int as records,
       count(distinct (book, record_id)) filter (where released_at is null)::int as open
     from hold where company_id = $1 and opened_at >= $4 and ($5::timestamptz is null or opened_at <= $5)
       and entity = any($2) and cause = any($3)
     group by entity, cause`,
    [companyId, entities, causes, from, to],
  );
  return rows;
}

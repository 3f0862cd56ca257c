import type { Book, EntityName } from '../entities/definition';
import type { HoldCause } from '../reconcile/holds';
import type { GuardName } from '../reconcile/guards/catalogue';
import type { PreviewBecause } from '../reconcile/previewFirst';
import type { Cycle } from './cycles';
import type { Transaction } from './database';
import { isDecided, isProposed } from './heldRecords';

/** How a company stands, as far as its verdict needs it. Amounts are decimal text. */
export interface CompanyFacts {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly acceptedAt: Date | null;
  /** Why it waits for a preview again (reconcile/previewFirst.ts). */
  readonly previewBecause: PreviewBecause | null;
  readonly pausedAt: Date | null;
  readonly pauseReason: string | null;
  readonly pausedUntil: Date | null;
  readonly dueAt: Date;
  readonly lastLoginAt: Date | null;
  readonly refusedLoginAt: Date | null;
  /** The newest call of its Web Connector, in whatever session. */
  readonly lastCallAt: Date | null;
  readonly stops: readonly { readonly guard: GuardName; readonly because: string }[];
  /** Lists that a book does not give, so that their records are left alone in both. */
  readonly closed: readonly { readonly book: Book; readonly entity: EntityName }[];
  /** Held records that wait for a person who has not decided yet, and pairs that may be the same. */
  readonly needs: number;
  /** Records about which somebody decided; the next sync carries it out. */
  readonly decided: number;
  /** Cycles: asked for, at work, and the newest that is over. */
  readonly due: CycleFacts | null;
  readonly running: CycleFacts | null;
  readonly last: CycleFacts | null;
  /** The newest that is over and was no preview. */
  readonly lastSync: CycleFacts | null;
  /** The latest tie-outs; receivables only where they are synced. */
  readonly payables: TieOutFacts | null;
  readonly receivables: TieOutFacts | null;
}

export interface CycleFacts extends Pick<Cycle, 'number' | 'mode' | 'state' | 'message' | 'requestedBy'> {
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Writes that the books took, and that they refused; null before it has ended. */
  readonly applied: number | null;
  readonly rejected: number | null;
}

export interface TieOutFacts {
  readonly cycle: number;
  readonly asOf: string;
  readonly takenAt: Date;
  readonly quickbooks: string;
  readonly billcom: string;
  readonly difference: string;
  readonly agrees: boolean;
  readonly problem: string | null;
}

/** A company, and the entities that the asking person's plan hides. */
export interface FactsOf {
  readonly id: string;
  readonly hidden: readonly EntityName[];
}

/**
 * How companies stand. In a transaction of one company it is the only one that is seen; in a system transaction the ids
 * come from memberships.
 * @param needing the causes that wait for a person
 */
export async function companyFacts(
  tx: Transaction,
  companies: readonly FactsOf[],
  needing: readonly HoldCause[],
): Promise<CompanyFacts[]> {
  const { rows } = await tx.query<CompanyFacts>(
    `select company.id, company.name, zone, accepted_at as "acceptedAt",
       preview_because as "previewBecause", paused_at as "pausedAt",
       pause_reason as "pauseReason", paused_until as "pausedUntil", due_at as "dueAt", last_login_at as "lastLoginAt",
       refused_login_at as "refusedLoginAt", session.last_call_at as "lastCallAt",
       (select coalesce(jsonb_agg(jsonb_build_object('guard', guard, 'because', because) order by since, guard), '[]')
          from company_stop where company_id = company.id) as stops,
       (select coalesce(jsonb_agg(jsonb_build_object('book', book, 'entity', entity) order by since, book, entity), '[]')
          from closed_list where company_id = company.id and entity <> all(asked.hidden)) as closed,
       held.count + proposed.count as needs, decided.count as decided, due.cycle as due, running.cycle as running, last.cycle as last,
       "lastSync".cycle as "lastSync", payables.tie as payables, receivables.tie as receivables
     from jsonb_to_recordset($1::jsonb) as asked(id uuid, hidden text[])
     join company on company.id = asked.id
     left join lateral (select last_call_at from web_connector_session where company_id = company.id
                        order by opened_at desc limit 1) session on true
     join lateral (
       select count(distinct (entity, book, record_id, cause))::int as count from hold
       where company_id = company.id and released_at is null and cause = any($2) and entity <> all(asked.hidden)
         and not ${isProposed} and not ${isDecided}
     ) held on true
     join lateral (select count(*)::int as count from proposal
                   where company_id = company.id and closed_at is null and entity <> all(asked.hidden)) proposed on true
     join lateral (select count(distinct (entity, book, record_id))::int as count from decision
                   where company_id = company.id and state = 'open' and entity <> all(asked.hidden)) decided on true
     left join lateral (select ${cycleColumns} as cycle from cycle
                        where company_id = company.id and state = 'due') due on true
     left join lateral (select ${cycleColumns} as cycle from cycle
                        where company_id = company.id and state = 'running') running on true
     left join lateral (select ${cycleColumns} as cycle from cycle
                        where company_id = company.id and state not in ('due', 'running')
                        order by number desc limit 1) last on true
     left join lateral (select ${cycleColumns} as cycle from cycle
                        where company_id = company.id and mode = 'sync' and state not in ('due', 'running')
                        order by number desc limit 1) "lastSync" on true
     left join lateral (
       select ${tieOutColumns} as tie from tie_out
       where company_id = company.id and ledger = 'ap' and taken_at is not null
       order by taken_at desc limit 1) payables on true
     left join lateral (
       select ${tieOutColumns} as tie from tie_out
       where company_id = company.id and ledger = 'ar' and taken_at is not null
         and company.settings ->> 'receivables' is distinct from 'off'
       order by taken_at desc limit 1) receivables on true
     order by company.name`,
    [JSON.stringify(companies), needing],
  );
  return rows.map(withDates);
}

const cycleColumns = `jsonb_build_object('number', number, 'mode', mode, 'state', state, 'message', message,
  'requestedBy', requested_by, 'startedAt', started_at, 'endedAt', ended_at,
  'applied', counts -> 'applied', 'rejected', counts -> 'rejected')`;

const tieOutColumns = `jsonb_build_object('cycle', cycle, 'asOf', as_of, 'takenAt', taken_at,
  'quickbooks', quickbooks::text, 'billcom', billcom::text, 'difference', (quickbooks - billcom)::text,
  'agrees', agrees, 'problem', problem)`;

/** Moments inside of JSON come as text. */
const withDates = (row: CompanyFacts): CompanyFacts => ({
  ...row,
  due: cycleDates(row.due),
  running: cycleDates(row.running),
  last: cycleDates(row.last),
  lastSync: cycleDates(row.lastSync),
  payables: tieOutDates(row.payables),
  receivables: tieOutDates(row.receivables),
});

const tieOutDates = (tie: TieOutFacts | null): TieOutFacts | null =>
  tie && { ...tie, takenAt: new Date(tie.takenAt) };

const cycleDates = (cycle: CycleFacts | null): CycleFacts | null =>
  cycle && { ...cycle, startedAt: dateOf(cycle.startedAt), endedAt: dateOf(cycle.endedAt) };

const dateOf = (at: Date | string | null): Date | null => (at === null ? null : new Date(at));

/** How many pairs of records are linked, without those of hidden entities. */
export async function countLinks(
  tx: Transaction,
  companyId: string,
  hidden: readonly EntityName[],
): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    'select count(*)::int as count from link where company_id = $1 and entity <> all($2)',
    [companyId, hidden],
  );
  return rows[0]?.count ?? 0;
}

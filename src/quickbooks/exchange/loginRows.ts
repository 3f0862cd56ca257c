import type { Transaction } from '../../ledger/database';

export type CycleMode = 'preview' | 'sync';

/** As the system: the user name is what tells the company. */
export async function companyOfUser(
  tx: Transaction,
  userName: string,
): Promise<{ companyId: string; passwordHash: string } | undefined> {
  const { rows } = await tx.query<{ companyId: string; passwordHash: string }>(
    `select id as "companyId", web_connector_password_hash as "passwordHash"
       from company where web_connector_user = $1`,
    [userName],
  );
  return rows[0];
}

/** Notes the login; the row stays locked, so that logins of one company happen one after the other. */
export async function noteLogin(
  tx: Transaction,
  companyId: string,
  at: Date | null,
): Promise<{ companyFile: string | null; isPauseOver: boolean }> {
  const { rows } = await tx.query<{ companyFile: string | null; isPauseOver: boolean }>(
    `update company set last_login_at = coalesce($2, now()) where id = $1
     returning company_file as "companyFile",
       paused_at is not null and coalesce(paused_until <= coalesce($2, now()), false) as "isPauseOver"`,
    [companyId, at],
  );
  const [row] = rows;
  if (!row) throw new Error('the company has disappeared');
  return row;
}

/** Notes that somebody came as this company's Web Connector with a wrong password. */
export async function noteRefusedLogin(tx: Transaction, companyId: string, at: Date | null): Promise<void> {
  await tx.query('update company set refused_login_at = coalesce($2, now()) where id = $1', [companyId, at]);
}

/** Whether and why QuickBooks is wanted now. */
export interface DueWork {
  readonly isPaused: boolean;
  readonly scheduleIsDue: boolean;
  readonly zone: string;
  /** As the setting has them (ledger/quietHours.ts). */
  readonly quietHours: string;
  /** The first preview has been shown and nobody has accepted it yet. */
  readonly waitsForAccept: boolean;
  /** A write whose answer is lost. */
  readonly hasDoubt: boolean;
  /** The running cycle that has work for QuickBooks, else the one that was asked for. */
  readonly cycle: number | null;
  readonly mode: CycleMode | null;
  /** A running cycle that is done with QuickBooks and still works for Bill.com. */
  readonly atBillcom: { readonly cycle: number; readonly mode: CycleMode } | null;
}

export async function dueWork(tx: Transaction, companyId: string, at: Date | null): Promise<DueWork> {
  const { rows } = await tx.query<DueWork>(
    `select company.paused_at is not null as "isPaused",
            company.due_at <= coalesce($2, now()) as "scheduleIsDue",
            company.zone, coalesce(company.settings ->> 'quietHours', 'none') as "quietHours",
            company.accepted_at is null and coalesce(last.state = 'waitingForAccept', false) as "waitsForAccept",
            exists (select from exchange where company_id = company.id and state = 'inDoubt') as "hasDoubt",
            wanted.number as cycle, wanted.mode,
            case when running."isDone" then jsonb_build_object('cycle', running.number, 'mode', running.mode) end
              as "atBillcom"
       from company
       left join lateral (select state from cycle where company_id = company.id order by number desc limit 1) last on true
       left join lateral (select number, mode,
                                 exists (select from web_connector_session session
                                          where session.company_id = cycle.company_id
                                            and session.cycle = cycle.number and session.verdict = 'empty') as "isDone"
                            from cycle where company_id = company.id and state = 'running') running on true
       left join lateral (select number, mode from cycle
                           where company_id = company.id
                             and (state = 'due' or state = 'running' and not running."isDone")
                           order by state = 'running' desc limit 1) wanted on true
      where company.id = $1`,
    [companyId, at],
  );
  const [row] = rows;
  if (!row) throw new Error('the company has disappeared');
  return row;
}

/** The schedule's cycle: a preview until the first one is accepted. */
export async function insertDueCycle(
  tx: Transaction,
  companyId: string,
  at: Date | null,
): Promise<{ cycle: number; mode: CycleMode }> {
  const { rows } = await tx.query<{ cycle: number; mode: CycleMode }>(
    `with counted as (
       update company set next_cycle = next_cycle + 1 where id = $1
       returning id, next_cycle - 1 as number, case when accepted_at is null then 'preview' else 'sync' end as mode)
     insert into cycle (company_id, number, mode, state, requested_by, created_at)
     select id, number, mode, 'due', 'schedule', coalesce($2, now()) from counted
     returning number as cycle, mode`,
    [companyId, at],
  );
  const [row] = rows;
  if (!row) throw new Error('a cycle was not inserted');
  return row;
}

/** The schedule looks at this company again after these minutes; the end of a cycle sets it anew. */
export async function putOff(
  tx: Transaction,
  companyId: string,
  minutes: number,
  at: Date | null,
): Promise<void> {
  await tx.query(
    'update company set due_at = coalesce($3, now()) + make_interval(mins => $2) where id = $1',
    [companyId, minutes, at],
  );
}

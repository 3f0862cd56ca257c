import { blockingGuards, guardsLiftedBy, type GuardName, type Lifted } from '../reconcile/guards/catalogue';
import type { Transaction } from './database';

/** Why a company is stopped: a guard's sentence, until what the guard asks for has happened. */
export interface Stop {
  readonly guard: GuardName;
  readonly because: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly since: Date;
}

/** One guard stops a company; said again, it keeps its age and takes the newest words. */
export async function setStop(
  tx: Transaction,
  companyId: string,
  guard: GuardName,
  because: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await tx.query(
    `insert into company_stop (company_id, guard, because, detail) values ($1, $2, $3, $4)
     on conflict (company_id, guard) do update set because = $3, detail = $4`,
    [companyId, guard, because, detail],
  );
}

/** What ends by this event stops the company no more. @returns which stops that were. */
export async function liftStops(
  tx: Transaction,
  companyId: string,
  event: Lifted,
  except?: GuardName,
): Promise<GuardName[]> {
  const names = guardsLiftedBy(event).filter((name) => name !== except);
  const { rows } = await tx.query<{ guard: GuardName }>(
    'delete from company_stop where company_id = $1 and guard = any($2) returning guard',
    [companyId, names],
  );
  return rows.map((row) => row.guard);
}

/** A person has accepted what a guard stopped for. @returns false when it did not stand. */
export async function liftStop(tx: Transaction, companyId: string, guard: GuardName): Promise<boolean> {
  const { rowCount } = await tx.query('delete from company_stop where company_id = $1 and guard = $2', [
    companyId,
    guard,
  ]);
  return rowCount === 1;
}

export async function stopsOf(tx: Transaction, companyId: string): Promise<Stop[]> {
  const { rows } = await tx.query<Stop>(
    'select guard, because, detail, since from company_stop where company_id = $1 order by since, guard',
    [companyId],
  );
  return rows;
}

/** The oldest stop during which neither book is written, besides a mass change: every plan is judged anew. */
export async function blockingStop(tx: Transaction, companyId: string): Promise<Stop | undefined> {
  return (await stopsOf(tx, companyId)).find(
    (stop) => stop.guard !== 'massChange' && blockingGuards.includes(stop.guard),
  );
}

import type { EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** What is known of reading Bill.com's lists: the reading under way, each list's last one, what filters, the doorbell. */

export interface Reading {
  /** Bill.com's clock when it began, ISO in UTC; null until it was asked. */
  readonly clock: string | null;
  /** The list that is being read whole, and how far it came. */
  readonly entity: EntityName | null;
  readonly place: unknown;
  /** Lists whose last reading belongs to this one and is fresh enough: another attempt leaves them out. */
  readonly done: readonly EntityName[];
  /** The doorbell was rung before it began. */
  readonly isRung: boolean;
}

/** What was read longer ago than this is read again, also where only another attempt of one reading goes on. */
const staysRead = '1 hour';

/** Begins a reading, or goes on with the one of this cycle that was broken off. */
export async function beginReading(tx: Transaction, companyId: string, cycle: number): Promise<Reading> {
  const { rows } = await tx.query<Reading>(
    `insert into billcom_reading as r (company_id, cycle) values ($1, $2)
     on conflict (company_id) do update set cycle = $2, ended_at = null,
       began_at = case when r.ended_at is null and r.cycle = $2 then r.began_at else now() end,
       clock = case when r.ended_at is null and r.cycle = $2 then r.clock end,
       entity = case when r.ended_at is null and r.cycle = $2 then r.entity end,
       place = case when r.ended_at is null and r.cycle = $2 then r.place end
     returning clock, entity, place,
       array(select c.entity from read_cursor c where c.company_id = $1 and c.book = 'billcom'
              and c.read_at > r.began_at and c.read_at > now() - $3::interval) as done,
       coalesce((select billcom_changed_at <= r.began_at from company where id = $1), false) as "isRung"`,
    [companyId, cycle, staysRead],
  );
  return rows[0] as Reading;
}

export async function keepClock(tx: Transaction, companyId: string, clock: string): Promise<void> {
  await tx.query('update billcom_reading set clock = $2 where company_id = $1', [companyId, clock]);
}

/** Where the list that is being read whole goes on. */
export async function keepPlace(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  place: object,
): Promise<void> {
  await tx.query('update billcom_reading set entity = $2, place = $3 where company_id = $1', [
    companyId,
    entity,
    place,
  ]);
}

/** A list was read to its end: whole, which sets its cursor, or by filter, which only moves it forward. */
export async function noteRead(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  read: { readonly isWhole: boolean; readonly cursor: string | null; readonly rows: number },
): Promise<void> {
  await tx.query(
    `insert into read_cursor as c (company_id, book, entity, cursor, complete_at, rows, read_at)
     values ($1, 'billcom', $2, $3, case when $4 then now() end, case when $4 then $5::int end, now())
     on conflict (company_id, book, entity) do update set
       cursor = case when $4 then excluded.cursor else greatest(c.cursor, excluded.cursor) end,
       complete_at = coalesce(excluded.complete_at, c.complete_at), rows = coalesce(excluded.rows, c.rows), read_at = now()`,
    [companyId, entity, read.cursor, read.isWhole, read.rows],
  );
}

/** All lists were read; with the whole of them the doorbell is answered. */
export async function endReading(
  tx: Transaction,
  companyId: string,
  { isRung }: Pick<Reading, 'isRung'>,
): Promise<void> {
  await tx.query(
    `with reading as (update billcom_reading set ended_at = now(), entity = null, place = null where company_id = $1
                      returning began_at)
     update company set billcom_changed_at = null from reading
      where id = $1 and $2 and billcom_changed_at <= reading.began_at`,
    [companyId, isRung],
  );
}

/** Something changed in Bill.com that a filter may hide, or somebody wants to be sure: the next reading is whole. */
export async function ringBillcom(tx: Transaction, companyId: string): Promise<void> {
  await tx.query('update company set billcom_changed_at = now() where id = $1', [companyId]);
}

/** Whether a list of Bill.com filters by updatedTime, as it was tried. */
export interface Probe {
  readonly filters: boolean;
  /** ISO time. */
  readonly at: string;
}

/** By Bill.com's name of the list. */
export async function loadProbes(
  tx: Transaction,
  companyId: string,
): Promise<Readonly<Record<string, Probe>>> {
  const { rows } = await tx.query<{ probes: Record<string, Probe> }>(
    'select billcom_probe as probes from company where id = $1',
    [companyId],
  );
  return rows[0]?.probes ?? {};
}

export async function saveProbe(
  tx: Transaction,
  companyId: string,
  object: string,
  filters: boolean,
): Promise<void> {
  await tx.query(
    `update company set billcom_probe = billcom_probe || jsonb_build_object($2::text,
       jsonb_build_object('filters', $3::boolean, 'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
     where id = $1`,
    [companyId, object, filters],
  );
}

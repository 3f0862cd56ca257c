import type { EntityName } from '../entities/definition';
import type { ListRecords } from '../entities/listsOf';
import type { Transaction } from './database';

/**
 * A sweep compares a whole list of QuickBooks with the mirror, entry by entry, by id and EditSequence.
 *
 *   begun      entries are compared in the order of their last change; `sweptTo` says how far
 *   compared   every entry was shown once; what differs, is new or was not shown is fetched by its id
 *   ended      the rows are gone, and the list's cursor says when it was last read as a whole
 */
export interface Sweep {
  readonly sweptTo: string | null;
  readonly compared: boolean;
  /** How many entries the mirror had when it began. */
  readonly total: number;
  /** How many have been compared. */
  readonly seen: number;
}

/** An entry as QuickBooks shows it in a sweep. */
export interface ShownEntry {
  readonly id: string;
  readonly version: string | null;
}

/** Begins a sweep, or finds the one that an earlier session left. */
export async function beginSweep(
  tx: Transaction,
  companyId: string,
  { name, entity, kind }: ListRecords,
): Promise<Sweep> {
  const { rows } = await tx.query<Sweep>(
    `insert into sweep (company_id, entity, total)
     select $1, $2, count(*) from record
      where company_id = $1 and book = 'quickbooks' and entity = $3 and facts ->> 'kind' is not distinct from $4 and not deleted
     on conflict (company_id, entity) do update set entity = excluded.entity
     returning swept_to as "sweptTo", compared, total,
       (select count(*)::int from sweep_seen where company_id = $1 and entity = $2) as seen`,
    [companyId, name, entity, kind],
  );
  return rows[0] as Sweep;
}

/** Forgets a sweep that was begun, if there is one. */
export async function dropSweep(tx: Transaction, companyId: string, entity: EntityName): Promise<void> {
  await tx.query('delete from sweep where company_id = $1 and entity = $2', [companyId, entity]);
}

/**
 * Takes down entries that QuickBooks showed; those that the mirror has otherwise, or not, are to be fetched.
 * @param fetchesNew false: those that it does not have stay where they are
 */
export async function noteShown(
  tx: Transaction,
  companyId: string,
  { name, entity }: ListRecords,
  shown: readonly ShownEntry[],
  fetchesNew = true,
): Promise<void> {
  await tx.query(
    `insert into sweep_seen as seen (company_id, entity, id, is_open)
     select distinct on (shown.id) $1::uuid, $2, shown.id, record.id is null and ($4 or exists (
         select from record known where known.company_id = $1 and known.book = 'quickbooks' and known.entity = $5 and known.id = shown.id))
       from jsonb_to_recordset($3::jsonb) as shown(id text, version text)
       left join record on record.company_id = $1 and record.book = 'quickbooks' and record.entity = $5
         and record.id = shown.id and record.version = shown.version and not record.deleted
      order by shown.id
     on conflict (company_id, entity, id) do nothing`,
    [companyId, name, JSON.stringify(shown), fetchesNew, entity],
  );
}

/**
 * Where the next part of a sweep begins: after at least so many entries, and after a pause in which nothing was changed,
 * so that the two parts may overlap by the pause without showing anything twice.
 * @param part.from where this part begins; null: at the first change of all
 * @returns null when the rest is one part.
 */
export async function nextSweepPart(
  tx: Transaction,
  companyId: string,
  { entity, kind }: ListRecords,
  part: { from: string | null; entries: number; pauseMinutes: number },
): Promise<string | null> {
  const { rows } = await tx.query<{ at: string }>(
    `select at from (
       select at, lag(at) over (order by at) as before, row_number() over (order by at) as entry
         from (select left(modified, 19) as at from record
                where company_id = $1 and book = 'quickbooks' and entity = $2 and facts ->> 'kind' is not distinct from $6
                  and not deleted and modified ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d') as times
        where $3::text is null or at >= $3) as ordered
      where entry > $4 and at::timestamp - before::timestamp > make_interval(mins => $5)
      order by at limit 1`,
    [companyId, entity, part.from, part.entries, part.pauseMinutes, kind],
  );
  return rows[0]?.at ?? null;
}

/**
 * A part of a sweep is compared, and the next begins at `to`; null: it was the last, and records of the mirror that
 * QuickBooks did not show are to be fetched too.
 */
export async function markSwept(
  tx: Transaction,
  companyId: string,
  { name, entity, kind }: ListRecords,
  to: string | null,
): Promise<void> {
  await tx.query(
    `with not_shown as (
       insert into sweep_seen (company_id, entity, id, is_open)
       select company_id, $2, id, true from record
        where $3::text is null and company_id = $1 and book = 'quickbooks' and entity = $4
          and facts ->> 'kind' is not distinct from $5 and not deleted
       on conflict (company_id, entity, id) do nothing)
     update sweep set swept_to = coalesce($3, swept_to), compared = $3::text is null
      where company_id = $1 and entity = $2`,
    [companyId, name, to, entity, kind],
  );
}

/** After everything was shown: entries that differ, that are new, and records that QuickBooks did not show. */
export async function entriesToFetch(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  limit: number,
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    'select id from sweep_seen where company_id = $1 and entity = $2 and is_open order by id limit $3',
    [companyId, entity, limit],
  );
  return rows.map((row) => row.id);
}

export async function noteFetched(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  ids: readonly string[],
): Promise<void> {
  await tx.query(
    `insert into sweep_seen (company_id, entity, id, is_open) select $1, $2, id, false from unnest($3::text[]) as id
     on conflict (company_id, entity, id) do update set is_open = false`,
    [companyId, entity, ids],
  );
}

/** Ends a sweep. @returns when it began, and how many records the mirror has now. */
export async function endSweep(
  tx: Transaction,
  companyId: string,
  { name, entity, kind }: ListRecords,
): Promise<{ begunAt: Date; rows: number }> {
  const { rows } = await tx.query<{ begunAt: Date; rows: number }>(
    `delete from sweep where company_id = $1 and entity = $2
     returning begun_at as "begunAt", (select count(*)::int from record
       where company_id = $1 and book = 'quickbooks' and entity = $3 and facts ->> 'kind' is not distinct from $4
         and not deleted) as rows`,
    [companyId, name, entity, kind],
  );
  const [ended] = rows;
  if (!ended) throw new Error(`there is no sweep of ${name} to end`);
  return ended;
}

import type { AuditLine } from './auditLog';
import type { EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** The audit log as people look through it: filtered, a page at a time from a line on. */

export interface AuditSearch {
  /** Kinds of records that the asking person does not see. */
  readonly hidden: readonly EntityName[];
  /** A person, a program, or “Tieout”: as it stands in the log. */
  readonly who?: string | undefined;
  /** The first moment, and the first one after. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** `writes` of books, those of them that overwrote an edit of the other book, what `people` did and set, or all. */
  readonly kind?: 'writes' | 'overwrites' | 'people' | undefined;
  /** A part of what was done or of its details, whatever its capitals. */
  readonly what?: string | undefined;
  /** A record's id, or its whole name or number, whatever its capitals. */
  readonly record?: string | undefined;
}

export interface AuditRow extends AuditLine {
  readonly id: string;
  /** The write that it tells of. */
  readonly operationId: string | null;
}

/** $1 the company, $2 hidden entities, then as named. */
const matching = `a.company_id = $1 and (a.entity is null or a.entity <> all($2))
       and ($3::text is null or a.who = $3) and ($4::timestamptz is null or a.at >= $4)
       and ($5::timestamptz is null or a.at < $5)
       and ($6::text is null or (a.operation_id is not null) = ($6 <> 'people'))
       and ($6::text is distinct from 'overwrites' or exists (
         select from operation o where o.company_id = $1 and o.id = a.operation_id and cardinality(o.overwrites) > 0))
       and ($7::text is null or strpos(lower(a.action), lower($7)) > 0 or strpos(lower(a.detail), lower($7)) > 0)
       and ($8::text is null or a.record_id in (
         select $8 union all select id from record where company_id = $1 and lower(coalesce(fields ->> 'name', id)) = lower($8)))`;

const columns = `a.id::text, a.at, a.who, a.action, a.entity, a.book, a.record_id as "recordId", r.fields ->> 'name' as record,
       a.before, a.after, a.detail, a.operation_id as "operationId", null as copy`;

const valuesOf = (companyId: string, search: AuditSearch): unknown[] => [
  companyId,
  search.hidden,
  search.who ?? null,
  search.from ?? null,
  search.to ?? null,
  search.kind ?? null,
  search.what ?? null,
  search.record ?? null,
];

/** The latest first. @param before only lines before this one */
export async function auditPage(
  tx: Transaction,
  companyId: string,
  search: AuditSearch,
  before: string | null,
  limit: number,
): Promise<AuditRow[]> {
  const { rows } = await tx.query<AuditRow>(
    `select ${columns}
     from (select * from audit a where ${matching} and ($9::bigint is null or a.id < $9) order by a.id desc limit $10) a
       left join record r on r.company_id = $1 and r.entity = a.entity and r.book = a.book and r.id = a.record_id
     order by a.id desc`,
    [...valuesOf(companyId, search), before, limit],
  );
  return rows;
}

/**
 * The line before which the page begins that is one later than the one before `line`; null where that is the newest page.
 */
export async function auditLater(
  tx: Transaction,
  companyId: string,
  search: AuditSearch,
  line: string,
  limit: number,
): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `select a.id::text as id from audit a where ${matching} and a.id > $9 order by a.id limit 1 offset $10`,
    [...valuesOf(companyId, search), line, limit],
  );
  return rows[0]?.id ?? null;
}

/** Everybody who did something, “Tieout” too: read from the index by which lines are found by person. */
export async function auditPeople(tx: Transaction, companyId: string): Promise<string[]> {
  const { rows } = await tx.query<{ who: string }>(
    `with recursive people as (
       (select who from audit where company_id = $1 order by who limit 1)
       union all
       select (select who from audit where company_id = $1 and who > people.who order by who limit 1)
       from people where people.who is not null)
     select who from people where who is not null limit 200`,
    [companyId],
  );
  return rows.map(({ who }) => who);
}

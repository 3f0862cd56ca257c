import type { Book, EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** A pair, or a record that is in one book only, in a list of them. */
export interface ListedRecord {
  readonly entity: EntityName;
  /** The book of the record that stands for the pair: QuickBooks, unless only Bill.com has it. */
  readonly book: Book;
  readonly id: string;
  readonly name: string;
  readonly twinId: string | null;
  readonly deleted: boolean;
  readonly active: boolean;
  readonly isHeld: boolean;
}

export interface RecordFilter {
  /** Entities that the asking person does not see. */
  readonly hidden: readonly EntityName[];
  readonly entity?: EntityName | undefined;
  /** The id of a record, or a part of its name or number, whatever its capitals; '' for all that are not deleted. */
  readonly search: string;
  /** Only what is in one book. */
  readonly isAlone?: boolean | undefined;
}

/**
 * $1 the company, $2 hidden entities, $3 the entity or null, $4 what is looked for, $5 only what is alone. A pair is there
 * once, whichever of its records is called so.
 */
const listed = `select r.entity, coalesce(l.quickbooks_id, r.id) as id,
    case when l.id is null then r.book else 'quickbooks' end as book, l.billcom_id as "twinId",
    min(coalesce(r.fields ->> 'name', r.id)) as name, bool_and(r.deleted) as deleted, bool_or(r.active) as active
  from record r
    left join link l on l.company_id = r.company_id and l.entity = r.entity
      and l.id = case r.book
        when 'quickbooks' then (select q.id from link q where q.company_id = r.company_id and q.entity = r.entity and q.quickbooks_id = r.id)
        else (select b.id from link b where b.company_id = r.company_id and b.entity = r.entity and b.billcom_id = r.id) end
  where r.company_id = $1 and r.entity <> all($2) and ($3::text is null or r.entity = $3) and r.merged_into is null
    and case when $4 = '' then not r.deleted and (r.book = 'quickbooks' or l.id is null)
        else r.id = $4 or strpos(lower(r.fields ->> 'name'), lower($4)) > 0 end
    and (not $5 or l.id is null)
  group by r.entity, coalesce(l.quickbooks_id, r.id), case when l.id is null then r.book else 'quickbooks' end, l.billcom_id`;

const values = (companyId: string, { hidden, entity, search, isAlone }: RecordFilter): unknown[] => [
  companyId,
  hidden,
  entity ?? null,
  search,
  isAlone ?? false,
];

/** How many pairs and single records there are. */
export async function countListed(tx: Transaction, companyId: string, filter: RecordFilter): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from (${listed}) found`,
    values(companyId, filter),
  );
  return rows[0]?.count ?? 0;
}

/** A page of them: those called exactly so first, then by name. */
export async function listRecords(
  tx: Transaction,
  companyId: string,
  filter: RecordFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<ListedRecord[]> {
  const { rows } = await tx.query<ListedRecord>(
    `with found as (${listed}
       order by min(lower(r.fields ->> 'name')) is distinct from lower($4), min(lower(r.fields ->> 'name')), r.entity, 2
       limit $6 offset $7)
     select found.*, exists (
       select from hold h where h.company_id = $1 and h.entity = found.entity and h.released_at is null
         and (h.book = found.book and h.record_id = found.id or h.book = 'billcom' and h.record_id = found."twinId")) as "isHeld"
     from found`,
    [...values(companyId, filter), page.limit, page.offset],
  );
  return rows;
}

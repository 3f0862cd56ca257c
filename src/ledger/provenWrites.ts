import type { EntityName } from '../entities/definition';
import type { Transaction } from './database';

export interface MatchedPair {
  readonly entity: EntityName;
  readonly quickbooksId: string;
  readonly billcomId: string;
  /** The ExternalGUID that our own write of the pair to QuickBooks carries. */
  readonly guid: string;
}

/**
 * Audits the writes that matching has proven (design I7): a pair was linked instead of written, and the record is one
 * that we made. Either its ExternalGUID says so, or its create was sent, its outcome was lost and it was taken back.
 * A record whose making is in the audit log already gets no second line.
 */
export async function auditProvenWrites(
  tx: Transaction,
  companyId: string,
  pairs: readonly MatchedPair[],
): Promise<void> {
  if (pairs.length === 0) return;
  await tx.query(
    `with pair as (
       select * from jsonb_to_recordset($2::jsonb)
           as pair(entity text, "quickbooksId" text, "billcomId" text, guid text)),
     side as (
       select entity, 'quickbooks' as book, "quickbooksId" as id, "billcomId" as source, guid from pair
       union all
       select entity, 'billcom', "billcomId", "quickbooksId", null from pair)
     insert into audit (company_id, who, action, entity, book, record_id, operation_id, after, detail)
     select $1, 'Tieout', 'create', side.entity, side.book, side.id, lost.id, coalesce(lost.fields, record.fields),
            'the outcome of the write was lost; ' ||
            case when ours.by_guid then 'its ExternalGUID shows' else 'matching shows' end || ' that it was made'
       from side
       join record on record.company_id = $1 and record.entity = side.entity and record.book = side.book
        and record.id = side.id
      cross join lateral (
            select lower(btrim(record.facts ->> 'externalGuid', '{}')) = side.guid is true as by_guid) ours
       left join lateral (
            select id, fields from operation
             where company_id = $1 and entity = side.entity and book = side.book and source_id = side.source
               and action = 'create' and state = 'withdrawn' and sent_at is not null
             order by position desc limit 1) lost on true
      where (ours.by_guid or lost.id is not null)
        and not exists (
            select from audit done
             where done.company_id = $1 and done.entity = side.entity and done.book = side.book
               and done.record_id = side.id and done.action = 'create')`,
    [companyId, JSON.stringify(pairs)],
  );
}

import type { EntityDefinition, EntityName } from '../entities/definition';
import type { Transaction } from './database';

/**
 * Recognizes merges in QuickBooks, which shows the loser as deleted and does not name the survivor (qbxml.md §6): what
 * referred to the lost record when the books last agreed, and refers to another one now, went to the survivor. Where all
 * of them name the same living record, the lost one was merged into it.
 * @returns the records that were recognized as merged away.
 */
export async function recognizeMerges(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
): Promise<{ entity: EntityName; id: string; into: string }[]> {
  const references = definitions.flatMap(({ name, fields }) =>
    Object.entries(fields).flatMap(([field, { references: to }]) =>
      to === undefined ? [] : [{ entity: name, field, to }],
    ),
  );
  const { rows } = await tx.query<{ entity: EntityName; id: string; into: string }>(
    `with moved as (
       select f."to" as entity, l.quickbooks_base ->> f.field as lost, r.fields ->> f.field as survivor
       from jsonb_to_recordset($2::jsonb) as f(entity text, field text, "to" text)
         join record r on r.company_id = $1 and r.book = 'quickbooks' and r.entity = f.entity and r.changed and not r.deleted
         join link l on l.company_id = $1 and l.entity = r.entity and l.quickbooks_id = r.id
       where l.quickbooks_base ->> f.field <> r.fields ->> f.field
     ), seen as (
       select entity, lost, min(survivor) as survivor from moved group by entity, lost having count(distinct survivor) = 1
     )
     update record as lost set merged_into = seen.survivor
     from seen, record as kept
     where lost.company_id = $1 and lost.book = 'quickbooks' and lost.entity = seen.entity and lost.id = seen.lost
       and lost.deleted and lost.merged_into is null and lost.changed
       and kept.company_id = $1 and kept.book = 'quickbooks' and kept.entity = seen.entity and kept.id = seen.survivor
       and not kept.deleted
     returning lost.entity, lost.id, lost.merged_into as into`,
    [companyId, JSON.stringify(references)],
  );
  return rows;
}

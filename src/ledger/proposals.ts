import type { CanonicalFields, EntityName } from '../entities/definition';
import type { PlannedOperation } from '../reconcile/plan';
import type { ShownOperation } from '../reconcile/sincePreview';
import type { Transaction } from './database';

/** What a preview would write, with the name of the record that it comes from. */
export type ProposedOperation = Omit<PlannedOperation, 'before' | 'phase'> & {
  readonly before: CanonicalFields | null;
};

/** In the order in which they were planned. */
export async function proposalsOf(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<ProposedOperation[]> {
  const { rows } = await tx.query<ProposedOperation>(
    `select o.entity, o.book, o.action, o.record_id as "recordId", o.source_id as "sourceId", o.fields, o.awaits, o.before,
       o.source_base as "sourceBase", o.overwrites,
       coalesce(source.fields ->> 'name', o.fields ->> 'name', o.source_id) as "recordName"
     from operation o left join record source
       on source.company_id = o.company_id and source.entity = o.entity and source.id = o.source_id
         and source.book = case o.book when 'quickbooks' then 'billcom' else 'quickbooks' end
     where o.company_id = $1 and o.cycle = $2 and o.state = 'proposed'
     order by o.position`,
    [companyId, cycle],
  );
  return rows;
}

/**
 * As `proposalsOf`, with no more than what a later plan is compared with.
 * @param entity one; null: those that no plan has come to yet, which are not in `planned`.
 */
export async function shownOperations(
  tx: Transaction,
  companyId: string,
  cycle: number,
  entity: EntityName | null,
  planned: readonly EntityName[] = [],
): Promise<ShownOperation[]> {
  const { rows } = await tx.query<ShownOperation>(
    `select o.entity, o.book, o.action, o.record_id as "recordId", o.source_id as "sourceId", o.fields, o.awaits,
       coalesce(source.fields ->> 'name', o.fields ->> 'name', o.source_id) as "recordName"
     from operation o left join record source
       on source.company_id = o.company_id and source.entity = o.entity and source.id = o.source_id
         and source.book = case o.book when 'quickbooks' then 'billcom' else 'quickbooks' end
     where o.company_id = $1 and o.cycle = $2 and o.state = 'proposed'
       and (o.entity = $3 or $3::text is null and o.entity <> all($4))
     order by o.position`,
    [companyId, cycle, entity, planned],
  );
  return rows;
}

/**
 * proposed → planned, for a sync whose operations of an entity are those that the preview showed, in the same order: their
 * rows are taken over as they are.
 * @param expected how many they are; nothing is taken over when it is another number.
 * @returns whether they were.
 */
export async function takeOverProposed(
  tx: Transaction,
  companyId: string,
  where: { readonly preview: number; readonly entity: EntityName; readonly cycle: number },
  expected: number,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update operation set state = 'planned', cycle = $4, planned_at = now()
     where company_id = $1 and cycle = $2 and entity = $3 and state = 'proposed' and $5 = (
       select count(*) from operation where company_id = $1 and cycle = $2 and entity = $3 and state = 'proposed')`,
    [companyId, where.preview, where.entity, where.cycle, expected],
  );
  return rowCount === expected;
}

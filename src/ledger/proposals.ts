import type { CanonicalFields } from '../entities/definition';
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

/** As `proposalsOf`, with no more than what a later plan is compared with. */
export async function shownOperations(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<ShownOperation[]> {
  const { rows } = await tx.query<ShownOperation>(
    `select o.entity, o.book, o.action, o.record_id as "recordId", o.source_id as "sourceId", o.fields, o.awaits,
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

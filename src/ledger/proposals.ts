import type { Book, CanonicalFields, EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** What a preview would write, with the name of the record that it comes from. */
export interface ProposedOperation {
  readonly entity: EntityName;
  readonly book: Book;
  readonly action: 'create' | 'update';
  readonly recordId: string | null;
  readonly sourceId: string;
  readonly name: string;
  readonly fields: CanonicalFields;
  readonly before: CanonicalFields | null;
}

export async function proposalsOf(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<ProposedOperation[]> {
  const { rows } = await tx.query<ProposedOperation>(
    `select o.entity, o.book, o.action, o.record_id as "recordId", o.source_id as "sourceId", o.fields, o.before,
       coalesce(source.fields ->> 'name', o.fields ->> 'name', o.source_id) as name
     from operation o left join record source
       on source.company_id = o.company_id and source.entity = o.entity and source.book <> o.book and source.id = o.source_id
     where o.company_id = $1 and o.cycle = $2 and o.state = 'proposed'
     order by o.entity, o.book, o.action, name, o.id`,
    [companyId, cycle],
  );
  return rows;
}

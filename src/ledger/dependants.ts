import type { Book, EntityDefinition, EntityName } from '../entities/definition';
import type { Transaction } from './database';
import { referringFields } from './parted';

/** A record of the same book that refers to another one. */
export interface Dependant {
  readonly entity: EntityName;
  readonly id: string;
  readonly name: string;
  /** The record that it refers to. */
  readonly to: string;
  /** It is void or deleted: it means nothing any more, though QuickBooks keeps what is void with its references. */
  readonly isGone: boolean;
}

/** What refers to a record is told up to so many; more than that is no matter of a few clicks. */
export const mostDependants = 50;

/** What in a book refers to these records of one entity, in step order and by id; of each at most `limit`. */
export async function dependantsOf(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
  {
    entity,
    book,
    ids,
  }: { readonly entity: EntityName; readonly book: Book; readonly ids: readonly string[] },
  limit: number,
): Promise<Dependant[]> {
  const { rows } = await tx.query<Dependant>(
    `with field as (select * from jsonb_to_recordset($2::jsonb) as f(entity text, field text, part text)), found as (
       select r.entity, r.id, r.fields ->> 'name' as name, r.deleted or r.merged_into is not null as gone, r.fields ->> f.field as target
       from field f join record r on r.company_id = $1 and r.book = $3 and r.entity = f.entity
       where f.part is null and r.fields ->> f.field = any($4)
       union
       select r.entity, r.id, r.fields ->> 'name', r.deleted or r.merged_into is not null, line ->> f.part
       from field f join record r on r.company_id = $1 and r.book = $3 and r.entity = f.entity,
         lateral jsonb_array_elements(case jsonb_typeof(r.fields -> f.field) when 'array' then r.fields -> f.field else '[]' end) line
       where f.part is not null and line ->> f.part = any($4)),
     told as (select found.*, row_number() over (
       partition by target order by gone, array_position($6::text[], entity), id) as turn from found)
     select entity, id, coalesce(name, id) as name, target as "to", gone as "isGone" from told
     where turn <= $5 order by target, turn`,
    [
      companyId,
      JSON.stringify(referringFields(definitions, entity)),
      book,
      ids,
      limit,
      definitions.map(({ name }) => name),
    ],
  );
  return rows;
}

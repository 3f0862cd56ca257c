import type { Book, EntityDefinition, EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** The ids of a link that ends. */
interface EndedLink {
  readonly quickbooksId: string;
  readonly billcomId: string;
}

/** A field that refers to a list, by itself or in a part of its lines. */
export interface ReferringField {
  readonly entity: EntityName;
  readonly field: string;
  readonly part: string | null;
}

/** All fields that refer to this list. */
export const referringFields = (definitions: readonly EntityDefinition[], to: EntityName): ReferringField[] =>
  definitions.flatMap(({ name: entity, fields }) =>
    Object.entries(fields).flatMap(([field, { references, line = {} }]): ReferringField[] => [
      ...(references === to ? [{ entity, field, part: null }] : []),
      ...Object.entries(line)
        .filter(([, part]) => part.references === to)
        .map(([part]) => ({ entity, field, part })),
    ]),
  );

/**
 * Puts the pairs on the work list that agreed by way of links that end: their references may differ now although nobody
 * edited them.
 * @returns the records that were not on it yet.
 */
export async function wakeDependants(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
  to: EntityName,
  ended: readonly EndedLink[],
): Promise<{ entity: EntityName; book: Book; id: string }[]> {
  if (ended.length === 0) return [];
  const { rows } = await tx.query<{ entity: EntityName; book: Book; id: string }>(
    `with dependant as (
       select l.entity, l.quickbooks_id, l.billcom_id
       from jsonb_to_recordset($2::jsonb) as f(entity text, field text, part text)
         join link l on l.company_id = $1 and l.entity = f.entity,
         jsonb_to_recordset($3::jsonb) as e("quickbooksId" text, "billcomId" text)
       where case when f.part is null
           then l.quickbooks_base ->> f.field = e."quickbooksId" or l.billcom_base ->> f.field = e."billcomId"
           else l.quickbooks_base -> f.field @> jsonb_build_array(jsonb_build_object(f.part, e."quickbooksId"))
             or l.billcom_base -> f.field @> jsonb_build_array(jsonb_build_object(f.part, e."billcomId")) end
     )
     update record set changed = true from dependant d
     where record.company_id = $1 and record.entity = d.entity and not record.changed
       and (record.book, record.id) in (('quickbooks', d.quickbooks_id), ('billcom', d.billcom_id))
     returning record.entity, record.book, record.id`,
    [companyId, JSON.stringify(referringFields(definitions, to)), JSON.stringify(ended)],
  );
  return rows;
}

/**
 * Forgets what pairs agreed on by way of links that end, where neither book was edited since: they agree on it anew, by
 * the links that are made in their place.
 */
export async function forgetAgreedBy(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
  to: EntityName,
  ended: readonly EndedLink[],
): Promise<void> {
  if (ended.length === 0) return;
  await tx.query(
    `with agreed as (
       select l.entity, l.quickbooks_id, array_agg(distinct f.field) as fields
       from jsonb_to_recordset($2::jsonb) as f(entity text, field text, part text)
         join link l on l.company_id = $1 and l.entity = f.entity
         join record q on q.company_id = $1 and q.book = 'quickbooks' and q.entity = l.entity and q.id = l.quickbooks_id
           and q.fields -> f.field = l.quickbooks_base -> f.field
         join record b on b.company_id = $1 and b.book = 'billcom' and b.entity = l.entity and b.id = l.billcom_id
           and b.fields -> f.field = l.billcom_base -> f.field,
         jsonb_to_recordset($3::jsonb) as e("quickbooksId" text, "billcomId" text)
       where 'null' not in (l.quickbooks_base -> f.field, l.billcom_base -> f.field)
         and case when f.part is null
           then l.quickbooks_base ->> f.field = e."quickbooksId" or l.billcom_base ->> f.field = e."billcomId"
           else l.quickbooks_base -> f.field @> jsonb_build_array(jsonb_build_object(f.part, e."quickbooksId"))
             or l.billcom_base -> f.field @> jsonb_build_array(jsonb_build_object(f.part, e."billcomId")) end
       group by l.entity, l.quickbooks_id
     )
     update link set quickbooks_base = quickbooks_base - a.fields, billcom_base = billcom_base - a.fields
     from agreed a where link.company_id = $1 and link.entity = a.entity and link.quickbooks_id = a.quickbooks_id`,
    [companyId, JSON.stringify(referringFields(definitions, to)), JSON.stringify(ended)],
  );
}

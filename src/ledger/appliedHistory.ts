import type { Book, EntityDefinition, EntityName } from '../entities/definition';
import type { Transaction } from './database';
import { referringFields, type ReferringField } from './parted';

/**
 * Payments and applications that were left alone as settled before the connection belong to their documents: once one of
 * these is in the other book it stands open there for too much, until they follow it. Nobody edits them then.
 */

/** Puts those on the work list whose document was linked since they were held, whoever linked it; once, for what stays held then has another reason. */
export async function wakeAppliedHistory(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
): Promise<void> {
  const fields = definitions.flatMap(({ name: to }) =>
    applyingFields(definitions, to).map((each) => ({ ...each, to })),
  );
  await tx.query(
    `update record set changed = true
     from hold join jsonb_to_recordset($2::jsonb) as f("to" text, entity text, field text, part text) on f.entity = hold.entity
     where hold.company_id = $1 and hold.cause = 'beforeConnection' and hold.released_at is null
       and record.company_id = $1 and record.entity = hold.entity and record.book = hold.book and record.id = hold.record_id
       and not record.changed and exists (
         select from jsonb_array_elements(case jsonb_typeof(record.fields -> f.field) when 'array' then record.fields -> f.field
             else '[]' end) line
           join link on link.company_id = $1 and link.entity = f."to"
             and (record.book = 'quickbooks' and link.quickbooks_id = line ->> f.part
               or record.book = 'billcom' and link.billcom_id = line ->> f.part)
             and link.created_at > hold.opened_at
           join record twin on twin.company_id = $1 and twin.entity = f."to"
             and twin.book = case record.book when 'quickbooks' then 'billcom' else 'quickbooks' end
             and twin.id = case record.book when 'quickbooks' then link.billcom_id else link.quickbooks_id end
         where not twin.deleted and twin.merged_into is null)`,
    [companyId, JSON.stringify(fields)],
  );
}

/**
 * The same of documents of one entity that are linked or made by the plan at hand, and of what waits for these: all of it goes
 * over with them.
 * @returns what was not on the work list yet.
 */
export async function wakeAppliedTo(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
  to: EntityName,
  documents: readonly { readonly book: Book; readonly id: string }[],
): Promise<{ entity: EntityName; book: Book; id: string }[]> {
  const fields = applyingFields(definitions, to);
  if (documents.length === 0 || fields.length === 0) return [];
  const { rows } = await tx.query<{ entity: EntityName; book: Book; id: string }>(
    `with document as materialized (select * from jsonb_to_recordset($3::jsonb) as d(book text, id text))
     update record set changed = true
     from hold join jsonb_to_recordset($2::jsonb) as f(entity text, field text, part text) on f.entity = hold.entity
     where hold.company_id = $1 and hold.released_at is null
       and (hold.cause = 'beforeConnection' or hold.release ->> 'when' = 'linked')
       and record.company_id = $1 and record.entity = hold.entity and record.book = hold.book and record.id = hold.record_id
       and not record.changed and exists (
         select from jsonb_array_elements(case jsonb_typeof(record.fields -> f.field) when 'array' then record.fields -> f.field
             else '[]' end) line
         where (record.book, line ->> f.part) in (select book, id from document))
     returning record.entity, record.book, record.id`,
    [companyId, JSON.stringify(fields), JSON.stringify(documents)],
  );
  return rows;
}

/** The fields by whose lines records are applied to documents of an entity. */
export const applyingFields = (definitions: readonly EntityDefinition[], to: EntityName): ReferringField[] =>
  referringFields(definitions, to).filter(({ entity, field }) =>
    definitions.some(({ name, document }) => name === entity && document?.appliesTo === field),
  );

import type { EntityName } from '../entities/definition';
import type { AppliedThere } from '../reconcile/holds';
import type { Transaction } from './database';

/** Where an entity's records say what they are applied to: the field, and the part of its lines that names the document. */
export interface AppliesTo {
  readonly entity: EntityName;
  readonly field: string;
  readonly part: string;
}

/**
 * What Bill.com applies to some of its documents, by their ids, as of the last reading: payments that are paid, scheduled or
 * being approved, and credits unless the payment that carries them is called off.
 */
export async function appliedThere(
  tx: Transaction,
  companyId: string,
  appliers: readonly AppliesTo[],
  documents: readonly string[],
): Promise<Map<string, AppliedThere[]>> {
  const { rows } = await tx.query<AppliedThere & { document: string }>(
    `select line.value ->> applier.part as document, record.fields ->> 'name' as name, line.value ->> 'amount' as amount
       from jsonb_to_recordset($2::jsonb) as applier(entity text, field text, part text)
       join record on record.company_id = $1 and record.book = 'billcom' and record.entity = applier.entity
         and not record.deleted and record.merged_into is null and jsonb_typeof(record.fields -> applier.field) = 'array'
       cross join lateral jsonb_array_elements(record.fields -> applier.field) as line
      where line.value ->> applier.part = any($3)
        and not exists (select from record payment where payment.company_id = $1 and payment.book = 'billcom'
          and payment.entity = 'billPayment' and payment.id = record.facts ->> 'payment' and payment.deleted)
      order by record.entity, record.id`,
    [companyId, JSON.stringify(appliers), documents],
  );
  return byDocument(rows);
}

/** The same of records that say it in their fact `applied` (`<id> <amount>,…`): credit memos. @param entity theirs */
export async function creditedThere(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  word: string,
  documents: readonly string[],
): Promise<Map<string, AppliedThere[]>> {
  const { rows } = await tx.query<AppliedThere & { document: string }>(
    `select split_part(part, ' ', 1) as document, record.fields ->> 'name' as name, split_part(part, ' ', 2) as amount,
        $4::text as word
       from record cross join lateral unnest(string_to_array(record.facts ->> 'applied', ',')) as part
      where record.company_id = $1 and record.book = 'billcom' and record.entity = $2
        and not record.deleted and record.merged_into is null and split_part(part, ' ', 1) = any($3)
      order by record.id`,
    [companyId, entity, documents, word],
  );
  return byDocument(rows);
}

function byDocument(rows: readonly (AppliedThere & { document: string })[]): Map<string, AppliedThere[]> {
  const found = new Map<string, AppliedThere[]>();
  for (const { document, ...applied } of rows) found.set(document, [...(found.get(document) ?? []), applied]);
  return found;
}

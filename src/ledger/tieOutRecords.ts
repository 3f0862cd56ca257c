import type { Book, CanonicalFields, EntityName, RecordFacts } from '../entities/definition';
import type { Transaction } from './database';

/** What a tie-out compares, as the mirror has it: leaner than the records themselves, since it is all of them. */

/** Records per statement. */
const part = 5_000;

export interface CountedRecord {
  readonly book: Book;
  readonly id: string;
  /** Without its lines. */
  readonly fields: CanonicalFields;
  readonly facts: RecordFacts;
  /** Deleted there, or called off. */
  readonly isGone: boolean;
  /** On the work list, or written to or from right now. */
  readonly isWaiting: boolean;
}

/**
 * The living records of an entity in both books, part by part. What is being written is looked up in one set, not record by
 * record: after a large cycle Postgres has no statistics of it yet.
 * @param withGone those of Bill.com that are gone, too
 */
export async function* countedRecords(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  withGone = false,
): AsyncGenerator<CountedRecord[]> {
  let after: { book: string; id: string } = { book: '', id: '' };
  for (;;) {
    const { rows } = await tx.query<CountedRecord>(
      `select r.book, r.id, r.fields - 'lines' as fields, r.facts, r.deleted as "isGone",
         r.changed or (r.book, r.id) in (
           select w.book, w.id from operation o, lateral (values
             (o.book, o.record_id), (case o.book when 'quickbooks' then 'billcom' else 'quickbooks' end, o.source_id)) as w(book, id)
           where o.company_id = $1 and o.entity = $2 and o.state in ('planned', 'sent', 'unknown') and w.id is not null) as "isWaiting"
       from record r
       where r.company_id = $1 and r.entity = $2 and (not r.deleted or ($6 and r.book = 'billcom')) and r.merged_into is null
         and (r.book, r.id) > ($3, $4)
       order by r.book, r.id limit $5`,
      [companyId, entity, after.book, after.id, part, withGone],
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < part) return;
    after = last;
  }
}

/** The linked ids of an entity: QuickBooks' to Bill.com's. */
export async function linkedIds(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ quickbooks: string; billcom: string }>(
    `select quickbooks_id as quickbooks, billcom_id as billcom from link where company_id = $1 and entity = $2`,
    [companyId, entity],
  );
  return new Map(rows.map(({ quickbooks, billcom }) => [quickbooks, billcom]));
}

/** The names of an entity's records with what they are below, gone ones too. */
export async function namesOfRecords(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
): Promise<{ book: Book; id: string; name: string; parent: string | null }[]> {
  const { rows } = await tx.query<{ book: Book; id: string; name: string; parent: string | null }>(
    `select book, id, coalesce(fields ->> 'name', id) as name, fields ->> 'parent' as parent
     from record where company_id = $1 and entity = $2`,
    [companyId, entity],
  );
  return rows;
}

export interface RecordHold {
  readonly entity: EntityName;
  readonly book: Book;
  readonly recordId: string;
  /** Of a linked one, the record of the other book. */
  readonly twinId: string | null;
  readonly field: string;
  readonly cause: string;
  readonly sentence: string;
  readonly cure: string;
}

/** The open holds of these entities; those of whole records first. */
export async function holdsOfRecords(
  tx: Transaction,
  companyId: string,
  entities: readonly EntityName[],
): Promise<RecordHold[]> {
  const { rows } = await tx.query<RecordHold>(
    `select hold.entity, book, record_id as "recordId", coalesce(q.billcom_id, b.quickbooks_id) as "twinId",
       field, cause, sentence, cure
     from hold
       left join link q on book = 'quickbooks' and q.company_id = $1 and q.entity = hold.entity and q.quickbooks_id = record_id
       left join link b on book = 'billcom' and b.company_id = $1 and b.entity = hold.entity and b.billcom_id = record_id
     where hold.company_id = $1 and hold.entity = any($2) and released_at is null order by field, cause, hold.id`,
    [companyId, entities],
  );
  return rows;
}

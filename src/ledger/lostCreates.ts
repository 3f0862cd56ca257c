import type { Book, EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** What the ledger knows of an entry of QuickBooks that a create whose answer was lost may have become. */
export interface KnownEntry {
  readonly id: string;
  /** When it was read last; null: never. */
  readonly seenAt: Date | null;
  /** It is linked, or the outcome of another write. */
  readonly isTaken: boolean;
  /** A person is asked whether it is what became of another write. */
  readonly isDoubted: boolean;
}

/** An entry of a book that may be what became of a create, with the name of the record that was to be made. */
export interface InDoubt {
  readonly book: Book;
  readonly id: string;
  readonly source: string;
}

/** Records that a person is asked about: whether they are what became of a create. */
export async function recordsInDoubt(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
): Promise<InDoubt[]> {
  const { rows } = await tx.query<InDoubt>(
    `select case book when 'quickbooks' then 'billcom' else 'quickbooks' end as book, doubted.id, record_name as source
     from hold, jsonb_array_elements_text(coalesce(detail -> 'mayBe', '[]')) doubted (id)
     where company_id = $1 and entity = $2 and cause = 'unknownOutcome' and released_at is null
     order by source`,
    [companyId, entity],
  );
  return rows;
}

/** What the ledger knows of these entries of QuickBooks. @returns one for each id. */
export async function knownEntries(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  ids: readonly string[],
): Promise<KnownEntry[]> {
  const { rows } = await tx.query<KnownEntry>(
    `select asked.id, record.seen_at as "seenAt",
       exists (select from link where company_id = $1 and entity = $2 and quickbooks_id = asked.id)
         or exists (select from operation where company_id = $1 and entity = $2 and book = 'quickbooks'
                       and record_id = asked.id and state = 'applied') as "isTaken",
       exists (select from hold where company_id = $1 and entity = $2 and book = 'billcom' and released_at is null
                  and cause = 'unknownOutcome' and detail -> 'mayBe' ? asked.id) as "isDoubted"
     from unnest($3::text[]) asked (id)
     left join record on record.company_id = $1 and record.book = 'quickbooks' and record.entity = $2
      and record.id = asked.id`,
    [companyId, entity, ids],
  );
  return rows;
}

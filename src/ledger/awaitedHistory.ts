import { isLines } from '../entities/definition';
import type { EntityDefinition, EntityName } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { historyKey } from '../reconcile/awaitedHistory';
import { applyingFields } from './appliedHistory';
import type { Transaction } from './database';

/**
 * Documents of Bill.com that are left alone as settled before the connection, and that a payment or credit waits for which is
 * no history itself: the old payment was called off and the document paid again before anybody read it as open.
 */

/** Entity and id in Bill.com of a document that something waits for. */
interface Awaited {
  readonly entity: EntityName;
  readonly id: string;
}

/**
 * What is waited for, as `historyKey`. One that is looked at again may wait no more, and says so in this cycle's plan: it counts
 * with the next one.
 */
export async function awaitedDocuments(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
): Promise<Set<string>> {
  const { rows } = await tx.query<Awaited>(
    `select distinct hold.release ->> 'entity' as entity, hold.release ->> 'id' as id
     from hold join jsonb_to_recordset($2::jsonb) as f("to" text, entity text) on f.entity = hold.entity
       join record on record.company_id = $1 and record.entity = hold.entity and record.book = hold.book and record.id = hold.record_id
     where hold.company_id = $1 and hold.released_at is null and hold.cause = 'waiting' and hold.book = 'billcom'
       and hold.release ->> 'when' = 'linked' and hold.release ->> 'book' = 'billcom' and hold.release ->> 'entity' = f."to"
       and not record.changed and not record.deleted and record.merged_into is null`,
    [companyId, JSON.stringify(applied(definitions))],
  );
  return new Set(rows.map(({ entity, id }) => historyKey(entity, id)));
}

/** Puts those on the work list that are held as history. */
export async function wakeAwaitedHistory(
  tx: Transaction,
  companyId: string,
  awaited: ReadonlySet<string>,
): Promise<void> {
  if (awaited.size === 0) return;
  await tx.query(
    `update record set changed = true from hold
     where hold.company_id = $1 and hold.cause = 'beforeConnection' and hold.released_at is null and hold.book = 'billcom'
       and hold.entity || ' ' || hold.record_id = any($2)
       and record.company_id = $1 and record.entity = hold.entity and record.book = hold.book and record.id = hold.record_id
       and not record.changed`,
    [companyId, [...awaited]],
  );
}

/** Of the documents that records of Bill.com are applied to, those that are held as history; as `historyKey`. */
export async function appliedToHistory(
  tx: Transaction,
  companyId: string,
  { document, fields }: EntityDefinition,
  records: Iterable<BookRecord>,
): Promise<string[]> {
  const name = document?.appliesTo;
  if (name === undefined) return [];
  const parts = Object.entries(fields[name]?.line ?? {});
  const keys = [...records].flatMap((record) => {
    const lines = record.fields[name] ?? null;
    return (isLines(lines) ? lines : []).flatMap((line) =>
      parts.flatMap(([part, { references }]) =>
        references !== undefined && typeof line[part] === 'string'
          ? [historyKey(references, line[part])]
          : [],
      ),
    );
  });
  if (keys.length === 0) return [];
  const { rows } = await tx.query<Awaited>(
    `select distinct entity, record_id as id from hold
     where company_id = $1 and cause = 'beforeConnection' and released_at is null and book = 'billcom'
       and entity || ' ' || record_id = any($2)`,
    [companyId, keys],
  );
  return rows.map(({ entity, id }) => historyKey(entity, id));
}

/** Which entities are applied to which documents. */
const applied = (definitions: readonly EntityDefinition[]): { to: EntityName; entity: EntityName }[] =>
  definitions.flatMap(({ name: to }) =>
    applyingFields(definitions, to).map(({ entity }) => ({ to, entity })),
  );

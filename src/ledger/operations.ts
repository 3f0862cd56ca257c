import type { Book, CanonicalFields, EntityName } from '../entities/definition';
import type { Awaited, PlannedOperation, WriteAction, WritePhase } from '../reconcile/plan';
import type { Transaction } from './database';

/**
 * One intended write to one book; the row stands before the write (design I6).
 *
 *   proposed   shown by a preview; never written
 *   planned    to be written; nothing has left
 *   sent       left us (set in the transaction that hands it out); the outcome is not stored yet
 *   applied    the book has it; read back, bases moved, audited
 *   rejected   the book refused it; a hold says why
 *   unknown    it may or may not have happened: it is looked up, never repeated; what looking cannot conclude is asked
 *              of a person (`askedAt`)
 *   withdrawn  taken back before it left, or proven not to have happened; planned anew from the records
 *
 * planned → sent → applied | rejected | unknown → applied | rejected | withdrawn; planned → withdrawn.
 */
export type OperationState =
  'proposed' | 'planned' | 'sent' | 'applied' | 'rejected' | 'unknown' | 'withdrawn';

export interface Operation {
  readonly id: string;
  readonly cycle: number;
  readonly entity: EntityName;
  readonly book: Book;
  readonly action: WriteAction;
  readonly phase: WritePhase;
  readonly state: OperationState;
  readonly recordId: string | null;
  readonly sourceId: string;
  readonly fields: CanonicalFields;
  readonly awaits: Readonly<Record<string, Awaited>>;
  readonly sourceBase: CanonicalFields;
  readonly before: CanonicalFields | null;
  readonly externalGuid: string | null;
  /** Fields whose edit in the written book is lost to the conflict policy. */
  readonly overwrites: readonly string[];
  readonly exchangeKey: string | null;
  readonly statusCode: string | null;
  readonly message: string | null;
  readonly plannedAt: Date;
  readonly sentAt: Date | null;
  /** A person is asked for its outcome since; it is not looked up again. */
  readonly askedAt: Date | null;
  /** The id of the write that this one takes back. */
  readonly undoes: string | null;
}

/** The columns of an `Operation`. */
export const operationColumns = `id, cycle, entity, book, action, phase, state, record_id as "recordId", source_id as "sourceId", fields, awaits,
  source_base as "sourceBase", before, external_guid as "externalGuid", overwrites, exchange_key as "exchangeKey", status_code as "statusCode",
  message, planned_at as "plannedAt", sent_at as "sentAt", asked_at as "askedAt", undoes`;

export async function insertOperations(
  tx: Transaction,
  companyId: string,
  cycle: number,
  state: 'planned' | 'proposed',
  operations: readonly (PlannedOperation & { externalGuid: string | null })[],
): Promise<void> {
  await tx.query(
    `insert into operation (company_id, cycle, state, entity, book, action, phase, record_id, source_id, fields, awaits, source_base, before, external_guid, overwrites, undoes)
     select $1, $2, $3, entity, book, action, phase, "recordId", "sourceId", fields, awaits, "sourceBase", before, "externalGuid", overwrites, undoes
     from jsonb_to_recordset($4::jsonb) as o(place int, entity text, book text, action text, phase text, "recordId" text, "sourceId" text,
       fields jsonb, awaits jsonb, "sourceBase" jsonb, before jsonb, "externalGuid" uuid, overwrites text[], undoes uuid)
     order by place`,
    [
      companyId,
      cycle,
      state,
      JSON.stringify(operations.map((operation, place) => ({ ...operation, place }))),
    ],
  );
}

export async function operationsOfExchange(
  tx: Transaction,
  companyId: string,
  exchangeKey: string,
): Promise<Operation[]> {
  const { rows } = await tx.query<Operation>(
    `select ${operationColumns} from operation where company_id = $1 and exchange_key = $2 and state in ('planned', 'sent', 'unknown') order by position`,
    [companyId, exchangeKey],
  );
  return rows;
}

/** Writes to a book that are to be looked up, in the order in which they were planned. */
export async function unknownOperations(
  tx: Transaction,
  companyId: string,
  book: Book,
): Promise<Operation[]> {
  const { rows } = await tx.query<Operation>(
    `select ${operationColumns} from operation where company_id = $1 and book = $2 and state = 'unknown' and asked_at is null
     order by position`,
    [companyId, book],
  );
  return rows;
}

/** Takes the writes of an entity whose outcome is not stored for unknown: they are to be looked up. @returns them. */
export async function takeForUnknown(
  tx: Transaction,
  companyId: string,
  book: Book,
  entity: EntityName,
): Promise<Operation[]> {
  const { rows } = await tx.query<Operation>(
    `with taken as (
       update operation set state = 'unknown'
       where company_id = $1 and book = $2 and entity = $3 and state in ('sent', 'unknown') and asked_at is null
       returning *
     )
     select ${operationColumns} from taken order by position`,
    [companyId, book, entity],
  );
  return rows;
}

/** How long ago operations left, in milliseconds by the database's clock, which also said when they did. */
export async function sentAgo(
  tx: Transaction,
  companyId: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ id: string; ms: number }>(
    `select id, (extract(epoch from clock_timestamp() - coalesce(sent_at, planned_at)) * 1000)::float8 as ms
     from operation where company_id = $1 and id = any($2)`,
    [companyId, ids],
  );
  return new Map(rows.map(({ id, ms }) => [id, ms]));
}

/** A person is asked for the outcome from now on. */
export async function markAsked(tx: Transaction, companyId: string, id: string): Promise<void> {
  await tx.query(
    "update operation set asked_at = now() where company_id = $1 and id = $2 and state = 'unknown'",
    [companyId, id],
  );
}

/** One operation. @returns undefined when there is none of that id. */
export async function loadOperation(
  tx: Transaction,
  companyId: string,
  id: string,
): Promise<Operation | undefined> {
  const { rows } = await tx.query<Operation>(
    `select ${operationColumns} from operation where company_id = $1 and id = $2`,
    [companyId, id],
  );
  return rows[0];
}

/** All operations of a cycle, for people and for proofs. */
export async function operationsOfCycle(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<Operation[]> {
  const { rows } = await tx.query<Operation>(
    `select ${operationColumns} from operation where company_id = $1 and cycle = $2 order by position`,
    [companyId, cycle],
  );
  return rows;
}

/** Puts operations into an exchange, before it is handed out. */
export async function assignExchange(
  tx: Transaction,
  companyId: string,
  ids: readonly string[],
  exchangeKey: string,
): Promise<void> {
  await tx.query(
    "update operation set exchange_key = $3 where company_id = $1 and id = any($2) and state in ('planned', 'sent')",
    [companyId, ids, exchangeKey],
  );
}

/** planned → sent, for a book that is written without the mailbox; what takes a further call leaves once more. */
export async function markSent(tx: Transaction, companyId: string, ids: readonly string[]): Promise<void> {
  await tx.query(
    `update operation set state = 'sent', sent_at = now() where company_id = $1 and id = any($2) and state in ('planned', 'sent')`,
    [companyId, ids],
  );
}

/** Creates that a person was asked about and whose records were linked since: unknown → applied. @returns them. */
export async function concludeLinked(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  links: readonly { quickbooksId: string; billcomId: string }[],
): Promise<Operation[]> {
  const { rows } = await tx.query<Operation>(
    `with concluded as (
       update operation set state = 'applied', settled_at = now(),
         record_id = case book when 'quickbooks' then l."quickbooksId" else l."billcomId" end
       from jsonb_to_recordset($3::jsonb) as l("quickbooksId" text, "billcomId" text)
       where company_id = $1 and entity = $2 and state = 'unknown' and asked_at is not null and record_id is null
         and source_id = case book when 'quickbooks' then l."billcomId" else l."quickbooksId" end
       returning operation.*
     )
     select ${operationColumns} from concluded order by position`,
    [companyId, entity, JSON.stringify(links)],
  );
  return rows;
}

/** References that waited for other operations are known: these are the fields with them. */
export async function resolveAwaited(
  tx: Transaction,
  companyId: string,
  resolved: readonly Pick<Operation, 'id' | 'fields'>[],
): Promise<void> {
  if (resolved.length === 0) return;
  await tx.query(
    `update operation set fields = r.fields, awaits = '{}'
     from jsonb_to_recordset($2::jsonb) as r(id uuid, fields jsonb) where company_id = $1 and operation.id = r.id`,
    [companyId, JSON.stringify(resolved.map(({ id, fields }) => ({ id, fields })))],
  );
}

/** Writes that were carried out, each with the record that it was to. */
export async function markApplied(
  tx: Transaction,
  companyId: string,
  applied: readonly { id: string; recordId: string; statusCode?: string; message?: string }[],
): Promise<void> {
  if (applied.length === 0) return;
  await tx.query(
    `update operation set state = 'applied', record_id = done."recordId", settled_at = now(),
       status_code = coalesce(done."statusCode", status_code), message = coalesce(done.message, operation.message)
     from jsonb_to_recordset($2::jsonb) as done(id uuid, "recordId" text, "statusCode" text, message text)
     where company_id = $1 and operation.id = done.id`,
    [companyId, JSON.stringify(applied)],
  );
}

export async function setOperationState(
  tx: Transaction,
  companyId: string,
  ids: readonly string[],
  state: Exclude<OperationState, 'proposed' | 'sent'>,
  detail: { recordId?: string; statusCode?: string; message?: string } = {},
): Promise<void> {
  await tx.query(
    `update operation set state = $3, record_id = coalesce($4, record_id), status_code = coalesce($5, status_code),
       message = coalesce($6, message), settled_at = case when $3 in ('applied', 'rejected', 'withdrawn') then now() end,
       exchange_key = case when $3 = 'planned' then null else exchange_key end
     where company_id = $1 and id = any($2)`,
    [companyId, ids, state, detail.recordId ?? null, detail.statusCode ?? null, detail.message ?? null],
  );
}

/**
 * Takes back everything that has not left, and puts its records on the work list: it is planned anew from what the
 * books say now (design §3: planned operations whose record has changed are reconciled again).
 */
export async function withdrawPlanned(tx: Transaction, companyId: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `with back as (
       update operation set state = 'withdrawn', settled_at = now() where company_id = $1 and state = 'planned'
       returning entity, book, record_id, source_id
     ), concerned as (
       select entity, book, record_id as id from back where record_id is not null
       union all
       select entity, case book when 'quickbooks' then 'billcom' else 'quickbooks' end, source_id from back
     ), work as (
       update record set changed = true from concerned
       where record.company_id = $1 and record.entity = concerned.entity and record.book = concerned.book
         and record.id = concerned.id
     )
     select count(*)::int as count from back`,
    [companyId],
  );
  return rows[0]?.count ?? 0;
}

/** Drops what an earlier preview showed, but an accepted mass change not before a sync with it has ended. */
export async function dropProposed(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `delete from operation where company_id = $1 and state = 'proposed' and not exists (
       select from cycle where cycle.company_id = $1 and cycle.number = operation.cycle and cycle.accepted_by is not null
         and not exists (select from cycle later where later.company_id = $1 and later.number > cycle.number
                            and later.mode = 'sync' and later.state = 'ended'))`,
    [companyId],
  );
}

interface InFlight {
  readonly book: Book;
  readonly id: string;
  /** A person is asked for the outcome. */
  readonly isAsked: boolean;
  /** As what its twin was to be made: its fields at that time, with the name that was sent. */
  readonly sent: CanonicalFields | null;
}

/** Records that a write is on its way to or from, or whose write's outcome is unknown. */
export async function inFlightRecords(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
): Promise<InFlight[]> {
  const { rows } = await tx.query<InFlight>(
    `select r.book, r.id, bool_and(asked_at is not null) as "isAsked",
       (array_agg(r.sent) filter (where r.sent is not null))[1] as sent
     from operation, lateral (values
       (book, record_id, null),
       (case book when 'quickbooks' then 'billcom' else 'quickbooks' end, source_id,
        case when record_id is null
          then source_base || jsonb_strip_nulls(jsonb_build_object('name', fields -> 'name')) end)) as r(book, id, sent)
     where company_id = $1 and entity = $2 and state in ('sent', 'unknown') and r.id is not null
     group by r.book, r.id`,
    [companyId, entity],
  );
  return rows;
}

/** The pairs of which one side was made void or deleted because the other one was gone. */
export async function undonePairs(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
): Promise<{ quickbooksId: string; billcomId: string }[]> {
  const { rows } = await tx.query<{ quickbooksId: string; billcomId: string }>(
    `select case book when 'quickbooks' then record_id else source_id end as "quickbooksId",
       case book when 'quickbooks' then source_id else record_id end as "billcomId"
     from operation where company_id = $1 and entity = $2 and action = 'void' and state = 'applied'`,
    [companyId, entity],
  );
  return rows;
}

/**
 * The writes that were planned, made or tried for a pair or a single record, the latest first.
 * @param ids of its records in both books: each write comes from one of them
 */
export async function operationsAbout(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  ids: readonly string[],
  limit: number,
): Promise<Operation[]> {
  const { rows } = await tx.query<Operation>(
    `select ${operationColumns} from operation where company_id = $1 and entity = $2 and source_id = any($3) and state <> 'proposed'
     order by planned_at desc, position desc limit $4`,
    [companyId, entity, ids, limit],
  );
  return rows;
}

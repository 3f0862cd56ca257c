import { z, type ZodType } from 'zod';
import type { BillcomEntity } from './entities';
import type { RowResult } from './errors';
import { currentTime, checkAccess, type AccessCheck, type ServerTime } from './access';
import { bulk, type BulkOptions, type BulkVerb } from './bulk';
import { createCaller, type BillcomClientDeps } from './caller';
import { create, deactivate, reactivate, read, update, type WireRow } from './crud';
import { canFilter } from './filterProbe';
import { list, type ListOptions, type ListPage } from './list';
import { sendInvoice, type InvoiceEmail } from './invoiceEmail';
import { memoryEmailTurns, memorySessionStore } from './memory';
import { entityMetadata, type EntityMetadata } from './metadata';
import type { EmailTurns, SessionStore } from './ports';
import { createBillcomV3 } from './v3';
import { sessionAuthorization } from './v3authorization';

/** Bill.com's API for one organization: v2, and what only v3 makes. Every method throws only `BillcomError`, unless its comment says otherwise. */
export interface BillcomClient {
  /** Signs in afresh with the credentials given and says whom they belong to. */
  checkAccess(): Promise<AccessCheck>;
  /** Bill.com's clock beside ours. */
  currentTime(): Promise<ServerTime>;
  /** Which fields this organization has, and which of them it requires or only shows. */
  entityMetadata(entity: BillcomEntity): Promise<EntityMetadata>;
  /** All rows, inactive ones too, page by page, each row once; see `list.ts`. */
  list<T>(
    entity: BillcomEntity,
    schema: ZodType<T>,
    options?: ListOptions,
  ): AsyncGenerator<ListPage<T>, void>;
  read<T>(entity: BillcomEntity, id: string, schema: ZodType<T>): Promise<T>;
  create<T>(entity: BillcomEntity, row: WireRow, schema: ZodType<T>): Promise<T>;
  /** Bill.com has no version: the last write wins, so the caller reads and compares immediately before. */
  update<T>(entity: BillcomEntity, row: WireRow & { id: string }, schema: ZodType<T>): Promise<T>;
  /** What Bill.com calls delete; the record stays, with `isActive` "2". */
  deactivate<T>(entity: BillcomEntity, id: string, schema: ZodType<T>): Promise<T>;
  reactivate<T>(entity: BillcomEntity, id: string, schema: ZodType<T>): Promise<T>;
  /** One result per row, in order. Never throws for a failed call: that is a result of the rows it was about. */
  bulk<T>(
    verb: BulkVerb,
    entity: BillcomEntity,
    rows: readonly WireRow[],
    schema: ZodType<T>,
    options?: BulkOptions,
  ): Promise<RowResult<T>[]>;
  /** Whether a list filters by updatedTime as we need it, tried on its newest row (ISO time); see `filterProbe.ts`. */
  canFilter(entity: BillcomEntity, newest: string): Promise<boolean>;
  /**
   * Makes a record by a call of v3, e.g. `/bills/record-payment`, which v2 has without `allowExport`.
   * @returns the id of the record, the same in both APIs (reference/billcom.md §7.8).
   */
  makeByV3(path: string, body: WireRow): Promise<string>;
  /** Has Bill.com e-mail an invoice. @throws BillcomError `throttle` when it is not its turn yet (5 a minute): nothing was sent. */
  sendInvoice(email: InvoiceEmail): Promise<void>;
  /** Any other v2 operation, e.g. `SetBankBalance`. `isWrite` decides what a lost answer means; default true. */
  raw(operation: string, data: unknown, options?: { isWrite?: boolean }): Promise<unknown>;
}

/** A client for one organization. Holds no state that another process would miss; make as many as you like. */
export function createBillcomClient(
  deps: BillcomClientDeps & { readonly v3Sessions?: SessionStore; readonly emails?: EmailTurns },
): BillcomClient {
  const caller = createCaller(deps);
  const { connection, v3Sessions = memorySessionStore(), emails = memoryEmailTurns() } = deps;
  const authorization = sessionAuthorization(connection, v3Sessions);
  const v3 = createBillcomV3({ ...deps, v3Url: connection.v3Url, authorization });
  return {
    checkAccess: () => checkAccess(caller),
    currentTime: () => currentTime(caller),
    entityMetadata: (entity) => entityMetadata(caller, entity),
    list: (entity, schema, options) => list(caller, entity, schema, options),
    read: (entity, id, schema) => read(caller, entity, id, schema),
    create: (entity, row, schema) => create(caller, entity, row, schema),
    update: (entity, row, schema) => update(caller, entity, row, schema),
    deactivate: (entity, id, schema) => deactivate(caller, entity, id, schema),
    reactivate: (entity, id, schema) => reactivate(caller, entity, id, schema),
    bulk: (verb, entity, rows, schema, options) => bulk(caller, verb, entity, rows, schema, options),
    canFilter: (entity, newest) => canFilter(caller, entity, newest),
    makeByV3: async (path, body) => (await v3.post(path, body, made)).id,
    sendInvoice: (email) => sendInvoice(caller, emails, email),
    raw: (operation, data, options) => caller.call({ operation, data, isWrite: options?.isWrite ?? true }),
  };
}

/** An answer that names the record which was made. */
export const made = z.object({ id: z.string().min(1) });

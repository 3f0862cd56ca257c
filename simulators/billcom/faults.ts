import { z } from 'zod';
import { ApiError, refuse } from './apiError';
import type { EntityDefinition, Neighbours } from './entityDefinition';
import { NEVER_WITHOUT_MFA } from './undocumented';
import { UNSET, type Row } from './wireValues';

const matching = {
  /** Part of the path, for instance `Bulk/Crud/Create/Vendor` or `Login`; every call without it. */
  path: z.string().default(''),
  count: z.number().int().min(1).default(1),
};

const errorNext = z.strictObject({
  ...matching,
  /** Without a code the answer is an HTML page, as from a proxy in front of the service. */
  code: z.string().optional(),
  message: z.string().default('Simulated error.'),
  httpStatus: z.number().int().min(200).max(599).optional(),
  /** True: the call is executed, then the error is answered all the same. */
  afterCommit: z.boolean().default(false),
});
const whenWord = z.enum(['beforeCommit', 'afterCommit', 'halfway']);
/** `late`: the line is cut at once, and the call is carried out `afterMs` later, as behind a slow queue. */
const late = z.strictObject({ ...matching, when: z.literal('late'), afterMs: z.number().int().min(0) });
const drop = z.strictObject({ ...matching, when: whenWord });
const truncate = z.strictObject({ ...matching, how: z.enum(['body', 'socket']).default('body') });
const refuseRow = z.strictObject({
  entity: z.string(),
  field: z.string(),
  equals: z.json(),
  code: z.string().default('BDC_1143'),
  message: z.string().default('Invalid entity data.'),
});
const malformedRow = z.strictObject({
  entity: z.string(),
  id: z.string(),
  field: z.string(),
  value: z.json(),
});

/** What may be posted to `/faults`; the keys can be combined. */
export const faultRequest = z.strictObject({
  latencyMs: z.number().min(0).optional(),
  errorNext: errorNext.optional(),
  drop: z.union([drop, late, whenWord.transform((when) => drop.parse({ when }))]).optional(),
  truncate: z.union([truncate, z.literal(true).transform(() => truncate.parse({}))]).optional(),
  refuseRow: refuseRow.optional(),
  malformedRow: malformedRow.optional(),
  /** `path` and `count` at the top level serve a `drop` or `truncate` given as one word. */
  path: z.string().optional(),
  count: z.number().int().min(1).optional(),
  expireSessions: z.literal(true).optional(),
  maxConcurrent: z.number().int().min(0).optional(),
  hourlyLimit: z.number().int().min(0).optional(),
  hourlyLogins: z.number().int().min(0).optional(),
  emailsPerMinute: z.number().int().min(0).optional(),
  /** HTTP status of BDC_1144 and BDC_1322 in v2: 200 by the book, 422 and 429 have been seen. */
  limitHttpStatus: z.number().int().min(200).max(599).optional(),
  /** True, or the id of the organization whose plan loses the API; false gives it back to all. */
  planWithoutApi: z.union([z.boolean(), z.string()]).optional(),
  /** The same for receivables. */
  planWithoutReceivables: z.union([z.boolean(), z.string()]).optional(),
  /** Takes acts away from one kind of record, all without `acts`; `acts: []` gives them back. */
  withdraw: z
    .strictObject({
      entity: z.string(),
      acts: z.array(z.enum(['List', 'Create', 'Read', 'Update', 'Delete', 'Undelete'])).optional(),
    })
    .optional(),
  /** Another role, or no access any more, for a user; it stays so until it is said again. */
  user: z
    .strictObject({ userName: z.string(), role: z.string().optional(), isActive: z.boolean().optional() })
    .optional(),
  /** The same names and passwords are other users from now on; all sessions end. */
  renewUsers: z.literal(true).optional(),
  /** The organization that every later login opens, whichever it asks for; null: the one it asks for. */
  loginLeadsTo: z.string().nullable().optional(),
  /** Parts of paths of calls that a sync token is not trusted with from now on (BDC_1361). */
  tokenRefuses: z.array(z.string()).optional(),
  /** How many levels an entity may have from now on: 1 for no children; the documents promise two for customers. */
  maxLevels: z.strictObject({ entity: z.string(), levels: z.number().int().min(1) }).optional(),
  /** Fields an entity's lists may be filtered by from now on, besides id and isActive. */
  filterable: z.strictObject({ entity: z.string(), fields: z.array(z.string()) }).optional(),
});
export type FaultRequest = z.infer<typeof faultRequest>;
export type ErrorNext = z.infer<typeof errorNext>;

interface Counted {
  readonly path: string;
  count: number;
}

/** Faults that wait for a matching call, and those that stay until cleared. */
export class Faults {
  latencyMs = 0;
  limitHttpStatus = 200;
  readonly filterable = new Map<string, readonly string[]>();
  readonly maxLevels = new Map<string, number>();
  #tokenRefuses: readonly string[] = [];
  #errors: ErrorNext[] = [];
  #drops: z.infer<typeof drop>[] = [];
  #late: z.infer<typeof late>[] = [];
  #truncations: z.infer<typeof truncate>[] = [];
  #refusals: z.infer<typeof refuseRow>[] = [];
  #malformed: z.infer<typeof malformedRow>[] = [];

  add(request: FaultRequest): void {
    const { path, count } = request;
    const top = { ...(path === undefined ? {} : { path }), ...(count === undefined ? {} : { count }) };
    if (request.latencyMs !== undefined) this.latencyMs = request.latencyMs;
    if (request.limitHttpStatus !== undefined) this.limitHttpStatus = request.limitHttpStatus;
    if (request.errorNext) this.#errors.push({ ...request.errorNext, ...top });
    if (request.drop?.when === 'late') this.#late.push({ ...request.drop, ...top });
    else if (request.drop) this.#drops.push({ ...request.drop, ...top });
    if (request.truncate) this.#truncations.push({ ...request.truncate, ...top });
    if (request.refuseRow) this.#refusals.push(request.refuseRow);
    if (request.malformedRow) this.#malformed.push(request.malformedRow);
    if (request.tokenRefuses) this.#tokenRefuses = request.tokenRefuses;
    if (request.maxLevels) this.maxLevels.set(request.maxLevels.entity, request.maxLevels.levels);
    if (request.filterable) this.filterable.set(request.filterable.entity, request.filterable.fields);
  }

  clear(): void {
    this.latencyMs = 0;
    this.limitHttpStatus = 200;
    this.filterable.clear();
    this.maxLevels.clear();
    this.#tokenRefuses = [];
    for (const list of [
      this.#errors,
      this.#drops,
      this.#late,
      this.#truncations,
      this.#refusals,
      this.#malformed,
    ])
      list.length = 0;
  }

  takeError(path: string, afterCommit: boolean): ErrorNext | undefined {
    return take(this.#errors, path, (each) => each.afterCommit === afterCommit);
  }

  takeDrop(path: string, when: z.infer<typeof whenWord>): boolean {
    return take(this.#drops, path, (each) => each.when === when) !== undefined;
  }

  /** After how many milliseconds a call whose line is cut is carried out. */
  takeLate(path: string): number | undefined {
    return take(this.#late, path)?.afterMs;
  }

  takeTruncation(path: string): 'body' | 'socket' | undefined {
    return take(this.#truncations, path)?.how;
  }

  /** Refuses a call that this kind of session is not trusted with: BDC_1361, never to be repeated. */
  checkTrust(path: string, isSyncToken: boolean): void {
    const isRefused = (part: string): boolean => path.includes(part);
    if (NEVER_WITHOUT_MFA.some(isRefused) || (isSyncToken && this.#tokenRefuses.some(isRefused)))
      throw refuse.notTrusted();
  }

  /** Refuses a row that somebody wants to write. */
  checkRow(entity: string, sent: Row): void {
    const refusal = this.#refusals.find((each) => each.entity === entity && sent[each.field] === each.equals);
    if (refusal) throw new ApiError(refusal.code, refusal.message);
  }

  /** Refuses a row that would stand deeper than a switch allows. */
  checkDepth({ name, parentField }: EntityDefinition, sent: Row, neighbours: Neighbours): void {
    const most = this.maxLevels.get(name);
    if (most === undefined || parentField === undefined) return;
    let levels = 1;
    for (let parent = sent[parentField]; typeof parent === 'string' && parent !== UNSET; levels += 1) {
      parent = neighbours.find(name, parent)?.[parentField];
    }
    if (levels > most) throw refuse.badData(parentField, `No more than ${most} levels are allowed.`);
  }

  /** A row as a list shows it: with a value of the wrong type where that was asked for. */
  listed(entity: string, row: Row): Row {
    const faults = this.#malformed.filter((each) => each.entity === entity && each.id === row.id);
    return faults.reduce((result, each) => ({ ...result, [each.field]: each.value }), row);
  }

  toJson(): object {
    return {
      latencyMs: this.latencyMs,
      limitHttpStatus: this.limitHttpStatus,
      errorNext: this.#errors,
      drop: [...this.#drops, ...this.#late],
      truncate: this.#truncations,
      refuseRow: this.#refusals,
      malformedRow: this.#malformed,
      filterable: Object.fromEntries(this.filterable),
      tokenRefuses: this.#tokenRefuses,
      maxLevels: Object.fromEntries(this.maxLevels),
    };
  }
}

function take<T extends Counted>(
  list: T[],
  path: string,
  accepts: (each: T) => boolean = () => true,
): T | undefined {
  const index = list.findIndex((each) => path.includes(each.path) && accepts(each));
  const found = list[index];
  if (!found) return undefined;
  found.count -= 1;
  if (found.count === 0) list.splice(index, 1);
  return found;
}

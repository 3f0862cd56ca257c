import { setTimeout as wait } from 'node:timers/promises';
import { z, type ZodType } from 'zod';
import {
  errorOfReply,
  errorOfSilence,
  errorOfUnreadableRow,
  errorOfUnreadableWrite,
  type CallKind,
} from './classify';
import { v3Reply, type Reply } from './envelope';
import { unreachable } from './errorCodes';
import { BillcomError } from './errors';
import { throughGate } from './gate';
import { exchange, NoAnswer } from './http';
import type { CallBudget, CallSlots } from './ports';
import { redactor } from './redact';
import { identityOf, readRow, readRows, type RowProblem } from './rows';
import type { V3Authorization, V3BareCall, V3Credentials } from './v3authorization';

export interface BillcomV3Deps {
  /** Base of the v3 API, without a slash at the end. */
  readonly v3Url: string;
  /** `sessionAuthorization(…)` or `bearerAuthorization(…)`. */
  readonly authorization: (call: V3BareCall, now: () => number) => V3Authorization;
  readonly budget: CallBudget;
  readonly slots: CallSlots;
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: () => number;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly sleep?: (ms: number) => Promise<void>;
}

export interface V3ListOptions {
  /** `field:op:value`, joined by AND; date-times in quotes. */
  readonly filters?: readonly string[];
  /** `field:asc` or `field:desc`. */
  readonly sort?: readonly string[];
  /** 1 to 100, default 100. */
  readonly pageSize?: number;
}

/** The v3 API, for what only it has. Throws `BillcomError`. */
export interface BillcomV3Port {
  /** Whose session it is (`GET /login/session`). */
  checkAccess(): Promise<{ organizationId: string; userId: string }>;
  get<T>(path: string, schema: ZodType<T>): Promise<T>;
  /** A write. Throws `unknownOutcome` if its answer is lost, or says done and cannot be read. */
  post<T>(path: string, body: unknown, schema: ZodType<T>): Promise<T>;
  /** All rows of a list, each once; pages end where `nextPage` is missing, even if one before is empty. */
  list<T>(
    path: string,
    schema: ZodType<T>,
    options?: V3ListOptions,
  ): AsyncGenerator<{ rows: T[]; problems: RowProblem[] }, void>;
  /** Ends the session at Bill.com. Other processes that share it sign in again by themselves. */
  logout(): Promise<void>;
}

const defaultTimeoutMs = 120_000;
const largestPage = 100;
const maxPages = 100_000;

export function createBillcomV3(deps: BillcomV3Deps): BillcomV3Port {
  const now = deps.now ?? Date.now;
  const gate = {
    budget: deps.budget,
    slots: deps.slots,
    now,
    sleep: deps.sleep ?? ((ms: number) => wait(ms, undefined, deps.signal ? { signal: deps.signal } : {})),
  };
  const http = {
    fetch: deps.fetch ?? globalThis.fetch,
    timeoutMs: deps.timeoutMs ?? defaultTimeoutMs,
    signal: deps.signal,
  };

  async function send(
    method: string,
    path: string,
    credentials: V3Credentials,
    body?: unknown,
    isWrite = false,
  ): Promise<unknown> {
    const kind = kindOf(path, credentials.secrets, isWrite);
    return throughGate(gate, async () => {
      const answer = await exchange(http, deps.v3Url + path, {
        method,
        headers: { accept: 'application/json', 'content-type': 'application/json', ...credentials.headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).catch((error: unknown) => {
        throw error instanceof NoAnswer ? errorOfSilence(error, kind) : error;
      });
      const reply = withCodeOfStatus(v3Reply(answer), answer.status);
      if (reply.kind === 'data') return reply.data;
      const error = errorOfReply(reply, answer.status, kind);
      throw answer.retryAfterMs === undefined ? error : error.but({ retryAfterMs: answer.retryAfterMs });
    });
  }

  const bare: V3BareCall = (method, path, body) =>
    send(method, path, { headers: {}, secrets: textsIn(body) }, body);
  const authorization = deps.authorization(bare, now);

  /** What Bill.com refuses because the session has ended was not carried out, so that writes are repeated too. */
  async function call(
    method: 'GET' | 'POST',
    path: string,
    { body, isWrite = false }: { readonly body?: unknown; readonly isWrite?: boolean } = {},
  ): Promise<unknown> {
    const credentials = await authorization.current();
    try {
      return await send(method, path, credentials, body, isWrite);
    } catch (error) {
      if (!(error instanceof BillcomError) || error.class !== 'auth') throw error;
    }
    return send(method, path, await authorization.renewed(credentials), body, isWrite);
  }

  async function get<T>(path: string, schema: ZodType<T>): Promise<T> {
    const reading = readRow(await call('GET', path), schema);
    if ('row' in reading) return reading.row;
    throw errorOfUnreadableRow(reading.problem.because, reading.problem.id, kindOf(path, []));
  }

  async function post<T>(path: string, body: unknown, schema: ZodType<T>): Promise<T> {
    const reading = readRow(await call('POST', path, { body, isWrite: true }), schema);
    if ('row' in reading) return reading.row;
    throw errorOfUnreadableWrite(reading.problem.because, reading.problem.id, kindOf(path, [], true));
  }

  async function* list<T>(path: string, schema: ZodType<T>, options: V3ListOptions = {}) {
    const seen = new Set<string>();
    let page: string | undefined;
    for (let count = 0; count < maxPages; count += 1) {
      const answer = await get(`${path}?${queryOf(options, page).toString()}`, listAnswer);
      const fresh = answer.results.filter((row) => !seen.has(identityOf(row)));
      fresh.forEach((row) => seen.add(identityOf(row)));
      yield readRows(fresh, schema);
      if (!answer.nextPage) return;
      if (answer.nextPage === page) break;
      page = answer.nextPage;
    }
    throw new BillcomError({
      ...unreachable,
      class: 'outage',
      sentence: 'A list in Bill.com does not come to its end.',
      operation: path,
    });
  }

  return {
    checkAccess: () => get('/login/session', z.object({ organizationId: z.string(), userId: z.string() })),
    get,
    post,
    list,
    logout: async () => {
      await call('POST', '/logout');
    },
  };
}

const listAnswer = z.object({ results: z.array(z.unknown()), nextPage: z.string().nullish() });

function queryOf({ filters, sort, pageSize }: V3ListOptions, page: string | undefined): URLSearchParams {
  const max = Math.min(Math.max(1, pageSize ?? largestPage), largestPage);
  return new URLSearchParams({
    max: String(max),
    ...(filters && filters.length > 0 ? { filters: filters.join(',') } : {}),
    ...(sort && sort.length > 0 ? { sort: sort.join(',') } : {}),
    ...(page === undefined ? {} : { page }),
  });
}

/** The query is left out: filters hold names and amounts. */
function kindOf(path: string, secrets: readonly string[], isWrite = false): CallKind {
  return { operation: path.split('?')[0] ?? path, isWrite, redact: redactor(secrets) };
}

/** v3 says "no such record" by HTTP 404; there it is the code that is optional (billcom.md §3.3). */
function withCodeOfStatus(reply: Reply, status: number): Reply {
  return reply.kind === 'error' && reply.code === undefined && status === 404
    ? { ...reply, code: 'BDC_1205' }
    : reply;
}

function textsIn(body: unknown): string[] {
  return typeof body === 'object' && body !== null
    ? Object.values(body).filter((value) => typeof value === 'string')
    : [];
}

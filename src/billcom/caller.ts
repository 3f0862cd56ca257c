import { setTimeout as wait } from 'node:timers/promises';
import { errorOfReply, errorOfSilence, type CallKind } from './classify';
import type { BillcomConnection } from './connection';
import { v2Reply } from './envelope';
import { BillcomError } from './errors';
import { throughGate } from './gate';
import { exchange, NoAnswer, type HttpAnswer } from './http';
import { signInV2, type BareCall } from './login';
import type { BillcomLog, BillcomSession, CallBudget, CallSlots, SessionStore } from './ports';
import { redactor } from './redact';
import { createSessionKeeper, withSession } from './session';

export interface BillcomClientDeps {
  readonly connection: BillcomConnection;
  readonly sessions: SessionStore;
  readonly budget: CallBudget;
  readonly slots: CallSlots;
  readonly fetch?: typeof globalThis.fetch;
  /** Our clock, epoch milliseconds. */
  readonly now?: () => number;
  readonly log?: BillcomLog;
  /** Longest time for one call, milliseconds; default 120,000. */
  readonly timeoutMs?: number;
  /** Ends calls and waits; a write that it cuts off has an unknown outcome. */
  readonly signal?: AbortSignal;
  /** Waits that many milliseconds; replaced in tests. */
  readonly sleep?: (ms: number) => Promise<void>;
}

/** v2 operation without `.json`, e.g. `List/Vendor`; `isWrite` decides what a lost answer means. */
export interface Call {
  readonly operation: string;
  readonly data?: unknown;
  readonly isWrite: boolean;
}

/** How the client's parts make calls: gate, session, one repetition after a new login, judged errors. */
export interface Caller {
  readonly connection: BillcomConnection;
  now(): number;
  /** The `response_data` of a successful call. */
  call(call: Call): Promise<unknown>;
  /** A call without a session (`Login`, `ListOrgs`): these fields are all that is sent. */
  readonly callBare: BareCall;
  /** Signs in, whether or not a session is stored. */
  signInAfresh(): Promise<BillcomSession>;
  kindOf(call: Call): CallKind;
}

const defaultTimeoutMs = 120_000;
/** Its BDC_1144 may be of the minute: the hour's calls are not given up for it. */
export const sendInvoiceOperation = 'SendInvoice';

export function createCaller(deps: BillcomClientDeps): Caller {
  const { connection, log } = deps;
  const now = deps.now ?? Date.now;
  const sleep =
    deps.sleep ?? ((ms: number) => wait(ms, undefined, deps.signal ? { signal: deps.signal } : {}));
  const http = {
    fetch: deps.fetch ?? globalThis.fetch,
    timeoutMs: deps.timeoutMs ?? defaultTimeoutMs,
    signal: deps.signal,
  };
  const gate = { budget: deps.budget, slots: deps.slots, now, sleep };
  const redactSecrets = redactor([connection.password, connection.devKey]);

  async function post(base: string, kind: CallKind, fields: Record<string, string>): Promise<unknown> {
    const work = async (): Promise<unknown> => {
      const started = now();
      const answer = await exchange(http, `${base}/${kind.operation}.json`, {
        method: 'POST',
        headers: { accept: 'application/json' },
        body: new URLSearchParams(fields),
      }).catch(silence);
      const outcome = judge(answer, kind);
      const entry = { operation: kind.operation, ms: now() - started };
      if (!(outcome instanceof BillcomError)) {
        log?.debug(entry, 'Bill.com answered');
        return outcome.data;
      }
      log?.warn(
        { ...entry, class: outcome.class, code: outcome.code, httpStatus: outcome.httpStatus },
        'Bill.com refused',
      );
      throw outcome;
    };
    return throughGate(gate, work, kind.operation !== sendInvoiceOperation);
  }

  const caller: Caller = {
    connection,
    now,
    kindOf: ({ operation, isWrite }) => ({ operation, isWrite, redact: redactSecrets }),
    callBare: (operation, fields) =>
      post(connection.v2Url, { operation, isWrite: false, redact: redactSecrets }, fields),
    signInAfresh: () => keeper.fresh(),
    call: (call) =>
      withSession(keeper, deps.sessions, isSessionEnded, (session) => {
        const redact = redactor([connection.password, connection.devKey, session.sessionId]);
        const fields = { devKey: connection.devKey, sessionId: session.sessionId };
        const body = call.data === undefined ? fields : { ...fields, data: JSON.stringify(call.data) };
        return post(session.endpoint, { operation: call.operation, isWrite: call.isWrite, redact }, body);
      }),
  };
  const keeper = createSessionKeeper(deps.sessions, () => signInV2(connection, caller.callBare, now));
  return caller;
}

function isSessionEnded(error: unknown): boolean {
  return error instanceof BillcomError && error.class === 'auth';
}

/** `NoAnswer` is an outcome like others; anything else is a fault of ours. */
function silence(error: unknown): NoAnswer {
  if (error instanceof NoAnswer) return error;
  throw error;
}

function judge(answer: HttpAnswer | NoAnswer, kind: CallKind): { data: unknown } | BillcomError {
  if (answer instanceof NoAnswer) return errorOfSilence(answer, kind);
  const reply = v2Reply(answer);
  if (reply.kind === 'data' && answer.status < 400) return { data: reply.data };
  const error = errorOfReply(reply, answer.status, kind);
  return answer.retryAfterMs === undefined ? error : error.but({ retryAfterMs: answer.retryAfterMs });
}

/** One HTTP exchange with Bill.com: limits on time and size, and whether a failed one may have arrived there. */

/** Far above any page of 999 rows; a longer answer is cut off. */
const maxAnswerBytes = 64 * 1024 * 1024;

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  readonly retryAfterMs?: number | undefined;
}

/** No complete answer. `mayHaveArrived` is false only where the connection was never made. */
export class NoAnswer extends Error {
  constructor(
    readonly mayHaveArrived: boolean,
    reason: string,
  ) {
    super(reason);
    this.name = 'NoAnswer';
  }
}

export interface HttpDeps {
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** The answer whatever its status, or `NoAnswer`. Redirects are not followed: the body carries secrets. */
export async function exchange(deps: HttpDeps, url: string, init: RequestInit): Promise<HttpAnswer> {
  const timeout = AbortSignal.timeout(deps.timeoutMs);
  const signal = deps.signal ? AbortSignal.any([timeout, deps.signal]) : timeout;
  if (signal.aborted) throw new NoAnswer(false, 'stopped before the call');
  try {
    const response = await deps.fetch(url, { ...init, redirect: 'manual', signal });
    const text = await readBody(response);
    const seconds = Number(response.headers.get('retry-after') ?? NaN);
    return { status: response.status, text, retryAfterMs: seconds > 0 ? seconds * 1000 : undefined };
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    if (timeout.aborted) throw new NoAnswer(true, `no answer within ${deps.timeoutMs / 1000} s`);
    if (signal.aborted) throw new NoAnswer(true, 'stopped during the call');
    throw new NoAnswer(!wasNeverConnected(error), reasonOf(error));
  }
}

async function readBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined;
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return Buffer.concat(chunks).toString('utf8');
    size += part.value.byteLength;
    if (size > maxAnswerBytes) {
      await reader?.cancel();
      throw new NoAnswer(true, 'the answer is too long');
    }
    chunks.push(part.value);
  }
}

interface SystemError {
  readonly code?: string;
  readonly syscall?: string;
  readonly errors?: readonly SystemError[];
}

/** Node's fetch wraps the system's error; a name lookup, connect or certificate failure precedes every byte of ours. */
function wasNeverConnected(error: unknown): boolean {
  const cause = causeOf(error);
  const all = cause.errors && cause.errors.length > 0 ? cause.errors : [cause];
  return all.every(
    ({ code = '', syscall }) =>
      syscall === 'connect' || syscall === 'getaddrinfo' || /^UND_ERR_CONNECT_TIMEOUT$|CERT/.test(code),
  );
}

function reasonOf(error: unknown): string {
  return causeOf(error).code ?? 'the connection was cut';
}

/** By shape and not by class: fetch's errors may come from another realm than ours (a test runner's). */
function causeOf(error: unknown): SystemError {
  const cause = isObject(error) && 'cause' in error ? error.cause : undefined;
  return isObject(cause) ? cause : {};
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * What the client needs from outside: where sessions are kept, who counts the calls, who keeps the number of
 * parallel calls down, and a log. Postgres stands behind them in production, `memory.ts` in tests.
 */

/** A signed-in API session. `sessionId` is a secret: it is stored encrypted and never logged. */
export interface BillcomSession {
  readonly sessionId: string;
  readonly organizationId: string;
  readonly userId: string;
  /** Base URL that the login told us to use from then on, without a slash at the end. */
  readonly endpoint: string;
  /** ISO time of the login, by our clock. */
  readonly signedInAt: string;
}

/** The one session of one organization and API version, shared by all processes. */
export interface SessionStore {
  get(): Promise<BillcomSession | undefined>;
  put(session: BillcomSession): Promise<void>;
  /** Forgets the session only if it is still this one: another process may have signed in since. */
  drop(sessionId: string): Promise<void>;
  /**
   * Runs `fn` while no other process runs one for the same organization: the login mutex. There are 200 logins
   * an hour per developer key for all customers together (reference/billcom.md §2).
   * Held for two HTTP calls at most; the client holds no call slot while it waits here.
   */
  exclusively<T>(fn: () => Promise<T>): Promise<T>;
}

/** `hour`: the key's calls of this hour are used up. `share`: this company's are; others may go on. */
export type BudgetAnswer =
  | { readonly granted: true }
  | { readonly granted: false; readonly because: 'hour' | 'share'; readonly retryAfterMs: number };

/** The hourly budget of the developer key: 20,000 calls for all organizations together. */
export interface CallBudget {
  /** Asked before every call. Refusing is cheap: nothing has been sent. */
  take(calls: number): Promise<BudgetAnswer>;
  /** Bill.com itself said that the hour is used up (BDC_1144). `untilMs` is a time in epoch milliseconds. */
  exhausted(untilMs: number): Promise<void>;
}

/** At most 2 of the 3 calls that an organization allows at once; the third is left to people's tools. */
export interface CallSlots {
  /**
   * Waits for a slot; the function it answers gives the slot back and may be called once. Rejects with a `throttle`
   * rather than wait for long.
   */
  acquire(): Promise<() => void>;
}

/** Bill.com sends 5 e-mails a minute per developer key, for all organizations together. */
export interface EmailTurns {
  /** Asked before each; `over` is called when its call has ended, however that was. Refusing is cheap: nothing has been sent. */
  take(): Promise<
    | { readonly granted: true; readonly over: () => Promise<void> }
    | { readonly granted: false; readonly retryAfterMs: number }
  >;
}

/** The part of a pino logger that is used. Entries hold paths, codes, counts and times; never data. */
export interface BillcomLog {
  debug(entry: object, message: string): void;
  warn(entry: object, message: string): void;
}

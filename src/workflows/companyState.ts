import type { CompanyStatus, CompanySyncState, SessionOpened, SyncNow } from './messages';

/**
 * What a company's workflow knows, without Temporal in it: which cycles were asked for, which session is open, whether
 * it is paused. Messages may come twice and late (the outbox sends at least once): a cycle that was begun or is known
 * is not asked for again, an older session does not close a newer one.
 */
export class CompanyState {
  #paused: boolean;
  #lastCycle: number;
  #waiting: SyncNow[];
  #session: SessionOpened | null;
  #running: number | null = null;

  constructor(from?: CompanySyncState) {
    this.#paused = from?.paused ?? false;
    this.#lastCycle = from?.lastCycle ?? 0;
    this.#waiting = [...(from?.waiting ?? [])];
    this.#session = from?.session ?? null;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
  }

  syncNow(request: SyncNow): void {
    this.#ask(request);
  }

  sessionOpened(session: SessionOpened): void {
    this.#session = session;
    this.#ask(session);
  }

  sessionClosed(sessionId: string): void {
    if (this.#session?.sessionId === sessionId) this.#session = null;
  }

  /** A paused company begins nothing; a running cycle is over first. */
  get mayBegin(): boolean {
    return !this.#paused && this.#running === null && this.#waiting.length > 0;
  }

  /** Takes the oldest cycle that was asked for, with the open session if it is for this cycle. */
  begin(): SyncNow & { sessionId: string | null } {
    const next = this.#waiting.shift();
    if (!next) throw new RangeError('no cycle was asked for');
    this.#running = next.cycle;
    this.#lastCycle = next.cycle;
    return { cycle: next.cycle, mode: next.mode, sessionId: this.sessionFor(next.cycle) };
  }

  /** The open session, if it was opened for this cycle. */
  sessionFor(cycle: number): string | null {
    return this.#session?.cycle === cycle ? this.#session.sessionId : null;
  }

  over(): void {
    this.#running = null;
  }

  get running(): number | null {
    return this.#running;
  }

  get isPaused(): boolean {
    return this.#paused;
  }

  get isIdle(): boolean {
    return this.#running === null && !this.mayBegin;
  }

  status(): CompanyStatus {
    return {
      paused: this.#paused,
      cycle: this.#running,
      lastCycle: this.#lastCycle,
      waiting: this.#waiting.map(({ cycle }) => cycle),
    };
  }

  toJSON(): CompanySyncState {
    return {
      paused: this.#paused,
      lastCycle: this.#lastCycle,
      waiting: [...this.#waiting],
      session: this.#session,
    };
  }

  #ask({ cycle, mode }: SyncNow): void {
    if (cycle <= this.#lastCycle || this.#waiting.some((waiting) => waiting.cycle === cycle)) return;
    this.#waiting.push({ cycle, mode });
    this.#waiting.sort((one, two) => one.cycle - two.cycle);
  }
}

import { refuse } from './apiError';

/** "API rate limits": per developer key and clock hour, e-mails per minute, and at once per developer key and organization. */
export interface LimitSettings {
  maxConcurrent: number;
  hourlyLimit: number;
  hourlyLogins: number;
  emailsPerMinute: number;
}

export const DOCUMENTED_LIMITS: Readonly<LimitSettings> = Object.freeze({
  maxConcurrent: 3,
  hourlyLimit: 20_000,
  hourlyLogins: 200,
  emailsPerMinute: 5,
});

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Counts calls against the limits. A refused call counts for the hour, but never as one at once. */
export class Limits {
  #hour = 0;
  readonly #calls = new Map<string, number>();
  readonly #logins = new Map<string, number>();
  readonly #emails = new Map<string, readonly number[]>();
  readonly #atOnce = new Map<string, number>();

  constructor(
    readonly settings: LimitSettings,
    private readonly now: () => number,
  ) {}

  /** Throws BDC_1144 when the hour's share is used up; it begins anew on the clock hour. */
  countCall(devKey: string, isLogin: boolean): void {
    const hour = Math.floor(this.now() / HOUR_MS);
    if (hour !== this.#hour) {
      this.#hour = hour;
      this.#calls.clear();
      this.#logins.clear();
    }
    if (increment(this.#calls, devKey) > this.settings.hourlyLimit) throw refuse.hourlyLimit();
    if (isLogin && increment(this.#logins, devKey) > this.settings.hourlyLogins) throw refuse.hourlyLimit();
  }

  /** Throws BDC_1144 for one e-mail too many in the last 60 seconds; those refused do not count. */
  countEmail(devKey: string): void {
    const now = this.now();
    const recent = (this.#emails.get(devKey) ?? []).filter((at) => now - at < MINUTE_MS);
    if (recent.length >= this.settings.emailsPerMinute)
      throw refuse.emailLimit(this.settings.emailsPerMinute);
    this.#emails.set(devKey, [...recent, now]);
  }

  /** Throws BDC_1322 for one call too many; otherwise answers how many there are, and the way out. */
  enter(devKey: string, organization: string): { atOnce: number; leave: () => void } {
    const key = `${devKey} ${organization}`;
    const atOnce = this.#atOnce.get(key) ?? 0;
    if (atOnce >= this.settings.maxConcurrent) throw refuse.tooManyAtOnce();
    this.#atOnce.set(key, atOnce + 1);
    return { atOnce: atOnce + 1, leave: () => void this.#atOnce.set(key, (this.#atOnce.get(key) ?? 1) - 1) };
  }

  /** Calls of this hour, all developer keys together. */
  callsThisHour(): number {
    return [...this.#calls.values()].reduce((sum, count) => sum + count, 0);
  }
}

function increment(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}

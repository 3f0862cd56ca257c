/** One call as `GET /log` shows it. */
export interface LoggedCall {
  readonly number: number;
  readonly at: string;
  readonly path: string;
  readonly organization: string | undefined;
  /** Rows written by the call, or listed by it. */
  readonly rows: number;
  readonly ms: number;
  /** Calls of the same developer key and organization that were under way, this one included. */
  readonly concurrent: number;
  /** `ok`, an error code, or what a fault did to it. */
  readonly outcome: string;
}

const KEPT_CALLS = 20_000;

/** The last calls, and what all of them cost. */
export class CallLog {
  readonly #calls: LoggedCall[] = [];
  readonly #byPath = new Map<string, { calls: number; rows: number; ms: number; errors: number }>();
  #count = 0;
  #mostConcurrent = 0;

  add(call: Omit<LoggedCall, 'number'>): void {
    this.#count += 1;
    this.#calls.push({ number: this.#count, ...call });
    if (this.#calls.length > KEPT_CALLS) this.#calls.shift();
    this.#mostConcurrent = Math.max(this.#mostConcurrent, call.concurrent);
    const sum = this.#byPath.get(call.path) ?? { calls: 0, rows: 0, ms: 0, errors: 0 };
    this.#byPath.set(call.path, {
      calls: sum.calls + 1,
      rows: sum.rows + call.rows,
      ms: sum.ms + call.ms,
      errors: sum.errors + Number(call.outcome !== 'ok'),
    });
  }

  since(number: number): LoggedCall[] {
    return this.#calls.filter((call) => call.number > number);
  }

  /** Totals since the start. */
  cost(): object {
    const sums = [...this.#byPath.values()];
    const total = (field: 'calls' | 'rows' | 'ms' | 'errors'): number =>
      sums.reduce((sum, each) => sum + each[field], 0);
    return {
      calls: total('calls'),
      rows: total('rows'),
      ms: total('ms'),
      errors: total('errors'),
      mostConcurrent: this.#mostConcurrent,
      byPath: Object.fromEntries(this.#byPath),
    };
  }
}

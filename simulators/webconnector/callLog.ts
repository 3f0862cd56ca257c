/** One SOAP call as it will be shown at `GET /log`. */
export interface LoggedCall {
  readonly number: number;
  readonly update: number;
  readonly method: string;
  readonly at: string;
  readonly durationMs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly result: string;
  /** Why the call was made, where the protocol alone would not have made it. */
  readonly fault?: string;
}

const KEPT_CALLS = 10_000;
const SUMMARY_LENGTH = 300;

/** The last calls, oldest first. */
export class CallLog {
  readonly #calls: LoggedCall[] = [];
  #count = 0;

  add(call: Omit<LoggedCall, 'number'>): void {
    this.#count += 1;
    this.#calls.push({ number: this.#count, ...call, result: call.result.slice(0, SUMMARY_LENGTH) });
    if (this.#calls.length > KEPT_CALLS) this.#calls.shift();
  }

  since(number: number): LoggedCall[] {
    return this.#calls.filter((call) => call.number > number);
  }
}

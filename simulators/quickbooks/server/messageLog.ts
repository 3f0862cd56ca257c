import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** One message set as it went through the request processor. */
export interface LogEntry {
  readonly seq: number;
  readonly at: string;
  readonly by: 'session' | 'person';
  readonly ticket?: string;
  readonly newMessageSetID?: string;
  readonly oldMessageSetID?: string;
  readonly messageSetStatusCode?: number;
  readonly answeredFromStore?: boolean;
  readonly requests: readonly {
    readonly name: string;
    readonly requestID?: string;
    readonly statusCode?: number;
  }[];
  readonly records: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly ms: number;
  readonly hresult?: string;
  /** What QuickBooks would write to its own log file. */
  readonly detail?: string;
  readonly fate: 'answered' | 'refused' | 'dropped' | 'killed';
}

/** Every processed message set, in a file beside the books so that it outlives a killed process. */
export class MessageLog {
  readonly #entries: LogEntry[];

  constructor(private readonly path: string) {
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    this.#entries = lines.flatMap((line) => {
      try {
        return [JSON.parse(line) as LogEntry];
      } catch {
        return [];
      }
    });
  }

  add(entry: Omit<LogEntry, 'seq' | 'at'>): void {
    const numbered: LogEntry = { seq: this.#entries.length + 1, at: new Date().toISOString(), ...entry };
    this.#entries.push(numbered);
    appendFileSync(this.path, `${JSON.stringify(numbered)}\n`);
  }

  /** The entries after number n. */
  since(n: number): LogEntry[] {
    return this.#entries.filter(({ seq }) => seq > n);
  }
}

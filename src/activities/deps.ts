import type { BillcomClient } from '../billcom/client';
import type { Company } from '../ledger/companies';
import type { Database } from '../ledger/database';
import type { Doorbell } from '../ledger/doorbell';

/** What activities log with; pino fits. Entries hold ids, codes, counts and times, never business data. */
export interface ActivityLog {
  info(entry: object, message: string): void;
  warn(entry: object, message: string): void;
  error(entry: object, message: string): void;
}

/** What bounds a call to Bill.com, in milliseconds. */
export interface BillcomCallTimes {
  /** Longest time for one call. */
  readonly callLimitMs: number;
  /** How much later Bill.com may still carry out a call that was cut off. */
  readonly lateMarginMs: number;
  /** How long to wait before Bill.com is asked again that does not let us in; a person has to do something first. */
  readonly stoppedRetryMs: number;
}

/** Everything an activity may use; tests pass their own. */
export interface ActivityDeps {
  readonly database: Database;
  readonly doorbell: Doorbell;
  readonly billcomFor: (company: Company) => BillcomClient;
  readonly billcomCalls: BillcomCallTimes;
  readonly log: ActivityLog;
}

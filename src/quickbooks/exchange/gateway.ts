import type { Logger } from 'pino';
import type { Database } from '../../ledger/database';
import type { Doorbell } from '../../ledger/doorbell';
import type { LoginLimiter } from '../webconnector/loginLimiter';
import type { ExchangeLimits } from './limits';

/** What every operation of the Web Connector works with. Nothing here changes: all state is in Postgres. */
export interface Gateway {
  readonly database: Database;
  readonly doorbell: Doorbell;
  readonly loginLimiter: LoginLimiter;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly limits: ExchangeLimits;
  /** A test's clock; without one Postgres' own counts, which all processes share. */
  readonly now?: (() => Date) | undefined;
}

export function clock(gateway: Gateway): Date | null {
  return gateway.now?.() ?? null;
}

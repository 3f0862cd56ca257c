import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Database } from '../ledger/database';
import type { LoginLimiter } from '../quickbooks/webconnector/loginLimiter';

/** What the console works with. It keeps no state between requests, so that many may run. */
export interface ConsoleDeps {
  readonly database: Database;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Bounds the guessing of passwords. */
  readonly signInLimiter: LoginLimiter;
  /** People open it by HTTPS: cookies never travel otherwise. */
  readonly isSecure: boolean;
  /** The address at which people open it; undefined = on this machine only. */
  readonly publicUrl?: string;
  /** Addresses and networks of proxies of ours: only they may say who calls. */
  readonly trustedProxies: readonly string[];
  /** Requests a minute from one address. */
  readonly requestsPerMinute: number;
  /** Hooks of whoever counts and times requests. */
  measure?(app: FastifyInstance): void;
  readonly now: () => Date;
}

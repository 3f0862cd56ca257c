import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { AccessCheck, BillcomConnection, BillcomUrls } from '../billcom';
import type { Database } from '../ledger/database';
import type { AddressFinding } from '../quickbooks/webconnector/addressProbe';
import type { LoginLimiter } from '../quickbooks/webconnector/loginLimiter';
import type { AccessTestLimiter } from './accessTests';

/** What the console works with. It keeps no state between requests, so that many may run. */
export interface ConsoleDeps {
  readonly database: Database;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Bounds the guessing of passwords. */
  readonly signInLimiter: LoginLimiter;
  /** Bounds the tests of Bill.com credentials. */
  readonly accessTestLimiter: AccessTestLimiter;
  /** People open it by HTTPS: cookies never travel otherwise. */
  readonly isSecure: boolean;
  /** The address at which people open it; undefined = on this machine only. */
  readonly publicUrl?: string;
  /** The gateway as the QuickBooks computer reaches it: what .qwc files name. */
  readonly gatewayUrl?: string;
  /** How that address looks to the Web Connector; undefined while it is not known yet. Left out where there is none. */
  readonly lookAtAddress?: () => Promise<AddressFinding | undefined>;
  /** Of companies that are connected without one of their own. */
  readonly developerKey?: string;
  /** Another server that speaks Bill.com's API, offered beside production and sandbox. */
  readonly billcomServer?: BillcomUrls;
  /** Signs in to Bill.com once. @throws Problem with Bill.com's reason */
  readonly testAccess: (connection: BillcomConnection) => Promise<AccessCheck>;
  /** Addresses and networks of proxies of ours: only they may say who calls. */
  readonly trustedProxies: readonly string[];
  /** Requests a minute from one address. */
  readonly requestsPerMinute: number;
  /** Hooks of whoever counts and times requests. */
  measure?(app: FastifyInstance): void;
  readonly now: () => Date;
}

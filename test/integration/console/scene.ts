import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import {
  hashApiToken,
  newApiToken,
  hashSessionToken,
  newSessionToken,
  csrfTokenOf,
} from '../../../src/access/tokens';
import { Client } from 'pg';
import { createConsole } from '../../../src/console/app';
import type { ConsoleDeps } from '../../../src/console/deps';
import { cookieName } from '../../../src/console/signedIn';
import { insertApiToken, type TokenScope } from '../../../src/ledger/apiTokens';
import { insertCompany } from '../../../src/ledger/companies';
import { openDatabase, type Database } from '../../../src/ledger/database';
import { workerConnectionName } from '../../../src/ledger/livingWorkers';
import { setMembership } from '../../../src/ledger/memberships';
import { createSealer } from '../../../src/ledger/sealed';
import { readSettings } from '../../../src/ledger/settings';
import { insertUser, type Plan, type Role } from '../../../src/ledger/users';
import { insertUserSession } from '../../../src/ledger/userSessions';
import { createMemoryLoginLimiter } from '../../../src/quickbooks/webconnector/loginLimiter';
import { createTestDatabase } from '../../support/database';

/** The console on a real Postgres; requests go through it without a network. */
export interface ConsoleScene {
  readonly app: FastifyInstance;
  readonly database: Database;
  readonly errors: unknown[];
  /** Stands still when it is set. */
  readonly clock: { now?: Date };
  company(name: string): Promise<string>;
  /** A user who is signed in, with a role in a company. */
  signedIn(standing?: Standing): Promise<Visitor>;
  token(standing: Standing, scopes: readonly TokenScope[]): Promise<string>;
  rows<R extends object = any>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  end(): Promise<void>;
}

export interface Standing {
  readonly company?: string;
  readonly role?: Role;
  readonly plan?: Plan;
}

export interface Visitor {
  readonly userId: string;
  readonly email: string;
  readonly cookie: string;
  readonly csrf: string;
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** Sends a form as its page does. */
  post(url: string, form?: Record<string, string>): Promise<LightMyRequestResponse>;
}

export async function openConsole(more: Partial<ConsoleDeps> = {}): Promise<ConsoleScene> {
  const { url, drop } = await createTestDatabase();
  const database = openDatabase({ url, sealer: createSealer([Buffer.alloc(32, 7)]), connections: 4 });
  const errors: unknown[] = [];
  const clock: { now?: Date } = {};
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (error: unknown) => void errors.push(error),
  };
  const app = await createConsole({
    database,
    log: log,
    signInLimiter: createMemoryLoginLimiter(),
    isSecure: false,
    trustedProxies: [],
    requestsPerMinute: 100_000,
    now: () => clock.now ?? new Date(),
    ...more,
  });
  await app.ready();
  // As a worker that lives is seen by others.
  const worker = new Client({ connectionString: url, application_name: workerConnectionName('1@test') });
  await worker.connect();
  let users = 0;
  const user = async ({ company, role = 'Administrator', plan = 'both' }: Standing) => {
    users += 1;
    const email = `user${users}@example.com`;
    const userId = await database.asSystem((tx) =>
      insertUser(tx, { email, name: `User ${users}`, passwordHash: 'none' }),
    );
    if (company)
      await database.inCompany(company, (tx) =>
        setMembership(tx, { userId, companyId: company, role, plan }),
      );
    return { userId, email };
  };
  return {
    app,
    database,
    errors,
    clock,
    async company(name) {
      const id = await database.asSystem((tx) =>
        insertCompany(tx, {
          name,
          zone: 'America/Chicago',
          settings: readSettings({}),
          billcom: {
            v2Url: 'http://127.0.0.1:9',
            v3Url: 'http://127.0.0.1:9',
            organizationId: '008',
            userName: 'u',
          },
          billcomSecret: database.sealer.seal('{}'),
          webConnectorUser: `user-${name}`,
          webConnectorPasswordHash: 'none',
          ownerId: '7d1c9f1e-52a4-4d6b-9a3e-6b0f3c1f84d2',
          fileId: '00000000-0000-4000-8000-000000000003',
        }),
      );
      await database.pool.query(
        `update company set accepted_at = now(), last_login_at = now(),
           quickbooks = '{"companyName": "Hill Builders", "computer": "OFFICE-PC"}' where id = $1`,
        [id],
      );
      return id;
    },
    async signedIn(standing = {}) {
      const { userId, email } = await user(standing);
      const session = newSessionToken();
      await database.asSystem((tx) => insertUserSession(tx, hashSessionToken(session) as Buffer, userId));
      const cookie = `${cookieName(more.isSecure ?? false)}=${session}`;
      const csrf = csrfTokenOf(session);
      const send = (options: InjectOptions) =>
        app.inject({ ...options, headers: { cookie, ...options.headers } });
      return {
        userId,
        email,
        cookie,
        csrf,
        get: (path, headers = {}) => send({ method: 'GET', url: path, headers }),
        post: (path, form = {}) =>
          send({
            method: 'POST',
            url: path,
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            payload: new URLSearchParams({ _csrf: csrf, ...form }).toString(),
          }),
      };
    },
    async token(standing, scopes) {
      const { userId } = await user(standing);
      const token = newApiToken();
      const hash = hashApiToken(token) as Buffer;
      await database.asSystem((tx) =>
        insertApiToken(tx, { userId, name: 'a test', hash, scopes, days: null }),
      );
      return token;
    },
    rows: async (sql, values = []) => (await database.pool.query(sql, [...values])).rows,
    async end() {
      await app.close();
      await worker.end();
      await database.end();
      await drop();
    },
  };
}

/** A cycle that ended, and holds of most kinds. */
export async function fillCompany({ rows }: ConsoleScene, company: string): Promise<void> {
  await rows(
    `insert into cycle (company_id, number, mode, state, requested_by, started_at, ended_at, counts)
     values ($1, 1, 'sync', 'ended', 'Tieout', now() - interval '2 min', now() - interval '1 min', '{"applied": 2, "rejected": 1}')`,
    [company],
  );
  await rows('update company set next_cycle = 2 where id = $1', [company]);
  await rows(
    `insert into record (company_id, book, entity, id, fields, changed) values
       ($1, 'quickbooks', 'vendor', 'Q1', '{"name": "Acme Tile", "phone": "555-0101", "fax": "1"}', false),
       ($1, 'billcom', 'vendor', 'B1', '{"name": "Acme Tile", "phone": "555-0199", "fax": "2"}', false),
       ($1, 'billcom', 'bill', 'B2', '{"name": "A-100"}', false)`,
    [company],
  );
  await rows(
    `insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle) values ($1, 'vendor', 'Q1', 'B1', 'match', 1)`,
    [company],
  );
  const holds = [
    [
      'vendor',
      'quickbooks',
      'Q1',
      'conflict',
      'phone',
      'Acme Tile',
      { quickbooks: '555-0101', billcom: '555-0199' },
    ],
    ['vendor', 'quickbooks', 'Q1', 'conflict', 'fax', 'Acme Tile', { quickbooks: '1', billcom: '2' }],
    ['bill', 'billcom', 'B2', 'refused', '', 'A-100', {}],
    ['bill', 'billcom', 'B3', 'waiting', '', 'A-101', {}],
  ] as const;
  for (const [entity, book, record, cause, field, name, detail] of holds)
    await rows(
      `insert into hold (company_id, entity, book, record_id, cause, field, record_name, sentence, cure, release, detail, opened_cycle)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '{"when": "decision"}', $10, 1)`,
      [
        company,
        entity,
        book,
        record,
        cause,
        field,
        name,
        `The ${field || 'record'} of “${name}” <b>is held</b>.`,
        'Say with “tieout resolve” which value counts.',
        detail,
      ],
    );
  await rows(
    `insert into proposal (company_id, entity, quickbooks_id, billcom_id, number, names, score, evidence, opened_cycle)
     values ($1, 'vendor', 'Q7', 'B7', 4, '{"quickbooks": "Best Concrete", "billcom": "Best Concrete, Inc."}', 80, '{"the same phone"}', 1)`,
    [company],
  );
  await rows(
    `insert into tie_out (company_id, cycle, ledger, as_of, taken_at, quickbooks, billcom, scheduled_quickbooks, scheduled_billcom, agrees)
     values ($1, 1, 'ap', '2026-11-23', now(), 4300.00, 4312.00, 0, 0, false)`,
    [company],
  );
  await rows(
    `insert into tie_out_party (company_id, cycle, ledger, position, name, quickbooks_id, billcom_id, quickbooks, billcom)
     values ($1, 1, 'ap', 1, 'Acme Tile', 'Q1', 'B1', 300.00, 312.00), ($1, 1, 'ap', 2, 'Best Concrete', 'Q7', 'B7', 4000.00, 4000.00)`,
    [company],
  );
}

/**
 * Invoices that are marked to be e-mailed: `1001` can be sent, `1002` has no address, of `1003` it is not known whether it
 * was sent, `1004` was.
 */
export async function fillEmails({ rows }: ConsoleScene, company: string): Promise<void> {
  await rows(`update company set settings = settings || '{"receivables": "on"}' where id = $1`, [company]);
  await rows(
    `insert into record (company_id, book, entity, id, fields, facts, changed) values
       ($1, 'billcom', 'customer', 'BC1', '{"name": "Kern", "email": "kern@example.com"}', '{}', false),
       ($1, 'billcom', 'customer', 'BC2', '{"name": "Abel"}', '{}', false)`,
    [company],
  );
  await rows(
    `insert into record (company_id, book, entity, id, fields, facts, changed)
     select $1, book, 'invoice', case book when 'billcom' then 'B' else 'T' end || number,
       jsonb_build_object('name', number, 'date', '2026-11-24', 'toBeEmailed', true,
         'customer', case number when '1002' then 'BC2' else 'BC1' end),
       jsonb_build_object('total', '1250.00', 'customer', case number when '1002' then 'Abel' else 'Kern' end), false
     from generate_series(1001, 1004) n, lateral (select n::text as number) named,
       unnest(array['quickbooks', 'billcom']) as book`,
    [company],
  );
  await rows(
    `insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle)
     select $1, 'invoice', 'T' || n, 'B' || n, 'create', 1 from generate_series(1001, 1004) n`,
    [company],
  );
  await rows(
    `insert into invoice_email (company_id, billcom_id, address, who, state, because, cure, settled_at) values
       ($1, 'B1003', 'kern@example.com', 'Ann', 'unclear', 'Bill.com does not tell whether it was sent.', 'Ask the customer.', now()),
       ($1, 'B1004', 'kern@example.com', 'Ann', 'sent', null, null, now())`,
    [company],
  );
}

import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import {
  hashApiToken,
  newApiToken,
  hashSessionToken,
  newSessionToken,
  csrfTokenOf,
} from '../../../src/access/tokens';
import { Client } from 'pg';
import { createMemoryAccessTestLimiter } from '../../../src/console/accessTests';
import { createConsole } from '../../../src/console/app';
import type { ConsoleDeps } from '../../../src/console/deps';
import { cookieName } from '../../../src/console/signedIn';
import { insertApiToken, type TokenScope } from '../../../src/ledger/apiTokens';
import { insertCompany } from '../../../src/ledger/companies';
import { openDatabase, type Database } from '../../../src/ledger/database';
import { workerConnectionName } from '../../../src/ledger/livingWorkers';
import { setMembership } from '../../../src/ledger/memberships';
import { createSealer } from '../../../src/ledger/sealed';
import { planningSettings, readSettings } from '../../../src/ledger/settings';
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
    accessTestLimiter: createMemoryAccessTestLimiter({ perUser: 1000, perInstallation: 1000 }),
    isSecure: false,
    trustedProxies: [],
    requestsPerMinute: 100_000,
    testAccess: () => Promise.reject(new Error('this test asks Bill.com nothing')),
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

/** A first preview (cycle 2) that waits to be accepted: three vendors, a pair and a bill. */
export async function fillPreview({ rows }: ConsoleScene, company: string): Promise<void> {
  await rows(
    `insert into cycle (company_id, number, mode, state, requested_by, started_at, ended_at, counts)
     values ($1, 2, 'preview', 'waitingForAccept', 'Ann', now() - interval '50 s', now() - interval '1 s', '{"proposed": 4, "links": 1}')`,
    [company],
  );
  await rows('update company set next_cycle = 3, accepted_at = null where id = $1', [company]);
  await rows('insert into preview (company_id, cycle, settings) values ($1, 2, $2)', [
    company,
    planningSettings(readSettings({})),
  ]);
  await rows(
    `insert into record (company_id, book, entity, id, fields) values
       ($1, 'quickbooks', 'vendor', 'Q8', '{"name": "Zeta Stone", "phone": "555-0188"}'),
       ($1, 'quickbooks', 'vendor', 'Q9', '{"name": "Yard Supply"}')`,
    [company],
  );
  await rows(
    `insert into operation (company_id, cycle, entity, book, action, state, record_id, source_id, fields, source_base, before) values
       ($1, 2, 'vendor', 'billcom', 'create', 'proposed', null, 'Q8', '{"name": "Zeta Stone", "phone": "555-0188"}', '{"name": "Zeta Stone"}', null),
       ($1, 2, 'vendor', 'billcom', 'create', 'proposed', null, 'Q9', '{"name": "Yard Supply"}', '{"name": "Yard Supply"}', null),
       ($1, 2, 'vendor', 'quickbooks', 'update', 'proposed', 'Q1', 'B1', '{"phone": "555-0101"}', '{"phone": "555-0101"}', '{"phone": "555-0000"}'),
       ($1, 2, 'bill', 'quickbooks', 'create', 'proposed', null, 'B2', '{"name": "A-100", "vendor": "Q1"}', '{"name": "A-100"}', null)`,
    [company],
  );
  await rows(
    `insert into preview_link (company_id, entity, quickbooks_id, billcom_id, made_by) values ($1, 'vendor', 'Q1', 'B1', 'match')`,
    [company],
  );
}

/** Cycle 1 as it went: a session with three exchanges, steps, refusals; a day of calls; and what was done by whom. */
export async function fillHistory({ rows }: ConsoleScene, company: string): Promise<void> {
  const at = (seconds: number): string => `now() - interval '2 min' + interval '${seconds} s'`;
  await rows(`update cycle set counts = $2 where company_id = $1 and number = 1`, [
    company,
    {
      applied: 2,
      rejected: 1,
      writes: [
        { entity: 'bill', book: 'quickbooks', create: 0, update: 0, void: 0, refused: 1 },
        { entity: 'vendor', book: 'billcom', create: 1, update: 1, void: 0, refused: 0 },
      ],
      linked: { vendor: 1 },
      entities: [
        { entity: 'vendor', held: 1 },
        { entity: 'bill', held: 2 },
      ],
    },
  ]);
  const [session] = await rows(
    `insert into web_connector_session (company_id, ticket_hash, state, cycle, opened_at, last_call_at, closed_at, close_reason, round_trips)
     values ($1, $2, 'closed', 1, ${at(0)}, ${at(40)}, ${at(40)}, 'nothing left to do', 3) returning id`,
    [company, Buffer.from(company)],
  );
  await rows(
    `insert into exchange (company_id, key, cycle, step, kind, state, session_id, queued_at, sent_at, answered_at) values
       ($1, 'x0', 1, 'guard', 'read', 'settled', $2, ${at(6)}, ${at(6)}, ${at(8)}),
       ($1, 'x1', 1, 'read', 'read', 'settled', $2, ${at(9)}, ${at(10)}, ${at(30)}),
       ($1, 'x2', 1, 'bill', 'write', 'settled', $2, ${at(32)}, ${at(33)}, ${at(38)})`,
    [company, session.id],
  );
  await rows(
    `insert into cycle_step (company_id, cycle, book, step, phase, state, done, total, started_at, ended_at, message) values
       ($1, 1, 'billcom', 'read', 'read', 'done', 120, 120, ${at(1)}, ${at(20)}, null),
       ($1, 1, 'quickbooks', 'bill', 'write', 'done', 1, 1, ${at(32)}, ${at(38)}, null),
       ($1, 1, 'billcom', 'vendor', 'write', 'failed', 2, 3, ${at(33)}, ${at(55)}, 'Bill.com did not answer.')`,
    [company],
  );
  await rows(
    `insert into operation (company_id, cycle, entity, book, action, state, source_id, fields, source_base, status_code, message)
     values ($1, 1, 'bill', 'quickbooks', 'create', 'rejected', 'B2', '{"name": "A-100"}', '{}', '3140', 'There is an invalid reference to account “Tools”.')`,
    [company],
  );
  await rows(
    `insert into web_connector_poll (company_id, minute, calls, refused)
     select $1, date_trunc('minute', now()) - make_interval(mins => n), 1, case when n between 500 and 510 then 1 else 0 end
     from generate_series(0, 1700, 5) n where n < 200 or n > 320`,
    [company],
  );
  await rows(
    `insert into audit (company_id, at, who, action, entity, book, record_id, before, after, detail) values
       ($1, '2026-11-01T12:00Z', 'ann@example.com', 'changed settings', null, null, null, '{"everyMinutes": 15}', '{"everyMinutes": 5}', null),
       ($1, '2026-11-02T04:30Z', 'Tieout', 'update', 'vendor', 'quickbooks', 'Q1', '{"phone": "555-0000"}', '{"phone": "555-0101"}', null),
       ($1, '2026-11-02T14:00Z', 'Tieout', 'create', 'bill', 'billcom', 'B2', null, '{"name": "A-100", "vendor": "B1"}', null),
       ($1, '2026-11-03T14:00Z', 'bob@example.com', 'paused', null, null, null, null, null, '=HYPERLINK("http://evil")')`,
    [company],
  );
}

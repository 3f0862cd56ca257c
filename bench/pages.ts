import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { hashSessionToken, newSessionToken } from '../src/access/tokens';
import { createMemoryAccessTestLimiter } from '../src/console/accessTests';
import { createConsole } from '../src/console/app';
import { cookieName } from '../src/console/signedIn';
import { openDatabase, type Database } from '../src/ledger/database';
import { setMembership } from '../src/ledger/memberships';
import { migrate } from '../src/ledger/migrate';
import { createSealer } from '../src/ledger/sealed';
import { insertUserSession } from '../src/ledger/userSessions';
import { insertUser } from '../src/ledger/users';
import { createMemoryLoginLimiter } from '../src/quickbooks/webconnector/loginLimiter';
import { startPostgres } from '../src/runtime/postgres';
import { figure, median } from './figures';
import { insertLargeCompany } from './largeCompany';
import { say, table } from './say';

/** How long one page or answer of the API took, asked for again and again. */
export interface PageMeasured {
  readonly route: string;
  readonly status: number;
  readonly medianMs: number;
  readonly slowestMs: number;
  readonly kilobytes: number;
}

const goalMs = 100;
const times = 15;
/** Of a bookkeeper's office, all on one page. */
const companies = 500;
/** What stays open, and what belongs to no company, is not measured. */
const isMeasured = (url: string): boolean => url.includes('/companies/:company') && !url.endsWith('/live');

/** Every page and every answer of the API, of a company with so many records in each book; and the page of 500 companies. */
export async function measurePages(records: number): Promise<PageMeasured[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tieout-bench-'));
  const postgres = await startPostgres({ dataFolder: path.join(folder, 'postgres'), persistent: false });
  await migrate(postgres.url);
  const database = openDatabase({
    url: postgres.url,
    sealer: createSealer([Buffer.alloc(32, 7)]),
    connections: 10,
  });
  const urls = new Set<string>();
  const app = await createConsole({
    database,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (error: unknown) => say(`${String(error)}\n`),
    },
    signInLimiter: createMemoryLoginLimiter(),
    accessTestLimiter: createMemoryAccessTestLimiter(),
    isSecure: false,
    trustedProxies: [],
    requestsPerMinute: 1_000_000,
    now: () => new Date(),
    testAccess: () => Promise.reject(new Error('the bench asks Bill.com nothing')),
    measure: (made) =>
      void made.addHook('onRoute', ({ method, url }) => {
        if ([method].flat().includes('GET') && isMeasured(url)) urls.add(url);
      }),
  });
  try {
    await app.ready();
    const company = await insertLargeCompany({ database, pool: database.pool }, records);
    const cookie = await signIn(database, company);
    const known = await knownParts(database, company);
    const measured: PageMeasured[] = [];
    for (const url of urls) {
      const address = addressOf(url, known);
      if (address === undefined) say(`Not measured, for the bench has nothing to put into it: ${url}\n`);
      else measured.push({ route: url, ...(await time(app, address, cookie)) });
    }
    await insertMoreCompanies(database);
    for (const url of ['/companies', '/companies?page=10', '/api/v1/companies'])
      measured.push({ route: `${url} (of ${companies})`, ...(await time(app, url, cookie)) });
    return measured.sort((one, two) => two.medianMs - one.medianMs);
  } finally {
    await app.close();
    await database.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function signIn(database: Database, companyId: string): Promise<string> {
  const session = newSessionToken();
  const hash = hashSessionToken(session);
  if (!hash) throw new Error('a session has no hash');
  const userId = await database.asSystem((tx) =>
    insertUser(tx, { email: 'ann@example.com', name: 'Ann', passwordHash: 'none' }),
  );
  await database.asSystem((tx) => insertUserSession(tx, hash, userId));
  await database.inCompany(companyId, (tx) =>
    setMembership(tx, { userId, companyId, role: 'Administrator', plan: 'both' }),
  );
  return `${cookieName(false)}=${session}`;
}

/** As the large one, but for their records: each with a cycle that ended, and every third with something held. */
async function insertMoreCompanies({ pool }: Database): Promise<void> {
  await pool.query(
    `insert into company
     select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'name', 'Company ' || n,
       'web_connector_user', 'company-' || n))).* from company c, generate_series(2, $1::int) n`,
    [companies],
  );
  await pool.query(
    `insert into membership select (jsonb_populate_record(m, jsonb_build_object('company_id', c.id))).*
     from membership m, company c where c.id <> m.company_id`,
  );
  await pool.query(
    `insert into cycle (company_id, number, mode, state, requested_by, started_at, ended_at)
     select id, n, 'sync', 'ended', 'Tieout', now(), now() from company, generate_series(1, 20) n where name like 'Company %'
     on conflict do nothing`,
  );
  await pool.query(
    `insert into hold (company_id, entity, book, record_id, cause, field, record_name, sentence, cure, release, detail, opened_cycle)
     select id, 'vendor', 'quickbooks', 'Q' || n, 'conflict', 'phone', 'Vendor ' || n, 'It is held.', 'Decide.', '{"when": "decision"}', '{}', 1
     from company, generate_series(1, 10) n where name ~ '^Company .*[369]$' on conflict do nothing`,
  );
  await pool.query('analyze company, membership, cycle, hold');
}

/** What stands for the parts of an address. */
async function knownParts(database: Database, company: string): Promise<Readonly<Record<string, string>>> {
  const { rows } = await database.pool.query<{ id: string; entity: string; recordId: string }>(
    `select id, entity, record_id as "recordId" from operation where company_id = $1 and entity = 'bill' limit 1`,
    [company],
  );
  const [operation] = rows;
  if (!operation) throw new Error('the company has no writes');
  const { id, entity, recordId } = operation;
  return { company, operation: id, entity, book: 'quickbooks', id: recordId, cycle: '1000', number: '1' };
}

function addressOf(url: string, known: Readonly<Record<string, string>>): string | undefined {
  const parts = [...url.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
  if (parts.some((name) => !(name in known))) return undefined;
  return url.replace(/:(\w+)/g, (_, name: string) => known[name] ?? '');
}

async function time(app: FastifyInstance, url: string, cookie: string): Promise<Omit<PageMeasured, 'route'>> {
  const taken: number[] = [];
  let [status, bytes] = [0, 0];
  for (let count = 0; count < times; count += 1) {
    const started = performance.now();
    const answer = await app.inject({ url, headers: { cookie } });
    taken.push(performance.now() - started);
    status = answer.statusCode;
    bytes = answer.rawPayload.length;
  }
  // The first one compiles and warms; a person's page is one of many.
  const warm = taken.slice(1);
  return { status, medianMs: median(warm), slowestMs: Math.max(...warm), kilobytes: bytes / 1_024 };
}

export function sayPages(records: number, measured: readonly PageMeasured[]): void {
  say(
    `\nPages and the API of a company with ${records.toLocaleString('en-US')} records in each book, asked for one after the other (goal: less than ${goalMs} ms).\n`,
  );
  table(
    measured.map(({ route, status, medianMs, slowestMs, kilobytes }) => ({
      route,
      status,
      'median ms': figure(medianMs),
      'slowest ms': figure(slowestMs),
      'of the goal': `${Math.round((medianMs / goalMs) * 100)} %`,
      kB: figure(kilobytes),
    })),
  );
}

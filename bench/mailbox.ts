import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { insertCompany } from '../src/ledger/companies';
import { openDatabase, type Database } from '../src/ledger/database';
import { openDoorbell } from '../src/ledger/doorbell';
import { migrate } from '../src/ledger/migrate';
import { createSealer } from '../src/ledger/sealed';
import { readSettings } from '../src/ledger/settings';
import { queueExchange } from '../src/quickbooks/exchange/mailbox';
import { createWebConnectorService } from '../src/quickbooks/exchange/service';
import { encodeRequests } from '../src/quickbooks/qbxml/encode';
import { listQuery } from '../src/quickbooks/qbxml/queries';
import { hashPassword } from '../src/quickbooks/webconnector/passwords';
import { createWebConnectorServer } from '../src/quickbooks/webconnector/server';
import type { WebConnectorService } from '../src/quickbooks/webconnector/service';
import { startPostgres } from '../src/runtime/postgres';
import { instantService, measure, type Measured } from './gateway';

/** One load, through the SOAP layer alone and through the real mailbox. */
export interface MailboxRow {
  readonly answerBytes: number;
  readonly sessions: number;
  readonly soapAlone: Measured;
  readonly mailbox: Measured;
}

const silent = (): void => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };
const password = 'a password';
/** Exchanges per second: sealed hand-out and sealed answer in Postgres, beside the same SOAP calls answered at once. */
export async function measureMailbox(loads: {
  readonly answerBytes: readonly number[];
  readonly sessions: readonly number[];
  readonly seconds: number;
}): Promise<MailboxRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tieout-bench-'));
  const postgres = await startPostgres({ dataFolder: path.join(folder, 'postgres'), persistent: false });
  await migrate(postgres.url);
  const sealer = createSealer([Buffer.alloc(32, 7)]);
  const database = openDatabase({ url: postgres.url, sealer, connections: 10 });
  const doorbell = await openDoorbell(postgres.url);
  const service = createWebConnectorService({ database, doorbell, log });
  const health = async () => ({ healthy: true });
  const real = createWebConnectorServer({ service, log, health });
  const alone = createWebConnectorServer({ service: instantService(), log, health });
  try {
    const { url } = await real.listen(0, '127.0.0.1');
    const { url: aloneUrl } = await alone.listen(0, '127.0.0.1');
    const rows: MailboxRow[] = [];
    for (const answerBytes of loads.answerBytes)
      for (const sessions of loads.sessions) {
        const load = { kind: 'gateway load', answerBytes, sessions, seconds: loads.seconds } as const;
        const soapAlone = await measure({ ...load, url: aloneUrl });
        const tickets: string[] = [];
        for (let count = 0; count < sessions; count += 1) tickets.push(await openSession(database, service));
        const mailbox = await measure({ ...load, url, tickets });
        await assertAnswered(database);
        rows.push({ answerBytes, sessions, soapAlone, mailbox });
      }
    return rows;
  } finally {
    await real.close();
    await alone.close();
    await doorbell.end();
    await database.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A company of its own with an open session, past its guard, in a reading whose pages never end. @returns the ticket. */
async function openSession(database: Database, service: WebConnectorService): Promise<string> {
  const user = randomUUID();
  const hash = await hashPassword(password);
  const companyId = await database.asSystem((tx) =>
    insertCompany(tx, {
      name: user,
      zone: 'America/Chicago',
      settings: readSettings({}),
      billcom: { v2Url: '', v3Url: '', organizationId: user, userName: '' },
      billcomSecret: Buffer.alloc(1),
      webConnectorUser: user,
      webConnectorPasswordHash: hash,
      ownerId: randomUUID(),
      fileId: randomUUID(),
    }),
  );
  const [ticket = ''] = await service.authenticate({
    strUserName: user,
    strPassword: password,
    remoteAddress: '127.0.0.1',
  });
  await database.inCompany(companyId, async (tx) => {
    await tx.query(
      `update web_connector_session set guarded_at = now(), qbxml_version = '13.0' where company_id = $1`,
      [companyId],
    );
    const { rows } = await tx.query<{ id: string; cycle: number }>(
      'select id, cycle from web_connector_session where company_id = $1',
      [companyId],
    );
    const [session] = rows;
    if (!session) throw new Error('there is no session');
    const query = { ...listQuery('Vendor', { maxReturned: 100, iterator: 'Start' }), requestID: '1' };
    await queueExchange(tx, database.sealer, {
      companyId,
      key: 'bench',
      cycle: session.cycle,
      step: 'read',
      kind: 'read',
      sessionId: session.id,
      body: encodeRequests([query], '13.0'),
      requests: 1,
      query,
    });
  });
  return ticket;
}

/** Pages without end: what was not answered with a page was not measured. */
async function assertAnswered(database: Database): Promise<void> {
  const { rows } = await database.pool.query<{ dry: number }>(
    `select count(*)::int as dry
       from (select company_id from exchange group by company_id
             having count(*) filter (where state = 'answered') < 3) mailbox`,
  );
  if (rows[0]?.dry !== 0)
    throw new Error('some mailboxes were hardly used: the measurement is worth nothing');
}

import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { retryingAsBillcomAsks } from '../../../src/activities/billcom/failure';
import type { ActivityDeps } from '../../../src/activities/deps';
import { BillcomError } from '../../../src/billcom/errors';
import { errorCodes } from '../../../src/billcom/errorCodes';
import { loadCompany, type Company } from '../../../src/ledger/companies';
import { openDatabase, type Database } from '../../../src/ledger/database';
import { createSealer } from '../../../src/ledger/sealed';
import { endStep, stepsOf, takeLease, waitingSteps, type Lease } from '../../../src/ledger/steps';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** What a step waits for, as it stands in its row. */

let server: TestDatabase;
let database: Database;
let company: Company;

beforeEach(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.url, sealer: createSealer([Buffer.alloc(32, 7)]), connections: 3 });
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into company (name, zone, billcom, billcom_secret, web_connector_user, web_connector_password_hash, owner_id, file_id)
     values ('A', 'America/Chicago', '{}', '', 'a', '', gen_random_uuid(), gen_random_uuid()) returning id`,
  );
  const { id } = rows[0] as { id: string };
  company = await database.inCompany(id, (tx) => loadCompany(tx, id));
});
afterEach(async () => {
  await database.end();
  await server.drop();
});

const step = () =>
  ({ companyId: company.id, cycle: 1, book: 'billcom', step: 'vendor', phase: 'write' }) as const;

const attempt = (work: (lease: Lease) => Promise<void>): Promise<unknown> => {
  const billcomCalls = { stoppedRetryMs: 300_000 };
  const deps = { database, billcomCalls, log: { warn: () => undefined } } as unknown as ActivityDeps;
  return new MockActivityEnvironment(undefined, { logger: new DefaultLogger('ERROR') })
    .run(() => retryingAsBillcomAsks(deps, company, step(), work))
    .catch((error: unknown) => error);
};
const failing = (code: string, more: object = {}) => {
  const entry = errorCodes[code];
  if (!entry) throw new Error('no such code');
  return new BillcomError({ ...entry, class: entry.reaction, code, ...more });
};
const steps = () => database.inCompany(company.id, (tx) => stepsOf(tx, company.id, 1));

test('a throttle is in the row until the next attempt begins', async () => {
  const before = Date.now();
  await attempt(() => Promise.reject(failing('BDC_1144', { retryAfterMs: 600_000 })));
  const [waiting, ...others] = waitingSteps(await steps());
  expect(others).toEqual([]);
  expect(waiting).toMatchObject({ step: 'vendor', waitsFor: 'billcom', state: 'running' });
  expect(waiting?.message).toMatch(
    /^Bill\.com asked us to wait until \d\d:\d\d C[DS]T \(too many calls this hour\)\.$/,
  );
  const waitsMs = (waiting?.waitsUntil?.getTime() ?? 0) - before;
  expect(waitsMs).toBeGreaterThanOrEqual(600_000);
  expect(waitsMs).toBeLessThan(660_000);

  await attempt(async (lease) => {
    expect(waitingSteps(await steps())).toEqual([]);
    await database.inCompany(company.id, (tx) => endStep(tx, lease));
  });
  expect(await steps()).toMatchObject([{ state: 'done', message: null, waitsFor: null, waitsUntil: null }]);
});

test('an attempt that was overtaken says nothing of the newer one', async () => {
  await attempt(async () => {
    await database.inCompany(company.id, (tx) => takeLease(tx, step()));
    throw failing('BDC_1144', { retryAfterMs: 600_000 });
  });
  expect(waitingSteps(await steps())).toEqual([]);
});

test('wrong credentials stop the company too', async () => {
  await attempt(() => Promise.reject(failing('BDC_1101')));
  expect(waitingSteps(await steps())).toMatchObject([{ waitsFor: 'access' }]);
  const { stops } = await database.inCompany(company.id, (tx) => loadCompany(tx, company.id));
  expect(stops).toMatchObject([{ guard: 'billcom' }]);
  expect(waitingSteps(await steps())[0]?.message.startsWith(stops[0]?.because ?? '-')).toBe(true);
});

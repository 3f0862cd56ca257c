import { readPages } from '../../../src/activities/billcom/readList';
import type { ActivityDeps } from '../../../src/activities/deps';
import type { BillcomClient } from '../../../src/billcom/client';
import { readRows } from '../../../src/billcom/rows';
import { vendor } from '../../../src/entities/vendor';
import { openDatabase, type Database } from '../../../src/ledger/database';
import { loadRecords, mirrorRecords } from '../../../src/ledger/records';
import { createSealer } from '../../../src/ledger/sealed';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let server: TestDatabase;
let database: Database;
let companyId: string;

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.url, sealer: createSealer([Buffer.alloc(32, 7)]) });
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into company (name, zone, billcom, billcom_secret, web_connector_user, web_connector_password_hash, owner_id, file_id)
     values ('A', 'America/Chicago', '{}', '', 'a', '', gen_random_uuid(), gen_random_uuid()) returning id`,
  );
  companyId = (rows[0] as { id: string }).id;
});
afterAll(async () => {
  await database.end();
  await server.drop();
});

const row = (number: number, fields: Record<string, unknown>): Record<string, unknown> => ({
  id: `00901${String(number).padStart(15, '0')}`,
  isActive: '1',
  createdTime: '2026-03-01T15:00:00.000+0000',
  updatedTime: '2026-03-01T15:00:00.000+0000',
  ...fields,
});

/** What Bill.com answers, through JSON as on the wire, taken into the mirror. */
async function mirrored(rows: readonly unknown[]) {
  const client = {
    async *list(_object: string, schema: Parameters<typeof readRows>[1]) {
      await Promise.resolve();
      yield { ...readRows(JSON.parse(JSON.stringify(rows)) as unknown[], schema), start: 0 };
    },
  } as unknown as BillcomClient;
  const deps = { database, log: { warn: () => undefined } } as unknown as ActivityDeps;
  for await (const { records: page } of readPages(deps, companyId, client, vendor)) {
    await database.inCompany(companyId, (tx) => mirrorRecords(tx, companyId, 'billcom', 'vendor', page));
  }
  const records = await database.inCompany(companyId, (tx) =>
    loadRecords(tx, companyId, 'billcom', 'vendor'),
  );
  return [...records.values()].map(({ fields, problem }) => ({ name: fields.name, problem }));
}

test('text that Postgres cannot keep is the problem of its row; the others are taken in', async () => {
  expect(
    await mirrored([
      row(1, { name: 'Acme' }),
      row(2, { name: 'Half an emoji', companyName: 'Party \ud83c' }),
      row(3, { name: 'Nothing\u0000' }),
      row(4, { name: 'Party 🎈' }),
    ]),
  ).toEqual([
    { name: 'Acme', problem: null },
    { name: 'Half an emoji', problem: 'field "companyName": contains a broken character' },
    { name: 'Nothing\uFFFD', problem: 'field "name": contains a broken character' },
    { name: 'Party 🎈', problem: null },
  ]);
});

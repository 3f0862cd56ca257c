import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../../src/ledger/migrate';
import { readSettings } from '../../../src/ledger/settings';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const folder = path.resolve('src/ledger/migrations');
const later = '035-receivables-later.sql';

/** The upgrade of companies that were added before receivables were synced. */
describe('the upgrade to receivables', () => {
  let postgres: TestDatabase;
  let client: Client;

  /** A database as it was before the upgrade: of the newest schema nothing is left. */
  beforeAll(async () => {
    postgres = await createTestDatabase();
    client = new Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('drop schema public cascade; create schema public');
    await client.query(
      'create table tieout_migration (name text primary key, run_at timestamptz not null default now())',
    );
    for (const name of readdirSync(folder).sort()) {
      if (!name.endsWith('.sql') || name >= later) continue;
      await client.query(`begin; ${readFileSync(path.join(folder, name), 'utf8')}; commit`);
      await client.query('insert into tieout_migration (name) values ($1)', [name]);
    }
  });
  afterAll(async () => {
    await client.end();
    await postgres.drop();
  });

  const add = async (name: string, settings: object, isAccepted: boolean): Promise<void> => {
    await client.query(
      `insert into company (name, zone, settings, billcom, billcom_secret, web_connector_user, web_connector_password_hash,
         owner_id, file_id, accepted_at)
       values ($1, 'America/Chicago', $2, '{}', '', $1, '', gen_random_uuid(), gen_random_uuid(), case when $3 then now() end)`,
      [name, settings, isAccepted],
    );
  };

  test('switches them off where nobody has seen what they would do, and nowhere else', async () => {
    await add('accepted before', { everyMinutes: 30 }, true);
    await add('not accepted yet', { everyMinutes: 30 }, false);
    await add('syncs them', { everyMinutes: 30 }, true);
    await client.query(
      `insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle)
       select id, 'invoice', '1-1', '00e1', 'match', 1 from company where name = 'syncs them'`,
    );
    await add('says on', { receivables: 'on' }, true);
    await add('says off', { receivables: 'off' }, true);
    expect(await migrate(postgres.url)).toContain(later);

    const { rows } = await client.query<{ name: string; settings: object }>(
      'select name, settings from company order by name',
    );
    expect(rows.map(({ name, settings }) => [name, readSettings(settings).receivables])).toEqual([
      ['accepted before', 'off'],
      ['not accepted yet', 'on'],
      ['says off', 'off'],
      ['says on', 'on'],
      ['syncs them', 'on'],
    ]);
    expect(readSettings(rows[0]?.settings).everyMinutes).toBe(30);

    const lines = await client.query(
      'select company.name, who, action, after, detail from audit join company on company.id = company_id',
    );
    expect(lines.rows).toEqual([
      {
        name: 'accepted before',
        who: 'the upgrade',
        action: 'changed settings',
        after: { receivables: 'off' },
        detail: expect.stringContaining('receivables=on'),
      },
    ]);
  });

  test('is done once: what somebody switches on afterwards stays on', async () => {
    await client.query(`update company set settings = settings || '{"receivables": "on"}'`);
    expect(await migrate(postgres.url)).toEqual([]);
    const { rows } = await client.query(`select distinct settings ->> 'receivables' as now from company`);
    expect(rows).toEqual([{ now: 'on' }]);
  });
});

import { exchangesOf } from '../../../src/quickbooks/exchange/exchanges';
import { markSettled } from '../../../src/quickbooks/exchange/mailbox';
import { sessionState } from '../../../src/quickbooks/exchange/sessions';
import type { Company, Login, Scene } from './scene';
import { answer, ask, openScene, openSession, queue, queueWrite, reply, stateOf, vendorAdd } from './scene';

let scene: Scene;
let harbour: Company;
let pier: Company;
let atHarbour: Login;
let atPier: Login;
beforeAll(async () => {
  scene = await openScene();
  [harbour, pier] = [await scene.company(), await scene.company()];
  [atHarbour, atPier] = [await openSession(scene, harbour), await openSession(scene, pier)];
  for (const login of [atHarbour, atPier]) {
    await queueWrite(scene, login, 'a write');
    await ask(scene, login);
    await reply(scene, login, { response: answer('1', 'VendorAddRs') });
  }
});
afterAll(() => scene.end());

test('two sessions at once get their own exchanges only', async () => {
  const [one, two] = await Promise.all([
    queue(scene, atHarbour, { key: 'same key', body: vendorAdd('Harbour') }),
    queue(scene, atPier, { key: 'same key', body: vendorAdd('Pier') }),
  ]);
  const [harbourText, pierText] = await Promise.all([ask(scene, atHarbour), ask(scene, atPier)]);
  expect(harbourText).toContain('Harbour');
  expect(pierText).toContain('Pier');
  await Promise.all([
    reply(scene, atHarbour, { response: answer('1', 'HarbourRs') }),
    reply(scene, atPier, { response: answer('1', 'PierRs') }),
  ]);
  const [ours] = await exchangesOf(scene.database, harbour.id, { keys: ['same key'] });
  const [theirs] = await exchangesOf(scene.database, pier.id, { keys: ['same key'] });
  expect(ours).toMatchObject({ id: one.id, answer: expect.stringContaining('HarbourRs') });
  expect(theirs).toMatchObject({ id: two.id, answer: expect.stringContaining('PierRs') });
});

interface CompanyTable {
  readonly table: string;
  /** A company's transaction may read it; the others are the system's alone. */
  readonly isGranted: boolean;
}

/** Every table with a company's rows, whatever migration made it. */
async function companyTables(): Promise<CompanyTable[]> {
  return scene.rows<CompanyTable>(
    `select c.relname as table, has_table_privilege('tieout_app', c.oid, 'select') as "isGranted" from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped
      where c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace order by 1`,
  );
}

interface Column {
  /** What it refers to besides the company, if anything: one that is there will do. */
  readonly refersTo: string | null;
  readonly column: string;
  readonly type: string;
  /** Of a check constraint on this column alone, if there is one. */
  readonly check: string | null;
}

/** A row of nothing but what the table demands. */
async function plantRow(table: string, companyId: string): Promise<void> {
  const needed = await scene.rows<Column>(
    `select a.attname as column,
            (select k.confrelid::regclass::text from pg_constraint k
              where k.conrelid = a.attrelid and k.contype = 'f' and k.conkey = array[a.attnum] limit 1) as "refersTo",
            format_type(a.atttypid, null) as type,
            (select pg_get_constraintdef(k.oid) from pg_constraint k
              where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1) as check
       from pg_attribute a
      where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull
        and not a.atthasdef and a.attidentity = '' and a.attname <> 'company_id'`,
    [table],
  );
  const names = ['company_id', ...needed.map(({ column }) => column)];
  await scene.rows(
    `insert into ${table} (${names.join(', ')}) values ($1${needed.map((column) => `, ${valueFor(column)}`).join('')})`,
    [companyId],
  );
}

function valueFor({ type, check, refersTo }: Column): string {
  if (refersTo !== null) return `(select id from ${refersTo} limit 1)`;
  const allowed = /'([^']+)'/.exec(check ?? '')?.[1];
  if (allowed !== undefined) return `'${allowed}'`;
  if (type === 'jsonb' || type.endsWith('[]')) return `'{}'`;
  if (type === 'uuid') return 'gen_random_uuid()';
  if (type === 'bytea') return `decode(md5(random()::text), 'hex')`;
  if (type === 'timestamp with time zone' || type === 'date') return 'now()';
  if (type === 'boolean') return 'true';
  return type === 'text' ? `'x'` : '0';
}

test('in one company’s transaction no row of another is there, in any table', async () => {
  const tables = await companyTables();
  expect(tables.length).toBeGreaterThan(10);
  await scene.rows(
    "insert into app_user (email, name, password_hash) values ('ann@example.com', 'Ann', 'x')",
  );
  for (const { table, isGranted } of tables) {
    if ((await scene.rows(`select from ${table} where company_id = $1`, [pier.id])).length === 0)
      await plantRow(table, pier.id);
    const there = (company: Company): Promise<unknown> =>
      scene.database
        .inCompany(company.id, (tx) => tx.query(`select from ${table} where company_id = $1`, [pier.id]))
        .then(({ rowCount }) => rowCount, String);
    const denied = expect.stringContaining('permission denied');
    expect({ table, foreign: await there(harbour) }).toEqual({ table, foreign: isGranted ? 0 : denied });
    const own = await there(pier);
    if (isGranted) expect({ table, own }).not.toEqual({ table, own: 0 });
    else expect({ table, own }).toEqual({ table, own: denied });
  }
});

test('a company sees no other company', async () => {
  const seen = await scene.database.inCompany(harbour.id, (tx) =>
    tx.query<{ id: string }>('select id from company'),
  );
  expect(seen.rows.map(({ id }) => id)).toEqual([harbour.id]);
});

test('no company changes or adds a row of another, in any table', async () => {
  const refused = /row-level security|permission denied/;
  for (const { table } of await companyTables()) {
    const write = (sql: string): Promise<string> =>
      scene.database
        .inCompany(harbour.id, (tx) => tx.query(sql, [pier.id]))
        .then(({ rowCount }) => `${rowCount} rows`, String);
    const changed = await write(`update ${table} set company_id = company_id where company_id = $1`);
    expect({ table, changed }).toEqual({
      table,
      changed: expect.stringMatching(/^0 rows$|permission denied/),
    });
    const added = await write(`insert into ${table} (company_id) values ($1)`);
    expect({ table, added }).toEqual({ table, added: expect.stringMatching(refused) });
  }
});

test('another company’s rows can be neither moved nor made', async () => {
  const theirs = await queue(scene, atPier);
  await expect(
    scene.database.inCompany(harbour.id, (tx) => markSettled(tx, pier.id, theirs.id)),
  ).rejects.toThrow('unknown → settled');
  expect(
    await scene.database.inCompany(harbour.id, (tx) => sessionState(tx, pier.id, atPier.sessionId)),
  ).toBeUndefined();
  await expect(
    scene.database.inCompany(harbour.id, (tx) =>
      tx.query(`insert into outbox (company_id, signal) values ($1, 'syncNow')`, [pier.id]),
    ),
  ).rejects.toThrow(/row-level security/);
  expect(await stateOf(scene, 'exchange', theirs.id)).toBe('queued');
});

test('a session of one company takes nothing of another', async () => {
  await expect(queue(scene, { ...atHarbour, sessionId: atPier.sessionId })).rejects.toThrow(/takes no more/);
});

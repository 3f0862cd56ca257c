import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { ActivityDeps } from '../../../src/activities/deps';
import { reconcileWorkList } from '../../../src/activities/ledger/reconcileWorkList';
import { startCycle } from '../../../src/ledger/cycles';
import { openCommandLine, type CommandLine } from './commandLine';

/** The command line on plans that Tieout makes of records in the ledger; the test plays books, gateway and workflow. */
describe('previews', () => {
  let cli: CommandLine;
  let count = 0;
  beforeAll(async () => {
    cli = await openCommandLine();
  });
  afterAll(() => cli.end());

  const newCompany = async () => {
    count += 1;
    const name = `Company ${count}`;
    return { name, id: await cli.company(name, { accepted: false }) };
  };
  /** A record as a book says it now. */
  const says = (
    companyId: string,
    book: 'quickbooks' | 'billcom',
    entity: 'vendor' | 'account',
    id: string,
    fields: Record<string, unknown>,
  ) =>
    cli.rows(
      `insert into record (company_id, book, entity, id, fields, active, facts) values ($1, $2, $3, $4, $5, $6, '{}')
       on conflict (company_id, book, entity, id) do update set fields = $5, active = $6, changed = true`,
      [companyId, book, entity, id, { active: true, ...fields }, fields.active !== false],
    );
  const reconcile = async (companyId: string): Promise<void> => {
    const [{ number, mode }] = await cli.rows(
      `select number, mode from cycle where company_id = $1 and state = 'due'`,
      [companyId],
    );
    await cli.database.inCompany(companyId, (tx) => startCycle(tx, companyId, number));
    const deps = { database: cli.database } as ActivityDeps;
    await new MockActivityEnvironment().run(() =>
      reconcileWorkList(deps, { companyId, cycle: number, mode, sessionId: null }),
    );
  };
  /** Three vendors of QuickBooks, of which one is in Bill.com too, and an account below another. */
  const books = async (id: string): Promise<void> => {
    await says(id, 'quickbooks', 'vendor', '80-1', { name: 'Acme, Ltd', phone: '555', is1099: false });
    await says(id, 'quickbooks', 'vendor', '80-2', { name: 'Best Concrete', fax: '1', is1099: false });
    await says(id, 'quickbooks', 'vendor', '80-3', { name: 'Harbor', is1099: false });
    await says(id, 'billcom', 'vendor', '0093', { name: 'Harbor', phone: '777', is1099: false });
    await says(id, 'quickbooks', 'account', 'a1', { name: 'Vehicles', type: 'Expense' });
    await says(id, 'quickbooks', 'account', 'a2', { name: 'Fuel', type: 'Expense', parent: 'a1' });
  };
  const previewed = async () => {
    const company = await newCompany();
    await books(company.id);
    await cli.run(['preview', company.name]);
    await reconcile(company.id);
    return company;
  };

  test('one that is only asked for is not shown', async () => {
    const { name } = await newCompany();
    const asked = await cli.run(['preview', name]);
    expect(asked.stdout).toMatch(/Asked for cycle 1 \(a preview\)[^]*tieout preview "Company 1" --last/);
    const ran = await cli.run(['preview', name, '--last']);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('has no preview yet');
  });

  test('shows what would be made, changed and linked, and writes no link', async () => {
    const { id, name } = await previewed();
    const document = (await cli.run(['preview', name, '--last', '--json'])).json();
    expect(document).toMatchObject({
      cycle: { number: 1, state: 'waitingForAccept' },
      operations: [
        { entity: 'account', action: 'create', record: 'Fuel' },
        { entity: 'account', action: 'create', record: 'Vehicles' },
        { entity: 'vendor', action: 'create', book: 'billcom', record: 'Acme, Ltd', sourceId: '80-1' },
        { entity: 'vendor', action: 'create', record: 'Best Concrete' },
        { entity: 'vendor', action: 'update', book: 'quickbooks', record: 'Harbor', recordId: '80-3' },
      ],
      links: [{ entity: 'vendor', quickbooks: 'Harbor', billcom: 'Harbor', because: 'same name' }],
    });
    expect(document.operations[0].fields.map((field: any) => [field.label, field.words.after])).toEqual([
      ['name', 'Fuel'],
      ['active', 'yes'],
      ['parent account', 'Vehicles'],
      ['type', 'Expense'],
    ]);
    expect(document.counts.find((each: any) => each.entity === 'vendor')).toMatchObject({
      createInBillcom: 2,
      updateInQuickbooks: 1,
      link: 1,
    });
    expect(await cli.rows('select from link where company_id = $1', [id])).toHaveLength(0);

    const text = await cli.run(['preview', name, '--last']);
    expect(text.stdout).toMatch(/link vendor +Harbor +Harbor +same name/);
    expect(text.stderr).toContain('To accept it and sync: tieout accept');
  });

  test('goes into a CSV file, or to standard output', async () => {
    const { name } = await previewed();
    const last = ['preview', name, '--last'];
    const ran = await cli.run([...last, '--csv', 'preview.csv']);
    expect(ran.code).toBe(0);
    const file = path.join(cli.folder, 'preview.csv');
    expect(ran.stdout).toContain(`${file} is written.`);
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^\uFEFFwhat,book,list,record,/);
    expect(text).toContain('\r\ncreate,Bill.com,vendor,"Acme, Ltd",phone,,555,,not in Bill.com yet,\r\n');
    expect((await cli.run([...last, '--csv', '-'])).stdout).toBe(text.slice(1));

    expect((await cli.run([...last, '--csv', '-', '--json'])).code).toBe(2);
    expect((await cli.run(['preview', name, '--csv', 'preview.csv'])).code).toBe(2);
    const nowhere = await cli.run([...last, '--csv', path.join('no', 'such', 'folder.csv')]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.stderr).toMatch(/could not be written[^]*--csv/);
  });

  test('an accepted one is carried out as it was shown', async () => {
    const { id, name } = await previewed();
    expect((await cli.run(['accept', name])).code).toBe(0);
    await reconcile(id);
    expect(await cli.rows('select message from cycle where company_id = $1 and number = 2', [id])).toEqual([
      { message: null },
    ]);
    const planned = await cli.rows(`select from operation where company_id = $1 and state = 'planned'`, [id]);
    expect(planned).toHaveLength(5);
    const ran = await cli.run(['preview', name, '--last']);
    expect(ran.stdout).toContain('was accepted and went into cycle 2 as it was shown.');
  });

  test('what people changed after it is named by record and field', async () => {
    const { id, name } = await previewed();
    await cli.run(['accept', name]);
    await says(id, 'quickbooks', 'vendor', '80-1', { name: 'Acme, Ltd', phone: '556', is1099: false });
    await says(id, 'quickbooks', 'vendor', '80-2', { name: 'Best Concrete', active: false, is1099: false });
    await says(id, 'quickbooks', 'vendor', '80-4', { name: 'Late, Inc.', is1099: false });
    await says(id, 'billcom', 'vendor', '0093', { name: 'Harbour', phone: '777', is1099: false });
    await reconcile(id);
    const [{ message }] = await cli.rows('select message from cycle where company_id = $1 and number = 2', [
      id,
    ]);
    expect(message).toMatch(/^\d things changed since the preview: .*\d more\.$/);

    const { differences } = (await cli.run(['preview', name, '--last', '--json'])).json();
    const found = (record: string) => differences.filter((each: any) => each.record === record);
    expect(found('Acme, Ltd')).toMatchObject([
      { change: 'changed', action: 'create', fields: [{ label: 'phone', shown: '555', now: '556' }] },
    ]);
    expect(found('Best Concrete')).toMatchObject([
      { change: 'dropped', action: 'create', because: expect.stringContaining('is inactive') },
    ]);
    expect(found('Late, Inc.')).toMatchObject([{ change: 'added', action: 'create' }]);
    const ways = (record: string) => found(record).map((each: any) => `${each.change} ${each.action}`);
    expect(ways('Harbor')).toContain('dropped link');
    expect([...ways('Harbor'), ...ways('Harbour')]).toContain('dropped update');
    expect((await cli.run(['preview', name, '--last', '--csv', '-'])).stdout).toContain(
      'changed,create,Bill.com,vendor,"Acme, Ltd",phone,555,556,',
    );
    expect((await cli.run(['status', name, '--json'])).json().cycle.message).toBe(message);
  });

  test('a guard that stops the cycle in between takes nothing away from the comparison', async () => {
    const { id, name } = await previewed();
    await cli.run(['accept', name]);
    await cli.rows(
      `insert into company_stop (company_id, guard, because) values ($1, 'file', 'Another file.')`,
      [id],
    );
    await reconcile(id);
    await cli.rows('delete from company_stop where company_id = $1', [id]);
    await cli.run(['sync', name]);
    await reconcile(id);
    expect((await cli.run(['preview', name, '--last'])).stdout).toContain(
      'went into cycle 3 as it was shown.',
    );
  });

  test('a later one that nobody has to accept is out of date after a sync', async () => {
    const { id, name } = await previewed();
    await cli.run(['accept', name]);
    await reconcile(id);
    await cli.rows(`update cycle set state = 'ended' where company_id = $1`, [id]);
    await says(id, 'quickbooks', 'vendor', '80-5', { name: 'Another', is1099: false });
    await cli.run(['preview', name]);
    await reconcile(id);
    expect((await cli.run(['preview', name, '--last'])).stdout).toContain('“Another”');
    await cli.run(['sync', name]);
    await reconcile(id);
    expect((await cli.run(['preview', name, '--last'])).stderr).toContain('carried out or out of date');
    expect(await cli.rows('select from preview_difference where company_id = $1', [id])).toHaveLength(0);
  });
});

import type { BookRecord } from '../../../src/entities/record';
import { wakeHeldRecords } from '../../../src/ledger/holds';
import { loadMappings } from '../../../src/ledger/mappings';
import { changedRecords, loadRecords, mirrorRecords, takeOffWorkList } from '../../../src/ledger/records';
import { openCommandLine, type CommandLine } from './commandLine';

const record = (id: string, fields: Record<string, string | null>, fullName?: string): BookRecord => ({
  id,
  version: '1',
  modified: null,
  fields: { active: true, parent: null, ...fields },
  facts: fullName === undefined ? {} : { fullName },
  active: true,
  deleted: false,
  mergedInto: null,
  problem: null,
});

describe('map: what a record of Bill.com stands for', () => {
  let cli: CommandLine;
  let id: string;
  const name = 'Hill Builders';
  beforeAll(async () => {
    cli = await openCommandLine();
    id = await cli.company(name, { accepted: true });
    await cli.database.inCompany(id, async (tx) => {
      await mirrorRecords(tx, id, 'quickbooks', 'item', [
        record('Q1', { name: 'Consulting', type: 'ItemService' }, 'Labor:Consulting'),
        record('Q2', { name: 'Consulting', type: 'ItemService' }, 'Other:Consulting'),
      ]);
      await mirrorRecords(tx, id, 'quickbooks', 'account', [record('A1', { name: 'Fees' }, 'Income:Fees')]);
      await mirrorRecords(tx, id, 'quickbooks', 'customer', [record('C1', { name: 'Acme' }, 'Acme')]);
      await mirrorRecords(tx, id, 'billcom', 'item', [
        record('B1', { name: 'Advice' }),
        record('B2', { name: 'Misc' }),
      ]);
      await mirrorRecords(tx, id, 'billcom', 'customer', [
        record('B8', { name: 'Acme' }),
        record('B9', { name: 'Phase 2', parent: 'B8' }),
      ]);
      for (const entity of ['item', 'customer', 'account'] as const)
        for (const book of ['quickbooks', 'billcom'] as const)
          await takeOffWorkList(
            tx,
            id,
            entity,
            [...(await loadRecords(tx, id, book, entity)).keys()].map((each) => ({ book, id: each })),
          );
    });
  });
  afterAll(() => cli.end());

  test('lists what never goes over, and only that', async () => {
    const ran = await cli.run(['map', name, '--json']);
    expect(
      ran
        .json()
        .records.map(({ id: one, standsFor }: { id: string; standsFor: unknown }) => [one, standsFor]),
    ).toEqual([
      ['B1', null],
      ['B2', null],
      ['B9', null],
    ]);
  });

  test('an account that Bill.com does not have is refused: lines name it in both books', async () => {
    const ran = await cli.run(['map', name, 'item', 'B2', '--to-account', 'Income:Fees']);
    expect([ran.code, ran.stderr]).toEqual([
      1,
      expect.stringContaining('The account “Income:Fees” has no twin in Bill.com.'),
    ]);
    await cli.rows(
      `insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle)
       values ($1, 'account', 'A1', 'BA1', 'match', 1)`,
      [id],
    );
  });

  test('an item stands for an item or an account, a sub-customer for a customer', async () => {
    expect((await cli.run(['map', name, 'item', 'Advice', '--to', 'Labor:Consulting'])).code).toBe(0);
    expect((await cli.run(['map', name, 'item', 'B2', '--to-account', 'Income:Fees'])).code).toBe(0);
    expect((await cli.run(['map', name, 'customer', 'phase 2', '--to', 'Acme'])).code).toBe(0);
    const kept = await cli.database.inCompany(id, (tx) => loadMappings(tx, id));
    expect(kept.map((each) => Object.values(each)).sort()).toEqual([
      ['customer', 'B9', 'customer', 'C1'],
      ['item', 'B1', 'item', 'Q1'],
      ['item', 'B2', 'account', 'A1'],
    ]);
    const work = await cli.database.inCompany(id, (tx) => changedRecords(tx, id));
    expect(work.map((each) => each.id).sort()).toEqual(['B1', 'B2', 'B9']);
    const ran = await cli.run(['map', name]);
    expect(ran.stdout).toContain('the item “Labor:Consulting”');
    expect(ran.stdout).toContain('the account “Income:Fees”');
    const audited = await cli.rows(
      `select who, action, record_id from audit where company_id = $1 and action like 'chose%'`,
      [id],
    );
    expect(audited).toHaveLength(3);
  });

  test('a name that several have, one that nobody has, and one that goes over by itself are refused in words', async () => {
    const several = await cli.run(['map', name, 'item', 'Misc', '--to', 'Consulting']);
    expect([several.code, several.stderr]).toEqual([1, expect.stringContaining('Q1, Q2')]);
    const nobody = await cli.run(['map', name, 'item', 'Nothing', '--to', 'Labor:Consulting']);
    expect(nobody.stderr).toContain('There is no item “Nothing” in Bill.com');
    const itself = await cli.run(['map', name, 'customer', 'Acme', '--to', 'Acme']);
    expect(itself.stderr).toContain('goes to QuickBooks by itself');
    expect((await cli.run(['map', name, 'customer', 'Phase 2', '--to-account', 'Income:Fees'])).code).toBe(2);
    expect((await cli.run(['map', name, 'vendor', 'x', '--to', 'y'])).stderr).toContain('item or customer');
  });

  test('a choice can be taken back once', async () => {
    const ran = await cli.run(['map', name, 'item', 'Misc', '--remove']);
    expect(ran.stdout).toContain('stands for nothing in QuickBooks any more');
    expect((await cli.run(['map', name, 'item', 'Misc', '--remove'])).code).toBe(1);
  });

  test('what waited for the record looks at it again', async () => {
    await cli.rows(
      `insert into hold (company_id, opened_cycle, entity, book, record_id, record_name, cause, field, sentence, cure, release)
       values ($1, 1, 'customer', 'billcom', 'B8', 'Acme', 'waiting', 'parent', 's', 'c', $2)`,
      [id, { when: 'linked', entity: 'customer', book: 'billcom', id: 'B9' }],
    );
    await cli.database.inCompany(id, (tx) => wakeHeldRecords(tx, id, 1));
    const work = await cli.database.inCompany(id, (tx) => changedRecords(tx, id));
    expect(work.map((each) => each.id)).toContain('B8');
  });
});

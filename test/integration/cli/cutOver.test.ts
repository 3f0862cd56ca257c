import { billDefinition } from '../../../src/entities/bill';
import { billPaymentDefinition } from '../../../src/entities/billPayment';
import type { BookRecord } from '../../../src/entities/record';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { openHolds } from '../../../src/ledger/holds';
import { insertCreatedLinks, insertMatches } from '../../../src/ledger/links';
import { loadRecords, mirrorRecords, takeOffWorkList } from '../../../src/ledger/records';
import { holds, type HeldRecord } from '../../../src/reconcile/holds';
import { named } from '../../../src/reconcile/named';
import { openCommandLine, type CommandLine } from './commandLine';
import { bookRecord } from '../../support/bookRecord';

const bill = (id: string, side: 'q' | 'b', name: string, date: string, facts = {}): BookRecord =>
  bookRecord(
    id,
    {
      name,
      vendor: `${side}-acme`,
      date,
      dueDate: date,
      terms: null,
      memo: null,
      lines: [
        {
          account: `${side}-rent`,
          item: null,
          quantity: null,
          amount: '10.00',
          memo: null,
          customer: null,
          class: null,
          billable: false,
        },
      ],
    },
    { total: '10.00', ...facts },
  );

describe('the time before the connection', () => {
  let cli: CommandLine;
  let id: string;
  const name = 'Hill Builders';
  const definition = billDefinition(defaultEntitySettings);
  const run = (...args: string[]) => cli.run(args);
  const changed = async (): Promise<string[]> =>
    (await cli.rows('select id from record where company_id = $1 and changed order by id', [id])).map(
      (row: { id: string }) => row.id,
    );

  beforeAll(async () => {
    cli = await openCommandLine();
    id = await cli.company(name, { accepted: true });
    const paid = { isPaid: 'true', made: '2026-01-05T00:00:00.000+0000' };
    const old = bill('00n1', 'b', 'OLD-1', '2026-01-05', paid);
    const older = bill('00n2', 'b', 'OLD-2', '2025-12-05', paid);
    const ours = bill('T1', 'q', 'R-1', '2026-06-05', { made: '2026-06-05T00:00:00' });
    await cli.database.inCompany(id, async (tx) => {
      await mirrorRecords(tx, id, 'quickbooks', 'vendor', [
        bookRecord('q-acme', { name: 'Acme', active: true }),
      ]);
      await mirrorRecords(tx, id, 'billcom', 'vendor', [
        bookRecord('b-acme', { name: 'Acme', active: true }),
      ]);
      await mirrorRecords(tx, id, 'quickbooks', 'account', [
        bookRecord('q-rent', { name: 'Rent', active: true }),
      ]);
      await mirrorRecords(tx, id, 'billcom', 'account', [
        bookRecord('b-rent', { name: 'Rent', active: true }),
      ]);
      for (const [entity, one] of [
        ['vendor', 'acme'],
        ['account', 'rent'],
      ] as const)
        await insertMatches(tx, id, 1, [
          { entity, quickbooksId: `q-${one}`, billcomId: `b-${one}`, name: one, madeBy: 'match' },
        ]);
      await mirrorRecords(tx, id, 'billcom', 'bill', [old, older, bill('00n3', 'b', 'OPEN-1', '2026-06-01')]);
      await mirrorRecords(tx, id, 'quickbooks', 'bill', [ours]);
      await tx.query('insert into quickbooks_preferences (company_id, preferences) values ($1, $2)', [
        id,
        { classTracking: true, accountNumbers: true },
      ]);
      const back = { cause: 'beforeConnection', because: 'it is old', cure: 'Nothing.' } as const;
      await openHolds(tx, id, 1, [
        holds.leftAlone(named(definition, 'billcom', old), back),
        holds.leftAlone(named(definition, 'billcom', older), back),
        holds.ownerRule(named(definition, 'quickbooks', ours), 'By rule.'),
      ]);
      for (const entity of ['vendor', 'account', 'bill'] as const)
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

  test('a record is left out by its number, listed, and taken in again', async () => {
    const ran = await run('leave-out', name, 'bill', 'open-1');
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toContain('The bill “OPEN-1” of Bill.com is left out: it is not made in QuickBooks.');
    expect(await changed()).toEqual(['00n3']);
    expect((await run('leave-out', name, '--json')).json().leftOut).toMatchObject([
      { entity: 'bill', book: 'billcom', id: '00n3', name: 'OPEN-1' },
    ]);
    expect((await run('leave-out', name, 'bill', '00n3', '--undo')).stdout).toContain('is taken in again');
    expect(await cli.rows('select from left_out')).toEqual([]);
    expect(
      await cli.rows(`select who, action from audit where record_id = '00n3' order by id`),
    ).toMatchObject([{ action: 'left a record out' }, { action: 'took a record in again' }]);
  });

  test.each([
    [['vendor', 'Acme'], 'is in both books already, linked with its twin'],
    [['bill', 'X-9'], 'There is no bill “X-9” in either book'],
    [['invoices', 'X-9'], 'Name what is to be left out'],
  ])('%j cannot be left out', async (words, sentence) => {
    const ran = await run('leave-out', name, ...words);
    expect([ran.code === 0, ran.stderr]).toEqual([false, expect.stringContaining(sentence)]);
  });

  test('all documents of before a day are shown, then left out: those that a sync would make, and no others', async () => {
    await cli.rows(`update record set changed = false where company_id = $1`, [id]);
    const before = ['leave-out', name, 'bill', '--before', '2026-06-02'];
    const shown = await run(...before);
    expect([shown.code, shown.stdout]).toEqual([
      0,
      expect.stringMatching(
        /2026-06-01.*bill “OPEN-1”.*Bill\.com.*10\.00[^]*1 document .*Nothing was changed/,
      ),
    ]);
    // What was settled before the connection, and what stays in QuickBooks by rule, is made nowhere anyhow.
    expect(shown.stdout).not.toMatch(/OLD-|R-1/);
    expect(shown.stderr).toContain('leave-out "Hill Builders" bill --before 2026-06-02 --accept');
    expect([await changed(), await cli.rows('select from left_out')]).toEqual([[], []]);
    const ran = await run(...before, '--accept', '--json');
    expect(ran.json()).toMatchObject({
      accepted: true,
      records: [{ entity: 'bill', book: 'billcom', id: '00n3', number: 'OPEN-1', date: '2026-06-01' }],
    });
    expect(await changed()).toEqual(['00n3']);
    expect(await cli.rows('select record_id as id from left_out')).toEqual([{ id: '00n3' }]);
    expect((await run(...before)).stdout).toContain('A sync would make nothing');
    await cli.rows('delete from left_out');
  });

  test.each([
    [['--before', '2026-06-01'], 0, 'A sync would make nothing'],
    [['bill', 'OPEN-1', '--before', '2026-06-02'], 2, 'it names no records'],
    [['vendor', '--before', '2026-06-02'], 2, 'is no kind of document'],
    [['--before', 'June'], 2, 'write a day as'],
  ])('of %j it is said what they come to', async (words, code, sentence) => {
    const ran = await run('leave-out', name, ...words);
    expect([ran.code, ran.stdout + ran.stderr]).toEqual([code, expect.stringContaining(sentence)]);
    expect(await cli.rows('select from left_out')).toEqual([]);
  });

  test('history is shown before it is brought over, and nothing is changed by looking', async () => {
    await cli.rows(`update record set changed = false where company_id = $1`, [id]);
    const shown = (await run('import', name, '--from', '2026-01-01', '--to', '2026-01-31', '--json')).json();
    expect(shown.operations.map(({ record: number, action, book }: any) => [number, action, book])).toEqual([
      ['OLD-1', 'create', 'quickbooks'],
    ]);
    expect(shown.holds.map(({ record: number, cause }: any) => [number, cause])).toEqual([
      ['OLD-2', 'beforeConnection'],
    ]);
    expect(await changed()).toEqual([]);
    expect(await cli.rows('select from import_range')).toEqual([]);
    expect(await cli.rows('select from cycle')).toEqual([]);
    const ran = await run('import', name, '--from', '2026-01-01', '--to', '2026-01-31', '--accept');
    expect(ran.stdout).toContain('What was settled from 2026-01-01 to 2026-01-31 is brought over; cycle 1');
    expect(await changed()).toEqual(['00n1', '00n2']);
    expect((await run('import', name)).stdout).toContain('2026-01-01 to 2026-01-31, asked for by');
    expect((await run('import', name, '--from', '2026-02-01')).code).toBe(2);
  });

  test('what a setting will do is shown before it is saved', async () => {
    await cli.rows(`update record set changed = false where company_id = $1`, [id]);
    const shown = (await run('company', 'set', name, 'twoWayBills=on', '--preview', '--json')).json();
    expect(shown).toMatchObject({
      saved: false,
      operations: [{ record: 'R-1', action: 'create', book: 'billcom' }],
      holds: [],
    });
    const [{ settings }] = await cli.rows('select settings from company where id = $1', [id]);
    expect(settings.twoWayBills ?? 'off').toBe('off');
    expect(await changed()).toEqual([]);
    const text = await run('company', 'set', name, 'twoWayBills=on', '--preview');
    expect(text.stdout).toContain('Nothing was changed.');
    expect(text.stdout).toMatch(/create in Bill\.com/);
    // Without a terminal there is nobody to ask.
    expect((await run('company', 'set', name, 'twoWayBills=on')).stdout).toContain('twoWayBills: off → on');
    expect(await changed()).toEqual(['T1']);
  });

  test('turned off again, whatever is said of a bill of QuickBooks is looked at again', async () => {
    const ours = bill('T1', 'q', 'R-1', '2026-06-05');
    await cli.database.inCompany(id, (tx) =>
      openHolds(tx, id, 2, [
        holds.incomplete(named(definition, 'quickbooks', ours), 'name', 'number', 'it has none'),
      ]),
    );
    await cli.rows(`update record set changed = false where company_id = $1`, [id]);
    expect((await run('company', 'set', name, 'twoWayBills=off')).stdout).toContain('twoWayBills: on → off');
    expect(await changed()).toEqual(['T1']);
  });

  test('lines on the catch-all account are counted in the status until they are recoded', async () => {
    const count = async () => (await run('status', name, '--json')).json().toRecode;
    expect(await count()).toEqual({ documents: 0, lines: 0 });
    const ours = bill('T9', 'q', 'BARE-1', '2026-06-05');
    const theirs = bill('00n9', 'b', 'BARE-1', '2026-06-05');
    const bare = (theirs.fields.lines as object[]).map((each) => ({ ...each, account: null }));
    await cli.database.inCompany(id, async (tx) => {
      await mirrorRecords(tx, id, 'quickbooks', 'bill', [ours]);
      await mirrorRecords(tx, id, 'billcom', 'bill', [
        { ...theirs, fields: { ...theirs.fields, lines: bare } },
      ]);
      await insertMatches(tx, id, 1, [
        { entity: 'bill', quickbooksId: 'T9', billcomId: '00n9', name: 'BARE-1', madeBy: 'match' },
      ]);
      await tx.query(
        `update company set settings = settings || '{"catchAllExpense": "q-rent"}' where id = $1`,
        [id],
      );
    });
    expect(await count()).toEqual({ documents: 1, lines: 1 });
    expect((await run('status', name)).stdout).toMatch(
      /to recode +1 line to be recoded: tieout report recode "Hill Builders"/,
    );
  });

  test('payments by hand are looked at again, whatever holds them, when their setting changes', async () => {
    const paid = billPaymentDefinition(defaultEntitySettings);
    const payments = ['5-1', '5-2'].map((txnId) => bookRecord(txnId, { name: txnId }));
    await cli.database.inCompany(id, async (tx) => {
      await mirrorRecords(tx, id, 'quickbooks', 'billPayment', payments);
      const [waiting, offered] = payments.map((each) => named(paid, 'quickbooks', each)) as [
        HeldRecord,
        HeldRecord,
      ];
      await openHolds(tx, id, 1, [
        holds.waitingForReference(waiting, 'vendor', 'vendor', {
          entity: 'vendor',
          id: 'q-new',
          name: 'New',
        }),
        holds.asksFirst(offered, { because: 'was entered there by hand', cure: 'Say so.' }, {}),
      ]);
    });
    await cli.rows(`update record set changed = false where company_id = $1`, [id]);
    await run('company', 'set', name, 'outsidePayments=never');
    expect(await changed()).toEqual(['5-1', '5-2']);
  });

  test('a hold on a reference names the records of both books, and not their ids', async () => {
    await cli.rows(`update record set changed = false where company_id = $1`, [id]);
    const theirs = bill('00n8', 'b', 'VENDOR-1', '2026-06-05', { approval: '0' });
    const ours = bill('T8', 'q', 'VENDOR-1', '2026-06-05');
    await cli.database.inCompany(id, async (tx) => {
      await mirrorRecords(tx, id, 'quickbooks', 'vendor', [
        bookRecord('q-best', { name: 'Best', active: true }),
      ]);
      await mirrorRecords(tx, id, 'billcom', 'vendor', [
        bookRecord('b-best', { name: 'Best', active: true }),
      ]);
      await insertMatches(tx, id, 1, [
        { entity: 'vendor', quickbooksId: 'q-best', billcomId: 'b-best', name: 'Best', madeBy: 'match' },
      ]);
      await mirrorRecords(tx, id, 'billcom', 'bill', [theirs]);
      await mirrorRecords(tx, id, 'quickbooks', 'bill', [
        { ...ours, fields: { ...ours.fields, vendor: 'q-best' } },
      ]);
      await insertCreatedLinks(tx, id, { cycle: 1, entity: 'bill' }, [
        { quickbooksId: 'T8', billcomId: '00n8', quickbooksBase: ours.fields, billcomBase: theirs.fields },
      ]);
    });
    const shown = (await run('company', 'set', name, 'twoWayBills=off', '--preview', '--json')).json();
    const told = shown.holds.find((each: any) => each.recordId === 'T8');
    expect(told.sentence).toContain('QuickBooks has “Best”, Bill.com has “Acme”');
    expect(told.sentence).not.toContain('q-best');
  });
});

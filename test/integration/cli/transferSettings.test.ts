import type { BookRecord } from '../../../src/entities/record';
import { insertMatches } from '../../../src/ledger/links';
import { mirrorRecords } from '../../../src/ledger/records';
import { openCommandLine, type CommandLine } from './commandLine';
import { bookRecord } from '../../support/bookRecord';

const idOf = (letter: string): string => `mmt${letter.repeat(17)}`;
const movement = (letter: string): BookRecord =>
  bookRecord(
    idOf(letter),
    {
      name: `11${letter}`,
      date: '2026-11-20',
      from: 'b-bank',
      to: 'b-out',
      amount: '10.00',
      memo: `Bill.com transfer 11${letter} (${idOf(letter)})`,
    },
    { status: '1', type: '1', made: '2099-11-20T12:00:00.000+0000' },
  );
const transfer = (id: string, letter: string, amount = '10.00'): BookRecord =>
  bookRecord(id, { ...movement(letter).fields, amount, from: 'q-bank', to: 'q-out' });

/** How funds transfers are recorded, set on the command line. */
describe('the settings of funds transfers', () => {
  let cli: CommandLine;
  let id: string;
  const name = 'Hill Builders';
  const set = (...words: string[]) => cli.run(['company', 'set', name, ...words]);
  const setting = async (key: string): Promise<string | undefined> =>
    (await cli.rows('select settings from company where id = $1', [id]))[0].settings[key];
  const transfersRead = async (): Promise<string[]> =>
    (
      await cli.rows(
        `select id from record where company_id = $1 and entity = 'fundsTransfer' and book = 'quickbooks' order by id`,
        [id],
      )
    ).map((row) => row.id);
  const wouldMake = async (...words: string[]): Promise<unknown[]> =>
    (await set(...words, '--preview', '--json')).json().operations.map((each: any) => each.record);

  beforeAll(async () => {
    cli = await openCommandLine();
    id = await cli.company(name, { accepted: true });
    await cli.database.inCompany(id, async (tx) => {
      for (const [one, called] of [
        ['bank', 'Checking'],
        ['out', 'Bill.com Money Out Clearing'],
      ] as const) {
        const fields = { name: called, type: 'Bank', number: null, parent: null, active: true };
        await mirrorRecords(tx, id, 'quickbooks', 'account', [bookRecord(`q-${one}`, fields)]);
        await mirrorRecords(tx, id, 'billcom', 'account', [bookRecord(`b-${one}`, fields)]);
        await insertMatches(tx, id, 1, [
          {
            entity: 'account',
            quickbooksId: `q-${one}`,
            billcomId: `b-${one}`,
            name: called,
            madeBy: 'match',
          },
        ]);
      }
      await mirrorRecords(tx, id, 'billcom', 'fundsTransfer', [movement('a'), movement('b')]);
      await mirrorRecords(tx, id, 'quickbooks', 'fundsTransfer', [
        transfer('T1', 'a'),
        transfer('T2', 'c', '7.00'),
      ]);
      await insertMatches(tx, id, 1, [
        { entity: 'fundsTransfer', quickbooksId: 'T1', billcomId: idOf('a'), name: '11a', madeBy: 'match' },
      ]);
      await tx.query('insert into quickbooks_preferences (company_id, preferences) values ($1, $2)', [
        id,
        { classTracking: true, accountNumbers: true },
      ]);
    });
    await cli.rows(
      `update record set changed = (entity = 'fundsTransfer' and book = 'billcom') where company_id = $1`,
      [id],
    );
  });
  afterAll(() => cli.end());

  test('recordTransfers=off records none, and turned on again all of them', async () => {
    expect(await wouldMake('everyMinutes=15')).toEqual(['11b']);
    expect(await wouldMake('recordTransfers=off')).toEqual([]);
    expect((await set('recordTransfers=off')).stdout).toContain('recordTransfers: on → off');
    expect(await setting('recordTransfers')).toBe('off');
    expect(await wouldMake('recordTransfers=on')).toEqual(['11b']);
    expect((await set('recordTransfers=on')).code).toBe(0);
    expect(
      await cli.rows(`select before, after from audit where action = 'changed settings' order by id`),
    ).toEqual([
      { before: { recordTransfers: 'on' }, after: { recordTransfers: 'off' } },
      { before: { recordTransfers: 'off' }, after: { recordTransfers: 'on' } },
    ]);
    const wrong = await set('recordTransfers=maybe');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('allowed: on, off')]);
  });

  test('transfersAs is not changed while a cycle runs, or while nobody knows whether a transfer was made', async () => {
    await cli.rows(
      `insert into cycle (company_id, number, mode, state, requested_by) values ($1, 901, 'sync', 'running', 'a test')`,
      [id],
    );
    const during = await set('transfersAs=journalEntry');
    expect([during.code, during.stderr]).toEqual([
      1,
      expect.stringContaining('transfersAs cannot be changed while a cycle runs'),
    ]);
    await cli.rows('delete from cycle');
    await cli.rows(
      `insert into operation (company_id, cycle, entity, book, action, state, source_id, fields, source_base)
       values ($1, 1, 'fundsTransfer', 'quickbooks', 'create', 'unknown', $2, '{}', '{}')`,
      [id, idOf('b')],
    );
    const inDoubt = await set('transfersAs=journalEntry');
    expect([inDoubt.code, inDoubt.stderr]).toEqual([
      1,
      expect.stringContaining('of 1 funds transfer it is not known whether QuickBooks has them'),
    ]);
    await cli.rows('delete from operation');
    expect([await setting('transfersAs'), await transfersRead()]).toEqual(['transfer', ['T1', 'T2']]);
  });

  test('transfersAs=journalEntry reads the other form anew; what was recorded stays linked as it is', async () => {
    const ran = await set('transfersAs=journalEntry');
    expect([ran.code, ran.stdout]).toEqual([
      0,
      expect.stringContaining('transfersAs: transfer → journalEntry'),
    ]);
    expect(await setting('transfersAs')).toBe('journalEntry');
    expect(await transfersRead()).toEqual([]);
    expect(
      await cli.rows(
        `select quickbooks_id as id from link where company_id = $1 and entity = 'fundsTransfer'`,
        [id],
      ),
    ).toEqual([{ id: 'T1' }]);
    // The linked movement is not recorded a second time, in the other form.
    expect(await wouldMake('everyMinutes=15')).toEqual(['11b']);
    const again = await set('transfersAs=journalEntry');
    expect(again.stdout).toContain('are as given already');
    const wrong = await set('transfersAs=deposit');
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringContaining('allowed: transfer, journalEntry'),
    ]);
  });
});

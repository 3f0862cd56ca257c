import { acceptPreview } from '../../../src/ledger/accept';
import { insertMatches } from '../../../src/ledger/links';
import { savePreview } from '../../../src/ledger/preview';
import { connectReceivables, disconnectReceivables } from '../../../src/ledger/receivablesSwitch';
import { mirrorRecords } from '../../../src/ledger/records';
import { acceptRestoredFile } from '../../../src/ledger/restoredFile';
import { planningSettings, readSettings } from '../../../src/ledger/settings';
import { setStop } from '../../../src/ledger/stops';
import { bookRecord } from '../../support/bookRecord';
import { openCommandLine, type CommandLine } from './commandLine';

/** Receivables are switched on and off on the command line. */
describe('the setting receivables', () => {
  let cli: CommandLine;
  beforeAll(async () => {
    cli = await openCommandLine();
  });
  afterAll(() => cli.end());

  const set = (name: string, ...words: string[]) => cli.run(['company', 'set', name, ...words]);
  const row = async (id: string) => (await cli.rows('select * from company where id = $1', [id]))[0];
  const cycles = (id: string) =>
    cli.rows('select number, mode, state from cycle where company_id = $1 order by number', [id]);
  /** An accepted company without receivables. */
  const payablesOnly = async (name: string): Promise<string> => {
    const id = await cli.company(name);
    await cli.rows(`update company set settings = settings || '{"receivables": "off"}' where id = $1`, [id]);
    return id;
  };

  test('on: the next cycle is a preview, also where a sync is due, and it waits for accept', async () => {
    const id = await payablesOnly('Later');
    expect((await cli.run(['sync', 'Later'])).code).toBe(0);
    expect(await cycles(id)).toEqual([{ number: 1, mode: 'sync', state: 'due' }]);
    const ran = await set('Later', 'receivables=on');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(
      /receivables: off → on\nThe next cycle is a preview[^]*payables neither[^]*tieout accept Later[^]*The preview is cycle 1\./,
    );
    expect(await cycles(id)).toEqual([{ number: 1, mode: 'preview', state: 'due' }]);
    const { accepted_at: accepted, preview_because: because, receivables_at: at } = await row(id);
    expect([accepted, because]).toEqual([null, 'receivables']);
    expect(at).toBeInstanceOf(Date);

    const unseen = await cli.run(['accept', 'Later']);
    expect(unseen.stderr).toContain('has no preview to accept yet');
    expect((await cli.run(['sync', 'Later', '--json'])).json()).toMatchObject({ cycle: { mode: 'preview' } });
    const status = await cli.run(['status', 'Later']);
    expect(status.stdout).toMatch(
      /previews +Receivables were switched on, so nothing is written until the preview with receivables is accepted: tieout accept Later/,
    );
    expect((await cli.run(['status', 'Later', '--json'])).json()).toMatchObject({
      accepted: false,
      previewBecause: 'receivables',
    });
    expect((await cli.run(['company', 'show', 'Later'])).stdout).toContain(
      'not since receivables were switched on: cycles are previews',
    );
    expect((await cli.run(['company', 'list'])).stdout).toMatch(
      /Later +preview with receivables not accepted/,
    );
  });

  test('accepting it says so in the audit log, and what is settled by then stays where it is', async () => {
    const [{ id }] = await cli.rows(`select id from company where name = 'Later'`);
    await cli.rows(`update cycle set state = 'waitingForAccept', ended_at = now() where company_id = $1`, [
      id,
    ]);
    const { settings } = await row(id);
    const planned = planningSettings(settings);
    await cli.rows('insert into preview (company_id, cycle, settings) values ($1, 1, $2)', [id, planned]);
    expect((await cli.run(['accept', 'Later'])).code).toBe(0);
    expect(await row(id)).toMatchObject({
      accepted_at: expect.any(Date),
      preview_because: null,
      accepted_before: null,
      receivables_at: expect.any(Date),
    });
    expect((await cycles(id)).at(-1)).toEqual({ number: 2, mode: 'sync', state: 'due' });
    expect(
      await cli.rows(`select action from audit where company_id = $1 order by id desc limit 1`, [id]),
    ).toEqual([{ action: 'accepted the preview with receivables' }]);
  });

  test('off again before it was accepted: cycles write as before', async () => {
    const id = await payablesOnly('Changed mind');
    const { accepted_at: before } = await row(id);
    await set('Changed mind', 'receivables=on');
    await cli.rows(`update cycle set state = 'waitingForAccept', ended_at = now() where company_id = $1`, [
      id,
    ]);
    await cli.rows(`insert into preview (company_id, cycle, settings) values ($1, 1, '{}')`, [id]);
    const ran = await set('Changed mind', 'receivables=off');
    expect(ran.stdout).toContain('need not be accepted: cycles write again as before');
    expect(await row(id)).toMatchObject({
      accepted_at: before,
      preview_because: null,
      accepted_before: null,
      receivables_at: null,
    });
    expect(await cycles(id)).toEqual([{ number: 1, mode: 'preview', state: 'ended' }]);
    expect((await cli.run(['sync', 'Changed mind', '--json'])).json()).toMatchObject({
      cycle: { number: 2, mode: 'sync' },
    });
  });

  test('--accept-first accepts neither a cycle that was due before nor the preview with receivables', async () => {
    const id = await payablesOnly('Unattended');
    const unattended = ['sync', 'Unattended', '--accept-first'];
    const due = () => cli.rows('select mode, accept_first as first from cycle where company_id = $1', [id]);
    // As it stands from an older version, or of a first preview that somebody else has accepted meanwhile.
    await cli.run(['sync', 'Unattended']);
    await cli.rows('update cycle set accept_first = true where company_id = $1', [id]);
    await set('Unattended', 'receivables=on');
    expect(await due()).toEqual([{ mode: 'preview', first: false }]);

    const ran = await cli.run(unattended);
    expect(ran.stdout).toMatch(
      /first preview only\. Receivables were switched on: somebody looks at the preview with receivables and accepts it, tieout accept Unattended/,
    );
    expect((await cli.run([...unattended, '--json'])).json()).toMatchObject({ acceptsPreview: false });
    expect(await due()).toEqual([{ mode: 'preview', first: false }]);

    await cli.rows(`update cycle set state = 'waitingForAccept', ended_at = now() where company_id = $1`, [
      id,
    ]);
    const { settings } = await row(id);
    await cli.database.inCompany(id, (tx) =>
      savePreview(tx, id, 1, planningSettings(readSettings(settings))),
    );
    expect((await cli.run([...unattended, '--json'])).json()).toMatchObject({ cycle: { mode: 'preview' } });
    expect(await row(id)).toMatchObject({ accepted_at: null, preview_because: 'receivables' });
  });

  test('--accept-first of a sync of an accepted company is not kept for later', async () => {
    const id = await payablesOnly('Accepted');
    await cli.run(['sync', 'Accepted', '--accept-first']);
    expect(await cli.rows('select accept_first as first from cycle where company_id = $1', [id])).toEqual([
      { first: false },
    ]);
  });

  test('off and on again: they are connected when they were first, and Money In’s opening stands', async () => {
    const id = await payablesOnly('Twice');
    const opening = () => cli.rows('select balance from clearing_opening where company_id = $1', [id]);
    await cli.rows(`update company set settings = settings || '{"moneyInClearing": "80-IN"}' where id = $1`, [
      id,
    ]);
    const open = () =>
      cli.rows(
        `insert into clearing_opening (company_id, quickbooks_id, balance, as_of, read_at) values ($1, '80-IN', 5, '2026-11-01', now())`,
        [id],
      );
    await open();
    await set('Twice', 'receivables=on');
    const { receivables_at: first } = await row(id);
    expect(first).toBeInstanceOf(Date);
    expect(await opening()).toEqual([]);

    await cli.database.inCompany(id, (tx) => acceptPreview(tx, id, 'a test'));
    await cli.rows('delete from cycle where company_id = $1', [id]);
    await cli.database.inCompany(id, (tx) =>
      insertMatches(tx, id, 1, [
        { entity: 'invoice', quickbooksId: 'i1', billcomId: 'i1', name: '1', madeBy: 'match' },
      ]),
    );
    await open();
    await set('Twice', 'receivables=off');
    await set('Twice', 'receivables=on');
    expect(await row(id)).toMatchObject({ receivables_at: first, preview_because: 'receivables' });
    expect(await opening()).toHaveLength(1);
    // Off again before that preview was accepted: that they were synced before stays.
    await set('Twice', 'receivables=off');
    expect((await row(id)).receivables_at).toEqual(first);
  });

  test('off and on again of a company that had them from the beginning: they were connected with it', async () => {
    const id = await cli.company('From the beginning');
    await cli.database.inCompany(id, (tx) =>
      insertMatches(tx, id, 1, [
        { entity: 'receivedPayment', quickbooksId: 'p1', billcomId: 'p1', name: '1', madeBy: 'match' },
      ]),
    );
    await set('From the beginning', 'receivables=off');
    await set('From the beginning', 'receivables=on');
    expect(await row(id)).toMatchObject({ receivables_at: null, preview_because: 'receivables' });
  });

  test.each([
    ['with the company', false],
    ['later', true],
  ])(
    'a restored file ends pairs that were only matched: connected %s they stay so',
    async (when, isLater) => {
      const name = `Restored ${when}`;
      const id = await cli.company(name);
      if (isLater) await cli.rows('update company set receivables_at = now() where id = $1', [id]);
      const { receivables_at: before } = await row(id);
      expect(before === null).toBe(!isLater);
      await cli.database.inCompany(id, async (tx) => {
        await insertMatches(tx, id, 1, [
          { entity: 'invoice', quickbooksId: 'i1', billcomId: 'i1', name: '1', madeBy: 'match' },
        ]);
        await setStop(tx, id, 'restored', 'an older copy');
        expect(await acceptRestoredFile(tx, id, 'Anna')).toBeDefined();
      });
      expect(await cli.rows('select from link where company_id = $1', [id])).toEqual([]);
      await cli.database.inCompany(id, (tx) => acceptPreview(tx, id, 'Anna'));
      await cli.rows('delete from cycle where company_id = $1', [id]);
      for (const to of ['off', 'on', 'off', 'on']) {
        expect((await set(name, `receivables=${to}`)).code).toBe(0);
        await cli.rows('delete from cycle where company_id = $1', [id]);
      }
      expect((await row(id)).receivables_at).toEqual(before);
    },
  );

  test('off: invoices that wait to be e-mailed are not sent, and what has left stays as it is', async () => {
    const id = await cli.company('E-mails');
    await cli.rows(
      `insert into invoice_email (company_id, billcom_id, address, who, state)
       select $1, state, 'a@example.com', 'Anna', state
       from unnest(array['waiting', 'sending', 'sent', 'unknown', 'unclear']) as state`,
      [id],
    );
    const ran = await set('E-mails', 'receivables=off');
    expect(ran.stdout).toContain('1 invoice that waited to be e-mailed is not sent: tieout emails E-mails');
    expect(
      await cli.rows(
        'select billcom_id as was, state, because from invoice_email where company_id = $1 order by id',
        [id],
      ),
    ).toEqual([
      { was: 'waiting', state: 'refused', because: 'Receivables were switched off before it was sent.' },
      { was: 'sending', state: 'sending', because: null },
      { was: 'sent', state: 'sent', because: null },
      { was: 'unknown', state: 'unknown', because: null },
      { was: 'unclear', state: 'unclear', because: null },
    ]);
    expect(
      await cli.rows(
        `select record_id, after from audit where company_id = $1 and action like 'did not send%'`,
        [id],
      ),
    ).toEqual([{ record_id: 'waiting', after: { to: 'a@example.com', askedBy: 'Anna' } }]);
  });

  test('off and on again after a restored company file, which ends the links: they were connected when they were', async () => {
    for (const at of [null, new Date('2026-03-01T12:00:00Z')]) {
      const id = await cli.company(`Restored ${String(at?.getMonth() ?? 'never')}`);
      await cli.rows('update company set receivables_at = $2 where id = $1', [id, at]);
      await cli.rows(
        `insert into operation (company_id, cycle, entity, book, action, state, record_id, source_id, fields, source_base)
         values ($1, 1, 'invoice', 'billcom', 'create', 'applied', '00e1', '1-1', '{}', '{}')`,
        [id],
      );
      await cli.database.inCompany(id, async (tx) => {
        await disconnectReceivables(tx, id);
        expect(await connectReceivables(tx, id)).toBe(false);
      });
      expect((await row(id)).receivables_at).toEqual(at);
    }
  });

  test('either way, Bill.com’s money of received payments that is in no pair is looked at again', async () => {
    const id = await cli.company('Movements');
    await cli.database.inCompany(id, async (tx) => {
      await mirrorRecords(tx, id, 'billcom', 'fundsTransfer', [
        bookRecord('in', { name: '1' }, { type: '2' }),
        bookRecord('linked', { name: '2' }, { type: '2' }),
        bookRecord('out', { name: '3' }, { type: '1' }),
      ]);
      await insertMatches(tx, id, 1, [
        { entity: 'fundsTransfer', quickbooksId: 't', billcomId: 'linked', name: '2', madeBy: 'match' },
      ]);
    });
    for (const to of ['off', 'on']) {
      await cli.rows('update record set changed = false where company_id = $1', [id]);
      await set('Movements', `receivables=${to}`);
      expect(await cli.rows('select id from record where company_id = $1 and changed', [id])).toEqual([
        { id: 'in' },
      ]);
    }
  });

  test('before the first preview was accepted there is nothing else to wait for', async () => {
    const id = await cli.company('New', { accepted: false });
    expect((await set('New', 'receivables=off')).code).toBe(0);
    expect((await set('New', 'receivables=on')).stdout).toContain('The first preview shows them');
    expect(await row(id)).toMatchObject({ preview_because: null, receivables_at: null });
  });

  test('not while a cycle runs, and not while a mass change waits', async () => {
    const id = await payablesOnly('Busy');
    await cli.rows(
      `insert into cycle (company_id, number, mode, state, requested_by) values ($1, 901, 'sync', 'running', 'a test')`,
      [id],
    );
    expect((await set('Busy', 'receivables=on')).stderr).toContain(
      'receivables cannot be changed while a cycle runs',
    );
    await cli.rows('delete from cycle where company_id = $1', [id]);
    await cli.rows(
      `insert into company_stop (company_id, guard, because) values ($1, 'massChange', 'Very much.')`,
      [id],
    );
    const ran = await set('Busy', 'receivables=on');
    expect(ran.stderr).toMatch(/while a mass change waits[^]*tieout preview Busy --last/);
    expect((await row(id)).settings.receivables).toBe('off');
  });

  test('off: nobody is asked about them any more, a link stays, and their work is there when they are on again', async () => {
    const id = await cli.company('Off');
    await cli.database.inCompany(id, async (tx) => {
      for (const book of ['quickbooks', 'billcom'] as const)
        await mirrorRecords(tx, id, book, 'invoice', [
          bookRecord('i1', { name: '1' }),
          bookRecord('i2', { name: '2' }),
        ]);
      await insertMatches(tx, id, 1, [
        { entity: 'invoice', quickbooksId: 'i1', billcomId: 'i1', name: '1', madeBy: 'match' },
      ]);
    });
    await cli.rows('update record set changed = false where company_id = $1', [id]);
    const hold = (entity: string, record: string, cause: string) =>
      cli.rows(
        `insert into hold (company_id, opened_cycle, entity, book, record_id, record_name, cause, field, sentence, cure, release, detail)
         values ($1, 1, $2, 'quickbooks', $3, $3, $4, '', 'A sentence.', 'A cure.', '{}', '{}')`,
        [id, entity, record, cause],
      );
    await hold('invoice', 'i1', 'conflict');
    await hold('invoice', 'i2', 'unknownOutcome');
    await hold('vendor', 'v1', 'conflict');
    await cli.rows(
      `insert into closed_list (company_id, book, entity, because, cure) values ($1, 'billcom', 'invoice', 'Why.', 'What.')`,
      [id],
    );
    await cli.rows(
      `insert into tie_out (company_id, cycle, ledger, as_of, taken_at, quickbooks, billcom, agrees)
       values ($1, 1, 'ar', '2026-11-01', now(), 10, 10, true)`,
      [id],
    );
    const ran = await set('Off', 'receivables=off');
    expect(ran.stdout).toContain('left alone in both books; what is linked stays linked');
    expect(
      await cli.rows(
        `select entity, cause from hold where company_id = $1 and released_at is null order by entity`,
        [id],
      ),
    ).toEqual([
      { entity: 'invoice', cause: 'unknownOutcome' },
      { entity: 'vendor', cause: 'conflict' },
    ]);
    expect(await cli.rows('select book, id from record where company_id = $1 and changed', [id])).toEqual([
      { book: 'quickbooks', id: 'i1' },
    ]);
    expect(await cli.rows('select from link where company_id = $1', [id])).toHaveLength(1);
    expect(await cli.rows('select from closed_list where company_id = $1', [id])).toEqual([]);

    const emails = await cli.run(['emails', 'Off', '--send', 'all']);
    expect([emails.code, emails.stderr]).toEqual([
      1,
      expect.stringContaining('receivables are switched off'),
    ]);
    const report = await cli.run(['report', 'ar', 'Off']);
    expect(report.code).toBe(1);
    expect(report.stderr).toMatch(
      /does not sync accounts receivable: receivables are switched off[^]*company set Off receivables=on/,
    );
  });
});

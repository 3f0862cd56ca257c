import { createHash } from 'node:crypto';
import { giveVerdict } from '../../../src/quickbooks/exchange/sessions';
import { eventually } from '../../support/world';
import type { Company, Scene } from './scene';
import { ask, firstCall, logIn, openScene, openSession, password, queue, queueWrite, stateOf } from './scene';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());

const authenticate = (company: Pick<Company, 'user'>, strPassword = password) =>
  scene.gateway.authenticate({ strUserName: company.user, strPassword, remoteAddress: '192.0.2.1' });

const insertCycle = (company: Company, number: number, state: string, mode = 'sync') =>
  scene.rows(
    `insert into cycle (company_id, number, mode, state, requested_by) values ($1, $2, $3, $4, 'person')`,
    [company.id, number, mode, state],
  );

const tomorrow = () => new Date(scene.clock.now.getTime() + 86_400_000);

describe('who may come in', () => {
  test('a wrong password and an unknown user are answered alike', async () => {
    const company = await scene.company();
    expect(await authenticate(company, 'wrong')).toEqual(['', 'nvu']);
    expect(await authenticate({ user: 'nobody' })).toEqual(['', 'nvu']);
    expect(
      await scene.rows('select from web_connector_session where company_id = $1', [company.id]),
    ).toHaveLength(0);
  });

  test('a wrong password is noted for the company’s people, a right one afterwards leaves the note as it was', async () => {
    const company = await scene.company({ due_at: tomorrow() });
    const note = async (): Promise<Date | null> =>
      (
        await scene.row<{ at: Date | null }>('select refused_login_at as at from company where id = $1', [
          company.id,
        ])
      ).at;
    await authenticate(company);
    expect(await note()).toBeNull();
    const refusedAt = scene.clock.now;
    await authenticate(company, 'wrong');
    await eventually('the refusal is noted', async () => (await note()) ?? undefined);
    scene.clock.pass(1_000);
    await authenticate(company);
    expect(await note()).toEqual(refusedAt);
    // A day of calls is shown to them: by minute, the refused ones apart.
    expect(
      await scene.row(
        'select sum(calls)::int as calls, sum(refused)::int as refused from web_connector_poll where company_id = $1',
        [company.id],
      ),
    ).toEqual({ calls: 2, refused: 1 });
  });

  test('a guesser is not listened to any more, even with the right password', async () => {
    const company = await scene.company();
    const gateway = scene.anotherGateway();
    const guess = (strPassword: string) =>
      gateway.authenticate({ strUserName: company.user, strPassword, remoteAddress: '198.51.100.1' });
    await Promise.all(Array.from({ length: 10 }, () => guess('wrong')));
    expect(await guess(password)).toEqual(['', 'nvu']);
  });

  test('the ticket is stored as a hash only', async () => {
    const company = await scene.company();
    const { ticket, sessionId } = await logIn(scene, company);
    const { hash } = await scene.row<{ hash: Buffer }>(
      'select ticket_hash as hash from web_connector_session where id = $1',
      [sessionId],
    );
    expect(hash).toEqual(createHash('sha256').update(ticket).digest());
  });
});

describe('whether there is work', () => {
  test('none when nothing is due, and the login is noted', async () => {
    const company = await scene.company({ due_at: tomorrow() });
    expect(await authenticate(company)).toEqual(['', 'none']);
    const { at } = await scene.row<{ at: Date }>('select last_login_at as at from company where id = $1', [
      company.id,
    ]);
    expect(at).toEqual(scene.clock.now);
  });

  test('none for a paused company, whatever is due', async () => {
    const company = await scene.company({ paused_at: scene.clock.now });
    await insertCycle(company, 1, 'due');
    expect(await authenticate(company)).toEqual(['', 'none']);
  });

  test('none while the first preview waits for somebody to accept it', async () => {
    const company = await scene.company({ accepted_at: null, next_cycle: 2 });
    await insertCycle(company, 1, 'waitingForAccept', 'preview');
    expect(await authenticate(company)).toEqual(['', 'none']);
    await insertCycle(company, 2, 'due', 'preview');
    expect((await logIn(scene, company)).cycle).toBe(2);
  });

  test('in quiet hours the schedule rests, and what somebody asked for does not', async () => {
    const clock = (minutes: number): string =>
      new Date(scene.clock.now.getTime() + minutes * 60_000).toISOString().slice(11, 16);
    const settings = JSON.stringify({ quietHours: `${clock(-60)}-${clock(60)}` });
    const company = await scene.company({ zone: 'UTC', settings, next_cycle: 4 });
    expect(await authenticate(company)).toEqual(['', 'none']);
    await insertCycle(company, 3, 'due');
    expect((await logIn(scene, company)).cycle).toBe(3);
  });

  test.each([
    ['an accepted company syncs', {}, 'sync'],
    ['a new company previews', { accepted_at: null }, 'preview'],
  ])('the schedule makes a cycle: %s', async (_, columns, mode) => {
    const company = await scene.company({ ...columns, next_cycle: 4 });
    const { sessionId, cycle } = await logIn(scene, company);
    expect(cycle).toBe(4);
    expect(
      await scene.row('select mode, state, requested_by from cycle where company_id = $1', [company.id]),
    ).toEqual({ mode, state: 'due', requested_by: 'schedule' });
    expect(await scene.row('select signal, payload from outbox where company_id = $1', [company.id])).toEqual(
      {
        signal: 'sessionOpened',
        payload: { sessionId, cycle: 4, mode },
      },
    );
  });

  test.each(['due', 'running'])('a cycle that is %s is gone on with, not doubled', async (state) => {
    const company = await scene.company({ due_at: tomorrow(), next_cycle: 8 });
    await insertCycle(company, 7, state);
    expect((await logIn(scene, company)).cycle).toBe(7);
  });

  test('the running cycle comes before the one that was asked for', async () => {
    const company = await scene.company({ next_cycle: 3 });
    await insertCycle(company, 1, 'running');
    await insertCycle(company, 2, 'due');
    expect((await logIn(scene, company)).cycle).toBe(1);
  });

  describe('a running cycle that is done with QuickBooks and waits for Bill.com', () => {
    const atBillcom = async (columns = {}): Promise<Company> => {
      const company = await scene.company({ due_at: tomorrow(), next_cycle: 8, ...columns });
      await insertCycle(company, 7, 'running');
      const { sessionId } = await logIn(scene, company);
      await scene.database.inCompany(company.id, (tx) => giveVerdict(tx, company.id, sessionId, 'empty'));
      await scene.rows('delete from outbox where company_id = $1', [company.id]);
      return company;
    };
    const signals = (company: Company) =>
      scene.rows('select signal, payload from outbox where company_id = $1 order by id', [company.id]);

    test('opens no session, poll after poll', async () => {
      const company = await atBillcom();
      for (let poll = 0; poll < 3; poll += 1) expect(await authenticate(company)).toEqual(['', 'none']);
      expect(await signals(company)).toEqual([]);
      expect(
        await scene.rows('select from web_connector_session where company_id = $1', [company.id]),
      ).toHaveLength(1);
    });

    test('lets the one that was asked for in, not itself', async () => {
      const company = await atBillcom();
      await insertCycle(company, 8, 'due');
      expect((await logIn(scene, company)).cycle).toBe(8);
    });

    test('a write in doubt makes the next cycle due', async () => {
      const company = await atBillcom();
      await scene.rows(
        `insert into exchange (company_id, key, cycle, step, kind, state) values ($1, 'lost', 6, 'vendor', 'write', 'inDoubt')`,
        [company.id],
      );
      expect((await logIn(scene, company)).cycle).toBe(8);
    });

    test('is told to a Temporal that may have forgotten it, once in the company’s interval', async () => {
      const company = await atBillcom({ due_at: new Date(scene.clock.now.getTime() - 1) });
      for (let poll = 0; poll < 3; poll += 1) expect(await authenticate(company)).toEqual(['', 'none']);
      expect(await signals(company)).toEqual([{ signal: 'syncNow', payload: { cycle: 7, mode: 'sync' } }]);
      scene.clock.pass(15 * 60_000);
      expect(await authenticate(company)).toEqual(['', 'none']);
      expect(await signals(company)).toHaveLength(2);
    });
  });

  test('brings back the workflow of e-mails with a session, where some are under way, and not with every poll', async () => {
    const company = await scene.company();
    const ask = (state: string, isLatest = true) =>
      scene.rows(
        `insert into invoice_email (company_id, billcom_id, address, who, state, is_latest)
         values ($1, '00e01', 'a@example.com', 'Anna', $2, $3)`,
        [company.id, state, isLatest],
      );
    const asked = async (): Promise<number> =>
      (await scene.rows(`select from outbox where company_id = $1 and signal = 'emailsAsked'`, [company.id]))
        .length;
    await ask('sent', false);
    await logIn(scene, company);
    expect(await asked()).toBe(0);
    await ask('waiting');
    await logIn(scene, company);
    expect(await asked()).toBe(1);
    await scene.rows(`update cycle set state = 'ended' where company_id = $1`, [company.id]);
    await scene.rows('update company set due_at = $2 where id = $1', [company.id, tomorrow()]);
    expect(await authenticate(company)).toEqual(['', 'none']);
    expect(await asked()).toBe(1);
  });

  test('a company file is named only if one was recorded', async () => {
    expect((await authenticate(await scene.company()))[1]).toBe('');
    expect((await authenticate(await scene.company({ company_file: 'C:\\a.qbw' })))[1]).toBe('C:\\a.qbw');
  });
});

describe('the last login wins', () => {
  test('a write that was out is in doubt, what was queued goes back, the old ticket is worth nothing', async () => {
    const company = await scene.company();
    const old = await openSession(scene, company);
    const out = await queueWrite(scene, old, 'w1');
    const waiting = await queueWrite(scene, old, 'w2');
    expect(await ask(scene, old)).toContain('w1');

    const fresh = await logIn(scene, company);
    expect(fresh.sessionId).not.toBe(old.sessionId);
    expect(
      await scene.row('select state, close_reason as reason from web_connector_session where id = $1', [
        old.sessionId,
      ]),
    ).toEqual({ state: 'closed', reason: 'a newer login' });
    expect(await stateOf(scene, 'exchange', out.id)).toBe('inDoubt');
    expect(await stateOf(scene, 'operation', out.operation)).toBe('unknown');
    expect(await stateOf(scene, 'exchange', waiting.id)).toBe('withdrawn');
    expect(
      await scene.row('select state, exchange_key from operation where id = $1', [waiting.operation]),
    ).toEqual({
      state: 'planned',
      exchange_key: null,
    });
    expect(await ask(scene, old)).toBe('');
    expect(await scene.gateway.getLastError(old)).toMatch(/next one goes on/);
    expect(await scene.gateway.sendRequestXML(firstCall(fresh, company))).toBe('NoOp');
  });

  test('a read that was out is simply withdrawn', async () => {
    const company = await scene.company();
    const old = await openSession(scene, company);
    const { id } = await queue(scene, old);
    await ask(scene, old);
    await logIn(scene, company);
    expect(await stateOf(scene, 'exchange', id)).toBe('withdrawn');
  });

  test('a write in doubt makes QuickBooks wanted', async () => {
    const company = await scene.company();
    const old = await openSession(scene, company);
    await queueWrite(scene, old, 'w1');
    await ask(scene, old);
    await scene.rows(`update cycle set state = 'interrupted' where company_id = $1`, [company.id]);
    await scene.rows('update company set due_at = $2 where id = $1', [company.id, tomorrow()]);
    expect((await logIn(scene, company)).cycle).toBe(old.cycle + 1);
  });

  test('a login that finds no work still ends the older session, and says so', async () => {
    const company = await scene.company();
    const old = await openSession(scene, company);
    await scene.rows('update company set paused_at = now() where id = $1', [company.id]);
    expect(await authenticate(company)).toEqual(['', 'none']);
    expect(await stateOf(scene, 'web_connector_session', old.sessionId)).toBe('closed');
    const signals = await scene.rows<{ signal: string }>(
      'select signal from outbox where company_id = $1 order by id',
      [company.id],
    );
    expect(signals.map(({ signal }) => signal)).toEqual(['sessionOpened', 'sessionClosed']);
  });

  test('two logins at once leave one open session', async () => {
    const company = await scene.company();
    const [one, two] = await Promise.all([authenticate(company), authenticate(company)]);
    expect(one[0]).not.toBe('');
    expect(two[0]).not.toBe('');
    const states = await scene.rows<{ state: string }>(
      'select state from web_connector_session where company_id = $1 order by state',
      [company.id],
    );
    expect(states.map(({ state }) => state)).toEqual(['closed', 'open']);
    expect(await scene.rows('select from cycle where company_id = $1', [company.id])).toHaveLength(1);
  });
});

import { randomUUID } from 'node:crypto';
import { mailboxBell } from '../../../src/ledger/doorbell';
import { exchangesOf } from '../../../src/quickbooks/exchange/exchanges';
import { giveVerdict } from '../../../src/quickbooks/exchange/sessions';
import type { Verdict } from '../../../src/quickbooks/exchange/states';
import type { QbxmlRequest } from '../../../src/quickbooks/qbxml/types';
import type { Company, Login, Scene } from './scene';
import { answer, ask, logIn, openScene, openSession, queue, queueWrite, reply, stateOf } from './scene';

let scene: Scene;
let company: Company;
let login: Login;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());
beforeEach(async () => {
  company = await scene.company();
  login = await openSession(scene, company);
});

const verdict = (word: Verdict) =>
  scene.database.inCompany(company.id, (tx) => giveVerdict(tx, company.id, login.sessionId, word));
const lastWriteSet = async () =>
  (
    await scene.row<{ id: string | null }>('select last_write_set_id as id from company where id = $1', [
      company.id,
    ])
  ).id;
const setIdOf = async (id: string) =>
  (await scene.row<{ id: string }>('select message_set_id as id from exchange where id = $1', [id])).id;

describe('an answer', () => {
  test('is stored sealed, with its size and time, and the worker opens it', async () => {
    const { id, key } = await queue(scene, login);
    await ask(scene, login);
    const response = answer('1', 'VendorQueryRs', ' retCount="0"');
    expect(await reply(scene, login, { response })).toBe(1);
    const row = await scene.row<{ answer: Buffer }>('select answer from exchange where id = $1', [id]);
    expect(row.answer.includes('Vendor')).toBe(false);
    const [exchange] = await exchangesOf(scene.database, company.id, { keys: [key] });
    expect(exchange).toMatchObject({
      state: 'answered',
      answer: response,
      answerBytes: response.length,
      answeredAt: scene.clock.now,
    });
  });

  test('to a write makes its id the one that QuickBooks may forget', async () => {
    const { id, operation } = await queueWrite(scene, login, 'w1');
    await ask(scene, login);
    await reply(scene, login, { response: answer('1', 'VendorAddRs') });
    expect(await lastWriteSet()).toBe(await setIdOf(id));
    expect(await stateOf(scene, 'operation', operation)).toBe('sent');
  });

  test('posted again gets the same reply and is not stored again', async () => {
    const { id } = await queue(scene, login);
    await ask(scene, login);
    const post = { response: answer() };
    const first = await reply(scene, login, post);
    const before = await scene.row('select * from exchange where id = $1', [id]);
    scene.clock.pass(1_000);
    expect(await reply(scene, login, post)).toBe(first);
    expect(await scene.row('select * from exchange where id = $1', [id])).toEqual(before);
  });

  test('posted twice at once is stored once', async () => {
    await queue(scene, login);
    await ask(scene, login);
    const post = { response: answer() };
    expect(
      await Promise.all([reply(scene, login, post), reply(scene, login, post, scene.anotherGateway())]),
    ).toEqual([1, 1]);
  });

  test('that is an old one posted again is not taken for the next one', async () => {
    await queue(scene, login, { body: '<VendorQueryRq requestID="r1"></VendorQueryRq>' });
    await ask(scene, login);
    await reply(scene, login, { response: answer('r1') });
    const second = await queue(scene, login, { body: '<AccountQueryRq requestID="r2"></AccountQueryRq>' });
    await ask(scene, login);
    expect(await reply(scene, login, { response: answer('r1') })).toBe(1);
    expect(await stateOf(scene, 'exchange', second.id)).toBe('sent');
    await reply(scene, login, { response: answer('r2', 'AccountQueryRs') });
    expect(await stateOf(scene, 'exchange', second.id)).toBe('answered');
  });

  test('with another message set’s id is not this one’s', async () => {
    const { id } = await queueWrite(scene, login, 'w1');
    await ask(scene, login);
    await reply(scene, login, { response: answer('1', 'VendorAddRs', '', ' newMessageSetID="other"') });
    expect(await stateOf(scene, 'exchange', id)).toBe('sent');
  });

  test('that arrives damaged leaves a write in doubt and ends the session', async () => {
    const { id } = await queueWrite(scene, login, 'w1');
    await ask(scene, login);
    expect(await reply(scene, login, { response: '<QBXML><QBXMLMsgsRs><VendorAd' })).toBe(-1);
    expect(await stateOf(scene, 'exchange', id)).toBe('inDoubt');
    expect(await scene.gateway.getLastError(login)).toMatch(/damaged/);
  });

  test('that cannot be stored is answered -1, and the exchange stays sent', async () => {
    const { id } = await queue(scene, login);
    await ask(scene, login);
    const holder = await scene.database.pool.connect();
    await holder.query('begin');
    await holder.query('select from web_connector_session where id = $1 for update', [login.sessionId]);
    const gateway = scene.anotherGateway({ storeWithinMs: 100 });
    expect(await reply(scene, login, { response: answer() }, gateway)).toBe(-1);
    expect(await stateOf(scene, 'exchange', id)).toBe('sent');
    await holder.query('rollback');
    holder.release();
  });
});

describe('an answer that comes late, with its old ticket', () => {
  test('is stored, ends the doubt and makes a queued check needless', async () => {
    const { id } = await queueWrite(scene, login, 'w1');
    await ask(scene, login);
    const old = login;
    login = await logIn(scene, company);
    const check = await queue(scene, login, { kind: 'check', body: '', messageSetId: await setIdOf(id) });
    expect(await reply(scene, old, { response: answer('1', 'VendorAddRs') })).toBe(100);
    expect(await stateOf(scene, 'exchange', id)).toBe('answered');
    expect(await stateOf(scene, 'exchange', check.id)).toBe('withdrawn');
    expect(await lastWriteSet()).toBe(await setIdOf(id));
  });

  test('but not for a read: that is simply read again', async () => {
    const { id } = await queue(scene, login);
    await ask(scene, login);
    await logIn(scene, company);
    expect(await reply(scene, login, { response: answer() })).toBe(100);
    expect(await stateOf(scene, 'exchange', id)).toBe('withdrawn');
  });
});

describe('a check', () => {
  test('that brings the stored answer lets QuickBooks forget it', async () => {
    await queue(scene, login, { kind: 'check', body: '', messageSetId: 't1stored' });
    await ask(scene, login);
    await reply(scene, login, { response: answer('1', 'VendorAddRs', '', ' messageSetStatusCode="0"') });
    expect(await lastWriteSet()).toBe('t1stored');
  });

  test('that finds none does not', async () => {
    await queue(scene, login, { kind: 'check', body: '', messageSetId: 't1absent' });
    await ask(scene, login);
    await reply(scene, login, {
      response: '<QBXML><QBXMLMsgsRs messageSetStatusCode="9002"></QBXMLMsgsRs></QBXML>',
    });
    expect(await lastWriteSet()).toBeNull();
  });
});

describe('an iterator', () => {
  const query: QbxmlRequest = {
    name: 'VendorQueryRq',
    requestID: 'v1',
    attributes: { iterator: 'Start' },
    body: { MaxReturned: '100', ActiveStatus: 'All' },
  };
  const more = (remaining: number, returned = 100) =>
    answer(
      'v1',
      'VendorQueryRs',
      ` retCount="${returned}" iteratorRemainingCount="${remaining}" iteratorID="{abc}"`,
    );

  test('is gone on with by the gateway, page after page, before anything else', async () => {
    const { key } = await queue(scene, login, {
      query,
      body: '<VendorQueryRq requestID="v1"></VendorQueryRq>',
    });
    await queue(scene, login, { body: '<AccountQueryRq requestID="a1"></AccountQueryRq>' });
    await ask(scene, login);
    expect(await reply(scene, login, { response: more(250) })).toBe(1);

    const second = await ask(scene, login);
    expect(second).toContain('iterator="Continue"');
    expect(second).toContain('iteratorID="{abc}"');
    expect(second).toContain('<MaxReturned>200</MaxReturned>');
    expect(second).toContain('<ActiveStatus>All</ActiveStatus>');
    await reply(scene, login, { response: more(50, 200) });
    expect(await ask(scene, login)).toContain('<MaxReturned>400</MaxReturned>');
    await reply(scene, login, { response: more(0, 50) });
    expect(await ask(scene, login)).toContain('AccountQueryRq');

    const pages = await exchangesOf(scene.database, company.id, { keys: [key] });
    expect(pages.map((page) => [page.key, page.continues, page.iteratorRemaining])).toEqual([
      [key, false, 250],
      [`${key}:p1`, true, 50],
      [`${key}:p2`, true, 0],
    ]);
  });

  test('is asked for fewer records when a page took long', async () => {
    await queue(scene, login, {
      query: { ...query, body: { MaxReturned: '400' } },
      body: '<VendorQueryRq requestID="v1"></VendorQueryRq>',
    });
    await ask(scene, login);
    scene.clock.pass(60_000);
    await reply(scene, login, { response: more(800, 400) });
    expect(await ask(scene, login)).toContain('<MaxReturned>100</MaxReturned>');
  });

  test('the next page and the answer are one transaction', async () => {
    const { id } = await queue(scene, login, {
      query,
      body: '<VendorQueryRq requestID="v1"></VendorQueryRq>',
    });
    await ask(scene, login);
    await scene.rows(`create function no_pages() returns trigger language plpgsql as
                        $$ begin raise exception 'no pages today'; end $$`);
    await scene.rows(`create trigger no_pages before insert on exchange for each row when (new.continues)
                        execute function no_pages()`);
    const gateway = scene.anotherGateway({ storeWithinMs: 100 });
    expect(await reply(scene, login, { response: more(10) }, gateway)).toBe(-1);
    await scene.rows('drop trigger no_pages on exchange');
    expect(await stateOf(scene, 'exchange', id)).toBe('sent');
    expect(await reply(scene, login, { response: more(10) })).toBe(1);
    expect(await ask(scene, login)).toContain('Continue');
  });

  test('of a read without query is left alone', async () => {
    await queue(scene, login, { body: '<VendorQueryRq requestID="v1"></VendorQueryRq>' });
    await ask(scene, login);
    await reply(scene, login, { response: more(10) });
    expect(await ask(scene, login)).toBe('NoOp');
  });
});

describe('the worker’s word', () => {
  /** The worker speaks of an answer that it has seen. */
  const answered = async (): Promise<void> => {
    const filter = { sessionId: login.sessionId, states: ['answered' as const] };
    while ((await exchangesOf(scene.database, company.id, filter)).length === 0) {
      await scene.doorbell.rung(mailboxBell(company.id), 20);
    }
  };

  test('“empty” in time: 100, and the session is closing', async () => {
    await queue(scene, login);
    await ask(scene, login);
    const gateway = scene.anotherGateway({ verdictWaitMs: 10_000 });
    const number = reply(scene, login, { response: answer() }, gateway);
    await verdict('empty');
    expect(await number).toBe(100);
    expect(await stateOf(scene, 'web_connector_session', login.sessionId)).toBe('closing');
    expect(await reply(scene, login, { response: answer() })).toBe(100);
    expect(await scene.gateway.closeConnection(login)).toBe('OK');
    expect(
      await scene.rows(`select from outbox where company_id = $1 and signal = 'sessionClosed'`, [company.id]),
    ).toEqual([]);
  });

  test('“empty” too late: a closing set, and 100 to its answer', async () => {
    await queue(scene, login);
    await ask(scene, login);
    expect(await reply(scene, login, { response: answer() })).toBe(1);
    await verdict('empty');
    expect(await ask(scene, login)).toContain('HostQueryRq');
    expect(await reply(scene, login, { response: answer('0', 'HostQueryRs') })).toBe(100);
    await scene.gateway.closeConnection(login);
    expect(
      await scene.rows(`select from outbox where company_id = $1 and signal = 'sessionClosed'`, [company.id]),
    ).toEqual([]);
  });

  test('“more” answers at once, and counts for one answer only', async () => {
    await queue(scene, login);
    await ask(scene, login);
    const gateway = scene.anotherGateway({ verdictWaitMs: 10_000 });
    const number = reply(scene, login, { response: answer() }, gateway);
    await answered();
    await verdict('more');
    expect(await number).toBe(1);
    await queue(scene, login);
    await ask(scene, login);
    await reply(scene, login, { response: answer() });
    expect(
      await scene.row('select verdict from web_connector_session where id = $1', [login.sessionId]),
    ).toEqual({
      verdict: null,
    });
  });

  test('something queued answers at once', async () => {
    await queue(scene, login);
    await ask(scene, login);
    const gateway = scene.anotherGateway({ verdictWaitMs: 10_000 });
    const number = reply(scene, login, { response: answer() }, gateway);
    await queue(scene, login);
    expect(await number).toBe(1);
  });
});

describe('progress', () => {
  const step = (name: string, done: number, total: number) =>
    scene.rows(
      `insert into cycle_step (company_id, cycle, book, step, done, total) values ($1, $2, 'quickbooks', $3, $4, $5)
       on conflict (company_id, cycle, book, step, phase) do update set done = $4, total = $5`,
      [company.id, login.cycle, name, done, total],
    );
  const trip = async () => {
    await queue(scene, login);
    await ask(scene, login);
    return reply(scene, login, { response: answer() });
  };

  test('comes from real counts, is never 100 and never goes back', async () => {
    expect(await trip()).toBe(1);
    await step('read', 30, 60);
    await step('vendor', 0, 60);
    expect(await trip()).toBe(25);
    await step('account', 0, 120);
    expect(await trip()).toBe(25);
    await step('read', 60, 60);
    await step('vendor', 80, 60);
    await step('account', 120, 120);
    expect(await trip()).toBe(99);
  });
});

describe('an HRESULT', () => {
  test('of the parser: nothing of the set ran, and the session goes on', async () => {
    const { id, operation } = await queueWrite(scene, login, 'w1');
    await ask(scene, login);
    expect(await reply(scene, login, { hresult: '80040400', message: 'error in line 1' })).toBe(1);
    expect(await scene.row('select state, hresult, message from exchange where id = $1', [id])).toEqual({
      state: 'failed',
      hresult: '0x80040400',
      message: 'error in line 1',
    });
    expect(await stateOf(scene, 'operation', operation)).toBe('sent');
    expect(await reply(scene, login, { hresult: '0x80040400', message: 'error in line 1' })).toBe(1);
    await queue(scene, login);
    expect(await ask(scene, login)).toContain('VendorQueryRq');
  });

  test.each([
    '0x80040401',
    '0x80040402',
    '0x80040408',
    '0x80040409',
    '0x8004040A',
    '0x8004040D',
    '0x80040410',
    '0x80040414',
    '0x80040416',
    '0x80040417',
    '0x80040418',
    '0x8004041B',
    '0x80040420',
    '0x8FFFFFFF',
  ])('%s after a write: in doubt, unknown, and the session ends with the sentence', async (hresult) => {
    const { id, operation } = await queueWrite(scene, login, `w-${hresult}`);
    const waiting = await queueWrite(scene, login, `x-${hresult}`);
    await ask(scene, login);
    expect(await reply(scene, login, { hresult })).toBe(-1);
    expect(await stateOf(scene, 'exchange', id)).toBe('inDoubt');
    expect(await stateOf(scene, 'operation', operation)).toBe('unknown');
    expect(await stateOf(scene, 'exchange', waiting.id)).toBe('withdrawn');
    expect(await scene.gateway.getLastError(login)).toContain(hresult);
    expect(await reply(scene, login, { hresult })).toBe(-1);
    expect(await ask(scene, login)).toBe('');
    expect(await lastWriteSet()).toBeNull();
  });

  test('after a read: failed, and the next session may read again', async () => {
    const { id, key } = await queue(scene, login);
    await ask(scene, login);
    expect(await reply(scene, login, { hresult: '0x80040402' })).toBe(-1);
    expect(await stateOf(scene, 'exchange', id)).toBe('failed');
    login = await logIn(scene, company);
    expect(await queue(scene, login, { key })).toEqual({ id, key, state: 'queued' });
  });

  test('of zero is none', async () => {
    const { id } = await queue(scene, login);
    await ask(scene, login);
    expect(await reply(scene, login, { hresult: '0x00000000', response: answer() })).toBe(1);
    expect(await stateOf(scene, 'exchange', id)).toBe('answered');
  });

  test('to the closing set ends the session as well', async () => {
    await verdict('empty');
    await ask(scene, login);
    expect(await reply(scene, login, { hresult: '0x80040402' })).toBe(100);
  });
});

describe('connectionError', () => {
  const fail = (hresult: string) =>
    scene.gateway.connectionError({ ...login, hresult, message: randomUUID() });
  const stopped = async () =>
    (
      await scene.rows<{ because: string }>('select because from company_stop where company_id = $1', [
        company.id,
      ])
    )[0]?.because;

  test.each([
    ['0x80040401', ['done'], true],
    ['0x80040402', ['done'], false],
    ['0x80040408', ['done'], false],
    ['0x80040409', ['done'], true],
    ['0x8004040A', ['', 'done'], true],
    ['0x8004040D', ['done'], false],
    ['0x80040410', ['done'], false],
    ['0x80040414', ['done'], false],
    ['0x80040416', ['C:\\Books\\Harbour.qbw', 'done'], true],
    ['0x80040417', ['C:\\Books\\Harbour.qbw', 'done'], true],
    ['0x80040418', ['done'], true],
    ['0x8004041B', ['done'], true],
    ['80040420', ['done'], true],
    ['', ['done'], false],
  ])('%s is answered %j', async (hresult, answers, needsPerson) => {
    for (const expected of answers) expect(await fail(hresult)).toBe(expected);
    expect(await stateOf(scene, 'web_connector_session', login.sessionId)).toBe('closed');
    expect(await scene.gateway.getLastError(login)).toContain(hresult.replace(/^(?=8)/, '0x'));
    if (needsPerson) expect(await stopped()).toBe(await scene.gateway.getLastError(login));
    else expect(await stopped()).toBeUndefined();
    expect(await fail(hresult)).toBe('done');
    expect(
      await scene.rows(`select from outbox where company_id = $1 and signal = 'sessionClosed'`, [company.id]),
    ).toHaveLength(1);
  });

  test('leaves a write that is out in doubt', async () => {
    const { id } = await queueWrite(scene, login, 'w1');
    await ask(scene, login);
    await fail('0x80040408');
    expect(await stateOf(scene, 'exchange', id)).toBe('inDoubt');
  });

  test('without a known file gives up at once', async () => {
    await scene.rows('update company set company_file = null where id = $1', [company.id]);
    expect(await fail('0x80040416')).toBe('done');
  });
});

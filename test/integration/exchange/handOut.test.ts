import type { Company, Login, Scene } from './scene';
import {
  answer,
  ask,
  firstCall,
  laterCall,
  logIn,
  openScene,
  openSession,
  pause,
  queue,
  queueWrite,
  reply,
  stateOf,
  vendorAdd,
} from './scene';

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

const minutes = (count: number) => count * 60_000;

describe('what is handed out', () => {
  test('the oldest first, but the next page of an open iterator before it', async () => {
    await queue(scene, login, { key: 'a', body: vendorAdd('first') });
    const later = await queue(scene, login, { key: 'b', body: vendorAdd('page') });
    await scene.rows('update exchange set continues = true where id = $1', [later.id]);
    expect(await ask(scene, login)).toContain('page');
    await reply(scene, login, { response: answer('1', 'VendorAddRs') });
    expect(await ask(scene, login)).toContain('first');
  });

  test('a read has no message set ids', async () => {
    await queue(scene, login);
    expect(await ask(scene, login)).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n<?qbxml version="16.0"?>\n<QBXML><QBXMLMsgsRq onError="continueOnError">' +
        '<VendorQueryRq requestID="1"></VendorQueryRq></QBXMLMsgsRq></QBXML>',
    );
  });

  test('a write has its own id and names the last one whose answer is stored', async () => {
    const first = await queueWrite(scene, login, 'w1');
    const text = await ask(scene, login);
    const [, id = ''] = /newMessageSetID="([^"]+)"/.exec(text) ?? [];
    expect(id).toMatch(/^t[0-9a-z]{7,19}$/);
    expect(text).not.toContain('oldMessageSetID');
    await reply(scene, login, { response: answer('1', 'VendorAddRs') });

    await queueWrite(scene, login, 'w2');
    const second = await ask(scene, login);
    expect(second).toContain(`oldMessageSetID="${id}"`);
    expect(second).not.toContain(`newMessageSetID="${id}"`);
    expect(await scene.row('select message_set_id from exchange where id = $1', [first.id])).toEqual({
      message_set_id: id,
    });
  });

  test('a check asks for a stored answer and executes nothing', async () => {
    await queue(scene, login, { kind: 'check', body: '', messageSetId: 't5abcdef' });
    expect(await ask(scene, login)).toContain(
      '<QBXMLMsgsRq newMessageSetID="t5abcdef" oldMessageSetID="t5abcdef" onError="continueOnError"></QBXMLMsgsRq>',
    );
  });

  test('the complete bytes and the operations are saved as sent, with the text sealed', async () => {
    const { id, operation } = await queueWrite(scene, login, 'w1');
    const text = await ask(scene, login);
    const row = await scene.row<{ state: string; request: Buffer; sent_at: Date }>(
      'select state, request, sent_at from exchange where id = $1',
      [id],
    );
    expect(row).toMatchObject({ state: 'sent', sent_at: scene.clock.now });
    expect(row.request.includes('VendorAdd')).toBe(false);
    expect(scene.database.sealer.open(row.request)).toBe(text);
    expect(await stateOf(scene, 'operation', operation)).toBe('sent');
  });

  test('something that is queued while the Web Connector waits is handed out at once', async () => {
    const gateway = scene.anotherGateway({ requestWaitMs: 10_000 });
    const waiting = ask(scene, login, gateway);
    await queue(scene, login);
    expect(await waiting).toContain('VendorQueryRq');
  });

  test('nothing: NoOp, and getLastError agrees', async () => {
    expect(await ask(scene, login)).toBe('NoOp');
    expect(await scene.gateway.getLastError(login)).toBe('NoOp');
  });
});

describe('at most one is out', () => {
  test('two gateways that are asked at once hand out one exchange', async () => {
    await queue(scene, login);
    await queue(scene, login);
    const texts = await Promise.all([ask(scene, login), ask(scene, login, scene.anotherGateway())]);
    expect(texts.filter((text) => text === 'NoOp')).toHaveLength(1);
    expect(
      await scene.row('select count(*)::int as sent from exchange where company_id = $1 and state = $2', [
        company.id,
        'sent',
      ]),
    ).toEqual({ sent: 1 });
  });

  test('the table itself allows one per company', async () => {
    const one = await queue(scene, login);
    const two = await queue(scene, login);
    await scene.rows(`update exchange set state = 'sent' where id = $1`, [one.id]);
    await expect(scene.rows(`update exchange set state = 'sent' where id = $1`, [two.id])).rejects.toThrow(
      /one_sent/,
    );
  });

  test('asking again long after a hand-out proves that its answer is lost: the session ends, the write is in doubt', async () => {
    const { id, operation } = await queueWrite(scene, login, 'w1');
    await ask(scene, login);
    expect(await ask(scene, login)).toBe('NoOp');
    scene.clock.pass(11_000);
    expect(await ask(scene, login)).toBe('');
    expect(await stateOf(scene, 'exchange', id)).toBe('inDoubt');
    expect(await stateOf(scene, 'operation', operation)).toBe('unknown');
    expect(await scene.gateway.getLastError(login)).toMatch(/did not reach Tieout/);
  });
});

describe('how a session ends', () => {
  const closing = async (): Promise<{ text: string; reason: string }> => {
    const text = await ask(scene, login);
    return {
      text,
      ...(await scene.row<{ reason: string }>(
        'select close_reason as reason from web_connector_session where id = $1 and state = $2',
        [login.sessionId, 'closing'],
      )),
    };
  };

  test('a pause: what is queued goes back, a closing set is handed out, its answer is answered 100', async () => {
    const { id, operation } = await queueWrite(scene, login, 'w1');
    await pause(scene, company);
    const { text, reason } = await closing();
    expect(text).toContain('HostQueryRq');
    expect(reason).toMatch(/paused/);
    expect(await stateOf(scene, 'exchange', id)).toBe('withdrawn');
    expect(await scene.row('select state, exchange_key from operation where id = $1', [operation])).toEqual({
      state: 'planned',
      exchange_key: null,
    });
    expect(await reply(scene, login, { response: answer('0', 'HostQueryRs') })).toBe(100);
    expect(await reply(scene, login, { response: answer('0', 'HostQueryRs') })).toBe(100);
    expect(await ask(scene, login)).toBe('');
  });

  test('a pause lets the exchange in flight finish', async () => {
    const { id } = await queueWrite(scene, login, 'w1');
    await ask(scene, login);
    await pause(scene, company);
    expect(await reply(scene, login, { response: answer('1', 'VendorAddRs') })).toBe(1);
    expect(await stateOf(scene, 'exchange', id)).toBe('answered');
    expect((await closing()).text).toContain('oldMessageSetID');
  });

  test('the closing set lets QuickBooks forget the last stored answer, and then so do we', async () => {
    await scene.rows(`update company set last_write_set_id = 't9zzzzzz' where id = $1`, [company.id]);
    await pause(scene, company);
    expect((await closing()).text).toContain(
      '<QBXMLMsgsRq oldMessageSetID="t9zzzzzz" onError="continueOnError"></QBXMLMsgsRq>',
    );
    await reply(scene, login, {
      response: '<QBXML><QBXMLMsgsRs messageSetStatusCode="0"></QBXMLMsgsRs></QBXML>',
    });
    expect(
      await scene.row('select last_write_set_id as id from company where id = $1', [company.id]),
    ).toEqual({
      id: null,
    });
  });

  test('the budget of a session', async () => {
    await queue(scene, login);
    scene.clock.pass(minutes(20));
    expect((await closing()).reason).toMatch(/time of one session/);
  });

  test('a minute of NoOp', async () => {
    await ask(scene, login);
    scene.clock.pass(59_000);
    expect(await ask(scene, login)).toBe('NoOp');
    scene.clock.pass(1_000);
    expect((await closing()).reason).toMatch(/nothing to do for a minute/);
  });

  test('an exchange starts the minute anew', async () => {
    scene.clock.pass(59_000);
    await queue(scene, login);
    await ask(scene, login);
    scene.clock.pass(30_000);
    await reply(scene, login, { response: answer() });
    expect(await ask(scene, login)).toBe('NoOp');
    scene.clock.pass(30_000);
    expect(await ask(scene, login)).toBe('NoOp');
  });

  test('closeConnection is the same however often it comes; the workflow is told once', async () => {
    expect(await scene.gateway.closeConnection(login)).toBe('OK');
    expect(await scene.gateway.closeConnection(login)).toBe('OK');
    const signals = await scene.rows(
      `select payload from outbox where company_id = $1 and signal = 'sessionClosed'`,
      [company.id],
    );
    expect(signals).toEqual([{ payload: { sessionId: login.sessionId } }]);
  });

  test('closeConnection while a write is out leaves it in doubt', async () => {
    const { id } = await queueWrite(scene, login, 'w1');
    await ask(scene, login);
    await scene.gateway.closeConnection(login);
    expect(await stateOf(scene, 'exchange', id)).toBe('inDoubt');
  });
});

describe('tickets', () => {
  test.each(['', 'no ticket', '00000000-0000-0000-0000-000000000000'])(
    'an unknown one (“%s”) opens nothing',
    async (ticket) => {
      expect(await scene.gateway.sendRequestXML({ ...laterCall(login), ticket })).toBe('');
      expect(await reply(scene, { ...login, ticket }, { response: answer() })).toBe(-1);
      expect(await scene.gateway.connectionError({ ticket, hresult: '0x80040408', message: '' })).toBe(
        'done',
      );
      expect(await scene.gateway.getLastError({ ticket })).toMatch(/does not know this update/);
      expect(await scene.gateway.closeConnection({ ticket })).toBe('OK');
    },
  );

  test('half an hour of silence ends one', async () => {
    scene.clock.pass(minutes(30) + 1);
    expect(await ask(scene, login)).toBe('');
    expect(await scene.gateway.getLastError(login)).toMatch(/not heard of for too long/);
    expect(await stateOf(scene, 'web_connector_session', login.sessionId)).toBe('closed');
  });

  test('so does age, however lively it is', async () => {
    const gateway = scene.anotherGateway({ ticketAbsoluteMs: minutes(50) });
    await scene.row('update company set settings = $2 where id = $1 returning id', [
      company.id,
      { sessionMinutes: 240 },
    ]);
    for (let passed = 0; passed <= 50; passed += 10) {
      scene.clock.pass(minutes(10));
      await queue(scene, login).catch(() => undefined);
      const text = await ask(scene, login, gateway);
      if (passed < 40) expect(text).toContain('VendorQueryRq');
      await reply(scene, login, { response: answer() }, gateway);
    }
    expect(await ask(scene, login, gateway)).toBe('');
  });

  test('the first call repeated is not guarded twice', async () => {
    const other = await scene.company();
    const fresh = await logIn(scene, other);
    await scene.gateway.sendRequestXML(firstCall(fresh, other));
    expect(await scene.gateway.sendRequestXML(firstCall(fresh, other, { companyName: 'Pier Ltd' }))).toBe(
      'NoOp',
    );
  });
});

test('the versions are told', async () => {
  expect(await scene.gateway.serverVersion()).toBe('Tieout 1.2.3');
  expect(await scene.gateway.clientVersion({ strVersion: '2.3.0.215' })).toBe('');
});

import { randomUUID } from 'node:crypto';
import { exchangesOf } from '../../../src/quickbooks/exchange/exchanges';
import { markSettled, withdrawQueued } from '../../../src/quickbooks/exchange/mailbox';
import { purgeExchangeBodies } from '../../../src/quickbooks/exchange/purge';
import type { SessionStanding } from '../../../src/quickbooks/exchange/sessions';
import { closeSession, giveVerdict, isSilent, sessionState } from '../../../src/quickbooks/exchange/sessions';
import { MoveNotAllowed, SessionGone } from '../../../src/quickbooks/exchange/states';
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

const settle = (id: string) => scene.database.inCompany(company.id, (tx) => markSettled(tx, company.id, id));
const standing = async (): Promise<SessionStanding> => {
  const found = await scene.database.inCompany(company.id, (tx) =>
    sessionState(tx, company.id, login.sessionId, scene.clock.now),
  );
  if (!found) throw new Error('no session');
  return found;
};

describe('queueing', () => {
  test('a retried job finds its row', async () => {
    const first = await queue(scene, login, { key: 'k', body: '<A/>' });
    expect(await queue(scene, login, { key: 'k', body: '<B/>' })).toEqual(first);
    expect(await ask(scene, login)).toContain('<A/>');
    expect(await queue(scene, login, { key: 'k' })).toEqual({ ...first, state: 'sent' });
  });

  test('what was withdrawn is queued again, with what it is now', async () => {
    const { id } = await queueWrite(scene, login, 'w');
    await scene.database.inCompany(company.id, (tx) =>
      withdrawQueued(tx, company.id, { cycle: login.cycle }),
    );
    login = await openSession(scene, company);
    expect(await queue(scene, login, { key: 'w', kind: 'write', body: '<New/>' })).toMatchObject({
      id,
      state: 'queued',
    });
    expect(await ask(scene, login)).toContain('<New/>');
  });

  test('a write in doubt is never queued again', async () => {
    const { id } = await queueWrite(scene, login, 'w');
    await ask(scene, login);
    login = await logIn(scene, company);
    expect(await queue(scene, login, { key: 'w', kind: 'write', body: '<New/>' })).toMatchObject({
      id,
      state: 'inDoubt',
    });
  });

  test('a session that is over, or whose lane is empty, takes nothing', async () => {
    await scene.database.inCompany(company.id, (tx) => giveVerdict(tx, company.id, login.sessionId, 'empty'));
    await expect(queue(scene, login)).rejects.toThrow(SessionGone);
    await scene.gateway.closeConnection(login);
    await expect(queue(scene, login)).rejects.toThrow(SessionGone);
    await expect(queue(scene, { ...login, sessionId: randomUUID() })).rejects.toThrow(SessionGone);
  });

  test.each([
    ['a check without its message set', { kind: 'check' as const, body: '' }],
    ['an empty write', { kind: 'write' as const, body: '' }],
    ['a read with a message set', { messageSetId: 'x' }],
    ['text that QuickBooks would not read', { body: '<A>é</A>' }],
  ])('%s is refused', async (_, exchange) => {
    await expect(queue(scene, login, exchange)).rejects.toThrow(MoveNotAllowed);
  });
});

describe('taking back and settling', () => {
  test('withdrawing frees the operations of one step, and only what was not handed out', async () => {
    const out = await queueWrite(scene, login, 'w1');
    const waiting = await queueWrite(scene, login, 'w2');
    const elsewhere = await queue(scene, login, { step: 'account' });
    await ask(scene, login);
    const withdrawn = await scene.database.inCompany(company.id, (tx) =>
      withdrawQueued(tx, company.id, { cycle: login.cycle, step: 'vendor' }),
    );
    expect(withdrawn).toBe(1);
    expect(await stateOf(scene, 'exchange', out.id)).toBe('sent');
    expect(await stateOf(scene, 'exchange', elsewhere.id)).toBe('queued');
    expect(await scene.row('select exchange_key from operation where id = $1', [waiting.operation])).toEqual({
      exchange_key: null,
    });
  });

  test('settling is for what has an end', async () => {
    const { id } = await queue(scene, login);
    await expect(settle(id)).rejects.toThrow('queued → settled');
    await ask(scene, login);
    await expect(settle(id)).rejects.toThrow('sent → settled');
    await reply(scene, login, { response: answer() });
    expect(await settle(id)).toBe(true);
    expect(await settle(id)).toBe(false);
    expect(await stateOf(scene, 'exchange', id)).toBe('settled');
    await expect(settle('999999999')).rejects.toThrow(MoveNotAllowed);
  });

  test('what is in doubt is listed until it is settled', async () => {
    const { id } = await queueWrite(scene, login, 'w');
    await ask(scene, login);
    await logIn(scene, company);
    const listed = () => exchangesOf(scene.database, company.id, { states: ['inDoubt'] });
    expect(await listed()).toMatchObject([{ id, key: 'w', kind: 'write', messageSetId: expect.any(String) }]);
    await settle(id);
    expect(await listed()).toEqual([]);
  });

  test('exchanges are found by step, state and session, oldest first and not too many', async () => {
    const ids = [];
    for (const step of ['account', 'vendor', 'vendor']) ids.push((await queue(scene, login, { step })).id);
    const found = async (filter: Parameters<typeof exchangesOf>[2]) =>
      (await exchangesOf(scene.database, company.id, filter)).map(({ id }) => id);
    expect(await found({ step: 'vendor' })).toEqual(ids.slice(1));
    expect(await found({ sessionId: login.sessionId, states: ['queued'], limit: 2 })).toEqual(
      ids.slice(0, 2),
    );
    expect(await found({ states: ['answered'] })).toEqual([]);
    expect(await found({ cycle: login.cycle + 1 })).toEqual([]);
  });
});

describe('the session as the worker sees it', () => {
  test('stands as it is', async () => {
    expect(await standing()).toMatchObject({
      state: 'open',
      cycle: login.cycle,
      guardedAt: scene.clock.now,
      qbxmlVersion: '16.0',
      silentForMs: 0,
      sentSince: null,
      sentForMs: null,
      host: { companyName: 'Harbour Builders' },
    });
    await queue(scene, login);
    await ask(scene, login);
    expect(await standing()).toMatchObject({ sentSince: scene.clock.now, sentForMs: 0 });
  });

  test('is silent after 90 s when a call is owed, and after 15 min while QuickBooks works', async () => {
    scene.clock.pass(90_000);
    expect(isSilent(await standing())).toBe(false);
    scene.clock.pass(1);
    expect(isSilent(await standing())).toBe(true);

    await queue(scene, login);
    await ask(scene, login);
    scene.clock.pass(15 * 60_000);
    expect(isSilent(await standing())).toBe(false);
    scene.clock.pass(1);
    expect(isSilent(await standing())).toBe(true);
  });

  test('has five minutes to open QuickBooks and its file', async () => {
    login = await logIn(scene, company);
    scene.clock.pass(5 * 60_000);
    expect(isSilent(await standing())).toBe(false);
    scene.clock.pass(1);
    expect(isSilent(await standing())).toBe(true);
  });

  test('can be given up', async () => {
    const out = await queueWrite(scene, login, 'w');
    const waiting = await queue(scene, login);
    await ask(scene, login);
    const close = () =>
      scene.database.inCompany(company.id, (tx) => closeSession(tx, company.id, login.sessionId, 'silence'));
    expect(await close()).toBe(true);
    expect(await close()).toBe(false);
    expect(await standing()).toMatchObject({ state: 'closed', closeReason: 'silence' });
    expect(isSilent(await standing())).toBe(false);
    expect(await stateOf(scene, 'exchange', out.id)).toBe('inDoubt');
    expect(await stateOf(scene, 'exchange', waiting.id)).toBe('withdrawn');
  });

  test('“empty” is final', async () => {
    const say = (word: 'more' | 'empty') =>
      scene.database.inCompany(company.id, (tx) => giveVerdict(tx, company.id, login.sessionId, word));
    expect(await say('empty')).toBe(true);
    expect(await say('more')).toBe(false);
    expect(await standing()).toMatchObject({ verdict: 'empty' });
  });
});

test('bodies are dropped 30 days after an exchange came to its end, the rows stay', async () => {
  const settled = await queue(scene, login);
  await ask(scene, login);
  await reply(scene, login, { response: answer() });
  await settle(settled.id);
  const doubtful = await queueWrite(scene, login, 'w');
  await ask(scene, login);
  await logIn(scene, company);

  const days = (count: number) => new Date(Date.now() + count * 86_400_000);
  await scene.database.asSystem((tx) => purgeExchangeBodies(tx, days(29)));
  expect(await scene.row('select body is null as gone from exchange where id = $1', [settled.id])).toEqual({
    gone: false,
  });
  await scene.database.asSystem((tx) => purgeExchangeBodies(tx, days(31)));
  expect(
    await scene.row('select body, request, answer, state from exchange where id = $1', [settled.id]),
  ).toEqual({ body: null, request: null, answer: null, state: 'settled' });
  expect(
    await scene.row('select request is null as gone from exchange where id = $1', [doubtful.id]),
  ).toEqual({
    gone: false,
  });
});

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

test.each(['company', 'web_connector_session', 'exchange', 'operation', 'cycle', 'outbox'])(
  'in one company’s transaction no row of another is there: %s',
  async (table) => {
    const column = table === 'company' ? 'id' : 'company_id';
    const foreign = await scene.database.inCompany(harbour.id, (tx) =>
      tx.query(`select from ${table} where ${column} <> $1`, [harbour.id]),
    );
    expect(foreign.rowCount).toBe(0);
    const named = await scene.database.inCompany(harbour.id, (tx) =>
      tx.query(`select from ${table} where ${column} = $1`, [pier.id]),
    );
    expect(named.rowCount).toBe(0);
  },
);

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

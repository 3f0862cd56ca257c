import { liftStop, setStop } from '../../../src/ledger/stops';
import { stopSession } from '../../../src/quickbooks/exchange/sessions';
import type { Company, Login, Scene } from './scene';
import { answer, ask, openScene, openSession, queue, queueWrite, reply, stateOf } from './scene';

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

const sentence = 'This looks like an older copy of the file.';
const stop = (guard: Parameters<typeof setStop>[2]) =>
  scene.database.inCompany(company.id, (tx) => setStop(tx, company.id, guard, sentence));

test('while a guard stops everything, reads are handed out and writes are not', async () => {
  const read = await queue(scene, login);
  await stop('restored');
  expect(await ask(scene, login)).toContain('VendorQueryRq');
  await reply(scene, login, { response: answer() });
  expect(await stateOf(scene, 'exchange', read.id)).toBe('answered');

  const write = await queueWrite(scene, login, 'w1');
  const closing = await ask(scene, login);
  expect(closing).not.toContain('VendorAdd');
  expect(await stateOf(scene, 'exchange', write.id)).toBe('withdrawn');
  expect(await stateOf(scene, 'operation', write.operation)).toBe('planned');
  expect(await reply(scene, login, { response: answer('0', 'HostQueryRs') })).toBe(-1);
  expect(await scene.gateway.getLastError(login)).toBe(sentence);
});

test('a stop of Bill.com alone does not keep QuickBooks from being written', async () => {
  await stop('billcom');
  await queueWrite(scene, login, 'w2');
  expect(await ask(scene, login)).toContain('VendorAdd');
});

test('the Web Connector shows the sentence when a session had nothing to do because of a stop', async () => {
  await stop('billcom');
  expect(await ask(scene, login)).toBe('NoOp');
  scene.clock.pass(61_000);
  expect(await ask(scene, login)).toContain('HostQueryRq');
  expect(await reply(scene, login, { response: answer('0', 'HostQueryRs') })).toBe(-1);
  expect(await scene.gateway.getLastError(login)).toBe(sentence);
});

test('a guard of the worker ends the session with its sentence', async () => {
  const waiting = await queue(scene, login);
  expect(await ask(scene, login)).toContain('VendorQueryRq');
  const later = await queue(scene, login);
  await scene.database.inCompany(company.id, (tx) => stopSession(tx, company.id, login.sessionId, sentence));
  expect(await reply(scene, login, { response: answer() })).toBe(-1);
  expect(await scene.gateway.getLastError(login)).toBe(sentence);
  expect(await stateOf(scene, 'exchange', waiting.id)).toBe('answered');
  expect(await stateOf(scene, 'exchange', later.id)).toBe('withdrawn');
});

test('a session that the company guard lets through lifts the stops of the file and no others', async () => {
  for (const guard of ['file', 'computer', 'reach', 'restored', 'massChange', 'billcom'] as const)
    await stop(guard);
  await openSession(scene, company);
  const left = async () =>
    (
      await scene.rows<{ guard: string }>('select guard from company_stop where company_id = $1 order by 1', [
        company.id,
      ])
    ).map(({ guard }) => guard);
  expect(await left()).toEqual(['billcom', 'massChange', 'restored']);
  const lift = () => scene.database.inCompany(company.id, (tx) => liftStop(tx, company.id, 'massChange'));
  expect([await lift(), await lift()]).toEqual([true, false]);
  expect(await left()).toEqual(['billcom', 'restored']);
});

test('no company sees another’s stops', async () => {
  await stop('file');
  const other = await scene.company();
  const { rows } = await scene.database.inCompany(other.id, (tx) => tx.query('select from company_stop'));
  expect(rows).toEqual([]);
});

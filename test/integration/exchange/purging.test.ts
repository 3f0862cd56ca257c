import { keepPurging } from '../../../src/processes/purging';
import { answer, ask, openScene, openSession, queue, reply, type Scene } from './scene';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());

/** Long enough that only the first round can have done it. */
const hourMs = 3_600_000;
/** More than one portion. */
const many = 1_200;

test('a gateway drops old bodies and sent signals at its start, all of them, and nothing else', async () => {
  const company = await scene.company();
  const login = await openSession(scene, company);
  const { id } = await queue(scene, login);
  await ask(scene, login);
  await reply(scene, login, { response: answer() });
  await scene.rows(
    `update exchange set state = 'settled', settled_at = now() - interval '31 days' where id = $1`,
    [id],
  );
  await scene.rows(
    `insert into outbox (company_id, signal, sent_at) select $1, 'pause', now() - interval '8 days' from generate_series(1, ${many})`,
    [company.id],
  );
  const young = await scene.rows<{ id: string }>(
    `insert into outbox (company_id, signal, sent_at) values ($1, 'resume', now() - interval '6 days'), ($1, 'syncNow', null) returning id`,
    [company.id],
  );
  await scene.rows(
    `insert into web_connector_poll (company_id, minute, calls) select $1, now() - make_interval(hours => n), 1 from generate_series(46, 50) n`,
    [company.id],
  );
  const before = await scene.row<{ count: number }>('select count(*)::int as count from outbox');

  const ending = new AbortController();
  const warn = jest.fn();
  const purging = keepPurging({
    database: scene.database,
    everyMs: hourMs,
    signal: ending.signal,
    log: { warn },
  });
  const left = async () =>
    (await scene.row<{ count: number }>('select count(*)::int as count from outbox')).count;
  const polls = async () =>
    scene.rows(
      `select from web_connector_poll where company_id = $1 and minute < now() - interval '47 hours'`,
      [company.id],
    );
  while ((await left()) > before.count - many || (await polls()).length > 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  ending.abort();
  await purging;

  expect(await left()).toBe(before.count - many);
  expect(
    await scene.rows('select from outbox where id = any($1)', [young.map(({ id: signal }) => signal)]),
  ).toHaveLength(2);
  expect(await scene.row('select body, request, answer, state from exchange where id = $1', [id])).toEqual({
    body: null,
    request: null,
    answer: null,
    state: 'settled',
  });
  expect(warn).not.toHaveBeenCalled();
});

test('a purge that fails is told and tried again', async () => {
  const ending = new AbortController();
  const warn = jest.fn(() => {
    if (warn.mock.calls.length >= 4) ending.abort();
  });
  const database = { ...scene.database, asSystem: () => Promise.reject(new Error('away')) };
  await keepPurging({ database, everyMs: 1, signal: ending.signal, log: { warn } });
  expect(warn.mock.calls.length).toBeGreaterThanOrEqual(4);
});

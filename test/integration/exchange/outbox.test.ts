import { enqueueSignal, pumpOutbox } from '../../../src/ledger/outbox';
import type { Company, Scene } from './scene';
import { openScene } from './scene';

let scene: Scene;
let company: Company;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());
beforeEach(async () => {
  await scene.rows('delete from outbox');
  company = await scene.company();
});

const leave = (to: Company, number: number) =>
  scene.database.inCompany(to.id, (tx) => enqueueSignal(tx, to.id, 'syncNow', { number }));

/** Runs pumps until everything is sent. */
async function pumpUntilEmpty(
  send: (companyId: string, number: number) => Promise<void>,
  pumps = 1,
): Promise<void> {
  const stop = new AbortController();
  const { database, doorbell } = scene;
  const log = { warn: () => undefined };
  const running = Array.from({ length: pumps }, () =>
    pumpOutbox({
      database,
      doorbell,
      log,
      signal: stop.signal,
      send: async (companyId, _signal, payload) => {
        await send(companyId, Number(payload['number']));
      },
    }),
  );
  for (;;) {
    const [left] = await scene.rows('select from outbox where sent_at is null limit 1');
    if (!left) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  stop.abort();
  await Promise.all(running);
}

test('signals leave in order and are marked', async () => {
  for (let number = 1; number <= 5; number += 1) await leave(company, number);
  const sent: number[] = [];
  await pumpUntilEmpty(async (_, number) => void sent.push(number));
  expect(sent).toEqual([1, 2, 3, 4, 5]);
});

test('several pumps send each signal once', async () => {
  for (let number = 1; number <= 20; number += 1) await leave(company, number);
  const sent: number[] = [];
  await pumpUntilEmpty(async (_, number) => void sent.push(number), 3);
  expect(sent).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

test('a failure loses nothing, keeps the order, and does not hold up another company', async () => {
  const other = await scene.company();
  await leave(company, 1);
  await leave(company, 2);
  await leave(other, 10);
  const sent: number[] = [];
  let failures = 0;
  await pumpUntilEmpty(async (companyId, number) => {
    if (companyId === company.id && failures < 1) {
      failures += 1;
      throw new Error('Temporal is away');
    }
    sent.push(number);
  });
  expect(sent).toEqual([10, 1, 2]);
});

test('a transaction that is rolled back leaves no signal', async () => {
  await expect(
    scene.database.inCompany(company.id, async (tx) => {
      await enqueueSignal(tx, company.id, 'syncNow');
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await scene.rows('select from outbox')).toHaveLength(0);
});

test('a ring wakes a pump that waits', async () => {
  const stop = new AbortController();
  const sent = new Promise<number>((resolve) => {
    void pumpOutbox({
      ...scene,
      log: { warn: () => undefined },
      signal: stop.signal,
      send: async (_, __, payload) => resolve(Number(payload['number'])),
    });
  });
  await leave(company, 7);
  expect(await sent).toBe(7);
  stop.abort();
});

import { memoryCallBudget, memoryCallSlots, vendorRow } from '../../../src/billcom';
import { failure, Refusal, startScriptedServer, vendorWire, type ScriptedServer } from './scriptedServer';

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScriptedServer();
  server.script('Crud/Read/Vendor', () => vendorWire(1));
});
afterEach(() => server.stop());

const id = vendorWire(1).id;
const halfPast = Date.parse('2026-03-01T10:30:00Z');
const halfHour = 30 * 60_000;

test('never more than two calls at once', async () => {
  server.script('Crud/Read/Vendor', async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return vendorWire(1);
  });
  const client = server.client();
  await Promise.all(Array.from({ length: 20 }, () => client.read('Vendor', id, vendorRow)));
  expect(server.mostAtOnce()).toBe(2);
});

test('slots are given in order and a release counts once', async () => {
  const slots = memoryCallSlots(1);
  const first = await slots.acquire();
  const order: number[] = [];
  const second = slots.acquire().then((release) => (order.push(2), release));
  const third = slots.acquire().then((release) => (order.push(3), release));
  first();
  first();
  (await second)();
  (await third)();
  expect(order).toEqual([2, 3]);
});

test('a used-up budget throttles before anything is sent, until the full hour', async () => {
  const now = () => halfPast;
  const client = server.client({ now, budget: memoryCallBudget({ perHour: 3, now }) });
  await client.read('Vendor', id, vendorRow);
  await client.read('Vendor', id, vendorRow);
  const error = await failure(client.read('Vendor', id, vendorRow));
  expect(error).toMatchObject({ class: 'throttle', code: 'BDC_1144', retryAfterMs: halfHour });
  expect(server.calls.length).toBe(3);
});

test('a company whose share is used up is told apart from a used-up hour', async () => {
  const budget = {
    take: async () => ({ granted: false as const, because: 'share' as const, retryAfterMs: 40_000 }),
    exhausted: async () => undefined,
  };
  const error = await failure(server.client({ budget }).read('Vendor', id, vendorRow));
  expect(error).toMatchObject({
    class: 'throttle',
    isOwnLimit: true,
    code: undefined,
    retryAfterMs: 40_000,
    sentence: 'This company has used its share of the calls that the developer key has this hour.',
  });
  expect(server.calls).toEqual([]);
});

test('BDC_1144 closes the budget for everybody until the next full hour', async () => {
  let time = halfPast;
  const now = () => time;
  const budget = memoryCallBudget({ now });
  server.script('Crud/Read/Vendor', () => new Refusal('BDC_1144', 'limit', 422));
  const error = await failure(server.client({ now, budget }).read('Vendor', id, vendorRow));
  expect(error.class).toBe('throttle');
  expect(error.retryAfterMs).toBeGreaterThanOrEqual(halfHour);
  expect(error.retryAfterMs).toBeLessThan(halfHour + 60_000);

  const sent = server.calls.length;
  expect((await failure(server.client({ now, budget }).read('Vendor', id, vendorRow))).class).toBe(
    'throttle',
  );
  expect(server.calls.length).toBe(sent);

  time += halfHour;
  expect(await budget.take(1)).toEqual({ granted: true });
});

test('BDC_1144 in the first seconds of an hour is still about the last one', async () => {
  const now = () => Date.parse('2026-03-01T11:00:02Z');
  const budget = memoryCallBudget({ now });
  server.script('Crud/Read/Vendor', () => new Refusal('BDC_1144'));
  const error = await failure(server.client({ now, budget }).read('Vendor', id, vendorRow));
  expect(error.retryAfterMs).toBeLessThan(2 * 60_000);
  expect(await budget.take(1)).toEqual({ granted: true });
});

test('BDC_1322 is waited out for 1, 2 and 4 s, without holding a slot; then the caller is told 8 s', async () => {
  const waits: number[] = [];
  const slots = memoryCallSlots(1);
  const sleep = async (ms: number) => {
    waits.push(ms);
    (await slots.acquire())();
  };
  server.script('Crud/Create/Vendor', () => new Refusal('BDC_1322', 'too many', 429));
  const error = await failure(server.client({ sleep, slots }).create('Vendor', { name: 'New' }, vendorRow));
  expect(waits).toEqual([1000, 2000, 4000]);
  expect(error).toMatchObject({ class: 'throttle', code: 'BDC_1322', retryAfterMs: 8000 });
});

test('after a wait that helps, nobody notices', async () => {
  let refusals = 2;
  server.script('Crud/Read/Vendor', () => ((refusals -= 1) >= 0 ? new Refusal('BDC_1322') : vendorWire(1)));
  expect((await server.client().read('Vendor', id, vendorRow)).name).toBe('Vendor 1');
});

test('BDC_1144 for an e-mail is a minute’s limit: the hour’s other calls go on', async () => {
  const now = () => halfPast;
  server.script('SendInvoice', () => new Refusal('BDC_1144', 'limit', 422));
  const client = server.client({ now, budget: memoryCallBudget({ now }) });
  const error = await failure(client.sendInvoice({ invoiceId: id, address: 'office@example.com' }));
  expect(error).toMatchObject({ class: 'throttle', retryAfterMs: 60_000 });
  expect(server.calls.filter(({ operation }) => operation === 'SendInvoice')).toHaveLength(1);
  await client.read('Vendor', id, vendorRow);
});

test('an e-mail waits for the next hour when the hour’s calls are used up, as every call', async () => {
  const now = () => halfPast;
  const client = server.client({ now, budget: memoryCallBudget({ perHour: 1, now }) });
  const error = await failure(client.sendInvoice({ invoiceId: id, address: 'office@example.com' }));
  expect(error).toMatchObject({ class: 'throttle', code: 'BDC_1144', retryAfterMs: halfHour });
});

test('a sixth e-mail within a minute is not sent', async () => {
  server.script('SendInvoice', () => ({}));
  const client = server.client();
  const send = () => client.sendInvoice({ invoiceId: id, address: 'office@example.com' });
  for (let count = 1; count <= 5; count += 1) await send();
  expect(await failure(send())).toMatchObject({ class: 'throttle', isOwnLimit: true });
  expect(server.calls.filter(({ operation }) => operation === 'SendInvoice')).toHaveLength(5);
});

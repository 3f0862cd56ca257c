import { vendorRow } from '../../../src/billcom';
import {
  Raw,
  Refusal,
  refusalEnvelope,
  startScriptedServer,
  success,
  vendorWire,
  type ScriptedServer,
} from './scriptedServer';

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server.stop());

const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `Vendor ${n}` }));
const numberIn = ({ obj }: any) => Number(obj.name.split(' ')[1]);
const created = (element: any) => success(vendorWire(numberIn(element)));
const create = (count: number, chunkSize?: number) =>
  server
    .client({ timeoutMs: 300 })
    .bulk('Create', 'Vendor', rows(count), vendorRow, chunkSize ? { chunkSize } : {});
const outcomes = (results: any[]) =>
  results.map((result) => (result.ok ? result.row.name : result.error.class));

test('each row has its own result, in request order, in chunks of 50', async () => {
  server.script('Bulk/Crud/Create/Vendor', ({ data }) => ({
    bulk: data.bulk.map((element: any) => {
      const n = numberIn(element);
      if (n === 3) return refusalEnvelope(new Refusal('BDC_1002', 'name is too long'));
      if (n === 60) return refusalEnvelope(new Refusal('BDC_1001'));
      if (n === 61) return success(vendorWire(61, { name: null }));
      return created(element);
    }),
  }));
  const results = await create(120);
  expect(results.length).toBe(120);
  expect(
    results
      .map((result, n) => (result.ok ? result.row.id === vendorWire(n).id : n))
      .filter((x) => x !== true),
  ).toEqual([3, 60, 61]);
  expect(results[3]).toMatchObject({ ok: false, error: { class: 'data', code: 'BDC_1002' } });
  expect(results[60]).toMatchObject({ ok: false, error: { class: 'unknownOutcome' } });
  expect(results[61]).toMatchObject({
    ok: false,
    error: { class: 'unknownOutcome', recordId: vendorWire(61).id },
  });
  const sizes = server.calls.filter(({ data }) => data?.bulk).map(({ data }) => data.bulk.length);
  expect(sizes).toEqual([50, 50, 20]);
  expect(server.calls[1]?.data.bulk[0]).toEqual({ obj: { entity: 'Vendor', name: 'Vendor 0' } });
});

test('deactivating sends ids', async () => {
  server.script('Bulk/Crud/Delete/Vendor', ({ data }) => ({
    bulk: data.bulk.map(() => success(vendorWire(1, { isActive: '2' }))),
  }));
  const results = await server.client().bulk('Delete', 'Vendor', [{ id: vendorWire(1).id }], vendorRow);
  expect(results).toMatchObject([{ ok: true, row: { isActive: '2' } }]);
  expect(server.calls[1]?.data).toEqual({ bulk: [{ id: vendorWire(1).id }] });
});

describe('a call that fails as a whole', () => {
  const secondChunk = (answer: () => unknown) => {
    let calls = 0;
    server.script('Bulk/Crud/Create/Vendor', ({ data }) =>
      (calls += 1) === 2 ? answer() : { bulk: data.bulk.map(created) },
    );
  };

  test('cut off: its rows are unknown, those before are kept, those behind were not sent', async () => {
    secondChunk(() => new Raw((response) => response.destroy()));
    expect(outcomes(await create(6, 2))).toEqual([
      'Vendor 0',
      'Vendor 1',
      'unknownOutcome',
      'unknownOutcome',
      'outage',
      'outage',
    ]);
  });

  test('throttled: its rows and those behind come back later', async () => {
    secondChunk(() => new Refusal('BDC_1144'));
    const results = await create(6, 2);
    expect(outcomes(results)).toEqual(['Vendor 0', 'Vendor 1', ...Array(4).fill('throttle')]);
    expect(results[5]).toMatchObject({ error: { retryAfterMs: expect.any(Number) } });
  });

  test('refused for what is in it: the next chunk goes on', async () => {
    secondChunk(() => new Refusal('BDC_1002'));
    expect(outcomes(await create(6, 2))).toEqual([
      'Vendor 0',
      'Vendor 1',
      'data',
      'data',
      'Vendor 4',
      'Vendor 5',
    ]);
  });

  test('an answer with a row missing names nobody: all its rows are unknown', async () => {
    secondChunk(() => ({ bulk: [success(vendorWire(2))] }));
    expect(outcomes(await create(4, 2))).toEqual([
      'Vendor 0',
      'Vendor 1',
      'unknownOutcome',
      'unknownOutcome',
    ]);
  });

  test('an ended session: the chunk is repeated after a login', async () => {
    let calls = 0;
    server.script('Bulk/Crud/Create/Vendor', ({ data }) =>
      (calls += 1) === 2 ? new Refusal('BDC_1109') : { bulk: data.bulk.map(created) },
    );
    expect(outcomes(await create(4, 2))).toEqual(['Vendor 0', 'Vendor 1', 'Vendor 2', 'Vendor 3']);
    expect(server.logins()).toBe(2);
  });
});

test('no rows, no call', async () => {
  expect(await create(0)).toEqual([]);
  expect(server.calls).toEqual([]);
});

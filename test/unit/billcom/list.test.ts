import { vendorRow, type ListOptions, type RowProblem, type VendorRow } from '../../../src/billcom';
import { failure, Refusal, startScriptedServer, vendorWire, type ScriptedServer } from './scriptedServer';

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server.stop());

/** Serves `rows` by offset; `beforePage` may change them first. */
function serve(rows: unknown[], beforePage: (page: number) => void = () => undefined) {
  let page = 0;
  server.script('List/Vendor', ({ data }) => {
    beforePage((page += 1));
    return rows.slice(data.start, data.start + data.max);
  });
}

async function readAll(options?: ListOptions) {
  const rows: VendorRow[] = [];
  const problems: RowProblem[] = [];
  const starts: number[] = [];
  for await (const page of server.client().list('Vendor', vendorRow, options)) {
    rows.push(...page.rows);
    problems.push(...page.problems);
    starts.push(page.start);
  }
  return { rows, problems, starts };
}

const vendors = (count: number) => Array.from({ length: count }, (_, n) => vendorWire(n));
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

test('2,500 rows come once each, in order, inactive ones too, in three overlapping pages', async () => {
  const all = vendors(2500);
  serve(all);
  const { rows, starts } = await readAll();
  expect(ids(rows)).toEqual(ids(all));
  expect(rows.some(({ isActive }) => isActive === '2')).toBe(true);
  expect(starts).toEqual([0, 989, 1978]);
  expect(server.calls[1]?.data).toEqual({
    start: 0,
    max: 999,
    filters: [],
    sort: [
      { field: 'createdTime', asc: true },
      { field: 'id', asc: true },
    ],
    nested: true,
  });
});

test.each([0, 1, 9, 10, 11, 19, 20, 100])('a list of %i rows in pages of 10 is complete', async (count) => {
  const all = vendors(count);
  serve(all);
  expect(ids((await readAll({ pageSize: 10, overlap: 3 })).rows)).toEqual(ids(all));
});

test.each([1, 5, 10, 11, 40, 300])(
  '%i rows that leave the list while it is read make no gap',
  async (gone) => {
    const all = vendors(500);
    const rest = all.slice(gone);
    serve(all, (page) => {
      if (page === 4) all.splice(0, gone);
    });
    const { rows } = await readAll({ pageSize: 100 });
    expect(new Set(ids(rows)).size).toBe(rows.length);
    expect(ids(rows)).toEqual(expect.arrayContaining(ids(rest)));
  },
);

test('rows that come in before our place are not read twice', async () => {
  const all: any[] = vendors(500);
  serve(all, (page) => {
    if (page === 3) all.unshift(...Array.from({ length: 30 }, (_, n) => vendorWire(9000 + n)));
  });
  const { rows } = await readAll({ pageSize: 100 });
  expect(ids(rows)).toEqual(ids(vendors(500)));
});

test('a list that shrinks to nothing ends', async () => {
  const all = vendors(500);
  serve(all, (page) => {
    if (page === 3) all.length = 0;
  });
  expect((await readAll({ pageSize: 100 })).rows.length).toBe(190);
});

test('a list that never holds still ends as an outage', async () => {
  let next = 0;
  server.script('List/Vendor', ({ data }) => Array.from({ length: data.max }, () => vendorWire((next += 1))));
  expect(await failure(readAll({ pageSize: 20 }))).toMatchObject({ class: 'outage' });
});

test('malformed rows are problems, once each, and the rest goes on', async () => {
  const all: unknown[] = vendors(30);
  all[8] = vendorWire(8, { name: { en: 'odd' } });
  all[9] = 'not a row';
  serve(all);
  const { rows, problems } = await readAll({ pageSize: 10, overlap: 3 });
  expect(rows.length).toBe(28);
  expect(problems).toEqual([
    { id: vendorWire(8).id, raw: all[8], because: 'field "name": is missing or not text' },
    { raw: 'not a row', because: expect.any(String) },
  ]);
});

test('filters, sort and nested are sent as given', async () => {
  serve([]);
  await readAll({
    filters: [{ field: 'name', op: 'sw', value: 'A' }],
    sort: [],
    nested: false,
    pageSize: 5000,
  });
  expect(server.calls[1]?.data).toEqual({
    start: 0,
    max: 999,
    filters: [{ field: 'name', op: 'sw', value: 'A' }],
    nested: false,
  });
});

describe('whether a filter works is tried', () => {
  const answer = (future: unknown, past: unknown) =>
    server.script('List/Vendor', ({ data }) => (data.filters[0].value.startsWith('2099') ? future : past));

  test.each<[string, unknown, unknown, boolean]>([
    ['it works', [], [vendorWire(1)], true],
    ['it is refused', new Refusal('BDC_1130'), new Refusal('BDC_1130'), false],
    ['it is ignored', [vendorWire(1)], [vendorWire(1)], false],
    ['it never matches, or there is nothing', [], [], false],
  ])('%s', async (_, future, past, expected) => {
    answer(future, past);
    expect(await server.client().canFilter('Vendor')).toBe(expected);
  });

  test('a throttle is no answer', async () => {
    answer(new Refusal('BDC_1144'), []);
    expect(await failure(server.client().canFilter('Vendor'))).toMatchObject({ class: 'throttle' });
  });
});

test('metadata is read in both of its shapes', async () => {
  const fields = { id: { readonly: true, required: false, type: 'IdField', entity: 'Vendor', label: 'Id' } };
  const expected = {
    id: { isReadOnly: true, isRequired: false, type: 'IdField', entity: 'Vendor', label: 'Id' },
  };
  for (const shape of [{ fields }, { Vendor: { fields } }]) {
    server.script('GetEntityMetadata', () => shape);
    expect(await server.client().entityMetadata('Vendor')).toEqual(expected);
  }
});

test("Bill.com's clock beside ours", async () => {
  server.script('CurrentTime', () => ({ currentTime: '2026-03-01T10:00:00.000+0000' }));
  let time = 1000;
  expect(await server.client({ now: () => (time += 100) }).currentTime()).toEqual({
    billcom: '2026-03-01T10:00:00.000Z',
    asked: expect.any(Number),
  });
});

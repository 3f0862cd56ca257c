import {
  vendorRow,
  type ListOptions,
  type ListPlace,
  type RowProblem,
  type VendorRow,
} from '../../../src/billcom';
import {
  failure,
  Refusal,
  startScriptedServer,
  vendorWire,
  type ArrivedCall,
  type Script,
  type ScriptedServer,
} from './scriptedServer';

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

describe('whether a filter works is tried on the newest row', () => {
  const newest = '2026-03-01T10:00:00.000Z';
  const wire = (updatedTime: string) => vendorWire(1, { updatedTime });
  const row = wire('2026-03-01T10:00:00.000+0000');
  /** Answers a filter by the time that the service takes it for. */
  const serving =
    (takenFor: (asked: number) => number) =>
    ({ data }: ArrivedCall) => {
      const asked = Date.parse(String(data.filters[0].value).replace('+0000', 'Z'));
      return takenFor(asked) <= Date.parse(newest) ? [row] : [];
    };
  const hour = 3_600_000;

  test.each<[string, Script, boolean]>([
    ['it works', serving((asked) => asked), true],
    ['it works, without the bound itself', serving((asked) => asked + 1), true],
    ['it is refused', () => new Refusal('BDC_1130'), false],
    ['it is ignored', () => [row], false],
    ['it never matches', () => [], false],
    [
      'UTC is taken for a zone behind it, which would hide changes',
      serving((asked) => asked + 8 * hour),
      false,
    ],
    ['UTC is taken for a zone ahead of it', serving((asked) => asked - 8 * hour), false],
    ['rows without a time', () => [{ id: 'x' }], false],
  ])('%s', async (_, script, expected) => {
    server.script('List/Vendor', script);
    expect(await server.client().canFilter('Vendor', newest)).toBe(expected);
  });

  test('a row that changes meanwhile does not confuse it', async () => {
    server.script('List/Vendor', () => [wire('2026-03-01T10:05:00.000+0000')]);
    expect(await server.client().canFilter('Vendor', newest)).toBe(true);
  });

  test('a throttle is no answer', async () => {
    server.script('List/Vendor', () => new Refusal('BDC_1144'));
    expect(await failure(server.client().canFilter('Vendor', newest))).toMatchObject({ class: 'throttle' });
  });
});

describe('a reading that was broken off', () => {
  const brokenOffAfter = async (
    pages: number,
  ): Promise<{ read: VendorRow[]; next: ListPlace | undefined }> => {
    const read: VendorRow[] = [];
    let count = 0;
    for await (const { rows, next } of server.client().list('Vendor', vendorRow, { pageSize: 100 })) {
      read.push(...rows);
      if ((count += 1) === pages) return { read, next: JSON.parse(JSON.stringify(next)) as ListPlace };
    }
    throw new Error('the list is shorter');
  };

  test('goes on where it stopped', async () => {
    const all = vendors(500);
    serve(all);
    const { read, next } = await brokenOffAfter(3);
    const rest = await readAll({ pageSize: 100, ...(next ? { from: next } : {}) });
    expect(rest.starts).toEqual([270, 360, 450]);
    expect([...ids(read), ...ids(rest.rows)]).toEqual(ids(all));
  });

  test.each([1, 9, 10, 45, 300])('misses nothing where %i rows have left the list since', async (gone) => {
    const all = vendors(500);
    serve(all);
    const { read, next } = await brokenOffAfter(3);
    all.splice(0, gone);
    const rest = await readAll({ pageSize: 100, ...(next ? { from: next } : {}) });
    const stayed = ids(vendors(500)).slice(gone);
    expect([...ids(read), ...ids(rest.rows)]).toEqual(expect.arrayContaining(stayed));
  });
});

test('the latest change of a page is told, whatever else is wrong with its row', async () => {
  serve([
    vendorWire(1, { updatedTime: '2026-03-01T10:00:00.000+0000' }),
    vendorWire(2, { name: 12, updatedTime: '2026-03-01T07:30:00.000-0700' }),
    vendorWire(3, { updatedTime: 'yesterday' }),
  ]);
  for await (const { newest } of server.client().list('Vendor', vendorRow))
    expect(newest).toBe('2026-03-01T14:30:00.000Z');
  expect.assertions(1);
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

test('what is added to a list is found from the end of an earlier reading, without reading it all again', async () => {
  const all = vendors(60);
  serve(all);
  const read = async (options: ListOptions) => {
    const rows: VendorRow[] = [];
    let end: ListPlace | undefined;
    for await (const page of server.client().list('Vendor', vendorRow, options)) {
      rows.push(...page.rows);
      end = page.end ?? end;
    }
    return { rows: ids(rows), end };
  };
  const options = { pageSize: 10, overlap: 3 };
  const first = await read(options);
  expect(first.rows).toHaveLength(60);
  if (first.end === undefined) throw new Error('the end is not told');
  const before = server.calls.length;
  // Rows of one second come in the order of their ids: one made later stands before one that was read.
  all.splice(58, 0, vendorWire(100));
  all.push(...Array.from({ length: 15 }, (_, n) => vendorWire(200 + n)));
  const second = await read({ ...options, from: first.end });
  const added = ids([vendorWire(100), ...Array.from({ length: 15 }, (_, n) => vendorWire(200 + n))]);
  expect(second.rows).toEqual(expect.arrayContaining(added));
  expect(second.rows.length).toBeLessThan(40);
  expect(server.calls.length - before).toBeLessThan(6);
  // The next one goes on where this one ended.
  all.push(vendorWire(300));
  const third = await read({ ...options, ...(second.end ? { from: second.end } : {}) });
  expect(third.rows).toContain(vendorWire(300).id);
  expect(third.rows.length).toBeLessThan(21);
});

import { startedBillcom, type StartedBillcom } from './startedBillcom';

let bill: StartedBillcom;
let clock: number;
beforeEach(async () => {
  clock = Date.parse('2024-05-01T10:00:00Z');
  bill = await startedBillcom({ now: () => clock });
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    clock += 60_000;
    await bill.create('Customer', { name, accNumber: name === 'c' ? '7' : null });
  }
});
afterEach(() => bill.close());

const names = async (data: object): Promise<string> =>
  (await bill.call('List/Customer', data)).data.map((row: any) => row.name).join('');
const byName = [{ field: 'name', asc: true }];

test('pages by offset, without a total, until a page is short', async () => {
  expect(await names({ start: 0, max: 2, sort: byName })).toBe('ab');
  expect(await names({ start: 4, max: 2, sort: byName })).toBe('e');
  expect(await names({ start: 9, max: 2, sort: byName })).toBe('');
  expect(await names({ sort: [{ field: 'name', asc: 'false' }] })).toBe('edcba');
});

test('without a sort the latest change comes first', async () => {
  expect(await names({})).toBe('edcba');
});

test.each([
  [{ field: 'name', op: '=', value: 'b' }, 'b'],
  [{ field: 'name', op: '!=', value: 'b' }, 'acde'],
  [{ field: 'name', op: 'in', value: 'a,e' }, 'ae'],
  [{ field: 'name', op: 'in', value: ['a', 'e'] }, 'ae'],
  [{ field: 'name', op: 'nin', value: 'a,e' }, 'bcd'],
  [{ field: 'name', op: 'sw', value: 'd' }, 'd'],
  [{ field: 'updatedTime', op: '>=', value: '2024-05-01T10:04:00.000+0000' }, 'de'],
  [{ field: 'updatedTime', op: '>', value: '2024-05-01T10:04:00.000+0000' }, 'e'],
  [{ field: 'createdTime', op: '<', value: '2024-05-01T10:02:00.000+0000' }, 'a'],
  [{ field: 'updatedTime', op: '<=', value: '2024-05-01T12:02:00.000+0200' }, 'ab'],
  [{ field: 'isActive', op: '=', value: '2' }, ''],
])('filter %j', async (filter, expected) => {
  expect(await names({ filters: [filter], sort: byName })).toBe(expected);
});

test.each([
  ['max 1000', { max: 1000 }, 'BDC_1129'],
  ['max 0', { max: 0 }, 'BDC_1129'],
  ['a negative start', { start: -1 }, 'BDC_1129'],
  ['an unknown parameter', { limit: 5 }, 'BDC_1002'],
  ['a field nobody may filter by', { filters: [{ field: 'phone', op: '=', value: '1' }] }, 'BDC_1130'],
  ['an unknown operator', { filters: [{ field: 'name', op: '~', value: '1' }] }, 'BDC_1131'],
  ['a time that is none', { filters: [{ field: 'updatedTime', op: '>', value: 'yesterday' }] }, 'BDC_1129'],
  ['an unknown sort', { sort: [{ field: 'ghost' }] }, 'BDC_1129'],
])('%s is refused', async (_, data, code) => {
  expect((await bill.call('List/Customer', data)).code).toBe(code);
});

test('which entities filter by updatedTime is a switch; vendors do not by default', async () => {
  const filters = [{ field: 'updatedTime', op: '>', value: '2024-01-01T00:00:00.000+0000' }];
  expect((await bill.call('List/Vendor', { filters })).code).toBe('BDC_1130');
  await bill.control('POST', '/faults', { filterable: { entity: 'Vendor', fields: ['updatedTime'] } });
  expect((await bill.call('List/Vendor', { filters })).data).toHaveLength(1);
  expect((await bill.call('List/Ghost')).code).toBe('BDC_1128');
});

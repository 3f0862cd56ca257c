import { startedBillcom, UNSET, type StartedBillcom } from './startedBillcom';

let bill: StartedBillcom;
beforeEach(async () => {
  bill = await startedBillcom();
});
afterEach(() => bill.close());

describe('create', () => {
  test('answers the whole record, with an id of 20 characters and empty references', async () => {
    const { data } = await bill.create('Customer', { name: 'José & Söhne', email: '' });
    expect(data).toMatchObject({
      entity: 'Customer',
      id: expect.stringMatching(/^0cu\d\d[0-9A-Za-z]{15}$/),
      isActive: '1',
      name: 'José & Söhne',
      email: null,
      parentCustomerId: UNSET,
      mergedIntoId: UNSET,
      balance: 0,
    });
  });

  test('times are whole seconds without a colon in the offset, but for the answer to the create itself', async () => {
    const { data } = await bill.create('Department', { name: 'North' });
    expect(data.createdTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
    const read = await bill.call('Crud/Read/Department', { id: data.id });
    expect(read.data.createdTime).toMatch(/\.000\+0000$/);
  });

  test.each([
    ['a name left out', 'Vendor', {}, 'BDC_1117'],
    ['an unknown field', 'Vendor', { name: 'x', nmae: 'y' }, 'BDC_1002'],
    ['a name too long', 'Vendor', { name: 'x'.repeat(101) }, 'BDC_1143'],
    ['a number for a text', 'Vendor', { name: 5 }, 'BDC_1124'],
    ['a text for a boolean', 'Vendor', { name: 'x', track1099: '1' }, 'BDC_1124'],
    ['an unknown code', 'ChartOfAccount', { name: 'x', accountType: '17' }, 'BDC_1119'],
    ['a number in use', 'ChartOfAccount', { name: 'x', accountType: '7', accountNumber: '600' }, 'BDC_1143'],
    ['a parent that is not there', 'Department', { name: 'x', parentDepartmentId: '0de01xxx' }, 'BDC_1205'],
  ])('%s is refused', async (_, entity, obj, code) => {
    const before = await bill.call(`List/${entity}`);
    expect(await bill.create(entity, obj)).toMatchObject({ status: 200, code });
    expect((await bill.call(`List/${entity}`)).data).toHaveLength(before.data.length);
  });

  test('two vendors may share a name, two accounts may both have no number', async () => {
    expect((await bill.create('Vendor', { name: 'Acme' })).code).toBeUndefined();
    expect(
      (await bill.create('ChartOfAccount', { name: 'x', accountType: '7', accountNumber: null })).code,
    ).toBe(undefined);
  });

  test('read-only fields are ignored without a word', async () => {
    const { data } = await bill.create('Vendor', { name: 'x', id: '00901mine', balance: 9, payBy: '1' });
    expect(data).toMatchObject({ balance: 0, payBy: '0' });
    expect(data.id).not.toBe('00901mine');
  });

  test('the entity of the path and of the data must agree', async () => {
    const wrong = await bill.call('Crud/Create/Vendor', { obj: { entity: 'Customer', name: 'x' } });
    expect(wrong.code).toBe('BDC_1118');
    expect((await bill.call('Crud/Create/Vendor', { obj: { name: 'x' } })).code).toBe('BDC_1117');
    expect((await bill.call('Crud/Create/Ghost', { obj: {} })).code).toBe('BDC_1114');
    expect((await bill.call('Crud/Make/Vendor', { obj: {} })).code).toBe('BDC_1115');
  });
});

describe('update, delete, undelete', () => {
  const acme = '00901VVVVVVVVVVVVVVV';

  test('an update changes what is sent and demands the mandatory fields', async () => {
    const update = (obj: object) =>
      bill.call('Crud/Update/Vendor', { obj: { entity: 'Vendor', id: acme, ...obj } });
    const { data } = await update({
      name: 'Acme',
      phone: '555',
      createdTime: '2020-01-01T00:00:00.000+0000',
    });
    expect(data).toMatchObject({ phone: '555', createdTime: '2016-11-24T08:33:44.000+0000' });
    expect((await update({ phone: '556' })).code).toBe('BDC_1117');
  });

  test('delete deactivates and the row stays in the list; undelete brings it back', async () => {
    expect((await bill.call('Crud/Delete/Vendor', { id: acme })).data.isActive).toBe('2');
    expect((await bill.call('List/Vendor')).data[0]).toMatchObject({ id: acme, isActive: '2' });
    expect((await bill.call('Crud/Undelete/Vendor', { id: acme })).data.isActive).toBe('1');
    expect((await bill.call('Crud/Delete/Vendor', { id: '00901nobody' })).code).toBe('BDC_1205');
  });

  test('nobody becomes his own ancestor', async () => {
    const top = (await bill.create('Department', { name: 'top' })).data.id as string;
    const low = (await bill.create('Department', { name: 'low', parentDepartmentId: top })).data.id as string;
    const turned = { entity: 'Department', id: top, name: 'top', parentDepartmentId: low };
    expect((await bill.call('Crud/Update/Department', { obj: turned })).code).toBe('BDC_1143');
  });
});

test('a bulk call answers row by row, in order, and good rows stand beside bad ones', async () => {
  const obj = (name?: string) => ({ obj: { entity: 'Job', ...(name ? { name } : {}) } });
  const { data } = await bill.call('Bulk/Crud/Create/Job', { bulk: [obj('one'), obj(), obj('three')] });
  expect(data.bulk.map((row: any) => row.response_status)).toEqual([0, 1, 0]);
  expect(data.bulk[1].response_data.error_code).toBe('BDC_1117');
  expect(data.bulk[2].response_data.name).toBe('three');
  expect((await bill.call('List/Job')).data).toHaveLength(2);
  expect((await bill.call('Bulk/Crud/Create/Job', { bulk: [] })).code).toBe('BDC_1117');
});

test('an updated bill has new line ids and a total of its lines', async () => {
  const header = {
    vendorId: '00901VVVVVVVVVVVVVVV',
    invoiceNumber: '1',
    invoiceDate: '2024-01-31',
    dueDate: '2024-02-29',
  };
  const billLineItems = [{ amount: 10.1 }, { amount: 0.2 }];
  const created = await bill.create('Bill', { ...header, billLineItems });
  expect(created.data).toMatchObject({ amount: 10.3, dueAmount: 10.3 });
  const obj = { entity: 'Bill', id: created.data.id, ...header, billLineItems: created.data.billLineItems };
  const updated = await bill.call('Crud/Update/Bill', { obj });
  const ids = (data: any) => data.billLineItems.map((line: any) => line.id);
  expect(ids(updated.data)).not.toEqual(ids(created.data));
  expect((await bill.call('List/Bill')).data[0].billLineItems).toBeUndefined();
  expect((await bill.call('List/Bill', { nested: true })).data[0].billLineItems).toHaveLength(2);
});

test('metadata in both shapes that have been seen', async () => {
  const one = await bill.call('GetEntityMetadata', { entity: 'Vendor' });
  expect(one.data.fields.id).toMatchObject({
    readonly: true,
    required: false,
    type: 'IdField',
    entity: 'Vendor',
  });
  const several = await bill.call('GetEntityMetadata', { entity: ['Vendor', 'Job'] });
  expect(several.data.Job.fields.name).toMatchObject({ required: true, readonly: false });
});

describe('people in the web application', () => {
  test('a merge makes the loser inactive and moves its children', async () => {
    const [office, other] = [
      (await bill.call('List/ChartOfAccount', { sort: [{ field: 'name', asc: true }] })).data[0],
      (await bill.create('ChartOfAccount', { name: 'Other', accountType: '7' })).data,
    ];
    await bill.control('POST', '/person/merge', {
      entity: 'ChartOfAccount',
      from: office.id,
      into: other.id,
    });
    const { data } = await bill.call('List/ChartOfAccount', { sort: [{ field: 'name', asc: true }] });
    expect(data).toMatchObject([
      { name: 'Office', isActive: '2', mergedIntoId: other.id },
      { name: 'Other', isActive: '1', mergedIntoId: UNSET },
      { name: 'Paper', parentChartOfAccountId: other.id },
    ]);
    expect((await bill.call('Crud/Undelete/ChartOfAccount', { id: office.id })).code).toBe('BDC_1143');
  });

  test('they create, edit one field, delete and undelete, under the same rules', async () => {
    const organization = '00801AAAAAAAAAAAAAAA';
    const { body } = await bill.control('POST', '/person/create', {
      organization,
      entity: 'Item',
      obj: { name: 'x', type: '1' },
    });
    const obj = { id: body.id as string, price: 1.234 };
    expect((await bill.control('POST', '/person/update', { entity: 'Item', obj })).body).toMatchObject({
      name: 'x',
      price: 1.234,
    });
    expect(
      (await bill.control('POST', '/person/delete', { entity: 'Item', id: body.id })).body.isActive,
    ).toBe('2');
    expect(
      (await bill.control('POST', '/person/undelete', { entity: 'Item', id: body.id })).body.isActive,
    ).toBe('1');
    expect(
      (await bill.control('POST', '/person/create', { organization, entity: 'Item', obj: {} })).body.code,
    ).toBe('BDC_1117');
    expect((await bill.control('POST', '/person/touch', { organization, entity: 'Item' })).body).toEqual({
      touched: 1,
    });
  });

  test('the books show everything', async () => {
    const { body } = await bill.control('GET', '/books?organization=00801AAAAAAAAAAAAAAA');
    expect(body.name).toBe('Alpha');
    expect(body.entities.ChartOfAccount.map((row: any) => row.name)).toEqual(['Office', 'Paper']);
    expect(body.entities.ChartOfAccount[1].parentChartOfAccountId).toBe(body.entities.ChartOfAccount[0].id);
  });
});

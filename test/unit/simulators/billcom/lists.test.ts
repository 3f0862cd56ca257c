import { ORGANIZATION, SEED, startedBillcom, UNSET, type StartedBillcom } from './startedBillcom';

let bill: StartedBillcom;
beforeEach(async () => {
  const [alpha, ...others] = SEED.organizations;
  bill = await startedBillcom({
    seed: {
      ...SEED,
      organizations: [
        {
          ...alpha,
          paymentTerms: [
            { id: '00p01NNNNNNNNNNNNNNN', name: 'Net 30', netDue: 30 },
            { name: 'Due upon receipt', netDue: 0 },
          ],
          customers: [{ name: 'Jones' }, { name: 'Kitchen', parent: 'Jones' }, { name: 'Jones Inc' }],
          items: [
            { name: 'Labor', type: '1', price: 85, chartOfAccountId: { name: 'Office' } },
            { name: 'Overtime', type: '1', price: 127.5, parent: 'Labor' },
          ],
        },
        ...others,
      ],
    },
  });
});
afterEach(() => bill.close());

const NET_30 = '00p01NNNNNNNNNNNNNNN';
const list = async (entity: string): Promise<any[]> =>
  (await bill.call(`List/${entity}`, { sort: [{ field: 'name', asc: true }] })).data;
const named = async (entity: string, name: string): Promise<any> =>
  (await list(entity)).find((row) => row.name === name);
const person = (action: string, body: object) => bill.control('POST', `/person/${action}`, body);

describe('payment terms', () => {
  test('are listed and read', async () => {
    expect(await list('PaymentTerm')).toMatchObject([
      { name: 'Due upon receipt', netDue: 0, isActive: '1' },
      { id: NET_30, entity: 'PaymentTerm', name: 'Net 30', netDue: 30 },
    ]);
    expect((await bill.call('Crud/Read/PaymentTerm', { id: NET_30 })).data.netDue).toBe(30);
    const { data } = await bill.call('GetEntityMetadata', { entity: 'PaymentTerm' });
    expect(data.fields.netDue.readonly).toBe(true);
  });

  test.each([
    ['Crud/Create/PaymentTerm', { obj: { entity: 'PaymentTerm', name: 'Net 60', netDue: 60 } }],
    ['Crud/Update/PaymentTerm', { obj: { entity: 'PaymentTerm', id: NET_30, name: 'x', netDue: 31 } }],
    ['Crud/Delete/PaymentTerm', { id: NET_30 }],
    ['Crud/Undelete/PaymentTerm', { id: NET_30 }],
  ])('%s is refused and changes nothing', async (path, data) => {
    const before = await list('PaymentTerm');
    expect((await bill.call(path, data)).code).toBe('BDC_1121');
    expect(await list('PaymentTerm')).toEqual(before);
  });

  test('a bulk call refuses each row', async () => {
    const rows = [{ obj: { entity: 'PaymentTerm', name: 'Net 60', netDue: 60 } }];
    const { data } = await bill.call('Bulk/Crud/Create/PaymentTerm', { bulk: rows });
    expect(data.bulk[0].response_data.error_code).toBe('BDC_1121');
  });

  test('are made and changed by people, no two with the same days, and never deleted', async () => {
    const make = (obj: object) =>
      person('create', { organization: ORGANIZATION, entity: 'PaymentTerm', obj });
    expect((await make({ name: 'Net 60', netDue: 60 })).body.id).toMatch(/^00p/);
    for (const netDue of [60, 1000, -1, 1.5, undefined]) {
      expect((await make({ name: 'Odd', netDue })).status).toBe(400);
    }
    const renamed = await person('update', { entity: 'PaymentTerm', obj: { id: NET_30, name: 'N30' } });
    expect(renamed.body).toMatchObject({ name: 'N30', netDue: 30 });
    expect((await person('delete', { entity: 'PaymentTerm', id: NET_30 })).status).toBe(400);
  });

  test('are what a vendor or customer may name', async () => {
    const jones = (await named('Customer', 'Jones')).id as string;
    const update = (paymentTermId: string) =>
      bill.call('Crud/Update/Customer', {
        obj: { entity: 'Customer', id: jones, name: 'Jones', paymentTermId },
      });
    expect((await update(NET_30)).data.paymentTermId).toBe(NET_30);
    expect((await update('00p01nobody')).code).toBe('BDC_1205');
    expect((await update(UNSET)).data.paymentTermId).toBe(UNSET);
  });
});

describe('items', () => {
  test('have a price or a percentage, and a purchase side as soon as one field of it is there', async () => {
    const { data: fee } = await bill.create('Item', { name: 'Fee', type: '8', percentage: 5 });
    expect(fee).toMatchObject({ price: null, percentage: 5, hasPurInfo: false });
    const both = { name: 'Odd', type: '8', percentage: 5, price: 1 };
    expect((await bill.create('Item', both)).code).toBe('BDC_1143');
    const { data: nails } = await bill.create('Item', { name: 'Nails', type: '3', purCost: 0.125 });
    expect(nails).toMatchObject({ purCost: 0.125, hasPurInfo: true });
  });

  test('have parents, and accounts that exist', async () => {
    const [labor, overtime] = [await named('Item', 'Labor'), await named('Item', 'Overtime')];
    expect(overtime.parentItemId).toBe(labor.id);
    expect(labor.chartOfAccountId).toBe((await named('ChartOfAccount', 'Office')).id);
    const bad = { name: 'x', type: '1', chartOfAccountId: '0ca01nobody' };
    expect((await bill.create('Item', bad)).code).toBe('BDC_1205');
    expect((await bill.create('Item', { name: 'x', type: '14' })).code).toBe('BDC_1119');
  });

  test('are found by name, parent and time of change', async () => {
    const labor = (await named('Item', 'Labor')).id as string;
    const { data } = await bill.call('List/Item', {
      filters: [{ field: 'parentItemId', op: '=', value: labor }],
    });
    expect(data.map((row: any) => row.name)).toEqual(['Overtime']);
    const byType = { filters: [{ field: 'type', op: '=', value: '1' }] };
    expect((await bill.call('List/Item', byType)).code).toBe('BDC_1130');
  });
});

describe('customers', () => {
  test('stand at any depth unless a switch limits it', async () => {
    const kitchen = (await named('Customer', 'Kitchen')).id as string;
    const { data: sink } = await bill.create('Customer', { name: 'Sink', parentCustomerId: kitchen });
    expect(sink.parentCustomerId).toBe(kitchen);
    await bill.control('POST', '/faults', { maxLevels: { entity: 'Customer', levels: 2 } });
    expect((await bill.create('Customer', { name: 'Tap', parentCustomerId: kitchen })).code).toBe('BDC_1143');
    const jones = (await named('Customer', 'Jones')).id as string;
    expect((await bill.create('Customer', { name: 'Bath', parentCustomerId: jones })).code).toBeUndefined();
    await bill.control('DELETE', '/faults');
    expect((await bill.create('Customer', { name: 'Tap', parentCustomerId: kitchen })).code).toBeUndefined();
  });

  test('merged twice in a row lead to the last survivor step by step', async () => {
    const [jones, inc] = [await named('Customer', 'Jones'), await named('Customer', 'Jones Inc')];
    const { data: last } = await bill.create('Customer', { name: 'Jones & Sons' });
    await person('merge', { entity: 'Customer', from: jones.id, into: inc.id });
    await person('merge', { entity: 'Customer', from: inc.id, into: last.id });
    expect(await named('Customer', 'Jones')).toMatchObject({ isActive: '2', mergedIntoId: inc.id });
    expect(await named('Customer', 'Jones Inc')).toMatchObject({ isActive: '2', mergedIntoId: last.id });
    expect((await named('Customer', 'Kitchen')).parentCustomerId).toBe(last.id);
  });

  test('are not merged again, nor into themselves, nor into their own sub-customers', async () => {
    const [jones, inc] = [await named('Customer', 'Jones'), await named('Customer', 'Jones Inc')];
    const kitchen = await named('Customer', 'Kitchen');
    const merge = async (from: any, into: any) =>
      (await person('merge', { entity: 'Customer', from: from.id, into: into.id })).status;
    expect(await merge(jones, jones)).toBe(400);
    expect(await merge(jones, kitchen)).toBe(400);
    expect(await merge(jones, inc)).toBe(200);
    expect(await merge(jones, kitchen)).toBe(400);
    expect(await merge(kitchen, jones)).toBe(400);
    expect((await named('Customer', 'Kitchen')).parentCustomerId).toBe(inc.id);
  });

  test('keep their addresses line by line', async () => {
    const address = {
      billAddress1: 'c/o Ann',
      billAddress4: 'Rear',
      billAddressZip: '97202',
      shipAddressCity: 'Bend',
    };
    const { data } = await bill.create('Customer', { name: 'A', ...address });
    expect(data).toMatchObject({ ...address, billAddress2: null, shipAddress1: null });
    const long = { name: 'A', billAddressZip: '9'.repeat(21) };
    expect((await bill.create('Customer', long)).code).toBe('BDC_1143');
  });
});

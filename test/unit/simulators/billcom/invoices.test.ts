import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BANK, CUSTOMER, invoiceHead, JOB, MONEY_IN, receivablesSeed, SERVICE, TAX } from './receivablesSeed';
import { ORGANIZATION, startedBillcom, UNSET, type StartedBillcom } from './startedBillcom';

let clock: number;
let bill: StartedBillcom;
const start = async (options = {}): Promise<void> => {
  bill = await startedBillcom({ now: () => clock, seed: receivablesSeed(), ...options });
};
beforeEach(async () => {
  clock = Date.parse('2024-02-01T12:00:00Z');
  await start();
});
afterEach(() => bill.close());

const lines = (...each: object[]) => ({ invoiceLineItems: each });
const newInvoice = (more: object = lines({ price: 10 })) =>
  bill.create('Invoice', { ...invoiceHead, ...more });
const read = async (id: string): Promise<any> => (await bill.call('Crud/Read/Invoice', { id })).data;
const update = (id: string, more: object) =>
  bill.call('Crud/Update/Invoice', { obj: { entity: 'Invoice', id, ...invoiceHead, ...more } });
const person = (action: string, body: object) => bill.control('POST', `/person/${action}`, body);
const books = async (): Promise<any> =>
  (await bill.control('GET', `/books?organization=${ORGANIZATION}`)).body.entities;

test('amounts are of quantity and price, a percentage counts what stands above it, tax is of what is taxable', async () => {
  const { data } = await newInvoice({
    itemSalesTax: TAX,
    ...lines(
      { itemId: SERVICE, quantity: 3, price: 1.115, taxable: true },
      { price: 10 },
      { ratePercent: -10 },
    ),
  });
  expect(data.invoiceLineItems).toMatchObject([
    { amount: 3.35, lineOrder: 0, taxCode: 'Tax', invoiceId: data.id, id: expect.stringMatching(/^00f/) },
    { amount: 10, lineOrder: 1, taxCode: 'Non', quantity: null },
    { amount: -1.34, lineOrder: 2, price: null },
  ]);
  expect(data).toMatchObject({
    id: expect.stringMatching(/^00e/),
    salesTaxPercentage: 8.25,
    salesTaxTotal: 0.28,
    amount: 12.29,
    amountDue: 12.29,
    paymentStatus: '1',
    glPostingDate: '2024-01-31',
    poNumber: null,
    jobId: UNSET,
  });
});

test.each<[string, object, string]>([
  ['without a number', { invoiceNumber: '' }, 'BDC_1117'],
  ['with a number too long', { invoiceNumber: 'x'.repeat(101) }, 'BDC_1143'],
  ['without a due date', { dueDate: undefined }, 'BDC_1117'],
  ['on a day that is not', { invoiceDate: '2024-02-30' }, 'BDC_1119'],
  ['of nobody', { customerId: '0cu01NNNNNNNNNNNNNNN' }, 'BDC_1205'],
  ['with an unknown field', { amountPaid: 1 }, 'BDC_1002'],
  ['with another item for its tax', { itemSalesTax: SERVICE }, 'BDC_1143'],
  [
    'with two places for its money',
    { payToBankAccountId: BANK, payToChartOfAccountId: MONEY_IN },
    'BDC_1143',
  ],
  ['below zero', lines({ price: -1 }), 'BDC_1143'],
  ['with a line that only has a text', lines({ description: 'Thank you' }), 'BDC_1117'],
  ['with a line of price and percentage', lines({ price: 1, ratePercent: 1 }), 'BDC_1143'],
])('an invoice %s is refused', async (_, more, code) => {
  expect((await newInvoice({ ...lines({ price: 1 }), ...more })).code).toBe(code);
  expect((await bill.call('List/Invoice')).data).toEqual([]);
});

test('a number is taken once, until its invoice is deleted, and what follows from payments is never written', async () => {
  const { data } = await newInvoice();
  expect((await newInvoice({ ...lines({ price: 10 }), customerId: JOB })).code).toBe('BDC_1171');
  const second = await newInvoice({
    invoiceNumber: '1002',
    ...lines({ price: 10, amount: 99 }),
    amount: 1,
    amountDue: 0,
    paymentStatus: '0',
  });
  expect((await update(second.data.id, { invoiceNumber: '1001' })).code).toBe('BDC_1171');
  expect((await update(data.id, { invoiceNumber: '1001' })).code).toBeUndefined();
  expect(second.data).toMatchObject({
    invoiceNumber: '1002',
    amount: 10,
    amountDue: 10,
    paymentStatus: '1',
  });
  for (const field of ['mergedIntoId', 'paidAmount']) expect(await read(data.id)).not.toHaveProperty(field);
  expect((await person('merge', { entity: 'Invoice', from: data.id, into: second.data.id })).body.code).toBe(
    'BDC_1143',
  );
});

test('a deleted invoice leaves its number to others, and comes back only when it is free', async () => {
  const { id } = (await newInvoice()).data;
  await bill.call('Crud/Delete/Invoice', { id });
  const second = (await newInvoice()).data.id as string;
  expect((await bill.call('Crud/Undelete/Invoice', { id })).code).toBe('BDC_1171');
  await update(second, { invoiceNumber: '1002' });
  expect((await bill.call('Crud/Undelete/Invoice', { id })).code).toBeUndefined();
});

test('an update makes its lines anew, and leaves them where it sends none', async () => {
  const { data } = await newInvoice();
  const [{ id: first }] = data.invoiceLineItems;
  clock += 60_000;
  expect((await update(data.id, { description: 'Thanks' })).data).toMatchObject({
    description: 'Thanks',
    updatedTime: '2024-02-01T12:01:00.000+0000',
    invoiceLineItems: [{ id: first }],
  });
  const again = (await update(data.id, lines({ price: 10 }))).data;
  expect(again.invoiceLineItems).toMatchObject([{ amount: 10, createdTime: '2024-02-01T12:01:00.000+0000' }]);
  expect(again.invoiceLineItems[0].id).not.toBe(first);
  const obj = { entity: 'Invoice', id: data.id, ...lines({ price: 1 }) };
  expect((await bill.call('Crud/Update/Invoice', { obj })).code).toBe('BDC_1117');
});

test('lists filter by what is catalogued, with lines only where they are asked for', async () => {
  await newInvoice();
  const { data } = await newInvoice({ ...lines({ price: 20 }), invoiceNumber: '1002', customerId: JOB });
  const by = (field: string, value: string, more: object = {}) =>
    bill.call('List/Invoice', { filters: [{ field, op: '=', value }], ...more });
  expect((await by('invoiceNumber', '1002', { nested: true })).data).toMatchObject([{ id: data.id, invoiceLineItems: [{ amount: 20 }] }]); // prettier-ignore
  expect((await by('paymentStatus', '1')).data).toHaveLength(2);
  expect((await by('paymentStatus', '1')).data[0]).not.toHaveProperty('invoiceLineItems');
  expect((await by('customerId', JOB)).code).toBe('BDC_1130');
  await bill.control('POST', '/faults', { filterable: { entity: 'Invoice', fields: ['customerId'] } });
  expect((await by('customerId', JOB)).data).toHaveLength(1);
});

test('a bulk call answers row by row', async () => {
  const row = (more: object) => ({
    obj: { entity: 'Invoice', ...invoiceHead, ...lines({ price: 1 }), ...more },
  });
  const { data } = await bill.call('Bulk/Crud/Create/Invoice', {
    bulk: [row({}), row({ dueDate: '' }), row({ invoiceNumber: '1002' })],
  });
  expect(data.bulk.map((each: any) => each.response_status)).toEqual([0, 1, 0]);
  expect((await bill.call('List/Invoice')).data).toHaveLength(2);
});

test('an invoice is archived and comes back, but not with a payment on it; nor may it become less than that', async () => {
  const { id } = (await newInvoice()).data;
  for (const customerId of [JOB, CUSTOMER])
    expect((await update(id, { customerId })).data.customerId).toBe(customerId);
  expect((await bill.call('Crud/Delete/Invoice', { id })).data.isActive).toBe('2');
  expect((await person('receive', { organization: ORGANIZATION, customerId: CUSTOMER, paymentDate: '2024-02-01', invoices: [{ invoiceId: id, amount: 1 }] })).body.code).toBe('BDC_1143'); // prettier-ignore
  expect((await bill.call('Crud/Undelete/Invoice', { id })).data.isActive).toBe('1');
  const payment = { customerId: CUSTOMER, paymentDate: '2024-02-01', paymentType: '1', amount: 6, invoicePays: [{ invoiceId: id, amount: 6 }] }; // prettier-ignore
  await bill.call('RecordARPayment', payment);
  expect((await bill.call('Crud/Delete/Invoice', { id })).code).toBe('BDC_1143');
  expect((await update(id, lines({ price: 5 }))).code).toBe('BDC_1143');
  expect((await update(id, { customerId: JOB })).code).toBe('BDC_1143');
  expect((await update(id, lines({ price: 6 }))).data).toMatchObject({ amountDue: 0, paymentStatus: '0' });
});

describe('SendInvoice', () => {
  const send = (invoiceId: string, headers: object = {}, more: object = { content: {} }) =>
    bill.call('SendInvoice', { invoiceId, headers, ...more });

  test('goes to the addresses of the call or to the customer’s, and says when', async () => {
    const { id } = (await newInvoice({ ...lines({ price: 1 }), isToBeEmailed: true })).data;
    clock += 60_000;
    expect((await send(id, { toEmailAddresses: ['a@example.com'], subject: 'Invoice' })).data).toEqual({});
    await send(id);
    const time = '2024-02-01T12:01:00.000+0000';
    expect(await read(id)).toMatchObject({ lastSentTime: time, updatedTime: time, isToBeEmailed: false });
    expect((await books()).InvoiceEmail).toMatchObject([
      { invoiceId: id, to: ['a@example.com'], subject: 'Invoice', sentTime: time },
      { to: ['buyer@example.com'], subject: null },
    ]);
    await person('send', { id, to: ['b@example.com'] });
    expect((await books()).InvoiceEmail).toHaveLength(3);
  });

  test('needs both objects, an invoice that is there, and somebody to send it to', async () => {
    const { id } = (await newInvoice()).data;
    const ofJob = { ...lines({ price: 1 }), invoiceNumber: '1002', customerId: JOB };
    const jobs = (await newInvoice(ofJob)).data.id as string;
    expect((await send(id, {}, {})).code).toBe('BDC_1117');
    expect((await send(id, { toEmailAddresses: ['nobody'] })).code).toBe('BDC_1129');
    expect((await send(id, { to: ['a@example.com'] })).code).toBe('BDC_1002');
    expect((await send('00e01NNNNNNNNNNNNNNN')).code).toBe('BDC_1205');
    expect((await send(jobs)).code).toBe('BDC_1117');
    await bill.call('Crud/Delete/Invoice', { id });
    expect((await send(id)).code).toBe('BDC_1143');
    expect((await books()).InvoiceEmail).toEqual([]);
  });

  test('five in any minute', async () => {
    const { id } = (await newInvoice()).data;
    const codes = [];
    for (let each = 0; each < 6; each += 1) codes.push((await send(id)).code);
    expect(codes).toEqual([...Array<undefined>(5).fill(undefined), 'BDC_1144']);
    expect((await books()).InvoiceEmail).toHaveLength(5);
    clock += 59_999;
    expect((await send(id)).code).toBe('BDC_1144');
    clock += 1;
    expect((await send(id)).code).toBeUndefined();
    await bill.control('POST', '/faults', { emailsPerMinute: 0 });
    expect((await send(id)).code).toBe('BDC_1144');
  });
});

describe('who may', () => {
  test.each([
    ['Clerk', undefined],
    ['Payer', 'BDC_1145'],
    ['Auditor', 'BDC_1145'],
  ])('%s', async (role, code) => {
    const { id } = (await newInvoice()).data;
    await bill.control('POST', '/faults', { user: { userName: 'ann', role } });
    expect((await newInvoice({ ...lines({ price: 1 }), invoiceNumber: '1002' })).code).toBe(code);
    expect((await bill.call('SendInvoice', { invoiceId: id, headers: {}, content: {} })).code).toBe(code);
    const payment = { customerId: CUSTOMER, paymentDate: '2024-02-01', paymentType: '1', amount: 1 };
    expect((await bill.call('RecordARPayment', payment)).code).toBe(code);
    expect((await bill.call('List/Invoice')).code).toBeUndefined();
  });

  test('a plan without receivables has none of them, but customers and items', async () => {
    await bill.control('POST', '/faults', { planWithoutReceivables: ORGANIZATION });
    const refused = ['List/Invoice', 'List/ReceivedPay', 'List/CreditMemo', 'RecordARPayment', 'SendInvoice'];
    for (const path of refused) expect((await bill.call(path)).code).toBe('BDC_1145');
    expect((await newInvoice()).code).toBe('BDC_1145');
    expect((await bill.call('List/Customer')).data).toHaveLength(2);
    expect((await bill.call('List/Bill')).code).toBeUndefined();
    await bill.control('POST', '/faults', { planWithoutReceivables: false });
    expect((await bill.call('List/Invoice')).code).toBeUndefined();
  });

  test('a seed can have such a plan', async () => {
    await bill.close();
    await start({ seed: receivablesSeed({ hasReceivables: false }) });
    expect((await bill.call('List/Invoice')).code).toBe('BDC_1145');
  });

  test('a sync token may not be trusted with e-mails', async () => {
    const token = (await bill.logIn({ userName: 'sync', password: 'token' })).data.sessionId as string;
    const { id } = (await newInvoice()).data;
    const data = { invoiceId: id, headers: {}, content: {} };
    expect((await bill.call('SendInvoice', data, { sessionId: token })).code).toBeUndefined();
    await bill.control('POST', '/faults', { tokenRefuses: ['SendInvoice'] });
    expect((await bill.call('SendInvoice', data, { sessionId: token })).code).toBe('BDC_1361');
  });
});

test('metadata tells what is required and what is read only', async () => {
  const { data } = await bill.call('GetEntityMetadata', { entity: ['Invoice', 'ReceivedPay'] });
  expect(data.Invoice.fields).toMatchObject({
    invoiceNumber: { required: true, readonly: false },
    amountDue: { required: false, readonly: true },
    isToBeEmailed: { readonly: false, type: 'BooleanField' },
  });
  expect(data.ReceivedPay.fields.amount.readonly).toBe(true);
  expect(Object.keys(data.Invoice.fields)).not.toContain('paidAmount');
});

test('a payment and what it does to invoices are kept together: a torn line takes back both', async () => {
  await bill.close();
  const dataFolder = mkdtempSync(join(tmpdir(), 'billcom-'));
  const journal = join(dataFolder, 'rows.journal');
  await start({ dataFolder });
  const { id } = (await newInvoice()).data;
  const before = readFileSync(journal, 'utf8').length;
  const payment = { customerId: CUSTOMER, paymentDate: '2024-02-01', paymentType: '1', amount: 4, invoicePays: [{ invoiceId: id, amount: 4 }] }; // prettier-ignore
  await bill.call('RecordARPayment', payment);
  await bill.close();
  const whole = readFileSync(journal, 'utf8');
  expect(whole.slice(before).trimEnd()).not.toContain('\n');

  await start({ dataFolder });
  expect(await read(id)).toMatchObject({ amountDue: 6, paymentStatus: '2' });
  expect((await update(id, lines({ price: 3 }))).code).toBe('BDC_1143');
  await bill.close();

  writeFileSync(journal, whole.slice(0, -5));
  await start({ dataFolder });
  expect(await read(id)).toMatchObject({ amountDue: 10, paymentStatus: '1' });
  expect((await bill.call('List/ReceivedPay')).data).toEqual([]);
  rmSync(dataFolder, { recursive: true });
});

import { BANK, CUSTOMER, invoiceHead, JOB, receivablesSeed } from './receivablesSeed';
import { ORGANIZATION, startedBillcom, UNSET, type StartedBillcom } from './startedBillcom';

let clock: number;
let bill: StartedBillcom;
beforeEach(async () => {
  clock = Date.parse('2024-02-01T12:00:00.250Z');
  bill = await startedBillcom({ now: () => clock, seed: receivablesSeed() });
});
afterEach(() => bill.close());

let numbers = 1001;
const newInvoice = async (price: number, more: object = {}): Promise<string> =>
  (
    await bill.create('Invoice', {
      ...invoiceHead,
      invoiceNumber: String(numbers++),
      invoiceLineItems: [{ price }],
      ...more,
    })
  ).data.id;
const newMemo = async (price: number): Promise<string> => {
  const head = { customerId: CUSTOMER, refNumber: 'C1', creditDate: '2024-01-31' };
  return (await bill.create('CreditMemo', { ...head, creditMemoLineItems: [{ price }] })).data.id;
};
const read = async (entity: string, id: string): Promise<any> =>
  (await bill.call(`Crud/Read/${entity}`, { id })).data;
const list = async (entity: string): Promise<any> =>
  (await bill.call(`List/${entity}`, { nested: true })).data;
const person = (action: string, body: object) => bill.control('POST', `/person/${action}`, body);
const to = (invoiceId: string, amount: number) => ({ invoiceId, amount });
const record = (amount: number, invoicePays: object[], more: object = {}) =>
  bill.call('RecordARPayment', { customerId: CUSTOMER, paymentDate: '2024-02-03', paymentType: '1', amount, invoicePays, ...more }); // prettier-ignore
const receive = (invoices: object[], more: object = {}) =>
  person('receive', { organization: ORGANIZATION, customerId: CUSTOMER, paymentDate: '2024-02-05', invoices, ...more }); // prettier-ignore
const batch = async (upTo: string): Promise<any> =>
  (await person('batch', { organization: ORGANIZATION, upTo })).body;

describe('RecordARPayment', () => {
  test('records an outside payment of several invoices, paid at once; the rest stays unapplied', async () => {
    const [one, two] = [await newInvoice(56.5), await newInvoice(100)];
    const { data } = await record(75.3, [to(one, 56.5), to(two, 10)], { refNumber: '735' });
    expect(data).toMatchObject({
      id: expect.stringMatching(/^0rp/),
      status: '0',
      isOnline: false,
      amount: 75.3,
      unappliedAmount: 8.8,
      refNumber: '735',
      convFeeAmount: 0,
      rPConvFee: [{}],
      payToBankAccountId: BANK,
      depositToAccountId: UNSET,
      createdTime: '2024-02-01T12:00:00.250+0000',
      invoicePays: [
        { entity: 'InvoicePay', id: expect.stringMatching(/^0ip/), invoiceId: one, amount: 56.5 },
        { invoiceId: two, amount: 10 },
      ],
    });
    expect(await read('ReceivedPay', data.id)).toMatchObject({ createdTime: '2024-02-01T12:00:00.000+0000' });
    expect(await read('Invoice', one)).toMatchObject({ amountDue: 0, paymentStatus: '0' });
    expect(await read('Invoice', two)).toMatchObject({ amountDue: 90, paymentStatus: '2' });
    expect(await batch('2024-12-31')).toEqual([]);
  });

  test('needs no invoice', async () => {
    expect((await record(20, [])).data).toMatchObject({ unappliedAmount: 20, invoicePays: [] });
  });

  test('can be refused on purpose', async () => {
    const refuseRow = { entity: 'ReceivedPay', field: 'refNumber', equals: '7', code: 'BDC_1143' };
    await bill.control('POST', '/faults', { refuseRow });
    expect((await record(20, [], { refNumber: '7' })).code).toBe('BDC_1143');
    expect((await record(20, [], { refNumber: '8' })).code).toBeUndefined();
  });

  test('more than there is, more than is due and other people’s invoices are refused', async () => {
    const [mine, jobs, gone] = [
      await newInvoice(10),
      await newInvoice(10, { customerId: JOB }),
      await newInvoice(10),
    ];
    await bill.call('Crud/Delete/Invoice', { id: gone });
    expect((await record(20, [to(mine, 10.01)])).code).toBe('BDC_1143');
    expect((await record(9, [to(mine, 10)])).code).toBe('BDC_1143');
    expect((await record(20, [to(jobs, 10)])).code).toBe('BDC_1143');
    expect((await record(20, [to(gone, 10)])).code).toBe('BDC_1143');
    expect((await record(20, [to(mine, 5), to(mine, 5)])).code).toBe('BDC_1143');
    expect((await record(20, [to('00e01NNNNNNNNNNNNNNN', 5)])).code).toBe('BDC_1205');
    expect((await record(20, [], { customerId: '0cu01NNNNNNNNNNNNNNN' })).code).toBe('BDC_1205');
    expect((await record(20, [], { depositToAccountId: '0ca01NNNNNNNNNNNNNNN' })).code).toBe('BDC_1205');
    expect((await record(20, [], { paymentType: undefined })).code).toBe('BDC_1117');
    expect((await record(20, [], { paymentDate: 'today' })).code).toBe('BDC_1129');
    expect((await record(0, [])).code).toBe('BDC_1129');
    expect((await record(20, [], { allowExport: false })).code).toBe('BDC_1002');
    expect(await list('ReceivedPay')).toEqual([]);
    expect(await read('Invoice', mine)).toMatchObject({ amountDue: 10, paymentStatus: '1' });
  });
});

test('an online payment is scheduled, paid in the batch of its day, and its money goes to the bank', async () => {
  const [one, two] = [await newInvoice(10), await newInvoice(20)];
  const payment = (await receive([to(one, 10), to(two, 5)])).body;
  expect(payment).toMatchObject({ amount: 15, status: '2', isOnline: true, payToBankAccountId: BANK });
  expect(payment.refNumber).toMatch(/^R\d{8}$/);
  expect(await read('Invoice', one)).toMatchObject({
    amountDue: 10,
    scheduledAmount: 10,
    paymentStatus: '4',
  });
  expect(await read('Invoice', two)).toMatchObject({ amountDue: 20, scheduledAmount: 5, paymentStatus: '1' });
  expect((await record(10, [to(one, 1)])).code).toBe('BDC_1143');
  expect(await batch('2024-02-04')).toEqual([]);
  const [movement, other] = await batch('2024-02-05');
  expect(movement).toMatchObject({ type: '2', amount: 15, status: '1', processDate: '2024-02-05' });
  expect(movement).toMatchObject({ bankAccountId: BANK, moneyMovementItems: [{ receivedPayId: payment.id, amount: 15 }] }); // prettier-ignore
  expect(other).toBeUndefined();
  expect(await read('ReceivedPay', payment.id)).toMatchObject({ status: '0' });
  expect(await read('Invoice', one)).toMatchObject({ amountDue: 0, scheduledAmount: 0, paymentStatus: '0' });
  expect(await batch('2024-02-05')).toEqual([]);
});

test('payments of a day come to the bank as one, of two days as two', async () => {
  for (const paymentDate of ['2024-02-05', '2024-02-05', '2024-02-06'])
    await receive([to(await newInvoice(10), 10)], { paymentDate });
  const amounts = (await batch('2024-02-06')).map((each: any) => `${each.processDate} ${each.amount}`);
  expect(amounts.sort()).toEqual(['2024-02-05 20', '2024-02-06 10']);
});

test('the fee of a card is kept apart, and no movement brings its money', async () => {
  const id = await newInvoice(100);
  const payment = (await receive([to(id, 100)], { paymentType: '2', fee: { amount: 2.9 } })).body;
  expect(payment).toMatchObject({ amount: 100, unappliedAmount: 0, convFeeAmount: 2.9 });
  expect(payment.rPConvFee).toMatchObject([
    { entity: 'RPConvFee', amount: 2.9, refNumber: payment.refNumber },
  ]);
  expect(await list('RPConvFee')).toMatchObject([{ id: payment.rPConvFee[0].id, amount: 2.9 }]);
  expect(await batch('2024-02-05')).toEqual([]);
  expect(await read('ReceivedPay', payment.id)).toMatchObject({ status: '0' });
  expect(await read('Invoice', id)).toMatchObject({ amountDue: 0 });
  expect((await receive([], { amount: 5, isOnline: false, fee: { amount: 1 } })).body.code).toBe('BDC_1143');
});

test('what is left of a payment is applied later: the same payment, changed', async () => {
  const [one, two, three] = [await newInvoice(10), await newInvoice(20), await newInvoice(30)];
  const before = (await record(30, [to(one, 10), to(two, 5)])).data;
  clock += 60_000;
  const apply = (invoices: object[]) => person('apply', { id: before.id, invoices });
  expect((await apply([to(one, 10), to(three, 20)])).body).toMatchObject({
    id: before.id,
    unappliedAmount: 0,
  });
  const after = await read('ReceivedPay', before.id);
  expect(after.updatedTime).toBe('2024-02-01T12:01:00.000+0000');
  expect(after.invoicePays.map((each: any) => [each.invoiceId, each.amount])).toEqual([[one, 10], [three, 20]]); // prettier-ignore
  expect(after.invoicePays[0].id).toBe(before.invoicePays[0].id);
  expect(await read('Invoice', two)).toMatchObject({ amountDue: 20, paymentStatus: '1' });
  expect(await read('Invoice', three)).toMatchObject({ amountDue: 10, paymentStatus: '2' });
  expect((await apply([to(one, 10), to(two, 20.01)])).body.code).toBe('BDC_1143');
  expect((await apply([to(three, 30)])).body).toMatchObject({ unappliedAmount: 0 });
  expect((await apply([])).body).toMatchObject({ unappliedAmount: 30, invoicePays: [] });
  expect(await read('Invoice', three)).toMatchObject({ amountDue: 30, paymentStatus: '1' });
});

test('people edit a payment, but neither below what is applied nor past its life', async () => {
  const { id } = (await record(12, [to(await newInvoice(10), 10)])).data;
  const edit = (obj: object) => person('update', { entity: 'ReceivedPay', obj: { id, ...obj } });
  expect((await edit({ paymentDate: '2024-02-04', amount: 15, refNumber: '8' })).status).toBe(200);
  expect(await read('ReceivedPay', id)).toMatchObject({ paymentDate: '2024-02-04', unappliedAmount: 5 });
  for (const obj of [{ amount: 9 }, { status: '1' }, { customerId: JOB }, { invoicePays: [] }])
    expect((await edit(obj)).body.code).toBe('BDC_1143');
  expect(await read('ReceivedPay', id)).toMatchObject({ amount: 15, status: '0', refNumber: '8' });
});

describe('a payment that is taken back', () => {
  test('was recorded: a call voids it, once, and its invoices are open', async () => {
    const id = await newInvoice(10);
    const payment = (await record(12, [to(id, 10)])).data.id;
    const { data } = await bill.call('VoidARPayment', { id: payment });
    expect(data).toMatchObject({
      status: '1',
      unappliedAmount: 0,
      invoicePays: [{ invoiceId: id, amount: 10 }],
    });
    expect(await read('Invoice', id)).toMatchObject({ amountDue: 10, paymentStatus: '1' });
    expect((await bill.call('VoidARPayment', { id: payment })).code).toBe('BDC_1143');
    expect((await bill.call('VoidARPayment', { id: '0rp01NNNNNNNNNNNNNNN' })).code).toBe('BDC_1205');
    expect((await person('apply', { id: payment, invoices: [] })).body.code).toBe('BDC_1143');
    expect((await bill.call('Crud/Delete/Invoice', { id })).data.isActive).toBe('2');
  });

  test('came through Bill.com: people void it, and its money goes back', async () => {
    const id = await newInvoice(10);
    const payment = (await receive([to(id, 10)], { status: 'paid' })).body.id as string;
    expect((await bill.call('VoidARPayment', { id: payment })).code).toBe('BDC_1143');
    await person('receipt', { id: payment, to: 'void', returnedOn: '2024-02-09' });
    expect(await list('MoneyMovement')).toMatchObject([
      { type: '2', amount: -10, processDate: '2024-02-09' },
    ]);
    expect(await read('Invoice', id)).toMatchObject({ amountDue: 10 });
  });

  test('was only scheduled: it is canceled, and no batch takes it', async () => {
    const id = await newInvoice(10);
    const payment = (await receive([to(id, 10)])).body.id as string;
    expect((await person('receipt', { id: payment, to: 'cancel' })).body).toMatchObject({ status: '3' });
    expect(await read('Invoice', id)).toMatchObject({ scheduledAmount: 0, paymentStatus: '1' });
    expect(await batch('2024-12-31')).toEqual([]);
    expect((await person('receipt', { id: payment, to: 'paid' })).body.code).toBe('BDC_1143');
  });
});

test('credit memos are applied by people, beside payments, and taken back', async () => {
  const [memo, one, two] = [await newMemo(15), await newInvoice(10), await newInvoice(10)];
  await record(4, [to(one, 4)]);
  const applyCredit = (invoices: object[]) => person('applyCredit', { creditMemoId: memo, invoices });
  expect((await applyCredit([to(one, 6.01)])).body.code).toBe('BDC_1143');
  expect((await applyCredit([to(one, 6), to(two, 9.01)])).body.code).toBe('BDC_1143');
  expect((await applyCredit([to(one, 6), to(two, 5)])).status).toBe(200);
  expect(await read('CreditMemo', memo)).toMatchObject({ amount: 15, appliedAmount: 11, creditStatus: '2' });
  expect(await read('Invoice', one)).toMatchObject({ creditAmount: 6, amountDue: 0, paymentStatus: '0' });
  expect((await bill.call('Crud/Delete/CreditMemo', { id: memo })).code).toBe('BDC_1143');
  await applyCredit([to(two, 7)]);
  expect(await read('CreditMemo', memo)).toMatchObject({ appliedAmount: 7 });
  expect(await read('Invoice', one)).toMatchObject({ creditAmount: 0, amountDue: 6, paymentStatus: '2' });
  expect(await read('Invoice', two)).toMatchObject({ creditAmount: 7, amountDue: 3 });
  const credits = (await list('InvoiceCredit')).map((each: any) => `${each.isActive} ${each.amount}`);
  expect(credits.sort()).toEqual(['1 7', '2 6']);
  expect((await bill.create('InvoiceCredit', { creditMemoId: memo })).code).toBe('BDC_1121');
});

test('what no call may do', async () => {
  expect((await bill.create('ReceivedPay', { customerId: CUSTOMER })).code).toBe('BDC_1121');
  expect((await bill.create('RPConvFee', { amount: 1 })).code).toBe('BDC_1121');
  expect((await bill.call('ChargeCustomer', { customerId: CUSTOMER })).code).toBe('BDC_1361');
  expect((await bill.call('List/InvoicePay')).code).toBe('BDC_1128');
  const filters = [{ field: 'isActive', op: '=', value: '1' }];
  expect((await bill.call('List/ReceivedPay', { filters })).code).toBe('BDC_1130');
});

test('a seed has payments and credits that count', async () => {
  await bill.close();
  const [invoice, memo] = ['00e01IIIIIIIIIIIIIII', 'ccr01MMMMMMMMMMMMMMM'];
  const payment = { customerId: { name: 'Buyer' }, paymentDate: '2024-02-01', amount: 6, convFeeAmount: 1 };
  const seed = receivablesSeed({
    invoices: [{ id: invoice, ...invoiceHead, invoiceLineItems: [{ price: 10 }] }],
    creditMemos: [{ id: memo, customerId: CUSTOMER, refNumber: 'C', creditDate: '2024-02-01', creditMemoLineItems: [{ price: 3 }] }], // prettier-ignore
    receivedPays: [{ ...payment, invoicePays: [to(invoice, 5)], rPConvFee: [{ amount: 1 }] }],
    invoiceCredits: [{ creditMemoId: memo, ...to(invoice, 3) }],
  });
  bill = await startedBillcom({ now: () => clock, seed });
  expect(await read('Invoice', invoice)).toMatchObject({ amountDue: 2, creditAmount: 3, paymentStatus: '2' });
  expect(await read('CreditMemo', memo)).toMatchObject({ appliedAmount: 3, creditStatus: '0' });
  const [kept] = await list('ReceivedPay');
  expect(kept).toMatchObject({ customerId: CUSTOMER, unappliedAmount: 1, status: '0' });
  expect(await list('RPConvFee')).toMatchObject([{ id: kept.rPConvFee[0].id }]);
});

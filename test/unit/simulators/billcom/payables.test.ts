import { ORGANIZATION, SEED, startedBillcom, UNSET, type StartedBillcom } from './startedBillcom';

const VENDOR = '00901VVVVVVVVVVVVVVV';
const BANK = 'bac01BBBBBBBBBBBBBBB';
const head = { vendorId: VENDOR, invoiceDate: '2024-01-31', dueDate: '2024-02-29' };

let clock: number;
let bill: StartedBillcom;
beforeEach(async () => {
  clock = Date.parse('2024-02-01T12:00:00Z');
  const [alpha, beta] = SEED.organizations;
  const bankAccounts = [{ id: BANK, bankName: 'Bank', primaryAP: true }];
  const vendors = [...(alpha?.vendors ?? []), { id: '00901WWWWWWWWWWWWWWW', name: 'Other' }];
  const seed = { ...SEED, organizations: [{ ...alpha, vendors, bankAccounts }, beta] };
  bill = await startedBillcom({ now: () => clock, seed });
});
afterEach(() => bill.close());

const newBill = async (amount: number, more: object = {}): Promise<any> =>
  (await bill.create('Bill', { ...head, invoiceNumber: '1', billLineItems: [{ amount }], ...more })).data;
const newCredit = async (amount: number): Promise<any> => {
  const lines = { vendorCreditLineItems: [{ amount }] };
  return (await bill.create('VendorCredit', { vendorId: VENDOR, refNumber: 'C', creditDate: '2024-01-31', ...lines })).data;
}; // prettier-ignore
const read = async (entity: string, id: string): Promise<any> =>
  (await bill.call(`Crud/Read/${entity}`, { id })).data;
const person = (action: string, body: object) => bill.control('POST', `/person/${action}`, body);
const pay = (bills: object[], more: object = {}) =>
  person('pay', { organization: ORGANIZATION, bills, processDate: '2024-02-05', ...more });

test('a bill has item lines, numbered, with an amount of quantity and price, and is posted on its date', async () => {
  const made = await newBill(0, { billLineItems: [{ quantity: 3, unitPrice: 1.115 }, { amount: 2 }] });
  expect(made).toMatchObject({
    amount: 5.35,
    dueAmount: 5.35,
    glPostingDate: '2024-01-31',
    paymentStatus: '1',
  });
  expect(made.billLineItems).toMatchObject([
    { amount: 3.35, lineOrder: 0, billId: made.id },
    { amount: 2, lineOrder: 1, billId: made.id },
  ]);
});

test('drafts of people need nothing and can be finished', async () => {
  const { body } = await person('draft', { organization: ORGANIZATION, obj: { invoiceNumber: '7' } });
  expect(body).toMatchObject({ isAutoSaved: true, vendorId: UNSET });
  expect((await pay([{ billId: body.id, amount: 0 }])).body.code).toBe('BDC_1143');
  const obj = { ...head, billLineItems: [{ amount: 1 }] };
  expect((await person('finish', { id: body.id, obj })).body).toMatchObject({
    isAutoSaved: false,
    amount: 1,
  });
});

test('people approve, callers cannot', async () => {
  const made = await newBill(1, { approvalStatus: '3' });
  expect(made.approvalStatus).toBe('0');
  await person('approve', { entity: 'Bill', id: made.id });
  expect((await read('Bill', made.id)).approvalStatus).toBe('3');
});

test('a payment is scheduled, leaves in the batch of its day and is paid', async () => {
  const [one, two] = [await newBill(10), await newBill(20)];
  const payment = (await pay([{ billId: one.id, amount: 10 }, { billId: two.id, amount: 5 }])).body; // prettier-ignore
  expect(payment).toMatchObject({ amount: 15, status: '1', isOnline: true, bankAccountId: BANK });
  expect(payment.name).toMatch(/^P\d{8} - \d{7}$/);
  expect(await read('Bill', one.id)).toMatchObject({
    scheduledAmount: 10,
    paidAmount: null,
    paymentStatus: '4',
  });
  const batch = (upTo: string) => person('batch', { organization: ORGANIZATION, upTo, isConfirmed: false });
  expect((await batch('2024-02-04')).body).toEqual([]);
  const [movement] = (await batch('2024-02-05')).body;
  expect(movement).toMatchObject({ type: '1', amount: -15, status: '0', processDate: '2024-02-05' });
  const filters = [{ field: 'status', op: '=', value: '1' }];
  expect((await bill.call('List/MoneyMovement', { filters })).data).toEqual([]);
  await person('movement', { id: movement.id, to: 'confirmed' });
  expect((await bill.call('List/MoneyMovement', { filters, nested: true })).data).toMatchObject([
    { id: movement.id, moneyMovementItems: [{ sentPayId: payment.id, amount: -15 }] },
  ]);
  expect(await read('Bill', one.id)).toMatchObject({ paidAmount: 10, dueAmount: 0, paymentStatus: '0' });
  expect(await read('Bill', two.id)).toMatchObject({ paidAmount: 5, dueAmount: 15, paymentStatus: '2' });
  expect((await batch('2024-02-05')).body).toEqual([]);
});

test('credits ride on a payment, wholly too, and are free again after a void', async () => {
  const [one, credit] = [await newBill(10), await newCredit(15)];
  const credits = [{ vendorCreditId: credit.id, amount: 10 }];
  const payment = (await pay([{ billId: one.id, amount: 0, credits }])).body;
  expect(payment).toMatchObject({ amount: 0, billPays: [], billCredits: [{ billId: one.id, amount: 10 }] });
  expect(await read('Bill', one.id)).toMatchObject({ creditAmount: 10, dueAmount: 0, paymentStatus: '0' });
  expect(await read('VendorCredit', credit.id)).toMatchObject({ appliedAmount: 10, creditStatus: '2' });
  expect((await bill.call('List/BillCredit')).data).toMatchObject([
    { vendorCreditId: credit.id, sentPayId: payment.id },
  ]);
  await person('batch', { organization: ORGANIZATION, upTo: '2024-02-05' });
  expect((await bill.call('List/MoneyMovement')).data).toEqual([]);
  await person('payment', { id: payment.id, to: 'void' });
  expect(await read('Bill', one.id)).toMatchObject({ creditAmount: 0, dueAmount: 10, paymentStatus: '1' });
  expect(await read('VendorCredit', credit.id)).toMatchObject({ appliedAmount: 0, creditStatus: '1' });
});

test('a request to void is not a void; a void and a failure are, and money that comes back is a movement', async () => {
  const one = await newBill(10);
  const payment = (await pay([{ billId: one.id, amount: 10 }])).body;
  await person('batch', { organization: ORGANIZATION, upTo: '2024-02-05' });
  clock += 60_000;
  await person('payment', { id: payment.id, to: 'requestVoid' });
  const asked = await read('SentPay', payment.id);
  expect(asked).toMatchObject({ status: '2', updatedTime: '2024-02-01T12:01:00.000+0000' });
  expect(asked.voidStatus).toBeUndefined();
  expect((await person('payment', { id: payment.id, to: 'cancel' })).body.code).toBe('BDC_1143');
  await person('payment', { id: payment.id, to: 'fail', returnedOn: '2024-02-09' });
  expect(await read('SentPay', payment.id)).toMatchObject({ status: '4' });
  expect(await read('Bill', one.id)).toMatchObject({ dueAmount: 10, paymentStatus: '1' });
  const amounts = (await bill.call('List/MoneyMovement')).data.map((each: any) => each.amount);
  expect(amounts.sort()).toEqual([-10, 10]);
});

test('a payment in approval can be canceled', async () => {
  const one = await newBill(10);
  const payment = (await pay([{ billId: one.id, amount: 10 }], { status: 'approving' })).body;
  expect((await read('SentPay', payment.id)).status).toBe('0');
  await person('payment', { id: payment.id, to: 'cancel' });
  expect(await read('SentPay', payment.id)).toMatchObject({ status: '3' });
  expect(await read('Bill', one.id)).toMatchObject({ scheduledAmount: 0, paymentStatus: '1' });
});

test('more than what is due, another vendor and a smaller bill are refused', async () => {
  const [one, credit] = [await newBill(10), await newCredit(4)];
  const other = await newBill(10, { vendorId: '00901WWWWWWWWWWWWWWW' });
  const codeOf = async (bills: object[]) => (await pay(bills)).body.code;
  expect(await codeOf([{ billId: one.id, amount: 10.01 }])).toBe('BDC_1143');
  expect(await codeOf([{ billId: one.id, amount: 1 }, { billId: other.id, amount: 1 }])).toBe('BDC_1143'); // prettier-ignore
  const credits = [{ vendorCreditId: credit.id, amount: 5 }];
  expect(await codeOf([{ billId: one.id, amount: 0, credits }])).toBe('BDC_1143');
  await pay([{ billId: one.id, amount: 6 }], { status: 'paid', isOnline: false });
  const obj = { entity: 'Bill', id: one.id, ...head, invoiceNumber: '1', billLineItems: [{ amount: 5 }] };
  expect((await bill.call('Crud/Update/Bill', { obj })).code).toBe('BDC_1143');
  expect((await bill.create('SentPay', { vendorId: VENDOR })).code).toBe('BDC_1121');
});

describe('RecordAPPayment', () => {
  const request = { vendorId: VENDOR, processDate: '2024-02-03', toPrintCheck: false };

  test('records an outside payment, paid at once; the amount of a bill is cash and credit', async () => {
    const [one, credit] = [await newBill(10), await newCredit(4)];
    const { data } = await bill.call('RecordAPPayment', {
      ...request,
      syncReference: '1001',
      billPays: [{ billId: one.id, amount: 10 }],
      billCredits: [{ billId: one.id, vendorCreditId: credit.id, amount: 4 }],
    });
    expect(data).toMatchObject({ amount: 6, status: '2', isOnline: false, syncReference: '1001' });
    expect(data.billPays).toMatchObject([{ amount: 6, allowExport: true, paymentStatus: '2' }]);
    expect(await read('Bill', one.id)).toMatchObject({ dueAmount: 0, paymentStatus: '0' });
  });

  test('v3 can keep it from being exported', async () => {
    const one = await newBill(10);
    const response = await fetch(`${bill.base}/connect/v3/bills/record-payment`, {
      method: 'POST',
      headers: { devKey: 'key-1', sessionId: bill.session },
      body: JSON.stringify({ ...request, allowExport: false, payments: [{ billId: one.id, amount: 10 }] }),
    });
    const { id } = (await response.json()) as { id: string };
    expect((await read('SentPay', id)).billPays).toMatchObject([{ allowExport: false }]);
  });

  test('v3 wants to know whether the check is to be printed, and knows no more than is documented', async () => {
    const one = await newBill(10);
    const body = { ...request, payments: [{ billId: one.id, amount: 10 }] };
    const refused = async (sent: object): Promise<string> => {
      const response = await fetch(`${bill.base}/connect/v3/bills/record-payment`, {
        method: 'POST',
        headers: { devKey: 'key-1', sessionId: bill.session },
        body: JSON.stringify(sent),
      });
      const [error] = (await response.json()) as { code: string }[];
      return `${response.status} ${error?.code}`;
    };
    expect(await refused({ ...body, toPrintCheck: undefined })).toBe('400 BDC_1117');
    expect(await refused({ ...body, chartOfAccountId: 'x' })).toBe('400 BDC_1002');
    expect(await refused({ ...body, payments: [{ billId: one.id, amount: 11 }] })).toBe('400 BDC_1143');
  });

  test('a sync token may not be trusted with it', async () => {
    const token = (await bill.logIn({ userName: 'sync', password: 'token' })).data.sessionId;
    await bill.control('POST', '/faults', { tokenRefuses: ['RecordAPPayment'] });
    const data = { ...request, billPays: [{ billId: 'x', amount: 1 }] };
    expect((await bill.call('RecordAPPayment', data, { sessionId: token })).code).toBe('BDC_1361');
    expect((await bill.call('RecordAPPayment', data)).code).toBe('BDC_1205');
    expect((await bill.call('PayBills', {})).code).toBe('BDC_1361');
  });
});

test('the bank balance is one for the organization', async () => {
  expect((await bill.call('GetBankBalance')).data).toEqual({ bankBalance: null, bankBalanceDate: null });
  await bill.call('SetBankBalance', { bankBalance: 12.5, bankBalanceDate: '2024-02-01' });
  expect((await bill.call('GetBankBalance')).data).toEqual({
    bankBalance: 12.5,
    bankBalanceDate: '2024-02-01',
  });
  expect((await bill.call('SetBankBalance', { bankBalance: 'x', bankBalanceDate: '2024-02-01' })).code).toBe(
    'BDC_1129',
  );
});

test('the nightly job makes the lines of paid bills anew, and changes nothing else', async () => {
  const [paid, open] = [await newBill(10), await newBill(10)];
  await pay([{ billId: paid.id, amount: 10 }], { status: 'paid', isOnline: false });
  clock += 86_400_000;
  expect((await person('nightly', { organization: ORGANIZATION })).body).toEqual({ bills: 1 });
  const { Bill } = (await bill.control('GET', `/books?organization=${ORGANIZATION}`)).body.entities;
  const kept = (id: string) => Bill.find((each: any) => each.id === id);
  const after = kept(paid.id);
  expect(after.billLineItems).toMatchObject([{ amount: 10, lineOrder: 0 }]);
  expect(after.billLineItems[0].id).not.toBe(paid.billLineItems[0].id);
  expect(after.updatedTime).toBe('2024-02-02T12:00:00.000+0000');
  expect(kept(open.id).billLineItems[0].id).toBe(open.billLineItems[0].id);
});

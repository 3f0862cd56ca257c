import { openScene, type Scene } from '../exchange/scene';
import { field } from '../../unit/simulators/quickbooks/testCompany';
import { openPc, type QuickBooksPc, type Reading } from './quickBooksPc';

/** Bill payments by check and by credit card: two lists of QuickBooks whose records are of one entity. */

const daySeconds = 24 * 3_600;
const entities = ['billPayment'] as const;
let scene: Scene;
let world: QuickBooksPc;
beforeAll(async () => {
  scene = await openScene();
});
beforeEach(async () => {
  world = await openPc(scene, {
    accounts: [
      { Name: 'Accounts Payable', AccountType: 'AccountsPayable' },
      { Name: 'Checking', AccountType: 'Bank' },
      { Name: 'Company Visa', AccountType: 'CreditCard' },
      { Name: 'Rent', AccountType: 'Expense' },
    ],
    vendors: [{ Name: 'Acme' }],
  });
});
afterEach(() => {
  world.pc.remove();
});
afterAll(() => scene.end());

/** Somebody enters a bill and pays it. @returns the TxnID of the payment. */
async function paid(from: 'Checking' | 'Company Visa', number: string): Promise<string> {
  const bill = await world.pc.done(
    `<BillAddRq><BillAdd><VendorRef><FullName>Acme</FullName></VendorRef><RefNumber>B-${number}</RefNumber><ExpenseLineAdd><AccountRef><FullName>Rent</FullName></AccountRef><Amount>10.00</Amount></ExpenseLineAdd></BillAdd></BillAddRq>`,
  );
  const [kind, ref] =
    from === 'Checking'
      ? ['BillPaymentCheck', 'BankAccountRef']
      : ['BillPaymentCreditCard', 'CreditCardAccountRef'];
  const payment = await world.pc.done(
    `<${kind}AddRq><${kind}Add><PayeeEntityRef><FullName>Acme</FullName></PayeeEntityRef><${ref}><FullName>${from}</FullName></${ref}><RefNumber>${number}</RefNumber><AppliedToTxnAdd><TxnID>${field(bill, 'TxnID') ?? ''}</TxnID><PaymentAmount>10.00</PaymentAmount></AppliedToTxnAdd></${kind}Add></${kind}AddRq>`,
  );
  return field(payment, 'TxnID') ?? '';
}

const read = async (): Promise<Reading> => {
  const reading = await world.read({ entities });
  expect(reading).toMatchObject({ failure: undefined, refused: [] });
  return reading;
};
const living = async (): Promise<Record<string, string | undefined>> =>
  Object.fromEntries(
    (await world.records('billPayment'))
      .filter(({ deleted }) => !deleted)
      .map(({ fields, facts }) => [String(fields.name), facts.kind]),
  );
const remove = async (kind: string, id: string): Promise<void> => {
  const answer = await world.pc.askOne(
    `<TxnDelRq><TxnDelType>${kind}</TxnDelType><TxnID>${id}</TxnID></TxnDelRq>`,
  );
  expect(answer.attributes.statusCode).toBe('0');
};

test('both are read, each from its own cursor, and what is new of them in one message set', async () => {
  await paid('Checking', '1001');
  await paid('Company Visa', 'V1');
  await read();
  expect(await living()).toEqual({ '1001': undefined, V1: 'BillPaymentCreditCard' });
  for (const name of ['billPayment', 'cardPayment'] as const)
    expect(await world.cursor(name)).toMatchObject({ cursor: expect.any(String), rows: 1 });

  world.pc.later(60);
  const gone = await paid('Company Visa', 'V2');
  expect((await read()).asked).toHaveLength(1);
  expect(await living()).toMatchObject({ V2: 'BillPaymentCreditCard' });
  expect(await world.records('cardPayment')).toEqual([]);

  await remove('BillPaymentCreditCard', gone);
  expect((await read()).asked).toHaveLength(1);
  expect(Object.keys(await living())).toEqual(['1001', 'V1']);
});

test('comparing one as a whole misses nothing of the other', async () => {
  await paid('Checking', '1001');
  const check = await paid('Checking', '1002');
  await paid('Company Visa', 'V1');
  const card = await paid('Company Visa', 'V2');
  await read();
  await remove('BillPaymentCheck', check);
  await remove('BillPaymentCreditCard', card);
  // Longer ago than QuickBooks remembers what was deleted.
  world.pc.later(100 * daySeconds);
  await paid('Checking', '1003');
  await paid('Company Visa', 'V3');
  await read();
  expect(Object.keys(await living()).sort()).toEqual(['1001', '1002', '1003', 'V1', 'V2', 'V3']);

  await world.age('cardPayment', 25);
  await read();
  expect(Object.keys(await living()).sort()).toEqual(['1001', '1002', '1003', 'V1', 'V3']);
  expect(await world.cursor('cardPayment')).toMatchObject({ rows: 2 });
  await world.age('billPayment', 25);
  await read();
  expect(Object.keys(await living()).sort()).toEqual(['1001', '1003', 'V1', 'V3']);
});

import { children, field, sequenceOf } from './testCompany';
import { add, applied, expense, modTxn, named, Payables, payment, setCredit, txnIdOf } from './payables';

let company: Payables;
beforeEach(() => {
  company = new Payables();
});
afterEach(() => {
  company.remove();
});

const remove = (kind: string, id: string) =>
  `<TxnDelRq><TxnDelType>${kind}</TxnDelType><TxnID>${id}</TxnID></TxnDelRq>`;
const makeVoid = (kind: string, id: string) =>
  `<TxnVoidRq><TxnVoidType>${kind}</TxnVoidType><TxnID>${id}</TxnID></TxnVoidRq>`;

test('a payment pays bills, touches them and moves money', async () => {
  const one = await company.bill('60.00');
  const two = await company.bill('40.00');
  company.later(10);
  const paid = await company.pay(applied(txnIdOf(one), '60.00') + applied(txnIdOf(two), '15.00'));
  expect(field(paid, 'Amount')).toBe('75.00');
  const applications = children(paid, 'AppliedToTxnRet');
  expect(applications.map((each) => [field(each, 'Amount'), field(each, 'BalanceRemaining')])).toEqual([
    ['60.00', '0.00'],
    ['15.00', '25.00'],
  ]);
  const [first, second] = [await company.see('Bill', txnIdOf(one)), await company.see('Bill', txnIdOf(two))];
  expect([field(first, 'IsPaid'), field(first, 'OpenAmount')]).toEqual(['true', '0.00']);
  expect([field(second, 'IsPaid'), field(second, 'OpenAmount')]).toEqual(['false', '25.00']);
  expect(sequenceOf(first)).not.toBe(sequenceOf(one));
  expect(field(first, 'TimeModified')).not.toBe(field(one, 'TimeModified'));
  expect(field(first, 'LinkedTxn', 'TxnID')).toBe(txnIdOf(paid));
  expect(field(first, 'LinkedTxn', 'Amount')).toBe('-60.00');
  expect(await company.balance('Vendor', 'Lumber Co')).toBe('25.00');
  expect(await company.balance('Account', 'Money Out Clearing')).toBe('-75.00');
});

test('what cannot be is refused, and nothing is booked', async () => {
  const bill = txnIdOf(await company.bill('10.00'));
  const foreign = txnIdOf(await company.bill('10.00', '', 'Tile Co'));
  const other = txnIdOf(await company.bill('10.00', named('APAccountRef', 'Other Payables')));
  const credit = txnIdOf(await company.credit('4.00'));
  const codeOf = (request: string) => company.code(request);
  expect(await codeOf(payment(applied(bill, '10.01')))).toBe(3210);
  expect(await codeOf(payment(applied(foreign, '1.00')))).toBe(3210);
  expect(await codeOf(payment(applied(other, '1.00')))).toBe(3210);
  expect(await codeOf(payment(applied('FFF-1', '1.00')))).toBe(3120);
  expect(await codeOf(payment(applied(bill, '1.00'), { bank: 'Card' }))).toBe(3140);
  expect(await codeOf(payment(applied(bill, '1.00'), { payables: 'Checking' }))).toBe(3140);
  expect(await codeOf(payment(applied(bill, '1.00') + applied(bill, '1.00')))).toBe(3177);
  expect(await codeOf(payment(applied(bill, '')))).toBe(3150);
  expect(await codeOf(payment(applied(bill, '-1.00')))).toBe(3210);
  expect(await codeOf(payment(applied(bill, '1.00', setCredit(credit, '4.01'))))).toBe(3210);
  expect(await codeOf(payment(applied(bill, '7.00', setCredit(credit, '4.00'))))).toBe(3210);
  expect(await codeOf(payment(applied(credit, '1.00')))).toBe(3210);
  expect(await company.balance('Account', 'Money Out Clearing')).toBe('0.00');
  const answer = await company.askOne(payment(applied(bill, '1.00'), { bank: 'Card' }));
  expect(answer.attributes.statusMessage).toContain('QuickBooks Check Account');
  expect(answer.attributes.statusMessage).toContain('The account for this transaction must be of type Bank.');
  await company.pay(applied(bill, '10.00'));
  const again = await company.askOne(payment(applied(bill, '0.01')));
  expect([again.attributes.statusCode, again.attributes.statusMessage]).toEqual([
    '3210',
    'You cannot pay more than the amount due.',
  ]);
});

test('a number of 12 characters and a number beside IsToBePrinted are refused by the parser', async () => {
  const bill = txnIdOf(await company.bill('10.00'));
  for (const number of ['123456789012', '1</RefNumber><IsToBePrinted>true</IsToBePrinted><RefNumber>']) {
    expect(await company.send(payment(applied(bill, '1.00'), { number }))).toHaveProperty('hresult');
  }
});

test('credits are applied with a payment', async () => {
  const bill = txnIdOf(await company.bill('10.00'));
  const credit = txnIdOf(await company.credit('4.00'));
  const paid = await company.pay(applied(bill, '6.00', setCredit(credit, '4.00')));
  expect(field(paid, 'Amount')).toBe('6.00');
  const [application] = children(paid, 'AppliedToTxnRet');
  expect(application && field(application, 'LinkedTxn', 'TxnID')).toBe(credit);
  const links = children(await company.see('Bill', bill), 'LinkedTxn');
  expect(links.map((link) => [field(link, 'TxnType'), field(link, 'Amount')])).toEqual([
    ['BillPaymentCheck', '-6.00'],
    ['VendorCredit', '-4.00'],
  ]);
  const after = await company.see('VendorCredit', credit);
  expect([field(after, 'OpenAmount'), field(after, 'LinkedTxn', 'TxnID')]).toEqual(['0.00', bill]);
  expect(await company.balance('Vendor', 'Lumber Co')).toBe('0.00');
});

test('a credit alone makes no transaction: done, without a TxnID, and the links are there', async () => {
  const bill = txnIdOf(await company.bill('10.00'));
  const credit = txnIdOf(await company.credit('4.00'));
  const answer = await company.askOne(payment(applied(bill, '', setCredit(credit, '3.00'))));
  expect([answer.attributes.statusCode, answer.children]).toEqual(['0', []]);
  expect(await company.code('<BillPaymentCheckQueryRq/>')).toBe(1);
  await company.askOne(payment(applied(bill, '0.00', setCredit(credit, '1.00'))));
  const after = await company.see('Bill', bill);
  expect([field(after, 'OpenAmount'), field(after, 'LinkedTxn', 'Amount')]).toEqual(['6.00', '-4.00']);
  company.turn({ creditOnlyAnswer: 'retWithoutId' });
  const more = txnIdOf(await company.credit('1.00'));
  const ret = await company.done(payment(applied(bill, '', setCredit(more, '1.00'))));
  expect(field(ret, 'TxnID')).toBeUndefined();
});

test('a discount closes a bill and posts to its account', async () => {
  const bill = txnIdOf(await company.bill('10.00'));
  const discount = `<DiscountAmount>1.00</DiscountAmount>${named('DiscountAccountRef', 'Discounts')}`;
  const paid = await company.pay(applied(bill, '9.00', discount));
  const [application] = children(paid, 'AppliedToTxnRet');
  expect(application && field(application, 'DiscountAmount')).toBe('1.00');
  expect(field(await company.see('Bill', bill), 'IsPaid')).toBe('true');
  expect(await company.balance('Account', 'Discounts')).toBe('1.00');
});

test('a Mod replaces all applications, and cannot change the payee', async () => {
  const one = txnIdOf(await company.bill('10.00'));
  const two = txnIdOf(await company.bill('20.00'));
  const paid = await company.pay(applied(one, '10.00'));
  const after = await company.done(
    modTxn('BillPaymentCheck', paid, `<RefNumber>P2</RefNumber><AppliedToTxnMod><TxnID>${two}</TxnID><PaymentAmount>20.00</PaymentAmount></AppliedToTxnMod>`),
  ); // prettier-ignore
  expect([field(after, 'Amount'), field(after, 'RefNumber')]).toEqual(['20.00', 'P2']);
  expect(field(await company.see('Bill', one), 'OpenAmount')).toBe('10.00');
  expect(field(await company.see('Bill', two), 'IsPaid')).toBe('true');
  expect(await company.balance('Account', 'Money Out Clearing')).toBe('-20.00');
  expect(await company.send(modTxn('BillPaymentCheck', after, named('PayeeEntityRef', 'Tile Co')))).toHaveProperty('hresult');
  expect(await company.code(modTxn('BillPaymentCheck', after, '<Amount>5.00</Amount>'))).toBe(3210);
}); // prettier-ignore

test('a void keeps the payment with nothing in it, and opens its bills again', async () => {
  const bill = txnIdOf(await company.bill('10.00'));
  const credit = txnIdOf(await company.credit('4.00'));
  const paid = txnIdOf(await company.pay(applied(bill, '6.00', setCredit(credit, '4.00'))));
  company.later(5);
  const seen = await company.see('Bill', bill);
  company.later(5);
  const answer = await company.askOne(makeVoid('BillPaymentCheck', paid));
  expect(field(answer, 'TxnVoidType')).toBe('BillPaymentCheck');
  const after = await company.see('BillPaymentCheck', paid);
  expect([field(after, 'Amount'), field(after, 'Memo')]).toEqual(['0.00', 'VOID:']);
  expect(children(after, 'AppliedToTxnRet')).toEqual([]);
  const open = await company.see('Bill', bill);
  expect([field(open, 'OpenAmount'), field(open, 'IsPaid')]).toEqual(['6.00', 'false']);
  expect(sequenceOf(open)).not.toBe(sequenceOf(seen));
  expect(await company.balance('Account', 'Money Out Clearing')).toBe('0.00');
  expect(await company.balance('Vendor', 'Lumber Co')).toBe('6.00');
  expect(await company.code(makeVoid('BillPaymentCheck', paid))).toBe(3185);
});

test('a credit that a deleted payment applied stays applied, or is free again where a test wants that', async () => {
  for (const [creditsOfUndonePayment, left] of [['stay', '0.00'], ['released', '4.00']] as const) {
    company.turn({ creditsOfUndonePayment });
    const bill = txnIdOf(await company.bill('10.00'));
    const credit = txnIdOf(await company.credit('4.00'));
    const paid = txnIdOf(await company.pay(applied(bill, '6.00', setCredit(credit, '4.00'))));
    await company.askOne(remove('BillPaymentCheck', paid));
    expect(field(await company.see('VendorCredit', credit), 'OpenAmount')).toBe(left);
  }
}); // prettier-ignore

test('a bill with payments can neither be deleted, voided, made smaller than they are nor given to another vendor', async () => {
  const bill = await company.bill('10.00');
  const paid = txnIdOf(await company.pay(applied(txnIdOf(bill), '6.00')));
  const now = await company.see('Bill', txnIdOf(bill));
  expect(await company.code(remove('Bill', txnIdOf(bill)))).toBe(3160);
  expect(await company.code(makeVoid('Bill', txnIdOf(bill)))).toBe(3185);
  expect(await company.code(modTxn('Bill', now, named('VendorRef', 'Tile Co')))).toBe(3210);
  const line = `<ExpenseLineMod><TxnLineID>-1</TxnLineID>${named('AccountRef', 'Job Expenses')}<Amount>5.99</Amount></ExpenseLineMod>`;
  expect(await company.code(modTxn('Bill', now, line))).toBe(3210);
  expect((await company.askOne(remove('BillPaymentCheck', paid))).attributes.statusCode).toBe('0');
  expect((await company.askOne(remove('Bill', txnIdOf(bill)))).attributes.statusCode).toBe('0');
  const deleted = await company.askOne(
    '<TxnDeletedQueryRq><TxnDelType>Bill</TxnDelType><TxnDelType>BillPaymentCheck</TxnDelType></TxnDeletedQueryRq>',
  );
  expect(deleted.children.map((each) => [field(each, 'TxnDelType'), field(each, 'TxnID')])).toEqual([
    ['BillPaymentCheck', paid],
    ['Bill', txnIdOf(bill)],
  ]);
  expect(await company.code(`<BillQueryRq><TxnID>${txnIdOf(bill)}</TxnID></BillQueryRq>`)).toBe(500);
});

test('bills are paid by card, from an account of that type only', async () => {
  const bill = txnIdOf(await company.bill('10.00'));
  const byCard = (account: string) =>
    add('BillPaymentCreditCard', `${named('PayeeEntityRef', 'Lumber Co')}${named('CreditCardAccountRef', account)}${applied(bill, '10.00')}`);
  expect(await company.code(byCard('Checking'))).toBe(3140);
  await company.done(byCard('Card'));
  expect(await company.balance('Account', 'Card')).toBe('10.00');
}); // prettier-ignore

test('what transactions use cannot be deleted, and goes with a merge', async () => {
  await company.bill('10.00');
  const vendor = await company.done('<VendorQueryRq><FullName>Lumber Co</FullName></VendorQueryRq>');
  const inUse = `<ListDelRq><ListDelType>Vendor</ListDelType><ListID>${field(vendor, 'ListID') ?? ''}</ListID></ListDelRq>`;
  expect(await company.code(inUse)).toBe(3160);
  const bill = await company.done(
    add('Bill', `${named('VendorRef', 'Tile Co')}${expense('1.00', '', 'Discounts')}`),
  );
  expect(field(bill, 'VendorRef', 'FullName')).toBe('Tile Co');
});

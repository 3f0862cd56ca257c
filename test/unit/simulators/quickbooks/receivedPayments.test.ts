import type { XmlElement } from '../../../../simulators/quickbooks/language/xmlTree';
import { applied, modTxn, named, setCredit, txnIdOf } from './payables';
import { receipt, Receivables, remove } from './receivables';
import { children, field, sequenceOf } from './testCompany';

let company: Receivables;
beforeEach(() => {
  company = new Receivables();
});
afterEach(() => {
  company.remove();
});

const fields = (ret: XmlElement, ...names: string[]) => names.map((name) => field(ret, name));
const auto = (isAuto = true) => `<IsAutoApply>${String(isAuto)}</IsAutoApply>`;
const appliedNow = (invoice: XmlElement, amount: string, more = '') =>
  `<AppliedToTxnMod><TxnID>${txnIdOf(invoice)}</TxnID><PaymentAmount>${amount}</PaymentAmount>${more}</AppliedToTxnMod>`;
const openOf = async (...invoices: XmlElement[]) => {
  const open: (string | undefined)[] = [];
  for (const each of invoices) open.push(...(await company.fieldsOf('Invoice', each, 'BalanceRemaining')));
  return open;
};

test('a payment pays invoices, touches them, and lies in Undeposited Funds, which QuickBooks makes', async () => {
  const one = await company.invoice('60.00');
  const two = await company.invoice('40.00');
  company.later(10);
  const ret = await company.receive('80.00', applied(txnIdOf(one), '60.00') + applied(txnIdOf(two), '15.00'), {
    number: '12345678901234567890',
    more: named('PaymentMethodRef', 'Check'),
  });
  expect(fields(ret, 'TotalAmount', 'UnusedPayment', 'UnusedCredits', 'RefNumber')).toEqual([
    '80.00', '5.00', '0.00', '12345678901234567890',
  ]);
  expect(field(ret, 'DepositToAccountRef', 'FullName')).toBe('Undeposited Funds');
  expect(field(ret, 'PaymentMethodRef', 'FullName')).toBe('Check');
  const parts = children(ret, 'AppliedToTxnRet').map((each) => fields(each, 'TxnType', 'Amount', 'BalanceRemaining'));
  expect(parts).toEqual([['Invoice', '60.00', '0.00'], ['Invoice', '15.00', '25.00']]);
  const first = await company.see('Invoice', txnIdOf(one));
  expect(fields(first, 'IsPaid', 'AppliedAmount', 'BalanceRemaining')).toEqual(['true', '-60.00', '0.00']);
  expect([field(first, 'LinkedTxn', 'TxnType'), field(first, 'LinkedTxn', 'Amount')]).toEqual(['ReceivePayment', '-60.00']);
  expect(sequenceOf(first)).not.toBe(sequenceOf(one));
  expect(field(first, 'TimeModified')).not.toBe(field(one, 'TimeModified'));
  expect(await company.balance('Customer', 'Kern')).toBe('20.00');
  expect(await company.balance('Account', 'Undeposited Funds')).toBe('80.00');
  expect(await company.balance('Account', 'Accounts Receivable')).toBe('20.00');
}); // prettier-ignore

test('what cannot be is refused, and nothing is booked', async () => {
  const invoice = txnIdOf(await company.invoice('10.00', 'Kern:Kitchen'));
  const foreign = txnIdOf(await company.invoice('10.00', 'Abel'));
  const other = txnIdOf(await company.invoice('10.00', 'Kern', named('ARAccountRef', 'Other Receivables')));
  const pending = txnIdOf(await company.invoice('10.00', 'Kern', '<IsPending>true</IsPending>'));
  const memo = txnIdOf(await company.creditMemo('4.00'));
  const codes: [request: string, code: number][] = [
    [receipt('20.00', applied(invoice, '10.01')), 3210],
    [receipt('9.99', applied(invoice, '10.00')), 3210],
    [receipt('1.00', applied(foreign, '1.00')), 3210],
    [receipt('1.00', applied(other, '1.00')), 3210],
    [receipt('1.00', applied(pending, '1.00')), 3210],
    [receipt('1.00', applied(invoice, '1.00'), { customer: 'Kern:Bath' }), 3210],
    [receipt('1.00', applied(invoice, '1.00', setCredit(memo, '1.00'))), 3210],
    [receipt('1.00', applied(memo, '1.00')), 3210],
    [receipt('1.00', applied(invoice, '-1.00')), 3210],
    [receipt('1.00', applied(invoice, '')), 3150],
    [receipt('2.00', applied(invoice, '1.00') + applied(invoice, '1.00')), 3177],
    [receipt('1.00', applied('FFF-1', '1.00')), 3120],
    [receipt('-1.00', auto()), 3180],
    [receipt('0.00', auto(false)), 3180],
    [receipt('1.00', auto(), { receivables: 'Checking' }), 3140],
    [receipt('1.00', auto(), { depositTo: 'Sales' }), 3140],
    [receipt('1.00', auto(), { more: named('PaymentMethodRef', 'Shells') }), 3140],
    [receipt('', auto()), 3150],
  ];
  for (const [request, code] of codes)
    expect([request, await company.code(request)]).toEqual([request, code]);
  expect(await company.code('<ReceivePaymentQueryRq/>')).toBe(1);
  expect(await company.code('<AccountQueryRq><FullName>Undeposited Funds</FullName></AccountQueryRq>')).toBe(
    500,
  );
  const answer = await company.askOne(receipt('129.43', applied(invoice, '129.43')));
  expect(answer.attributes.statusMessage).toBe(
    'The "AppliedToTxnAdd payment amount" field has an invalid value "129.43".  QuickBooks error message: You cannot pay more than the amount due.',
  );
  const both = receipt('1.00', auto() + applied(invoice, '1.00'));
  expect(await company.send(both)).toHaveProperty('hresult', '0x80040400');
  expect(await company.send(receipt('1.00', ''))).toHaveProperty('hresult', '0x80040400');
});

test('one payment of a customer pays invoices of several jobs, each under its own name', async () => {
  const kitchen = await company.invoice('30.00', 'Kern:Kitchen');
  const bath = await company.invoice('20.00', 'Kern:Bath');
  const own = await company.invoice('10.00');
  await company.receive('70.00', applied(txnIdOf(kitchen), '30.00') + applied(txnIdOf(bath), '15.00') + applied(txnIdOf(own), '10.00'));
  expect(await company.balance('Customer', 'Kern:Kitchen')).toBe('0.00');
  expect(await company.balance('Customer', 'Kern:Bath')).toBe('5.00');
  expect(await company.balance('Customer', 'Kern')).toBe('-15.00');
  expect(await company.balance('Customer', 'Kern', 'TotalBalance')).toBe('-10.00');
  const job = await company.receive('5.00', applied(txnIdOf(bath), '5.00'), { customer: 'Kern:Bath' });
  expect(field(job, 'CustomerRef', 'FullName')).toBe('Kern:Bath');
  expect(await openOf(kitchen, bath, own)).toEqual(['0.00', '0.00', '0.00']);
}); // prettier-ignore

test('IsAutoApply pays the invoice of exactly this amount, else the oldest', async () => {
  const may = await company.invoice('30.00', 'Kern', '<TxnDate>2026-05-01</TxnDate>');
  const april = await company.invoice('20.00', 'Kern:Bath', '<TxnDate>2026-04-01</TxnDate>');
  const june = await company.invoice('45.00', 'Kern', '<TxnDate>2026-06-01</TxnDate>');
  await company.receive('45.00', auto());
  expect(await openOf(may, april, june)).toEqual(['30.00', '20.00', '0.00']);
  const ret = await company.receive('60.00', auto());
  expect(await openOf(may, april, june)).toEqual(['0.00', '0.00', '0.00']);
  expect(field(ret, 'UnusedPayment')).toBe('10.00');
  const kept = await company.receive('5.00', auto(false));
  expect([field(kept, 'UnusedPayment'), children(kept, 'AppliedToTxnRet')]).toEqual(['5.00', []]);
});

test('credit memos and discounts are applied with a payment, or credits alone without one', async () => {
  const invoice = await company.invoice('100.00');
  const memo = await company.creditMemo('30.00');
  const discount = `<DiscountAmount>5.00</DiscountAmount>${named('DiscountAccountRef', 'Discounts Given')}`;
  expect(await company.code(receipt('1.00', applied(txnIdOf(invoice), '1.00', '<DiscountAmount>5.00</DiscountAmount>')))).toBe(3180);
  const ret = await company.receive('50.00', applied(txnIdOf(invoice), '50.00', setCredit(txnIdOf(memo), '20.00') + discount));
  expect(fields(ret, 'UnusedPayment', 'UnusedCredits')).toEqual(['0.00', '10.00']);
  const [part] = children(ret, 'AppliedToTxnRet');
  expect(part && fields(part, 'Amount', 'DiscountAmount', 'BalanceRemaining')).toEqual(['50.00', '5.00', '25.00']);
  expect(part && field(part, 'LinkedTxn', 'TxnID')).toBe(txnIdOf(memo));
  expect(await company.balance('Account', 'Discounts Given')).toBe('-5.00');
  const alone = await company.askOne(receipt('0.00', applied(txnIdOf(invoice), '', setCredit(txnIdOf(memo), '10.00'))));
  expect([alone.attributes.statusCode, alone.children]).toEqual(['0', []]);
  expect((await company.askOne('<ReceivePaymentQueryRq/>')).children).toHaveLength(1);
  expect(await company.fieldsOf('CreditMemo', memo, 'CreditRemaining')).toEqual(['0.00']);
  expect(await company.fieldsOf('Invoice', invoice, 'AppliedAmount', 'BalanceRemaining')).toEqual(['-85.00', '15.00']);
  expect(await company.balance('Customer', 'Kern')).toBe('15.00');
}); // prettier-ignore

test('a Mod applies what was left over, and replaces all earlier applications', async () => {
  const one = await company.invoice('10.00');
  const two = await company.invoice('20.00', 'Kern:Kitchen');
  const ret = await company.receive('25.00', applied(txnIdOf(one), '10.00'));
  const more = await company.done(modTxn('ReceivePayment', ret, appliedNow(one, '10.00') + appliedNow(two, '15.00')));
  expect([field(more, 'UnusedPayment'), await openOf(one, two)]).toEqual(['0.00', ['0.00', '5.00']]);
  expect(await company.balance('Customer', 'Kern:Kitchen')).toBe('5.00');
  const moved = await company.done(modTxn('ReceivePayment', more, appliedNow(two, '20.00')));
  expect([field(moved, 'UnusedPayment'), await openOf(one, two)]).toEqual(['5.00', ['10.00', '0.00']]);
  const memo = await company.done(modTxn('ReceivePayment', moved, '<Memo>m</Memo><TotalAmount>20.00</TotalAmount>'.replace(/(<Memo>.*<\/Memo>)(.*)/, '$2$1')));
  expect([fields(memo, 'TotalAmount', 'Memo'), await openOf(two)]).toEqual([['20.00', 'm'], ['0.00']]);
  const codeOf = (body: string) => company.code(modTxn('ReceivePayment', memo, body));
  expect(await codeOf('<TotalAmount>19.99</TotalAmount>')).toBe(3210);
  expect(await codeOf(appliedNow(two, '20.01'))).toBe(3210);
  expect(await codeOf(named('CustomerRef', 'Abel'))).toBe(3210);
  const off = await company.done(modTxn('ReceivePayment', memo, appliedNow(two, '0.00')));
  expect([field(off, 'UnusedPayment'), children(off, 'AppliedToTxnRet')]).toEqual(['20.00', []]);
  expect(await openOf(one, two)).toEqual(['10.00', '20.00']);
  expect(await company.code(modTxn('ReceivePayment', memo, '<Memo>x</Memo>'))).toBe(3200);
}); // prettier-ignore

test('deleting a payment opens its invoices again; no message voids it, a person can', async () => {
  const invoice = await company.invoice('10.00', 'Kern:Bath');
  const ret = await company.receive('10.00', applied(txnIdOf(invoice), '10.00'), { number: 'R1' });
  const seen = await company.see('Invoice', txnIdOf(invoice));
  const byMessage = `<TxnVoidRq><TxnVoidType>ReceivePayment</TxnVoidType><TxnID>${txnIdOf(ret)}</TxnID></TxnVoidRq>`;
  expect(await company.send(byMessage)).toHaveProperty('hresult', '0x80040400');
  expect(await company.code(remove('Invoice', invoice))).toBe(3160);
  expect(await company.code(remove('ReceivePayment', ret))).toBe(0);
  const open = await company.see('Invoice', txnIdOf(invoice));
  expect(fields(open, 'BalanceRemaining', 'IsPaid')).toEqual(['10.00', 'false']);
  expect(sequenceOf(open)).not.toBe(sequenceOf(seen));
  expect(await company.balance('Account', 'Undeposited Funds')).toBe('0.00');
  expect(await company.balance('Customer', 'Kern:Bath')).toBe('10.00');
  const deleted = await company.done('<TxnDeletedQueryRq><TxnDelType>ReceivePayment</TxnDelType></TxnDeletedQueryRq>');
  expect(fields(deleted, 'TxnID', 'RefNumber')).toEqual([txnIdOf(ret), 'R1']);
}); // prettier-ignore

test('an invoice cannot become smaller than what is paid, unless QuickBooks gives the rest back', async () => {
  const invoice = await company.invoice('50.00', 'Kern:Bath');
  const memo = await company.creditMemo('10.00', 'Kern:Bath');
  const ret = await company.receive('30.00', applied(txnIdOf(invoice), '30.00', setCredit(txnIdOf(memo), '10.00')));
  const smaller = async (amount: string) =>
    modTxn('Invoice', await company.see('Invoice', txnIdOf(invoice)), `<InvoiceLineMod><TxnLineID>-1</TxnLineID>${named('ItemRef', 'Labor')}<Amount>${amount}</Amount></InvoiceLineMod>`);
  expect(await company.code(await smaller('39.99'))).toBe(3210);
  await company.done(await smaller('40.00'));
  company.turn({ smallerThanApplied: 'givesBack' });
  await company.done(await smaller('18.00'));
  expect(await company.fieldsOf('Invoice', invoice, 'AppliedAmount', 'BalanceRemaining', 'IsPaid')).toEqual(['-18.00', '0.00', 'true']);
  expect(await company.fieldsOf('CreditMemo', memo, 'CreditRemaining')).toEqual(['10.00']);
  expect(await company.fieldsOf('ReceivePayment', ret, 'UnusedPayment')).toEqual(['12.00']);
  expect(await company.balance('Customer', 'Kern:Bath')).toBe('-10.00');
  expect(await company.balance('Customer', 'Kern')).toBe('-12.00');
}); // prettier-ignore

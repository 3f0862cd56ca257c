import type { XmlElement } from '../../../../simulators/quickbooks/language/xmlTree';
import { change, enter, remove as removeByHand } from '../../../../simulators/quickbooks/processor/person';
import { voidByHand } from '../../../../simulators/quickbooks/processor/transactions/byHand';
import {
  applyCreditByHand,
  depositByHand,
  receiveByHand,
} from '../../../../simulators/quickbooks/processor/transactions/receivablesByHand';
import { add, modTxn, named, txnIdOf } from './payables';
import { makeVoid, Receivables, remove } from './receivables';
import { children, field, sequenceOf } from './testCompany';

let company: Receivables;
beforeEach(() => {
  company = new Receivables();
});
afterEach(() => {
  company.remove();
});

const toBank = (lines: string, more = '', account = 'Checking') =>
  add('Deposit', `${named('DepositToAccountRef', account)}${more}${lines}`);
const payment = (ret: XmlElement, more = '') =>
  `<DepositLineAdd><PaymentTxnID>${txnIdOf(ret)}</PaymentTxnID>${more}</DepositLineAdd>`;
const plain = (account: string, amount: string, entity = '') =>
  `<DepositLineAdd>${entity}${named('AccountRef', account)}<Amount>${amount}</Amount></DepositLineAdd>`;
const cashBack = `<CashBackInfoAdd>${named('AccountRef', 'Card Fees')}<Amount>3.00</Amount></CashBackInfoAdd>`;
const unapplied = (total: string) =>
  company.receive(total, '<IsAutoApply>false</IsAutoApply>', { number: 'CHK-0001-LONG' });
const waiting = async () =>
  (await company.askOne('<ReceivePaymentToDepositQueryRq/>')).children.map((each) => field(each, 'TxnID'));

test('payments go from Undeposited Funds to the bank, with plain lines and less what is kept', async () => {
  const one = await unapplied('60.00');
  const two = await unapplied('40.00');
  const inBank = await company.receive('7.00', '<IsAutoApply>false</IsAutoApply>', { depositTo: 'Money In Clearing' });
  expect(await waiting()).toEqual([txnIdOf(one), txnIdOf(two)]);
  company.later(10);
  const ret = await company.done(toBank(payment(one) + plain('Sales', '5.00'), cashBack));
  expect(field(ret, 'DepositTotal')).toBe('62.00');
  const [line, other] = children(ret, 'DepositLineRet');
  expect(line && ['TxnType', 'TxnID', 'CheckNumber', 'Amount'].map((name) => field(line, name))).toEqual([
    'ReceivePayment', txnIdOf(one), 'CHK-0001-LO', '60.00',
  ]);
  expect(line && field(line, 'EntityRef', 'FullName')).toBe('Kern');
  expect(other && field(other, 'TxnType')).toBeUndefined();
  expect(await waiting()).toEqual([txnIdOf(two)]);
  expect(await company.balance('Account', 'Checking')).toBe('1062.00');
  expect(await company.balance('Account', 'Undeposited Funds')).toBe('40.00');
  expect(await company.balance('Account', 'Card Fees')).toBe('3.00');
  expect(sequenceOf(await company.see('ReceivePayment', txnIdOf(one)))).not.toBe(sequenceOf(one));
  expect(await company.code(toBank(payment(inBank)))).toBe(3210);
}); // prettier-ignore

test('a deposited payment keeps its amount and accounts and its place; it may still be applied', async () => {
  const invoice = await company.invoice('60.00');
  const paid = await unapplied('60.00');
  const ret = await company.done(toBank(payment(paid)));
  const now = await company.see('ReceivePayment', txnIdOf(paid));
  const answer = await company.askOne(modTxn('ReceivePayment', now, '<TotalAmount>50.00</TotalAmount>'));
  expect(answer.attributes.statusCode).toBe('3180');
  expect(answer.attributes.statusMessage).toContain('This payment has been deposited.');
  expect(await company.code(modTxn('ReceivePayment', now, named('DepositToAccountRef', 'Money In Clearing')))).toBe(3180);
  expect(await company.code(remove('ReceivePayment', paid))).toBe(3160);
  const use = `<AppliedToTxnMod><TxnID>${txnIdOf(invoice)}</TxnID><PaymentAmount>60.00</PaymentAmount></AppliedToTxnMod>`;
  const used = await company.done(modTxn('ReceivePayment', now, `<TotalAmount>60.00</TotalAmount>${use}`));
  expect(field(used, 'UnusedPayment')).toBe('0.00');
  expect(await company.code(toBank(payment(paid)))).toBe(3210);
  expect(await company.code(remove('Deposit', ret))).toBe(0);
  expect(await waiting()).toEqual([txnIdOf(paid)]);
  expect(await company.balance('Account', 'Checking')).toBe('1000.00');
  expect(await company.code(remove('ReceivePayment', paid))).toBe(0);
  expect(await company.fieldsOf('Invoice', invoice, 'BalanceRemaining')).toEqual(['60.00']);
}); // prettier-ignore

test('a deposit that is void gives its payments back; what makes no sense is refused', async () => {
  const paid = await unapplied('9.00');
  const twice = payment(paid) + payment(paid);
  expect(await company.code(toBank(twice))).toBe(3210);
  expect(await company.code(toBank(''))).toBe(3180);
  expect(await company.code(toBank(payment(paid), '', 'Sales'))).toBe(3140);
  expect(await company.code(toBank(plain('Sales', '-1.00')))).toBe(3180);
  expect(await company.code(toBank(plain('Accounts Receivable', '1.00')))).toBe(3180);
  expect(await company.code(toBank(payment(paid, '<PaymentTxnLineID>9-9</PaymentTxnLineID>')))).toBe(3120);
  expect(await company.code('<DepositQueryRq/>')).toBe(1);
  const ret = await company.done(toBank(payment(paid), cashBack));
  await company.askOne(makeVoid('Deposit', ret));
  expect(field(await company.see('Deposit', txnIdOf(ret)), 'CashBackInfoRet', 'Amount')).toBe('0.00');
  expect(await company.fieldsOf('Deposit', ret, 'DepositTotal', 'Memo')).toEqual(['0.00', 'VOID:']);
  expect(await waiting()).toEqual([txnIdOf(paid)]);
});

test('a person receives, applies a credit, deposits, edits, voids and deletes in the windows', async () => {
  const { file } = company.quickBooks.parts;
  const context = () => company.quickBooks.contextOfPerson();
  const one = await company.invoice('60.00', 'Kern', '<RefNumber>A</RefNumber>');
  const two = await company.invoice('40.00', 'Kern:Bath', '<RefNumber>B</RefNumber>');
  await company.creditMemo('25.00', 'Kern', '<RefNumber>C</RefNumber>');
  file.commit(applyCreditByHand({ credit: 'C', invoice: 'A' }, context()).changes);
  const { entry, changes } = receiveByHand(
    { invoices: [{ invoice: 'A' }, { invoice: 'B', amount: '10.00' }], refNumber: 'R', method: 'Cash' },
    context(),
  );
  file.commit(changes);
  expect(entry).toMatchObject({ TotalAmount: '45.00', PaymentMethodRef: { FullName: 'Cash' } });
  expect(await company.fieldsOf('Invoice', one, 'AppliedAmount', 'IsPaid')).toEqual(['-60.00', 'true']);
  file.commit(receiveByHand({ invoices: [], customer: 'Abel', amount: '5.00', refNumber: 'S' }, context()).changes);
  file.commit(depositByHand({ account: 'Checking', payments: ['R'] }, context()).changes);
  expect(await company.balance('Account', 'Checking')).toBe('1045.00');
  expect(() => change('ReceivePayment', 'R', { TotalAmount: '44.00' }, context())).toThrow('has been deposited');
  expect(() => removeByHand('ReceivePayment', 'R', context())).toThrow('has been deposited');
  expect(() => voidByHand('ReceivePayment', 'R', context())).toThrow('has been deposited');
  file.commit(voidByHand('ReceivePayment', 'S', context()));
  expect(await company.balance('Customer', 'Abel')).toBe('0.00');
  file.commit(change('Invoice', 'B', { Memo: 'by hand' }, context()).changes);
  expect(await company.fieldsOf('Invoice', two, 'Memo', 'BalanceRemaining')).toEqual(['by hand', '30.00']);
  expect(() => change('Invoice', 'A', { CustomerRef: { FullName: 'Abel' } }, context())).toThrow('cannot be changed');
  const typed = enter(
    'Invoice',
    {
      CustomerRef: { FullName: 'Kern:Kitchen' },
      InvoiceLineAdd: [{ ItemRef: { FullName: 'Labor' }, Quantity: 1 }],
      InvoiceLineGroupAdd: [{ ItemGroupRef: { FullName: 'Door set' } }],
    },
    context(),
  );
  file.commit(typed.changes);
  expect(typed.entry).toMatchObject({ Subtotal: '200.00', InvoiceLineGroupRet: [{ TotalAmount: '160.00' }] });
  expect(await company.balance('Customer', 'Kern:Kitchen')).toBe('200.00');
  expect(() => depositByHand({ account: 'Checking' }, context())).toThrow('The transaction is empty.');
}); // prettier-ignore

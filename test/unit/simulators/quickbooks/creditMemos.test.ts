import type { XmlElement } from '../../../../simulators/quickbooks/language/xmlTree';
import { add, lineIds, modTxn, named, setCredit, txnIdOf } from './payables';
import { line, makeVoid, Receivables, remove } from './receivables';
import { children, field } from './testCompany';

let company: Receivables;
beforeEach(() => {
  company = new Receivables();
});
afterEach(() => {
  company.remove();
});

const invoiceOf = (lines: string, more = '', customer = 'Kern') =>
  add('Invoice', `${named('CustomerRef', customer)}${more}${lines}`);
const fields = (ret: XmlElement, ...names: string[]) => names.map((name) => field(ret, name));

test('needs a line, lowers what the customer owes, and is applied by an invoice or beside one', async () => {
  expect(await company.send(add('CreditMemo', named('CustomerRef', 'Kern')))).toHaveProperty('hresult');
  const memo = await company.creditMemo('30.00', 'Kern', '<RefNumber>C1</RefNumber>');
  expect(fields(memo, 'TotalAmount', 'CreditRemaining')).toEqual(['30.00', '30.00']);
  expect(await company.balance('Customer', 'Kern')).toBe('-30.00');
  expect(await company.code(invoiceOf(line('50.00'), setCredit(txnIdOf(memo), '30.01')))).toBe(3210);
  expect(await company.code(invoiceOf(line('5.00'), setCredit(txnIdOf(memo), '5.01')))).toBe(3210);
  expect(await company.code(invoiceOf(line('50.00'), setCredit(txnIdOf(memo), '1.00'), 'Kern:Bath'))).toBe(3210);
  const invoice = await company.done(invoiceOf(line('50.00'), setCredit(txnIdOf(memo), '20.00')));
  expect(fields(invoice, 'AppliedAmount', 'BalanceRemaining')).toEqual(['-20.00', '30.00']);
  const more = modTxn('Invoice', await company.see('Invoice', txnIdOf(invoice)), setCredit(txnIdOf(memo), '10.00'));
  expect(field(await company.done(more), 'BalanceRemaining')).toBe('20.00');
  const after = await company.see('CreditMemo', txnIdOf(memo));
  expect([field(after, 'CreditRemaining'), field(after, 'LinkedTxn', 'TxnID'), field(after, 'LinkedTxn', 'Amount')]).toEqual(['0.00', txnIdOf(invoice), '30.00']);
  const linked = children(await company.see('Invoice', txnIdOf(invoice)), 'LinkedTxn');
  expect(linked.map((each) => fields(each, 'TxnType', 'Amount'))).toEqual([['CreditMemo', '-30.00']]);
  expect(await company.balance('Customer', 'Kern')).toBe('20.00');
  expect(await company.code(remove('CreditMemo', memo))).toBe(3160);
  const smaller = `<CreditMemoLineMod><TxnLineID>-1</TxnLineID>${named('ItemRef', 'Labor')}<Amount>29.99</Amount></CreditMemoLineMod>`;
  expect(await company.code(modTxn('CreditMemo', after, smaller))).toBe(3210);
}); // prettier-ignore

test('can be changed and voided while nothing is applied', async () => {
  const memo = await company.creditMemo('30.00');
  const [id = ''] = lineIds(memo, 'CreditMemoLineRet');
  const after = await company.done(
    modTxn('CreditMemo', memo, `<CreditMemoLineMod><TxnLineID>${id}</TxnLineID><Amount>12.00</Amount></CreditMemoLineMod>`),
  );
  expect(fields(after, 'TotalAmount', 'CreditRemaining')).toEqual(['12.00', '12.00']);
  await company.askOne(makeVoid('CreditMemo', memo));
  expect(await company.fieldsOf('CreditMemo', memo, 'TotalAmount', 'CreditRemaining')).toEqual(['0.00', '0.00']);
  expect(await company.balance('Customer', 'Kern')).toBe('0.00');
}); // prettier-ignore

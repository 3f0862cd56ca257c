import { child, type XmlElement } from '../../../../simulators/quickbooks/language/xmlTree';
import { change, enter, remove } from '../../../../simulators/quickbooks/processor/person';
import {
  payByHand,
  reconcile,
  voidByHand,
} from '../../../../simulators/quickbooks/processor/transactions/byHand';
import { children, field } from './testCompany';
import {
  add,
  applied,
  expense,
  lineIds,
  modTxn,
  named,
  Payables,
  payment,
  setCredit,
  txnIdOf,
} from './payables';

let company: Payables;
beforeEach(() => {
  company = new Payables();
});
afterEach(() => {
  company.remove();
});

const transfer = (amount: string, from = 'Checking', to = 'Money Out Clearing', more = '') =>
  add(
    'Transfer',
    `${named('TransferFromAccountRef', from)}${named('TransferToAccountRef', to)}<Amount>${amount}</Amount>${more}`,
  );
const journalLine = (side: string, account: string, amount: string, more = '') =>
  `<Journal${side}Line>${named('AccountRef', account)}<Amount>${amount}</Amount>${more}</Journal${side}Line>`;
const journal = (lines: string, more = '') => add('JournalEntry', `${more}${lines}`); // prettier-ignore
const lumber = named('EntityRef', 'Lumber Co');

describe('Transfer', () => {
  test('moves money, shows the balances of both ends, and can be changed', async () => {
    const ret = await company.done(transfer('75.00', undefined, undefined, '<Memo>mmt 7</Memo>'));
    expect(['FromAccountBalance', 'ToAccountBalance', 'Memo'].map((each) => field(ret, each))).toEqual([
      '925.00', '75.00', 'mmt 7',
    ]); // prettier-ignore
    const after = await company.done(modTxn('Transfer', ret, '<Amount>80.00</Amount>'));
    expect([field(after, 'ToAccountBalance'), field(after, 'Memo')]).toEqual(['80.00', 'mmt 7']);
    const found = await company.askOne(
      '<TransferQueryRq iterator="Start"><MaxReturned>5</MaxReturned><TxnDateRangeFilter><FromTxnDate>2026-07-01</FromTxnDate></TxnDateRangeFilter></TransferQueryRq>',
    );
    expect(found.children).toHaveLength(1);
  });

  test('refuses accounts that are not of the balance sheet, and what makes no sense', async () => {
    expect(await company.code(transfer('1.00', 'Job Expenses'))).toBe(3140);
    expect(await company.code(transfer('1.00', 'Accounts Payable'))).toBe(3140);
    expect(await company.code(transfer('1.00', 'Checking', 'Checking'))).toBe(3210);
    expect(await company.code(transfer('0.00'))).toBe(3180);
    expect(await company.code(add('Transfer', '<Amount>1.00</Amount>'))).toBe(3150);
  });

  test('has neither number nor ExternalGUID, and is neither deleted nor voided by a message', async () => {
    const id = txnIdOf(await company.done(transfer('75.00')));
    const documents = [
      `<TxnDelRq><TxnDelType>Transfer</TxnDelType><TxnID>${id}</TxnID></TxnDelRq>`,
      `<TxnVoidRq><TxnVoidType>Transfer</TxnVoidType><TxnID>${id}</TxnID></TxnVoidRq>`,
      '<TxnDeletedQueryRq><TxnDelType>Transfer</TxnDelType></TxnDeletedQueryRq>',
      transfer('1.00', 'Checking', 'Card', '<RefNumber>1</RefNumber>'),
    ];
    for (const each of documents) expect(await company.send(each)).toHaveProperty('hresult', '0x80040400');
  });
});

describe('JournalEntry', () => {
  test('posts both sides, is numbered, and can be deleted', async () => {
    const ret = await company.done(
      journal(journalLine('Debit', 'Money Out Clearing', '9.00') + journalLine('Credit', 'Checking', '9.00')),
    );
    expect(field(ret, 'RefNumber')).toBe('1');
    expect(await company.balance('Account', 'Checking')).toBe('991.00');
    const [debit] = children(ret, 'JournalDebitLine');
    const [credit] = children(ret, 'JournalCreditLine');
    const line = (each: XmlElement | undefined) =>
      `<JournalLineMod><TxnLineID>${(each && field(each, 'TxnLineID')) ?? ''}</TxnLineID><Amount>4.00</Amount></JournalLineMod>`;
    expect(await company.code(modTxn('JournalEntry', ret, line(debit)))).toBe(3310);
    expect(await company.code(modTxn('JournalEntry', ret, line(credit) + line(debit)))).toBe(3290);
    await company.done(modTxn('JournalEntry', ret, line(debit) + line(credit)));
    expect(await company.balance('Account', 'Checking')).toBe('996.00');
    const del = `<TxnDelRq><TxnDelType>JournalEntry</TxnDelType><TxnID>${txnIdOf(ret)}</TxnID></TxnDelRq>`;
    expect(await company.code(del)).toBe(0);
    expect(await company.balance('Account', 'Checking')).toBe('1000.00');
  });

  test('must be in balance, and a line to A/P needs its vendor and is the only one', async () => {
    const other = journalLine('Debit', 'Job Expenses', '1.00');
    const codeOf = (lines: string) => company.code(journal(lines));
    expect(await codeOf(other)).toBe(3310);
    expect(await codeOf(other + journalLine('Credit', 'Accounts Payable', '1.00'))).toBe(3180);
    const twice = journalLine('Debit', 'Other Payables', '1.00', lumber);
    expect(await codeOf(twice + journalLine('Credit', 'Accounts Payable', '1.00', lumber))).toBe(3180);
    expect(await codeOf(other + journalLine('Credit', 'Accounts Payable', '1.00', lumber))).toBe(0);
    expect(await company.balance('Vendor', 'Lumber Co')).toBe('1.00');
  });
});

test('a check can go to accounts payable and lowers what is owed to the vendor', async () => {
  const toPayables = expense('30.00', named('CustomerRef', 'Lumber Co'), 'Accounts Payable');
  const ret = await company.done(
    add('Check', `${named('AccountRef', 'Checking')}${named('PayeeEntityRef', 'Lumber Co')}<RefNumber>101</RefNumber>${toPayables}`),
  ); // prettier-ignore
  expect([field(ret, 'Amount'), lineIds(ret).length]).toEqual(['30.00', 1]);
  expect(await company.balance('Vendor', 'Lumber Co')).toBe('-30.00');
  expect(await company.code(add('Check', `${named('AccountRef', 'Card')}${expense('1.00')}`))).toBe(3140);
  await company.askOne(
    `<TxnVoidRq><TxnVoidType>Check</TxnVoidType><TxnID>${txnIdOf(ret)}</TxnID></TxnVoidRq>`,
  );
  expect(await company.balance('Vendor', 'Lumber Co')).toBe('0.00');
});

/** Some of everything that posts to accounts payable, and what is left: 100 − 40 − 10 + 7 − 30 = 27. */
async function everything() {
  const bill = txnIdOf(await company.bill('100.00', '<TxnDate>2026-05-01</TxnDate><RefNumber>B</RefNumber>'));
  const credit = txnIdOf(await company.credit('10.00', '<TxnDate>2026-05-02</TxnDate>'));
  await company.pay(applied(bill, '40.00', setCredit(credit, '10.00')), { date: '2026-06-20' });
  const lines = journalLine('Debit', 'Job Expenses', '7.00') + journalLine('Credit', 'Accounts Payable', '7.00', lumber);
  await company.done(journal(lines, '<TxnDate>2026-06-25</TxnDate>'));
  const toPayables = expense('30.00', named('CustomerRef', 'Lumber Co'), 'Accounts Payable');
  await company.done(add('Check', `${named('AccountRef', 'Checking')}<TxnDate>2026-06-26</TxnDate>${toPayables}`));
  await company.bill('5.00', '<TxnDate>2026-06-30</TxnDate>', 'Tile Co');
  return bill;
} // prettier-ignore

describe('TransactionQuery', () => {
  const byAccount = (account: string) =>
    `<TransactionAccountFilter><FullName>${account}</FullName></TransactionAccountFilter>`;

  test('shows all that posts to an account; its amounts add up to the balance', async () => {
    await everything();
    const { children: rows } = await company.askOne(
      `<TransactionQueryRq>${byAccount('Accounts Payable')}</TransactionQueryRq>`,
    );
    expect(rows.map((row) => [field(row, 'TxnType'), field(row, 'Amount')])).toEqual([
      ['Bill', '100.00'],
      ['VendorCredit', '-10.00'],
      ['BillPaymentCheck', '-40.00'],
      ['JournalEntry', '7.00'],
      ['Check', '-30.00'],
      ['Bill', '5.00'],
    ]);
    expect(new Set(rows.map((row) => field(row, 'EntityRef', 'FullName')))).toEqual(
      new Set(['Lumber Co', 'Tile Co']),
    );
    expect(await company.balance('Account', 'Accounts Payable')).toBe('32.00');
  });

  test('filters by type, date, name, detail and what is open', async () => {
    await everything();
    const kinds = async (filter: string) => {
      const { children: rows } = await company.askOne(`<TransactionQueryRq>${filter}</TransactionQueryRq>`);
      return rows.map((row) => field(row, 'TxnType'));
    };
    const inPayables = '<TransactionAccountFilter><AccountTypeFilter>AccountsPayable</AccountTypeFilter></TransactionAccountFilter>';
    const dates = '<TransactionDateRangeFilter><FromTxnDate>2026-06-21</FromTxnDate><ToTxnDate>2026-06-26</ToTxnDate></TransactionDateRangeFilter>';
    expect(await kinds(dates + inPayables)).toEqual(['JournalEntry', 'Check']);
    expect(await kinds(`<TransactionEntityFilter><FullName>Tile Co</FullName></TransactionEntityFilter>${inPayables}`)).toEqual(['Bill']);
    expect(await kinds('<TransactionTypeFilter><TxnTypeFilter>Check</TxnTypeFilter></TransactionTypeFilter><TransactionDetailLevelFilter>SummaryOnly</TransactionDetailLevelFilter>')).toEqual(['Check']);
    expect(await kinds(`${inPayables}<TransactionPaidStatusFilter>Open</TransactionPaidStatusFilter>`)).toEqual(['Bill', 'Bill']);
    const page = await company.askOne(`<TransactionQueryRq iterator="Start"><MaxReturned>4</MaxReturned>${inPayables}</TransactionQueryRq>`);
    expect([page.children.length, page.attributes.iteratorRemainingCount]).toEqual([4, '2']);
  }); // prettier-ignore
});

test('BillToPayQuery gives open bills and credits of a vendor', async () => {
  const bill = await everything();
  const credit = txnIdOf(await company.credit('3.00'));
  const { children: rows } = await company.askOne(
    `<BillToPayQueryRq>${named('PayeeEntityRef', 'Lumber Co')}</BillToPayQueryRq>`,
  );
  expect(rows.map((row) => [field(row, 'BillToPay', 'TxnID'), field(row, 'BillToPay', 'AmountDue')])).toEqual(
    [
      [bill, '50.00'],
      [undefined, undefined],
    ],
  );
  const last = rows[1] && child(rows[1], 'CreditToApply');
  expect(last && [field(last, 'TxnID'), field(last, 'CreditRemaining')]).toEqual([credit, '3.00']);
  const none = `<BillToPayQueryRq>${named('PayeeEntityRef', 'Tile Co')}<DueDate>2026-07-01</DueDate></BillToPayQueryRq>`;
  expect(await company.code(none)).toBe(1);
});

describe('the A/P aging summary', () => {
  const aging = async (period = '') => {
    const report = await company.done(
      `<AgingReportQueryRq><AgingReportType>APAgingSummary</AgingReportType>${period}</AgingReportQueryRq>`,
    );
    const data = child(report, 'ReportData');
    return (data?.children ?? []).map((row) => children(row, 'ColData').map((each) => each.attributes.value));
  };

  test('shows vendors by age and agrees with their balances', async () => {
    await everything();
    expect(await aging()).toEqual([
      ['Lumber Co', '-23.00', '0.00', '50.00', '0.00', '0.00', '27.00'],
      ['Tile Co', '5.00', '0.00', '0.00', '0.00', '0.00', '5.00'],
      ['TOTAL', '-18.00', '0.00', '50.00', '0.00', '0.00', '32.00'],
    ]);
    expect(await company.balance('Vendor', 'Lumber Co')).toBe('27.00');
  });

  test('as of a day leaves out what came later', async () => {
    await everything();
    const until = (day: string) => `<ReportPeriod><ToReportDate>${day}</ToReportDate></ReportPeriod>`;
    expect(await aging(until('2026-06-19'))).toEqual([
      ['Lumber Co', '0.00', '100.00', '-10.00', '0.00', '0.00', '90.00'],
      ['TOTAL', '0.00', '100.00', '-10.00', '0.00', '0.00', '90.00'],
    ]);
    expect(await aging(until('2026-04-30'))).toEqual([
      ['TOTAL', '0.00', '0.00', '0.00', '0.00', '0.00', '0.00'],
    ]);
  });
});

test('people make, change, pay, void, reconcile and delete in the windows', async () => {
  const { file } = company.quickBooks.parts;
  const context = () => company.quickBooks.contextOfPerson();
  const { changes, entry } = enter(
    'Bill',
    { RefNumber: '7', VendorRef: { FullName: 'Lumber Co' }, ExpenseLineAdd: [{ Amount: '9.00', AccountRef: { FullName: 'Job Expenses' } }] },
    context(),
  ); // prettier-ignore
  file.commit(changes);
  file.commit(change('Bill', '7', { Memo: 'by hand' }, context()).changes);
  const paid = payByHand({ bills: [{ bill: '7' }], bankAccount: 'Checking', refNumber: '55' }, context());
  file.commit(paid.changes);
  const bill = await company.see('Bill', String(entry.TxnID));
  expect([field(bill, 'Memo'), field(bill, 'IsPaid')]).toEqual(['by hand', 'true']);
  expect(await company.balance('Account', 'Checking')).toBe('991.00');
  expect(reconcile('Checking', '2026-12-31', context())).toHaveLength(1);
  file.commit(voidByHand('BillPaymentCheck', '55', context()));
  expect(await company.code(payment(applied(String(entry.TxnID), '9.00')))).toBe(0);
  expect(() => remove('Bill', '7', context())).toThrow(/linked to others/);
});

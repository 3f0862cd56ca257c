import { children, field, sequenceOf } from './testCompany';
import { add, expense, lineIds, modTxn, named, Payables, txnIdOf } from './payables';

let company: Payables;
beforeEach(() => {
  company = new Payables();
});
afterEach(() => {
  company.remove();
});

const labor = (more: string) => `<ItemLineAdd>${named('ItemRef', 'Labor')}${more}</ItemLineAdd>`;
const billable = '<BillableStatus>Billable</BillableStatus>';

describe('BillAdd', () => {
  test('makes a bill over the sum of its lines, due by the terms of the vendor, and posts it', async () => {
    const ret = await company.done(
      add(
        'Bill',
        `${named('VendorRef', 'Lumber Co')}<TxnDate>2026-06-15</TxnDate><RefNumber>INV-7</RefNumber><ExternalGUID>{512349b1-1111-2222-3333-000de1813d20}</ExternalGUID>${expense('125.50', `${named('CustomerRef', 'Kern:Kitchen')}${named('ClassRef', 'Remodel')}${billable}`)}${labor('<Quantity>2.5</Quantity><Cost>10.12345</Cost>')}`,
      ),
    );
    expect(['AmountDue', 'OpenAmount', 'DueDate', 'IsPaid', 'RefNumber'].map((each) => field(ret, each))).toEqual([
      '150.81', '150.81', '2026-07-15', 'false', 'INV-7',
    ]); // prettier-ignore
    expect(field(ret, 'ExternalGUID')).toBe('{512349B1-1111-2222-3333-000DE1813D20}');
    expect(field(ret, 'APAccountRef', 'FullName')).toBe('Accounts Payable');
    expect(field(ret, 'TermsRef', 'FullName')).toBe('Net 30');
    const [expenseLine] = children(ret, 'ExpenseLineRet');
    expect(expenseLine && field(expenseLine, 'CustomerRef', 'FullName')).toBe('Kern:Kitchen');
    expect(expenseLine && field(expenseLine, 'BillableStatus')).toBe('Billable');
    const [itemLine] = children(ret, 'ItemLineRet');
    expect(['Quantity', 'Cost', 'Amount', 'Desc'].map((each) => itemLine && field(itemLine, each))).toEqual([
      '2.5', '10.12345', '25.31', 'Hours',
    ]); // prettier-ignore
    expect(await company.balance('Vendor', 'Lumber Co')).toBe('150.81');
    expect(await company.balance('Account', 'Accounts Payable')).toBe('150.81');
    expect(await company.balance('Account', 'Job Expenses')).toBe('150.81');
  });

  test('an amount of an item line makes its cost', async () => {
    const ret = await company.done(
      add('Bill', `${named('VendorRef', 'Tile Co')}${labor('<Quantity>3</Quantity><Amount>10.00</Amount>')}`),
    );
    const [line] = children(ret, 'ItemLineRet');
    expect([line && field(line, 'Cost'), field(ret, 'AmountDue')]).toEqual(['3.33333', '10.00']);
    expect(field(ret, 'TxnDate')).toBe('2026-07-01');
    expect(field(ret, 'DueDate')).toBe('2026-07-11');
  });

  test.each([
    ['an unknown vendor', 3140, `${named('VendorRef', 'Nobody')}${expense('1.00')}`],
    ['an inactive account', 3140, `${named('VendorRef', 'Tile Co')}${expense('1.00', '', 'Gone')}`],
    ['no lines', 3180, named('VendorRef', 'Tile Co')],
    ['a line without an account', 3180, `${named('VendorRef', 'Tile Co')}<ExpenseLineAdd><Amount>1.00</Amount></ExpenseLineAdd>`],
    ['a total below nothing', 3180, `${named('VendorRef', 'Tile Co')}${expense('-1.00')}`],
    ['an A/P account of another type', 3140, `${named('VendorRef', 'Tile Co')}${named('APAccountRef', 'Checking')}${expense('1.00')}`],
    ['a billable line without a customer', 3210, `${named('VendorRef', 'Tile Co')}${expense('1.00', billable)}`],
    ['a line that QuickBooks has not billed as billed', 3210, `${named('VendorRef', 'Tile Co')}${expense('1.00', `${named('CustomerRef', 'Kern')}<BillableStatus>HasBeenBilled</BillableStatus>`)}`],
    ['a line to A/P with a customer', 3140, `${named('VendorRef', 'Tile Co')}${expense('1.00', named('CustomerRef', 'Kern'), 'Other Payables')}`],
  ])('refuses %s', async (_what, code, body) => {
    expect(await company.code(add('Bill', body))).toBe(code);
    expect(await company.balance('Account', 'Accounts Payable')).toBe('0.00');
  }); // prettier-ignore

  test('two bills with the same vendor and number are both real', async () => {
    const first = await company.bill('1.00', '<RefNumber>7</RefNumber>');
    const second = await company.bill('1.00', '<RefNumber>7</RefNumber>');
    expect(txnIdOf(second)).not.toBe(txnIdOf(first));
    expect(Number(field(second, 'TxnNumber'))).toBe(Number(field(first, 'TxnNumber')) + 1);
    const found = await company.askOne('<BillQueryRq><RefNumber>7</RefNumber></BillQueryRq>');
    expect(found.children).toHaveLength(2);
  });

  test('a number of more than 20 characters is refused by the parser', async () => {
    const answer = await company.send(
      add('Bill', `${named('VendorRef', 'Tile Co')}<RefNumber>${'9'.repeat(21)}</RefNumber>${expense('1')}`),
    );
    expect(answer).toHaveProperty('hresult', '0x80040400');
  });
});

describe('BillMod', () => {
  test('of the header alone leaves the lines alone', async () => {
    const before = await company.bill('5.00');
    company.later(5);
    const after = await company.done(modTxn('Bill', before, '<Memo>new</Memo>'));
    expect([field(after, 'Memo'), field(after, 'AmountDue')]).toEqual(['new', '5.00']);
    expect(lineIds(after)).toEqual(lineIds(before));
    expect(Number(sequenceOf(after))).toBeGreaterThan(Number(sequenceOf(before)));
  });

  test('removes every line of a kind that is not listed, and keeps the other kind', async () => {
    const before = await company.done(
      add('Bill', `${named('VendorRef', 'Tile Co')}${expense('1.00')}${expense('2.00', '<Memo>two</Memo>')}${expense('4.00')}${labor('<Cost>8</Cost>')}`),
    ); // prettier-ignore
    const [one, two, four] = lineIds(before);
    const after = await company.done(
      modTxn('Bill', before, `<ExpenseLineMod><TxnLineID>${two ?? ''}</TxnLineID></ExpenseLineMod><ExpenseLineMod><TxnLineID>${four ?? ''}</TxnLineID><Amount>5.00</Amount></ExpenseLineMod><ExpenseLineMod><TxnLineID>-1</TxnLineID>${named('AccountRef', 'Discounts')}<Amount>16.00</Amount></ExpenseLineMod>`),
    ); // prettier-ignore
    expect(lineIds(after).slice(0, 2)).toEqual([two, four]);
    expect(lineIds(after)).toHaveLength(3);
    expect(lineIds(after)).not.toContain(one);
    expect(children(after, 'ExpenseLineRet').map((line) => field(line, 'Amount'))).toEqual([
      '2.00',
      '5.00',
      '16.00',
    ]);
    expect(children(after, 'ExpenseLineRet').map((line) => field(line, 'Memo'))).toEqual([
      'two',
      undefined,
      undefined,
    ]);
    expect(lineIds(after, 'ItemLineRet')).toEqual(lineIds(before, 'ItemLineRet'));
    expect(field(after, 'AmountDue')).toBe('31.00');
    expect(await company.balance('Vendor', 'Tile Co')).toBe('31.00');
  });

  test('wants the lines in their order, and only lines of this bill', async () => {
    const bill = await company.done(
      add('Bill', `${named('VendorRef', 'Tile Co')}${expense('1.00')}${expense('2.00')}`),
    );
    const line = (id: string) => `<ExpenseLineMod><TxnLineID>${id}</TxnLineID></ExpenseLineMod>`;
    const [one = '', two = ''] = lineIds(bill);
    expect(await company.code(modTxn('Bill', bill, line(two) + line(one)))).toBe(3290);
    expect(await company.code(modTxn('Bill', bill, line(one) + line(one)))).toBe(3290);
    expect(await company.code(modTxn('Bill', bill, line('FFF-1')))).toBe(3120);
    expect(await company.code(modTxn('Bill', bill, '<ClearExpenseLines>true</ClearExpenseLines>'))).toBe(
      3180,
    );
  });

  test('needs the latest EditSequence', async () => {
    const bill = await company.bill('5.00');
    await company.done(modTxn('Bill', bill, '<Memo>a</Memo>'));
    expect(await company.code(modTxn('Bill', bill, '<Memo>b</Memo>'))).toBe(3200);
  });

  test('a cost or quantity that changes makes the amount of an item line', async () => {
    const bill = await company.done(
      add('Bill', `${named('VendorRef', 'Tile Co')}${labor('<Quantity>2</Quantity><Cost>3</Cost>')}`),
    );
    const [id = ''] = lineIds(bill, 'ItemLineRet');
    const after = await company.done(
      modTxn('Bill', bill, `<ItemLineMod><TxnLineID>${id}</TxnLineID><Quantity>5</Quantity></ItemLineMod>`),
    );
    expect(field(after, 'AmountDue')).toBe('15.00');
  });
});

describe('the closing date', () => {
  const closed = { AccountingPreferences: { ClosingDate: '2026-05-31' } };

  test('forbids new, changed, voided and deleted transactions on or before it', async () => {
    const old = await company.bill('5.00', '<TxnDate>2026-05-31</TxnDate>');
    const open = await company.bill('5.00', '<TxnDate>2026-06-01</TxnDate>');
    const { books } = company.quickBooks.parts.file;
    company.quickBooks.parts.file.commit([{ do: 'setPreferences', fields: { ...books.preferences, ...closed } }]);
    expect(await company.code(add('Bill', `${named('VendorRef', 'Tile Co')}<TxnDate>2026-05-31</TxnDate>${expense('1.00')}`))).toBe(3171);
    expect(await company.code(modTxn('Bill', old, '<Memo>m</Memo>'))).toBe(3171);
    expect(await company.code(modTxn('Bill', open, '<TxnDate>2026-05-01</TxnDate>'))).toBe(3171);
    expect(await company.code(`<TxnDelRq><TxnDelType>Bill</TxnDelType><TxnID>${txnIdOf(old)}</TxnID></TxnDelRq>`)).toBe(3161);
    expect(await company.code(`<TxnVoidRq><TxnVoidType>Bill</TxnVoidType><TxnID>${txnIdOf(old)}</TxnID></TxnVoidRq>`)).toBe(3171);
    const preferences = await company.done('<PreferencesQueryRq/>');
    expect(field(preferences, 'AccountingPreferences', 'ClosingDate')).toBe('2026-05-31');
  }); // prettier-ignore
});

describe('BillQuery', () => {
  test('leaves out lines and links unless they are asked for', async () => {
    const bill = await company.bill('5.00');
    const ret = await company.done(`<BillQueryRq><TxnID>${txnIdOf(bill)}</TxnID></BillQueryRq>`);
    expect(children(ret, 'ExpenseLineRet')).toEqual([]);
  });

  test('filters by time of change, date, vendor, account, number and what is open', async () => {
    await company.bill('1.00', '<TxnDate>2026-06-01</TxnDate><RefNumber>A-1</RefNumber>');
    company.later(60);
    await company.bill('2.00', '<TxnDate>2026-06-02</TxnDate><RefNumber>B-2</RefNumber>', 'Tile Co');
    const found = async (filter: string) => {
      const answer = await company.askOne(`<BillQueryRq>${filter}</BillQueryRq>`);
      return answer.children.map((ret) => field(ret, 'RefNumber'));
    };
    expect(await found('')).toEqual(['A-1', 'B-2']);
    expect(await found('<ModifiedDateRangeFilter><FromModifiedDate>2026-07-01T10:01:00</FromModifiedDate></ModifiedDateRangeFilter>')).toEqual(['B-2']);
    expect(await found('<TxnDateRangeFilter><ToTxnDate>2026-06-01</ToTxnDate></TxnDateRangeFilter>')).toEqual(['A-1']);
    expect(await found(`<EntityFilter><FullName>Tile Co</FullName></EntityFilter>`)).toEqual(['B-2']);
    expect(await found(`<AccountFilter><FullName>Job Expenses</FullName></AccountFilter>`)).toHaveLength(2);
    expect(await found(`<AccountFilter><FullName>Checking</FullName></AccountFilter>`)).toEqual([]);
    expect(await found('<RefNumberFilter><MatchCriterion>StartsWith</MatchCriterion><RefNumber>b</RefNumber></RefNumberFilter>')).toEqual(['B-2']);
    expect(await found('<PaidStatus>PaidOnly</PaidStatus>')).toEqual([]);
    expect(await found('<MaxReturned>1</MaxReturned>')).toEqual(['A-1']);
  }); // prettier-ignore

  test('comes in pages', async () => {
    for (let n = 0; n < 5; n += 1) await company.bill('1.00');
    const start = await company.askOne(
      '<BillQueryRq iterator="Start"><MaxReturned>3</MaxReturned></BillQueryRq>',
    );
    expect(start.attributes.iteratorRemainingCount).toBe('2');
    const rest = await company.askOne(
      `<BillQueryRq iterator="Continue" iteratorID="${start.attributes.iteratorID ?? ''}"><MaxReturned>3</MaxReturned></BillQueryRq>`,
    );
    expect(rest.children).toHaveLength(2);
  });

  test('survives the end of the process', async () => {
    const bill = await company.bill('5.00');
    company.restart();
    expect(field(await company.see('Bill', txnIdOf(bill)), 'AmountDue')).toBe('5.00');
    expect(await company.balance('Account', 'Accounts Payable')).toBe('5.00');
    expect(txnIdOf(await company.bill('6.00'))).not.toBe(txnIdOf(bill));
  });
});

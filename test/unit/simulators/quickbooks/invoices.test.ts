import type { XmlElement } from '../../../../simulators/quickbooks/language/xmlTree';
import { add, lineIds, modTxn, named, txnIdOf } from './payables';
import { itemLine, line, makeVoid, Receivables, remove } from './receivables';
import { children, field, OWNER, sequenceOf } from './testCompany';

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
const amounts = (ret: XmlElement) =>
  ret.children
    .filter(({ name }) => /^InvoiceLine(Group)?Ret$/.test(name))
    .map((each) => field(each, 'Amount') ?? field(each, 'TotalAmount'));
const keep = (id: string | undefined) =>
  `<InvoiceLineMod><TxnLineID>${id ?? ''}</TxnLineID></InvoiceLineMod>`;

describe('InvoiceAdd', () => {
  test('takes address, terms, tax item and code from the customer, and posts in balance', async () => {
    const lines = itemLine('Door', '<Quantity>2</Quantity>') + itemLine('Labor', '<Quantity>1.5</Quantity><Rate>33.333</Rate>');
    const ret = await company.done(invoiceOf(lines, '<TxnDate>2026-06-15</TxnDate><RefNumber>A-1</RefNumber>'));
    expect(fields(ret, 'DueDate', 'ShipDate', 'Subtotal', 'SalesTaxPercentage', 'SalesTaxTotal')).toEqual([
      '2026-07-15', '2026-06-15', '250.00', '8.25', '16.50',
    ]);
    expect(fields(ret, 'AppliedAmount', 'BalanceRemaining', 'IsPaid', 'IsPending', 'IsToBePrinted')).toEqual([
      '0.00', '266.50', 'false', 'false', 'true',
    ]);
    expect(field(ret, 'BillAddressBlock', 'Addr2')).toBe('Reno, NV 89501');
    expect(field(ret, 'ItemSalesTaxRef', 'FullName')).toBe('County');
    expect(field(ret, 'CustomerSalesTaxCodeRef', 'FullName')).toBe('Tax');
    const [door, labor] = children(ret, 'InvoiceLineRet');
    expect(door && [field(door, 'Desc'), field(door, 'Rate'), field(door, 'SalesTaxCodeRef', 'FullName')]).toEqual(['A door', '100.00', 'Tax']);
    expect(labor && fields(labor, 'Quantity', 'Rate', 'Amount')).toEqual(['1.5', '33.333', '50.00']);
    expect(await company.balance('Customer', 'Kern')).toBe('266.50');
    expect(await company.balance('Account', 'Accounts Receivable')).toBe('266.50');
    expect(await company.balance('Account', 'Product Sales')).toBe('200.00');
    expect(await company.balance('Account', 'Sales Tax Payable')).toBe('16.50');
    const payable = await company.done('<AccountQueryRq><FullName>Sales Tax Payable</FullName></AccountQueryRq>');
    expect(field(payable, 'SpecialAccountType')).toBe('SalesTaxPayable');
  }); // prettier-ignore

  test('of a job counts for the job and in the total of its customer', async () => {
    await company.invoice('10.00', 'Kern:Kitchen');
    expect(await company.balance('Customer', 'Kern:Kitchen')).toBe('10.00');
    expect(await company.balance('Customer', 'Kern')).toBe('0.00');
    expect(await company.balance('Customer', 'Kern', 'TotalBalance')).toBe('10.00');
  });

  test('an amount makes the rate; text has no amount; without terms it is due at once', async () => {
    const text = '<InvoiceLineAdd><Desc>Thank you</Desc></InvoiceLineAdd>';
    const lines = itemLine('Labor', '<Quantity>3</Quantity><Rate>1</Rate><Amount>10.00</Amount>') + line('7.00') + text;
    const ret = await company.done(invoiceOf(lines, '<TxnDate>2026-06-15</TxnDate>', 'Abel'));
    const [both, only, words] = children(ret, 'InvoiceLineRet');
    expect(both && fields(both, 'Rate', 'Amount')).toEqual(['3.33333', '10.00']);
    expect(only && fields(only, 'Quantity', 'Rate', 'Amount')).toEqual([undefined, '7.00', '7.00']);
    expect(words && fields(words, 'Desc', 'Amount')).toEqual(['Thank you', undefined]);
    expect(fields(ret, 'DueDate', 'SalesTaxPercentage', 'Subtotal')).toEqual(['2026-06-15', '0.00', '17.00']);
  }); // prettier-ignore

  test('subtotals, percentages and groups stand and count in the order of the request', async () => {
    const group = `<InvoiceLineGroupAdd>${named('ItemGroupRef', 'Door set')}<Quantity>2</Quantity></InvoiceLineGroupAdd>`;
    const ret = await company.done(
      invoiceOf(itemLine('Labor') + group + itemLine('Subtotal') + itemLine('Ten off') + itemLine('Handling', '<RatePercent>50</RatePercent>') + itemLine('Subtotal')),
    );
    // 40 + (2 doors 200 + 3 hours 120) = 360; 10 % off = −36; 50 % of that = −18; −36 − 18 = −54
    expect(amounts(ret)).toEqual(['40.00', '320.00', '360.00', '-36.00', '-18.00', '-54.00']);
    const [, set] = ret.children.filter(({ name }) => /^InvoiceLine(Group)?Ret$/.test(name));
    expect(set?.name).toBe('InvoiceLineGroupRet');
    expect(set && fields(set, 'Desc', 'Quantity', 'IsPrintItemsInGroup')).toEqual(['A door, hung', '2', 'true']);
    expect(set && children(set, 'InvoiceLineRet').map((each) => field(each, 'Quantity'))).toEqual(['2', '3']);
    expect(field(children(ret, 'InvoiceLineRet')[2] as XmlElement, 'RatePercent')).toBe('-10.00');
    // taxed: 200 of the doors less 36 of the discount
    expect(fields(ret, 'Subtotal', 'SalesTaxTotal', 'BalanceRemaining')).toEqual(['306.00', '13.53', '319.53']);
    expect(new Set([...lineIds(ret, 'InvoiceLineRet'), ...(set ? lineIds(set, 'InvoiceLineRet') : [])]).size).toBe(7);
    company.restart();
    expect(amounts(await company.see('Invoice', txnIdOf(ret)))).toEqual(amounts(ret));
    expect(txnIdOf(await company.invoice('1.00')).split('-')[0]).toBe('A');
  }); // prettier-ignore

  test('each tax of a group is rounded by itself, and the customer’s code is that of lines without one', async () => {
    const taxed = itemLine('Door', '<Quantity>1</Quantity><Rate>11</Rate>');
    const ret = await company.done(invoiceOf(taxed, named('ItemSalesTaxRef', 'Both')));
    expect(fields(ret, 'SalesTaxPercentage', 'SalesTaxTotal')).toEqual(['8.75', '0.97']); // 0.91 + 0.06
    const exempt = '<CustomerAddRq><CustomerAdd><Name>Church</Name><SalesTaxCodeRef><FullName>Non</FullName></SalesTaxCodeRef><ItemSalesTaxRef><FullName>County</FullName></ItemSalesTaxRef></CustomerAdd></CustomerAddRq>';
    await company.done(exempt);
    const without = await company.done(invoiceOf(taxed, '', 'Church'));
    expect(fields(without, 'SalesTaxTotal', 'BalanceRemaining')).toEqual(['0.00', '11.00']);
    const asked = itemLine('Door', `<Amount>11.00</Amount>${named('SalesTaxCodeRef', 'Tax')}`);
    expect(field(await company.done(invoiceOf(asked, '', 'Church')), 'SalesTaxTotal')).toBe('0.91');
  }); // prettier-ignore

  test('a sales tax item on a line charges its rate on what is taxed above', async () => {
    const lines = itemLine('Door') + itemLine('Labor') + itemLine('Subtotal') + itemLine('City');
    const ret = await company.done(invoiceOf(lines, '', 'Kern:Kitchen'));
    expect(amounts(ret)).toEqual(['100', '40', '140.00', '0.50'].map((each) => Number(each).toFixed(2)));
    expect(await company.balance('Account', 'Sales Tax Payable')).toBe('0.50');
  });

  test('is numbered where no number is given, and stays without where an empty one is', async () => {
    await company.invoice('1.00', 'Kern', '<RefNumber>1041</RefNumber>');
    expect(field(await company.invoice('1.00'), 'RefNumber')).toBe('1042');
    expect(
      field(await company.invoice('1.00', 'Kern', '<RefNumber></RefNumber>'), 'RefNumber'),
    ).toBeUndefined();
    const twin = await company.invoice('1.00', 'Kern', '<RefNumber>1042</RefNumber>');
    expect(field(twin, 'RefNumber')).toBe('1042');
    const found = await company.askOne('<InvoiceQueryRq><RefNumber>1042</RefNumber></InvoiceQueryRq>');
    expect(found.children).toHaveLength(2);
  });

  test.each([
    ['nothing in it', invoiceOf(''), 3180],
    ['a total below nothing', invoiceOf(line('-1.00')), 3180],
    ['an amount without an item', invoiceOf('<InvoiceLineAdd><Amount>1.00</Amount></InvoiceLineAdd>'), 3180],
    ['an amount on a subtotal', invoiceOf(line('1.00') + line('1.00', 'Invoice', 'Subtotal')), 3210],
    ['a percentage on an item without one', invoiceOf(itemLine('Labor', '<RatePercent>5</RatePercent>')), 3210],
    ['an account that is no A/R', invoiceOf(line('1.00'), named('ARAccountRef', 'Checking')), 3140],
    ['an unknown customer', invoiceOf(line('1.00'), '', 'Nobody'), 3140],
    ['an unknown item', invoiceOf(line('1.00', 'Invoice', 'Wand')), 3140],
    ['a group item on a plain line', invoiceOf(line('1.00', 'Invoice', 'Door set')), 3140],
    ['more than the credit limit', invoiceOf(line('100.01'), '', 'Abel'), 3180],
    ['an e-mail to a job without an address', invoiceOf(line('1.00'), '<IsToBeEmailed>true</IsToBeEmailed>', 'Kern:Bath'), 3180],
    ['a link to another transaction', invoiceOf(line('1.00'), '<LinkToTxnID>1-1</LinkToTxnID>'), 3120],
  ])('%s is refused and books nothing', async (_what, request, code) => {
    expect(await company.code(request)).toBe(code);
    expect(await company.code('<InvoiceQueryRq/>')).toBe(1);
    expect(await company.balance('Account', 'Accounts Receivable')).toBe('0.00');
  }); // prettier-ignore

  test('a number of 12 characters and two rates on a line are refused by the parser', async () => {
    for (const request of [
      invoiceOf(line('1.00'), '<RefNumber>123456789012</RefNumber>'),
      invoiceOf(itemLine('Labor', '<Rate>1</Rate><RatePercent>1</RatePercent>')),
    ])
      expect(await company.send(request)).toHaveProperty('hresult', '0x80040400');
  });

  test('can be queued for e-mail where the customer has an address; a switch lifts the credit limit', async () => {
    const ret = await company.invoice('1.00', 'Kern', '<IsToBeEmailed>true</IsToBeEmailed>');
    expect(field(ret, 'IsToBeEmailed')).toBe('true');
    company.turn({ creditLimit: 'ignored' });
    await company.invoice('100.01', 'Abel');
    expect(await company.balance('Customer', 'Abel')).toBe('100.01');
  });

  test('what is pending posts nothing until it is final', async () => {
    const ret = await company.invoice('5.00', 'Kern', '<IsPending>true</IsPending>');
    expect(fields(ret, 'IsPending', 'IsPaid', 'BalanceRemaining')).toEqual(['true', 'false', '5.00']);
    expect(await company.balance('Customer', 'Kern')).toBe('0.00');
    await company.done(modTxn('Invoice', ret, '<IsPending>false</IsPending>'));
    expect(await company.balance('Customer', 'Kern')).toBe('5.00');
  });
});

describe('InvoiceMod', () => {
  test('of the header leaves the lines; the tax follows the tax item', async () => {
    const ret = await company.done(invoiceOf(itemLine('Door') + itemLine('Labor')));
    const after = await company.done(
      modTxn('Invoice', ret, `${named('ItemSalesTaxRef', 'City')}<Memo>m</Memo>`),
    );
    expect(fields(after, 'SalesTaxTotal', 'BalanceRemaining', 'Memo')).toEqual(['0.50', '140.50', 'm']);
    expect(lineIds(after, 'InvoiceLineRet')).toEqual(lineIds(ret, 'InvoiceLineRet'));
    expect(sequenceOf(after)).not.toBe(sequenceOf(ret));
    expect(await company.code(modTxn('Invoice', ret, '<Memo>n</Memo>'))).toBe(3200);
  });

  test('deletes every line that is not listed, keeps those that are in their order, and adds new ones', async () => {
    const group = `<InvoiceLineGroupAdd>${named('ItemGroupRef', 'Door set')}</InvoiceLineGroupAdd>`;
    const ret = await company.done(invoiceOf(itemLine('Labor') + group + itemLine('Door') + itemLine('Ten off')));
    const [labor, door, off] = lineIds(ret, 'InvoiceLineRet');
    const [set] = lineIds(ret, 'InvoiceLineGroupRet');
    const keepSet = `<InvoiceLineGroupMod><TxnLineID>${set ?? ''}</TxnLineID></InvoiceLineGroupMod>`;
    expect(await company.code(modTxn('Invoice', ret, keep(door) + keepSet))).toBe(3290);
    expect(await company.code(modTxn('Invoice', ret, keep(set)))).toBe(3120);
    const fresh = `<InvoiceLineMod><TxnLineID>-1</TxnLineID>${named('ItemRef', 'Handling')}</InvoiceLineMod>`;
    const cheaper = `<InvoiceLineMod><TxnLineID>${door ?? ''}</TxnLineID><Rate>50</Rate></InvoiceLineMod>`;
    const after = await company.done(modTxn('Invoice', ret, keepSet + cheaper + keep(off) + fresh));
    expect(amounts(after)).toEqual(['160.00', '50.00', '-5.00', '-0.25']);
    expect(lineIds(after, 'InvoiceLineRet').slice(0, 2)).toEqual([door, off]);
    expect(lineIds(after, 'InvoiceLineRet')).not.toContain(labor);
    expect(await company.balance('Account', 'Product Sales')).toBe('150.00');
  }); // prettier-ignore

  test('of a group lists its members, and cannot change how many times it is sold', async () => {
    const group = `<InvoiceLineGroupAdd>${named('ItemGroupRef', 'Door set')}</InvoiceLineGroupAdd>`;
    const ret = await company.done(invoiceOf(group));
    const [set] = children(ret, 'InvoiceLineGroupRet');
    const [door = ''] = set ? lineIds(set, 'InvoiceLineRet') : [];
    const inSet = (more: string) =>
      modTxn('Invoice', ret, `<InvoiceLineGroupMod><TxnLineID>${(set && field(set, 'TxnLineID')) ?? ''}</TxnLineID>${more}</InvoiceLineGroupMod>`);
    expect(await company.code(inSet('<Quantity>3</Quantity>'))).toBe(1030);
    const after = await company.done(inSet(`<InvoiceLineMod><TxnLineID>${door}</TxnLineID><Quantity>2</Quantity></InvoiceLineMod>`));
    expect(amounts(after)).toEqual(['200.00']);
    expect(field(children(after, 'InvoiceLineGroupRet')[0] as XmlElement, 'TxnLineID')).toBe(set && field(set, 'TxnLineID'));
  }); // prettier-ignore

  test('a line that gets another item takes its words, rate and tax code; one that names its item again does not', async () => {
    const ret = await company.done(invoiceOf(itemLine('Labor', '<Desc>Mine</Desc><Quantity>2</Quantity><Rate>5</Rate>')));
    const [id = ''] = lineIds(ret, 'InvoiceLineRet');
    const becomes = (item: string) => `<InvoiceLineMod><TxnLineID>${id}</TxnLineID>${named('ItemRef', item)}</InvoiceLineMod>`;
    const same = await company.done(modTxn('Invoice', ret, becomes('Labor')));
    expect(fields(children(same, 'InvoiceLineRet')[0] as XmlElement, 'Desc', 'Rate', 'Amount')).toEqual(['Mine', '5.00', '10.00']);
    const other = await company.done(modTxn('Invoice', same, becomes('Door')));
    expect(fields(children(other, 'InvoiceLineRet')[0] as XmlElement, 'Desc', 'Rate', 'Amount')).toEqual(['A door', '100.00', '200.00']);
    expect(field(other, 'SalesTaxTotal')).toBe('16.50');
  }); // prettier-ignore
});

describe('the rest of an invoice’s life', () => {
  test('a void keeps it with zero amounts and the mark; a delete leaves its trace', async () => {
    const ret = await company.done(invoiceOf(itemLine('Door'), '<RefNumber>V1</RefNumber>'));
    await company.askOne(makeVoid('Invoice', ret));
    const after = await company.see('Invoice', txnIdOf(ret));
    expect(fields(after, 'Subtotal', 'SalesTaxTotal', 'BalanceRemaining', 'Memo')).toEqual(['0.00', '0.00', '0.00', 'VOID:']);
    expect(amounts(after)).toEqual(['0.00']);
    expect(await company.balance('Customer', 'Kern')).toBe('0.00');
    expect(await company.code(modTxn('Invoice', after, '<Memo>x</Memo>'))).toBe(3210);
    expect(await company.code(remove('Invoice', ret))).toBe(0);
    const deleted = await company.done('<TxnDeletedQueryRq><TxnDelType>Invoice</TxnDelType></TxnDeletedQueryRq>');
    expect(fields(deleted, 'TxnID', 'RefNumber')).toEqual([txnIdOf(ret), 'V1']);
  }); // prettier-ignore

  test('a closed period cannot be touched', async () => {
    const ret = await company.invoice('1.00', 'Kern', '<TxnDate>2026-05-15</TxnDate>');
    const { file } = company.quickBooks.parts;
    const { preferences } = file.books;
    file.commit([
      {
        do: 'setPreferences',
        fields: { ...preferences, AccountingPreferences: { ClosingDate: '2026-05-31' } },
      },
    ]);
    expect(await company.code(modTxn('Invoice', ret, '<Memo>x</Memo>'))).toBe(3171);
    expect(await company.code(remove('Invoice', ret))).toBe(3161);
    expect(await company.code(makeVoid('Invoice', ret))).toBe(3171);
    expect(await company.code(invoiceOf(line('1.00'), '<TxnDate>2026-05-31</TxnDate>'))).toBe(3171);
  });

  test('queries filter by what is open, by customer with jobs, by number and time', async () => {
    await company.invoice('1.00', 'Kern', '<RefNumber>A</RefNumber>');
    company.later(60);
    await company.invoice('2.00', 'Kern:Kitchen', '<RefNumber>B</RefNumber>');
    await company.done(invoiceOf(line('0.00'), '<RefNumber>Z</RefNumber>', 'Abel'));
    const found = async (filter: string) =>
      (await company.askOne(`<InvoiceQueryRq>${filter}</InvoiceQueryRq>`)).children.map((ret) => field(ret, 'RefNumber'));
    expect(await found('<PaidStatus>PaidOnly</PaidStatus>')).toEqual(['Z']);
    expect(await found('<EntityFilter><FullName>Kern</FullName></EntityFilter>')).toEqual(['A']);
    expect(await found('<EntityFilter><FullNameWithChildren>Kern</FullNameWithChildren></EntityFilter>')).toEqual(['A', 'B']);
    expect(await found('<ModifiedDateRangeFilter><FromModifiedDate>2026-07-01T10:01:00</FromModifiedDate></ModifiedDateRangeFilter>')).toEqual(['B', 'Z']);
    const bare = await company.done('<InvoiceQueryRq><RefNumber>A</RefNumber></InvoiceQueryRq>');
    expect([children(bare, 'InvoiceLineRet'), children(bare, 'LinkedTxn')]).toEqual([[], []]);
  }); // prettier-ignore

  test('private fields are put on a transaction, which is a change of it', async () => {
    const ret = await company.invoice('1.00');
    await company.askOne(`<DataExtDefAddRq><DataExtDefAdd><OwnerID>${OWNER}</OwnerID><DataExtName>BillcomID</DataExtName><DataExtType>STR255TYPE</DataExtType><AssignToObject>Invoice</AssignToObject></DataExtDefAdd></DataExtDefAddRq>`);
    const place = (kind: string, id: string, more = '') => `<DataExtAddRq><DataExtAdd><OwnerID>${OWNER}</OwnerID><DataExtName>BillcomID</DataExtName><TxnDataExtType>${kind}</TxnDataExtType><TxnID>${id}</TxnID>${more}<DataExtValue>00e</DataExtValue></DataExtAdd></DataExtAddRq>`;
    expect(await company.code(place('Invoice', 'FFF-1'))).toBe(3120);
    expect(await company.code(place('CreditMemo', txnIdOf(ret)))).toBe(3351);
    expect(await company.code(place('Invoice', txnIdOf(ret), '<TxnLineID>2-1</TxnLineID>'))).toBe(1030);
    expect(await company.code(place('Invoice', txnIdOf(ret)))).toBe(0);
    const after = await company.done(`<InvoiceQueryRq><TxnID>${txnIdOf(ret)}</TxnID><OwnerID>${OWNER}</OwnerID></InvoiceQueryRq>`);
    expect(field(after, 'DataExtRet', 'DataExtValue')).toBe('00e');
    expect(sequenceOf(after)).not.toBe(sequenceOf(ret));
  }); // prettier-ignore
});

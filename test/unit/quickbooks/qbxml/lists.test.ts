import { encodeRequests } from '../../../../src/quickbooks/qbxml/encode';
import { QbxmlRefused } from '../../../../src/quickbooks/qbxml/errors';
import type { QbxmlObject } from '../../../../src/quickbooks/qbxml/types';

const written = (name: string, fields: QbxmlObject): string =>
  encodeRequests([{ name: `${name}Rq`, requestID: '1', body: { [name]: fields } }])
    .replace(`<${name}Rq requestID="1"><${name}>`, '')
    .replace(`</${name}></${name}Rq>`, '');
const mod = { ListID: '80000001-1', EditSequence: '7' };

describe('customers and jobs', () => {
  test('a job is a customer with a parent, and its own fields stand before the notes', () => {
    expect(
      written('CustomerAdd', {
        Notes: 'Gate code 4711',
        JobStatus: 'InProgress',
        JobStartDate: '2026-03-01',
        BillAddress: { City: 'Reno', Addr1: '1 Main St' },
        ParentRef: { ListID: '80000001-1' },
        TermsRef: { ListID: '80000002-1' },
        Name: 'Kitchen',
      }),
    ).toBe(
      '<Name>Kitchen</Name><ParentRef><ListID>80000001-1</ListID></ParentRef>' +
        '<BillAddress><Addr1>1 Main St</Addr1><City>Reno</City></BillAddress>' +
        '<TermsRef><ListID>80000002-1</ListID></TermsRef><JobStatus>InProgress</JobStatus>' +
        '<JobStartDate>2026-03-01</JobStartDate><Notes>Gate code 4711</Notes>',
    );
  });

  test('a job is moved by its parent alone', () => {
    expect(written('CustomerMod', { ...mod, ParentRef: { ListID: '80000009-1' } })).toBe(
      '<ListID>80000001-1</ListID><EditSequence>7</EditSequence><ParentRef><ListID>80000009-1</ListID></ParentRef>',
    );
  });

  test('a card number never leaves', () => {
    const card = { CreditCardInfo: { CreditCardNumber: '4111111111111111' } };
    expect(() => written('CustomerAdd', { Name: 'A', ...card })).toThrow('card numbers');
    expect(() => written('CustomerMod', { ...mod, ...card })).toThrow(QbxmlRefused);
  });
});

describe('terms', () => {
  test('both kinds are made, each with its own element', () => {
    expect(written('StandardTermsAdd', { DiscountPct: '2', Name: '2% 10 Net 30', StdDueDays: '30' })).toBe(
      '<Name>2% 10 Net 30</Name><StdDueDays>30</StdDueDays><DiscountPct>2</DiscountPct>',
    );
    expect(
      written('DateDrivenTermsAdd', { Name: 'Net EOM', DayOfMonthDue: '31', DueNextMonthDays: '5' }),
    ).toBe('<Name>Net EOM</Name><DayOfMonthDue>31</DayOfMonthDue><DueNextMonthDays>5</DueNextMonthDays>');
  });

  test('a day that no month has is refused before QuickBooks sees it', () => {
    expect(() => written('DateDrivenTermsAdd', { Name: 'Net EOM', DayOfMonthDue: '32' })).toThrow(
      QbxmlRefused,
    );
    expect(() => written('DateDrivenTermsAdd', { Name: 'Net EOM' })).toThrow('it is required');
  });

  test('QuickBooks lets no program change terms', () => {
    expect(() => written('StandardTermsMod', { ...mod, Name: 'Net 30' })).toThrow('no such request');
  });
});

describe('items', () => {
  const fields = {
    SalesOrPurchase: { AccountRef: { ListID: '3' }, Price: '12.5' },
    ClassRef: { ListID: '1' },
    ParentRef: { ListID: '2' },
    Name: 'Framing',
  };
  const [parent, itsClass] = [
    '<ParentRef><ListID>2</ListID></ParentRef>',
    '<ClassRef><ListID>1</ListID></ClassRef>',
  ];
  const sale =
    '<SalesOrPurchase><Price>12.5</Price><AccountRef><ListID>3</ListID></AccountRef></SalesOrPurchase>';

  test.each([
    ['ItemServiceAdd', `${itsClass}${parent}`],
    ['ItemNonInventoryAdd', `${parent}${itsClass}`],
    ['ItemOtherChargeAdd', `${itsClass}${parent}`],
  ])('%s has class and parent in the order of its type', (name, refs) => {
    expect(written(name, fields)).toBe(`<Name>Framing</Name>${refs}${sale}`);
  });

  test('an item has one side or two, never both and never none', () => {
    const both = { SalesAndPurchase: { SalesPrice: '5', PurchaseCost: '3' } };
    expect(written('ItemServiceAdd', { Name: 'A', ...both })).toBe(
      '<Name>A</Name><SalesAndPurchase><SalesPrice>5</SalesPrice><PurchaseCost>3</PurchaseCost></SalesAndPurchase>',
    );
    expect(() => written('ItemServiceAdd', { ...fields, ...both })).toThrow('exclude one another');
    expect(() => written('ItemServiceAdd', { Name: 'A' })).toThrow('is required');
    expect(() =>
      written('ItemServiceAdd', { Name: 'A', SalesOrPurchase: { Price: '1', PricePercent: '2' } }),
    ).toThrow('exclude one another');
  });

  test('another account never reaches back into earlier transactions', () => {
    const side = { AccountRef: { ListID: '3' } };
    expect(written('ItemOtherChargeMod', { ...mod, SalesOrPurchaseMod: side })).toContain(
      '<SalesOrPurchaseMod><AccountRef><ListID>3</ListID></AccountRef></SalesOrPurchaseMod>',
    );
    expect(() =>
      written('ItemOtherChargeMod', {
        ...mod,
        SalesOrPurchaseMod: { ...side, ApplyAccountRefToExistingTxns: 'true' },
      }),
    ).toThrow('earlier transactions');
  });
});

import fc from 'fast-check';
import type { ZodType } from 'zod';
import {
  actgClassRow,
  chartOfAccountRow,
  customerRow,
  departmentRow,
  itemRow,
  paymentTermRow,
  vendorRow,
} from '../../../src/billcom';
import { readRow } from '../../../src/billcom/rows';

const nobody = '0'.repeat(20);
const times = {
  createdTime: '2024-07-29T20:30:30.000+0000',
  updatedTime: '2024-07-30T19:14:48.000+0000',
};
/** Rows as Bill.com's list has them: nulls where nothing is, 20 zeros where nothing is referred to. */
const customer = {
  entity: 'Customer',
  id: '0cu02EAQUAPCBNTDsmzc',
  isActive: '1',
  ...times,
  name: 'John',
  parentCustomerId: nobody,
  companyName: 'A Company',
  accNumber: null,
  billAddress1: '1 Main St',
  billAddressZip: '89501',
  shipAddressCity: null,
  paymentTermId: nobody,
  invoiceCurrency: null,
  mergedIntoId: nobody,
  taxId: '12-3456789',
  balance: 0,
};
const item = {
  entity: 'Item',
  id: '0ii01ABCDEFGHIJKLMNO',
  isActive: '2',
  ...times,
  name: 'Framing',
  type: '1',
  price: 62.12345,
  percentage: null,
  parentItemId: nobody,
  chartOfAccountId: '0ca01UDEGLGDXULOdumd',
  hasPurInfo: false,
  taxable: true,
  mergedIntoId: nobody,
};
const paymentTerm = { entity: 'PaymentTerm', id: '00p01ABCDEFGHIJKLMNO', name: 'Net 30', netDue: 30 };

const rowOf = (raw: unknown, schema: ZodType): unknown => {
  const reading = readRow(raw, schema);
  return 'row' in reading ? reading.row : reading.problem.because;
};

describe('customers, items and payment terms as they come', () => {
  test('a customer keeps what is synced; what is nobody’s business is dropped', () => {
    const row = rowOf(customer, customerRow);
    expect(row).toMatchObject({
      name: 'John',
      parentCustomerId: nobody,
      billAddress1: '1 Main St',
      shipAddressCity: null,
    });
    expect(JSON.stringify(row)).not.toMatch(/taxId|12-3456789|balance/);
  });

  test('an item’s price keeps its decimals, and a type that is new stays as it is', () => {
    expect(rowOf(item, itemRow)).toMatchObject({ price: 62.12345, percentage: null, taxable: true });
    expect(rowOf({ ...item, type: '14' }, itemRow)).toMatchObject({ type: '14' });
  });

  test('of payment terms only id and name are taken for granted', () => {
    expect(rowOf({ id: paymentTerm.id, name: 'Due on receipt' }, paymentTermRow)).toEqual({
      id: paymentTerm.id,
      name: 'Due on receipt',
    });
    expect(rowOf(paymentTerm, paymentTermRow)).toMatchObject({ netDue: 30 });
    expect(rowOf({ ...paymentTerm, netDue: '30' }, paymentTermRow)).toMatchObject({ netDue: 30 });
    expect(rowOf({ ...paymentTerm, netDue: null }, paymentTermRow)).toMatchObject({ netDue: null });
  });

  test.each<[string, ZodType, object, string]>([
    ['a number as a name', customerRow, { ...customer, name: 7 }, 'field "name": is missing or not text'],
    [
      'a parent by name',
      customerRow,
      { ...customer, parentCustomerId: 'ACME' },
      'field "parentCustomerId": is not a Bill.com id of 20 characters',
    ],
    [
      'a list as a line',
      customerRow,
      { ...customer, billAddress4: ['x'] },
      'field "billAddress4": is not text',
    ],
    ['a price in words', itemRow, { ...item, price: '62.10' }, 'field "price": is not a number'],
    ['no type', itemRow, { ...item, type: null }, 'field "type": is missing or not a code'],
    ['a word for yes', itemRow, { ...item, taxable: 'Tax' }, 'field "taxable": is not true or false'],
    [
      'half a day',
      paymentTermRow,
      { ...paymentTerm, netDue: 1.5 },
      'field "netDue": is not a number of days',
    ],
    [
      'days in words',
      paymentTermRow,
      { ...paymentTerm, netDue: 'thirty' },
      'field "netDue": is not a number of days',
    ],
  ])('%s is a problem of that row alone, in words', (_case, schema, raw, because) => {
    expect(readRow(raw, schema)).toMatchObject({ problem: { id: (raw as { id: string }).id, because } });
  });
});

const schemas: [string, ZodType][] = [
  ['ChartOfAccount', chartOfAccountRow],
  ['Department', departmentRow],
  ['ActgClass', actgClassRow],
  ['PaymentTerm', paymentTermRow],
  ['Item', itemRow],
  ['Customer', customerRow],
  ['Vendor', vendorRow],
];

test.each(schemas)('whatever stands in a row of %s, reading it never fails', (_name, schema) => {
  const fields = Object.keys((schema as unknown as { shape: object }).shape);
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...fields), fc.anything()), fc.string(), (raw, id) => {
      const reading = readRow({ ...raw, id }, schema);
      if ('problem' in reading) expect(reading.problem.because).toMatch(/^field "\w+": /);
    }),
  );
});

/** Our row schemas against the samples and the field catalogue of Bill.com's v2 API. */
import type { ZodType } from 'zod';
import { customerRow, itemRow, vendorRow } from '../../src/billcom';
import { readRow } from '../../src/billcom/rows';
import { billLineRow, billRow, documentLineRow } from '../../src/billcom/wire/bill';
import { billCreditRow } from '../../src/billcom/wire/billCredit';
import { vendorCreditRow } from '../../src/billcom/wire/vendorCredit';
import { describeWithReference, readReference } from './qbxml/reference';

describeWithReference('rows that others captured', () => {
  test('a customer of the sandbox is read', () => {
    const { response_data } = JSON.parse(readReference('billcom-samples/v2-customer-read.json')) as {
      response_data: object;
    };
    expect(readRow(response_data, customerRow)).toMatchObject({
      row: { name: 'John', companyName: 'A Company' },
    });
  });

  test.each<[string, ZodType]>([
    ['Customer', customerRow],
    ['Item', itemRow],
    ['Vendor', vendorRow],
    ['Bill', billRow],
    ['BillLineItem', billLineRow],
    ['VendorCredit', vendorCreditRow],
    ['BillCredit', billCreditRow],
    ['VendorCreditLineItem', documentLineRow],
  ])('Bill.com has every field that is read of %s', (entity, schema) => {
    const catalogue = JSON.parse(readReference('billcom-openapi/bill-v2-entities.json')) as {
      entities: Record<string, { fields: object }>;
    };
    const theirs = Object.keys(catalogue.entities[entity]?.fields ?? {});
    expect(theirs).toEqual(
      expect.arrayContaining(Object.keys((schema as unknown as { shape: object }).shape)),
    );
  });
});

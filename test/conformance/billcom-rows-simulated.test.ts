/** The simulated Bill.com's receivables against the field catalogue of v2 and the vendor's own example. */
import type { EntityDefinition } from '../../simulators/billcom/entityDefinition';
import { definitionOf } from '../../simulators/billcom/service';
import { CUSTOMER, invoiceHead, MONEY_IN, receivablesSeed } from '../unit/simulators/billcom/receivablesSeed';
import { startedBillcom } from '../unit/simulators/billcom/startedBillcom';
import { describeWithReference, readReference } from './qbxml/reference';

interface Catalogued {
  readonly idPrefix: string;
  readonly fields: Record<string, { seen?: boolean; readOnly?: boolean; filterable?: boolean }>;
}

const ALWAYS_FILTERABLE = ['id', 'isActive'];

function known(name: string): EntityDefinition {
  const definition = definitionOf(name);
  if (!definition) throw new Error(`There is no ${name}`);
  return definition;
}

function lineOf(name: string, field: string): EntityDefinition {
  const rule = known(name).fields[field];
  if (rule?.kind !== 'lines') throw new Error(`${name} has no lines ${field}`);
  return rule.line;
}

describeWithReference('receivables as others saw them', () => {
  const catalogued = (name: string): Catalogued => {
    const { entities } = JSON.parse(readReference('billcom-openapi/bill-v2-entities.json')) as {
      entities: Record<string, Catalogued>;
    };
    const found = entities[name];
    if (!found) throw new Error(`${name} is not catalogued`);
    return found;
  };

  test.each<[string, () => EntityDefinition]>([
    ['Invoice', () => known('Invoice')],
    ['InvoiceLineItem', () => lineOf('Invoice', 'invoiceLineItems')],
    ['ReceivedPay', () => known('ReceivedPay')],
    ['InvoicePay', () => lineOf('ReceivedPay', 'invoicePays')],
  ])('%s has the fields that were seen, and no other', (name, definition) => {
    const { fields, prefix } = definition();
    const theirs = catalogued(name);
    const seen = Object.keys(theirs.fields).filter((field) => theirs.fields[field]?.seen);
    expect(prefix).toBe(theirs.idPrefix);
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(seen));
    expect(Object.keys(theirs.fields)).toEqual(expect.arrayContaining(Object.keys(fields)));
  });

  test.each<[string, () => EntityDefinition]>([
    ['Invoice', () => known('Invoice')],
    ['InvoiceLineItem', () => lineOf('Invoice', 'invoiceLineItems')],
  ])('nobody writes what is read only in %s', (name, definition) => {
    const theirs = Object.entries(catalogued(name).fields).filter(([, { readOnly }]) => readOnly);
    const writable = theirs.filter(([field]) => definition().fields[field]?.isReadOnly !== true);
    expect(writable).toEqual([]);
  });

  test.each(['Invoice', 'ReceivedPay'])('%s is filtered by what is catalogued', (name) => {
    const theirs = Object.entries(catalogued(name).fields).filter(([, { filterable }]) => filterable);
    const names = theirs.map(([field]) => field).filter((field) => !ALWAYS_FILTERABLE.includes(field));
    expect([...known(name).filterable].sort()).toEqual(names.sort());
  });

  test('RecordARPayment takes the request of the example and answers its shape', async () => {
    const example = JSON.parse(readReference('billcom-samples/v2-recordarpayment.json')) as {
      request: { invoicePays: object[] };
      response: { response_data: Record<string, unknown> & { invoicePays: object[] } };
    };
    const bill = await startedBillcom({ seed: receivablesSeed() });
    const invoice = await bill.create('Invoice', { ...invoiceHead, invoiceLineItems: [{ price: 100 }] });
    const { data } = await bill.call('RecordARPayment', {
      ...example.request,
      customerId: CUSTOMER,
      depositToAccountId: MONEY_IN,
      invoicePays: [{ ...example.request.invoicePays[0], invoiceId: invoice.data.id }],
    });
    await bill.close();
    const theirs = example.response.response_data;
    const alike = [
      'status',
      'isOnline',
      'paymentType',
      'amount',
      'description',
      'refNumber',
      'convFeeAmount',
    ];
    for (const field of [...alike, 'rPConvFee']) expect(data[field]).toEqual(theirs[field]);
    expect(Object.keys(data)).toEqual(expect.arrayContaining(Object.keys(theirs)));
    expect(Object.keys(data.invoicePays[0])).toEqual(
      expect.arrayContaining(Object.keys(theirs.invoicePays[0] ?? {})),
    );
  });
});

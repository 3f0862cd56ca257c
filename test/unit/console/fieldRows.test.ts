import { fieldRows, leadingTo, lineWords, writtenRows } from '../../../src/console/views/fieldRows';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import type { CanonicalFields, EntityDefinition } from '../../../src/entities/definition';
import type { BookRecord } from '../../../src/entities/record';
import { entityDefinitions } from '../../../src/entities/registry';

const called = (name: string): EntityDefinition => {
  const found = entityDefinitions(defaultEntitySettings).find((each) => each.name === name);
  if (!found) throw new Error(name);
  return found;
};
const vendor = called('vendor');
const bill = called('bill');
const record = (id: string, fields: CanonicalFields): BookRecord => ({
  id,
  version: null,
  modified: null,
  fields,
  facts: {},
  active: true,
  deleted: false,
  mergedInto: null,
  problem: null,
});

describe('the fields of a pair', () => {
  const quickbooks = { name: 'Acme', phone: '555-1', fax: '1', email: 'a@example.com' };
  const billcom = { name: 'Acme', phone: '555-2', fax: '1', email: 'b@example.com' };
  const link = {
    quickbooksBase: { name: 'Acme', phone: '555-0', fax: '1' },
    billcomBase: { name: 'Acme', phone: '555-2', fax: '1' },
  };
  const rows = fieldRows(
    vendor,
    { quickbooks: record('Q', quickbooks), billcom: record('B', billcom) },
    link,
    [],
  );
  const row = (field: string) => rows.find((each) => each.field === field);

  test('are the same where neither book has changed since they agreed', () => {
    expect(row('fax')).toMatchObject({ state: 'same', changedIn: [], agreed: null });
  });

  test('show who changed what, beside what was agreed', () => {
    expect(row('phone')).toEqual({
      field: 'phone',
      label: vendor.fields.phone?.label,
      shown: { quickbooks: ['555-1'], billcom: ['555-2'] },
      state: 'changed',
      changedIn: ['quickbooks'],
      agreed: { quickbooks: ['555-0'], billcom: ['555-2'] },
    });
  });

  test('that were never compared are so, unless both say the same', () => {
    expect(row('email')).toMatchObject({ state: 'new', agreed: null });
    const [same] = fieldRows(
      vendor,
      { quickbooks: record('Q', { name: 'Acme' }), billcom: record('B', { name: 'Acme' }) },
      { quickbooksBase: {}, billcomBase: {} },
      [],
    );
    expect(same).toMatchObject({ field: 'name', state: 'same' });
  });

  test('of a single record are only its own, and empty ones are left out', () => {
    const single = fieldRows(
      vendor,
      { billcom: record('B', { name: 'Acme', phone: null, fax: '' }) },
      undefined,
      [],
    );
    expect(single.map(({ field, state }) => [field, state])).toEqual([['name', 'single']]);
  });
});

describe('references', () => {
  const lines = [
    {
      account: 'A1',
      item: null,
      quantity: null,
      amount: '100.00',
      memo: 'Oak',
      customer: 'C1',
      class: null,
      billable: true,
    },
    {
      account: null,
      item: 'I1',
      quantity: '2',
      amount: '10.00',
      memo: null,
      customer: null,
      class: null,
      billable: false,
    },
  ];
  const fields = { name: 'X-1', vendor: 'V1', lines };

  test('are found in fields and lines, each once', () => {
    expect(leadingTo(bill, 'quickbooks', { ...fields, lines: [...lines, ...lines] })).toEqual([
      { entity: 'vendor', book: 'quickbooks', id: 'V1' },
      { entity: 'account', book: 'quickbooks', id: 'A1' },
      { entity: 'customer', book: 'quickbooks', id: 'C1' },
      { entity: 'item', book: 'quickbooks', id: 'I1' },
    ]);
  });

  test('are told by name; a line is told in one line', () => {
    const nameOf = (_: string, __: string, id: string) => ({ A1: 'Rent', C1: 'Hill' })[id];
    const words = lines.map((line) => lineWords(bill.fields.lines ?? {}, 'quickbooks', line, nameOf));
    expect(words).toEqual(['Rent · 100.00 · Oak · Hill · billable', 'I1 · 2 · 10.00']);
  });

  test('to a record that is made first are told by its source’s name', () => {
    const rows = writtenRows(
      bill,
      {
        book: 'quickbooks',
        fields: { name: 'X-1' },
        before: null,
        awaits: { vendor: { entity: 'vendor', sourceId: 'B1' } },
      },
      [{ entity: 'vendor', book: 'billcom', id: 'B1', name: 'Acme' }],
    );
    expect(rows.map(({ field, before, written }) => [field, before, written])).toEqual(
      expect.arrayContaining([
        ['name', [], ['X-1']],
        ['vendor', [], ['Acme']],
      ]),
    );
  });
});

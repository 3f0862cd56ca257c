import fc from 'fast-check';
import type { CanonicalLine } from '../../../src/entities/definition';
import { sameLine } from '../../../src/entities/definition';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { salesLineIds, salesLinesField } from '../../../src/entities/salesLines';
import { lineMods, pairLines, salesLineMods } from '../../../src/quickbooks/lineMods';
import { encodeRequests } from '../../../src/quickbooks/qbxml/encode';

const expense = (amount: string, more: Partial<CanonicalLine> = {}): CanonicalLine => ({
  account: '80000001-1',
  item: null,
  quantity: null,
  amount,
  memo: null,
  customer: null,
  class: null,
  billable: false,
  ...more,
});
const item = (amount: string): CanonicalLine => ({ ...expense(amount), account: null, item: '80000002-1' });

const bill = (lines: readonly CanonicalLine[]) => ({
  version: '1',
  fields: { lines },
  facts: { lineIds: lines.map((_line, index) => `L${index + 1}`).join(' ') },
});
const idsOf = (mods: unknown): unknown[] =>
  (mods as { TxnLineID: string }[]).map(({ TxnLineID }) => TxnLineID);

test('a line that nobody touched is its id alone; every line is listed, in its order', () => {
  const before = [expense('1.00'), expense('2.00'), expense('3.00')];
  const after = [expense('1.00'), expense('2.50'), expense('3.00')];
  expect(lineMods(bill(before), 'lines', after)).toEqual({
    ExpenseLineMod: [
      { TxnLineID: 'L1' },
      expect.objectContaining({ TxnLineID: 'L2', Amount: '2.50', Memo: '' }),
      { TxnLineID: 'L3' },
    ],
  });
});

test('a line put in before others is new and shifts nobody', () => {
  const before = [expense('1.00'), expense('2.00')];
  const { ExpenseLineMod: mods } = lineMods(bill(before), 'lines', [expense('9.00'), ...before]);
  expect(idsOf(mods)).toEqual(['-1', 'L1', 'L2']);
  expect(mods).toContainEqual({ TxnLineID: '-1', AccountRef: { ListID: '80000001-1' }, Amount: '9.00' });
});

test('lines of a kind that are all gone are cleared; the other kind keeps its own', () => {
  const before = [expense('1.00'), item('2.00')];
  expect(lineMods(bill(before), 'lines', [item('2.00')])).toEqual({
    ClearExpenseLines: 'true',
    ItemLineMod: [{ TxnLineID: 'L2' }],
  });
});

test('a line whose customer goes is billable to nobody', () => {
  const before = [expense('1.00', { customer: '80000003-1', billable: true })];
  const { ExpenseLineMod: mods } = lineMods(bill(before), 'lines', [expense('1.00')]);
  expect(mods).toEqual([expect.objectContaining({ TxnLineID: 'L1', CustomerRef: { ListID: '' } })]);
  expect((mods as unknown as Record<string, unknown>[])[0]).not.toHaveProperty('BillableStatus');
});

const anyLine = fc.integer({ min: 1, max: 4 }).map((amount) => expense(`${amount}.00`));
const anyLines = fc.array(anyLine, { maxLength: 8 });

test('whatever was edited: what is wanted stands there, no id twice, ids in their order, equal ones kept', () => {
  fc.assert(
    fc.property(anyLines, anyLines, (before, after) => {
      const kept = before.map((line, index) => ({ id: String(index), line }));
      const paired = pairLines(kept, after);
      expect(paired.map(({ line }) => line)).toEqual(after);
      const ids = paired.map(({ id }) => Number(id)).filter((id) => id >= 0);
      expect(ids).toEqual([...new Set(ids)].sort((one, two) => one - two));
      for (const { id, before: was } of paired)
        if (was) expect(sameLine(was, kept[Number(id)]?.line ?? {})).toBe(true);
      if (after.every((line, index) => sameLine(line, before[index] ?? {})))
        expect(ids).toEqual(after.map((_line, index) => index));
    }),
    { numRuns: 300 },
  );
});

test('what is made of random lines is qbXML', () => {
  fc.assert(
    fc.property(anyLines, anyLines, (before, after) => {
      const body = { TxnID: '1-1', EditSequence: '1', ...lineMods(bill(before), 'lines', after) };
      const request = { name: 'BillModRq', requestID: '1', body: { BillMod: body } };
      expect(encodeRequests([request])).toContain('<TxnID>1-1</TxnID>');
    }),
    { numRuns: 100 },
  );
});

describe('lines of an invoice', () => {
  const { lineMod } = salesLinesField(defaultEntitySettings, 'Invoice');
  const sold = (quantity: string, amount: string, more: Partial<CanonicalLine> = {}): CanonicalLine => ({
    item: 'labor',
    description: 'Work',
    quantity,
    rate: '40',
    amount,
    class: null,
    serviceDate: null,
    isTaxed: false,
    ...more,
  });
  const said: CanonicalLine = {
    ...sold('', '0.00', { item: null, description: 'Thank you' }),
    quantity: null,
    rate: null,
  };
  const modsOf = (before: readonly CanonicalLine[], after: readonly CanonicalLine[]) =>
    salesLineMods(bill(before), 'lines', after, lineMod!);

  test('one that nobody touched is its id alone; a changed one says what it is, and clears what it had', () => {
    const before = [sold('2', '80.00', { class: 'north' }), sold('1', '40.00'), said];
    const after = [sold('3', '120.00'), sold('1', '40.00'), said];
    expect(modsOf(before, after)).toEqual({
      InvoiceLineMod: [
        {
          TxnLineID: 'L1',
          ItemRef: { ListID: 'labor' },
          Desc: 'Work',
          Quantity: '3',
          Rate: '40',
          ClassRef: { ListID: '' },
          SalesTaxCodeRef: { FullName: 'Non' },
        },
        { TxnLineID: 'L2' },
        { TxnLineID: 'L3' },
      ],
    });
  });

  test('a line of text in the place of one over money is a new one, and the old one is gone', () => {
    expect(modsOf([sold('2', '80.00'), sold('1', '40.00')], [said, sold('1', '40.00')])).toEqual({
      InvoiceLineMod: [{ TxnLineID: '-1', Desc: 'Thank you' }, { TxnLineID: 'L2' }],
    });
  });

  test('as QuickBooks takes them', () => {
    const body = {
      TxnID: '1-1',
      EditSequence: '1',
      ...modsOf([sold('2', '80.00')], [sold('3', '120.00'), said]),
    };
    const request = { name: 'InvoiceModRq', requestID: '1', body: { InvoiceMod: body } };
    expect(encodeRequests([request], '13.0')).toContain('<Quantity>3</Quantity>');
  });

  test('have ids only where none is worked out from others', () => {
    const work = { TxnLineID: 'L1', Amount: '80.00' };
    expect(salesLineIds({ Subtotal: '80.00', InvoiceLineRet: [work, { TxnLineID: 'L2' }] }, 'Invoice')).toBe(
      'L1 L2',
    );
    const off = { TxnLineID: 'L2', RatePercent: '-10', Amount: '-8.00' };
    expect(salesLineIds({ Subtotal: '72.00', InvoiceLineRet: [work, off] }, 'Invoice')).toBeUndefined();
    const group = { TxnLineID: 'G1', InvoiceLineRet: [work] };
    expect(salesLineIds({ Subtotal: '80.00', InvoiceLineGroupRet: group }, 'Invoice')).toBeUndefined();
  });
});

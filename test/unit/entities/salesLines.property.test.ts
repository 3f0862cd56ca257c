import fc from 'fast-check';
import type { CanonicalLine, RawRecord } from '../../../src/entities/definition';
import { isLines } from '../../../src/entities/definition';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { centsOf, extended, inCents, percentOf, sumOfMoney } from '../../../src/entities/money';
import { salesLinesField } from '../../../src/entities/salesLines';

/** Invoices as QuickBooks answers: any mix of lines, with its own sums. */
const field = salesLinesField(defaultEntitySettings, 'Invoice');

type Kind = 'priced' | 'amount' | 'bare' | 'percent' | 'subtotal' | 'text' | 'group';
const entered = fc.record({
  kind: fc.constantFrom<Kind>('priced', 'amount', 'bare', 'percent', 'subtotal', 'text', 'group'),
  quantity: fc.integer({ min: 0, max: 9_999_999 }).map((digits) => `${digits / 100_000}`),
  rate: fc.integer({ min: -9_999_999, max: 99_999_999 }).map((digits) => (digits / 100_000).toFixed(5)),
  amount: fc.integer({ min: -99_999, max: 999_999 }).map((cents) => inCents(BigInt(cents))),
  percent: fc.integer({ min: -2_000, max: 2_000 }).map((digits) => (digits / 100).toFixed(2)),
  isTaxed: fc.boolean(),
});
type Entered = typeof entered extends fc.Arbitrary<infer One> ? One : never;

/** Works the lines out as QuickBooks does: a percentage of the line above, a subtotal of what stands since the last one. */
function answer(rows: readonly Entered[]): RawRecord {
  const lines: RawRecord[] = [];
  const groups: RawRecord[] = [];
  let [above, since, all, taxed] = [0n, 0n, 0n, 0n];
  const count = (cents: bigint, isTaxed: boolean): void => {
    above = cents;
    since += cents;
    all += cents;
    if (isTaxed) taxed += cents;
  };
  for (const { kind, quantity, rate, amount, percent, isTaxed } of rows) {
    const code = { SalesTaxCodeRef: { FullName: isTaxed ? 'Tax' : 'Non' } };
    const priced = (Amount: string): RawRecord => ({
      ItemRef: { ListID: 'item' },
      Quantity: quantity,
      Rate: rate,
      Amount,
      ...code,
    });
    if (kind === 'priced') {
      const Amount = extended(quantity, rate);
      count(centsOf(Amount), isTaxed);
      lines.push(priced(Amount));
    } else if (kind === 'amount') {
      // QuickBooks works the rate out, and its product with the quantity need not be the amount.
      count(centsOf(amount), isTaxed);
      lines.push(priced(amount));
    } else if (kind === 'bare') {
      // Without a rate, as a subtotal has none either.
      count(centsOf(amount), isTaxed);
      lines.push({ ItemRef: { ListID: 'item' }, Amount: amount, ...code });
    } else if (kind === 'percent') {
      const Amount = percentOf(inCents(above), percent);
      count(centsOf(Amount), isTaxed);
      lines.push({ ItemRef: { ListID: 'percent' }, RatePercent: percent, Amount, ...code });
    } else if (kind === 'subtotal') {
      above = since;
      since = 0n;
      lines.push({ ItemRef: { ListID: 'subtotal' }, Amount: inCents(above) });
    } else if (kind === 'text') lines.push({ Desc: 'Thank you' });
    else {
      const Amount = extended(quantity, rate);
      count(centsOf(Amount) * 2n, isTaxed);
      groups.push({
        ItemGroupRef: { ListID: 'group' },
        TotalAmount: inCents(centsOf(Amount) * 2n),
        '@place': String(lines.length),
        InvoiceLineRet: [priced(Amount), priced(Amount)],
      });
    }
  }
  return {
    ItemSalesTaxRef: { ListID: 'tax' },
    Subtotal: inCents(all),
    InvoiceLineRet: lines,
    InvoiceLineGroupRet: groups,
    taxed: inCents(taxed),
  };
}

const linesOf = (raw: RawRecord): readonly CanonicalLine[] => {
  const lines = field.read.quickbooks(raw);
  return isLines(lines) ? lines : [];
};
const sumOf = (lines: readonly CanonicalLine[]): string =>
  sumOfMoney(lines.map(({ amount }) => String(amount)));
const count = { numRuns: 300 };

test('any mix of lines resolves to plain lines that come to the subtotal, with the same taxable amount', () => {
  fc.assert(
    fc.property(fc.array(entered, { maxLength: 12 }), (rows) => {
      const raw = answer(rows);
      const lines = linesOf(raw);
      expect([sumOf(lines), sumOf(lines.filter(({ isTaxed }) => isTaxed === true))]).toEqual([
        raw.Subtotal,
        raw.taxed,
      ]);
    }),
    count,
  );
});

test('plain lines are quantity times rate, or an amount alone: Bill.com makes the same of each', () => {
  fc.assert(
    fc.property(fc.array(entered, { maxLength: 12 }), (rows) => {
      const { invoiceLineItems } = field.write.billcom(linesOf(answer(rows)));
      const amounts = (invoiceLineItems as RawRecord[]).map(({ quantity, price }) =>
        extended(String(quantity ?? 1), String(price)),
      );
      expect(sumOfMoney(amounts)).toBe(answer(rows).Subtotal);
    }),
    count,
  );
});

test('lines of Bill.com come to the same in QuickBooks, by quantity and rate or by the amount', () => {
  const row = fc
    .record({
      quantity: fc.option(fc.integer({ min: 1, max: 9_999_999 }).map((digits) => digits / 1_000_000)),
      price: fc.integer({ min: -99_999_999, max: 99_999_999 }).map((digits) => digits / 1_000_000),
    })
    .map(({ quantity, price }): RawRecord => {
      const amount = Number(extended(String(quantity ?? 1), decimal(price)));
      return { itemId: 'item', ...(quantity !== null && { quantity }), price, amount };
    });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
      const lines = field.read.billcom({ invoiceLineItems: rows });
      const { InvoiceLineAdd } = field.write.quickbooks(lines);
      const amounts = (InvoiceLineAdd as RawRecord[]).map(({ Quantity, Rate, Amount }) => {
        for (const number of [Quantity, Rate]) expect(String(number ?? '')).toMatch(/^(-?\d*(\.\d{1,5})?)$/);
        return Amount === undefined ? extended(String(Quantity), String(Rate)) : String(Amount);
      });
      expect(sumOfMoney(amounts)).toBe(sumOfMoney(rows.map(({ amount }) => Number(amount).toFixed(2))));
    }),
    count,
  );
});

const decimal = (value: number): string => value.toFixed(6);

test('an amount without a rate above a subtotal of the same amount is not taken for the subtotal', () => {
  const lines = linesOf({
    Subtotal: '100.00',
    InvoiceLineRet: [
      { ItemRef: { ListID: 'work' }, Amount: '100.00' },
      { ItemRef: { ListID: 'subtotal' }, Desc: 'Sum', Amount: '100.00' },
    ],
  });
  expect(lines).toMatchObject([
    { item: 'work', amount: '100.00' },
    { item: null, description: 'Sum: 100.00', amount: '0.00' },
  ]);
});

import fc from 'fast-check';
import type {
  Book,
  CanonicalLine,
  CanonicalValue,
  EntityName,
  FieldDefinition,
  RawRecord,
} from '../../../src/entities/definition';
import { books, isEmptyValue, isNotCarried, sameValue } from '../../../src/entities/definition';
import { accountTypeCodes } from '../../../src/entities/account';
import { itemTypeCodes } from '../../../src/entities/item';
import { isExpense } from '../../../src/entities/lines';
import { needsItem } from '../../../src/entities/salesLines';
import { inCents } from '../../../src/entities/money';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { entityDefinitions } from '../../../src/entities/registry';
import { agrees } from '../../../src/reconcile/field';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc.stringMatching(/^[ :?A-Za-zéłŐ–“日本₹]{0,120}$/),
);
const parts = ['line1', 'line2', 'line3', 'line4', 'line5', 'city', 'state', 'postalCode', 'country'];
const amount = fc.integer({ min: -99_999, max: 99_999 }).map((cents) => inCents(BigInt(cents)));
const anyLine: fc.Arbitrary<CanonicalLine> = fc
  .record({
    account: fc.constantFrom('0ca01', null),
    item: fc.constantFrom('80000002-1', null),
    quantity: fc.constantFrom('2', '0.5', null),
    amount,
    memo: fc.option(anyText),
    customer: fc.constantFrom('80000003-1', null),
    class: fc.constantFrom('80000004-1', null),
    billable: fc.boolean(),
  })
  .map((line) => (line.item === null ? { ...line, quantity: null } : { ...line, account: null }));
const expensesFirst = (lines: readonly CanonicalLine[]): CanonicalLine[] => [
  ...lines.filter(isExpense),
  ...lines.filter((line) => !isExpense(line)),
];
const prefixes = { bill: '00n', invoice: '00e' } as const;
/** What a payment is applied to, in the order in which it is read. */
const applications = (part: keyof typeof prefixes) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 4 })
    .map((numbers) => numbers.map((number) => `${prefixes[part]}${String(number).padStart(17, '0')}`).sort())
    .map((ids) => ids.map((id, index): CanonicalLine => ({ [part]: id, amount: `${index + 1}.07` })));
const applied = ({ TxnID, PaymentAmount }: RawRecord): RawRecord => ({
  TxnID,
  TxnType: String(TxnID).startsWith(prefixes.bill) ? 'Bill' : 'Invoice',
  Amount: PaymentAmount,
});
/** What a credit is applied to: always one line. */
const applicationOfCredit = amount
  .filter((each) => !each.startsWith('-'))
  .map((each) => [{ credit: 'vcr01'.padEnd(20, '0'), bill: '00n01'.padEnd(20, '0'), amount: each }]);
/** Lines are taxable where their document has a tax item. */
const taxed: RawRecord = { ItemSalesTaxRef: { ListID: '80000009-1' }, itemSalesTax: '0ii09' };
const salesLines = fc
  .array(
    fc
      .record({
        item: fc.constantFrom('80000002-1', null),
        description: fc.option(anyText),
        quantity: fc.constantFrom('2', '0.33333', '7.000001', null),
        rate: fc.constantFrom('3', '0.12345', '-1.5', '0.1234567', null),
        amount,
        class: fc.constantFrom('80000004-1', null),
        serviceDate: fc.constantFrom('2026-10-30', null),
        isTaxed: fc.boolean(),
      })
      .map((line) =>
        needsItem(line)
          ? { ...line, item: '80000002-1' }
          : line.item === null
            ? { ...line, isTaxed: false }
            : line,
      ),
    { maxLength: 5 },
  )
  .map((lines): CanonicalValue => lines);
/** An answer names as Ret what an Add was. */
const answered = (book: Book, raw: RawRecord): RawRecord =>
  book === 'billcom'
    ? raw
    : Object.fromEntries(
        Object.entries(raw).map(([name, value]) =>
          name === 'AppliedToTxnAdd' && Array.isArray(value)
            ? ['AppliedToTxnRet', (value as RawRecord[]).map(applied)]
            : [name.replace(/LineAdd$/, 'LineRet'), value],
        ),
      );
const values: Readonly<Record<Exclude<FieldDefinition['kind'], 'choice'>, fc.Arbitrary<CanonicalValue>>> = {
  text: fc.option(anyText),
  number: fc.option(
    fc
      .tuple(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.integer({ min: 0, max: 99_999 }))
      .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(5, '0')}`.replace(/\.?0+$/, '')),
  ),
  flag: fc.boolean(),
  reference: fc.option(fc.constantFrom('80000001-1', '0ca01')),
  date: fc.option(fc.constantFrom('2026-01-31', '1999-12-01')),
  lines: fc.array(anyLine, { maxLength: 5 }).map(expensesFirst),
  address: fc.option(
    fc.dictionary(fc.constantFrom(...parts), anyText, { maxKeys: 9, noNullPrototype: true }),
  ),
};

const valuesOf = (entity: EntityName, field: FieldDefinition): fc.Arbitrary<CanonicalValue> =>
  field.kind === 'choice'
    ? fc.constantFrom(...Object.keys(entity === 'item' ? itemTypeCodes : accountTypeCodes))
    : field.isUnordered
      ? applications(entity === 'receivedPayment' ? 'invoice' : 'bill')
      : entity === 'receivedPayment' && field.kind === 'number'
        ? amount
        : entity === 'creditApplication' && field.kind === 'lines'
          ? applicationOfCredit
          : entity === 'invoice' && field.kind === 'lines'
            ? salesLines
            : values[field.kind];

/** QuickBooks takes it with an Add only, and what it is follows from the documents: it is read from nowhere. */
const saidOnce = new Set(['payablesAccount']);

for (const definition of entityDefinitions(defaultEntitySettings)) {
  for (const [name, field] of Object.entries(definition.fields)) {
    describe(`the ${field.label} of a ${definition.words.one}`, () => {
      const check = (book: Book, holds: (value: CanonicalValue, inBook: CanonicalValue) => void): void =>
        fc.assert(
          fc.property(valuesOf(definition.name, field), (value) => {
            const inBook = field.inBook[book](value);
            if (!isNotCarried(inBook)) holds(value, inBook);
          }),
          { numRuns: 60 },
        );
      // What is written as a whole, and rows that are only read, have tests of their own (fundsTransfer.test.ts).
      const { quickbooks, billcom, flows } = definition;
      const written = {
        quickbooks: flows.billcomToQuickbooks && quickbooks.body === undefined && !saidOnce.has(name),
        // Credit memos go neither way.
        billcom: billcom.complete === undefined && (flows.quickbooksToBillcom || flows.billcomToQuickbooks),
      };
      for (const book of books.filter((each) => written[each]))
        test(`comes back from ${book} as it was written`, () => {
          check(book, (_value, inBook) => {
            const written = answered(book, field.write[book](inBook));
            const back = field.read[book](field.kind === 'lines' ? { ...taxed, ...written } : written);
            expect([name, back]).toEqual([name, inBook]);
          });
        });
      test.each(books)('has one form in %s: put there again it is the same', (book) => {
        check(book, (_value, inBook) => {
          const again = field.inBook[book](inBook);
          expect(isNotCarried(again) ? 'not carried' : sameValue(again, inBook)).toBe(true);
        });
      });
      test('in the form of either book still agrees with what it came from', () => {
        if (field.kind === 'reference' || field.follows) return;
        check('quickbooks', (value, inBook) => expect(agrees(field, inBook, value)).toBe(true));
        check('billcom', (value, inBook) => expect(agrees(field, value, inBook)).toBe(true));
      });
      test('that is nothing is nothing in both books', () => {
        if (field.kind !== 'text' && field.kind !== 'address') return;
        for (const book of books) expect(isEmptyValue(field.inBook[book](null) as CanonicalValue)).toBe(true);
      });
    });
  }
}

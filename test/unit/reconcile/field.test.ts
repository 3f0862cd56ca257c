import type { CanonicalValue, ConflictPolicy, FieldDefinition } from '../../../src/entities/definition';
import { reconcileField } from '../../../src/reconcile/field';
import { account, vendor } from './samples';

const field = (definition: typeof vendor, name: string): FieldDefinition =>
  definition.fields[name] as FieldDefinition;
const name = field(vendor, 'name');
const phone = field(vendor, 'phone');
const is1099 = field(vendor, 'is1099');
const isActive = field(vendor, 'active');
const address = field(vendor, 'address');
const number = field(account, 'number');
const parent = field(account, 'parent');

const never = undefined;
const long = 'Northern Consolidated Building Supplies East Branch';
const short = 'Northern Consolidated Building Supplies E';
const main = { line1: '1 Main St', city: 'Springfield' };
const fourLines = { line1: 'a', line2: 'b', line3: 'c', line4: 'd' };
const gap = { line1: 'a', line3: 'c' };
const threeLines = { line1: 'a', line2: 'b', line3: 'c, d' };

type Row = readonly [
  what: string,
  field: FieldDefinition,
  quickbooks: readonly [base: CanonicalValue | undefined, now: CanonicalValue],
  billcom: readonly [base: CanonicalValue | undefined, now: CanonicalValue],
  policy: ConflictPolicy,
  decision: string,
];

const rows: readonly Row[] = [
  // what                                  field     QuickBooks: was, is     Bill.com: was, is       wins          decision
  ['nobody edited', phone, ['1', '1'], ['1', '1'], 'ask', 'unchanged'],
  ['edited in QuickBooks', phone, ['1', '2'], ['1', '1'], 'ask', 'from quickbooks'],
  ['edited in Bill.com', phone, ['1', '1'], ['1', '2'], 'ask', 'from billcom'],
  ['edited in Bill.com, though QuickBooks wins', phone, ['1', '1'], ['1', '2'], 'quickbooks', 'from billcom'],
  ['edited alike', phone, ['1', '2'], ['1', '2'], 'ask', 'agreed'],
  ['edited unequally, ask', phone, ['1', '2'], ['1', '3'], 'ask', 'conflict'],
  [
    'edited unequally, QuickBooks wins',
    phone,
    ['1', '2'],
    ['1', '3'],
    'quickbooks',
    'from quickbooks over an edit',
  ],
  ['edited unequally, Bill.com wins', phone, ['1', '2'], ['1', '3'], 'billcom', 'from billcom over an edit'],
  ['cleared in QuickBooks', phone, ['1', null], ['1', '1'], 'ask', 'from quickbooks'],
  ['cleared in Bill.com', phone, ['1', '1'], ['1', null], 'ask', 'from billcom'],
  ['cleared in both', phone, ['1', null], ['1', null], 'ask', 'agreed'],
  ['cleared here, edited there', phone, ['1', null], ['1', '2'], 'ask', 'conflict'],
  ['filled in Bill.com', phone, [null, null], [null, '1'], 'ask', 'from billcom'],

  ['shortened for QuickBooks and left alone', name, [short, short], [long, long], 'ask', 'unchanged'],
  ['only the part that QuickBooks does not have', name, [short, short], [long, `${long} 2`], 'ask', 'agreed'],
  ['the part that QuickBooks has', name, [short, short], [long, `New ${long}`], 'ask', 'from billcom'],
  ['the short one, in QuickBooks', name, [short, 'NCBS'], [long, long], 'ask', 'from quickbooks'],
  ['letters that QuickBooks has not', name, ['Lódz', 'Lódz'], ['Łódź', 'Łódź'], 'ask', 'unchanged'],
  ['the same with and without these letters', name, [never, 'Lódz'], [never, 'Łódz'], 'ask', 'agreed'],
  ['only the capitals', name, ['acme', 'Acme'], ['acme', 'acme'], 'ask', 'from quickbooks'],

  ['first link, equal', phone, [never, '1'], [never, '1'], 'ask', 'agreed'],
  ['first link, both empty', phone, [never, null], [never, null], 'ask', 'agreed'],
  ['first link, only QuickBooks has it', phone, [never, '1'], [never, null], 'billcom', 'from quickbooks'],
  ['first link, only Bill.com has it', phone, [never, null], [never, '1'], 'quickbooks', 'from billcom'],
  ['first link, unequal, ask', phone, [never, '1'], [never, '2'], 'ask', 'conflict'],
  ['first link, unequal', phone, [never, '1'], [never, '2'], 'quickbooks', 'from quickbooks over an edit'],
  ['first link, shortened', name, [never, short], [never, long], 'ask', 'agreed'],
  ['a base on one side only is no base', phone, ['1', '1'], [never, '2'], 'ask', 'conflict'],

  ['a flag set in Bill.com', is1099, [false, false], [false, true], 'ask', 'from billcom'],
  ['a flag taken away in QuickBooks', is1099, [true, false], [true, true], 'ask', 'from quickbooks'],
  ['flags differ at the first link', is1099, [never, false], [never, true], 'ask', 'conflict'],
  ['made inactive in Bill.com', isActive, [true, true], [true, false], 'ask', 'from billcom'],
  ['made inactive in both', isActive, [true, false], [true, false], 'ask', 'agreed'],

  [
    'an address in its own form on each side',
    address,
    [threeLines, threeLines],
    [fourLines, fourLines],
    'ask',
    'unchanged',
  ],
  ['the same address at the first link', address, [never, threeLines], [never, fourLines], 'ask', 'agreed'],
  ['the same address with an empty line', address, [never, gap], [never, gap], 'ask', 'agreed'],
  ['another city', address, [main, { ...main, city: 'Shelbyville' }], [main, main], 'ask', 'from quickbooks'],
  ['an empty part is no part', address, [main, { ...main, state: '' }], [main, main], 'ask', 'unchanged'],
  ['the address taken away', address, [main, null], [main, main], 'ask', 'from quickbooks'],

  ['a number too long for QuickBooks', number, [null, null], [null, '12345678'], 'ask', 'from billcom'],
  ['a number too long, at the first link', number, [never, null], [never, '12345678'], 'ask', 'from billcom'],
];

describe('one field of a linked pair', () => {
  test.each(rows)('%s', (_what, definition, quickbooks, billcom, policy, expected) => {
    const state = {
      quickbooks: quickbooks[1],
      billcom: billcom[1],
      quickbooksBase: quickbooks[0],
      billcomBase: billcom[0],
    };
    const decision = reconcileField(definition, state, policy, false);
    const words =
      decision.kind === 'flows'
        ? `from ${decision.from}${decision.overwrites ? ' over an edit' : ''}`
        : decision.kind;
    expect(words).toBe(expected);
  });
});

describe('a reference', () => {
  const at = (quickbooks: string | null, billcom: string | null, same: boolean) =>
    reconcileField(parent, { quickbooks, billcom, quickbooksBase: 'Q1', billcomBase: 'B1' }, 'ask', same)
      .kind;

  test.each([
    ['points where it did', 'Q1', 'B1', true, 'unchanged'],
    ['moved in both books to the same pair', 'Q2', 'B2', true, 'agreed'],
    ['moved in one book', 'Q2', 'B1', false, 'flows'],
    ['moved in both books to different pairs', 'Q2', 'B3', false, 'conflict'],
    ['taken away in both', null, null, true, 'agreed'],
    ['taken away in one', null, 'B1', false, 'flows'],
  ] as const)('that %s', (_what, quickbooks, billcom, same, expected) => {
    expect(at(quickbooks, billcom, same)).toBe(expected);
  });

  const partedAt = (
    [quickbooks, billcom]: readonly [string | null, string | null],
    policy: ConflictPolicy,
    rest: { same?: boolean; goneIn?: 'quickbooks' | 'billcom' } = {},
  ) => {
    const state = { quickbooks, billcom, quickbooksBase: 'Q1', billcomBase: 'B1', hasParted: true };
    return reconcileField(parent, { ...state, goneIn: rest.goneIn }, policy, rest.same === true);
  };
  const flows = (from: 'quickbooks' | 'billcom', overwrites = false) => ({ kind: 'flows', from, overwrites });

  test.each([
    ['both moved along', ['Q1', 'B1'], 'ask', { same: true }, { kind: 'agreed' }],
    ['Bill.com’s is gone', ['Q1', 'B1'], 'billcom', { goneIn: 'billcom' }, flows('quickbooks')],
    ['QuickBooks’ is gone', ['Q1', 'B1'], 'ask', { goneIn: 'quickbooks' }, flows('billcom')],
    ['both are there, and QuickBooks wins', ['Q1', 'B1'], 'quickbooks', {}, flows('quickbooks', true)],
    ['both are there, and a person is asked', ['Q1', 'B1'], 'ask', {}, { kind: 'conflict' }],
    ['one of them was edited', ['Q1', 'B2'], 'ask', {}, flows('billcom')],
    ['one was taken away', [null, 'B1'], 'ask', { goneIn: 'billcom' }, flows('quickbooks')],
    [
      'both were edited, one to what is gone',
      ['Q2', 'B2'],
      'ask',
      { goneIn: 'billcom' },
      flows('quickbooks'),
    ],
  ] as const)('whose link ended, where %s', (_what, values, policy, rest, expected) => {
    expect(partedAt(values, policy, rest)).toEqual(expected);
  });
});

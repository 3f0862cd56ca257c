import { referencesTo, twinIndex } from '../../../src/activities/ledger/crossReferences';
import { customerDefinition } from '../../../src/entities/customer';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { isNeverMade } from '../../../src/entities/definition';
import { item } from '../../../src/entities/item';
import { vendor } from '../../../src/entities/vendor';
import { waitsFor } from '../../../src/reconcile/pair';
import { billDefinition } from '../../../src/entities/bill';

const asIs = customerDefinition(defaultEntitySettings);
const asJobs = customerDefinition({ ...defaultEntitySettings, subCustomersAs: 'jobs' });

/** What of Bill.com a person has to say something about before what uses it can go over. */
test.each([
  ['an item', isNeverMade(item, {}), true],
  ['a customer below another one', isNeverMade(asIs, { parent: 'B1' }), true],
  ['one that goes over as a job', isNeverMade(asJobs, { parent: 'B1' }), false],
  ['a customer', isNeverMade(asIs, { parent: null }), false],
  ['a vendor', isNeverMade(vendor, {}), false],
])('%s is never made in QuickBooks', (_what, is, should) => expect(is).toBe(should));

describe('a bill that uses an item of Bill.com', () => {
  const source = {
    definition: billDefinition(defaultEntitySettings),
    book: 'billcom',
    id: '1',
    name: 'A-1',
  } as const;
  const stranger = {
    book: 'billcom',
    id: 'I1',
    name: 'Fee',
    isGone: false,
    isInactive: false,
    mergedInto: null,
  } as const;
  const holdWhere = (isNever: boolean) => {
    const index = twinIndex({
      links: [],
      creates: [],
      strangers: [{ ...stranger, ...(isNever ? { isNeverMade: true } : {}) }],
      ended: [],
    });
    const twin = referencesTo(new Map([['item', index]]), []).resolve('item', 'billcom', 'I1');
    return waitsFor(source, 'lines', { references: 'item', label: 'item of line 1' }, 'I1', twin);
  };
  test('waits for a person where the item is never made', () => {
    expect(holdWhere(true)).toMatchObject({
      cause: 'toMap',
      release: { when: 'linked', entity: 'item', id: 'I1' },
    });
  });
  test('waits by itself where the item comes', () => {
    expect(holdWhere(false)).toMatchObject({ cause: 'waiting' });
  });
  test('says what it stands for, where that is no use', () => {
    const account = { ...stranger, book: 'quickbooks', id: 'A1', name: 'Rent' } as const;
    const of = (strangers: Parameters<typeof twinIndex>[0]['strangers']) =>
      twinIndex({ links: [], creates: [], strangers, ended: [] });
    const twins = new Map([
      ['item' as const, of([{ ...stranger, isNeverMade: true }])],
      ['account' as const, of([account])],
    ]);
    const mapping = {
      entity: 'item',
      billcomId: 'I1',
      quickbooksEntity: 'account',
      quickbooksId: 'A1',
    } as const;
    const twin = referencesTo(twins, [mapping]).resolve('item', 'billcom', 'I1');
    const hold = waitsFor(source, 'lines', { references: 'item', label: 'item of line 1' }, 'I1', twin);
    expect(hold?.sentence).toContain('stands for an account of QuickBooks, where an item is needed');
    expect(hold?.cure).toMatch(/^Choose with “tieout map” an item/);
  });
});

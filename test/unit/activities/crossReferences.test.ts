import { referencesTo, twinIndex } from '../../../src/activities/ledger/crossReferences';
import type { Mapping } from '../../../src/ledger/mappings';
import type { Stranger } from '../../../src/ledger/planInput';

const stranger = (book: Stranger['book'], id: string, rest: Partial<Stranger> = {}): Stranger => ({
  book,
  id,
  name: `the account ${id}`,
  isGone: false,
  isInactive: false,
  mergedInto: null,
  ...rest,
});
const links = [
  { quickbooksId: 'Q1', billcomId: 'B1' },
  { quickbooksId: 'Q2', billcomId: 'B2' },
];
const references = (strangers: readonly Stranger[]) =>
  referencesTo(new Map([['account', twinIndex({ links, creates: [], strangers, ended: [] })]]), []);

/** What a reference of one list to another means in the other book. */
describe('a reference', () => {
  test('to a record with a twin is one to its twin', () => {
    expect(references([]).resolve('account', 'quickbooks', 'Q1')).toEqual({ state: 'linked', id: 'B1' });
    expect(references([]).resolve('account', 'billcom', 'B2')).toEqual({ state: 'linked', id: 'Q2' });
  });

  test('waits for a new twin when the twin was deleted: the book would refuse it', () => {
    const gone = [stranger('billcom', 'B1', { isGone: true })];
    expect(references(gone).resolve('account', 'quickbooks', 'Q1')).toMatchObject({ state: 'unlinked' });
    expect(references(gone).resolve('account', 'quickbooks', 'Q2')).toEqual({ state: 'linked', id: 'B2' });
  });

  test('says that its record is gone, and that its link has ended', () => {
    const ended = { quickbooksId: 'Q7', billcomId: 'B7' };
    const gone = [stranger('billcom', 'B7', { isGone: true }), stranger('quickbooks', 'Q7')];
    const index = twinIndex({
      links: [...links, { quickbooksId: 'Q7', billcomId: 'B8' }],
      creates: [],
      strangers: gone,
      ended: [ended],
    });
    const { resolve, hasParted } = referencesTo(new Map([['account', index]]), []);
    expect(resolve('account', 'billcom', 'B7')).toMatchObject({ state: 'unlinked', isGone: true });
    expect(resolve('account', 'quickbooks', 'Q7')).toEqual({ state: 'linked', id: 'B8' });
    const parted = ['B7', 'B8'].map((id) => hasParted?.('account', 'billcom', id));
    expect([...parted, hasParted?.('account', 'quickbooks', 'Q7')]).toEqual([true, false, true]);
  });

  test('to a record that was merged away means its survivor, over several merges', () => {
    const merged = [
      stranger('billcom', 'B0', { isGone: true, mergedInto: 'B1' }),
      stranger('billcom', 'B1', { isGone: true, mergedInto: 'B2' }),
    ];
    expect(references(merged).resolve('account', 'billcom', 'B0')).toEqual({ state: 'linked', id: 'Q2' });
    expect(references(merged).resolve('account', 'quickbooks', 'Q1')).toMatchObject({ state: 'unlinked' });
  });

  test('to an inactive record of QuickBooks says so, since QuickBooks would refuse it (3140)', () => {
    const idle = [stranger('quickbooks', 'Q1', { isInactive: true, name: 'Old' })];
    const { resolve } = references(idle);
    expect(resolve('account', 'billcom', 'B1')).toEqual({ state: 'linked', id: 'Q1', inactive: 'Old' });
    expect(resolve('account', 'quickbooks', 'Q1')).toEqual({ state: 'linked', id: 'B1' });
  });

  test('to one without a twin tells its name, not its id', () => {
    expect(references([stranger('quickbooks', 'Q9')]).resolve('account', 'quickbooks', 'Q9')).toEqual({
      state: 'unlinked',
      name: 'the account Q9',
    });
  });

  test('in a circle of merges means itself', () => {
    const circle = [
      stranger('billcom', 'B7', { isGone: true, mergedInto: 'B8' }),
      stranger('billcom', 'B8', { isGone: true, mergedInto: 'B7' }),
    ];
    expect(references(circle).resolve('account', 'billcom', 'B7')).toMatchObject({ state: 'unlinked' });
  });

  describe('to a record of Bill.com that stands for one of QuickBooks', () => {
    const mapping = (quickbooksEntity: 'item' | 'account', quickbooksId: string) =>
      ({ entity: 'item', billcomId: 'I', quickbooksEntity, quickbooksId }) as const;
    const withItems = (items: readonly Stranger[], accounts: readonly Stranger[], ...mappings: Mapping[]) => {
      const index = (strangers: readonly Stranger[], all = links) =>
        twinIndex({ links: all, creates: [], strangers, ended: [] });
      return referencesTo(
        new Map([
          ['item', index([stranger('billcom', 'I'), ...items], [])],
          ['account', index(accounts)],
        ]),
        mappings,
      );
    };

    test('is one to that one, or to what that one was merged into; to nothing once it is gone', () => {
      const resolve = (...items: Stranger[]) =>
        withItems(items, [], mapping('item', 'Q8')).resolve('item', 'billcom', 'I');
      expect(resolve()).toEqual({ state: 'linked', id: 'Q8' });
      const merged = stranger('quickbooks', 'Q8', { isGone: true, mergedInto: 'Q9' });
      expect(resolve(merged)).toEqual({ state: 'linked', id: 'Q9' });
      expect(resolve(stranger('quickbooks', 'Q8', { isGone: true }))).toMatchObject({ state: 'unlinked' });
    });

    test('that is an account leads to that account’s twin in Bill.com', () => {
      const accountOf = (accounts: readonly Stranger[], id = 'Q1') =>
        withItems([], accounts, mapping('account', id)).accountOf?.('I');
      expect(accountOf([])).toBe('B1');
      expect(accountOf([stranger('quickbooks', 'Q1', { isGone: true, mergedInto: 'Q2' })])).toBe('B2');
      expect(accountOf([stranger('quickbooks', 'Q1', { isGone: true })])).toBeUndefined();
      expect(accountOf([], 'Q7')).toBeUndefined();
      const { resolve } = withItems([], [], mapping('account', 'Q1'));
      expect(resolve('item', 'billcom', 'I')).toMatchObject({ state: 'unlinked' });
    });
  });
});

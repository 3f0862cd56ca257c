import type {
  CanonicalFields,
  CanonicalLine,
  EntitySettings,
  RawRecord,
} from '../../../src/entities/definition';
import { readRecord, type BookRecord } from '../../../src/entities/record';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { entityDefinitions } from '../../../src/entities/registry';
import { planCreate } from '../../../src/reconcile/create';
import type { BookRules } from '../../../src/reconcile/guards/bookRules';
import { firstOpenDay } from '../../../src/reconcile/openDay';
import { reconcilePair } from '../../../src/reconcile/pair';
import type { References } from '../../../src/reconcile/references';
import { bookRecord } from '../../support/bookRecord';

/** How bills post by a company's settings: without an account, in a closed period, before and after approval. */

const definitionOf = (settings: Partial<EntitySettings>) =>
  entityDefinitions({ ...defaultEntitySettings, ...settings }).find(({ name }) => name === 'bill')!;

/** `q-x` of QuickBooks is `b-x` of Bill.com. */
const references: References = {
  resolve: (_entity, book, id) => ({
    state: 'linked',
    id: `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}`,
  }),
};
const line = (account: string | null, amount: string, memo: string | null = null): CanonicalLine => ({
  account,
  item: null,
  quantity: null,
  amount,
  memo,
  customer: null,
  class: null,
  billable: false,
});
const fieldsOf = (book: 'q' | 'b', more: CanonicalFields = {}): CanonicalFields => ({
  name: 'A-1',
  vendor: `${book}-acme`,
  date: '2026-11-02',
  dueDate: '2026-12-02',
  terms: null,
  memo: null,
  lines: [line(`${book}-materials`, '10.00')],
  ...more,
});
const rules = (more: Partial<BookRules> = {}): BookRules => ({
  features: { classTracking: true, accountNumbers: true },
  homeCurrency: null,
  ...more,
});
const create = (
  fields: CanonicalFields,
  {
    settings = {},
    facts = {},
    ...more
  }: { settings?: Partial<EntitySettings>; facts?: object; rules?: BookRules } = {},
) =>
  planCreate({
    definition: definitionOf(settings),
    book: 'billcom',
    record: bookRecord('00n1', fieldsOf('b', fields), facts),
    references,
    ...more,
  });

describe('a line of an item that stands for an account', () => {
  const standing: References = {
    resolve: (entity, book, id) =>
      entity === 'item' ? { state: 'unlinked', name: id } : references.resolve(entity, book, id),
    accountOf: (item) => (item === 'b-fee' ? 'b-fees' : undefined),
  };
  const entered = [
    { ...line(null, '8.00', 'Portal'), item: 'b-fee', quantity: '2' },
    line(null, '3.00', 'Nails'),
    line('b-rent', '4.00'),
  ];
  const posted = [line('q-fees', '8.00', 'Portal'), line('q-catch', '3.00', 'Nails'), line('q-rent', '4.00')];
  const definition = definitionOf({ catchAllExpense: 'q-catch' });

  test('is posted to that account, beside one that goes to the catch-all account', () => {
    const record = bookRecord('00n1', fieldsOf('b', { lines: entered }));
    const { operation, holds } = planCreate({ definition, book: 'billcom', record, references: standing });
    expect(holds).toEqual([]);
    expect(operation?.fields.lines).toEqual(posted);
    expect(operation?.sourceBase.lines).toEqual(entered);
  });

  test('is no difference as it was posted; another item waits', () => {
    const pair = (lines: readonly CanonicalLine[], bases: CanonicalFields) =>
      reconcilePair({
        definition,
        quickbooks: bookRecord('T1', fieldsOf('q', { lines: posted })),
        billcom: bookRecord('00n1', fieldsOf('b', { lines })),
        quickbooksBase: bases.lines ? fieldsOf('q', { lines: posted }) : {},
        billcomBase: bases.lines ? fieldsOf('b', bases) : {},
        policy: 'ask',
        references: standing,
      });
    expect(pair(entered, {})).toMatchObject({ operations: [], holds: [] });
    expect(pair(entered, { lines: entered })).toMatchObject({ operations: [], holds: [] });
    const more = [...entered, { ...line(null, '1.00'), item: 'b-other' }];
    expect(pair(more, { lines: entered })).toMatchObject({ operations: [], holds: [{ cause: 'waiting' }] });
    const dearer = entered.map((each) => (each.amount === '4.00' ? { ...each, amount: '5.00' } : each));
    expect(pair(dearer, { lines: entered }).operations).toMatchObject([
      { book: 'quickbooks', fields: { lines: [posted[0], posted[1], line('q-rent', '5.00')] } },
    ]);
  });
});

describe('a line without an account', () => {
  const settings = { catchAllExpense: 'q-catch' };
  const bare = { lines: [line(null, '3.00', 'Nails'), line('b-rent', '4.00')] };

  test('is held without a catch-all account, and posted to it with one', () => {
    expect(create(bare).operation).toBeUndefined();
    const { operation, holds } = create(bare, { settings });
    expect(holds).toEqual([]);
    expect(operation?.fields.lines).toMatchObject([{ account: 'q-catch' }, { account: 'q-rent' }]);
    expect(operation?.sourceBase.lines).toMatchObject([{ account: null }, { account: 'b-rent' }]);
  });

  test('waits while the catch-all account does not do; other bills go on', () => {
    const trouble = {
      because: 'the catch-all account “X” is inactive in QuickBooks',
      cure: 'Make it active.',
    };
    const accounts = { catchAllExpense: { id: 'q-catch', name: 'X', trouble } };
    expect(create(bare, { settings, rules: rules({ accounts }) }).holds).toMatchObject([
      { cause: 'wrongAccount' },
    ]);
    expect(create({}, { settings, rules: rules({ accounts }) }).operation).toBeDefined();
  });

  const posted = [line('q-catch', '3.00', 'Nails'), line('q-rent', '4.00')];
  const recoded = [line('q-tools', '3.00', 'Nails'), line('q-rent', '4.00')];
  const pair = (
    quickbooks: readonly CanonicalLine[],
    billcom: readonly CanonicalLine[],
    twoWayBills: 'on' | 'off' = 'off',
    bases: { quickbooks?: readonly CanonicalLine[] } = { quickbooks: posted },
  ) =>
    reconcilePair({
      definition: definitionOf({ ...settings, twoWayBills }),
      quickbooks: bookRecord('T1', fieldsOf('q', { lines: quickbooks })),
      billcom: bookRecord('00n1', fieldsOf('b', { lines: billcom })),
      quickbooksBase: bases.quickbooks ? fieldsOf('q', { lines: bases.quickbooks }) : {},
      billcomBase: bases.quickbooks ? fieldsOf('b', bare) : {},
      policy: 'ask',
      references,
    });

  test('is no difference as it was posted, nor for a pair that was linked just now', () => {
    expect(pair(posted, bare.lines)).toMatchObject({ operations: [], holds: [] });
    expect(pair(posted, bare.lines, 'off', {})).toMatchObject({ operations: [], holds: [] });
    expect(pair(posted, bare.lines, 'on', {})).toMatchObject({ operations: [], holds: [] });
  });

  test('that was recoded in QuickBooks is neither told nor undone', () => {
    const result = pair(recoded, bare.lines);
    expect(result).toMatchObject({ operations: [], holds: [] });
    expect(result.agreed.quickbooks.lines).toEqual(recoded);
  });

  test('that was recoded in QuickBooks gets its account in Bill.com with 2-way bill sync', () => {
    const [operation, ...others] = pair(recoded, bare.lines, 'on').operations;
    expect(others).toEqual([]);
    expect(operation).toMatchObject({
      book: 'billcom',
      fields: { lines: [{ account: 'b-tools' }, { account: 'b-rent' }] },
    });
  });

  test('that is still on the catch-all account has none in Bill.com, whatever else goes there', () => {
    const more = [...posted, line('q-rent', '9.00')];
    expect(pair(more, bare.lines, 'on').operations).toMatchObject([
      { book: 'billcom', fields: { lines: [{ account: null }, { account: 'b-rent' }, { amount: '9.00' }] } },
    ]);
  });

  test.each([
    [
      'another line is added before it',
      [line('b-rent', '1.00'), ...bare.lines],
      ['q-rent', 'q-tools', 'q-rent'],
    ],
    ['its own amount changes', [line(null, '3.50', 'Nails'), line('b-rent', '4.00')], ['q-tools', 'q-rent']],
    ['a second bare line comes', [...bare.lines, line(null, '8.00')], ['q-tools', 'q-rent', 'q-catch']],
    [
      'it gets its account in Bill.com',
      [line('b-fuel', '3.00', 'Nails'), line('b-rent', '4.00')],
      ['q-fuel', 'q-rent'],
    ],
  ])('keeps what it was recoded to when %s', (_what, lines, accounts) => {
    const [operation] = pair(recoded, lines, 'off', { quickbooks: recoded }).operations;
    expect((operation?.fields.lines as CanonicalLine[]).map(({ account }) => account)).toEqual(accounts);
  });
});

describe('a bill of a closed period', () => {
  const closingDate = '2026-10-31';
  const later = rules({ closingDate, closedPeriod: 'firstOpenDay' });
  const old = { date: '2026-10-15', memo: 'Kitchen' };
  const raw: RawRecord = {
    TxnID: 'T1',
    TxnDate: '2026-11-01',
    RefNumber: 'A-1',
    VendorRef: { ListID: 'q-acme' },
    DueDate: '2026-12-02',
    Memo: 'Original date 2026-10-15; Kitchen',
    ExpenseLineRet: [{ TxnLineID: 'L1', AccountRef: { ListID: 'q-materials' }, Amount: '10.00' }],
  };
  const readBack = readRecord(definitionOf({}), 'quickbooks', raw) as BookRecord;

  test.each([
    ['2026-10-31', '2026-11-01'],
    ['2026-12-31', '2027-01-01'],
    ['2028-02-28', '2028-02-29'],
  ])('closed up to %s it is open from %s', (closed, open) => expect(firstOpenDay(closed)).toBe(open));

  test('is held by default, and posted on the first open day with its own date in the memo by setting', () => {
    expect(create(old, { rules: rules({ closingDate }) }).holds).toMatchObject([{ cause: 'closedPeriod' }]);
    const { operation } = create(old, { rules: later });
    expect(operation?.fields).toMatchObject({
      date: '2026-11-01',
      dueDate: '2026-12-02',
      memo: 'Original date 2026-10-15; Kitchen',
    });
    expect(operation?.sourceBase).toMatchObject({ date: '2026-10-15', memo: 'Kitchen' });
    expect(create({ ...old, memo: null }, { rules: later }).operation?.fields.memo).toBe(
      'Original date 2026-10-15',
    );
    expect(create({}, { rules: later }).operation?.fields).toMatchObject({ date: '2026-11-02' });
  });

  test('a memo that fills its field is cut, and the date stays whole', () => {
    const memo = create({ ...old, memo: 'x'.repeat(4095) }, { rules: later }).operation?.fields
      .memo as string;
    expect([memo.length, memo.slice(0, 25)]).toEqual([4095, 'Original date 2026-10-15;']);
  });

  const pair = (theirs: CanonicalFields, ours: BookRecord = readBack, isNew = false) =>
    reconcilePair({
      definition: definitionOf({ twoWayBills: 'on' }),
      quickbooks: ours,
      billcom: bookRecord('00n1', fieldsOf('b', { ...old, ...theirs })),
      quickbooksBase: isNew ? {} : readBack.fields,
      billcomBase: isNew ? {} : fieldsOf('b', old),
      policy: 'ask',
      references,
      rules: later,
    });

  test('never comes back as an edit, linked anew neither', () => {
    expect(readBack.fields.memo).toBe('Kitchen');
    expect(readBack.facts.originalDate).toBe('2026-10-15');
    expect(pair({})).toMatchObject({ operations: [], holds: [] });
    expect(pair({}, readBack, true)).toMatchObject({ operations: [], holds: [] });
  });

  test('is edited like any other once it is posted, and its memo keeps the date', () => {
    expect(pair({ memo: 'Bath', lines: [line('b-materials', '12.00')] })).toMatchObject({
      holds: [],
      operations: [
        {
          book: 'quickbooks',
          fields: { memo: 'Original date 2026-10-15; Bath', lines: [{ amount: '12.00' }] },
        },
      ],
    });
  });

  test('an edit of its memo in QuickBooks goes to Bill.com without the date', () => {
    const edited = readRecord(definitionOf({}), 'quickbooks', {
      ...raw,
      Memo: 'Original date 2026-10-15; Ours',
    }) as BookRecord;
    expect(pair({}, edited).operations).toMatchObject([{ book: 'billcom', fields: { memo: 'Ours' } }]);
  });

  test('one that is re-dated into it stays as it is and is held, by either setting', () => {
    const open = bookRecord('T1', fieldsOf('q'));
    const result = reconcilePair({
      definition: definitionOf({}),
      quickbooks: open,
      billcom: bookRecord('00n1', fieldsOf('b', { date: '2026-10-20' })),
      quickbooksBase: open.fields,
      billcomBase: fieldsOf('b'),
      policy: 'ask',
      references,
      rules: later,
    });
    expect(result).toMatchObject({ operations: [], holds: [{ cause: 'closedPeriod', field: 'date' }] });
  });
});

describe('approval', () => {
  const approved = { billsToSync: 'approved' } as const;
  test.each([
    ['0', 'all', undefined],
    ['4', 'all', undefined],
    ['5', 'all', /denied in Bill.com/],
    ['0', 'approved', /not approved in Bill.com yet/],
    ['4', 'approved', /not approved in Bill.com yet/],
    ['3', 'approved', undefined],
    ['5', 'approved', /denied in Bill.com/],
  ] as const)('status %s, bills to sync: %s', (approval, billsToSync, sentence) => {
    const { operation, holds } = create({}, { settings: { billsToSync }, facts: { approval } });
    if (sentence === undefined) expect(operation).toBeDefined();
    else
      expect([operation, holds.map((hold) => hold.sentence).join()]).toEqual([
        undefined,
        expect.stringMatching(sentence),
      ]);
  });

  test('a bill of QuickBooks needs none', () => {
    const plan = planCreate({
      definition: definitionOf({ ...approved, twoWayBills: 'on' }),
      book: 'quickbooks',
      record: bookRecord('T1', fieldsOf('q')),
      references,
    });
    expect(plan.operation).toBeDefined();
  });

  test('one that was denied after it was posted is listed, and goes on syncing', () => {
    const result = reconcilePair({
      definition: definitionOf({}),
      quickbooks: bookRecord('T1', fieldsOf('q')),
      billcom: bookRecord('00n1', fieldsOf('b', { memo: 'Not ours' }), { approval: '5' }),
      quickbooksBase: fieldsOf('q'),
      billcomBase: fieldsOf('b'),
      policy: 'ask',
      references,
    });
    expect(result.holds).toMatchObject([{ cause: 'denied', book: 'billcom', field: '' }]);
    expect(result.operations).toMatchObject([{ fields: { memo: 'Not ours' } }]);
  });
});

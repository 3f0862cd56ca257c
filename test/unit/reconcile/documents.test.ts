import type { CanonicalFields, CanonicalLine, RecordFacts } from '../../../src/entities/definition';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { entityDefinitions } from '../../../src/entities/registry';
import { readRecord, writeFields } from '../../../src/entities/record';
import { addRequest } from '../../../src/quickbooks/listRequests';
import { planCreate } from '../../../src/reconcile/create';
import { reconcileEntity } from '../../../src/reconcile/entity';
import type { AppliedThere } from '../../../src/reconcile/holds';
import { withReference } from '../../../src/reconcile/lineReferences';
import { reconcilePair } from '../../../src/reconcile/pair';
import type { References } from '../../../src/reconcile/references';
import { decideAsOne } from '../../../src/reconcile/unit';
import { bookRecord } from '../../support/bookRecord';

const definitionOf = (twoWayBills: 'on' | 'off') =>
  entityDefinitions({ ...defaultEntitySettings, twoWayBills }).find(({ name }) => name === 'bill')!;

/** `q-x` of QuickBooks is `b-x` of Bill.com; `…-new` is made first, `…-lost` has no twin. */
const references: References = {
  resolve: (_entity, book, id) => {
    if (id.endsWith('-new')) return { state: 'planned' };
    if (id.endsWith('-lost')) return { state: 'unlinked', name: 'Lost' };
    return { state: 'linked', id: `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}` };
  },
};
const line = (book: 'q' | 'b', amount: string, more: Partial<CanonicalLine> = {}): CanonicalLine => ({
  account: `${book}-materials`,
  item: null,
  quantity: null,
  amount,
  memo: null,
  customer: null,
  class: null,
  billable: false,
  ...more,
});
const fieldsOf = (book: 'q' | 'b', more: CanonicalFields = {}): CanonicalFields => ({
  name: 'A-1',
  vendor: `${book}-acme`,
  date: '2026-11-02',
  dueDate: '2026-12-02',
  terms: null,
  memo: null,
  lines: [line(book, '10.00')],
  ...more,
});
const pair = (
  ours: CanonicalFields,
  theirs: CanonicalFields,
  {
    twoWayBills = 'off',
    facts = {},
    ...rest
  }: { twoWayBills?: 'on' | 'off'; facts?: RecordFacts } & Record<string, unknown> = {},
) =>
  reconcilePair({
    definition: definitionOf(twoWayBills),
    quickbooks: bookRecord('T1', fieldsOf('q', ours), facts),
    billcom: bookRecord('00n1', fieldsOf('b', theirs)),
    quickbooksBase: fieldsOf('q'),
    billcomBase: fieldsOf('b'),
    policy: 'ask',
    references,
    ...rest,
  });

describe('a bill', () => {
  test('goes over with the twins of its lines’ references; one that is made first is awaited', () => {
    const { operation } = planCreate({
      definition: definitionOf('off'),
      book: 'billcom',
      record: bookRecord('00n1', fieldsOf('b', { lines: [line('b', '3.00', { customer: 'b-new' })] })),
      references,
    });
    expect(operation?.fields.lines).toMatchObject([{ account: 'q-materials', customer: null }]);
    expect(operation?.awaits).toEqual({ 'lines.0.customer': { entity: 'customer', sourceId: 'b-new' } });
    expect(withReference(operation?.fields ?? {}, 'lines.0.customer', 'q-9').lines).toMatchObject([
      { account: 'q-materials', customer: 'q-9' },
    ]);
  });

  test.each([
    [
      'a line refers to what is not in QuickBooks',
      { lines: [line('b', '3.00', { class: 'b-lost' })] },
      {},
      /class of line 1/,
    ],
    [
      'a line has neither account nor item',
      { lines: [line('b', '3.00', { account: null })] },
      {},
      /line 1 has neither/,
    ],
    ['it has no lines', { lines: [] }, {}, /no lines/],
    ['its lines and its amount differ', {}, { total: '11.00' }, /come to 10.00 and the bill to 11.00/],
    ['it is a draft', {}, { draft: 'yes' }, /draft/],
  ])('is not made when %s', (_case, fields, facts, sentence) => {
    const { operation, holds } = planCreate({
      definition: definitionOf('off'),
      book: 'billcom',
      record: bookRecord('00n1', fieldsOf('b', fields), facts),
      references,
    });
    expect(operation).toBeUndefined();
    expect(holds.map((hold) => hold.sentence).join()).toMatch(sentence);
  });

  test('paid before the company was connected is history, an open one is not', () => {
    const make = (isPaid: string) =>
      planCreate({
        definition: definitionOf('off'),
        book: 'billcom',
        record: bookRecord('00n1', fieldsOf('b'), { isPaid, made: '2026-01-01T00:00:00.000+0000' }),
        references,
        rules: {
          features: { classTracking: true, accountNumbers: true },
          homeCurrency: null,
          connectedAt: new Date('2026-11-01'),
        },
      });
    expect(make('true').holds).toMatchObject([{ cause: 'beforeConnection' }]);
    expect(make('false').operation).toBeDefined();
  });

  describe('and the accounts of the settings', () => {
    const rules = (trouble?: { because: string; cure: string }) => ({
      features: { classTracking: true, accountNumbers: true },
      homeCurrency: null,
      accounts: { apAccount: { id: 'AP', name: 'Accounts Payable', trouble } },
    });
    const inQuickBooks = (apAccount: string) =>
      bookRecord('T1', fieldsOf('q'), { apAccount, apAccountName: 'Retainage' });
    const plan = (apAccount: string, isLinked: boolean) =>
      reconcileEntity({
        definition: definitionOf('on'),
        policy: 'ask',
        records: {
          quickbooks: new Map([['T1', inQuickBooks(apAccount)]]),
          billcom: new Map(isLinked ? [['00n1', bookRecord('00n1', fieldsOf('b', { memo: 'New' }))]] : []),
        },
        links: isLinked
          ? [
              {
                id: '1',
                entity: 'bill',
                quickbooksId: 'T1',
                billcomId: '00n1',
                quickbooksBase: fieldsOf('q'),
                billcomBase: fieldsOf('b'),
              },
            ]
          : [],
        work: { quickbooks: new Set(['T1']), billcom: new Set() },
        inFlight: { quickbooks: new Set(), billcom: new Set() },
        references,
        rules: rules(),
      });

    test.each([true, false])('one on another A/P account is held (linked: %s)', (isLinked) => {
      const other = plan('RET', isLinked);
      expect([other.operations, other.holds]).toMatchObject([[], [{ cause: 'otherAccount' }]]);
      expect(other.holds[0]?.sentence).toContain(
        '“Retainage”, and this company’s payables are on “Accounts Payable”',
      );
      expect(plan('AP', isLinked)).toMatchObject({ operations: [{}], holds: [] });
    });

    test('none is posted while the A/P account does not do', () => {
      const create = (trouble?: { because: string; cure: string }) =>
        planCreate({
          definition: definitionOf('off'),
          book: 'billcom',
          record: bookRecord('00n1', fieldsOf('b')),
          references,
          rules: rules(trouble),
        });
      const held = create({
        because: 'the A/P account “X” is inactive in QuickBooks',
        cure: 'Make it active.',
      });
      expect(held.operation).toBeUndefined();
      expect(held.holds).toMatchObject([
        { cause: 'wrongAccount', cure: 'Make it active.', release: { when: 'nextCycle' } },
      ]);
      expect(create().operation).toBeDefined();
    });

    test('a new one names the A/P account that is set, and none where none is', () => {
      const add = (apAccount: string) =>
        addRequest(
          entityDefinitions({ ...defaultEntitySettings, apAccount }).find(({ name }) => name === 'bill')!,
          { id: '1', fields: fieldsOf('q'), externalGuid: null },
        ).body.BillAdd;
      expect(add('AP')).toMatchObject({ APAccountRef: { ListID: 'AP' }, RefNumber: 'A-1' });
      expect(add('')).not.toHaveProperty('APAccountRef');
    });
  });

  test('changed on both sides in different fields of one unit is one conflict', () => {
    const result = pair({ dueDate: '2026-12-24' }, { lines: [line('b', '12.00')] }, { twoWayBills: 'on' });
    expect(result.operations).toEqual([]);
    expect(result.holds.map(({ cause, field }) => [cause, field])).toEqual([
      ['conflict', 'dueDate'],
      ['conflict', 'lines'],
    ]);
  });

  test('a memo is no part of the unit', () => {
    const result = pair({ memo: 'Ours' }, { lines: [line('b', '12.00')] }, { twoWayBills: 'on' });
    expect(result.operations.map(({ book, fields }) => [book, Object.keys(fields)])).toEqual([
      ['quickbooks', ['lines']],
      ['billcom', ['memo']],
    ]);
  });

  test.each([
    ['groups', /item groups/],
    ['billed', /billed to a customer/],
  ])('whose lines may not be touched for %s keeps them, and takes the rest', (fact, because) => {
    const result = pair({}, { lines: [line('b', '12.00')], memo: 'New' }, { facts: { [fact]: 'L1' } });
    expect(result.operations.map(({ fields }) => Object.keys(fields))).toEqual([['memo']]);
    expect(result.holds).toMatchObject([{ cause: 'cannotChange', field: 'lines' }]);
    expect(result.holds[0]?.sentence).toMatch(because);
  });

  test('re-dated in QuickBooks keeps its invoice date in Bill.com; a new one has both', () => {
    const { billcom } = definitionOf('on');
    const row = writeFields(definitionOf('on'), 'billcom', { date: '2026-11-09' });
    expect(row).toEqual({ glPostingDate: '2026-11-09' });
    expect(billcom.onCreate?.(row)).toEqual({ invoiceDate: '2026-11-09' });
  });

  test('the same lines in other words are no change', () => {
    const memo = 'Sign \u4e2d and more';
    const result = pair(
      { lines: [line('q', '10.00', { memo: 'Sign ? and more' })] },
      { lines: [line('b', '10.00', { memo })] },
    );
    expect([result.operations, result.holds]).toEqual([[], []]);
  });

  test('nothing is changed in QuickBooks in a closed period', () => {
    const rules = {
      features: { classTracking: true, accountNumbers: true },
      homeCurrency: null,
      closingDate: '2026-11-02',
    };
    const result = pair({}, { lines: [line('b', '12.00')] }, { rules });
    expect(result.operations).toEqual([]);
    expect(result.holds).toMatchObject([{ cause: 'closedPeriod', field: 'lines' }]);
  });
});

test('a bill that is gone from Bill.com is made void as soon as nothing is applied to it in QuickBooks', () => {
  const gone = (open: string) =>
    reconcileEntity({
      definition: definitionOf('off'),
      policy: 'ask',
      records: {
        quickbooks: new Map([['T1', bookRecord('T1', fieldsOf('q'), { total: '10.00', open })]]),
        billcom: new Map([['00n1', { ...bookRecord('00n1', fieldsOf('b')), deleted: true }]]),
      },
      links: [
        {
          ...{ id: '1', entity: 'bill', quickbooksId: 'T1', billcomId: '00n1' },
          ...{ quickbooksBase: fieldsOf('q'), billcomBase: fieldsOf('b') },
        },
      ],
      work: { quickbooks: new Set(['T1']), billcom: new Set() },
      inFlight: { quickbooks: new Set(), billcom: new Set() },
      references,
    });
  // Its payment may be made void in the same cycle, which changes no field of the bill: every cycle looks again.
  expect(gone('0.00').holds.map(({ cause, release }) => [cause, release.when])).toEqual([
    ['cannotChange', 'nextCycle'],
  ]);
  expect(gone('10.00').operations.map(({ action }) => action)).toEqual(['void']);
});

test('two bills with a line on an account that neither book has of the other wait for it, and are no conflict', () => {
  const lines = (book: 'q' | 'b', account: string) => ({
    lines: [line(book, '10.00', { account: `${book}-${account}` })],
  });
  const fresh = { quickbooksBase: {}, billcomBase: {} };
  const { holds } = pair(lines('q', 'safety-lost'), lines('b', 'safety-lost'), fresh);
  expect(holds.map(({ cause, field, release }) => [cause, field, release])).toEqual([
    ['waiting', 'lines', { when: 'linked', entity: 'account', book: 'billcom', id: 'b-safety-lost' }],
  ]);
  // Known on one side, the two differ.
  expect(pair(lines('q', 'rent'), lines('b', 'safety-lost'), fresh).holds.map(({ cause }) => cause)).toEqual([
    'conflict',
  ]);
  // Changed since they agreed, they are a question whatever they name.
  expect(pair(lines('q', 'one-lost'), lines('b', 'two-lost')).holds.map(({ cause }) => cause)).toEqual([
    'conflict',
  ]);
});

test('a bill that comes to less than what was paid on it in QuickBooks waits until that is taken off there', () => {
  const facts = (open: string): RecordFacts => ({ total: '10.00', open });
  const edited = (open: string) =>
    reconcileEntity({
      definition: definitionOf('off'),
      policy: 'ask',
      records: {
        quickbooks: new Map([['T1', bookRecord('T1', fieldsOf('q'), facts(open))]]),
        billcom: new Map([['00n1', bookRecord('00n1', fieldsOf('b', { lines: [line('b', '4.00')] }))]]),
      },
      links: [
        {
          ...{ id: '1', entity: 'bill', quickbooksId: 'T1', billcomId: '00n1' },
          ...{ quickbooksBase: fieldsOf('q'), billcomBase: fieldsOf('b') },
        },
      ],
      work: { quickbooks: new Set(), billcom: new Set(['00n1']) },
      inFlight: { quickbooks: new Set(), billcom: new Set() },
      references,
    });
  expect(edited('5.00').operations).toEqual([]);
  expect(edited('5.00').holds.map(({ sentence, release }) => [sentence, release.when])).toEqual([
    [
      expect.stringContaining('comes to 4.00 now, and 5.00 of it is paid or credited in QuickBooks'),
      'nextCycle',
    ],
  ]);
  expect(edited('6.00').operations).toHaveLength(1);
});

test('a bill that comes to less than what is paid on it in Bill.com waits until that is undone there', () => {
  const editedTo = (more: CanonicalFields, ...appliedThere: AppliedThere[]) =>
    reconcileEntity({
      definition: definitionOf('on'),
      policy: 'ask',
      records: {
        quickbooks: new Map([
          ['T1', bookRecord('T1', fieldsOf('q', { lines: [line('q', '4.00')], ...more }))],
        ]),
        billcom: new Map([['00n1', bookRecord('00n1', fieldsOf('b'))]]),
      },
      links: [
        {
          ...{ id: '1', entity: 'bill', quickbooksId: 'T1', billcomId: '00n1' },
          ...{ quickbooksBase: fieldsOf('q'), billcomBase: fieldsOf('b') },
        },
      ],
      work: { quickbooks: new Set(['T1']), billcom: new Set() },
      inFlight: { quickbooks: new Set(), billcom: new Set() },
      references,
      appliedThere: new Map([['00n1', appliedThere]]),
    });
  const edited = (...appliedThere: AppliedThere[]) => editedTo({}, ...appliedThere);
  const held = edited({ name: 'P1', amount: '3.00' }, { name: null, amount: '2.00' });
  expect(held.operations).toEqual([]);
  expect(held.holds.map(({ book, sentence, release }) => [book, sentence, release.when])).toEqual([
    [
      'quickbooks',
      expect.stringContaining(
        'comes to 4.00 now, and 5.00 of it is paid or about to be in Bill.com (by “P1” and with credits)',
      ),
      'nextCycle',
    ],
  ]);
  expect(edited({ name: 'P1', amount: '4.00' }).operations).toHaveLength(1);

  // Its number is no part of the amount and goes over; its date waits with the lines.
  const paid = { name: 'P1', amount: '5.00' };
  const renumbered = editedTo({ name: 'A-2' }, paid);
  expect(renumbered.operations.map(({ fields }) => fields)).toEqual([{ name: 'A-2' }]);
  expect(renumbered.holds.map(({ field }) => field)).toEqual(['lines']);
  const moved = editedTo({ name: 'A-2', date: '2026-11-03' }, paid);
  expect(moved.operations.map(({ fields }) => fields)).toEqual([{ name: 'A-2' }]);
  expect(moved.holds.map(({ field }) => field)).toEqual(['']);
});

describe('a vendor credit', () => {
  const credit = entityDefinitions({ ...defaultEntitySettings, twoWayBills: 'on' }).find(
    ({ name }) => name === 'vendorCredit',
  )!;
  const creditOf = (book: 'q' | 'b', more: CanonicalFields = {}): CanonicalFields => {
    const { dueDate: _due, terms: _terms, ...fields } = fieldsOf(book, more);
    return fields;
  };
  const credits = (ours: CanonicalFields, theirs: CanonicalFields, facts: RecordFacts = {}) =>
    reconcilePair({
      definition: credit,
      quickbooks: bookRecord('T9', creditOf('q', ours), { total: '10.00', open: '10.00', ...facts }),
      billcom: bookRecord('vcr9', creditOf('b', theirs)),
      quickbooksBase: creditOf('q'),
      billcomBase: creditOf('b'),
      policy: 'ask',
      references,
    });

  test('of Bill.com is posted; one of QuickBooks stays, with 2-way bill sync too', () => {
    const make = (book: 'quickbooks' | 'billcom') =>
      planCreate({
        definition: credit,
        book,
        record: bookRecord('c1', creditOf(book === 'billcom' ? 'b' : 'q')),
        references,
      });
    expect(make('billcom').operation).toMatchObject({ book: 'quickbooks', fields: { vendor: 'q-acme' } });
    const { operation, holds } = make('quickbooks');
    expect(operation).toBeUndefined();
    expect(holds).toMatchObject([{ cause: 'ownerRule' }]);
    expect(holds[0]?.sentence).toMatch(/vendor credits of QuickBooks are not made in Bill\.com/);
  });

  test('edited in Bill.com is edited in QuickBooks; edited in QuickBooks it is kept or restored', () => {
    const theirs = credits({}, { lines: [line('b', '12.00')] });
    expect(theirs.operations).toMatchObject([
      { book: 'quickbooks', fields: { lines: [{ amount: '12.00' }] } },
    ]);
    const ours = credits({ memo: 'Ours' }, {});
    expect(ours.operations).toEqual([]);
    expect(ours.holds).toMatchObject([{ cause: 'cannotChange', field: 'memo' }]);
    expect(ours.holds[0]?.cure).toMatch(/keep|restore/i);
  });

  test('that is applied keeps its vendor, which QuickBooks lets nobody change', () => {
    const free = credits({}, { vendor: 'b-other' });
    expect(free.operations).toMatchObject([{ fields: { vendor: 'q-other' } }]);
    const used = credits({}, { vendor: 'b-other', memo: 'New' }, { open: '4.00' });
    expect(used.operations.map(({ fields }) => Object.keys(fields))).toEqual([['memo']]);
    expect(used.holds).toMatchObject([{ cause: 'cannotChange', field: 'vendor' }]);
    expect(used.holds[0]?.sentence).toMatch(/applied to it in QuickBooks/);
  });

  test('whose number is too long for QuickBooks has it in the memo, and gives it back', () => {
    const number = 'CREDIT-2026-11-02-0000017';
    const read = readRecord(credit, 'billcom', {
      id: 'vcr1',
      refNumber: number,
      vendorId: '009'.padEnd(20, '0'),
      creditDate: '2026-11-02',
      description: 'Broken tiles',
      vendorCreditLineItems: [{ amount: 3, chartOfAccountId: '0ca'.padEnd(20, '0') }],
    });
    expect(read?.fields).toMatchObject({
      name: number,
      date: '2026-11-02',
      memo: `No. ${number}; Broken tiles`,
      lines: [{ amount: '3.00' }],
    });
    expect(credit.fields.memo?.write.billcom(read?.fields.memo ?? null)).toEqual({
      description: 'Broken tiles',
    });
  });

  test('used up before the company was connected is history, a partly open one is not', () => {
    const make = (open?: string) =>
      planCreate({
        definition: credit,
        book: 'billcom',
        record: bookRecord('vcr1', creditOf('b'), {
          made: '2026-01-01T00:00:00.000+0000',
          ...(open !== undefined && { open }),
        }),
        references,
        rules: {
          features: { classTracking: true, accountNumbers: true },
          homeCurrency: null,
          connectedAt: new Date('2026-11-01'),
        },
      });
    expect(make('0.00').holds).toMatchObject([{ cause: 'beforeConnection' }]);
    expect(make().operation).toBeDefined();
  });
});

test('a policy decides a unit whole', () => {
  const decided = decideAsOne(
    new Map([
      ['date', { kind: 'flows', from: 'quickbooks', overwrites: false }],
      ['lines', { kind: 'flows', from: 'billcom', overwrites: false }],
      ['memo', { kind: 'flows', from: 'quickbooks', overwrites: false }],
    ]),
    ['date', 'lines'],
    'billcom',
  );
  expect([...decided.values()].map((decision) => 'from' in decision && decision.from)).toEqual([
    'billcom',
    'billcom',
    'quickbooks',
  ]);
});

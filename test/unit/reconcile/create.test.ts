import type { EntityDefinition } from '../../../src/entities/definition';
import { account, classes, held, link, reconcile, record, vendor, written } from './samples';

describe('a record without a twin', () => {
  test('is made in the other book with all its fields, and both bases are known', () => {
    const plan = reconcile(vendor, {
      billcom: [
        record('B1', 'Northern Consolidated Building Supplies East Branch', { phone: '1', email: null }),
      ],
    });
    expect(plan.operations).toMatchObject([
      {
        action: 'create',
        book: 'quickbooks',
        recordId: null,
        sourceId: 'B1',
        fields: { name: 'Northern Consolidated Building Supplies E', phone: '1', active: true },
        sourceBase: { name: 'Northern Consolidated Building Supplies East Branch', phone: '1', email: null },
      },
    ]);
    expect(Object.keys(plan.operations[0]?.fields ?? {})).not.toContain('email');
    expect(Object.keys(plan.operations[0]?.sourceBase ?? {}).sort()).toEqual(
      Object.keys(vendor.fields).sort(),
    );
  });

  test('is left alone when it is inactive', () => {
    const plan = reconcile(vendor, { quickbooks: [record('Q1', 'Acme', { active: false })] });
    expect([written(plan), held(plan)]).toEqual([[], ['Q1 inactive']]);
    expect(plan.holds[0]?.sentence).toBe(
      'The vendor “Acme” in QuickBooks is inactive and has no twin, so it is not made in Bill.com.',
    );
  });

  test('is left alone when rules say so', () => {
    const plan = reconcile(account, { quickbooks: [record('Q1', 'Estimates', { type: 'NonPosting' })] });
    expect([written(plan), held(plan)]).toEqual([[], ['Q1 ownerRule']]);
    const oneWay: EntityDefinition = {
      ...vendor,
      flows: { quickbooksToBillcom: true, billcomToQuickbooks: false },
    };
    const other = reconcile(oneWay, { billcom: [record('B1', 'Acme')] });
    expect(other.holds.map((hold) => hold.sentence)).toEqual([
      'The vendor “Acme” in Bill.com is left alone. By rule, vendors of Bill.com are not made in QuickBooks.',
    ]);
  });

  test('that is not on the work list is not made', () => {
    const plan = reconcile(vendor, {
      quickbooks: [record('Q1', 'Acme'), record('Q2', 'Bolts')],
      work: ['Q2'],
    });
    expect(written(plan)).toEqual(['create Bolts in billcom']);
    expect(plan.looked).toEqual([{ book: 'quickbooks', id: 'Q2' }]);
  });

  test('that was deleted or merged away leaves the work list without a word', () => {
    const plan = reconcile(vendor, {
      quickbooks: [record('Q1', 'Acme', {}, { deleted: true })],
      billcom: [record('B1', 'Bolts', { active: false }, { mergedInto: 'B9' })],
    });
    expect([written(plan), held(plan)]).toEqual([[], []]);
    expect(plan.looked).toHaveLength(2);
  });

  test('that cannot be read is held', () => {
    const plan = reconcile(vendor, { billcom: [record('B1', null, {}, { problem: 'it has no name' })] });
    expect([written(plan), held(plan)]).toEqual([[], ['B1 unreadable']]);
  });

  test('without a name that QuickBooks can spell is held', () => {
    const plan = reconcile(vendor, { billcom: [record('B1', '日本商事')] });
    expect([written(plan), held(plan)]).toEqual([[], ['B1 toPutRight name']]);
    expect(plan.holds[0]?.sentence).toBe(
      'The vendor “日本商事” in Bill.com is not made in QuickBooks: QuickBooks can hold none of its letters.',
    );
  });

  test('without an account type is held, since QuickBooks fixes it at once', () => {
    const plan = reconcile(account, { billcom: [record('B1', 'Fees', { type: null })] });
    expect([written(plan), held(plan)]).toEqual([[], ['B1 toPutRight type']]);
  });

  test('is made without a number that is too long, and the number is held', () => {
    const plan = reconcile(account, {
      billcom: [record('B1', 'Fees', { type: 'Expense', number: '12345678' })],
    });
    expect(plan.operations[0]?.fields).not.toHaveProperty('number');
    expect(plan.operations[0]?.sourceBase).not.toHaveProperty('number');
    expect(held(plan)).toEqual(['B1 notCarried number']);
  });
});

describe('a name', () => {
  test('in use in QuickBooks is foreseen, whatever its capitals and even by an inactive record', () => {
    const taken = record('Q1', 'ACME', { active: false });
    const twin = record('B1', 'Old', { active: false });
    const plan = reconcile(vendor, {
      quickbooks: [taken],
      billcom: [twin, record('B2', 'Acme')],
      links: [link(taken, twin)],
      work: ['B2'],
    });
    expect([written(plan), held(plan)]).toEqual([[], ['B2 nameInUse']]);
    expect(plan.holds[0]?.sentence).toBe(
      'The vendor “Acme” in Bill.com cannot be made in QuickBooks: its name “Acme” is in use there (by the inactive “ACME”).',
    );
    expect(plan.holds[0]?.release).toEqual({ when: 'nextCycle' });
  });

  test('that two differ in only beyond 41 characters is a clash', () => {
    const plan = reconcile(vendor, {
      billcom: [
        record('B1', 'Northern Consolidated Building Supplies and Hardware East'),
        record('B2', 'Northern Consolidated Building Supplies and Hardware West'),
      ],
    });
    expect([written(plan), held(plan)]).toEqual([[], ['B1 nameInUse', 'B2 nameInUse']]);
  });

  test('may exist once under each parent', () => {
    const plan = reconcile(classes, {
      billcom: [
        record('B1', 'East'),
        record('B2', 'West'),
        record('B3', 'Sales', { parent: 'B1' }),
        record('B4', 'Sales', { parent: 'B2' }),
      ],
    });
    expect(plan.operations).toHaveLength(4);
    expect(plan.holds).toEqual([]);
  });

  test('that a new record takes is not given to another by renaming in the same plan', () => {
    const [quickbooks, billcom] = [record('Q1', 'Old'), record('B1', 'Acme')];
    const plan = reconcile(vendor, {
      quickbooks: [quickbooks],
      billcom: [billcom, record('B2', 'ACME')],
      links: [link(quickbooks, billcom, { billcom: { name: 'Old' } })],
    });
    expect(written(plan)).toEqual(['create ACME in quickbooks']);
    expect(held(plan)).toEqual(['B1 nameInUse name']);
  });

  test('given up by renaming can be used again in the next cycle', () => {
    const [quickbooks, billcom] = [record('Q1', 'Acme'), record('B1', 'Acme Old')];
    const plan = reconcile(vendor, {
      quickbooks: [quickbooks],
      billcom: [billcom, record('B2', 'Acme')],
      links: [link(quickbooks, billcom, { billcom: { name: 'Acme' } })],
    });
    expect(written(plan)).toEqual(['update Acme Old in quickbooks']);
    expect(plan.holds).toMatchObject([
      { recordId: 'B2', cause: 'nameInUse', release: { when: 'nextCycle' } },
    ]);
  });
});

test('an account number in use in Bill.com is foreseen', () => {
  const [quickbooks, billcom] = [
    record('Q1', 'Rent', { type: 'Expense' }),
    record('B1', 'Rent', { type: 'Expense', number: '100' }),
  ];
  const plan = reconcile(account, {
    quickbooks: [quickbooks, record('Q2', 'Fees', { type: 'Income', number: '100' })],
    billcom: [billcom],
    links: [link(quickbooks, billcom)],
    work: ['Q2'],
  });
  expect(plan.holds.map((hold) => hold.sentence)).toEqual([
    'The account “Fees” in QuickBooks cannot be made in Bill.com: its account number “100” is in use there (by “Rent”).',
  ]);
});

describe('parents', () => {
  test('a child waits for its parent in the same plan', () => {
    const plan = reconcile(classes, {
      quickbooks: [
        record('Q1', 'Sales', { parent: 'Q2' }),
        record('Q2', 'East', { parent: 'Q3' }),
        record('Q3', 'Coast'),
      ],
    });
    expect(plan.operations.map((one) => [one.recordName, one.awaits])).toEqual([
      ['Coast', {}],
      ['East', { parent: { entity: 'class', sourceId: 'Q3' } }],
      ['Sales', { parent: { entity: 'class', sourceId: 'Q2' } }],
    ]);
  });

  test('a linked record that moves under a new one waits for it too', () => {
    const [quickbooks, billcom] = [record('Q1', 'Sales', { parent: 'Q9' }), record('B1', 'Sales')];
    const plan = reconcile(classes, {
      quickbooks: [quickbooks, record('Q9', 'East')],
      billcom: [billcom],
      links: [link(quickbooks, billcom, { quickbooks: { parent: null } })],
    });
    expect(plan.operations.map((one) => [one.action, one.awaits])).toEqual([
      ['create', {}],
      ['update', { parent: { entity: 'class', sourceId: 'Q9' } }],
    ]);
  });

  test('a child of a parent that is held waits with it', () => {
    const plan = reconcile(classes, {
      quickbooks: [record('Q1', 'East', { active: false }), record('Q2', 'Sales', { parent: 'Q1' })],
    });
    expect([written(plan), held(plan)]).toEqual([[], ['Q1 inactive', 'Q2 waiting parent']]);
    expect(plan.holds[1]?.release).toEqual({ when: 'linked', entity: 'class', book: 'quickbooks', id: 'Q1' });
  });

  test('in a circle are held and end no run', () => {
    const plan = reconcile(classes, {
      billcom: [record('B1', 'East', { parent: 'B2' }), record('B2', 'West', { parent: 'B1' })],
    });
    expect([written(plan), held(plan)]).toEqual([[], ['B1 waiting parent', 'B2 waiting parent']]);
  });

  test('that are inactive in QuickBooks take no new child', () => {
    const [quickbooks, billcom] = [
      record('Q1', 'East', { active: false }),
      record('B1', 'East', { active: false }),
    ];
    const plan = reconcile(classes, {
      quickbooks: [quickbooks],
      billcom: [billcom, record('B2', 'Sales', { parent: 'B1' })],
      links: [link(quickbooks, billcom)],
    });
    expect([written(plan), held(plan)]).toEqual([[], ['B2 toPutRight parent']]);
  });
});

test('the plan is the same whatever the order of reading', () => {
  const quickbooks = [record('Q1', 'East'), record('Q2', 'Sales', { parent: 'Q1' }), record('Q3', 'North')];
  const billcom = [record('B1', 'West'), record('B2', 'Sales', { parent: 'B1' }), record('B3', 'north')];
  const forwards = reconcile(classes, { quickbooks, billcom });
  const backwards = reconcile(classes, {
    quickbooks: [...quickbooks].reverse(),
    billcom: [...billcom].reverse(),
  });
  expect(backwards).toEqual(forwards);
});

import type { EntityDefinition } from '../../../src/entities/definition';
import type { References } from '../../../src/reconcile/references';
import { account, called, classes, held, link, reconcile, record, vendor, written } from './samples';

const long = 'Northern Consolidated Building Supplies East Branch';
const short = 'Northern Consolidated Building Supplies E';
const pairOf = (was: string, fields = {}) => ({
  quickbooks: record('Q1', was, fields),
  billcom: record('B1', was, fields),
});

describe('a linked vendor', () => {
  test('that nobody edited is left alone', () => {
    const { quickbooks, billcom } = pairOf('Acme', { phone: '1' });
    const plan = reconcile(vendor, {
      quickbooks: [quickbooks],
      billcom: [billcom],
      links: [link(quickbooks, billcom)],
    });
    expect([plan.operations, plan.holds]).toEqual([[], []]);
  });

  test('a name shortened for QuickBooks never comes back as an edit', () => {
    const quickbooks = record('Q1', short, { phone: '2' });
    const billcom = record('B1', long, { phone: '1' });
    const links = [link(quickbooks, billcom, { quickbooks: { phone: '1' } })];
    const plan = reconcile(vendor, { quickbooks: [quickbooks], billcom: [billcom], links });
    expect(plan.operations.map((one) => [one.book, one.fields])).toEqual([['billcom', { phone: '2' }]]);
  });

  test('a long name goes over short, and its own book remembers it whole', () => {
    const quickbooks = record('Q1', 'Acme');
    const billcom = record('B1', long);
    const links = [link(quickbooks, billcom, { billcom: { name: 'Acme' } })];
    const plan = reconcile(vendor, { quickbooks: [quickbooks], billcom: [billcom], links });
    expect(plan.operations).toMatchObject([
      { book: 'quickbooks', fields: { name: short }, sourceBase: { name: long }, before: { name: 'Acme' } },
    ]);
  });

  test('edits of different fields in both books both go over', () => {
    const quickbooks = record('Q1', 'Acme', { phone: '2', fax: '1' });
    const billcom = record('B1', 'Acme', { phone: '1', fax: '2' });
    const links = [link(quickbooks, billcom, { quickbooks: { phone: '1' }, billcom: { fax: '1' } })];
    const plan = reconcile(vendor, { quickbooks: [quickbooks], billcom: [billcom], links });
    expect(plan.operations.map((one) => [one.book, one.fields, one.before])).toEqual([
      ['quickbooks', { fax: '2' }, { fax: '1' }],
      ['billcom', { phone: '2' }, { phone: '1' }],
    ]);
  });

  test('a conflict holds its field only', () => {
    const quickbooks = record('Q1', 'Acme', { phone: '2', fax: '2' });
    const billcom = record('B1', 'Acme', { phone: '3', fax: '1' });
    const links = [
      link(quickbooks, billcom, { quickbooks: { phone: '1', fax: '1' }, billcom: { phone: '1' } }),
    ];
    const plan = reconcile(vendor, { quickbooks: [quickbooks], billcom: [billcom], links, policy: 'ask' });
    expect(plan.operations.map((one) => one.fields)).toEqual([{ fax: '2' }]);
    expect(plan.holds.map((hold) => hold.sentence)).toEqual([
      'The phone of the vendor “Acme” was changed in both books: QuickBooks says “2”, Bill.com says “3”.',
    ]);
  });

  test('an edit that loses to the other book is named in the operation', () => {
    const quickbooks = record('Q1', 'Acme', { phone: '2' });
    const billcom = record('B1', 'Acme', { phone: '3' });
    const links = [link(quickbooks, billcom, { quickbooks: { phone: '1' }, billcom: { phone: '1' } })];
    const plan = reconcile(vendor, { quickbooks: [quickbooks], billcom: [billcom], links });
    expect(plan.operations).toMatchObject([
      { book: 'billcom', fields: { phone: '2' }, overwrites: ['phone'], before: { phone: '3' } },
    ]);
  });

  test('made inactive in one book is made inactive in the other, after all other writes', () => {
    const quickbooks = record('Q1', 'Acme', { active: false });
    const billcom = record('B1', 'Acme');
    const links = [link(quickbooks, billcom, { quickbooks: { active: true } })];
    const plan = reconcile(vendor, { quickbooks: [quickbooks], billcom: [billcom], links });
    expect(plan.operations).toMatchObject([
      { book: 'billcom', phase: 'deactivate', fields: { active: false } },
    ]);
  });

  test('that is inactive on one side still takes the other fields', () => {
    const quickbooks = record('Q1', 'Acme', { active: false });
    const billcom = record('B1', 'Acme', { phone: '2' });
    const links = [link(quickbooks, billcom, { quickbooks: { active: true }, billcom: { phone: null } })];
    const plan = reconcile(vendor, { quickbooks: [quickbooks], billcom: [billcom], links });
    expect(plan.operations.map((one) => [one.book, one.fields])).toEqual([
      ['quickbooks', { phone: '2' }],
      ['billcom', { active: false }],
    ]);
  });

  test('renamed to a name that another one has in QuickBooks is held until that name is free', () => {
    const quickbooks = [record('Q1', 'Acme', { phone: '1' }), record('Q2', 'Bolts', { active: false })];
    const billcom = [record('B1', 'bolts', { phone: '2' }), record('B2', 'Bolts', { active: false })];
    const links = [
      link(quickbooks[0] as never, billcom[0] as never, { billcom: { name: 'Acme', phone: '1' } }),
      link(quickbooks[1] as never, billcom[1] as never),
    ];
    const plan = reconcile(vendor, { quickbooks, billcom, links });
    expect(plan.operations.map((one) => one.fields)).toEqual([{ phone: '2' }]);
    expect(plan.holds).toMatchObject([
      {
        field: 'name',
        release: { when: 'nextCycle' },
        sentence:
          'The name “bolts” of the vendor “bolts” in Bill.com cannot go to QuickBooks: it is in use there (by the inactive “Bolts”).',
      },
    ]);
  });

  test('renamed to something that QuickBooks cannot spell keeps its old name there', () => {
    const quickbooks = record('Q1', 'Acme');
    const billcom = record('B1', '日本商事');
    const links = [link(quickbooks, billcom, { billcom: { name: 'Acme' } })];
    const plan = reconcile(vendor, { quickbooks: [quickbooks], billcom: [billcom], links });
    expect([written(plan), held(plan)]).toEqual([[], ['B1 notCarried name']]);
  });

  test('that is unreadable in one book is not touched in either', () => {
    const quickbooks = record('Q1', 'Acme', { phone: '2' });
    const billcom = record('B1', 'Acme', { phone: '1' }, { problem: 'fax should be text and is a list' });
    const links = [link(quickbooks, billcom, { quickbooks: { phone: '1' } })];
    const plan = reconcile(vendor, { quickbooks: [quickbooks], billcom: [billcom], links });
    expect([written(plan), held(plan)]).toEqual([[], ['B1 unreadable']]);
    expect(plan.holds[0]?.sentence).toBe(
      'The vendor “Acme” in Bill.com could not be read: fax should be text and is a list.',
    );
  });

  test('with a write on its way stays on the work list', () => {
    const quickbooks = record('Q1', 'Acme', { phone: '2' });
    const billcom = record('B1', 'Acme', { phone: '1' });
    const links = [link(quickbooks, billcom, { quickbooks: { phone: '1' } })];
    const plan = reconcile(vendor, { quickbooks: [quickbooks], billcom: [billcom], links, inFlight: ['B1'] });
    expect([plan.operations, plan.looked]).toEqual([[], []]);
  });

  test('of a list that flows one way only is not changed the other way', () => {
    const oneWay: EntityDefinition = {
      ...vendor,
      flows: { quickbooksToBillcom: true, billcomToQuickbooks: false },
    };
    const quickbooks = record('Q1', 'Acme', { phone: '1' });
    const billcom = record('B1', 'Acme', { phone: '2' });
    const links = [link(quickbooks, billcom, { billcom: { phone: '1' } })];
    const plan = reconcile(oneWay, { quickbooks: [quickbooks], billcom: [billcom], links });
    expect([written(plan), held(plan)]).toEqual([[], ['B1 cannotChange phone']]);
    expect(plan.holds[0]?.sentence).toBe(
      'The phone of the vendor “Acme” differs: QuickBooks has “1”, Bill.com has “2”. It is changed in QuickBooks only.',
    );
  });
});

describe('terms that are gone from one book, whose twin has another one now', () => {
  /** Bill.com's customer refers to terms that were deleted there; QuickBooks' have a new twin. */
  const references = (goneIn: 'quickbooks' | 'billcom'): References => ({
    resolve: (_entity, book, id) =>
      book === goneIn ? { state: 'unlinked', name: id, isGone: true } : { state: 'linked', id: `new ${id}` },
    hasParted: () => true,
  });
  const quickbooks = record('Q1', 'Kitchen', { terms: 'QT', parent: 'QP' });
  const billcom = record('B1', 'Kitchen', { terms: 'BT', parent: 'BP' });
  const parents = [record('QP', 'Acme'), record('BP', 'Acme')] as const;
  const planOf = (goneIn: 'quickbooks' | 'billcom') =>
    reconcile(called('customer'), {
      quickbooks: [quickbooks, parents[0]],
      billcom: [billcom, parents[1]],
      links: [link(quickbooks, billcom), link(...parents)],
      references: references(goneIn),
      policy: 'ask',
    });

  test('come from the side that has them', () => {
    const plan = planOf('billcom');
    expect(plan.operations).toMatchObject([
      { book: 'billcom', recordId: 'B1', fields: { terms: 'new QT' }, overwrites: [] },
    ]);
    expect(held(plan)).toEqual([]);
  });

  test('are said to differ where nothing goes that way: jobs belong to QuickBooks', () => {
    const plan = planOf('quickbooks');
    expect([written(plan), held(plan)]).toEqual([[], ['B1 cannotChange terms']]);
  });
});

describe('a linked account', () => {
  test('a system account is never changed', () => {
    const quickbooks = record(
      'Q1',
      'Accounts Payable',
      { type: 'AccountsPayable' },
      { facts: { specialType: 'AccountsPayable' } },
    );
    const billcom = record('B1', 'Payables', { type: 'AccountsPayable' });
    const links = [link(quickbooks, billcom, { billcom: { name: 'Accounts Payable' } })];
    const plan = reconcile(account, { quickbooks: [quickbooks], billcom: [billcom], links });
    expect([written(plan), held(plan)]).toEqual([[], ['B1 cannotChange name']]);
    expect(plan.holds[0]?.sentence).toContain('QuickBooks keeps this account for itself');
  });

  test('the account type is fixed', () => {
    const quickbooks = record('Q1', 'Fees', { type: 'Expense' });
    const billcom = record('B1', 'Fees', { type: 'Income' });
    for (const [changed, policy] of [
      ['quickbooks', 'quickbooks'],
      ['billcom', 'billcom'],
    ] as const) {
      const links = [link(quickbooks, billcom, { [changed]: { type: 'Bank' } })];
      const plan = reconcile(account, { quickbooks: [quickbooks], billcom: [billcom], links, policy });
      expect(plan.operations).toEqual([]);
      expect(plan.holds).toMatchObject([{ cause: 'cannotChange', field: 'type' }]);
    }
  });

  test('an account number of more than 7 characters stays in Bill.com', () => {
    const quickbooks = record('Q1', 'Fees', { type: 'Expense', number: '100' });
    const billcom = record('B1', 'Fees', { type: 'Expense', number: '12345678', description: 'new' });
    const links = [link(quickbooks, billcom, { billcom: { number: '100', description: null } })];
    const plan = reconcile(account, { quickbooks: [quickbooks], billcom: [billcom], links });
    expect(plan.operations.map((one) => one.fields)).toEqual([{ description: 'new' }]);
    expect(plan.holds.map((hold) => hold.sentence)).toEqual([
      'The account number “12345678” of the account “Fees” stays in Bill.com only: QuickBooks takes at most 7 characters here.',
    ]);
  });

  test('an account number in use in the other book is held', () => {
    const quickbooks = [record('Q1', 'Fees', { type: 'Expense', number: '100' })];
    const billcom = [
      record('B1', 'Fees', { type: 'Expense', number: null }),
      record('B2', 'Rent', { type: 'Expense', number: '100', active: false }),
    ];
    const links = [link(quickbooks[0] as never, billcom[0] as never, { quickbooks: { number: null } })];
    const plan = reconcile(account, { quickbooks, billcom, links, work: ['Q1'] });
    expect([written(plan), held(plan)]).toEqual([[], ['Q1 nameInUse number']]);
    expect(plan.holds[0]?.sentence).toBe(
      'The account number “100” of the account “Fees” in QuickBooks cannot go to Bill.com: it is in use there (by the inactive “Rent”).',
    );
  });
});

describe('a record that moves under another parent', () => {
  const tops = {
    quickbooks: [record('Q1', 'East'), record('Q2', 'West')],
    billcom: [record('B1', 'East'), record('B2', 'West')],
  };
  const topLinks = [0, 1].map((at) => link(tops.quickbooks[at] as never, tops.billcom[at] as never));

  test('moves under the twin of that parent', () => {
    const child = [record('Q3', 'Sales', { parent: 'Q2' }), record('B3', 'Sales', { parent: 'B1' })] as const;
    const plan = reconcile(classes, {
      quickbooks: [...tops.quickbooks, child[0]],
      billcom: [...tops.billcom, child[1]],
      links: [...topLinks, link(...child, { quickbooks: { parent: 'Q1' } })],
    });
    expect(plan.operations.map((one) => [one.book, one.recordId, one.fields])).toEqual([
      ['billcom', 'B3', { parent: 'B2' }],
    ]);
  });

  test('waits for a parent that is not in the other book', () => {
    const waiting = record('Q9', 'North', { active: false });
    const child = [record('Q3', 'Sales', { parent: 'Q9' }), record('B3', 'Sales', { parent: 'B1' })] as const;
    const plan = reconcile(classes, {
      quickbooks: [...tops.quickbooks, waiting, child[0]],
      billcom: [...tops.billcom, child[1]],
      links: [...topLinks, link(...child, { quickbooks: { parent: 'Q1' } })],
      work: ['Q3'],
    });
    expect(plan.holds).toMatchObject([
      {
        cause: 'waiting',
        release: { when: 'linked', entity: 'class', book: 'quickbooks', id: 'Q9' },
        sentence:
          'The class “Sales” in QuickBooks waits for its parent class “North”, which is not in Bill.com yet.',
      },
    ]);
  });

  test('does not move under a parent whose twin was deleted', () => {
    const dead = { ...(tops.billcom[1] as never as ReturnType<typeof record>), deleted: true };
    const child = [record('Q3', 'Sales', { parent: 'Q2' }), record('B3', 'Sales', { parent: 'B1' })] as const;
    const plan = reconcile(classes, {
      quickbooks: [...tops.quickbooks, child[0]],
      billcom: [tops.billcom[0] as never, dead, child[1]],
      links: [...topLinks, link(...child, { quickbooks: { parent: 'Q1' } })],
    });
    expect([written(plan), held(plan)]).toEqual([[], ['Q2 deleted', 'Q3 waiting parent']]);
  });

  test('does not move under a parent that is inactive in QuickBooks', () => {
    const inactive = record('Q2', 'West', { active: false });
    const other = record('B2', 'West', { active: false });
    const child = [record('Q3', 'Sales', { parent: 'Q1' }), record('B3', 'Sales', { parent: 'B2' })] as const;
    const plan = reconcile(classes, {
      quickbooks: [tops.quickbooks[0] as never, inactive, child[0]],
      billcom: [tops.billcom[0] as never, other, child[1]],
      links: [topLinks[0] as never, link(inactive, other), link(...child, { billcom: { parent: 'B1' } })],
    });
    expect([written(plan), held(plan)]).toEqual([[], ['B3 toPutRight parent']]);
    expect(plan.holds[0]?.sentence).toBe(
      'The class “Sales” in Bill.com waits for its parent class “West”, which is inactive in QuickBooks.',
    );
  });

  test('moves that would put two records below each other are held in both books', () => {
    const quickbooks = [record('Q1', 'East', { parent: 'Q2' }), record('Q2', 'West')];
    const billcom = [record('B1', 'East'), record('B2', 'West', { parent: 'B1' })];
    const links = [
      link(quickbooks[0] as never, billcom[0] as never, { quickbooks: { parent: null } }),
      link(quickbooks[1] as never, billcom[1] as never, { billcom: { parent: null } }),
    ];
    const plan = reconcile(classes, { quickbooks, billcom, links });
    expect([written(plan), held(plan)]).toEqual([[], ['B2 conflict parent', 'Q1 conflict parent']]);
    expect(plan.holds[0]).toMatchObject({
      release: { when: 'nextCycle' },
      sentence:
        'The parent class of the class “East” is “West” in QuickBooks, but in Bill.com “West” is still below “East”, so it would stand below itself.',
    });
  });

  test('does not move to where its name is in use', () => {
    const child = [record('Q3', 'Sales', { parent: 'Q1' }), record('B3', 'Sales', { parent: 'B2' })] as const;
    const plan = reconcile(classes, {
      quickbooks: [...tops.quickbooks, child[0], record('Q4', 'SALES', { parent: 'Q2', active: false })],
      billcom: [...tops.billcom, child[1]],
      links: [...topLinks, link(...child, { billcom: { parent: 'B1' } })],
      work: ['B3'],
    });
    expect([written(plan), held(plan)]).toEqual([[], ['B3 nameInUse parent']]);
  });
});

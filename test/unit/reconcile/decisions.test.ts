import { noDecisions, type Decisions } from '../../../src/reconcile/decisions';
import { account, held, link, linked, reconcile, record, vendor, written } from './samples';

const pair = { quickbooksId: 'Q1', billcomId: 'B1' };
const decided = (some: Partial<Decisions>): Decisions => ({ ...noDecisions, ...some });
const open = { id: '1', isOpen: true, ...pair };
const inForce = { ...open, isOpen: false };

/** Two vendors that a machine cannot be sure of. */
const similar = {
  quickbooks: [record('Q1', 'Acme Inc.')],
  billcom: [record('B1', 'Acme', { phone: '555-0100' })],
};

describe('a proposal', () => {
  test('is made once for the pair, with a score and what speaks for it and against it', () => {
    const plan = reconcile(account, {
      quickbooks: [record('Q1', 'Fees', { type: 'Expense' })],
      billcom: [record('B1', 'Fees', { type: 'Income' })],
    });
    expect(plan.proposals).toEqual([
      {
        ...pair,
        names: { quickbooks: 'Fees', billcom: 'Fees' },
        score: 30,
        evidence: ['the same name', 'different types: Expense in QuickBooks, Income in Bill.com'],
      },
    ]);
    expect(plan.holds.map(({ sentence }) => sentence)).toEqual([
      'The account “Fees” in QuickBooks may be the same as “Fees” in Bill.com (the same name, different types: Expense in QuickBooks, Income in Bill.com; score 30), so it was neither linked nor created a second time.',
      'The account “Fees” in Bill.com may be the same as “Fees” in QuickBooks (the same name, different types: Expense in QuickBooks, Income in Bill.com; score 30), so it was neither linked nor created a second time.',
    ]);
  });

  test('names the type of each of several that have another one', () => {
    const plan = reconcile(account, {
      quickbooks: [record('Q1', 'Fees', { type: 'Expense' })],
      billcom: [record('B1', 'Fees', { type: 'Income' }), record('B2', 'fees', { type: 'OtherIncome' })],
    });
    expect(plan.holds.find(({ recordId }) => recordId === 'Q1')?.sentence).toContain(
      'may be the same as “Fees (Income)” or “fees (Other Income)” in Bill.com (2 come into question)',
    );
  });

  test('that is accepted links the two, and their fields are compared as of a new link', () => {
    const plan = reconcile(vendor, { ...similar, decisions: decided({ links: [open] }) });
    expect(plan.links).toMatchObject([{ ...pair, madeBy: 'person' }]);
    expect(plan.decided).toEqual([{ id: '1', state: 'used' }]);
    expect(held(plan)).toEqual([]);
    expect(written(plan)).toEqual(['update Acme in quickbooks', 'update Acme Inc. in billcom']);
    expect(plan.proposals).toEqual([]);
  });

  test('that is rejected is not made again, and each of the two goes over by itself', () => {
    const plan = reconcile(vendor, { ...similar, decisions: decided({ apart: [open] }) });
    expect(linked(plan)).toEqual([]);
    expect(plan.proposals).toEqual([]);
    expect(held(plan)).toEqual([]);
    expect(written(plan).sort()).toEqual(['create Acme Inc. in billcom', 'create Acme in quickbooks']);
    expect(plan.decided).toEqual([{ id: '1', state: 'used' }]);
    const later = reconcile(vendor, { ...similar, decisions: decided({ apart: [inForce] }) });
    expect(later.proposals).toEqual([]);
    expect(later.decided).toEqual([]);
  });

  test('that is rejected although the names are equal goes over unless a rule forbids it', () => {
    const plan = reconcile(vendor, {
      quickbooks: [record('Q1', 'Acme')],
      billcom: [record('B1', 'Acme')],
      decisions: decided({ apart: [inForce] }),
    });
    // Bill.com lets a name exist twice, QuickBooks does not.
    expect(written(plan)).toEqual(['create Acme in billcom']);
    expect(held(plan)).toEqual(['B1 nameInUse']);
  });

  test('of one among several leaves the certain one, once the others are rejected', () => {
    const plan = reconcile(vendor, {
      quickbooks: [record('Q1', 'Acme')],
      billcom: [record('B1', 'Acme'), record('B2', 'ACME')],
      decisions: decided({ apart: [inForce] }),
    });
    expect(linked(plan)).toEqual(['Q1=B2']);
  });
});

describe('any two records', () => {
  const strangers = { quickbooks: [record('Q1', 'Acme')], billcom: [record('B1', 'Zenith')] };

  test('are linked when a person says that they are the same', () => {
    const plan = reconcile(vendor, { ...strangers, decisions: decided({ links: [open] }) });
    expect(linked(plan)).toEqual(['Q1=B1']);
    expect(written(plan)).toEqual(['update Acme in billcom']);
  });

  test('are not when one is linked already: the decision is void, with the reason', () => {
    const other = record('B2', 'Acme');
    const plan = reconcile(vendor, {
      quickbooks: strangers.quickbooks,
      billcom: [...strangers.billcom, other],
      links: [link(strangers.quickbooks[0]!, other)],
      decisions: decided({ links: [open] }),
    });
    expect(linked(plan)).toEqual([]);
    expect(plan.decided).toEqual([
      { id: '1', state: 'void', because: 'one of the two is linked to another record' },
    ]);
  });

  test('are not when one is gone, and wait while one cannot be read or is being written', () => {
    const gone = reconcile(vendor, {
      quickbooks: strangers.quickbooks,
      decisions: decided({ links: [open] }),
    });
    expect(gone.decided).toEqual([
      { id: '1', state: 'void', because: 'one of the two is not there any more' },
    ]);
    const unreadable = reconcile(vendor, {
      quickbooks: strangers.quickbooks,
      billcom: [record('B1', 'Zenith', {}, { problem: 'phone' })],
      decisions: decided({ links: [open] }),
    });
    expect(unreadable.decided).toEqual([]);
    const onItsWay = reconcile(vendor, {
      ...strangers,
      inFlight: ['Q1'],
      decisions: decided({ links: [open] }),
    });
    expect(linked(onItsWay)).toEqual([]);
    expect(onItsWay.decided).toEqual([]);
  });
});

describe('a link that is ended', () => {
  const two = { quickbooks: [record('Q1', 'Acme')], billcom: [record('B1', 'Acme', { phone: '555-0100' })] };
  const linkedPair = { ...two, links: [link(two.quickbooks[0]!, two.billcom[0]!)] };

  test('is a proposal from then on: neither linked again nor made a second time', () => {
    const plan = reconcile(vendor, { ...linkedPair, decisions: decided({ unlinked: [open] }) });
    expect(plan.ended.map(({ id }) => id)).toEqual(['Q1=B1']);
    expect(linked(plan)).toEqual([]);
    expect(written(plan)).toEqual([]);
    expect(held(plan)).toEqual(['B1 possibleDuplicate', 'Q1 possibleDuplicate']);
    expect(plan.proposals[0]?.evidence[0]).toBe('linked until somebody unlinked them');
    expect(plan.decided).toEqual([{ id: '1', state: 'used' }]);
    const later = reconcile(vendor, { ...two, decisions: decided({ unlinked: [inForce] }) });
    expect(held(later)).toEqual(held(plan));
    expect(linked(later)).toEqual([]);
  });

  test('keeps its two sides from being linked to others by themselves, but not by a person', () => {
    const scene = { ...two, quickbooks: [...two.quickbooks, record('Q2', 'Zenith')] };
    const alone = reconcile(vendor, {
      ...scene,
      billcom: [...two.billcom, record('B2', 'acme')],
      decisions: decided({ unlinked: [inForce] }),
    });
    expect(linked(alone)).toEqual([]);
    const chosen = reconcile(vendor, {
      ...scene,
      decisions: decided({ unlinked: [inForce], links: [{ ...open, id: '2', quickbooksId: 'Q2' }] }),
    });
    expect(linked(chosen)).toEqual(['Q2=B1']);
    // The other side is free again.
    expect(written(chosen)).toContain('create Acme in billcom');
  });

  test('that had ended before is void', () => {
    const plan = reconcile(vendor, { ...two, decisions: decided({ unlinked: [open] }) });
    expect(plan.decided).toEqual([{ id: '1', state: 'void', because: 'the two were not linked any more' }]);
  });
});

describe('a choice in a conflict', () => {
  const quickbooks = record('Q1', 'Acme', { phone: '111', email: 'q@example.com' });
  const billcom = record('B1', 'Acme', { phone: '222', email: 'b@example.com' });
  const base = { phone: '000', email: 'old@example.com' };
  const scene = {
    quickbooks: [quickbooks],
    billcom: [billcom],
    links: [link(quickbooks, billcom, { quickbooks: base, billcom: base })],
    policy: 'ask' as const,
  };
  const choice = (take: 'quickbooks' | 'billcom', field: 'phone' | 'email') => ({
    ...open,
    id: field,
    field,
    take,
    quickbooks: quickbooks.fields[field] ?? null,
    billcom: billcom.fields[field] ?? null,
  });

  test('sends the value of that book, field by field; what is not decided stays held', () => {
    const plan = reconcile(vendor, {
      ...scene,
      decisions: decided({ fields: [choice('billcom', 'phone')] }),
    });
    expect(held(plan)).toEqual(['Q1 conflict email']);
    expect(plan.operations).toMatchObject([
      { book: 'quickbooks', fields: { phone: '222' }, overwrites: ['phone'], before: { phone: '111' } },
    ]);
    // Carried out when it is written, so that a withdrawn write is planned again.
    expect(plan.decided).toEqual([]);
  });

  test('may be another one for each field, and beats the policy', () => {
    const plan = reconcile(vendor, {
      ...scene,
      policy: 'quickbooks',
      decisions: decided({ fields: [choice('billcom', 'phone'), choice('quickbooks', 'email')] }),
    });
    expect(plan.operations.map(({ book, fields }) => [book, fields])).toEqual([
      ['quickbooks', { phone: '222' }],
      ['billcom', { email: 'q@example.com' }],
    ]);
  });

  test('is void when one of the two was changed since: it is asked again', () => {
    const changed = { ...choice('billcom', 'phone'), billcom: '333' };
    const plan = reconcile(vendor, { ...scene, decisions: decided({ fields: [changed] }) });
    expect(held(plan)).toEqual(['Q1 conflict email', 'Q1 conflict phone']);
    expect(plan.decided).toEqual([
      { id: 'phone', state: 'void', because: 'one of the two has been changed since' },
    ]);
  });

  test('is void when the two do not differ any more', () => {
    const agreed = record('B1', 'Acme', { phone: '111', email: 'b@example.com' });
    const plan = reconcile(vendor, {
      ...scene,
      billcom: [agreed],
      decisions: decided({ fields: [{ ...choice('billcom', 'phone'), billcom: '111' }] }),
    });
    expect(plan.decided).toEqual([{ id: 'phone', state: 'void', because: 'the two do not differ any more' }]);
  });
});

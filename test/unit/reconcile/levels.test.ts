import { called, held, linked, reconcile, record, written } from './samples';

const customer = called('customer');
const item = called('item');

/** A customer of both books with a job in QuickBooks. */
const owner = record('Q1', 'Smith, Anna');
const job = record(
  'Q2',
  'Kitchen Remodel',
  { parent: 'Q1' },
  { facts: { fullName: 'Smith, Anna:Kitchen Remodel' } },
);

describe('a job that stands in one level in Bill.com', () => {
  test('is proposed as the job of that full name, and neither is made a second time', () => {
    const plan = reconcile(customer, {
      quickbooks: [owner, job],
      billcom: [record('B1', 'Smith, Anna'), record('B2', 'Smith, Anna: kitchen remodel')],
    });
    expect([linked(plan), written(plan)]).toEqual([['Q1=B1'], []]);
    expect(held(plan)).toEqual(['B2 possibleDuplicate', 'Q2 possibleDuplicate']);
    expect(plan.proposals).toMatchObject([
      {
        quickbooksId: 'Q2',
        billcomId: 'B2',
        names: { quickbooks: 'Smith, Anna:Kitchen Remodel' },
        evidence: ['its full name is the other’s name'],
      },
    ]);
    expect(plan.holds.find(({ recordId }) => recordId === 'B2')?.sentence).toContain(
      'may be the same as “Smith, Anna:Kitchen Remodel” in QuickBooks',
    );
  });

  test('is no twin of a job of that name below somebody else', () => {
    const plan = reconcile(customer, {
      quickbooks: [owner, job],
      billcom: [record('B1', 'Smith, Anna'), record('B2', 'Jones, Carl: Kitchen Remodel')],
    });
    expect(written(plan).sort()).toEqual([
      'create Jones, Carl: Kitchen Remodel in quickbooks',
      'create Kitchen Remodel in billcom',
    ]);
  });

  test('and so is an item', () => {
    const rough = { facts: { fullName: '16 Electrical:Rough Wiring' } };
    const plan = reconcile(item, {
      quickbooks: [
        record('Q1', '16 Electrical', { type: 'ItemService' }),
        record('Q2', 'Rough Wiring', { type: 'ItemService', parent: 'Q1' }, rough),
      ],
      billcom: [record('B1', '16 Electrical:Rough Wiring', { type: 'ItemService' })],
    });
    expect(held(plan)).toEqual(['B1 possibleDuplicate', 'Q2 possibleDuplicate']);
  });
});

test('a hold names a job with its customer', () => {
  const plan = reconcile(customer, {
    quickbooks: [record('Q1', 'Smith, Anna', {}, { problem: 'its phone is a number' }), job],
  });
  expect(plan.holds.find(({ recordId }) => recordId === 'Q2')?.sentence).toBe(
    'The job “Smith, Anna:Kitchen Remodel” in QuickBooks waits for its customer “Smith, Anna”, which is not in Bill.com yet.',
  );
});

test('a customer goes over without terms that Bill.com does not have, and a hold on the field says so', () => {
  const plan = reconcile(customer, { quickbooks: [record('Q1', 'Smith, Anna', { terms: 'T9' })] });
  expect([written(plan), held(plan)]).toEqual([['create Smith, Anna in billcom'], ['Q1 waiting terms']]);
  expect(plan.holds[0]).toMatchObject({
    sentence:
      'The customer “Smith, Anna” in QuickBooks is synced without its payment terms “T9”, which Bill.com does not have yet.',
    release: { when: 'linked', entity: 'terms', book: 'quickbooks', id: 'T9' },
  });
});

test('what QuickBooks keeps for itself is nothing to be made anywhere', () => {
  const special = { facts: { specialType: 'ReimbursableExpenseSubtotal' } };
  const plan = reconcile(item, {
    quickbooks: [record('Q1', 'Reimb Subt', { type: 'ItemSubtotal' }, special)],
    billcom: [record('B1', 'Portal Fee', { type: 'ItemOtherCharge' })],
  });
  expect(plan.holds.map(({ recordId, cause, cure }) => [recordId, cause, cure])).toEqual([
    ['Q1', 'ownerRule', 'Nothing to do.'],
    ['B1', 'ownerRule', item.cure],
  ]);
});

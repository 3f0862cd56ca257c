import type { capabilities } from '../../../src/access/capabilities';
import {
  capabilityNames,
  decidingOf,
  may,
  mayConnect,
  oneOf,
  planCovers,
  refusalOf,
  seeingOf,
  sideOf,
} from '../../../src/access/capabilities';
import { stepOrder } from '../../../src/entities/registry';
import { plans, roles, type Role } from '../../../src/ledger/users';

/** The table as an administrator reads it: one letter per role in Bill.com's order, and the plans that have it. */
const table: readonly (readonly [string, string, string])[] = [
  // capability         A=Administrator C=Accountant P=Payer V=Approver K=Clerk U=Auditor
  ['seeCompany', 'ACPVKU', 'payables receivables both'],
  ['seeHolds', 'ACPVKU', 'payables receivables both'],
  ['seePayables', 'ACPVKU', 'payables both'],
  ['seeReceivables', 'ACPVKU', 'receivables both'],
  ['seeWrites', 'AC---U', 'payables receivables both'],
  ['sync', 'ACP-K-', 'payables receivables both'],
  ['preview', 'AC----', 'payables receivables both'],
  ['accept', 'AC----', 'payables receivables both'],
  ['seeAudit', 'AC---U', 'payables receivables both'],
  ['pause', 'AC----', 'payables receivables both'],
  ['retry', 'ACP-K-', 'payables receivables both'],
  ['decideLists', 'AC----', 'payables receivables both'],
  ['decidePayables', 'AC----', 'payables both'],
  ['decidePayments', 'ACP---', 'payables both'],
  ['sendInvoices', 'AC--K-', 'receivables both'],
  ['decideReceivables', 'AC----', 'receivables both'],
  ['undoLists', 'AC----', 'payables receivables both'],
  ['undoPayables', 'AC----', 'payables both'],
  ['undoReceivables', 'AC----', 'receivables both'],
  ['seeSettings', 'AC---U', 'payables receivables both'],
  ['changeSettings', 'AC----', 'payables receivables both'],
  ['switchModes', 'A-----', 'payables receivables both'],
  ['downloadQwc', 'AC----', 'payables receivables both'],
  ['changeAccess', 'A-----', 'payables receivables both'],
  ['managePeople', 'A-----', 'payables receivables both'],
];

test('the table names every capability', () => {
  expect(table.map(([name]) => name)).toEqual(capabilityNames);
});

describe.each(table)('%s', (name, letters, planWords) => {
  test.each(
    roles.flatMap((role, index) => plans.map((plan) => [role, plan, letters[index] !== '-'] as const)),
  )('%s with %s', (role, plan, hasRole) => {
    const allowed = hasRole && planWords.split(' ').includes(plan);
    expect(may({ role, plan }, name as keyof typeof capabilities)).toBe(allowed);
  });
});

test('an Auditor changes nothing, and only bookkeepers decide, but a Payer about payments', () => {
  const seeing = capabilityNames.filter((name) => may({ role: 'Auditor', plan: 'both' }, name));
  expect(seeing).toEqual([
    'seeCompany',
    'seeHolds',
    'seePayables',
    'seeReceivables',
    'seeWrites',
    'seeAudit',
    'seeSettings',
  ]);
});

test.each([
  [false, [], false],
  [true, [], true],
  [true, ['Clerk'], true],
  [false, ['Clerk', 'Accountant'], false],
  [false, ['Clerk', 'Administrator'], true],
] as const)('told so: %s, in their companies %j: may connect another one: %s', (told, held, expected) => {
  expect(
    mayConnect(
      told,
      held.map((role) => ({ role })),
    ),
  ).toBe(expected);
});

test('nobody gives a plan that has more than their own', () => {
  expect(plans.map((own) => plans.filter((other) => planCovers(own, other)))).toEqual([
    ['payables'],
    ['receivables'],
    ['payables', 'receivables', 'both'],
  ]);
});

test('every entity of the registry has a side, and documents are not lists', () => {
  expect(Object.fromEntries(stepOrder.map((entity) => [entity, sideOf(entity)]))).toMatchObject({
    account: 'lists',
    vendor: 'lists',
    customer: 'lists',
    bill: 'payables',
    vendorCredit: 'payables',
    billPayment: 'payments',
    fundsTransfer: 'payments',
  });
  expect(decidingOf('billPayment')).toBe('decidePayments');
  expect(seeingOf('bill')).toBe('seePayables');
});

describe('a refusal', () => {
  const colleague = (role: Role, email: string) => ({ role, plan: 'both' as const, name: email, email });
  test('outside of the role says whose it is, and whom to ask', () => {
    expect(
      refusalOf({ role: 'Clerk', plan: 'both' }, 'pause', 'Hill Builders', [
        colleague('Auditor', 'au@example.com'),
        colleague('Accountant', 'ac@example.com'),
      ]),
    ).toBe(
      'Pausing and resuming is for the Administrator or Accountant of “Hill Builders”; you are its Clerk. Ask ac@example.com (ac@example.com).',
    );
  });
  test('without anybody to ask', () => {
    expect(refusalOf({ role: 'Clerk', plan: 'both' }, 'pause', 'Hill Builders', [])).toContain(
      'whoever runs Tieout',
    );
  });
  test('outside of the plan says which plan has it', () => {
    expect(
      refusalOf({ role: 'Accountant', plan: 'receivables' }, 'seePayables', 'Hill Builders', []),
    ).toMatch(/not in your plan for “Hill Builders” \(receivables\); the plans payables or both have it/);
  });
  test('names are listed as people list them', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(oneOf)).toEqual(['', 'a', 'a or b', 'a, b or c']);
  });
});

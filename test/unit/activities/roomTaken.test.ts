import { roomTaken, tooSmallThere } from '../../../src/activities/roomTaken';
import type { Refusal } from '../../../src/activities/settleOperation';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import type { EntityName } from '../../../src/entities/definition';
import { entityDefinitions } from '../../../src/entities/registry';
import { statusOf } from '../../../src/quickbooks/qbxml/status';

/** What people applied while a cycle ran. */

const definitionOf = (entity: EntityName) => {
  const found = entityDefinitions(defaultEntitySettings).find(({ name }) => name === entity);
  if (!found) throw new Error(`there is no ${entity}`);
  return found;
};
const refusal = (code: string): Refusal => ({
  ...{ cause: 'refused', code, sentence: 'No.', cure: 'Correct it.' },
  release: { when: 'recordChanges' },
});

test('QuickBooks’ words for it are those on which a payment is looked at again', () => {
  expect(statusOf(3210, 'You cannot pay more than the amount due.').class).toBe('reread');
});

test.each<[EntityName, RegExp]>([
  ['receivedPayment', /opens the invoice in QuickBooks, chooses Apply Credits .* from the credit memo/],
  ['billPayment', /takes the vendor credit off the bill in QuickBooks/],
  ['creditApplication', /takes the vendor credit off the bill in QuickBooks/],
])('a %s for which QuickBooks has no room says how to re-apply, and each sync tries it', (entity, cure) => {
  const held = roomTaken(definitionOf(entity), refusal('3210'));
  expect(held).toMatchObject({ cause: 'refused', sentence: 'No.', release: { when: 'nextCycle' } });
  expect(held.cure).toMatch(cure);
  expect(held.cure).toContain('Payments are applied before credits');
});

test('another refusal keeps what it says, and waits for what it says', () => {
  expect(roomTaken(definitionOf('billPayment'), refusal('3140'))).toEqual(refusal('3140'));
});

test('what is applied to nothing waits for its own change', () => {
  expect(roomTaken(definitionOf('bill'), refusal('3210'))).toEqual(refusal('3210'));
});

describe('a smaller document that Bill.com refuses', () => {
  const update = { action: 'update', fields: { lines: [] } } as const;

  test.each<[EntityName, string]>([
    ['invoice', 'takes the credit memo off the invoice in Bill.com'],
    ['bill', 'takes the vendor credit off the bill in Bill.com'],
  ])('%s: may have a credit on it, and is tried by each sync', (entity, words) => {
    const held = tooSmallThere(definitionOf(entity), update, refusal('BDC_1143'));
    expect(held.release).toEqual({ when: 'nextCycle' });
    expect(held.cure).toContain(words);
    expect(held.cure).toContain('Otherwise: Correct it.');
  });

  test.each([
    ['another refusal', definitionOf('invoice'), update, 'BDC_1171'],
    ['a new one', definitionOf('invoice'), { action: 'create', fields: { lines: [] } }, 'BDC_1143'],
    ['another field', definitionOf('invoice'), { action: 'update', fields: { memo: 'x' } }, 'BDC_1143'],
    ['a list', definitionOf('vendor'), { action: 'update', fields: { name: 'x' } }, 'BDC_1143'],
  ] as const)('%s waits for its own change', (_what, definition, operation, code) => {
    expect(tooSmallThere(definition, operation, refusal(code))).toEqual(refusal(code));
  });
});

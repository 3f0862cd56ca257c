import { creditMemoDefinition } from '../../../src/entities/creditMemo';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import type { EntityDefinition } from '../../../src/entities/definition';
import { fundsTransferDefinition } from '../../../src/entities/fundsTransfer';
import { whyAlone } from '../../../src/reconcile/whyAlone';

const transfer = fundsTransferDefinition(defaultEntitySettings);
const without = fundsTransferDefinition({ ...defaultEntitySettings, receivables: 'off' });
const creditMemo = creditMemoDefinition(defaultEntitySettings);

/** “Why is this not synced”, of what nothing is said about as long as nobody asks. */
describe('what stays silently says why when somebody asks', () => {
  test.each<[string, EntityDefinition, 'quickbooks' | 'billcom', Record<string, string>, RegExp]>([
    ['a credit memo of QuickBooks', creditMemo, 'quickbooks', {}, /stays in QuickBooks\. .*tie-out/],
    ['a credit memo of Bill.com', creditMemo, 'billcom', {}, /stays in Bill\.com\. .*tie-out/],
    [
      'a person’s own transfer',
      transfer,
      'quickbooks',
      {},
      /^Somebody has entered this transfer in QuickBooks/,
    ],
    [
      'received money while receivables are off',
      without,
      'billcom',
      { type: '2' },
      /accounts receivable are not synced/,
    ],
  ])('%s', (_what, definition, book, facts, sentence) => {
    const why = whyAlone(
      definition,
      book,
      { fields: { memo: 'Owner’s draw' }, facts },
      { since: '2026-01-01' },
    );
    expect(why.sentence).toMatch(sentence);
    expect(why).toMatchObject({ cure: 'Nothing to do.' });
  });

  test('what should go over is no such', () => {
    const why = whyAlone(transfer, 'billcom', { fields: {}, facts: { type: '2' } }, { since: '2026-01-01' });
    expect(why.sentence).toBe('Nothing keeps it.');
  });
});

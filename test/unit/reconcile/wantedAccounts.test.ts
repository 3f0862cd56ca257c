import { isOfSetting, wantedSettings } from '../../../src/entities/companyAccounts';
import { planWantedAccounts } from '../../../src/reconcile/wantedAccounts';

const wanted = { setting: 'moneyOutClearing', isThere: false, waits: false } as const;

test('a clearing account that is wanted is made as a Bank account by the stated name, once', () => {
  const [operation, ...others] = planWantedAccounts([wanted]);
  expect(others).toEqual([]);
  expect(operation).toMatchObject({
    entity: 'account',
    book: 'quickbooks',
    action: 'create',
    recordId: null,
    fields: { name: 'Bill.com Money Out Clearing', type: 'Bank' },
  });
  expect(isOfSetting(operation?.sourceId ?? '')).toBe(true);
});

test.each([
  ['an account of that name is there', { isThere: true }],
  ['its write is on its way, or was refused', { waits: true }],
])('none is made while %s', (_case, more) => {
  expect(planWantedAccounts([{ ...wanted, ...more }])).toEqual([]);
});

test('only accounts that have a stated name can be wanted', () => {
  expect(wantedSettings('moneyInClearing apAccount moneyOutClearing nonsense')).toEqual([
    'moneyInClearing',
    'moneyOutClearing',
  ]);
  expect(wantedSettings('')).toEqual([]);
});

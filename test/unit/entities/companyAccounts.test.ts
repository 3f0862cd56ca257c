import {
  accountTrouble,
  effectiveAccounts,
  typeInWords,
  type SeenAccount,
} from '../../../src/entities/companyAccounts';

const account = (more: Partial<SeenAccount> = {}): SeenAccount => ({
  id: '1',
  name: 'Bill.com Money Out Clearing',
  number: null,
  type: 'Bank',
  isActive: true,
  isGone: false,
  hasTwin: true,
  ...more,
});
const none = {
  apAccount: '',
  arAccount: '',
  moneyOutClearing: '',
  moneyInClearing: '',
  catchAllExpense: '',
  catchAllIncome: '',
  defaultBank: '',
  depositTo: '',
};

describe('an account of the settings', () => {
  test.each([
    ['a clearing account of type Bank', 'moneyOutClearing', {}, undefined],
    [
      'one of another type',
      'moneyOutClearing',
      { type: 'OtherCurrentAsset' },
      /of type Other Current Asset in QuickBooks and has to be of type Bank/,
    ],
    ['an inactive one', 'moneyInClearing', { isActive: false }, /is inactive in QuickBooks/],
    ['one that was deleted', 'defaultBank', { isGone: true }, /is not in QuickBooks any more/],
    ['one without a twin', 'moneyOutClearing', { hasTwin: false }, /no twin among the accounts of Bill.com/],
    ['an A/P account needs no twin', 'apAccount', { type: 'AccountsPayable', hasTwin: false }, undefined],
    ['an A/P account of type Bank', 'apAccount', {}, /has to be of type Accounts Payable/],
    ['a catch-all account', 'catchAllExpense', { type: 'Expense' }, undefined],
    ['an A/R account of type Bank', 'arAccount', {}, /has to be of type Accounts Receivable/],
    ['a catch-all item', 'catchAllIncome', { type: 'ItemService', hasTwin: false }, undefined],
    [
      'a catch-all item that adds up others',
      'catchAllIncome',
      { type: 'ItemSubtotal' },
      /of type Subtotal in QuickBooks and has to be of type Service, Non-inventory Part or Other Charge/,
    ],
    ['a deposit account', 'depositTo', { type: 'OtherCurrentAsset', hasTwin: false }, undefined],
    ['a deposit account of income', 'depositTo', { type: 'Income' }, /has to be of type Bank or Other/],
    ['a catch-all account of income', 'catchAllExpense', { type: 'Income' }, /is of type Income/],
  ] as const)('%s', (_what, setting, more, because) => {
    const trouble = accountTrouble(setting, account(more));
    if (because === undefined) expect(trouble).toBeUndefined();
    else {
      expect(trouble?.because).toMatch(because);
      expect(trouble?.cure).toContain(`tieout company set … ${setting}=…`);
    }
  });

  test('before the first sync no twin is missed', () => {
    expect(accountTrouble('moneyOutClearing', account({ hasTwin: false }), false)).toBeUndefined();
  });

  test('that is not set is found by its name, at any level, and the one that does before others', () => {
    const found = effectiveAccounts({ ...none, moneyInClearing: '9' }, [
      account({ id: '1', type: 'OtherCurrentAsset' }),
      account({ id: '2', name: 'Clearing:bill.com money out clearing' }),
      account({ id: '3', isGone: true }),
      account({ id: '4', name: 'Bill.com Money In Clearing' }),
    ]);
    expect(found).toEqual({ ...none, moneyOutClearing: '2', moneyInClearing: '9' });
    expect(effectiveAccounts(none, [account({ name: 'Money Out Clearing' })])).toEqual(none);
  });

  test('has its type in QuickBooks’ words', () => {
    expect(['CostOfGoodsSold', 'Bank', 'AccountsPayable'].map(typeInWords)).toEqual([
      'Cost of Goods Sold',
      'Bank',
      'Accounts Payable',
    ]);
  });
});

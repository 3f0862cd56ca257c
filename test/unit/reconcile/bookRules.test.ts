import { readRecord } from '../../../src/entities/record';
import { isUsable, type BookRules } from '../../../src/reconcile/guards/bookRules';
import { account, classes, held, link, linked, reconcile, record, vendor, written } from './samples';

const on: BookRules = { features: { classTracking: true, accountNumbers: true }, homeCurrency: null };
const noClasses: BookRules = { ...on, features: { ...on.features, classTracking: false } };
const noNumbers: BookRules = { ...on, features: { ...on.features, accountNumbers: false } };
const dollars: BookRules = { ...on, homeCurrency: { listID: '80000096-1', fullName: 'US Dollar' } };

describe('class tracking is turned off', () => {
  test('the list is not asked for, and all its records are left alone with a reason', () => {
    expect([isUsable(noClasses, classes), isUsable(noClasses, vendor), isUsable(on, classes)]).toEqual([
      false,
      true,
      true,
    ]);
    const linkedPair = [record('Q1', 'East', { active: true }), record('B1', 'West')] as const;
    const plan = reconcile(classes, {
      quickbooks: [linkedPair[0], record('Q2', 'North')],
      billcom: [linkedPair[1], record('B2', 'South')],
      links: [link(linkedPair[0], linkedPair[1], { billcom: { name: 'East' } })],
      rules: noClasses,
    });
    expect(written(plan)).toEqual([]);
    expect(held(plan)).toEqual(['B2 featureOff', 'Q1 featureOff', 'Q2 featureOff']);
    const [hold] = plan.holds.filter(({ recordId }) => recordId === 'B2');
    expect(hold).toMatchObject({
      sentence: 'The class “South” in Bill.com is left alone: class tracking is turned off in QuickBooks.',
      cure: expect.stringContaining('Use class tracking'),
      release: { when: 'preferencesChange' },
    });
  });

  test('other lists go on, and so do classes when it is turned on', () => {
    expect(written(reconcile(vendor, { billcom: [record('B1', 'Acme')], rules: noClasses }))).toEqual([
      'create Acme in quickbooks',
    ]);
    expect(written(reconcile(classes, { billcom: [record('B2', 'South')], rules: on }))).toEqual([
      'create South in quickbooks',
    ]);
  });
});

describe('account numbers are turned off', () => {
  const rent = (id: string, number: string | null, name = 'Rent') =>
    record(id, name, { type: 'Expense', number });

  test('a new account goes over without its number, which a hold says', () => {
    const plan = reconcile(account, { billcom: [rent('B1', '6000')], rules: noNumbers });
    expect(plan.operations).toMatchObject([{ fields: { name: 'Rent', type: 'Expense' } }]);
    expect(plan.operations[0]?.fields).not.toHaveProperty('number');
    expect(plan.operations[0]?.sourceBase).not.toHaveProperty('number');
    expect(plan.holds).toMatchObject([
      {
        field: 'number',
        cause: 'featureOff',
        release: { when: 'preferencesChange' },
        sentence:
          'The account number “6000” of the account “Rent” stays in Bill.com only: account numbers are turned off in QuickBooks.',
      },
    ]);
  });

  test('a changed number stays, the other fields of the pair go over', () => {
    const [quickbooks, billcom] = [rent('Q1', null), rent('B1', '6000', 'Rents')];
    const plan = reconcile(account, {
      quickbooks: [quickbooks],
      billcom: [billcom],
      links: [
        { ...link(quickbooks, billcom, { billcom: { name: 'Rent', number: null } }), entity: 'account' },
      ],
      rules: noNumbers,
    });
    expect(plan.operations).toMatchObject([{ book: 'quickbooks', fields: { name: 'Rents' } }]);
    expect(held(plan)).toEqual(['B1 featureOff number']);
  });

  test('a difference that was never agreed on is held once and overwrites nothing', () => {
    const [quickbooks, billcom] = [rent('Q1', '6001'), rent('B1', '6000')];
    const plan = reconcile(account, { quickbooks: [quickbooks], billcom: [billcom], rules: noNumbers });
    expect(linked(plan)).toEqual(['Q1=B1']);
    expect([written(plan), held(plan)]).toEqual([[], ['Q1 featureOff number']]);
  });

  test('equal numbers and accounts without one are no matter', () => {
    const same = reconcile(account, {
      quickbooks: [rent('Q1', '6000')],
      billcom: [rent('B1', '6000')],
      rules: noNumbers,
    });
    const none = reconcile(account, { billcom: [rent('B1', null)], rules: noNumbers });
    expect([held(same), held(none)]).toEqual([[], []]);
  });
});

describe('several currencies', () => {
  const kept = (id: string, name: string, currency?: string) =>
    record(id, name, {}, { facts: currency === undefined ? {} : { currency } });

  test('records in a foreign currency are held in either book, those in the home currency go on', () => {
    const plan = reconcile(vendor, {
      quickbooks: [kept('Q1', 'Berlin GmbH', 'Euro'), kept('Q2', 'Austin Inc', 'US Dollar')],
      billcom: [kept('B3', 'Paris SA', 'EUR'), kept('B4', 'Boston Inc')],
      rules: dollars,
    });
    expect(written(plan).sort()).toEqual(['create Austin Inc in billcom', 'create Boston Inc in quickbooks']);
    expect(held(plan)).toEqual(['B3 foreignCurrency', 'Q1 foreignCurrency']);
    expect(plan.holds.find(({ recordId }) => recordId === 'Q1')?.sentence).toBe(
      'The vendor “Berlin GmbH” in QuickBooks is left alone: QuickBooks keeps it in Euro, and Tieout syncs what is kept in US Dollar.',
    );
  });

  test('a linked pair of which one side is foreign is not written', () => {
    const [quickbooks, billcom] = [kept('Q1', 'Berlin GmbH', 'Euro'), kept('B1', 'Berlin')];
    const plan = reconcile(vendor, {
      quickbooks: [quickbooks],
      billcom: [billcom],
      links: [link(quickbooks, billcom, { billcom: { name: 'Berlin GmbH' } })],
      rules: dollars,
    });
    expect([written(plan), held(plan)]).toEqual([[], ['Q1 foreignCurrency']]);
  });

  test('a company with another home currency', () => {
    const rules = { ...on, homeCurrency: { listID: '', fullName: 'Canadian Dollar' } };
    const plan = reconcile(vendor, {
      quickbooks: [kept('Q1', 'Toronto', 'Canadian Dollar'), kept('Q2', 'Austin', 'US Dollar')],
      rules,
    });
    expect([written(plan), held(plan)]).toEqual([['create Toronto in billcom'], ['Q2 foreignCurrency']]);
  });

  test('a renamed currency is the same one', () => {
    const renamed = record('Q1', 'Austin', {}, { facts: { currency: 'Dollar', currencyId: '80000096-1' } });
    const other = record('Q2', 'Berlin', {}, { facts: { currency: 'US Dollar', currencyId: '80000032-1' } });
    const plan = reconcile(vendor, { quickbooks: [renamed, other], rules: dollars });
    expect([written(plan), held(plan)]).toEqual([['create Austin in billcom'], ['Q2 foreignCurrency']]);
  });

  test('what the books say of a record’s currency', () => {
    const read = (book: 'quickbooks' | 'billcom', raw: object) =>
      readRecord(vendor, book, raw as never)?.facts.currency;
    const head = { ListID: '1', id: '1', Name: 'A', name: 'A' };
    expect(read('quickbooks', { ...head, CurrencyRef: { ListID: '8', FullName: 'Euro' } })).toBe('Euro');
    expect(read('quickbooks', head)).toBeUndefined();
    expect(read('billcom', { ...head, billCurrency: 'USD' })).toBeUndefined();
    expect(read('billcom', { ...head, billCurrency: 'CAD' })).toBe('CAD');
    expect(read('billcom', { ...head, invoiceCurrency: 'EUR' })).toBe('EUR');
  });
});

test('nothing is known before QuickBooks was seen: everything goes', () => {
  expect(isUsable(undefined, classes)).toBe(true);
  expect(written(reconcile(classes, { billcom: [record('B1', 'South')] }))).toEqual([
    'create South in quickbooks',
  ]);
});

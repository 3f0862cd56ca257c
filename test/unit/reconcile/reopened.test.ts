import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { entityDefinitions } from '../../../src/entities/registry';
import { linesOf, money, totalOf } from './documents/book';
import { faults } from './documents/faults';
import { status } from './payables/books';
import { Payables } from './payables/model';
import { perform } from './payables/people';
import type { Step } from './payables/steps';

/** A bill that was paid before the connection, and whose payment is called off after it: it is open again, and no history. */

const before: readonly Step[] = [
  { do: 'bill', book: 'billcom', vendor: 0, pick: 0 },
  { do: 'pay', at: 0, share: 1, withCredit: false, status: 2 },
  { do: 'sync', fates: [] },
];
const calledOff: Step = { do: 'move', at: 0, to: 0 };
const paidAnew: Step = { do: 'pay', at: 0, share: 0, withCredit: false, status: 2 };

function after(...steps: readonly Step[]): Payables {
  const model = new Payables('ask');
  for (const step of [...before, ...steps]) perform(model, step);
  return model;
}
const inQuickBooks = (model: Payables, kind: string) =>
  model.books.quickbooks.living(kind as 'bill').map(({ fields }) => fields.name);

test('paid before the connection, it stays where it is', () => {
  const model = after(calledOff);
  const [payment] = model.books.billcom.all('billPayment');
  expect(payment?.status).toBe(status.void);
  expect(inQuickBooks(model, 'bill')).toEqual([]);
  expect([...model.holds.values()].map(({ cause }) => cause)).toContain('beforeConnection');
});

test('open again, it goes to QuickBooks with the next sync though nobody edited it, and no hold is left', () => {
  const model = after(calledOff);
  expect(faults(model, 'billPayment')).toEqual([]);
  expect(inQuickBooks(model, 'bill')).toEqual(['A-1']);
  expect([...model.holds.values()].map(({ cause }) => cause)).not.toContain('beforeConnection');
});

test('what is paid of it then is posted, and does not wait for it', () => {
  const model = after(calledOff, paidAnew);
  expect(faults(model, 'billPayment')).toEqual([]);
  expect(inQuickBooks(model, 'bill')).toEqual(['A-1']);
  expect(inQuickBooks(model, 'billPayment')).toEqual(['1000001']);
  expect([...model.holds.values()].map(({ cause }) => cause)).not.toContain('waiting');
});

describe('called off and paid anew in full before the next sync', () => {
  const inFull: Step = { do: 'pay', at: 0, share: 1, withCredit: false, status: 2 };

  test('it goes to QuickBooks for the new payment’s sake, with it, and the old one stays', () => {
    const model = after(calledOff, inFull);
    expect(faults(model, 'billPayment')).toEqual([]);
    expect(inQuickBooks(model, 'bill')).toEqual(['A-1']);
    expect(inQuickBooks(model, 'billPayment')).toEqual(['1000001']);
    expect([...model.holds.values()]).toEqual([]);
  });

  test('the first sync that sees the payment has it wait, and says so', () => {
    const model = after(calledOff, inFull);
    model.round();
    expect([...model.holds.values()].map(({ entity, cause }) => [entity, cause]).sort()).toEqual([
      ['bill', 'beforeConnection'],
      ['billPayment', 'waiting'],
    ]);
  });

  test('recorded there by hand, it is asked about while QuickBooks has a payment alike that Bill.com does not have', () => {
    const model = after(calledOff, inFull);
    const { quickbooks, billcom } = model.books;
    const [bill, payment] = [billcom.all('bill')[0]!, billcom.living('billPayment')[0]!];
    Object.assign(payment, { offline: true });
    const inTheirWords = { ...bill.fields, name: 'Other', vendor: 'q-0', terms: null };
    const lines = linesOf(bill, 'lines').map((line) => ({ ...line, account: 'q-rent' }));
    const made = quickbooks.add('bill', { ...inTheirWords, date: '2026-05-02', lines });
    const applications = [{ bill: 'id' in made ? made.id : '', amount: money(totalOf(bill)) }];
    quickbooks.add('billPayment', {
      ...{
        name: '1044',
        vendor: 'q-0',
        account: 'q-checking',
        date: '2026-06-01',
        toPrint: null,
        memo: null,
      },
      applications,
    });
    expect(faults(model, 'billPayment')).toEqual([]);
    expect(inQuickBooks(model, 'bill')).toEqual(['Other']);
    expect([...model.holds.values()].map(({ entity, cause }) => [entity, cause])).toContainEqual([
      'billPayment',
      'asksFirst',
    ]);
  });
});

test('the fact that tells it is the one by which a document is settled', () => {
  const told = entityDefinitions({ ...defaultEntitySettings, receivables: 'on' }).flatMap(
    ({ name, document }) =>
      document?.settledFact ? [{ entity: name, document, by: document.settledFact }] : [],
  );
  expect(told.map(({ entity }) => entity).sort()).toEqual(['bill', 'creditMemo', 'invoice', 'vendorCredit']);
  for (const { document, by } of told) {
    expect(document.isSettled({ [by.name]: by.value })).toBe(true);
    expect(document.isSettled({ [by.name]: 'otherwise' })).toBe(false);
    expect(document.isSettled({})).toBe(false);
  }
});

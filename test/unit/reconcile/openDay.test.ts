import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import type { EntityName, EntitySettings, RawRecord } from '../../../src/entities/definition';
import { asReadBack } from '../../../src/entities/originalDate';
import { readRecord, type BookRecord } from '../../../src/entities/record';
import { entityDefinitions } from '../../../src/entities/registry';
import { addRequest, modRequest } from '../../../src/quickbooks/listRequests';
import { planCreate } from '../../../src/reconcile/create';
import { reconcilePair } from '../../../src/reconcile/pair';
import type { References } from '../../../src/reconcile/references';
import { bookRecord } from '../../support/bookRecord';

/** Payments, applied credits and transfers of a closed period, posted on the first open day. */

const definitionOf = (entity: EntityName, settings: Partial<EntitySettings> = {}) =>
  entityDefinitions({ ...defaultEntitySettings, ...settings }).find(({ name }) => name === entity)!;

/** `q-x` of QuickBooks is `b-x` of Bill.com. */
const references: References = {
  resolve: (_entity, book, id) => ({
    state: 'linked',
    id: `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}`,
  }),
};
const rules = (closedPeriod: 'hold' | 'firstOpenDay') => ({
  features: { classTracking: true, accountNumbers: true },
  homeCurrency: null,
  closingDate: '2026-10-31',
  closedPeriod,
});
const movementId = `mmt${'x'.repeat(17)}`;
const memo = {
  billPayment: 'Bill.com P26101501 - 0000001; October',
  fundsTransfer: `Bill.com transfer 110 (${movementId}); Batch`,
};
const payment = {
  name: 'P26101501 - 0000001',
  vendor: 'b-acme',
  account: 'b-out',
  date: '2026-10-15',
  toPrint: null,
  memo: memo.billPayment,
  applications: [{ bill: 'b-bill', amount: '10.00' }],
};
const movement = {
  name: '110',
  date: '2026-10-15',
  from: 'b-bank',
  to: 'b-out',
  amount: '10.00',
  memo: memo.fundsTransfer,
};
const credit = {
  name: 'C-1 on bill A-1',
  vendor: 'b-acme',
  account: 'b-out',
  date: '2026-10-15',
  applications: [{ credit: 'b-credit', bill: 'b-bill', amount: '4.00' }],
};
const sources = {
  billPayment: bookRecord('stp1', payment, { status: '2' }),
  fundsTransfer: bookRecord(movementId, movement, { status: '1', type: '1' }),
  creditApplication: bookRecord('bcr1', credit),
};
type Kind = keyof typeof sources;
const create = (
  entity: Kind,
  closedPeriod: 'hold' | 'firstOpenDay',
  settings: Partial<EntitySettings> = {},
) =>
  planCreate({
    definition: definitionOf(entity, settings),
    book: 'billcom',
    record: sources[entity],
    references,
    rules: rules(closedPeriod),
  });

test.each(['billPayment', 'fundsTransfer', 'creditApplication'] as const)(
  'a %s is held by default',
  (entity) => {
    const { operation, holds } = create(entity, 'hold');
    expect(operation).toBeUndefined();
    expect(holds).toMatchObject([{ cause: 'closedPeriod' }]);
  },
);

test('an applied credit leaves no transaction: its day moves, and nothing notes it', () => {
  const { operation, holds } = create('creditApplication', 'firstOpenDay');
  expect([operation?.fields.date, operation?.fields.memo, holds]).toEqual(['2026-11-01', undefined, []]);
});

/** As QuickBooks gives back what was sent in an Add. */
const posted: Readonly<Record<'check' | 'transfer' | 'journalEntry', RawRecord>> = {
  check: {
    TxnID: 'T1',
    TxnDate: '2026-11-01',
    RefNumber: '0000001',
    PayeeEntityRef: { ListID: 'q-acme' },
    BankAccountRef: { ListID: 'q-out' },
    Amount: '10.00',
    Memo: `Original date 2026-10-15; ${memo.billPayment}`,
    AppliedToTxnRet: { TxnID: 'q-bill', TxnType: 'Bill', Amount: '10.00' },
  },
  transfer: {
    TxnID: 'T1',
    TxnDate: '2026-11-01',
    TransferFromAccountRef: { ListID: 'q-bank' },
    TransferToAccountRef: { ListID: 'q-out' },
    Amount: '10.00',
    Memo: `Original date 2026-10-15; ${memo.fundsTransfer}`,
  },
  journalEntry: {
    TxnID: 'T1',
    TxnDate: '2026-11-01',
    RefNumber: '110',
    JournalDebitLine: {
      TxnLineID: 'L1',
      AccountRef: { ListID: 'q-out' },
      Amount: '10.00',
      Memo: `Original date 2026-10-15; ${memo.fundsTransfer}`,
    },
    JournalCreditLine: {
      TxnLineID: 'L2',
      AccountRef: { ListID: 'q-bank' },
      Amount: '10.00',
      Memo: `Original date 2026-10-15; ${memo.fundsTransfer}`,
    },
  },
};

describe.each([
  ['billPayment', 'check', {}],
  ['fundsTransfer', 'transfer', { transfersAs: 'transfer' }],
  ['fundsTransfer', 'journalEntry', { transfersAs: 'journalEntry' }],
] as const)('a %s as a %s', (entity, form, settings) => {
  const definition = definitionOf(entity, settings);
  const readBack = readRecord(definition, 'quickbooks', posted[form]) as BookRecord;

  test('goes over on the first open day, its own date before the memo', () => {
    const { operation, holds } = create(entity, 'firstOpenDay', settings);
    expect(holds).toEqual([]);
    expect(operation?.fields).toMatchObject({
      date: '2026-11-01',
      memo: `Original date 2026-10-15; ${memo[entity]}`,
    });
    const request = addRequest(definition, {
      id: '1',
      fields: operation?.fields ?? {},
      externalGuid: null,
    });
    expect(JSON.stringify(request)).toContain(`Original date 2026-10-15; ${memo[entity]}`);
  });

  test('is found again after a lost answer as what was sent', () => {
    const sent = asReadBack(definition, create(entity, 'firstOpenDay', settings).operation?.fields ?? {});
    expect(readBack.fields).toMatchObject(sent);
    expect(readBack.facts.originalDate).toBe('2026-10-15');
  });

  test.each(['agreed', 'linked anew'])('comes back as no edit and is not moved again, %s', (how) => {
    const source = sources[entity];
    const result = reconcilePair({
      definition,
      quickbooks: readBack,
      billcom: source,
      quickbooksBase: how === 'agreed' ? readBack.fields : {},
      billcomBase: how === 'agreed' ? source.fields : {},
      policy: 'ask',
      references,
      rules: rules('firstOpenDay'),
    });
    expect([result.operations, result.holds]).toEqual([[], []]);
  });
});

test('a Mod of a transfer writes the whole record, and keeps the note', () => {
  for (const [form, transfersAs] of [
    ['transfer', 'transfer'],
    ['journalEntry', 'journalEntry'],
  ] as const) {
    const definition = definitionOf('fundsTransfer', { transfersAs });
    const now = readRecord(definition, 'quickbooks', posted[form]) as BookRecord;
    const request = modRequest(definition, { id: '1', recordId: 'T1', fields: { amount: '11.00' } }, now);
    expect(JSON.stringify(request)).toContain(`Original date 2026-10-15; ${memo.fundsTransfer}`);
  }
});

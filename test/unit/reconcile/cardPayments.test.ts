import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { kindKey, type EntityDefinition, type RawRecord } from '../../../src/entities/definition';
import { readRecord, type BookRecord } from '../../../src/entities/record';
import { entityDefinitions } from '../../../src/entities/registry';
import { writeRequests } from '../../../src/quickbooks/listRequests';
import { noDecisions } from '../../../src/reconcile/decisions';
import { reconcileEntity } from '../../../src/reconcile/entity';
import type { Link } from '../../../src/reconcile/plan';
import type { References } from '../../../src/reconcile/references';

/** Bill payments by credit card, which people enter in QuickBooks and Tieout never makes there. */

const definitionOf = (outsidePayments: 'ask' | 'do'): EntityDefinition =>
  entityDefinitions({ ...defaultEntitySettings, twoWayBills: 'on', outsidePayments }).find(
    ({ name }) => name === 'billPayment',
  )!;
const doing = definitionOf('do');

/** `Q…` of QuickBooks is `B…` of Bill.com. */
const references: References = {
  resolve: (_entity, book, id) => ({
    state: 'linked',
    id: `${book === 'quickbooks' ? 'B' : 'Q'}${id.slice(1)}`,
  }),
};
const card = (more: RawRecord = {}): BookRecord =>
  readRecord(doing, 'quickbooks', {
    [kindKey]: 'BillPaymentCreditCard',
    TxnID: '5-1',
    EditSequence: '1',
    TimeCreated: '2026-11-12T10:00:00-06:00',
    PayeeEntityRef: { ListID: 'Qacme', FullName: 'Acme' },
    CreditCardAccountRef: { ListID: 'Qvisa', FullName: 'Company Visa' },
    TxnDate: '2026-11-12',
    Amount: '100.00',
    RefNumber: 'V7',
    AppliedToTxnRet: [{ TxnID: 'Q1', TxnType: 'Bill', RefNumber: '1', Amount: '100.00' }],
    ...more,
  }) as BookRecord;
const sentPay = (more: RawRecord = {}): BookRecord =>
  readRecord(doing, 'billcom', {
    id: 'stp1'.padEnd(20, '0'),
    isActive: '1',
    vendorId: 'Bacme',
    processDate: '2026-11-12',
    amount: 100,
    status: '2',
    isOnline: false,
    name: 'P26111202 - 2433972',
    syncReference: 'V7',
    chartOfAccountId: 'Bvisa',
    createdTime: '2026-11-12T16:00:00.000+0000',
    updatedTime: '2026-11-12T16:00:00.000+0000',
    billPays: [{ billId: 'B1', amount: 100, allowExport: true }],
    ...more,
  }) as BookRecord;

function plan(quickbooks: BookRecord, billcom?: BookRecord, link?: Link, definition = doing) {
  const there = billcom ? [billcom] : [];
  return reconcileEntity({
    definition,
    policy: 'billcom',
    records: {
      quickbooks: new Map([[quickbooks.id, quickbooks]]),
      billcom: new Map(there.map((each) => [each.id, each])),
    },
    links: link ? [link] : [],
    work: { quickbooks: new Set([quickbooks.id]), billcom: new Set(there.map(({ id }) => id)) },
    inFlight: { quickbooks: new Set(), billcom: new Set() },
    decisions: noDecisions,
    references,
  });
}
const linked = (quickbooks: BookRecord, billcom: BookRecord): Link => ({
  id: '1',
  entity: 'billPayment',
  quickbooksId: quickbooks.id,
  billcomId: billcom.id,
  quickbooksBase: quickbooks.fields,
  billcomBase: billcom.fields,
});

test('one is offered as a check is, and says that it was paid by card', () => {
  const { operations, holds } = plan(card(), undefined, undefined, definitionOf('ask'));
  expect(operations).toEqual([]);
  expect(holds).toMatchObject([
    {
      cause: 'asksFirst',
      sentence: expect.stringContaining(
        'Acme was paid 100.00 on 2026-11-12 by credit card from “Company Visa”, for bill “1” (100.00)',
      ),
    },
  ]);
});

test('it is recorded with the account of the card and by its own TxnID', () => {
  const { operations, holds } = plan(card({ RefNumber: undefined }));
  expect(holds).toEqual([]);
  expect(operations).toMatchObject([
    {
      book: 'billcom',
      action: 'create',
      sourceId: '5-1',
      fields: { account: 'Bvisa', applications: [{ bill: 'B1', amount: '100.00' }] },
    },
  ]);
  expect(doing.billcom.ownCall?.body(operations[0]?.fields ?? {}, '5-1')).toMatchObject({
    syncReference: '(QuickBooks 5-1)',
    toPrintCheck: false,
    allowExport: false,
    classifications: { chartOfAccountId: 'Bvisa' },
  });
});

test('what people entered in both books is linked, and nothing is made', () => {
  const { links, operations, holds } = plan(card(), sentPay());
  expect(links).toMatchObject([{ quickbooksId: '5-1', madeBy: 'match' }]);
  expect([operations, holds]).toEqual([[], []]);
});

test('one that people entered in both books and changed in Bill.com is changed in QuickBooks by hand', () => {
  const [mine, theirs] = [card(), sentPay()];
  const { operations, holds } = plan(
    mine,
    sentPay({ processDate: '2026-11-14', updatedTime: '2026-11-13T16:00:00.000+0000' }),
    linked(mine, theirs),
  );
  expect(operations).toEqual([]);
  expect(holds).toMatchObject([
    { cause: 'cannotChange', sentence: expect.stringContaining('bill payment by credit card') },
  ]);
});

test('one whose twin people made void in Bill.com is made void as what it is', () => {
  const [mine, theirs] = [card(), sentPay()];
  const { operations } = plan(mine, sentPay({ status: '4' }), linked(mine, theirs));
  expect(operations).toMatchObject([{ book: 'quickbooks', action: 'void', recordId: '5-1' }]);
  const [operation] = operations;
  const requests = writeRequests(
    doing,
    { id: '9', action: 'void', recordId: '5-1', fields: operation?.fields ?? {}, externalGuid: null },
    mine,
  );
  expect(requests).toMatchObject([
    { name: 'TxnVoidRq', body: { TxnVoidType: 'BillPaymentCreditCard', TxnID: '5-1' } },
    { name: 'BillPaymentCreditCardQueryRq', body: { TxnID: ['5-1'] } },
  ]);
});

test('in accounts payable one counts like a check', () => {
  expect(doing.payable?.(card())).toMatchObject({
    amount: '-100.00',
    party: 'Qacme',
    date: '2026-11-12',
    applied: [{ id: 'Q1', amount: '100.00' }],
  });
});

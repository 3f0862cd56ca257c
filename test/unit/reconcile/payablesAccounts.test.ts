import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import type { EntityName, RecordFacts } from '../../../src/entities/definition';
import { readRecord, type BookRecord } from '../../../src/entities/record';
import { entityDefinitions } from '../../../src/entities/registry';
import { modRequest, writeRequests } from '../../../src/quickbooks/listRequests';
import { encodeRequests } from '../../../src/quickbooks/qbxml/encode';
import { reconcileEntity } from '../../../src/reconcile/entity';
import type { BookRules } from '../../../src/reconcile/guards/bookRules';
import type { Link } from '../../../src/reconcile/plan';
import type { References } from '../../../src/reconcile/references';

/** The A/P account of payments and of applications of credits: that of the bills and credits in QuickBooks. */

const id = (word: string): string => word.padEnd(20, '0');
const [one, two, credit] = [id('00nOne'), id('00nTwo'), id('vcrOne')];
/** Every record of Bill.com has a twin: its id with a Q before it; one that is `planned` is made by the same plan. */
const references = (planned: readonly string[]): References => ({
  resolve: (_entity, book, of) =>
    planned.includes(of)
      ? { state: 'planned' }
      : { state: 'linked', id: book === 'billcom' ? `Q${of}` : of.slice(1) },
});
const retainage: RecordFacts = { apAccount: 'QRetainage', apAccountName: 'Retainage Payable' };
const payables: RecordFacts = { apAccount: 'QPayables', apAccountName: 'Accounts Payable' };
const rules = { accounts: { apAccount: { id: 'QPayables', name: 'Accounts Payable' } } } as BookRules;

const definitionOf = (entity: EntityName, apAccount: string) =>
  entityDefinitions({ ...defaultEntitySettings, apAccount }).find(({ name }) => name === entity)!;

const payment = (...bills: string[]): Record<string, unknown> => ({
  id: id('stpOne'),
  vendorId: id('vndAcme'),
  processDate: '2026-11-12',
  amount: 100 * bills.length,
  status: '2',
  isOnline: true,
  name: 'P26111202 - 2433972',
  chartOfAccountId: id('coaClearing'),
  createdTime: '2026-11-12T16:00:00.000+0000',
  billPays: bills.map((billId) => ({ billId, amount: 100 })),
});

interface Scene {
  readonly facts?: Readonly<Record<string, RecordFacts>>;
  readonly apAccount?: string;
  readonly planned?: readonly string[];
  readonly ours?: { readonly record: BookRecord; readonly link: Link };
}

function plan(
  entity: EntityName,
  row: BookRecord,
  { facts = {}, apAccount = '', planned = [], ours }: Scene,
) {
  const definition = definitionOf(entity, apAccount);
  const { operations, holds } = reconcileEntity({
    definition,
    policy: 'billcom',
    records: {
      quickbooks: new Map(ours ? [[ours.record.id, ours.record]] : []),
      billcom: new Map([[row.id, row]]),
    },
    links: ours ? [ours.link] : [],
    work: { quickbooks: new Set(), billcom: new Set([row.id]) },
    inFlight: { quickbooks: new Set(), billcom: new Set() },
    references: references(planned),
    ...(apAccount !== '' && { rules }),
    targets: {
      get: (of, given) =>
        of === 'account'
          ? { fields: { type: 'Bank' }, facts: {} }
          : { fields: { name: given }, facts: { open: '500.00', ...facts[given.replace(/^Q/, '')] } },
    },
  });
  return { definition, operations, holds, planned };
}

const paid = (bills: string[], scene: Scene) =>
  plan('billPayment', readRecord(definitionOf('billPayment', ''), 'billcom', payment(...bills))!, scene);

/** The A/P account that QuickBooks is told, of the one write of a plan. */
function told({ definition, operations, holds, planned }: ReturnType<typeof plan>): unknown {
  expect(holds).toEqual([]);
  expect(operations).toHaveLength(1);
  const requests = writeRequests(
    definition,
    { id: '7', action: 'create', recordId: null, fields: operations[0]!.fields, externalGuid: null },
    undefined,
  );
  // What the same plan makes first has no id yet.
  if (planned.length === 0) expect(encodeRequests(requests, '13.0')).toContain('<BillPaymentCheckAdd>');
  return (requests[0]?.body as any).BillPaymentCheckAdd.APAccountRef?.ListID;
}

describe('a payment', () => {
  test('is posted to the A/P account of its bills, whatever the company’s is', () => {
    expect(told(paid([one], { facts: { [one]: retainage } }))).toBe('QRetainage');
    expect(told(paid([one], { facts: { [one]: retainage }, apAccount: 'QPayables' }))).toBe('QRetainage');
  });

  test('of bills that the same plan makes goes where these go: the company’s account, else QuickBooks’ default', () => {
    expect(told(paid([one], { planned: [one], apAccount: 'QPayables' }))).toBe('QPayables');
    expect(told(paid([one], { planned: [one] }))).toBeUndefined();
  });

  test('of bills on several is held, with their names', () => {
    const { operations, holds } = paid([one, two], { facts: { [one]: retainage, [two]: payables } });
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([
      {
        cause: 'toPutRight',
        sentence: expect.stringContaining('(“Accounts Payable”, “Retainage Payable”)'),
        cure: expect.stringContaining('to one A/P account'),
      },
    ]);
  });

  test('of a bill on another one and a bill that the same plan makes on the company’s is held', () => {
    const scene = { facts: { [one]: retainage }, planned: [two], apAccount: 'QPayables' };
    expect(paid([one, two], scene)).toMatchObject({ operations: [], holds: [{ cause: 'toPutRight' }] });
  });

  test('that is there says nothing of it when it is changed: QuickBooks has no such Mod', () => {
    const definition = definitionOf('billPayment', 'QPayables');
    const before = readRecord(definition, 'billcom', payment(one))!;
    const record = readRecord(definition, 'quickbooks', {
      TxnID: 'T1',
      EditSequence: '3',
      TimeCreated: '2026-11-12T09:00:00-08:00',
      PayeeEntityRef: { ListID: `Q${id('vndAcme')}`, FullName: 'Acme' },
      APAccountRef: { ListID: 'QRetainage', FullName: 'Retainage Payable' },
      BankAccountRef: { ListID: `Q${id('coaClearing')}`, FullName: 'Clearing' },
      TxnDate: '2026-11-12',
      RefNumber: '2433972',
      Amount: '100.00',
      Memo: 'Bill.com P26111202 - 2433972',
      AppliedToTxnRet: [{ TxnID: `Q${one}`, TxnType: 'Bill', Amount: '100.00' }],
    })!;
    const link = {
      id: '1',
      entity: 'billPayment',
      quickbooksId: 'T1',
      billcomId: before.id,
      quickbooksBase: record.fields,
      billcomBase: before.fields,
    } as Link;
    const moved = readRecord(definition, 'billcom', { ...payment(one), processDate: '2026-11-14' })!;
    const { operations, holds } = plan('billPayment', moved, {
      facts: { [one]: payables },
      apAccount: 'QPayables',
      ours: { record, link },
    });
    expect(holds).toEqual([]);
    expect(operations).toMatchObject([{ action: 'update', fields: { date: '2026-11-14' } }]);
    const { fields } = operations[0]!;
    const request = modRequest(definition, { id: '7', recordId: 'T1', fields }, record);
    expect(encodeRequests([request], '13.0')).not.toContain('APAccountRef');
  });
});

describe('a credit', () => {
  const applied = (scene: Scene) => {
    const definition = definitionOf('creditApplication', '');
    const row = readRecord(definition, 'billcom', {
      id: id('bcrOne'),
      vendorCreditId: credit,
      billId: one,
      amount: 30,
      createdTime: '2026-11-05T10:00:00.000+0000',
    })!;
    const fields = {
      ...row.fields,
      name: 'C-1 on bill A-1',
      vendor: id('vndAcme'),
      account: id('coaClearing'),
    };
    return plan('creditApplication', { ...row, fields }, scene);
  };

  test('is applied in the A/P account of itself and its bill', () => {
    expect(told(applied({ facts: { [one]: retainage, [credit]: retainage } }))).toBe('QRetainage');
    expect(told(applied({ planned: [one, credit], apAccount: 'QPayables' }))).toBe('QPayables');
  });

  test('on another one than its bill is held', () => {
    const { operations, holds } = applied({ facts: { [one]: retainage, [credit]: payables } });
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([
      {
        cause: 'toPutRight',
        sentence: expect.stringContaining('the credit and its bill stand on different'),
      },
    ]);
  });
});

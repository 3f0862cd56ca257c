import { billPaymentDefinition } from '../../../src/entities/billPayment';
import type { CanonicalFields, EntityName, RecordFacts } from '../../../src/entities/definition';
import type { Completed } from '../../../src/entities/documentRules';
import type { BookRecord } from '../../../src/entities/record';
import { readRecord } from '../../../src/entities/record';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { entityDefinitions } from '../../../src/entities/registry';
import { writeRequests } from '../../../src/quickbooks/listRequests';
import { encodeRequests } from '../../../src/quickbooks/qbxml/encode';
import { reconcileEntity } from '../../../src/reconcile/entity';
import type { Link, PlannedOperation } from '../../../src/reconcile/plan';
import type { References } from '../../../src/reconcile/references';
import { alsoTaken } from '../../../src/reconcile/room';

const definition = entityDefinitions(defaultEntitySettings).find(({ name }) => name === 'creditApplication')!;

const id = (prefix: string, word: string) => `${prefix}01${word}`.padEnd(20, '0');
const [vendor, credit, bill, payment, clearing] = [
  id('009', 'acme'),
  id('vcr', 'one'),
  id('00n', 'one'),
  id('stp', 'one'),
  id('0ca', 'clearing'),
];
/** Every record of Bill.com has a twin: its id with a Q before it. */
const references: References = {
  resolve: (_entity, book, of) => ({ state: 'linked', id: book === 'billcom' ? `Q${of}` : of.slice(1) }),
};
const shown = (fields: CanonicalFields, facts: RecordFacts = {}): Completed => ({
  fields,
  facts,
  deleted: false,
});

const rowOf = (amount: number, word = 'one', sentPayId: string = payment): BookRecord =>
  readRecord(definition, 'billcom', {
    id: id('bcr', word),
    vendorCreditId: credit,
    billId: bill,
    sentPayId,
    amount,
    createdTime: '2026-11-05T10:00:00.000+0000',
  }) as BookRecord;

/** The row as planning sees it, carried by a payment of that status. */
function row(amount: number, status = '1', word = 'one'): BookRecord {
  const records: Partial<Record<EntityName, Completed>> = {
    vendorCredit: shown({ name: 'C-100', vendor }),
    bill: shown({ name: 'A-1', vendor }),
    billPayment: shown({ account: clearing, date: '2026-11-10' }, { status }),
  };
  const bare = rowOf(amount, word);
  return { ...bare, ...definition.billcom.completed?.complete(bare, (entity) => records[entity]) };
}

const part = (slot: string, amount: string): BookRecord => ({
  id: slot,
  version: null,
  modified: null,
  fields: {
    name: 'C-100 on bill A-1',
    vendor: `Q${vendor}`,
    account: null,
    date: null,
    applications: [{ credit: `Q${credit}`, bill: `Q${bill}`, amount }],
  },
  facts: { owner: `Q${credit}`, amount },
  active: true,
  deleted: false,
  mergedInto: null,
  problem: null,
});

function plan(
  billcom: readonly BookRecord[],
  quickbooks: readonly BookRecord[] = [],
  {
    links = [],
    open = {},
    taken = new Map(),
  }: {
    links?: Link[];
    open?: Partial<Record<EntityName, string>>;
    taken?: ReadonlyMap<string, bigint>;
  } = {},
) {
  const map = (records: readonly BookRecord[]) => new Map(records.map((each) => [each.id, each]));
  return reconcileEntity({
    definition,
    policy: 'billcom',
    records: { quickbooks: map(quickbooks), billcom: map(billcom) },
    links,
    work: {
      quickbooks: new Set(quickbooks.map((each) => each.id)),
      billcom: new Set(billcom.map((each) => each.id)),
    },
    inFlight: { quickbooks: new Set(), billcom: new Set() },
    references,
    taken,
    targets: {
      get: (entity) => {
        const left = open[entity];
        return left === undefined ? undefined : { fields: { name: `the ${entity}` }, facts: { open: left } };
      },
    },
  });
}

test('is a payment without money in QuickBooks, followed by a look at the credit', () => {
  const { operations, holds } = plan([row(30)]);
  expect(holds).toEqual([]);
  expect(operations).toMatchObject([
    { book: 'quickbooks', action: 'create', recordName: 'C-100 on bill A-1' },
  ]);
  const requests = writeRequests(
    definition,
    { id: '7', action: 'create', recordId: null, fields: operations[0]?.fields ?? {}, externalGuid: null },
    undefined,
  );
  expect(requests).toMatchObject([
    {
      name: 'BillPaymentCheckAddRq',
      requestID: '7',
      body: {
        BillPaymentCheckAdd: {
          PayeeEntityRef: { ListID: `Q${vendor}` },
          TxnDate: '2026-11-10',
          BankAccountRef: { ListID: `Q${clearing}` },
          IsToBePrinted: 'false',
          AppliedToTxnAdd: {
            TxnID: `Q${bill}`,
            SetCredit: { CreditTxnID: `Q${credit}`, AppliedAmount: '30.00' },
          },
        },
      },
    },
    { name: 'VendorCreditQueryRq', body: { TxnID: [`Q${credit}`], IncludeLinkedTxns: 'true' } },
  ]);
  expect(encodeRequests(requests, '13.0')).toContain('<AppliedAmount>30.00</AppliedAmount>');
});

test.each([
  ['is being approved', '0', /posted with the payment that carries it.*approved/],
  ['has not been read', undefined, /has not been read/],
])('waits while its payment %s', (_word, status, because) => {
  const waiting = status === undefined ? { ...rowOf(30), ...withoutPayment(rowOf(30)) } : row(30, status);
  const { operations, holds } = plan([waiting]);
  expect(operations).toEqual([]);
  expect(holds).toMatchObject([{ cause: 'ownerRule' }]);
  expect(holds[0]?.sentence).toMatch(because);
});
const withoutPayment = (bare: BookRecord) =>
  definition.billcom.completed?.complete(bare, (entity) =>
    entity === 'billPayment' ? undefined : shown({ name: 'x', vendor }),
  );

test('of a payment that was void before it was posted is nothing', () => {
  for (const status of ['3', '4']) {
    const { operations, holds } = plan([row(30, status)]);
    expect([operations, holds]).toEqual([[], []]);
  }
});

test('done by hand in the same way is the same; another amount is a question', () => {
  const same = plan([row(30)], [part('C+B', '30.00')]);
  expect(same.links).toMatchObject([{ quickbooksId: 'C+B' }]);
  expect([same.operations, same.holds]).toEqual([[], []]);
  const other = plan([row(30)], [part('C+B', '20.00')]);
  expect([other.operations, other.links]).toEqual([[], []]);
  expect(other.holds.map(({ cause }) => cause)).toContain('possibleDuplicate');
});

test.each<[EntityName, string]>([
  ['vendorCredit', '12.00'],
  ['bill', '29.99'],
])('is held when no more than that is open of the %s', (entity, left) => {
  const { operations, holds } = plan([row(30)], [], { open: { [entity]: left } });
  expect(operations).toEqual([]);
  expect(holds).toMatchObject([{ cause: 'tooMuch', release: { when: 'nextCycle' } }]);
  expect(holds[0]?.sentence).toContain(`only ${left} is open`);
});

test('takes what is open only once in a plan', () => {
  const { operations, holds } = plan([row(30), row(20, '1', 'two')], [], { open: { vendorCredit: '40.00' } });
  expect(operations).toHaveLength(1);
  expect(holds).toHaveLength(1);
});

test('counts what a payment of the same cycle takes of the bill', () => {
  const pays: PlannedOperation = {
    entity: 'billPayment',
    book: 'quickbooks',
    action: 'create',
    phase: 'write',
    recordId: null,
    sourceId: payment,
    recordName: '1',
    fields: { applications: [{ bill: `Q${bill}`, amount: '75.00' }] },
    awaits: {},
    sourceBase: {},
    before: null,
    overwrites: [],
  };
  const payments = billPaymentDefinition(defaultEntitySettings);
  const taken = alsoTaken(new Map(), payments, [pays]);
  expect(taken).toEqual(new Map([[`Q${bill}`, 7500n]]));
  expect(plan([row(30)], [], { open: { bill: '100.00' } }).operations).toHaveLength(1);
  const { operations, holds } = plan([row(30)], [], { open: { bill: '100.00' }, taken });
  expect(operations).toEqual([]);
  expect(holds[0]?.sentence).toContain('only 25.00 is open');
  // What replaces an earlier application takes what is more.
  const more: PlannedOperation = {
    ...pays,
    action: 'update',
    recordId: 'T',
    before: { applications: [{ bill: `Q${bill}`, amount: '70.00' }] },
  };
  expect(alsoTaken(taken, payments, [more]).get(`Q${bill}`)).toBe(8000n);
});

describe('that is in both books', () => {
  const linked = (theirs: BookRecord, ours: BookRecord): Link[] => [
    {
      id: '1',
      entity: 'creditApplication',
      quickbooksId: ours.id,
      billcomId: theirs.id,
      quickbooksBase: ours.fields,
      billcomBase: theirs.fields,
    },
  ];

  test('and nothing else says the same is no work', () => {
    const [theirs, ours] = [row(30), part('C+B', '30.00')];
    const { operations, holds } = plan([theirs], [ours], { links: linked(theirs, ours) });
    expect([operations, holds]).toEqual([[], []]);
  });

  test('and void in Bill.com, or undone in QuickBooks, is a person’s to undo', () => {
    const [theirs, ours] = [row(30), part('C+B', '30.00')];
    const links = linked(theirs, ours);
    const ended = plan([row(30, '4')], [ours], { links });
    expect(ended.operations).toEqual([]);
    expect(ended.holds).toMatchObject([{ cause: 'deleted', book: 'quickbooks' }]);
    expect(ended.holds[0]?.cure).toMatch(/Set Credits/);
    const undone = plan([theirs], [{ ...ours, deleted: true }], { links });
    expect(undone.operations).toEqual([]);
    expect(undone.holds).toMatchObject([{ cause: 'deleted', book: 'billcom' }]);
    expect(undone.holds[0]?.cure).toMatch(/Apply it again in QuickBooks/);
    // Done again by hand, it is the same.
    const again = plan([theirs], [{ ...ours, deleted: true }, part('C+B#2', '30.00')], { links });
    expect(again.links).toMatchObject([{ quickbooksId: 'C+B#2' }]);
    expect([again.operations, again.holds]).toEqual([[], []]);
  });
});

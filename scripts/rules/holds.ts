/** Every hold with its cure, from the functions that make them. */
import { errorCodes } from '../../src/billcom/errorCodes';
import type { Book, EntityDefinition, Feature } from '../../src/entities/definition';
import { account } from '../../src/entities/account';
import { accountTrouble } from '../../src/entities/companyAccounts';
import { billDefinition } from '../../src/entities/bill';
import { billPaymentDefinition } from '../../src/entities/billPayment';
import { customerDefinition } from '../../src/entities/customer';
import { fundsTransferDefinition } from '../../src/entities/fundsTransfer';
import { notLinked, notSet } from '../../src/entities/fundsTransfer/movement';
import { invoiceDefinition } from '../../src/entities/invoice';
import { taxCure } from '../../src/entities/invoiceTotals';
import { item } from '../../src/entities/item';
import { cannotBeRecorded, offerOf, outsidePayment } from '../../src/entities/outsidePayment';
import { defaultEntitySettings } from '../../src/entities/defaultSettings';
import { entityDefinitions } from '../../src/entities/registry';
import { onSeveralAccounts } from '../../src/entities/payablesPosting';
import { receivedPaymentDefinition } from '../../src/entities/receivedPayment';
import { vendor } from '../../src/entities/vendor';
import {
  accountsStandBack,
  closedPeriod,
  historyStandsBack,
  features,
  onAnotherAccount,
  type BookRules,
} from '../../src/reconcile/guards/bookRules';
import { holds, type HeldRecord, type Hold, type HoldRelease } from '../../src/reconcile/holds';
import { balanceRefused, refusedHold, unknownOutcomeHold } from '../../src/reconcile/writeHolds';
import { statusOf } from '../../src/quickbooks/qbxml/status';
import { table } from './document';

const record = (definition: EntityDefinition, book: Book, name: string, word?: string): HeldRecord => ({
  definition,
  book,
  id: '1',
  name,
  ...(word === undefined ? {} : { word }),
});
const definitions = entityDefinitions(defaultEntitySettings);
const customer = customerDefinition(defaultEntitySettings);
const bill = billDefinition(defaultEntitySettings);
const billPayment = billPaymentDefinition(defaultEntitySettings);
const invoice = invoiceDefinition(defaultEntitySettings);
const receivedPayment = receivedPaymentDefinition(defaultEntitySettings);
const fundsTransfer = fundsTransferDefinition(defaultEntitySettings);
const acme = record(vendor, 'quickbooks', 'Acme Tile');
const acmeThere = record(vendor, 'billcom', 'Acme Tile');
const rent = record(account, 'quickbooks', 'Rent');
const remodel = record(customer, 'quickbooks', 'Smith, Anna:Kitchen', 'job');

/** A sample of each hold that reconciling makes; a new one needs its sample here. */
const samples: { readonly [kind in keyof typeof holds]: () => readonly Hold[] } = {
  waitingForReference: () => [
    holds.waitingForReference(remodel, 'parent', 'customer', {
      entity: 'customer',
      id: '2',
      name: 'Smith, Anna',
    }),
  ],
  waitingForChoice: () => [
    holds.waitingForChoice(record(bill, 'billcom', '1042'), 'lines', 'item of line 1', {
      entity: 'item',
      id: '3',
      name: 'Portal fee',
    }),
    holds.waitingForChoice(record(invoice, 'billcom', '1001'), 'customer', 'customer', {
      entity: 'customer',
      id: '4',
      name: 'Phase 2',
    }),
  ],
  leftOutReference: () => [
    holds.leftOutReference(acme, 'terms', 'payment terms', {
      entity: 'terms',
      id: '2',
      name: '2% 10 Net 30',
    }),
  ],
  conflict: () => [
    holds.conflict(acme, 'phone', 'phone', { quickbooks: '555-0101', billcom: '555-0199' }),
    holds.conflict(
      record(bill, 'quickbooks', 'A-100 of Acme Tile'),
      'memo',
      'memo',
      { quickbooks: 'Kitchen, second delivery', billcom: 'Kitchen' },
      ['billcom'],
    ),
  ],
  possibleDuplicate: () => [
    holds.possibleDuplicate(
      acmeThere,
      [{ id: '2', name: 'Acme Tile, Inc.' }],
      'the same name in another spelling, the same phone; score 60',
    ),
  ],
  duplicate: () => [
    holds.duplicate(
      record(invoice, 'billcom', '1001 of Miller'),
      { date: '2026-10-05', total: '500.00' },
      [{ id: '3', name: '1001 of Miller', date: '2026-10-05', total: '500.00' }],
      { because: 'the same number; score 50', cure: invoice.document?.duplicate?.cure ?? '' },
    ),
  ],
  nameInUse: () => [
    holds.nameInUse(acmeThere, '', 'name', 'Acme Tile', {
      name: 'Acme Tile',
      active: true,
      word: 'customer',
    }),
    holds.nameInUse(acmeThere, 'name', 'name', 'Acme Tile', { name: 'Acme Tile', active: false }),
    holds.nameInUse(rent, 'number', 'account number', '6100', { name: 'Office rent', active: true }),
  ],
  numberTaken: () => [
    holds.numberTaken(record(invoice, 'quickbooks', '1001 of Kern'), '', '1001', {
      date: '2026-10-05',
      party: 'Garden Home',
    }),
    holds.numberTaken(record(invoice, 'quickbooks', '1001 of Kern'), 'name', '1001', undefined),
  ],
  claimedTwice: () => [
    holds.claimedTwice(acmeThere, 'name', 'Acme Tile', ['ACME Tile']),
    holds.claimedTwice(record(invoice, 'quickbooks', '1001 of Kern'), 'number', '1001', ['1001 of Abel']),
  ],
  twinUnreadable: () => [holds.twinUnreadable(acme, 'Acme Tile')],
  twinInDoubt: () => [holds.twinInDoubt(acme, ['Acme Tile'])],
  incomplete: () => [
    holds.incomplete(
      record(account, 'billcom', 'Rent'),
      'type',
      'type',
      'it has no type that QuickBooks knows',
    ),
  ],
  inactiveReference: () => [
    holds.inactiveReference(record(account, 'billcom', 'Rent'), 'parent', 'parent account', 'Overhead'),
  ],
  misfit: () => [
    holds.misfit(
      record(billPayment, 'billcom', '1234567 of Acme Tile'),
      'account',
      'account',
      'Bill.com Money Out Clearing',
      'QuickBooks posts bill payments from accounts of type Bank only',
    ),
  ],
  noRoom: () => [
    holds.noRoom(record(billPayment, 'billcom', '1234567 of Acme Tile'), 'bill', {
      name: 'A-100',
      amount: '300.00',
      left: '120.00',
    }),
  ],
  takenBefore: () => [
    holds.takenBefore(
      record(receivedPayment, 'billcom', '2041 of Garden Home'),
      'invoice',
      { name: '1001', amount: '300.00', left: '120.00' },
      [
        { word: 'credit memo', number: 'CM-7', amount: '150.00' },
        { word: 'payment', number: '2040', amount: '30.00' },
      ],
    ),
    holds.takenBefore(
      record(receivedPayment, 'billcom', '2041 of Garden Home'),
      'invoice',
      { name: '1001', amount: '300.00', left: '0.00' },
      [{ word: 'payment', number: '', amount: '300.00' }],
    ),
  ],
  notPostable: () => [
    holds.notPostable(record(receivedPayment, 'billcom', '2041 of Garden Home'), notSet('moneyIn')),
    ...(['payment', 'credit'] as const).map((one) =>
      holds.notPostable(
        record(billPayment, 'billcom', '1234567 of Acme Tile'),
        onSeveralAccounts(one, ['Accounts Payable', 'Retainage Payable']),
      ),
    ),
  ],
  lessThanApplied: () => [
    holds.lessThanApplied(record(invoice, 'quickbooks', '1001 of Kern'), {
      amount: '80.00',
      applied: '120.00',
    }),
    holds.lessThanApplied(record(bill, 'billcom', 'A-100 of Acme Tile'), {
      amount: '80.00',
      applied: '120.00',
    }),
  ],
  replaced: () => [holds.replaced(record(receivedPayment, 'quickbooks', '1044 of Garcia Residence'))],
  lessThanPaid: () => [
    holds.lessThanPaid(
      record(bill, 'quickbooks', 'A-100 of Acme Tile'),
      { amount: '80.00', paid: '120.00' },
      [
        { name: 'P26111001 - 1234567', amount: '100.00' },
        { name: null, amount: '20.00' },
      ],
    ),
    holds.lessThanPaid(record(invoice, 'quickbooks', '1001 of Kern'), { amount: '80.00', paid: '120.00' }, [
      { name: 'R100001', amount: '100.00' },
      { name: 'CM-7', amount: '20.00', word: 'credit memo' },
    ]),
  ],
  otherTotal: () => [
    holds.otherTotal(record(invoice, 'quickbooks', '1001 of Kern'), {
      because: 'its sales tax would come to 8.26 in Bill.com, and is 8.25',
      cure: taxCure,
    }),
  ],
  paidTwice: () => [
    holds.paidTwice(
      record(receivedPayment, 'quickbooks', '77 of Miller'),
      'invoice',
      { name: '1001', amount: '500.00', left: '380.00' },
      [],
    ),
    holds.paidTwice(
      record(billPayment, 'quickbooks', '1044 of Acme Tile'),
      'bill',
      { name: 'A-100', amount: '300.00', left: '0.00' },
      ['P26111001 - 1234567'],
    ),
    holds.paidTwice(
      record(billPayment, 'quickbooks', '1044 of Acme Tile'),
      'bill',
      { name: 'A-100', amount: '300.00', left: '120.00' },
      [],
    ),
  ],
  recordedAlready: () => [
    holds.recordedAlready(record(billPayment, 'quickbooks', '1044 of Acme Tile'), 'bill', {
      name: 'A-100',
      amount: '40.00',
      quickbooks: '60.00',
      billcom: '20.00',
    }),
  ],
  asksFirst: () => [
    holds.asksFirst(
      record(billPayment, 'quickbooks', '1044 of Acme Tile'),
      offerOf(
        defaultEntitySettings,
        { date: '2026-11-12' },
        { total: '300.00', from: 'Checking', pays: 'bill “A-100” (300.00)', vendor: 'Acme Tile' },
      ) ?? { because: '', cure: '' },
      {},
    ),
  ],
  enteredInParts: () => [
    holds.enteredInParts(record(billPayment, 'billcom', 'P26111001 - 1234567'), 'bill', {
      ...{ name: 'A-100', amount: '40.00', quickbooks: '60.00', billcom: '60.00', shown: {} },
      there: [
        { id: '8', name: '1044 of Acme Tile', amount: '25.00', date: '2026-11-02' },
        { id: '9', name: '1045 of Acme Tile', amount: '15.00', date: '2026-11-09' },
      ],
    }),
    holds.enteredInParts(record(billPayment, 'quickbooks', '1044 of Acme Tile'), 'bill', {
      ...{ name: 'A-100', amount: '25.00', quickbooks: '60.00', billcom: '60.00', shown: {} },
      there: [{ id: '7', name: '1001', amount: '40.00', date: '2026-11-02' }],
    }),
  ],
  appliedElsewhere: () => [
    holds.appliedElsewhere(record(receivedPayment, 'billcom', '1001'), 'customer', {
      ...{ amount: '500.00', shown: {} },
      there: [{ id: '8', name: '77 of Miller', date: '2026-11-02', unused: '500.00' }],
    }),
    holds.appliedElsewhere(record(receivedPayment, 'quickbooks', '77 of Miller'), 'customer', {
      ...{ amount: '500.00', unused: '500.00', shown: {} },
      there: [
        { id: '7', name: '1001', date: '2026-11-02' },
        { id: '6', name: '1002', date: '2026-11-05', unused: '120.00' },
      ],
    }),
  ],
  sameMoney: () => [holds.sameMoney(record(billPayment, 'quickbooks', '1044 of Acme Tile'), '1001', 'Anna')],
  parentCircle: () => [holds.parentCircle(rent, 'parent', 'parent account', 'Overhead')],
  ownerRule: () => [
    holds.ownerRule(
      record(item, 'billcom', 'Portal fee'),
      'By rule, items of Bill.com are not made in QuickBooks.',
      item.cure,
    ),
  ],
  leftAlone: () => [
    holds.leftAlone(record(vendor, 'quickbooks', 'Maple Ltd'), {
      cause: 'foreignCurrency',
      because: 'QuickBooks keeps it in Canadian Dollar, and Tieout syncs what is kept in US Dollar',
      cure: 'Nothing to do: what is kept in a foreign currency stays in the book that has it; everything else goes on.',
    }),
    ...ofDocuments(),
    ...ofOutsidePayments(),
    ...ofTransfers(),
  ],
  fieldLeftAlone: () => Object.keys(features).flatMap((feature) => ofFeature(feature as Feature)),
  cannotChange: () => [
    holds.cannotChange(
      rent,
      'type',
      'type',
      { quickbooks: 'Expense', billcom: 'OtherExpense' },
      { because: 'QuickBooks fixes it when the account is made.' },
    ),
    holds.cannotChange(
      record(bill, 'quickbooks', 'A-100 of Acme Tile'),
      'memo',
      'memo',
      { quickbooks: 'Kitchen, second delivery', billcom: 'Kitchen' },
      { because: 'It is changed in Bill.com only.' },
      { in: 'quickbooks', mayFollow: false },
    ),
    ...[true, false].map((mayFollow) =>
      holds.cannotChange(
        record(invoice, 'quickbooks', '1001 of Kern'),
        'dueDate',
        'due date',
        { quickbooks: '2026-12-03', billcom: '2026-12-20' },
        { because: 'It is changed in QuickBooks only.' },
        { in: 'billcom', mayFollow },
      ),
    ),
    holds.cannotChange(
      record(billPayment, 'quickbooks', '1044 of Acme Tile'),
      'date',
      'date',
      { quickbooks: '2026-11-13', billcom: '2026-11-12' },
      outsidePayment.fixed ?? { because: '' },
    ),
  ],
  notCarried: () => [
    holds.notCarried(
      record(account, 'billcom', 'Rent'),
      'number',
      'account number',
      '60300-010',
      'QuickBooks takes at most 7 characters here',
    ),
  ],
  unreadable: () => [holds.unreadable(acmeThere, 'isActive should be text and is a number')],
  deleted: () => [holds.deleted(acmeThere)],
  undone: () => [
    holds.undone(record(bill, 'billcom', 'A-100'), { mayMakeAgain: true }),
    holds.undone(record(fundsTransfer, 'billcom', '110125000000123'), { mayMakeAgain: true }),
    holds.undone(record(billPayment, 'quickbooks', '1044 of Acme Tile'), {
      mayMakeAgain: false,
      cure: outsidePayment.undo?.quickbooks,
    }),
    holds.undone(record(billPayment, 'billcom', '1044', outsidePayment.words.one), {
      mayMakeAgain: false,
      cure: outsidePayment.undo?.billcom,
    }),
  ],
  keptApart: () => [
    holds.keptApart(record(bill, 'billcom', 'A-100'), {
      who: 'Anna',
      day: '2026-10-05',
      because: 'entered for the wrong company',
      isDone: true,
    }),
  ],
  fieldsKeptApart: () => [
    holds.fieldsKeptApart(acme, ['phone', 'e-mail'], {
      who: 'Anna',
      day: '2026-10-05',
      because: 'the old number is right there',
      isDone: true,
    }),
  ],
  notTakenBack: () => [
    holds.notTakenBack(
      record(bill, 'billcom', 'A-100'),
      { who: 'Anna', day: '2026-10-05', book: 'quickbooks' },
      {
        because: 'its memo has been changed in QuickBooks since',
        cure: 'Look at it in QuickBooks',
      },
    ),
  ],
  twinKeptApart: () => [holds.twinKeptApart(acmeThere, 'Acme Tile', 'Anna')],
  kept: () => [holds.kept(record(bill, 'billcom', 'A-100'), 'Anna', true)],
  notVoided: () => [
    holds.notVoided(record(bill, 'quickbooks', 'A-100 of Acme Tile'), 'a payment is applied to it there'),
  ],
  merged: () => [holds.merged(acmeThere, 'Acme Tile & Stone')],
  leftOut: () => [holds.leftOut(record(bill, 'billcom', 'A-100'), 'Anna')],
  denied: () => [holds.denied(record(bill, 'billcom', 'A-100'))],
  inactive: () => [holds.inactive(acme)],
};

/** What stays where it is by the dates and accounts of documents. */
function ofDocuments(): readonly Hold[] {
  const rules = { closingDate: '2025-12-31', connectedAt: new Date('2026-01-15') } as BookRules;
  const old = { isPaid: 'true', made: '2025-06-01T00:00:00Z' };
  const accounts = {
    apAccount: {
      id: '2',
      name: 'Accounts Payable',
      trouble: accountTrouble('apAccount', {
        id: '2',
        name: 'Accounts Payable',
        number: null,
        type: 'AccountsPayable',
        isActive: false,
        isGone: false,
        hasTwin: true,
      }),
    },
  };
  const retainage = { apAccount: '3', apAccountName: 'Retainage Payable' };
  const backs = [
    closedPeriod(rules, '2025-12-20'),
    historyStandsBack(rules, bill, { facts: old, fields: {} }),
    accountsStandBack({ ...rules, accounts }, bill, {}),
    onAnotherAccount({ ...rules, accounts }, retainage),
  ];
  return backs.flatMap((back) => (back ? [holds.leftAlone(record(bill, 'billcom', 'A-100'), back)] : []));
}

/** What Bill.com cannot hold of a payment of QuickBooks. */
function ofOutsidePayments(): readonly Hold[] {
  const source = record(billPayment, 'quickbooks', '1044 of Acme Tile');
  const backs = [
    cannotBeRecorded({ applications: [] }, { discount: '3.00' }, 'quickbooks', false),
    cannotBeRecorded({ applications: [] }, { total: '20.00' }, 'quickbooks', false),
  ];
  return backs.flatMap((back) => (back ? [holds.leftAlone(source, back)] : []));
}

/** Why a funds transfer is not recorded, or not compared any more. */
function ofTransfers(): readonly Hold[] {
  const transfer = fundsTransferDefinition(defaultEntitySettings);
  const source = record(transfer, 'billcom', '201904170000123');
  const fields = { amount: '1500.00', date: '2026-02-03' };
  const backs = [
    transfer.standsBack?.(fields, { status: '0' }, 'billcom', false),
    transfer.standsBack?.(fields, { status: '2' }, 'billcom', false),
    transfer.standsBack?.(fields, { status: '2' }, 'billcom', true),
    ...[notLinked('First Bank …0021'), notSet('moneyOut')].map(({ because: lacks, cure }) =>
      transfer.standsBack?.(fields, { status: '1', type: '1', lacks, cure }, 'billcom', false),
    ),
  ];
  return backs.flatMap((back) => (back ? [holds.leftAlone(source, back)] : []));
}

/** What stays where it is while a feature is turned off: whole lists, and single fields. */
const ofFeature = (feature: Feature): readonly Hold[] =>
  definitions.flatMap((definition) => {
    const sample = record(definition, 'billcom', 'Rent');
    const back = { cause: 'featureOff', ...features[feature] } as const;
    if (definition.needs === feature) return [holds.leftAlone(sample, back)];
    return Object.entries(definition.fields)
      .filter(([, field]) => field.needs === feature)
      .map(([name, { label }]) => holds.fieldLeftAlone(sample, name, label, '6100', back));
  });

/** What a book's answer to a write holds; its codes have tables of their own. */
function ofWrites(): readonly Hold[] {
  const [locked, forbidden] = [statusOf(3175, ''), statusOf(3260, '')];
  const there = errorCodes.BDC_1145;
  const open = {
    operationId: '1',
    action: 'create',
    because: 'two in QuickBooks come into question',
  } as const;
  const candidates = [
    { id: '80000012-1', name: 'Acme Tile' },
    { id: '80000013-1', name: 'Acme Tile Co' },
  ];
  return [
    refusedHold(acmeThere, {
      cause: 'locked',
      code: '3175',
      sentence: locked.sentence,
      cure: locked.cure,
      release: { when: 'nextCycle' },
    }),
    refusedHold(acmeThere, {
      cause: 'notAllowed',
      code: '3260',
      sentence: forbidden.sentence,
      cure: forbidden.cure,
      release: { when: 'allowed' },
    }),
    balanceRefused(
      { account: '80000001-1', name: 'Checking' },
      { cause: 'notAllowed', code: 'BDC_1145', sentence: there?.sentence ?? '', cure: there?.cure ?? '' },
    ),
    unknownOutcomeHold(acmeThere, { ...open, candidates, looksAgain: false }),
    unknownOutcomeHold(acmeThere, {
      ...open,
      because: 'QuickBooks could not be asked',
      candidates: [],
      looksAgain: true,
    }),
  ];
}

const ends: Readonly<Record<HoldRelease['when'], string>> = {
  recordChanges: 'when the record changes in either book',
  linked: 'by itself, when the other one is synced',
  nextCycle: 'looked at again in every cycle',
  allowed: 'by itself: each cycle tries one write of the list',
  preferencesChange: 'by itself, when the preference is turned on',
  decision: 'when a person has decided',
};

/** An example of every hold. */
export const heldSamples = (): Hold[] => [
  ...Object.values(samples).flatMap((sample) => sample()),
  ...ofWrites(),
];

export function holdsTable(): string {
  const all = heldSamples();
  return table(
    ['what “tieout holds” says (an example)', 'what to do', 'it ends'],
    all.map(({ sentence, cure, release }) => [sentence, cure, ends[release.when]]),
  );
}

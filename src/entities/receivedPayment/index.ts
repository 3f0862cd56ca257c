import { applications } from '../appliedLinks';
import { appliedElse, appliedTo, discountsIn, invoiceApplications } from '../applications';
import type {
  CanonicalValue,
  EntityDefinition,
  EntitySettings,
  FieldDefinition,
  RawRecord,
  RecordFacts,
} from '../definition';
import { date, decimal, readReference, reference, text } from '../fields';
import { minus, readMoney } from '../money';
import { foldName } from '../naturalKeys';
import { originalDateFact } from '../originalDate';
import { madeByTieout, numberIn, recordedAlone, recordedFor } from '../outsidePayment';
import { wayInWords } from '../paymentMethod';
import { memoWithNumber } from '../numbered';
import {
  cannotBeReceived,
  receivedThere,
  recordReceipt,
  recordsStatus,
  statusPayment,
  staysReceived,
  undoneInBillcom,
  undoneInQuickBooks,
  changedByHand,
} from '../statusPayment';
import { postingOf } from './posting';

declare module '../definition' {
  interface EntityNames {
    receivedPayment: true;
  }
}

/** The longest number of a payment of a customer in QuickBooks (qbxml.md §2). */
const numberMax = 20;

/** Codes of ReceivedPay.status (billcom.md §7.14). 4, escheated, was paid before. */
const status = { void: '1', scheduled: '2', canceled: '3' } as const;

/** Void or cancelled in Bill.com; void in QuickBooks, where people can do that: over nothing. */
const isCalledOff = (facts: RecordFacts): boolean =>
  facts.status === status.void ||
  facts.status === status.canceled ||
  (facts.total === '0.00' && facts.discounts === undefined);

/** Accounts that money can be deposited to, by QuickBooks' rules. */
const depositTypes = ['Bank', 'OtherCurrentAsset'];

/**
 * Payments of customers: made or recorded in Bill.com, posted in QuickBooks as a ReceivePayment when they are paid. What no
 * invoice takes stays the customer's credit; applied later, it changes the payment that is there. What a customer was
 * charged on top for paying by card is no part of it (billcom.md §7.14): it pays no invoice and never reaches the bank with
 * Bill.com's transfers, so the memo names it and nothing is posted for it.
 */
export function receivedPaymentDefinition(settings: EntitySettings): EntityDefinition {
  return {
    name: 'receivedPayment',
    words: { one: 'received payment', many: 'received payments' },
    quickbooks: {
      list: 'ReceivePayment',
      nameMax: numberMax,
      iterator: true,
      externalGuid: true,
      // QuickBooks is never asked to choose what a payment is for.
      onCreate: ({ applications }) => (applications === undefined ? { IsAutoApply: 'false' } : {}),
      undoneBy: 'delete',
      facts: (raw) => ({
        customer: (raw.CustomerRef as RawRecord | undefined)?.FullName as string | undefined,
        total: raw.TotalAmount as string | undefined,
        unused: raw.UnusedPayment as string | undefined,
        discounts: discountsIn(raw),
        appliedElse: appliedElse(raw, 'invoice'),
        made: raw.TimeCreated as string | undefined,
        externalGuid: raw.ExternalGUID as string | undefined,
        // A deposit changes nothing else of the payments in it, and what waits for it is looked at again.
        touched: raw.EditSequence as string | undefined,
        ...originalDateFact(raw.Memo),
      }),
    },
    billcom: {
      object: 'ReceivedPay',
      mandatory: [],
      facts: (raw) => ({
        total: readMoney(raw.amount, 'the amount') ?? undefined,
        unused: readMoney(raw.unappliedAmount, 'the unapplied amount') ?? undefined,
        status: raw.status as string | undefined,
        made: raw.createdTime as string | undefined,
        bank: readReference.billcom(raw, 'payToBankAccountId') ?? undefined,
        fee: feeIn(raw),
        ...(raw.isOnline === true ? {} : { offline: 'yes', recordedFor: recordedFor(raw.refNumber) }),
      }),
      ownCall: recordReceipt,
      voidedBy: 'VoidARPayment',
      madeFrom: (facts) => facts.recordedFor,
      canChange: false,
    },
    ...(settings.receivables === 'off' && { isOff: true }),
    flows: { quickbooksToBillcom: recordsStatus(settings), billcomToQuickbooks: true },
    cure: staysReceived(settings),
    exceptions: [statusPayment(settings)],
    standsBack: cannotBeReceived(settings),
    ownWork: madeByTieout,
    protectedInQuickbooks: (facts, field) => takenBack(facts, field) ?? changedByHand(facts),
    conflict: 'billcom',
    dependsOn: ['customer', 'account', 'invoice'],
    nameSpace: 'none',
    document: {
      party: 'customer',
      date: 'date',
      unit: ['date', 'total', 'applications'],
      isSettled: (facts) => facts.status !== status.scheduled,
      appliesTo: 'applications',
      memo: 'memo',
      // A payment comes in once, whoever entered it and however it was paid.
      isEnteredByHand: () => true,
      isUnderWay: (facts) => facts.status === status.scheduled,
      isVoid: isCalledOff,
      undoneWithTwin: { quickbooks: undoneInQuickBooks, billcom: undoneInBillcom },
      posting: postingOf(settings.arAccount ?? ''),
      postingThere: receivedThere,
    },
    fields: {
      name: number,
      customer: {
        ...reference({
          label: 'customer',
          quickbooks: 'CustomerRef',
          billcom: 'customerId',
          to: 'customer',
        }),
        needed: true,
      },
      receivablesAccount,
      account: {
        ...reference({
          label: 'deposit account',
          quickbooks: 'DepositToAccountRef',
          billcom: 'depositToAccountId',
          to: 'account',
        }),
        leftOpen: 'billcom',
        // Of what is recorded there it is QuickBooks' business alone.
        inBook: { quickbooks: (value) => value, billcom: () => null },
        fits: ({ fields }) =>
          depositTypes.includes(String(fields.type))
            ? undefined
            : 'QuickBooks deposits payments to accounts of type Bank or Other Current Asset only',
      },
      date: {
        ...date({ label: 'date', quickbooks: 'TxnDate', billcom: 'paymentDate' }),
        needed: true,
      },
      total,
      method: {
        ...reference({
          label: 'payment method',
          quickbooks: 'PaymentMethodRef',
          billcom: 'paymentType',
          to: 'paymentMethod',
          withoutTwin: 'omitted',
        }),
        keptApart: true,
      },
      memo: memoWithMethod,
      applications: invoiceApplications(),
    },
    matchKeys: (fields, customer) => {
      const no = foldName(String(fields.name ?? ''), numberMax);
      const over = String(fields.total);
      const day = String(fields.date ?? '');
      return {
        certain: no === '' ? [] : [`${customer} no ${no} of ${day} over ${over}`],
        likely: [
          `${customer} of ${day} over ${over}`,
          ...(no === '' ? [] : [`${customer} no ${no} over ${over}`]),
        ],
      };
    },
    receivable: ({ fields, facts }) =>
      isCalledOff(facts)
        ? undefined
        : {
            amount: minus(facts.total ?? '0.00'),
            party: typeof fields.customer === 'string' ? fields.customer : null,
            date: String(fields.date ?? ''),
            applied: appliedTo(fields.applications, 'invoice'),
            discounts: applications({ applied: facts.discounts }),
            isScheduled: facts.status === status.scheduled,
            isSpread: true,
          },
    leftAlone: (_fields, facts, book) =>
      book === 'quickbooks'
        ? undefined
        : facts.status === status.scheduled
          ? 'It is scheduled in Bill.com; it is posted when it is paid.'
          : recordedAlone(facts),
  };
}

const anyNumber = text({
  label: 'number',
  quickbooks: 'RefNumber',
  max: numberMax,
  billcom: 'refNumber',
  billcomMax: 100,
});
const number: FieldDefinition = {
  ...anyNumber,
  needed: false,
  read: {
    ...anyNumber.read,
    billcom: (raw) => anyNumber.read.billcom({ ...raw, refNumber: numberIn(raw.refNumber) }),
  },
};

/** What a change of its invoices would take back: a ReceivePaymentMod names all that the payment is applied to. */
const takenBack = ({ discounts, appliedElse: others }: RecordFacts, field: string): string | undefined =>
  !['customer', 'total', 'applications'].includes(field) || (discounts ?? others) === undefined
    ? undefined
    : `In QuickBooks it ${others === undefined ? 'has a discount' : `also pays ${others}`}, which a change of what it is applied to would take back. Somebody changes it there by hand.`;

/** What the customer was charged on top, above nothing. */
function feeIn(raw: RawRecord): string | undefined {
  const fee = readMoney(raw.convFeeAmount, 'the card fee');
  return fee === null || fee === '0.00' ? undefined : fee;
}

const plainTotal = decimal({ label: 'amount', quickbooks: 'TotalAmount', billcom: 'amount' });
const total: FieldDefinition = {
  ...plainTotal,
  needed: true,
  read: {
    quickbooks: (raw) => readMoney(raw.TotalAmount, 'the amount'),
    billcom: (raw) => readMoney(raw.amount, 'the amount'),
  },
};

/** Bill.com has none: it follows from the invoices. */
const inQuickBooks = reference({
  label: 'A/R account',
  quickbooks: 'ARAccountRef',
  billcom: '',
  to: 'account',
});
const receivablesAccount: FieldDefinition = {
  ...inQuickBooks,
  keptApart: true,
  read: { ...inQuickBooks.read, billcom: () => null },
  write: { ...inQuickBooks.write, billcom: () => ({}) },
  inBook: { ...inQuickBooks.inBook, billcom: () => null },
};

/** “Bill.com ACH payment; November”: what came through Bill.com says so, and what was charged on top of it. */
const memo = memoWithNumber('refNumber', numberMax);
const memoWithMethod: FieldDefinition = {
  ...memo,
  read: {
    ...memo.read,
    billcom: (raw): CanonicalValue => {
      const own = memo.read.billcom(raw);
      if (raw.isOnline !== true) return own;
      const fee = feeIn(raw);
      const way = wayInWords(raw.paymentType);
      return [
        `Bill.com ${way === undefined || way === 'other' ? '' : `${way} `}payment`,
        ...(fee === undefined ? [] : [`a fee of ${fee} was charged on top`]),
        ...(typeof own === 'string' ? [own] : []),
      ].join('; ');
    },
  },
};

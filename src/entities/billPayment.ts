import { applications } from './appliedLinks';
import { applicationsField, appliedTo, discountsIn, moneyOf } from './applications';
import type {
  CanonicalValue,
  EntityDefinition,
  EntitySettings,
  FieldDefinition,
  RawRecord,
  RecordFacts,
} from './definition';
import { date, readReference, reference, text } from './fields';
import { kindKey } from './definition';
import { minus, readMoney } from './money';
import { foldName } from './naturalKeys';
import { originalDateFact, withoutOriginalDate } from './originalDate';
import {
  cannotBeRecorded,
  madeByTieout,
  numberIn,
  offerOf,
  outsidePayment,
  paidFacts,
  recordedAlone,
  recordedFor,
  recordPayment,
  recordsOutside,
  staysCure,
} from './outsidePayment';
import { payablesAccountField, payablesPosting } from './payablesPosting';

declare module './definition' {
  interface EntityNames {
    billPayment: true;
    cardPayment: true;
  }
}

/** The longest number of a payment in QuickBooks (qbxml.md §7). */
const numberMax = 11;

/** Codes of SentPay.status (billcom.md §7.8). 5, escheated, was paid: to the state. */
const status = { approving: '0', scheduled: '1', canceled: '3', void: '4' } as const;

/** Cancelled, failed or void in Bill.com: it pays nothing, and gives the credits that it carried back. */
export const isCalledOff = (facts: RecordFacts): boolean =>
  facts.status === status.canceled || facts.status === status.void;

/** Payments by credit card are entered in QuickBooks by hand. The SDK has no Mod of them (qbxml.md §7). */
const byCard = 'BillPaymentCreditCard';

/**
 * Bill payments: made in Bill.com, posted in QuickBooks as a bill-payment check, whatever the real method. An online
 * payment's account is Money Out Clearing, from which funds transfers settle it (billcom-sync-behaviour.md §3).
 */
export function billPaymentDefinition(settings: EntitySettings): EntityDefinition {
  return {
    name: 'billPayment',
    words: { one: 'bill payment', many: 'bill payments' },
    quickbooks: {
      list: 'BillPaymentCheck',
      kinds: ['BillPaymentCheck', byCard],
      alsoRead: [
        {
          name: 'cardPayment',
          list: byCard,
          words: { one: 'bill payment by credit card', many: 'bill payments by credit card' },
        },
      ],
      nameMax: numberMax,
      iterator: true,
      externalGuid: true,
      facts: (raw) => ({
        ...(raw[kindKey] === byCard && { kind: byCard }),
        vendor: (raw.PayeeEntityRef as RawRecord | undefined)?.FullName as string | undefined,
        total: raw.Amount as string | undefined,
        discounts: discountsIn(raw),
        made: raw.TimeCreated as string | undefined,
        externalGuid: raw.ExternalGUID as string | undefined,
        ...originalDateFact(raw.Memo),
        ...paidFacts(raw),
      }),
    },
    billcom: {
      object: 'SentPay',
      mandatory: [],
      facts: (raw) => ({
        total: readMoney(raw.amount, 'the amount') ?? undefined,
        status: raw.status as string | undefined,
        made: raw.createdTime as string | undefined,
        bank: readReference.billcom(raw, 'bankAccountId') ?? undefined,
        ...(raw.isOnline === true ? {} : { offline: 'yes', recordedFor: recordedFor(raw.syncReference) }),
        ...(isExported(raw) ? {} : { notExported: 'yes' }),
      }),
      ownCall: recordPayment,
      canChange: false,
      madeFrom: (facts) => facts.recordedFor,
    },
    flows: { quickbooksToBillcom: recordsOutside(settings), billcomToQuickbooks: true },
    cure: staysCure(settings),
    exceptions: [outsidePayment],
    asksFirst: (fields, facts, book) =>
      book === 'quickbooks' ? offerOf(settings, fields, facts) : undefined,
    standsBack: cannotBeRecorded,
    ownWork: madeByTieout,
    conflict: 'billcom',
    dependsOn: ['vendor', 'account', 'bill'],
    nameSpace: 'none',
    document: {
      party: 'vendor',
      date: 'date',
      unit: ['vendor', 'account', 'date', 'applications'],
      // A payment that is only scheduled moves its money after the connection.
      isSettled: (facts) => facts.status === undefined || facts.status > status.scheduled,
      appliesTo: 'applications',
      memo: 'memo',
      // Bill.com pays the others itself: what is entered for them in QuickBooks pays a second time.
      isEnteredByHand: (facts, book) => book === 'quickbooks' || facts.offline !== undefined,
      isUnderWay: (facts) => facts.status === status.approving || facts.status === status.scheduled,
      isVoid: (facts) => isCalledOff(facts) || (facts.total === '0.00' && facts.discounts === undefined),
      undoneWithTwin: { quickbooks: () => true },
      posting: payablesPosting(settings, 'payment'),
    },
    fields: {
      name: number,
      vendor: {
        ...reference({
          label: 'vendor',
          quickbooks: 'PayeeEntityRef',
          billcom: 'vendorId',
          to: 'vendor',
        }),
        needed: true,
        fixedAtCreation: true,
      },
      payablesAccount: payablesAccountField,
      account: {
        ...paidFrom,
        needed: true,
        fits: ({ fields }) =>
          fields.type === 'Bank'
            ? undefined
            : 'QuickBooks posts bill payments from accounts of type Bank only',
      },
      date: {
        ...date({ label: 'date', quickbooks: 'TxnDate', billcom: 'processDate' }),
        needed: true,
      },
      toPrint,
      memo: memoWithConfirmation,
      applications: applicationsField(),
    },
    matchKeys: (fields, vendor) => {
      const total = moneyOf(fields.applications);
      const day = String(fields.date ?? '');
      const no = foldName(shortNumber(String(fields.name ?? '')), numberMax);
      return {
        certain: no === '' ? [] : [`${vendor} no ${no} of ${day} over ${total}`],
        likely: [
          `${vendor} of ${day} over ${total}`,
          ...(no === '' ? [] : [`${vendor} no ${no} over ${total}`]),
        ],
      };
    },
    protectedInQuickbooks: ({ kind }) =>
      kind === byCard
        ? 'QuickBooks lets no program change a bill payment by credit card; somebody changes it there by hand.'
        : undefined,
    payable: ({ fields, facts }) =>
      // Not yet a payment, or none any more; QuickBooks' void has the amount 0.
      facts.status === status.approving || isCalledOff(facts)
        ? undefined
        : {
            amount: minus(facts.total ?? '0.00'),
            party: typeof fields.vendor === 'string' ? fields.vendor : null,
            date: String(fields.date ?? ''),
            applied: appliedTo(fields.applications),
            discounts: applications({ applied: facts.discounts }),
          },
    leftAlone: (_fields, facts) => {
      const recorded = recordedAlone(facts);
      if (recorded !== undefined) return recorded;
      if (facts.notExported !== undefined)
        return 'Somebody chose in Bill.com that it is not sent to accounting.';
      if (facts.offline !== undefined && settings.offlinePayments === 'off')
        return 'It was paid outside of Bill.com, and by the setting offlinePayments such payments are not posted.';
      if (facts.status === status.approving) return 'It is still being approved in Bill.com.';
      if (facts.status === status.scheduled && settings.postPayments === 'paid')
        return 'It is scheduled in Bill.com; by the setting postPayments it is posted when it is paid.';
      return undefined;
    },
  };
}

/** The bank account of a check, or the card's. */
const bankAccount = reference({
  label: 'account',
  quickbooks: 'BankAccountRef',
  billcom: 'chartOfAccountId',
  to: 'account',
});
const paidFrom: FieldDefinition = {
  ...bankAccount,
  read: {
    ...bankAccount.read,
    quickbooks: (raw) =>
      bankAccount.read.quickbooks({ BankAccountRef: raw.BankAccountRef ?? raw.CreditCardAccountRef }),
  },
};

/** False: the user chose not to send it to accounting (billcom.md §7.8). */
const isExported = (raw: RawRecord): boolean =>
  !Array.isArray(raw.billPays) ||
  (raw.billPays as RawRecord[]).every(({ allowExport }) => allowExport !== false);

/**
 * The number of a payment in QuickBooks' 11 characters: as it is where it fits; of a confirmation number
 * (`P25110201 - 1234567`) what comes after the dash; else its last characters. The memo has the whole one.
 */
export function shortNumber(whole: string): string {
  const plain = whole.trim();
  if ([...plain].length <= numberMax) return plain;
  const last = plain.split(' - ').at(-1) ?? plain;
  return [...last].slice(-numberMax).join('').trim();
}

const confirmationOf = (raw: RawRecord): string => (typeof raw.name === 'string' ? raw.name.trim() : '');

/** Online: the confirmation number. Offline: what the person who paid entered, none while the check is to be printed. */
const anyNumber = text({
  label: 'number',
  quickbooks: 'RefNumber',
  max: numberMax,
  billcom: 'syncReference',
  billcomMax: 100,
});
const number: FieldDefinition = {
  ...anyNumber,
  // A check gets its number when it is printed.
  keptApart: true,
  needed: false,
  read: {
    ...anyNumber.read,
    billcom: (raw) =>
      raw.isOnline === true
        ? confirmationOf(raw) || null
        : raw.toPrintCheck === true
          ? null
          : anyNumber.read.billcom({ ...raw, syncReference: numberIn(raw.syncReference) }),
  },
  inBook: {
    ...anyNumber.inBook,
    quickbooks: (value) =>
      anyNumber.inBook.quickbooks(typeof value === 'string' ? shortNumber(value) : value),
  },
};

/** QuickBooks wants either a number or whether the check is to be printed: nothing is said of what has a number. */
const toPrint: FieldDefinition = {
  kind: 'flag',
  label: 'to be printed',
  keptApart: true,
  read: {
    quickbooks: (raw) =>
      typeof raw.RefNumber === 'string' && raw.RefNumber !== '' ? null : raw.IsToBePrinted === 'true',
    billcom: (raw) => (number.read.billcom(raw) === null ? raw.toPrintCheck === true : null),
  },
  write: {
    quickbooks: (value) => (value === null ? {} : { IsToBePrinted: value === true ? 'true' : 'false' }),
    billcom: (value) => (value === null ? {} : { toPrintCheck: value === true }),
  },
  inBook: { quickbooks: (value) => value, billcom: (value) => value },
};

/** “Bill.com P25110201 - 1234567; October”: the confirmation number finds the payment on Bill.com's screens. */
const memo = text({ label: 'memo', quickbooks: 'Memo', max: 4095, billcom: 'description', billcomMax: 4000 });
const memoWithConfirmation: FieldDefinition = withoutOriginalDate({
  ...memo,
  // Nobody but a person can write the confirmation number there.
  keptApartOf: ({ kind }) => kind === byCard,
  read: {
    ...memo.read,
    billcom: (raw): CanonicalValue => {
      const own = memo.read.billcom(raw);
      const confirmation = confirmationOf(raw);
      // An outside payment has no life in Bill.com, and goes nowhere from there.
      if (confirmation === '' || recordedFor(raw.syncReference) !== undefined) return own;
      return `Bill.com ${confirmation}${typeof own === 'string' ? `; ${own}` : ''}`;
    },
  },
});

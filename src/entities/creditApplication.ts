import { billPaymentDefinition, isCalledOff } from './billPayment';
import { defaultEntitySettings } from './defaultSettings';
import type {
  CanonicalLine,
  CanonicalValue,
  EntityDefinition,
  EntityName,
  EntitySettings,
  FieldDefinition,
  RawRecord,
  RecordFacts,
} from './definition';
import { isLines } from './definition';
import { elementsIn } from './elements';
import { date, readReference, reference } from './fields';
import { centsOf, inCents, moneyNumber, readMoney } from './money';
import type { Part, RecordParts } from './parts';
import { payablesAccountField, payablesPosting } from './payablesPosting';
import { readRecord } from './record';

declare module './definition' {
  interface EntityNames {
    creditApplication: true;
  }
}

/**
 * What credits are applied to: so much of one vendor credit for one bill. In QuickBooks it is no transaction: a bill payment
 * that applies credits only answers with status 0 and no TxnID, and leaves a link between bill and credit (qbxml.md §7).
 * So its record there is the link, read in the vendor credit.
 */
export function creditApplicationDefinition(settings: EntitySettings): EntityDefinition {
  const bank = settings.moneyOutClearing || settings.defaultBank;
  return {
    name: 'creditApplication',
    words: { one: 'application of a credit', many: 'applications of credits' },
    quickbooks: {
      list: 'VendorCredit',
      kindOf: () => 'BillPaymentCheck',
      partOf: {
        entity: 'vendorCredit',
        owner: (fields) => String(lineOf(fields.applications)?.credit ?? ''),
      },
      canChange: false,
      nameMax: 50,
      iterator: true,
      externalGuid: false,
      onCreate: {
        // One of a number and this must be given; nothing is printed, for there is no check.
        IsToBePrinted: 'false',
        ...(bank && { BankAccountRef: { ListID: bank } }),
      },
      facts: (raw) => ({
        owner: raw.Owner as string | undefined,
        key: raw.Key as string | undefined,
        amount: lineIn(raw).amount as string | undefined,
        made: raw.TimeCreated as string | undefined,
      }),
    },
    billcom: {
      object: 'BillCredit',
      mandatory: [],
      facts: (raw) => ({
        made: raw.createdTime as string | undefined,
        payment: readReference.billcom(raw, 'sentPayId') ?? undefined,
      }),
      completed: {
        wokenBy: { entity: 'billPayment', fact: 'payment' },
        related: ({ fields, facts }) => {
          const { credit, bill } = lineOf(fields.applications) ?? {};
          return [
            { entity: 'vendorCredit' as const, id: credit },
            { entity: 'bill' as const, id: bill },
            { entity: 'billPayment' as const, id: facts.payment },
          ].flatMap(({ entity, id }) => (typeof id === 'string' ? [{ entity, id }] : []));
        },
        complete: ({ fields, facts, deleted }, get) => {
          const { credit, bill } = lineOf(fields.applications) ?? {};
          const [ofCredit, ofBill] = [get('vendorCredit', String(credit)), get('bill', String(bill))];
          const payment = facts.payment === undefined ? undefined : get('billPayment', facts.payment);
          return {
            fields: {
              ...fields,
              name: `${String(ofCredit?.fields.name ?? credit)} on bill ${String(ofBill?.fields.name ?? bill)}`,
              vendor: ofCredit?.fields.vendor ?? ofBill?.fields.vendor ?? null,
              account: payment?.fields.account ?? null,
              date: payment?.fields.date ?? fields.date ?? null,
            },
            facts: { ...facts, ...whyNotYet(settings, facts.payment, payment) },
            // A payment that is cancelled or void gives its credits back.
            deleted: deleted || (payment !== undefined && isCalledOff(payment.facts)),
          };
        },
      },
    },
    flows: { quickbooksToBillcom: false, billcomToQuickbooks: true },
    cure: 'If the bill is to be paid in Bill.com, use the credit there too, for the same amount; Tieout then takes the two as one. Else it stays in QuickBooks.',
    conflict: 'billcom',
    dependsOn: ['vendor', 'account', 'bill', 'vendorCredit', 'billPayment'],
    nameSpace: 'none',
    document: {
      party: 'vendor',
      date: 'date',
      unit: ['applications'],
      isSettled: () => true,
      appliesTo: 'applications',
      matchedBy: 'applications',
      leavesNoDay: true,
      posting: payablesPosting(settings, 'credit'),
      undo: {
        quickbooks:
          'To undo it in QuickBooks too, open the bill there, choose Set Credits and take the check mark from the credit; the credit is then open again. If it was meant for the bill all the same, nothing needs to be done.',
        billcom:
          'Apply it again in QuickBooks: Vendors → Pay Bills, choose the bill, Set Credits, with the same amount; Tieout then takes the two as one. Or make the payment that carries it void in Bill.com.',
      },
    },
    fields: {
      name: called,
      vendor: { ...elsewhere('vendor', 'PayeeEntityRef', 'vendor'), needed: 'quickbooks' },
      payablesAccount: payablesAccountField,
      account: {
        ...elsewhere('account', 'BankAccountRef', 'account'),
        needed: bank ? false : 'quickbooks',
      },
      date: { ...made, needed: 'quickbooks', keptApart: true },
      applications: application,
    },
    matchKeys: (fields, bothDocuments) => ({
      certain: [`${bothDocuments} over ${String(lineOf(fields.applications)?.amount)}`],
      likely: [bothDocuments],
    }),
    leftAlone: (_fields, { notYet }) => notYet,
  };
}

/** It is posted when the payment that carries it is, by the same rules. */
function whyNotYet(
  settings: EntitySettings,
  id: string | undefined,
  payment: { readonly facts: RecordFacts } | undefined,
): { notYet?: string } {
  if (id === undefined) return {};
  if (payment === undefined)
    return { notYet: 'The payment that carries it has not been read from Bill.com.' };
  const because = billPaymentDefinition(settings).leftAlone?.({}, payment.facts, 'billcom');
  return because === undefined ? {} : { notYet: `It is posted with the payment that carries it. ${because}` };
}

const called: FieldDefinition = {
  kind: 'text',
  label: 'name',
  keptApart: true,
  needed: false,
  // Neither book names it: it is called after its two documents.
  read: { quickbooks: (raw) => nameIn(raw), billcom: () => null },
  write: { quickbooks: () => ({}), billcom: () => ({}) },
  inBook: { quickbooks: () => null, billcom: () => null },
};
const nameIn = ({ Called }: RawRecord): string | null => (typeof Called === 'string' ? Called : null);

/** What Bill.com says in the rows that it leads to (`completed`) and nobody changes here. */
function elsewhere(label: string, quickbooks: string, to: EntityName): FieldDefinition {
  const there = reference({ label, quickbooks, billcom: '', to });
  return {
    ...there,
    keptApart: true,
    read: { ...there.read, billcom: () => null },
    write: { ...there.write, billcom: () => ({}) },
    inBook: { ...there.inBook, billcom: () => ({ notCarried: 'Bill.com has it in other rows' }) },
  };
}

/** Bill.com's day of one that no payment carries. */
const day = date({ label: 'date', quickbooks: 'TxnDate', billcom: 'createdTime' });
const made: FieldDefinition = {
  ...day,
  write: { ...day.write, billcom: () => ({}) },
  inBook: { ...day.inBook, billcom: () => ({ notCarried: 'Bill.com has the day on which it was made' }) },
};

/** One line: which credit, for which bill, how much of it. */
const application: FieldDefinition = {
  kind: 'lines',
  label: 'application',
  line: {
    credit: { label: 'vendor credit', references: 'vendorCredit' },
    bill: { label: 'bill', references: 'bill' },
    amount: { label: 'amount' },
  },
  needed: true,
  read: {
    quickbooks: (raw) => {
      const line = lineIn(raw);
      return line.bill === null ? [] : [line];
    },
    billcom: (raw) => {
      const [credit, bill] = ['vendorCreditId', 'billId'].map((name) => readReference.billcom(raw, name));
      return [
        { credit: credit ?? null, bill: bill ?? null, amount: readMoney(raw.amount, 'the amount') ?? '0.00' },
      ];
    },
  },
  write: {
    quickbooks: (value) => {
      const { credit, bill, amount } = lineOf(value) ?? {};
      return elements(String(credit ?? ''), String(bill ?? ''), String(amount ?? ''));
    },
    billcom: (value) => {
      const { credit, bill, amount } = lineOf(value) ?? {};
      return { vendorCreditId: credit, billId: bill, amount: moneyNumber(String(amount ?? '0.00')) };
    },
  },
  inBook: { quickbooks: (value) => value, billcom: (value) => value },
};

const elements = (credit: string, bill: string, amount: string): RawRecord => ({
  AppliedToTxnAdd: { TxnID: bill, SetCredit: { CreditTxnID: credit, AppliedAmount: amount } },
});

/** The line of what was written as an Add writes it. */
function lineIn({ AppliedToTxnAdd }: RawRecord): CanonicalLine {
  const { TxnID, SetCredit } = (AppliedToTxnAdd ?? {}) as RawRecord;
  const { CreditTxnID, AppliedAmount } = (SetCredit ?? {}) as RawRecord;
  return {
    credit: typeof CreditTxnID === 'string' ? CreditTxnID : null,
    bill: typeof TxnID === 'string' ? TxnID : null,
    amount: readMoney(AppliedAmount, 'the amount') ?? '0.00',
  };
}

const lineOf = (value: CanonicalValue | undefined): CanonicalLine | undefined =>
  isLines(value) ? value[0] : undefined;

const numberOf = ({ RefNumber }: RawRecord): string =>
  typeof RefNumber === 'string' && RefNumber !== '' ? RefNumber : 'without a number';

/** What stands in a VendorCreditRet: one LinkedTxn for each bill. The sign of its amount depends on the side (qbxml.md §7). */
export const creditParts: RecordParts = {
  entity: 'creditApplication',
  read: (raw) => {
    const credit = String(raw.TxnID ?? '');
    return elementsIn(raw.LinkedTxn)
      .filter(({ TxnType }) => TxnType === 'Bill')
      .map((linked): Part => {
        const bill = String(linked.TxnID ?? '');
        const cents = centsOf(readMoney(linked.Amount, 'the amount of a linked transaction') ?? '0.00');
        const key = `${credit}+${bill}`;
        return {
          key,
          amount: inCents(cents < 0n ? -cents : cents),
          raw: (amount) => ({
            Owner: credit,
            Key: key,
            Called: `${numberOf(raw)} on bill ${numberOf(linked)}`,
            PayeeEntityRef: raw.VendorRef,
            TimeCreated: raw.TimeCreated,
            ...elements(credit, bill, amount),
          }),
        };
      });
  },
  record: (id, part, amount) => {
    // How a part is read depends on no setting.
    const record = readRecord(creditApplicationDefinition(defaultEntitySettings), 'quickbooks', {
      ...part.raw(amount),
      TxnID: id,
    });
    if (!record) throw new Error('a part has an id');
    return record;
  },
};

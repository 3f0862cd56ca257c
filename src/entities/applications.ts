import { absolute } from './appliedLinks';
import type { CanonicalLine, CanonicalValue, EntityName, FieldDefinition, RawRecord } from './definition';
import type { Payable } from './documentRules';
import { isLines } from './definition';
import { elementsIn } from './elements';
import { readReference } from './fields';
import { centsOf, inCents, moneyNumber, readMoney, sumOfMoney } from './money';

/** What a payment is applied to, on one side of the books. */
interface Documents {
  /** The part of a line that names the document, which is its entity too. */
  readonly part: EntityName;
  readonly many: string;
  /** Intuit's word in TxnType. */
  readonly txnType: string;
  /** Bill.com's rows of a payment, and what they call the document. */
  readonly rows: string;
  readonly id: string;
}

const bills: Documents = { part: 'bill', many: 'bills', txnType: 'Bill', rows: 'billPays', id: 'billId' };
const invoices: Documents = {
  part: 'invoice',
  many: 'invoices',
  txnType: 'Invoice',
  rows: 'invoicePays',
  id: 'invoiceId',
};

/**
 * What a payment is applied to: one line for each bill, with the money of it. Credits are no part of it: each application
 * of a credit stands for itself (`creditApplication`). QuickBooks knows a bill once in a payment; Bill.com may have
 * several rows for one.
 */
export const applicationsField = (): FieldDefinition => ({
  ...fieldOf(bills),
  needed: true,
  replace: (value) => ({ AppliedToTxnMod: elements('bill', value) }),
});

/**
 * The same of a customer's payment and its invoices; what none of them takes is the customer's credit. In a Mod the
 * applications take the place of all earlier ones; how it names none is said nowhere: nothing for an invoice that the
 * payment pays now is taken for it.
 */
export const invoiceApplications = (): FieldDefinition => ({
  ...fieldOf(invoices),
  // Bill.com may never have the older ones.
  line: {
    invoice: { label: 'invoice', references: 'invoice', leftOutOf: 'billcom' },
    amount: { label: 'amount' },
  },
  replace: (value, now) => {
    const wanted = elements('invoice', value);
    const [last] = elements('invoice', now).map((element) => ({ ...element, PaymentAmount: '0.00' }));
    return wanted.length > 0 ? { AppliedToTxnMod: wanted } : last ? { AppliedToTxnMod: [last] } : {};
  },
});

const elements = (part: string, value: CanonicalValue): RawRecord[] =>
  (isLines(value) ? value : []).map((line) => ({
    TxnID: String(line[part] ?? ''),
    PaymentAmount: String(line.amount ?? ''),
  }));

function fieldOf({ part, many, txnType, rows, id }: Documents): FieldDefinition {
  const same = (value: CanonicalValue): CanonicalValue => value;
  const amountLabel = `the amount for ${part === 'invoice' ? 'an' : 'a'} ${part}`;
  const application = (document: unknown, amount: unknown): CanonicalLine => ({
    [part]: typeof document === 'string' && document !== '' ? document : null,
    amount: absolute(readMoney(amount, amountLabel) ?? '0.00'),
  });
  return {
    kind: 'lines',
    label: `application to ${many}`,
    line: { [part]: { label: part, references: part }, amount: { label: 'amount' } },
    isUnordered: true,
    read: {
      quickbooks: (raw) =>
        inOrder(
          part,
          elementsIn(raw.AppliedToTxnRet)
            .filter(({ TxnType }) => TxnType === txnType)
            .map((applied) => application(applied.TxnID, applied.Amount)),
        ),
      billcom: (raw) =>
        inOrder(
          part,
          elementsIn(raw[rows]).map((row) => application(readReference.billcom(row, id), row.amount)),
        ),
    },
    write: {
      quickbooks: (value) => ({ AppliedToTxnAdd: elements(part, value) }),
      billcom: (value) => ({
        [rows]: (isLines(value) ? value : []).map((line) => ({
          [id]: String(line[part] ?? ''),
          amount: moneyNumber(String(line.amount)),
        })),
      }),
    },
    inBook: { quickbooks: same, billcom: same },
  };
}

/** The documents, by id, with the money of each. @param part what a line calls the document */
export const appliedTo = (value: CanonicalValue | undefined, part: EntityName = 'bill'): Payable['applied'] =>
  (isLines(value) ? value : []).map((line) => ({
    id: String(line[part] ?? ''),
    amount: String(line.amount),
  }));

/** The money of a payment. */
export const moneyOf = (value: CanonicalValue | undefined): string =>
  sumOfMoney((isLines(value) ? value : []).map((line) => String(line.amount)));

/** What was taken off documents in QuickBooks with the payment, in the form of `applied` (appliedLinks.ts). */
export function discountsIn(raw: RawRecord): string | undefined {
  const discounts = elementsIn(raw.AppliedToTxnRet).flatMap(({ TxnID, DiscountAmount }) => {
    const amount = readMoney(DiscountAmount, 'the discount');
    return amount === null || amount === '0.00' ? [] : [`${String(TxnID)} ${amount}`];
  });
  return discounts.length === 0 ? undefined : discounts.join(',');
}

/**
 * What a payment of QuickBooks is applied to beside its own kind of document, in words: a journal entry, an opening balance.
 * A Mod that names what it is applied to would take it back (qbxml.md §7).
 */
export function appliedElse(raw: RawRecord, part: 'bill' | 'invoice'): string | undefined {
  const { txnType } = part === 'bill' ? bills : invoices;
  const others = elementsIn(raw.AppliedToTxnRet).filter(({ TxnType }) => TxnType !== txnType);
  const words = others.map(({ TxnType, RefNumber, Amount }) => {
    const number = typeof RefNumber === 'string' && RefNumber !== '' ? ` “${RefNumber}”` : '';
    return `${String(TxnType)}${number} (${absolute(readMoney(Amount, 'the amount applied') ?? '0.00')})`;
  });
  return words.length === 0 ? undefined : words.join(', ');
}

/** One line a document, by the documents' ids; what has no money is none. */
function inOrder(part: string, lines: readonly CanonicalLine[]): CanonicalLine[] {
  const cents = new Map<string, bigint>();
  for (const line of lines) {
    const id = String(line[part] ?? '');
    cents.set(id, (cents.get(id) ?? 0n) + centsOf(String(line.amount)));
  }
  return [...cents]
    .filter(([, sum]) => sum !== 0n)
    .sort(([one], [two]) => (one < two ? -1 : 1))
    .map(([id, sum]) => ({ [part]: id === '' ? null : id, amount: inCents(sum) }));
}

import type { CanonicalLine, CanonicalValue, FieldDefinition, RawRecord } from './definition';
import type { Payable } from './documentRules';
import { isLines } from './definition';
import { elementsIn } from './elements';
import { readReference } from './fields';
import { centsOf, inCents, moneyNumber, readMoney, sumOfMoney } from './money';

/**
 * What a payment is applied to: one line for each bill, with the money of it. Credits are no part of it: each application
 * of a credit stands for itself (`creditApplication`). QuickBooks knows a bill once in a payment; Bill.com may have
 * several rows for one.
 */
export function applicationsField(): FieldDefinition {
  const same = (value: CanonicalValue): CanonicalValue => value;
  const elements = (value: CanonicalValue): RawRecord[] =>
    (isLines(value) ? value : []).map((line) => ({
      TxnID: String(line.bill ?? ''),
      PaymentAmount: String(line.amount ?? ''),
    }));
  return {
    kind: 'lines',
    label: 'application to bills',
    line: { bill: { label: 'bill', references: 'bill' }, amount: { label: 'amount' } },
    isUnordered: true,
    needed: true,
    read: {
      quickbooks: (raw) =>
        inOrder(
          elementsIn(raw.AppliedToTxnRet)
            .filter(({ TxnType }) => TxnType === 'Bill')
            .map((applied) => application(applied.TxnID, applied.Amount)),
        ),
      billcom: (raw) =>
        inOrder(
          elementsIn(raw.billPays).map((row) =>
            application(readReference.billcom(row, 'billId'), row.amount),
          ),
        ),
    },
    write: {
      quickbooks: (value) => ({ AppliedToTxnAdd: elements(value) }),
      billcom: (value) => ({
        billPays: (isLines(value) ? value : []).map((line) => ({
          billId: String(line.bill ?? ''),
          amount: moneyNumber(String(line.amount)),
        })),
      }),
    },
    replace: (value) => ({ AppliedToTxnMod: elements(value) }),
    inBook: { quickbooks: same, billcom: same },
  };
}

/** The bills, by id, with the money of each. */
export const appliedTo = (value: CanonicalValue | undefined): Payable['applied'] =>
  (isLines(value) ? value : []).map(({ bill, amount }) => ({
    id: String(bill ?? ''),
    amount: String(amount),
  }));

/** The money of a payment. */
export const moneyOf = (value: CanonicalValue | undefined): string =>
  sumOfMoney((isLines(value) ? value : []).map((line) => String(line.amount)));

const application = (bill: unknown, amount: unknown): CanonicalLine => ({
  bill: typeof bill === 'string' && bill !== '' ? bill : null,
  amount: readMoney(amount, 'the amount for a bill') ?? '0.00',
});

/** One line a bill, by the bills' ids; what has no money is none. */
function inOrder(lines: readonly CanonicalLine[]): CanonicalLine[] {
  const cents = new Map<string, bigint>();
  for (const { bill, amount } of lines)
    cents.set(String(bill ?? ''), (cents.get(String(bill ?? '')) ?? 0n) + centsOf(String(amount)));
  return [...cents]
    .filter(([, sum]) => sum !== 0n)
    .sort(([one], [two]) => (one < two ? -1 : 1))
    .map(([bill, sum]) => ({ bill: bill === '' ? null : bill, amount: inCents(sum) }));
}

import { elementsOf, judged, type Evidence, type Invariant, type Value } from '../evidence';
import {
  centsOf,
  dollars,
  idIn,
  partners,
  type BillcomDocument,
  type QuickBooksTransaction,
} from '../documents';
import { pays, type PayablesEvidence } from './books';

/**
 * Every payment of Bill.com is in QuickBooks exactly once, by what the two books say of it and not by Tieout's links: as
 * many payments of one vendor, day and amount here as there, each for the same bills. Payments that people had settled in
 * one book before the two were connected stay there.
 */
export function paymentsOnce({ payables }: Evidence): Invariant | undefined {
  if (payables === undefined) return undefined;
  const { now } = payables;
  const stayed = oldOnes(payables);
  const twin = partners(payables.links);
  const numberOf = new Map(now.billcom.bill.map(({ id, invoiceNumber }) => [id, shortened(invoiceNumber)]));
  const there = now.billcom.billPayment
    .filter((each) => pays(each) && !stayed.has(each.id) && centsOf(each.amount) > 0)
    .map((each) => ({
      vendor: twin.inQuickBooks('vendor', each.vendorId) ?? `vendor ${String(each.vendorId)}`,
      date: String(each.processDate),
      cents: centsOf(each.amount),
      bills: appliedThere(each, numberOf),
    }));
  const here = now.quickbooks.billPayment
    .filter((each) => centsOf(each.Amount as Value) > 0 && !stayed.has(each.TxnID))
    .map((each) => ({
      vendor: idIn(each.PayeeEntityRef as Value),
      date: String(each.TxnDate),
      cents: centsOf(each.Amount as Value),
      bills: appliedHere(each),
    }));
  const [inBillcom, inQuickBooks] = [counted(there), counted(here)];
  const against = [...new Set([...inBillcom.keys(), ...inQuickBooks.keys()])].flatMap((key) => {
    const [one, two] = [inBillcom.get(key) ?? 0, inQuickBooks.get(key) ?? 0];
    return one === two
      ? []
      : [`a payment (${key}) is ${one} times in Bill.com and ${two} times in QuickBooks`];
  });
  const money = there.reduce((sum, { cents }) => sum + cents, 0);
  const voided = now.quickbooks.billPayment.filter(({ isVoid }) => isVoid === true).length;
  return judged(
    'P1',
    [...against, ...creditsOnce(payables)],
    `${there.length} payments over ${dollars(money)} stand in both, for the same bills; ${voided} void in QuickBooks; ` +
      `${liveCredits(payables).length} applications of credits are the same in both`,
  );
}

interface Payment {
  readonly vendor: string;
  readonly date: string;
  readonly cents: number;
  readonly bills: string;
}

function counted(payments: readonly Payment[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { vendor, date, cents, bills } of payments) {
    const key = `${dollars(cents)} on ${date} to ${vendor} for ${bills}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** QuickBooks' number of a bill has 20 characters. */
const shortened = (number: Value): string =>
  String(number ?? '')
    .slice(0, 20)
    .trim();

/** “A-1 100.00, A-2 20.25”, one part a bill. */
const inWords = (parts: readonly (readonly [string, number])[]): string =>
  parts
    .map(([bill, cents]) => `${bill} ${dollars(cents)}`)
    .sort()
    .join(', ');

const appliedThere = (payment: BillcomDocument, numberOf: ReadonlyMap<string, string>): string =>
  inWords(
    (elementsOf(payment.billPays) as readonly BillcomDocument[]).map(({ billId, amount }) => [
      numberOf.get(String(billId)) ?? String(billId),
      centsOf(amount),
    ]),
  );

const appliedHere = (check: QuickBooksTransaction): string =>
  inWords(
    (elementsOf(check.AppliedToTxnRet as Value) as unknown as QuickBooksTransaction[]).map((applied) => [
      String(applied.RefNumber ?? '').trim(),
      centsOf(applied.Amount as Value),
    ]),
  );

/** Payments that stood in one book only when Tieout came. */
function oldOnes({ atStart, links }: PayablesEvidence): ReadonlySet<string> {
  const twin = partners(links);
  return new Set([
    ...atStart.billcom.billPayment
      .map(({ id }) => id)
      .filter((id) => twin.inQuickBooks('billPayment', id) === undefined),
    ...atStart.quickbooks.billPayment
      .map(({ TxnID }) => TxnID)
      .filter((id) => twin.inBillcom('billPayment', id) === undefined),
  ]);
}

const liveCredits = ({ now }: PayablesEvidence): readonly BillcomDocument[] => {
  const paying = new Set(now.billcom.billPayment.filter(pays).map(({ id }) => id));
  return now.billcom.billCredit.filter(({ sentPayId }) => paying.has(String(sentPayId)));
};

/** What credits are applied to: the same credit, bill and amount in both books. */
function creditsOnce(payables: PayablesEvidence): string[] {
  const { now } = payables;
  const bills = new Map(now.billcom.bill.map(({ id, invoiceNumber }) => [id, shortened(invoiceNumber)]));
  const credits = new Map(now.billcom.vendorCredit.map(({ id, refNumber }) => [id, shortened(refNumber)]));
  const said = (credit: string, bill: string, cents: number): string =>
    `${dollars(Math.abs(cents))} of credit ${credit} on bill ${bill}`;
  const there = liveCredits(payables).map(({ vendorCreditId, billId, amount }) =>
    said(credits.get(String(vendorCreditId)) ?? '', bills.get(String(billId)) ?? '', centsOf(amount)),
  );
  const here = now.quickbooks.vendorCredit.flatMap((credit) =>
    (elementsOf(credit.LinkedTxn as Value) as unknown as QuickBooksTransaction[])
      .filter(({ TxnType }) => TxnType === 'Bill')
      .map((linked) =>
        said(String(credit.RefNumber), String(linked.RefNumber), centsOf(linked.Amount as Value)),
      ),
  );
  const [one, two] = [there.sort().join('; '), here.sort().join('; ')];
  return one === two ? [] : [`credits are applied as “${one}” in Bill.com and as “${two}” in QuickBooks`];
}

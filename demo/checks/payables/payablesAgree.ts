import { judged, type Evidence, type Invariant, type Value } from '../evidence';
import { centsOf, dollars, partners, pays, stands, type PayablesEvidence } from './books';

/**
 * I3: what is owed to each vendor is the same in both books, or each difference is named. Both sides are added up here from
 * the books themselves (what QuickBooks' transactions post to A/P; Bill.com's bills less credits and payments); of Tieout
 * come only the names of what differs, and they must come to the difference.
 */
export function payablesAgree({ payables }: Evidence): Invariant | undefined {
  if (payables === undefined) return undefined;
  const { tieOut } = payables;
  const twin = partners(payables.links);
  const [here, there] = [owedInQuickBooks(payables), owedInBillcom(payables)];
  const named = new Map<string, number>();
  const against: string[] = [];
  for (const vendor of tieOut.vendors) {
    const key = vendor.quickbooksId ?? `only in Bill.com ${vendor.billcomId}`;
    const sum = vendor.differences.reduce((total, { difference }) => total + centsOf(difference), 0);
    named.set(key, (named.get(key) ?? 0) + sum);
    for (const { reason, records, difference } of vendor.differences) {
      if (reason === 'unexplained') against.push(`${difference} of “${vendor.name}” is unexplained`);
      for (const book of ['quickbooks', 'billcom'] as const) {
        const id = records[book]?.id;
        if (id !== undefined && !isThere(payables, book, id))
          against.push(`the tie-out names ${id}, which is not in the books`);
      }
    }
  }
  const vendors = new Set([...here.keys()]);
  const owed = new Map<string, number>();
  for (const [billcomId, cents] of there) {
    const key = twin.inQuickBooks('vendor', billcomId) ?? `only in Bill.com ${billcomId}`;
    owed.set(key, (owed.get(key) ?? 0) + cents);
    vendors.add(key);
  }
  for (const key of vendors) {
    const difference = (here.get(key) ?? 0) - (owed.get(key) ?? 0);
    if (difference !== (named.get(key) ?? 0))
      against.push(
        `what is owed to ${key} differs by ${dollars(difference)}, of which ${dollars(named.get(key) ?? 0)} is named`,
      );
  }
  const total = (each: ReadonlyMap<string, number>): number => [...each.values()].reduce((a, b) => a + b, 0);
  if (total(here) !== centsOf(tieOut.quickbooks) || total(owed) !== centsOf(tieOut.billcom))
    against.push(
      `the tie-out says ${tieOut.quickbooks} and ${tieOut.billcom}; the books say ${dollars(total(here))} and ${dollars(total(owed))}`,
    );
  const count = tieOut.vendors.flatMap(({ differences }) => differences).length;
  return judged(
    'I3',
    against,
    `${dollars(total(here))} is owed to ${vendors.size} vendors by QuickBooks and ${dollars(total(owed))} by Bill.com; ` +
      (count === 0
        ? 'no vendor differs'
        : `the difference of ${dollars(total(here) - total(owed))} is ${count} records by name, to the cent`),
  );
}

/** Credits less debits on accounts payable, by vendor, up to QuickBooks' today. */
function owedInQuickBooks({ now, tieOut }: PayablesEvidence): Map<string, number> {
  const payable = new Set(
    now.quickbooks.account
      .filter(({ AccountType }) => AccountType === 'AccountsPayable')
      .map(({ ListID }) => ListID),
  );
  const owed = new Map<string, number>();
  for (const transaction of now.quickbooks.all) {
    if (String(transaction.TxnDate) > tieOut.asOf) continue;
    for (const { account, entity, amount } of transaction.postings) {
      if (!payable.has(account)) continue;
      const vendor = entity?.id ?? 'nobody';
      owed.set(vendor, (owed.get(vendor) ?? 0) - centsOf(amount));
    }
  }
  return owed;
}

/** Bills less credits and payments up to today, by vendor. */
function owedInBillcom({ now, tieOut }: PayablesEvidence): Map<string, number> {
  const owed = new Map<string, number>();
  const add = (vendor: Value, cents: number): void =>
    void owed.set(String(vendor), (owed.get(String(vendor)) ?? 0) + cents);
  const { bill, vendorCredit, billPayment } = now.billcom;
  for (const each of bill)
    if (stands(each) && String(each.glPostingDate) <= tieOut.asOf) add(each.vendorId, centsOf(each.amount));
  for (const each of vendorCredit)
    if (stands(each) && String(each.glPostingDate) <= tieOut.asOf) add(each.vendorId, -centsOf(each.amount));
  for (const each of billPayment)
    if (pays(each) && String(each.processDate) <= tieOut.asOf) add(each.vendorId, -centsOf(each.amount));
  return owed;
}

function isThere({ now }: PayablesEvidence, book: 'quickbooks' | 'billcom', id: string): boolean {
  if (book === 'quickbooks') return now.quickbooks.all.some(({ TxnID }) => TxnID === id);
  const { bill, vendorCredit, billPayment, billCredit } = now.billcom;
  return [...bill, ...vendorCredit, ...billPayment, ...billCredit].some((each) => each.id === id);
}

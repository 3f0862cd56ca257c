import {
  centsOf,
  dollars,
  partiesOf,
  partners,
  type DocumentLink,
  type QuickBooksTransaction,
  type TieOutDocument,
} from './documents';
import type { Book, QuickBooksRow } from './evidence';

/** What one side of a ledger is judged by: cents by party as added up from the books themselves, and what Tieout names. */
export interface Owed {
  /** The entity of the parties: vendors or customers. */
  readonly party: 'vendor' | 'customer';
  readonly here: ReadonlyMap<string, number>;
  readonly there: ReadonlyMap<string, number>;
  readonly tieOut: TieOutDocument;
  readonly links: readonly DocumentLink[];
  readonly isThere: (book: Book, id: string) => boolean;
}

/** What speaks against the agreement: of Tieout come only the names of what differs, and they must come to the difference. */
export function owedAgrees({ party, here, there, tieOut, links, isThere }: Owed): {
  readonly against: readonly string[];
  readonly detail: string;
} {
  const twin = partners(links);
  const named = new Map<string, number>();
  const against: string[] = [];
  for (const each of partiesOf(tieOut)) {
    const key = each.quickbooksId ?? `only in Bill.com ${each.billcomId}`;
    const sum = each.differences.reduce((total, { difference }) => total + centsOf(difference), 0);
    named.set(key, (named.get(key) ?? 0) + sum);
    for (const { reason, records, difference } of each.differences) {
      if (reason === 'unexplained') against.push(`${difference} of “${each.name}” is unexplained`);
      for (const book of ['quickbooks', 'billcom'] as const) {
        const id = records[book]?.id;
        if (id !== undefined && !isThere(book, id))
          against.push(`the tie-out names ${id}, which is not in the books`);
      }
    }
  }
  const owed = new Map<string, number>();
  for (const [billcomId, cents] of there) {
    const key = twin.inQuickBooks(party, billcomId) ?? `only in Bill.com ${billcomId}`;
    owed.set(key, (owed.get(key) ?? 0) + cents);
  }
  const parties = new Set([...here.keys(), ...owed.keys()]);
  for (const key of parties) {
    const difference = (here.get(key) ?? 0) - (owed.get(key) ?? 0);
    if (difference !== (named.get(key) ?? 0))
      against.push(
        `what stands open with ${key} differs by ${dollars(difference)}, of which ${dollars(named.get(key) ?? 0)} is named`,
      );
  }
  const [one, two] = [total(here), total(owed)];
  if (one !== centsOf(tieOut.quickbooks) || two !== centsOf(tieOut.billcom))
    against.push(
      `the tie-out says ${tieOut.quickbooks} and ${tieOut.billcom}; the books say ${dollars(one)} and ${dollars(two)}`,
    );
  const count = partiesOf(tieOut).flatMap(({ differences }) => differences).length;
  const differing =
    count === 0
      ? `no ${party} differs`
      : `the difference of ${dollars(one - two)} is ${count} records by name, to the cent`;
  return {
    against,
    detail: `${dollars(one)} with ${parties.size} ${party}s by QuickBooks and ${dollars(two)} by Bill.com; ${differing}`,
  };
}

const total = (each: ReadonlyMap<string, number>): number => [...each.values()].reduce((a, b) => a + b, 0);

interface Postings {
  readonly account: readonly QuickBooksRow[];
  readonly all: readonly QuickBooksTransaction[];
}

/** What transactions of QuickBooks post to accounts of one type, by party, up to a day; debits are positive. */
export function postedTo(
  type: 'AccountsPayable' | 'AccountsReceivable',
  { account, all }: Postings,
  until: string,
): Map<string, number> {
  const ids = new Set(account.filter(({ AccountType }) => AccountType === type).map(({ ListID }) => ListID));
  const sums = new Map<string, number>();
  for (const { TxnDate, postings } of all) {
    if (String(TxnDate) > until) continue;
    for (const { account: id, entity, amount } of postings) {
      if (!ids.has(id)) continue;
      const party = entity?.id ?? 'nobody';
      sums.set(party, (sums.get(party) ?? 0) + centsOf(amount));
    }
  }
  return sums;
}

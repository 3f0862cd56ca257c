import type { Book, EntityDefinition } from '../../entities/definition';
import type { PayableRecord } from '../../entities/documentRules';
import { centsOf } from '../../entities/money';
import type { Entry, OwnFigures, Vendor } from './entries';

/** From what was read to entries, vendors and QuickBooks' own figures. */

interface ReadRecord extends PayableRecord {
  readonly book: Book;
  readonly id: string;
  readonly isWaiting: boolean;
}

/** @returns undefined for a record that does not count: a draft, a void. */
export function entryOf(
  definition: EntityDefinition,
  record: ReadRecord,
  connectedAt: Date,
): Entry | undefined {
  const payable = definition.payable?.(record);
  if (payable === undefined) return undefined;
  return {
    book: record.book,
    entity: definition.name,
    id: record.id,
    word: definition.words.one,
    name: String(record.fields.name ?? ''),
    party: payable.party,
    date: payable.date,
    cents: centsOf(payable.amount),
    applied: payable.applied.map(({ id, amount }) => ({ id, cents: centsOf(amount) })),
    isHistory: Date.parse(record.facts.made ?? '') < connectedAt.getTime(),
    isWaiting: record.isWaiting,
  };
}

export interface PostedByHand {
  readonly kind: string;
  readonly txnId: string;
  readonly party: string | null;
  readonly date: string;
  readonly number: string;
  readonly amount: string;
  readonly made: string;
}

/** Postings of kinds that are not synced; those of one transaction to one vendor are one entry. */
export function entriesOfPostings(postings: readonly PostedByHand[], connectedAt: Date): Entry[] {
  const entries = new Map<string, Entry>();
  for (const posting of postings) {
    const key = `${posting.txnId} ${posting.party}`;
    const before = entries.get(key);
    const cents = centsOf(posting.amount);
    entries.set(key, {
      book: 'quickbooks',
      entity: undefined,
      id: posting.txnId,
      word: wordOfKind(posting.kind),
      name: posting.number,
      party: posting.party,
      date: posting.date,
      cents: (before?.cents ?? 0n) + cents,
      applied: [],
      isHistory: Date.parse(posting.made) < connectedAt.getTime(),
      isWaiting: false,
    });
  }
  return [...entries.values()];
}

/** Read for the tie-out alone: QuickBooks gives payments by card by a query of their own. */
export const cardPayment = 'bill payment by credit card';

const words: Readonly<Record<string, string>> = {
  ARRefundCreditCard: 'refund by credit card',
  BillPaymentCheck: 'bill payment by check',
  BillPaymentCreditCard: cardPayment,
  YTDAdjustment: 'payroll adjustment',
};

/** `JournalEntry` as a bookkeeper says it. */
const wordOfKind = (kind: string): string =>
  words[kind] ?? kind.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

export interface ReadFigures {
  readonly total: string;
  readonly aging: readonly { readonly name: string; readonly total: string }[];
  readonly balances: readonly { readonly id: string; readonly name: string; readonly balance: string }[];
}

/** The rows of a report name vendors; QuickBooks has a name once, whatever its capitals. */
export function ownFigures(read: ReadFigures, vendors: readonly Vendor[]): OwnFigures {
  const fold = (name: string): string => name.trim().toLowerCase();
  const ids = new Map<string, string>();
  for (const { name, quickbooks } of vendors) if (quickbooks !== null) ids.set(fold(name), quickbooks);
  for (const { name, id } of read.balances) ids.set(fold(name), id);
  const aging = new Map<string | null, bigint>();
  for (const { name, total } of read.aging) {
    const id = ids.get(fold(name)) ?? null;
    aging.set(id, (aging.get(id) ?? 0n) + centsOf(total));
  }
  return {
    total: centsOf(read.total),
    aging,
    balances: new Map(read.balances.map(({ id, balance }) => [id, centsOf(balance)])),
  };
}

/** Vendors of both books; linked ones are one, by QuickBooks' name. */
export function vendorsOf(
  names: readonly { readonly book: Book; readonly id: string; readonly name: string }[],
  twins: ReadonlyMap<string, string>,
): Vendor[] {
  const inBillcom = new Map(names.filter(({ book }) => book === 'billcom').map(({ id, name }) => [id, name]));
  const here = names
    .filter(({ book }) => book === 'quickbooks')
    .map(({ id, name }): Vendor => {
      const twin = twins.get(id);
      if (twin !== undefined) inBillcom.delete(twin);
      return { name, quickbooks: id, billcom: twin ?? null };
    });
  return [...here, ...[...inBillcom].map(([billcom, name]) => ({ name, quickbooks: null, billcom }))];
}

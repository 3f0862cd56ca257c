import { flowsFrom, isLines, rulesOf, type Book, type EntityDefinition } from '../../entities/definition';
import type { PayableRecord } from '../../entities/documentRules';
import { centsOf } from '../../entities/money';
import { discountWord, type Entry, type OwnFigures, type Party } from './entries';
import type { Side } from './sides';

/** From what was read to entries and QuickBooks' own figures. */

interface ReadRecord extends PayableRecord {
  readonly book: Book;
  readonly id: string;
  readonly isWaiting: boolean;
}

/**
 * A record, and apart from it the discounts that were taken with it; none of one that does not count: a draft, a void.
 * @param credited what a credit of Bill.com is applied to there
 */
export function entriesOf(
  side: Side,
  definition: EntityDefinition,
  record: ReadRecord,
  connectedAt: Date,
  credited: readonly AppliedAmount[] = [],
): Entry[] {
  const counted = side.counts(definition)?.(record);
  if (counted === undefined) return [];
  const { fields, facts, book } = record;
  const stays = flowsFrom(definition, fields, book, facts)
    ? undefined
    : rulesOf(definition, fields, facts).cure;
  const inAll = (amounts: readonly AppliedAmount[]) =>
    amounts.map(({ id, amount }) => ({ id, cents: centsOf(amount) }));
  const entry: Entry = {
    book: record.book,
    entity: definition.name,
    id: record.id,
    word: definition.words.one,
    name: String(record.fields.name ?? ''),
    party: counted.party,
    date: counted.date,
    cents: centsOf(counted.amount),
    applied: inAll([...counted.applied, ...credited]),
    isHistory: Date.parse(record.facts.made ?? '') < connectedAt.getTime(),
    isWaiting: record.isWaiting,
    ...(counted.isScheduled === true && { isScheduled: true }),
    ...(counted.isSpread === true && { isSpread: true }),
    ...(definition.document?.isBeforeStart?.(fields, book) === true && { isBeforeStart: true }),
    ...(stays !== undefined && { stays }),
  };
  const discounts = inAll(counted.discounts ?? []);
  if (discounts.length === 0) return [entry];
  const taken = discounts.reduce((sum, { cents }) => sum + cents, 0n);
  return [
    entry,
    {
      ...entry,
      entity: undefined,
      id: `${entry.id} ${discountWord}`,
      word: discountWord,
      cents: -taken,
      applied: discounts,
      isWaiting: false,
    },
  ];
}

interface AppliedAmount {
  readonly id: string;
  readonly amount: string;
}

/**
 * What the credits of Bill.com are applied to there, by the credit; those that a payment carried which was called off are open
 * again.
 */
export function creditedIn(
  records: readonly PayableRecord[],
  isCalledOffPayment: (id: string) => boolean,
): Map<string, AppliedAmount[]> {
  const credited = new Map<string, AppliedAmount[]>();
  for (const { fields, facts } of records) {
    if (facts.payment !== undefined && isCalledOffPayment(facts.payment)) continue;
    const [line] = isLines(fields.applications) ? fields.applications : [];
    if (typeof line?.credit !== 'string' || typeof line.bill !== 'string') continue;
    const applied = { id: line.bill, amount: String(line.amount) };
    credited.set(line.credit, [...(credited.get(line.credit) ?? []), applied]);
  }
  return credited;
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

/** Postings of kinds that are not synced; those of one transaction to one party are one entry. */
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

const words: Readonly<Record<string, string>> = {
  ARRefundCreditCard: 'refund by credit card',
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

/** The rows of a report name vendors, or customers and jobs in full; QuickBooks has a name once, whatever its capitals. */
export function ownFigures(read: ReadFigures, parties: readonly Party[]): OwnFigures {
  const fold = (name: string): string => name.trim().toLowerCase();
  const ids = new Map<string, string>();
  for (const { name, quickbooks } of parties) if (quickbooks !== null) ids.set(fold(name), quickbooks);
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

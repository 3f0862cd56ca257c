import type { Book } from '../../entities/definition';
import { counts, sharesOf, type Entry, type TieOutInput } from './entries';

/** What of a thing counts in one book, by the party that it is with there. */
export type Parts = Map<string | null, bigint>;

/** A record, or the linked pair that it is one of, and what of it counts in each book as of the day. */
export interface Thing {
  readonly entries: Readonly<Record<Book, Entry | undefined>>;
  readonly parts: Readonly<Record<Book, Parts>>;
}

export const centsOf = ({ parts }: Pick<Thing, 'parts'>, book: Book): bigint =>
  [...parts[book].values()].reduce((all, cents) => all + cents, 0n);

const keyOf = ({ entity, id }: Pick<Entry, 'entity' | 'id'>): string => `${entity ?? ''} ${id}`;

/** Entries of both books as things: linked ones are one thing. */
export function thingsOf({ entries, twins, asOf }: Pick<TieOutInput, 'entries' | 'twins' | 'asOf'>): Thing[] {
  const inBillcom = new Map<string, Entry>();
  for (const entry of entries) if (entry.book === 'billcom') inBillcom.set(keyOf(entry), entry);
  const things: Thing[] = [];
  for (const entry of entries) {
    if (entry.book !== 'quickbooks') continue;
    const twinId = entry.entity === undefined ? undefined : twins(entry.entity, entry.id);
    const key = twinId === undefined ? undefined : keyOf({ entity: entry.entity, id: twinId });
    const twin = key === undefined ? undefined : inBillcom.get(key);
    if (key !== undefined) inBillcom.delete(key);
    things.push(thing(entry, twin, asOf));
  }
  for (const entry of inBillcom.values()) things.push(thing(undefined, entry, asOf));
  for (const book of ['quickbooks', 'billcom'] as const) applyWithin(book, things, asOf);
  return things;
}

const thing = (quickbooks: Entry | undefined, billcom: Entry | undefined, asOf: string): Thing => ({
  entries: { quickbooks, billcom },
  parts: { quickbooks: counted(quickbooks, asOf), billcom: counted(billcom, asOf) },
});

function counted(entry: Entry | undefined, asOf: string): Parts {
  const parts: Parts = new Map();
  if (entry === undefined || !counts(entry, asOf)) return parts;
  for (const { party, cents } of sharesOf(entry)) parts.set(party, (parts.get(party) ?? 0n) + cents);
  return parts;
}

const isAlone = ({ entries }: Thing): boolean =>
  entries.quickbooks === undefined || entries.billcom === undefined;

/**
 * What one book alone has applied to each other is set off, so that a thing counts with what is left open of it: a bill
 * that was entered and paid in one book is no difference. What was paid on a linked bill since the connection stays by
 * itself, since that payment has a name and a reason. The sum stays as it is: what one loses the other gains.
 */
function applyWithin(book: Book, things: readonly Thing[], asOf: string): void {
  // What is applied is of one party: of a transaction that is posted to several, the part that is with it.
  const at = (id: string, party: string | null): string => `${id} of ${party}`;
  const byPlace = new Map<string, Thing>();
  for (const each of things) {
    const entry = each.entries[book];
    if (entry === undefined || !counts(entry, asOf)) continue;
    for (const { party } of sharesOf(entry)) byPlace.set(at(entry.id, party), each);
  }
  const done = new Set<string>();
  for (const one of new Set(byPlace.values())) {
    const entry = one.entries[book] as Entry;
    for (const [id, cents] of appliedTo(entry)) {
      for (const { party } of sharesOf(entry)) {
        const two = byPlace.get(at(id, party));
        if (two === undefined || two === one) continue;
        const [owed, against] = entry.cents >= 0n ? [one, two] : [two, one];
        if (sizeOf(owed, book) < 0n || sizeOf(against, book) >= 0n) continue;
        const pair = [owed, against].map((each) => at(each.entries[book]?.id ?? '', party)).join(' ');
        if (done.has(pair) || !isSetOff(owed, against, book)) continue;
        done.add(pair);
        move(owed.parts[book], party, -cents);
        move(against.parts[book], party, cents);
      }
    }
  }
}

const move = (parts: Parts, party: string | null, cents: bigint): void =>
  void parts.set(party, (parts.get(party) ?? 0n) + cents);

const isSetOff = (owed: Thing, against: Thing, book: Book): boolean =>
  isAlone(against) && (isAlone(owed) || against.entries[book]?.isHistory === true);

function appliedTo(entry: Entry): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { id, cents } of entry.applied) sums.set(id, (sums.get(id) ?? 0n) + cents);
  return sums;
}

const sizeOf = ({ entries }: Thing, book: Book): bigint => entries[book]?.cents ?? 0n;

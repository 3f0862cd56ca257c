import type { Book } from '../../entities/definition';
import type { Entry, TieOutInput } from './entries';

/** A record, or the linked pair that it is one of, and what of it counts in each book as of the day. */
export interface Thing {
  readonly entries: Readonly<Record<Book, Entry | undefined>>;
  readonly cents: Record<Book, bigint>;
}

const keyOf = ({ entity, id }: Pick<Entry, 'entity' | 'id'>): string => `${entity ?? ''} ${id}`;

/** Entries of both books as things: linked ones are one thing. */
export function thingsOf({ entries, twins, asOf }: TieOutInput): Thing[] {
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
  cents: { quickbooks: counted(quickbooks, asOf), billcom: counted(billcom, asOf) },
});

const counted = (entry: Entry | undefined, asOf: string): bigint =>
  entry !== undefined && entry.date <= asOf ? entry.cents : 0n;

const isAlone = ({ entries }: Thing): boolean =>
  entries.quickbooks === undefined || entries.billcom === undefined;

/**
 * What one book alone has applied to each other is set off, so that a thing counts with what is left open of it: a bill
 * that was entered and paid in one book is no difference. What was paid on a linked bill since the connection stays by
 * itself, since that payment has a name and a reason. The sum stays as it is: what one loses the other gains.
 */
function applyWithin(book: Book, things: readonly Thing[], asOf: string): void {
  const counting = things.filter(({ entries }) => {
    const entry = entries[book];
    return entry !== undefined && entry.date <= asOf;
  });
  // One transaction may be posted to several vendors, and what is applied is of one.
  const idOf = (each: Thing, id = each.entries[book]?.id): string => `${id} of ${each.entries[book]?.party}`;
  const byId = new Map(counting.map((each) => [idOf(each), each]));
  const done = new Set<string>();
  for (const one of counting) {
    for (const [id, cents] of appliedTo(one.entries[book])) {
      const two = byId.get(idOf(one, id));
      if (two === undefined || two === one) continue;
      const [owed, against] = sizeOf(one, book) >= 0n ? [one, two] : [two, one];
      if (sizeOf(owed, book) < 0n || sizeOf(against, book) >= 0n) continue;
      const pair = `${idOf(owed)} ${idOf(against)}`;
      if (done.has(pair) || !isSetOff(owed, against, book)) continue;
      done.add(pair);
      owed.cents[book] -= cents;
      against.cents[book] += cents;
    }
  }
}

const isSetOff = (owed: Thing, against: Thing, book: Book): boolean =>
  isAlone(against) && (isAlone(owed) || against.entries[book]?.isHistory === true);

function appliedTo(entry: Entry | undefined): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { id, cents } of entry?.applied ?? []) sums.set(id, (sums.get(id) ?? 0n) + cents);
  return sums;
}

const sizeOf = ({ entries }: Thing, book: Book): bigint => entries[book]?.cents ?? 0n;

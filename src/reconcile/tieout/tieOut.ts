import type { Book } from '../../entities/definition';
import { books } from '../../entities/definition';
import { inCents } from '../../entities/money';
import { counts, sharesOf } from './entries';
import type { Difference, Entry, Party, PartyTieOut, RecordRef, TieOut, TieOutInput } from './entries';
import { PartyPages, type Page } from './pages';
import { upFrom } from './parties';
import { reasonFor } from './reasons';
import { spread } from './spread';
import { thingsOf, type Thing } from './things';

/**
 * Holds the two books' accounts payable or receivable against each other, party by party, as of a day. Every difference is
 * named, and per party and in all the named ones add up to the difference of the totals: what no record explains is a line
 * of its own, “unexplained”, and never left out.
 */
export function tieOut(given: TieOutInput): TieOut {
  const input = { ...given, entries: spread(given.entries) };
  const pages = new PartyPages(input);
  for (const entry of input.entries) {
    if (!counts(entry, input.asOf)) continue;
    for (const { party, cents } of sharesOf(entry)) pages.of(entry.book, party).totals[entry.book] += cents;
  }
  for (const thing of thingsOf(input)) {
    const parts = byPage(thing, pages);
    const pagesOf = (book: Book): Party[] =>
      [...thing.parts[book].keys()].map((party) => pages.of(book, party).party);
    for (const [page, part] of parts) {
      if (part.quickbooks !== part.billcom)
        page.differences.push(
          difference(thing, part, {
            ...input,
            with: { quickbooks: pagesOf('quickbooks'), billcom: pagesOf('billcom') },
          }),
        );
    }
  }
  if (input.own) pages.hold(input.own);
  const parties = pages.all();
  return {
    asOf: input.asOf,
    quickbooks: sum(parties, 'quickbooks'),
    billcom: sum(parties, 'billcom'),
    scheduled: { quickbooks: laterPayments(input, 'quickbooks'), billcom: laterPayments(input, 'billcom') },
    parties,
    notes: input.own ? balanceNotes(input, pages) : [],
  };
}

/** What of a thing counts with each party: a pair of which the two ends belong to different ones counts with both. */
function byPage({ parts }: Thing, pages: PartyPages): Map<Page, Record<Book, bigint>> {
  const all = new Map<Page, Record<Book, bigint>>();
  for (const book of books) {
    for (const [party, cents] of parts[book]) {
      const page = pages.of(book, party);
      const part = all.get(page) ?? { quickbooks: 0n, billcom: 0n };
      part[book] += cents;
      all.set(page, part);
    }
  }
  return all;
}

function difference(
  thing: Thing,
  part: Record<Book, bigint>,
  input: Parameters<typeof reasonFor>[1],
): Difference {
  const { quickbooks, billcom } = thing.entries;
  const shown = (quickbooks ?? billcom) as Entry;
  return {
    ...reasonFor(thing, input),
    word: shown.word,
    name: shown.name,
    date: shown.date,
    records: { quickbooks: refTo(quickbooks), billcom: refTo(billcom) },
    ...part,
  };
}

const refTo = (entry: Entry | undefined): RecordRef | null =>
  entry === undefined
    ? null
    : { entity: entry.entity ?? null, id: entry.id, name: entry.name, date: entry.date };

const sum = (parties: readonly PartyTieOut[], book: Book): bigint =>
  parties.reduce((all, party) => all + party[book], 0n);

const laterPayments = ({ entries, asOf, side }: TieOutInput, book: Book): bigint =>
  entries
    .filter((entry) => entry.book === book && !counts(entry, asOf) && isPayment(entry, side))
    .reduce((all, { cents }) => all + cents, 0n);

/** Credits and corrections of a later day are none. */
const isPayment = ({ entity, word, cents }: Entry, { payment }: TieOutInput['side']): boolean =>
  cents < 0n && (entity === payment || (entity === undefined && word !== 'journal entry'));

/** A party's balance counts later days too, so that it is held against the records whatever their date. */
function balanceNotes({ side, entries, own, parties }: TieOutInput, pages: PartyPages): string[] {
  const inQuickBooks = new Map(parties.map((party) => [party.quickbooks, party]));
  const known = new Map<string, bigint>();
  for (const entry of entries) {
    if (entry.book !== 'quickbooks') continue;
    for (const { party: id, cents } of sharesOf(entry)) {
      const party = id === null ? undefined : inQuickBooks.get(id);
      const ids = party ? upFrom(party).map(({ quickbooks }) => quickbooks) : [id];
      for (const each of ids) if (each !== null) known.set(each, (known.get(each) ?? 0n) + cents);
    }
  }
  const ids = new Set([...known.keys(), ...(own?.balances.keys() ?? [])]);
  return [...ids].flatMap((id) => {
    const [balance, records] = [own?.balances.get(id) ?? 0n, known.get(id) ?? 0n];
    if (balance === records) return [];
    const { party } = pages.of('quickbooks', id);
    // What the aging shows too is named there.
    if (pages.isNamed(party)) return [];
    return [
      `QuickBooks’ balance of the ${side.party} “${party.name}” is ${inCents(balance)}, whatever the date, and the records come to ${inCents(records)}.`,
    ];
  });
}

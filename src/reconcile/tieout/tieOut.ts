import type { Book } from '../../entities/definition';
import { books } from '../../entities/definition';
import { inCents } from '../../entities/money';
import type { Difference, Entry, RecordRef, TieOut, TieOutInput, Vendor, VendorTieOut } from './entries';
import { reasonFor } from './reasons';
import { thingsOf, type Thing } from './things';

/**
 * Holds the two books' accounts payable against each other, vendor by vendor, as of a day. Every difference is named, and
 * per vendor and in all the named ones add up to the difference of the totals: what no record explains is a line of its
 * own, “unexplained”, and never left out.
 */
export function tieOut(input: TieOutInput): TieOut {
  const page = new VendorPages(input.vendors);
  for (const entry of input.entries) {
    if (entry.date <= input.asOf) page.of(entry.book, entry.party).totals[entry.book] += entry.cents;
  }
  for (const thing of thingsOf(input)) {
    for (const [place, part] of byVendor(thing, page)) {
      if (part.quickbooks !== part.billcom) place.differences.push(difference(thing, part, input));
    }
  }
  if (input.own) page.hold(input.own);
  const vendors = page.all();
  return {
    asOf: input.asOf,
    quickbooks: sum(vendors, 'quickbooks'),
    billcom: sum(vendors, 'billcom'),
    scheduled: { quickbooks: laterPayments(input, 'quickbooks'), billcom: laterPayments(input, 'billcom') },
    vendors,
    notes: input.own ? balanceNotes(input, page) : [],
  };
}

interface Page {
  readonly vendor: Vendor;
  readonly totals: Record<Book, bigint>;
  readonly differences: Difference[];
}

/** What there is of each vendor; what names none has a page of its own. */
class VendorPages {
  readonly #pages: Page[] = [];
  readonly #byId: Record<Book, Map<string | null, Page>>;

  constructor(vendors: readonly Vendor[]) {
    this.#byId = { quickbooks: new Map(), billcom: new Map() };
    for (const vendor of vendors) {
      const page = this.#add(vendor);
      for (const book of books) if (vendor[book] !== null) this.#byId[book].set(vendor[book], page);
    }
    const nobody = this.#add({ name: '(no vendor)', quickbooks: null, billcom: null });
    for (const book of books) this.#byId[book].set(null, nobody);
  }

  of(book: Book, id: string | null): Page {
    const known = this.#byId[book].get(id);
    if (known) return known;
    const page = this.#add({ name: id ?? '', quickbooks: null, billcom: null, [book]: id });
    this.#byId[book].set(id, page);
    return page;
  }

  /** QuickBooks' own figures count as its side; where the records come to something else, a line says so. */
  hold({ aging, total }: NonNullable<TieOutInput['own']>): void {
    const inRows = new Map<Page, bigint>();
    for (const [id, cents] of aging) {
      const page = this.of('quickbooks', id);
      inRows.set(page, (inRows.get(page) ?? 0n) + cents);
    }
    const rest = total - [...aging.values()].reduce((all, cents) => all + cents, 0n);
    const nobody = this.of('quickbooks', null);
    inRows.set(nobody, (inRows.get(nobody) ?? 0n) + rest);
    for (const page of this.#pages) {
      const own = inRows.get(page) ?? 0n;
      const known = page.totals.quickbooks;
      if (own === known) continue;
      page.totals.quickbooks = own;
      page.differences.push(unexplained(own, known));
    }
  }

  all(): VendorTieOut[] {
    return this.#pages
      .filter(
        ({ totals, differences }) =>
          totals.quickbooks !== 0n || totals.billcom !== 0n || differences.length > 0,
      )
      .map(({ vendor, totals, differences }) => ({ vendor, ...totals, differences }))
      .sort((one, two) => one.vendor.name.localeCompare(two.vendor.name, 'en'));
  }

  #add(vendor: Vendor): Page {
    const page = { vendor, totals: { quickbooks: 0n, billcom: 0n }, differences: [] };
    this.#pages.push(page);
    return page;
  }
}

/** A pair of which the two ends belong to different vendors counts with each end at its own. */
function byVendor({ entries, cents }: Thing, page: VendorPages): [Page, Record<Book, bigint>][] {
  const { quickbooks, billcom } = entries;
  const of = (entry: Entry): Page => page.of(entry.book, entry.party);
  if (quickbooks && billcom && of(quickbooks) !== of(billcom))
    return [
      [of(quickbooks), { ...cents, billcom: 0n }],
      [of(billcom), { ...cents, quickbooks: 0n }],
    ];
  return [[of((quickbooks ?? billcom) as Entry), cents]];
}

function difference(thing: Thing, part: Record<Book, bigint>, input: TieOutInput): Difference {
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

const unexplained = (own: bigint, known: bigint): Difference => ({
  reason: 'unexplained',
  word: 'aging',
  name: '',
  date: null,
  records: { quickbooks: null, billcom: null },
  quickbooks: own - known,
  billcom: 0n,
  sentence: `QuickBooks’ own aging comes to ${inCents(own)}, and the records that Tieout has read there to ${inCents(known)}.`,
  cure: 'If somebody worked in QuickBooks during the sync, the next one clears it. If it stays, run QuickBooks’ report “A/P Aging Detail” of this vendor, and tell Tieout’s support.',
});

const sum = (vendors: readonly VendorTieOut[], book: Book): bigint =>
  vendors.reduce((all, vendor) => all + vendor[book], 0n);

const laterPayments = ({ entries, asOf }: TieOutInput, book: Book): bigint =>
  entries
    .filter((entry) => entry.book === book && entry.date > asOf && isPayment(entry))
    .reduce((all, { cents }) => all + cents, 0n);

/** Credits and corrections of a later day are none. */
const isPayment = ({ entity, word, cents }: Entry): boolean =>
  cents < 0n && (entity === 'billPayment' || (entity === undefined && word !== 'journal entry'));

/** A vendor's balance counts later days too, so that it is held against the records whatever their date. */
function balanceNotes({ entries, own, vendors }: TieOutInput, page: VendorPages): string[] {
  const known = new Map<string, bigint>();
  for (const { book, party, cents } of entries)
    if (book === 'quickbooks' && party !== null) known.set(party, (known.get(party) ?? 0n) + cents);
  const ids = new Set([...known.keys(), ...(own?.balances.keys() ?? [])]);
  const names = new Map(vendors.map((vendor) => [vendor.quickbooks, vendor.name]));
  return [...ids].flatMap((id) => {
    const [balance, records] = [own?.balances.get(id) ?? 0n, known.get(id) ?? 0n];
    // What the aging shows too is named there.
    const isNamed = page.of('quickbooks', id).differences.some(({ word }) => word === 'aging');
    if (balance === records || isNamed) return [];
    return [
      `QuickBooks’ balance of the vendor “${names.get(id) ?? id}” is ${inCents(balance)}, whatever the date, and the records come to ${inCents(records)}.`,
    ];
  });
}

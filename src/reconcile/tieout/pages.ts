import type { Book } from '../../entities/definition';
import { books } from '../../entities/definition';
import { inCents } from '../../entities/money';
import type { Difference, Party, PartyTieOut, TieOutInput } from './entries';
import { pathOf, upFrom } from './parties';
import type { Side } from './sides';

/** What there is of one party; its jobs have pages of their own. */
export interface Page {
  readonly party: Party;
  readonly totals: Record<Book, bigint>;
  readonly differences: Difference[];
}

/** What there is of each vendor, customer and job; what names none has a page of its own. */
export class PartyPages {
  readonly #side: Side;
  readonly #pages: Page[] = [];
  /** Parties of which QuickBooks' aging says something else than the records, and all above them. */
  readonly #named = new Set<Party>();
  readonly #byId: Record<Book, Map<string | null, Page>>;

  constructor({ side, parties }: Pick<TieOutInput, 'side' | 'parties'>) {
    this.#side = side;
    this.#byId = { quickbooks: new Map(), billcom: new Map() };
    for (const party of parties) {
      const page = this.#add(party);
      for (const book of books) if (party[book] !== null) this.#byId[book].set(party[book], page);
      for (const id of party.mapped ?? []) this.#byId.billcom.set(id, page);
    }
    const nobody = this.#add({ name: `(no ${side.party})`, quickbooks: null, billcom: null });
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
      page.differences.push(unexplained(this.#side, own, known));
      for (const above of upFrom(page.party)) this.#named.add(above);
    }
  }

  /** Whether the aging has shown already that the records of a party, or of a job of it, come to something else. */
  isNamed(party: Party): boolean {
    return this.#named.has(party);
  }

  all(): PartyTieOut[] {
    const listed = this.#pages.filter(
      ({ totals, differences }) =>
        totals.quickbooks !== 0n || totals.billcom !== 0n || differences.length > 0,
    );
    const withJobs = new Map<Party, Record<Book, bigint>>();
    for (const { party, totals } of listed) {
      for (const above of upFrom(party)) {
        const sums = withJobs.get(above) ?? { quickbooks: 0n, billcom: 0n };
        for (const book of books) sums[book] += totals[book];
        withJobs.set(above, sums);
      }
    }
    const isAbove = new Set(listed.flatMap(({ party }) => upFrom(party).slice(1)));
    return this.#pages
      .filter(({ party }) => withJobs.has(party))
      .map(({ party, totals, differences }): PartyTieOut => {
        const sums = isAbove.has(party) ? withJobs.get(party) : undefined;
        return { party, ...totals, differences, ...(sums && { withJobs: sums }) };
      })
      .sort((one, two) => byPath(pathOf(one.party), pathOf(two.party)));
  }

  #add(party: Party): Page {
    const page = { party, totals: { quickbooks: 0n, billcom: 0n }, differences: [] };
    this.#pages.push(page);
    return page;
  }
}

/** Jobs come behind their customer. */
function byPath(one: readonly string[], two: readonly string[]): number {
  const [[first = '', ...rest], [other = '', ...others]] = [one, two];
  const order = first.localeCompare(other, 'en');
  if (order !== 0 || (rest.length === 0 && others.length === 0)) return order;
  return rest.length === 0 ? -1 : others.length === 0 ? 1 : byPath(rest, others);
}

const unexplained = ({ party, short }: Side, own: bigint, known: bigint): Difference => ({
  reason: 'unexplained',
  word: 'aging',
  name: '',
  date: null,
  records: { quickbooks: null, billcom: null },
  quickbooks: own - known,
  billcom: 0n,
  sentence: `QuickBooks’ own aging comes to ${inCents(own)}, and the records that Tieout has read there to ${inCents(known)}.`,
  cure: `If somebody worked in QuickBooks during the sync, the next one clears it. If it stays, run QuickBooks’ report “${short} Aging Detail” of this ${party}, and tell Tieout’s support.`,
});

import type { Book } from '../../entities/definition';
import type { Party } from './entries';

/** A vendor, customer or job as a book has it. */
export interface NamedParty {
  readonly book: Book;
  readonly id: string;
  readonly name: string;
  /** Of a job: the id of its customer, or of the job above it. */
  readonly parent: string | null;
}

/**
 * Vendors, or customers and jobs, of both books; linked ones are one, by QuickBooks' name and place.
 * @param twins the links: QuickBooks' ids to Bill.com's
 * @param mapped what people have chosen for records of Bill.com that are never made in QuickBooks: Bill.com's ids to QuickBooks'
 */
export function partiesOf(
  names: readonly NamedParty[],
  twins: ReadonlyMap<string, string>,
  mapped: ReadonlyMap<string, string> = new Map(),
): Party[] {
  const byPlace = new Map(names.map((each) => [placeOf(each.book, each.id), each]));
  const inQuickBooks = new Map([...twins].map(([quickbooks, billcom]) => [billcom, quickbooks]));
  const aliases = new Map<string, string[]>();
  for (const [billcom, quickbooks] of mapped)
    if (!inQuickBooks.has(billcom) && byPlace.has(placeOf('quickbooks', quickbooks)))
      aliases.set(quickbooks, [...(aliases.get(quickbooks) ?? []), billcom]);
  const made = new Map<string, Party | undefined>();

  /** The party that a record of a book is; undefined for one that is below itself. */
  function partyOf(book: Book, id: string): Party | undefined {
    const twin = book === 'billcom' ? (inQuickBooks.get(id) ?? mapped.get(id)) : undefined;
    if (twin !== undefined && byPlace.has(placeOf('quickbooks', twin))) return partyOf('quickbooks', twin);
    const place = placeOf(book, id);
    if (made.has(place)) return made.get(place);
    const named = byPlace.get(place);
    if (named === undefined) return undefined;
    made.set(place, undefined);
    const above = named.parent === null ? undefined : partyOf(book, named.parent);
    const also = book === 'quickbooks' ? aliases.get(id) : undefined;
    const party: Party = {
      name: above === undefined ? named.name : `${above.name}:${named.name}`,
      quickbooks: book === 'quickbooks' ? id : null,
      billcom: book === 'billcom' ? id : (twins.get(id) ?? null),
      ...(above && { above }),
      ...(also && { mapped: also }),
    };
    made.set(place, party);
    return party;
  }
  const parties = names.map(({ book, id }) => partyOf(book, id));
  return [...new Set(parties)].filter((party) => party !== undefined);
}

const placeOf = (book: Book, id: string): string => `${book} ${id}`;

/** The names from the top customer down. */
export const pathOf = ({ name, above }: Party): string[] =>
  above === undefined ? [name] : [...pathOf(above), name.slice(above.name.length + 1)];

/** A party and everything that it is a job of. */
export const upFrom = (party: Party): Party[] => [
  party,
  ...(party.above === undefined ? [] : upFrom(party.above)),
];

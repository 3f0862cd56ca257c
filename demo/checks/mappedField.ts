import type { BillcomRow, Entity, Link, QuickBooksRow, Value } from './evidence';
import { asQuickBooksKeeps } from './windows1252';

/**
 * Which field of QuickBooks is which of Bill.com, and when two values say the same: from the documents of both
 * programs, apart from the product, so that a mistake in its mapping shows.
 */
export interface MappedField {
  /** The name that holds use. */
  readonly name: string;
  /** The elements of an entry that it stands in. */
  readonly quickbooks: readonly string[];
  readonly billcom: readonly string[];
  agree(quickbooks: QuickBooksRow, billcom: BillcomRow, pairs: Pairs): boolean;
}

/** Linked pairs by their QuickBooks record. */
export type Pairs = ReadonlyMap<string, string>;
export const pairKey = (entity: Entity, quickbooksId: string): string => `${entity} ${quickbooksId}`;
export const pairsOf = (links: readonly Link[]): Pairs =>
  new Map(links.map((link) => [pairKey(link.entity, link.quickbooksId), link.billcomId]));

export const asText = (value: Value): string => (typeof value === 'string' ? value : '');

/** An element, or one inside an aggregate: `TermsRef`, `SalesAndPurchase.SalesPrice`. */
export function elementAt(row: QuickBooksRow, place: string): Value {
  const [outer = '', inner] = place.split('.');
  const value = row[outer];
  if (inner === undefined) return value;
  return typeof value === 'object' && value !== null ? (value as Record<string, Value>)[inner] : undefined;
}

export function text(name: string, quickbooks: string, billcom: string, max: number): MappedField {
  return {
    name,
    quickbooks: [quickbooks],
    billcom: [billcom],
    agree: (one, two) => {
      const [here, there] = [asText(one[quickbooks]), asText(two[billcom])];
      return here === there || here === asQuickBooksKeeps(there, max, name === 'name');
    },
  };
}

export const active: MappedField = {
  name: 'active',
  quickbooks: ['IsActive'],
  billcom: ['isActive'],
  agree: (one, two) => (one.IsActive !== 'false') === (two.isActive === '1'),
};

/** Bill.com writes a reference to nothing as twenty zeros. */
const isNothing = (id: string): boolean => /^0*$/.test(id);

/** A reference is the same when the two records that it points to are a linked pair. */
export function reference(
  name: string,
  to: Entity,
  placesOf: (row: QuickBooksRow) => string | undefined,
  places: readonly string[],
  billcom: string,
): MappedField {
  return {
    name,
    quickbooks: places,
    billcom: [billcom],
    agree: (one, two, pairs) => {
      const place = placesOf(one);
      const target = place === undefined ? undefined : elementAt(one, place);
      const here = asText((target as Record<string, Value> | undefined)?.ListID);
      const there = asText(two[billcom]);
      return here === '' ? isNothing(there) : pairs.get(pairKey(to, here)) === there;
    },
  };
}

/** A reference that every entry of the list has in the same element. */
export const referenceIn = (name: string, to: Entity, element: string, billcom: string): MappedField =>
  reference(name, to, () => element, [element], billcom);

const PARTS = [['City', 'City', 31], ['State', 'State', 21], ['PostalCode', 'Zip', 13], ['Country', 'Country', 31]] as const; // prettier-ignore

/** A postal address: `VendorAddress` is `address1` … `addressZip` at Bill.com. */
export function address(name: string, quickbooks: string, billcom: string): MappedField {
  const lines = [1, 2, 3, 4].map((line) => `${billcom}${line}`);
  return {
    name,
    quickbooks: [quickbooks],
    billcom: [...lines, ...PARTS.map(([, part]) => `${billcom}${part}`)],
    agree: (one, two) => {
      const here = (one[quickbooks] ?? {}) as Readonly<Record<string, Value>>;
      const free = [1, 2, 3, 4, 5].map((line) => asText(here[`Addr${line}`])).filter(Boolean);
      const freeThere = lines.map((field) => asQuickBooksKeeps(asText(two[field]), 41)).filter(Boolean);
      return (
        free.join(', ') === freeThere.join(', ') &&
        PARTS.every(
          ([part, field, max]) =>
            asText(here[part]) === asQuickBooksKeeps(asText(two[`${billcom}${field}`]), max),
        )
      );
    },
  };
}

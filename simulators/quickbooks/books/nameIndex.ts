import type { ListRecord } from './records';
import { nameOf, parentIdOf } from './tree';

/** Customer, vendor, employee and other name share one name space (qbXML 3100). */
export const ENTITY_LISTS = ['Customer', 'Employee', 'OtherName', 'Vendor'] as const;
/** Both kinds of terms stand in one list. */
export const TERMS_LISTS = ['StandardTerms', 'DateDrivenTerms'] as const;
/** All kinds of items are one list to the user. */
export const ITEM_LISTS = [
  'ItemService', 'ItemNonInventory', 'ItemOtherCharge', 'ItemInventory', 'ItemInventoryAssembly', 'ItemFixedAsset',
  'ItemSubtotal', 'ItemDiscount', 'ItemPayment', 'ItemSalesTax', 'ItemSalesTaxGroup', 'ItemGroup',
] as const; // prettier-ignore

const SPACES: Readonly<Record<string, readonly string[]>> = {
  entity: ENTITY_LISTS,
  terms: TERMS_LISTS,
  item: ITEM_LISTS,
};

const SPACE_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(SPACES).flatMap(([space, lists]) => lists.map((list) => [list, space])),
);

/** Finds entries by name, without regard to case, under their parent; inactive entries count too. */
export class NameIndex {
  readonly #byName = new Map<string, ListRecord>();

  /** The name space a list belongs to; a list of its own where none is shared. */
  spaceOf(list: string): string {
    return SPACE_OF.get(list) ?? list;
  }

  /** The entry that owns a name in a list's name space. */
  owner(list: string, parentId: string | undefined, name: string): ListRecord | undefined {
    return this.#byName.get(this.#key(list, parentId, name));
  }

  /** The entry of a list with this full name (levels separated by colons). */
  byFullName(list: string, fullName: string): ListRecord | undefined {
    let found: ListRecord | undefined;
    for (const level of fullName.split(':')) {
      found = this.owner(list, found?.id, level.trim());
      if (found?.list !== list) return undefined;
    }
    return found;
  }

  add(record: ListRecord): void {
    this.#byName.set(this.#key(record.list, parentIdOf(record), nameOf(record)), record);
  }

  remove(record: ListRecord): void {
    const key = this.#key(record.list, parentIdOf(record), nameOf(record));
    if (this.#byName.get(key)?.id === record.id) this.#byName.delete(key);
  }

  #key(list: string, parentId: string | undefined, name: string): string {
    return `${this.spaceOf(list)}\u0000${parentId ?? ''}\u0000${name.toLowerCase()}`;
  }
}

/** What becomes of each kind of item, and from where in QuickBooks each of its values comes. */
import type { EntityDefinition } from '../../src/entities/definition';
import { itemPlaces, itemTypeCodes } from '../../src/entities/item';
import { table, type Row } from './document';

/** `ItemSalesTaxGroup` → `sales tax group` */
const kindWords = (kind: string): string =>
  kind
    .replace(/^Item/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

export function itemTypesTable(): string {
  const rows = Object.entries(itemTypeCodes).map(([kind, code]): Row => [kindWords(kind), kind, code]);
  return table(['item in QuickBooks', 'in ItemQuery’s answer', 'Bill.com’s type'], rows);
}

/** A place that several kinds of items have is named once. */
export function itemPlacesTable({ fields }: EntityDefinition): string {
  const rows = Object.entries(itemPlaces).map(([name, places]): Row => [
    fields[name]?.label ?? name,
    places.map((place) => place.replace('.', ': ')).join('; or else '),
  ]);
  return table(['in Bill.com', 'in QuickBooks, the first that is filled'], rows);
}

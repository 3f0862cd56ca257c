import { account } from './account';
import { classList } from './class';
import { customer } from './customer';
import type { ListCatalogue, ListDefinition } from './listDefinition';
import { otherName } from './otherName';
import { dateDrivenTerms, standardTerms } from './terms';
import { vendor } from './vendor';

/** Every list this QuickBooks has. A new list is a definition file and a line here. */
export const LISTS: readonly ListDefinition[] = [
  account,
  classList,
  customer,
  vendor,
  otherName,
  standardTerms,
  dateDrivenTerms,
];

export const LIST_CATALOGUE: ListCatalogue = new Map(LISTS.map((list) => [list.list, list]));

import { account } from './account';
import { classList } from './class';
import { currency } from './currency';
import { customer } from './customer';
import { employee } from './employee';
import { ITEM_KINDS } from './items';
import type { ListCatalogue, ListDefinition } from './listDefinition';
import { otherName } from './otherName';
import { paymentMethod } from './paymentMethod';
import { salesTaxCode } from './salesTaxCode';
import { dateDrivenTerms, standardTerms } from './terms';
import { vendor } from './vendor';

/** Every list this QuickBooks has. A new list is a definition file and a line here. */
export const LISTS: readonly ListDefinition[] = [
  account,
  classList,
  customer,
  vendor,
  employee,
  otherName,
  standardTerms,
  dateDrivenTerms,
  salesTaxCode,
  paymentMethod,
  currency,
  ...ITEM_KINDS,
];

export const LIST_CATALOGUE: ListCatalogue = new Map(LISTS.map((list) => [list.list, list]));

import { flag, required, text } from '../language/contentModel';
import type { ListDefinition } from './listDefinition';
import { isActive, listHead, modHead } from './parts';

const desc = text('Desc', 31);

/** Sales tax codes, such as Tax and Non, of which customers and items carry one. */
export const salesTaxCode: ListDefinition = {
  list: 'SalesTaxCode',
  booksKey: 'salesTaxCodes',
  isTree: false,
  add: [required(text('Name', 3)), isActive, required(flag('IsTaxable')), desc],
  mod: [...modHead, text('Name', 3), isActive, flag('IsTaxable'), desc],
  ret: [...listHead, text('Name', 3), isActive, flag('IsTaxable'), desc],
  query: { hasIterator: false, moreFilters: [] },
  defaults: { IsActive: 'true' },
  takesDataExt: false,
};

import { date, flag, float, group, oneOf, required, text } from '../language/contentModel';
import { requireFeatureOf } from '../processor/features';
import type { ListDefinition } from './listDefinition';
import { isActive, listHead, modHead } from './parts';

const code = text('CurrencyCode', 3);
const format = group('CurrencyFormat', [
  oneOf('ThousandSeparator', ['Comma', 'Period', 'Space', 'Apostrophe']),
  oneOf('ThousandSeparatorGrouping', ['XX_XXX_XXX', 'X_XX_XX_XXX']),
  oneOf('DecimalPlaces', ['0', '2']),
  oneOf('DecimalSeparator', ['Period', 'Comma']),
]);
/** Kept by QuickBooks, not given by an Add. */
const rate = [float('ExchangeRate'), date('AsOfDate')];

/** Currencies, where the company uses several (qbXML 3250 otherwise). */
export const currency: ListDefinition = {
  list: 'Currency',
  booksKey: 'currencies',
  isTree: false,
  add: [required(text('Name', 64)), isActive, required(code), format],
  mod: [...modHead, text('Name', 64), isActive, code, format],
  ret: [...listHead, text('Name', 64), isActive, code, format, flag('IsUserDefinedCurrency'), ...rate],
  query: { hasIterator: false, moreFilters: [] },
  defaults: { IsActive: 'true', IsUserDefinedCurrency: 'false' },
  takesDataExt: false,
  needsFeature: (context) => requireFeatureOf('Currency', context),
};

import { groupOf, textOf, type Fields } from '../language/fields';
import type { RequestContext } from './requestContext';
import { refused } from './status';
import { CLASS_MESSAGES_NEED_CLASS_TRACKING } from './undocumented';

/** One preference of the company, as text. */
export function preference(preferences: Fields, group: string, name: string): string | undefined {
  return textOf(groupOf(preferences[group])?.[name]);
}

/** Refuses a class message while the company does not use class tracking (qbXML 3250). */
export function requireClassTracking(context: RequestContext): void {
  if (CLASS_MESSAGES_NEED_CLASS_TRACKING && !isUsingClasses(context))
    throw refused.featureOff('class tracking');
}

/** Refuses a reference to a class or currency while the company does not use them (qbXML 3250). */
export function requireFeatureOf(list: string, context: RequestContext): void {
  if (list === 'Class' && !isUsingClasses(context)) throw refused.featureOff('class tracking');
  if (list === 'Currency' && !isUsingCurrencies(context)) throw refused.featureOff('multiple currencies');
}

function isUsingClasses({ books, isQuickBooksItself }: RequestContext): boolean {
  return (
    isQuickBooksItself ||
    preference(books.preferences, 'AccountingPreferences', 'IsUsingClassTracking') === 'true'
  );
}

function isUsingCurrencies({ books }: RequestContext): boolean {
  return preference(books.preferences, 'MultiCurrencyPreferences', 'IsMultiCurrencyOn') === 'true';
}

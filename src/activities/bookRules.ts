import { loadPreferences } from '../ledger/preferences';
import type { Transaction } from '../ledger/database';
import type { CompanyPreferences } from '../quickbooks/qbxml/types';
import type { BookRules } from '../reconcile/guards/bookRules';

/** QuickBooks' preferences in reconciling's words. */
export const bookRulesOf = (preferences: CompanyPreferences): BookRules => ({
  features: {
    classTracking: preferences.classTracking,
    accountNumbers: preferences.accountNumbers,
    ...(preferences.salesTax !== undefined && { salesTax: preferences.salesTax }),
  },
  homeCurrency: preferences.homeCurrency ?? null,
  ...(preferences.closingDate !== undefined && { closingDate: preferences.closingDate }),
});

/** Undefined before QuickBooks was seen: nothing is known to be turned off. */
export async function loadBookRules(tx: Transaction, companyId: string): Promise<BookRules | undefined> {
  const preferences = await loadPreferences(tx, companyId);
  return preferences && bookRulesOf(preferences);
}

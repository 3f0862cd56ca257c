import { groupOf, textOf, type Fields } from '../../language/fields';
import { preference } from '../../processor/features';
import type { RequestContext } from '../../processor/requestContext';
import { refused } from '../../processor/status';
import { CODE_OF_CHANGED_SIDES } from '../../processor/undocumented';
import type { Candidate } from '../listDefinition';

/** An item needs the account that it posts to (qbXML 3180). */
export function checkAccountGiven({ fields }: Candidate, list: string, field: string): void {
  if (groupOf(fields[field]) === undefined) throw noAccount(list, fields, field);
}

/** An item of one side has its one account, one of two sides both; neither turns into the other by a Mod. */
export function checkSides(candidate: Candidate, context: RequestContext): void {
  const { before, fields } = candidate;
  const one = groupOf(fields.SalesOrPurchase);
  const both = groupOf(fields.SalesAndPurchase);
  const needed: readonly [Fields, string][] = both
    ? [
        [both, 'IncomeAccountRef'],
        [both, 'ExpenseAccountRef'],
      ]
    : [[one ?? {}, 'AccountRef']];
  for (const [side, field] of needed) {
    if (groupOf(side[field]) === undefined) throw noAccount('Item', fields, field);
  }
  const wasBoth = before?.fields.SalesAndPurchase !== undefined;
  if (before && wasBoth !== (both !== undefined) && !context.isTypedIn) {
    throw refused.badCombination(CODE_OF_CHANGED_SIDES, textOf(fields.Name) ?? '');
  }
}

/** Stock has three accounts, the asset account of its own type, and needs inventory to be switched on (3250). */
export function checkStock(candidate: Candidate, context: RequestContext): void {
  const { before, fields } = candidate;
  const isOn = preference(context.books.preferences, 'PurchasesAndVendorsPreferences', 'IsUsingInventory');
  if (!before && isOn !== 'true' && !context.isQuickBooksItself) throw refused.featureOff('inventory');
  for (const field of ['IncomeAccountRef', 'COGSAccountRef', 'AssetAccountRef']) {
    checkAccountGiven(candidate, 'Item', field);
  }
  const id = textOf(groupOf(fields.AssetAccountRef)?.ListID) ?? '';
  const asset = context.books.find('Account', id);
  if (asset?.fields.AccountType !== 'OtherCurrentAsset') {
    throw refused.badReference(
      'Account',
      textOf(asset?.fields.Name) ?? id,
      'Item',
      'The account for this item must be of type Other Current Asset.',
    );
  }
}

function noAccount(list: string, fields: Fields, field: string) {
  return refused.saving(list, textOf(fields.Name) ?? '', `An account is missing: ${field}.`);
}

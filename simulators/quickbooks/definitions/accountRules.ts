import { isActive, nameOf, parentIdOf } from '../books/tree';
import type { ListRecord } from '../books/records';
import { textOf } from '../language/fields';
import { ownBalance } from '../processor/balances';
import type { RequestContext } from '../processor/requestContext';
import { refused } from '../processor/status';
import type { Candidate } from './listDefinition';

/** Types that an existing account can neither get nor lose (qbxml.md §7: "Mod of AccountType is limited"). */
const FIXED_TYPES = new Set(['AccountsPayable', 'AccountsReceivable', 'CreditCard', 'NonPosting']);

/** The rules of the chart of accounts (qbxml.md §7). */
export function checkAccount(candidate: Candidate, context: RequestContext): void {
  checkType(candidate, context);
  checkNumber(candidate, context);
}

/** System accounts stay; an account with a balance has transactions (qbXML 3160). */
export function checkAccountDelete(record: ListRecord, context: RequestContext): void {
  if (record.fields.SpecialAccountType !== undefined) {
    throw refused.cannotDelete(record.id, 'A special account cannot be deleted.');
  }
  if (ownBalance(record, context) !== 0n) {
    throw refused.cannotDelete(record.id, 'The account has a balance or is used in a transaction.');
  }
}

function checkType({ before, fields, parent }: Candidate, context: RequestContext): void {
  const type = textOf(fields.AccountType) ?? '';
  const name = textOf(fields.Name) ?? '';
  if (!before) {
    if (type === 'NonPosting' && !context.isQuickBooksItself) throw refused.badArgument(type, 'AccountType');
  } else if (type !== textOf(before.fields.AccountType)) {
    checkTypeChange(before, type, context);
  }
  if (parent && textOf(parent.fields.AccountType) !== type) {
    throw refused.saving(
      'Account',
      name,
      'The account type of a subaccount must be that of its parent account.',
    );
  }
}

function checkTypeChange(before: ListRecord, type: string, context: RequestContext): void {
  const old = textOf(before.fields.AccountType) ?? '';
  const refuse = (text: string) => refused.saving('Account', nameOf(before), text);
  if (before.fields.SpecialAccountType !== undefined) {
    throw refuse('The type of a special account cannot be changed.');
  }
  if (FIXED_TYPES.has(old) || FIXED_TYPES.has(type)) {
    throw refuse(`The account type cannot be changed from ${old} to ${type}.`);
  }
  if (context.books.childrenOf(before).length > 0) {
    throw refuse('The type of an account with subaccounts cannot be changed.');
  }
  if (parentIdOf(before) !== undefined) throw refuse('The type of a subaccount cannot be changed.');
}

/** Duplicate account numbers are refused; no source names the code, so it is that of a name in use. */
function checkNumber({ before, fields }: Candidate, { books }: RequestContext): void {
  const number = textOf(fields.AccountNumber);
  if (number === undefined || number === textOf(before?.fields.AccountNumber)) return;
  const owner = books.entries('Account').find((each) => textOf(each.fields.AccountNumber) === number);
  if (owner && owner.id !== before?.id) {
    throw refused.accountNumberInUse(number, isActive(owner));
  }
}

import { amountText } from '../../books/money';
import type { Posting, TransactionRecord } from '../../books/transactions';
import type { Draft, Making } from '../../definitions/transactions/transactionDefinition';
import type { ElementRule, Particle } from '../../language/contentModel';
import { groupOf, textOf, type Fields } from '../../language/fields';
import { withoutEmpty } from '../listAdd';
import { laidOver } from '../listMod';
import { resolveReferences } from '../references';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { checkAccountType, defaultPayables, idIn } from './accounts';
import { dueDate, today } from './dates';
import { appliedOf } from './openAmounts';
import { linePostings, newLines, purchaseLines, revisedLines, totalOf } from './purchaseLines';

/** Bills and vendor credits: lines on one side, the vendor in accounts payable on the other. */
export interface PurchaseKind {
  readonly kind: 'Bill' | 'VendorCredit';
  readonly total: 'AmountDue' | 'CreditAmount';
  readonly add: readonly Particle[];
  readonly mod: readonly Particle[];
  readonly lineMods: Readonly<Record<'Expense' | 'Item', ElementRule>>;
}

const REQUEST_ONLY =
  /^(Expense|Item|ItemGroup)Line(Add|Mod)$|^Clear\w+Lines$|^LinkToTxnID$|^(TxnID|EditSequence)$/;

/** A new bill or vendor credit. */
export function makePurchase(what: PurchaseKind, given: Fields, making: Making): Draft {
  const { context } = making;
  const { kind } = what;
  const [linked] = (given.LinkToTxnID ?? []) as readonly string[];
  if (linked !== undefined) throw refused.notFound(linked);
  const resolved = resolveReferences(given, what.add, kind, undefined, context);
  const vendor = context.books.find('Vendor', idIn(resolved, 'VendorRef') ?? '');
  if (!vendor) throw refused.missing('VendorRef');
  const own = kind === 'Bill' ? fromVendor(vendor.fields, given) : {};
  const header = { APAccountRef: defaultPayables, TxnDate: today };
  const fields = {
    ...own,
    ...withoutEmpty(headerOf(resolved)),
    ...defaultsOf(header, withoutEmpty(resolved), context),
    ...newLines(resolved, kind, making),
  };
  return draftOf(what, withDueDate(what, fields, context), context);
}

/** A changed bill or vendor credit. */
export function revisePurchase(
  what: PurchaseKind,
  before: TransactionRecord,
  given: Fields,
  making: Making,
): Draft {
  const { context } = making;
  if (before.isVoid) throw refused.notValid('A void transaction cannot be changed.');
  const asked = headerOf(given);
  const resolved = resolveReferences(asked, what.mod, what.kind, before.fields, context);
  const applied = appliedOf(before.id, context);
  for (const name of ['VendorRef', 'APAccountRef']) {
    const isChanged = resolved[name] !== undefined && idIn(resolved, name) !== idIn(before.fields, name);
    if (isChanged && applied !== 0n) throw refused.partyOfPaid(name);
  }
  const header = laidOver(before.fields, resolved, what.mod, context);
  if (idIn(header, 'VendorRef') === undefined) throw refused.missing('VendorRef');
  const terms = resolved.TermsRef === undefined ? {} : { DueDate: textOf(asked.DueDate) ?? '' };
  const fields = {
    ...header,
    ...terms,
    ...defaultsOf({ APAccountRef: defaultPayables, TxnDate: today }, header, context),
    ...revisedLines(before.fields, given, what.kind, what.lineMods, making),
  };
  const draft = draftOf(what, withDueDate(what, withoutEmpty(fields), context), context);
  if (totalOf(fields) < applied)
    throw refused.notValid('The amount cannot be less than what has been applied already.');
  return draft;
}

function headerOf(given: Fields): Fields {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !REQUEST_ONLY.test(name)));
}

/** A bill takes its vendor's terms and address where it has none of its own. */
function fromVendor(vendor: Fields, given: Fields): Fields {
  const address = groupOf(vendor.VendorAddress);
  return {
    ...(vendor.TermsRef === undefined || given.TermsRef !== undefined ? {} : { TermsRef: vendor.TermsRef }),
    ...(address && given.VendorAddress === undefined ? { VendorAddress: address } : {}),
  };
}

function defaultsOf(
  defaults: Readonly<Record<string, (context: RequestContext) => Fields | string>>,
  given: Fields,
  context: RequestContext,
): Fields {
  const missing = Object.entries(defaults).filter(([name]) => given[name] === undefined);
  return Object.fromEntries(missing.map(([name, value]) => [name, value(context)]));
}

function withDueDate({ kind }: PurchaseKind, fields: Fields, context: RequestContext): Fields {
  if (kind !== 'Bill' || textOf(fields.DueDate)) return fields;
  return { ...fields, DueDate: dueDate(textOf(fields.TxnDate) ?? '', groupOf(fields.TermsRef), context) };
}

function draftOf({ kind, total }: PurchaseKind, given: Fields, context: RequestContext): Draft {
  checkAccountType(given, 'APAccountRef', 'AccountsPayable', kind, context);
  if (purchaseLines(given).length === 0) throw refused.savingTransaction(kind, 'The transaction is empty.');
  const sum = totalOf(given);
  if (sum < 0n) throw refused.savingTransaction(kind, 'Transaction amount must be positive.');
  const sign = kind === 'Bill' ? 1n : -1n;
  const memo = textOf(given.Memo);
  const header: Posting = {
    account: idIn(given, 'APAccountRef') ?? '',
    entity: { list: 'Vendor', id: idIn(given, 'VendorRef') ?? '' },
    amount: amountText(-sign * sum),
    ...(memo === undefined ? {} : { memo }),
  };
  const fields = withoutEmpty({ ...given, [total]: amountText(sum) });
  return { fields, postings: [header, ...linePostings(fields, sign, context)] };
}

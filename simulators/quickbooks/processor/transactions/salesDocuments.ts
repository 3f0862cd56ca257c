import { amountText, cents } from '../../books/money';
import type { ListRecord } from '../../books/records';
import type { TransactionRecord } from '../../books/transactions';
import type { Draft, Making } from '../../definitions/transactions/transactionDefinition';
import type { Particle } from '../../language/contentModel';
import { groupOf, textOf, type Fields } from '../../language/fields';
import { ownBalance } from '../balances';
import { withoutEmpty } from '../listAdd';
import { laidOver } from '../listMod';
import { resolveReferences } from '../references';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { checkAccountType, defaultReceivables, idIn } from './accounts';
import { readCredits, RECEIVABLES } from './applications';
import { dueByTerms, today } from './dates';
import { givenBack } from './givenBack';
import { appliedOf, totalOfRecord } from './openAmounts';
import { linesIn } from './purchaseLines';
import { nextRefNumber } from './refNumbers';
import { sumOf } from './salesAmounts';
import { newSalesRows, revisedSalesRows, rowsAsFields } from './salesLines';
import { salesPostings } from './salesPostings';
import { chargedTaxes, defaultTaxItem, taxPercentage, untaxedCode } from './salesTax';

/** Invoices and credit memos: the customer in accounts receivable, lines and sales tax on the other side. */
export interface SalesKind {
  readonly kind: 'Invoice' | 'CreditMemo';
  readonly add: readonly Particle[];
  readonly mod: readonly Particle[];
  /** The model of one line of a Mod. */
  readonly lineMod: readonly Particle[];
}

const REQUEST_ONLY = /Line(Group)?(Add|Mod)$|^LinkToTxnID$|^SetCredit$|^(TxnID|EditSequence)$/;

/** A new invoice or credit memo. */
export function makeSalesDocument(what: SalesKind, given: Fields, making: Making): Draft {
  const { context } = making;
  const { kind } = what;
  const [linked] = (given.LinkToTxnID ?? []) as readonly string[];
  if (linked !== undefined) throw refused.notFound(linked);
  const resolved = resolveReferences(given, what.add, kind, undefined, context);
  const customer = customerOf(resolved, context);
  const number = given.RefNumber === undefined ? nextRefNumber(kind, context) : undefined;
  const asked = {
    ...fromCustomer(customer.fields, context),
    IsPending: 'false',
    ...(kind === 'Invoice' ? { IsFinanceCharge: 'false' } : {}),
    IsToBePrinted: 'true',
    IsToBeEmailed: 'false',
    TxnDate: today(context),
    ...(number === undefined ? {} : { RefNumber: number }),
    ...withoutEmpty(headerOf(resolved)),
  };
  const header = withDefaults(asked, context);
  const of = { ...what, untaxed: untaxedCode(customer.fields, context), making };
  const draft = draftOf(what, header, newSalesRows(resolved, of), context);
  checkEmail(kind, header, context);
  checkCreditLimit(kind, draft, 0n, context);
  return withCredits(given, making.id, draft, context);
}

/** A changed invoice or credit memo. */
export function reviseSalesDocument(
  what: SalesKind,
  before: TransactionRecord,
  given: Fields,
  making: Making,
): Draft {
  const { context } = making;
  if (before.isVoid) throw refused.notValid('A void transaction cannot be changed.');
  const resolved = resolveReferences(headerOf(given), what.mod, what.kind, before.fields, context);
  const applied = appliedOf(before.id, context);
  for (const name of ['CustomerRef', 'ARAccountRef']) {
    const isChanged = resolved[name] !== undefined && idIn(resolved, name) !== idIn(before.fields, name);
    if (isChanged && applied !== 0n) throw refused.partyOfPaid(name);
  }
  const laid = laidOver(before.fields, resolved, what.mod, context);
  const isDueAgain = resolved.TermsRef !== undefined && textOf(resolved.DueDate) === undefined;
  const header = withDefaults(isDueAgain ? { ...laid, DueDate: '' } : laid, context);
  if (header.IsPending === 'true' && applied !== 0n)
    throw refused.notValid('A transaction that others are applied to cannot be pending.');
  const customer = customerOf(header, context);
  const of = { ...what, untaxed: untaxedCode(customer.fields, context), making };
  const rows = revisedSalesRows(before.fields, given, of);
  const draft = draftOf(what, header, rows, context);
  if (given.IsToBeEmailed === 'true') checkEmail(what.kind, header, context);
  checkCreditLimit(what.kind, draft, postedOf(before), context);
  const total = totalOfRecord({ kind: what.kind, fields: draft.fields ?? {} });
  if (total >= applied) return withCredits(given, before.id, draft, context);
  if (what.kind === 'CreditMemo' || context.behaviour.smallerThanApplied === 'refused')
    throw refused.notValid('The amount cannot be less than what has been applied already.');
  return { ...draft, also: [...(draft.also ?? []), ...givenBack(before.id, applied - total, context)] };
}

function headerOf(given: Fields): Fields {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !REQUEST_ONLY.test(name)));
}

function customerOf(fields: Fields, { books }: RequestContext): ListRecord {
  const customer = books.find('Customer', idIn(fields, 'CustomerRef') ?? '');
  if (!customer) throw refused.missing('CustomerRef');
  return customer;
}

/** What a document takes from the card of its customer or job where it has none of its own. */
function fromCustomer(customer: Fields, context: RequestContext): Fields {
  const tax = defaultTaxItem(customer, context);
  const code = groupOf(customer.SalesTaxCodeRef);
  const [bill, ship] = ['BillAddress', 'ShipAddress'].map((name) => groupOf(customer[name]));
  const terms = groupOf(customer.TermsRef);
  return {
    ...(bill ? { BillAddress: bill } : {}),
    ...(ship ? { ShipAddress: ship } : {}),
    ...(terms ? { TermsRef: terms } : {}),
    ...(tax ? { ItemSalesTaxRef: tax } : {}),
    ...(code ? { CustomerSalesTaxCodeRef: code } : {}),
  };
}

/** What is never empty: dates and the account. */
function withDefaults(given: Fields, context: RequestContext): Fields {
  const fields = withoutEmpty(given);
  const date = textOf(fields.TxnDate) ?? today(context);
  const due = dueByTerms(date, groupOf(fields.TermsRef), context) ?? date;
  return {
    ARAccountRef: fields.ARAccountRef ?? defaultReceivables(context),
    TxnDate: date,
    DueDate: due,
    ShipDate: date,
    ...fields,
  };
}

function draftOf(
  { kind }: SalesKind,
  header: Fields,
  rows: readonly Fields[],
  context: RequestContext,
): Draft {
  checkAccountType(header, 'ARAccountRef', 'AccountsReceivable', kind, context);
  if (rows.length === 0) throw refused.savingTransaction(kind, 'The transaction is empty.');
  const { all, taxed } = sumOf(rows, context);
  const taxes = chargedTaxes(header, taxed, context);
  const tax = taxes.reduce((sum, { amount }) => sum + amount, 0n);
  const total = all + tax;
  if (total < 0n) throw refused.savingTransaction(kind, 'Transaction amount must be positive.');
  const fields = withoutEmpty({
    ...header,
    ...rowsAsFields(rows, kind),
    Subtotal: amountText(all),
    SalesTaxPercentage: taxPercentage(header, context),
    SalesTaxTotal: amountText(tax),
    ...(kind === 'CreditMemo' ? { TotalAmount: amountText(total) } : {}),
  });
  const sign = kind === 'Invoice' ? 1n : -1n;
  return { fields, ...salesPostings(fields, rows, taxes, total, sign, context) };
}

/** The e-mail address is the customer's or job's own (qbxml.md §7, Invoice). */
function checkEmail(kind: string, header: Fields, context: RequestContext): void {
  if (header.IsToBeEmailed !== 'true') return;
  if (textOf(customerOf(header, context).fields.Email) === undefined) throw refused.noEmail(kind);
}

/** What a document posts to receivables, in cents. */
function postedOf({ postings }: Pick<TransactionRecord, 'postings'>): bigint {
  return cents(postings[0]?.amount ?? '0.00');
}

function checkCreditLimit(kind: string, draft: Draft, before: bigint, context: RequestContext): void {
  if (kind !== 'Invoice' || context.behaviour.creditLimit === 'ignored') return;
  const customer = customerOf(draft.fields ?? {}, context);
  const limit = textOf(customer.fields.CreditLimit);
  const more = postedOf(draft) - before;
  if (limit === undefined || more <= 0n) return;
  if (ownBalance(customer, context) + more > cents(limit))
    throw refused.savingTransaction(
      kind,
      'The credit limit for the name on this transaction has been exceeded.',
    );
}

/** Credits that the request applies to the document. */
function withCredits(given: Fields, id: string, draft: Draft, context: RequestContext): Draft {
  const credits = linesIn(given.SetCredit);
  if (credits.length === 0) return draft;
  const fields = draft.fields ?? {};
  const names = new Set([idIn(fields, 'CustomerRef') ?? '']);
  const party = { side: RECEIVABLES, names, account: idIn(fields, 'ARAccountRef') ?? '' };
  const links = readCredits(credits, { id, fields }, party, context);
  const sum = links.reduce((all, { amount }) => all + cents(amount), 0n);
  const left = totalOfRecord({ kind: 'Invoice', fields }) - appliedOf(id, context);
  if (fields.IsPending === 'true' || sum > left)
    throw refused.notValid('You cannot apply more credit than the amount due.');
  return { ...draft, links };
}

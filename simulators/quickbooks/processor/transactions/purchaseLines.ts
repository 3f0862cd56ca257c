import { amountText, cents, extended, pricePerUnit } from '../../books/money';
import type { Posting } from '../../books/transactions';
import type { Making } from '../../definitions/transactions/transactionDefinition';
import type { ElementRule } from '../../language/contentModel';
import { groupOf, textOf, type Fields, type FieldValue } from '../../language/fields';
import { withoutEmpty } from '../listAdd';
import { laidOver } from '../listMod';
import { resolveReferences } from '../references';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { accountType, canBeBilled, idIn, purchaseAccountOf } from './accounts';

const NEW_LINE = '-1';
const KINDS = ['Expense', 'Item'] as const;
type LineKind = (typeof KINDS)[number];

/** The lines of a new bill, credit or check, complete and checked, under the names of the answer. */
export function newLines(given: Fields, owner: string, { ids, context }: Making): Fields {
  refuseGroups(given);
  return Object.fromEntries(
    KINDS.map((kind) => [
      `${kind}LineRet`,
      linesIn(given[`${kind}LineAdd`]).map((line) => {
        checkBilled({}, line);
        return completed(kind, line, line, ids.next(), owner, context);
      }),
    ]),
  );
}

/**
 * The lines after a Mod: as soon as one line of a kind is listed, those that are not listed are gone. Lines to keep
 * stand in their stored order, else 3290; -1 makes a new one (qbxml.md §7, BillMod).
 */
export function revisedLines(
  before: Fields,
  given: Fields,
  owner: string,
  rules: Readonly<Record<LineKind, ElementRule>>,
  making: Making,
): Fields {
  refuseGroups(given);
  return Object.fromEntries(
    KINDS.map((kind) => {
      const old = given[`Clear${kind}Lines`] === 'true' ? [] : linesIn(before[`${kind}LineRet`]);
      const listed = given[`${kind}LineMod`];
      const lines =
        listed === undefined ? old : revised(kind, old, linesIn(listed), owner, rules[kind], making);
      return [`${kind}LineRet`, lines];
    }),
  );
}

/** All lines of a purchase, expenses first. */
export function purchaseLines(fields: Fields): Fields[] {
  return KINDS.flatMap((kind) => linesIn(fields[`${kind}LineRet`]));
}

/** What the lines come to, in cents. */
export function totalOf(fields: Fields): bigint {
  return purchaseLines(fields).reduce((sum, line) => sum + cents(textOf(line.Amount) ?? '0.00'), 0n);
}

/** The postings of the lines: debits for a bill or check (`sign` 1), credits for a vendor credit (-1). */
export function linePostings(fields: Fields, sign: 1n | -1n, context: RequestContext): Posting[] {
  return purchaseLines(fields).flatMap((line): Posting[] => {
    const account = idIn(line, 'AccountRef') ?? itemAccount(line, context);
    if (account === undefined) return [];
    const name = idIn(line, 'CustomerRef');
    const list = name !== undefined && context.books.find('Vendor', name) ? 'Vendor' : 'Customer';
    const inClass = idIn(line, 'ClassRef');
    const memo = textOf(line.Memo) ?? textOf(line.Desc);
    return [
      {
        account,
        amount: amountText(sign * cents(textOf(line.Amount) ?? '0.00')),
        line: textOf(line.TxnLineID) ?? '',
        ...(name === undefined ? {} : { entity: { list, id: name } }),
        ...(inClass === undefined ? {} : { inClass }),
        ...(memo === undefined ? {} : { memo }),
      },
    ];
  });
}

export function linesIn(value: FieldValue | undefined): Fields[] {
  return Array.isArray(value) ? (value as Fields[]) : [];
}

function refuseGroups(given: Fields): void {
  for (const name of ['ItemGroupLineAdd', 'ItemGroupLineMod']) {
    if (linesIn(given[name]).length > 0) throw refused.notSimulated(name);
  }
}

function revised(
  kind: LineKind,
  old: readonly Fields[],
  listed: readonly Fields[],
  owner: string,
  rule: ElementRule,
  { ids, context }: Making,
): Fields[] {
  let last = -1;
  const model = rule.children ?? [];
  return listed.map(({ TxnLineID, ...asked }) => {
    const id = textOf(TxnLineID) ?? '';
    if (id === NEW_LINE) {
      const line = resolveReferences(asked, model, owner, undefined, context);
      checkBilled({}, line);
      return completed(kind, line, line, ids.next(), owner, context);
    }
    const place = old.findIndex((line) => line.TxnLineID === id);
    if (place < 0) throw refused.notFound(id);
    if (place <= last) throw refused.linesOutOfOrder();
    last = place;
    const was = old[place] ?? {};
    const changes = resolveReferences(asked, model, owner, was, context);
    checkBilled(was, changes);
    return completed(kind, laidOver(was, changes, model, context), changes, id, owner, context);
  });
}

/** What QuickBooks set when the line reached an invoice stays (qbxml.md §7, Bill). */
function checkBilled(was: Fields, changes: Fields): void {
  const status = textOf(changes.BillableStatus);
  if (status === undefined || status === was.BillableStatus) return;
  if (was.BillableStatus === 'HasBeenBilled' || status === 'HasBeenBilled')
    throw refused.notValid('The billable status of a line that has been billed belongs to QuickBooks.');
}

function completed(
  kind: LineKind,
  line: Fields,
  changes: Fields,
  id: string,
  owner: string,
  context: RequestContext,
): Fields {
  for (const name of ['DataExt', 'LinkToTxn', 'SerialNumber', 'LotNumber', 'UnitOfMeasure']) {
    if (line[name] !== undefined) throw refused.notSimulated(name);
  }
  const full = kind === 'Expense' ? expenseLine(line, owner) : itemLine(line, changes, owner, context);
  checkName(full, owner, context);
  const billable = billableStatusOf(full, context);
  return withoutEmpty({
    ...full,
    ...(billable === undefined ? {} : { BillableStatus: billable }),
    TxnLineID: id,
  });
}

function expenseLine(line: Fields, owner: string): Fields {
  if (idIn(line, 'AccountRef') === undefined)
    throw refused.savingTransaction(owner, 'You must specify an account for every line.');
  return { ...line, Amount: textOf(line.Amount) || '0.00' };
}

/** Of quantity, cost and amount the given ones count; an amount makes the cost (qbxml.md §7). */
function itemLine(line: Fields, changes: Fields, owner: string, context: RequestContext): Fields {
  const id = idIn(line, 'ItemRef');
  if (id === undefined) {
    if (line.Amount !== undefined || line.Cost !== undefined)
      throw refused.savingTransaction(owner, 'You must specify an item for every line with an amount.');
    return line;
  }
  const item = context.books.findIn(ITEM_LISTS_ON_BILLS, id);
  if (itemAccount(line, context) === undefined)
    throw refused.savingTransaction(owner, 'The item has no account to post to.');
  const side =
    groupOf(item?.fields.SalesAndPurchase) ?? groupOf(item?.fields.SalesOrPurchase) ?? item?.fields;
  const quantity = textOf(line.Quantity);
  const isNew = line === changes;
  const hasPrice = changes.Cost !== undefined || changes.Quantity !== undefined;
  const desc = textOf(line.Desc) ?? (isNew ? (textOf(side?.PurchaseDesc) ?? textOf(side?.Desc)) : undefined);
  const own = { ...line, ...(desc === undefined ? {} : { Desc: desc }) };
  if (textOf(changes.Amount) || (!isNew && !hasPrice)) {
    const total = cents(textOf(line.Amount) ?? '0.00');
    return { ...own, Amount: amountText(total), Cost: pricePerUnit(total, quantity ?? '1') };
  }
  const cost = textOf(line.Cost) ?? textOf(side?.PurchaseCost) ?? textOf(side?.Price) ?? '0.00';
  return { ...own, Cost: cost, Amount: amountText(extended(cost, quantity ?? '1')) };
}

const ITEM_LISTS_ON_BILLS = [
  'ItemService', 'ItemNonInventory', 'ItemOtherCharge', 'ItemInventory', 'ItemInventoryAssembly', 'ItemFixedAsset',
  'ItemDiscount',
]; // prettier-ignore

function itemAccount(line: Fields, { books }: RequestContext): string | undefined {
  const item = books.findIn(ITEM_LISTS_ON_BILLS, idIn(line, 'ItemRef') ?? '');
  return idIn(line, 'OverrideItemAccountRef') ?? (item && purchaseAccountOf(item));
}

/** A line to an A/P account is with a vendor, one to A/R with a customer (qbxml.md §7, Bill). */
function checkName(line: Fields, owner: string, context: RequestContext): void {
  const account = idIn(line, 'AccountRef');
  const type = account === undefined ? '' : accountType(account, context);
  if (type === 'NonPosting') throw refused.wrongAccountType('Account', account ?? '', owner, 'a posting one');
  const name = idIn(line, 'CustomerRef');
  const isVendor = name !== undefined && context.books.find('Vendor', name) !== undefined;
  const wanted = type === 'AccountsPayable' ? 'vendor' : 'customer';
  if (name === undefined && (type === 'AccountsPayable' || type === 'AccountsReceivable'))
    throw refused.savingTransaction(owner, `A line to this account needs the name of a ${wanted}.`);
  if (name !== undefined && isVendor !== (wanted === 'vendor'))
    throw refused.badReference('Customer', name, owner, `The name on this line must be a ${wanted}.`);
}

function billableStatusOf(line: Fields, context: RequestContext): string | undefined {
  const status = textOf(line.BillableStatus);
  const account = idIn(line, 'AccountRef') ?? itemAccount(line, context);
  const isCapable = account !== undefined && canBeBilled(account, context);
  const customer = idIn(line, 'CustomerRef');
  if (!status) return customer !== undefined && isCapable ? 'Billable' : undefined;
  if (status === 'NotBillable' || status === 'HasBeenBilled') return status;
  if (customer === undefined) throw refused.notValid('A billable line needs a customer or job.');
  if (!isCapable) throw refused.notValid('A line to an account of this type cannot be billable.');
  return status;
}

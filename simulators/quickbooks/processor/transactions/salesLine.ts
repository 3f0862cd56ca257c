import { amountText, cents, extended, pricePerUnit } from '../../books/money';
import { ITEM_LISTS } from '../../books/nameIndex';
import type { ListRecord } from '../../books/records';
import { groupOf, textOf, type Fields } from '../../language/fields';
import { withoutEmpty } from '../listAdd';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { accountType, idIn, incomeAccountOf } from './accounts';

const NOT_SIMULATED = [
  'DataExt', 'LinkToTxn', 'SerialNumber', 'LotNumber', 'UnitOfMeasure', 'InventorySiteRef',
  'InventorySiteLocationRef', 'OptionForPriceRuleConflict',
]; // prettier-ignore
const PRICES = ['Quantity', 'Rate', 'RatePercent', 'Amount'];
/** What belongs to the item of a line and goes when the line gets another item. */
const OF_ITEM = ['Desc', 'Rate', 'RatePercent', 'Amount', 'SalesTaxCodeRef'];

/** A line of a sale before and in a request, references resolved. */
export interface GivenLine {
  /** As it would be: what is given laid over what was. */
  readonly line: Fields;
  /** What the request gives. */
  readonly changes: Fields;
  /** The line as it was; undefined for a new one. */
  readonly was: Fields | undefined;
}

/** What a line needs to know of its document. */
export interface OfDocument {
  readonly owner: string;
  /** The tax code of the customer, where it is not taxable: it is that of every line that names none. */
  readonly untaxed: Fields | undefined;
  readonly context: RequestContext;
}

/** The item of a line; undefined for a line of text. */
export function itemOf(line: Fields, { books }: RequestContext): ListRecord | undefined {
  return books.findIn(ITEM_LISTS, idIn(line, 'ItemRef') ?? '');
}

/**
 * A line complete and checked, without the amounts that depend on other lines (qbxml.md §7: quantity and rate or
 * amount count; an amount makes the rate).
 */
export function completedSalesLine(given: GivenLine, id: string, document: OfDocument): Fields {
  const { owner, context } = document;
  const unfit = NOT_SIMULATED.find((name) => given.line[name] !== undefined);
  if (unfit !== undefined) throw refused.notSimulated(unfit);
  const item = itemOf(given.line, context);
  if (!item) return textLine(given.line, id, owner);
  if (item.list === 'ItemPayment') throw refused.notSimulated('a payment item on a line');
  const asked = withoutOldItem(given);
  const isNew = asked.was === undefined;
  const line = withTaxCode(withDesc(asked, item), isNew, item, document);
  if (item.list === 'ItemSubtotal') return { ...withoutPrices(line, asked.changes), TxnLineID: id };
  checkAccount(line, item, owner, context);
  return withoutEmpty({ ...priced({ ...asked, line }, item), TxnLineID: id });
}

/** What of a line posts where: its own account or the item's. */
export function incomeAccount(line: Fields, context: RequestContext): string | undefined {
  const item = itemOf(line, context);
  return idIn(line, 'OverrideItemAccountRef') ?? (item && incomeAccountOf(item));
}

/** Lines of text only are legal; an amount needs an item (qbxml.md §7). */
function textLine(line: Fields, id: string, owner: string): Fields {
  if (PRICES.some((name) => line[name] !== undefined))
    throw refused.savingTransaction(owner, 'You must specify an item for every line with an amount.');
  return withoutEmpty({ ...line, TxnLineID: id });
}

/** A line that gets another item is like a new one but for what the request says. */
function withoutOldItem(given: GivenLine): GivenLine {
  const { line, changes, was } = given;
  if (!was || idIn(line, 'ItemRef') === idIn(was, 'ItemRef')) return given;
  const kept = Object.entries(line).filter(([name]) => !OF_ITEM.includes(name) || name in changes);
  return { line: Object.fromEntries(kept), changes, was: undefined };
}

function withDesc({ line, was }: GivenLine, { fields }: ListRecord): Fields {
  const both = groupOf(fields.SalesAndPurchase);
  const one = groupOf(fields.SalesOrPurchase);
  const own = both?.SalesDesc ?? one?.Desc ?? fields.SalesDesc ?? fields.ItemDesc;
  return !was && line.Desc === undefined && own !== undefined ? { ...line, Desc: own } : line;
}

function withTaxCode(line: Fields, isNew: boolean, item: ListRecord, { untaxed }: OfDocument): Fields {
  if (['ItemSubtotal', 'ItemSalesTax'].includes(item.list) || !isNew || line.SalesTaxCodeRef !== undefined)
    return line;
  const code = untaxed ?? item.fields.SalesTaxCodeRef;
  return code === undefined ? line : { ...line, SalesTaxCodeRef: code };
}

function withoutPrices(line: Fields, changes: Fields): Fields {
  if (PRICES.some((name) => changes[name] !== undefined))
    throw refused.notValid('A subtotal has neither quantity nor rate nor amount of its own.');
  return withoutEmpty(line);
}

function checkAccount(line: Fields, item: ListRecord, owner: string, context: RequestContext): void {
  if (item.list === 'ItemSalesTax') return;
  const account = incomeAccount(line, context);
  if (account === undefined) throw refused.savingTransaction(owner, 'The item has no account to post to.');
  if (['AccountsReceivable', 'AccountsPayable', 'NonPosting'].includes(accountType(account, context)))
    throw refused.wrongAccountType('Account', account, owner, 'Income');
}

function priced({ line, changes, was }: GivenLine, item: ListRecord): Fields {
  const own = percentOfItem(item);
  const quantity = textOf(line.Quantity) ?? '1';
  const signed = (text: string) => (item.list === 'ItemDiscount' ? negative(text) : text);
  if (textOf(changes.RatePercent)) {
    if (own === undefined && item.list !== 'ItemDiscount')
      throw refused.notValid('Only a discount or an item with a percentage takes a RatePercent.');
    return { ...without(line, 'Rate'), RatePercent: signed(textOf(line.RatePercent) ?? '') };
  }
  if (textOf(changes.Amount)) {
    const amount = cents(signed(textOf(line.Amount) ?? '0.00'));
    const fixed = { Amount: amountText(amount), Rate: pricePerUnit(amount, quantity) };
    return { ...without(line, 'RatePercent'), ...fixed };
  }
  const isPriced = changes.Rate !== undefined || changes.Quantity !== undefined;
  if (was && !isPriced) return line;
  if (changes.Rate === undefined && (was ? textOf(line.RatePercent) : own) !== undefined)
    return { ...without(line, 'Rate'), RatePercent: signed(textOf(line.RatePercent) ?? own ?? '0') };
  const rate = signed(textOf(line.Rate) ?? priceOf(item));
  return { ...line, Rate: rate, Amount: amountText(extended(rate, quantity)) };
}

/** The percentage of an item that works on the line above: of a discount, a charge or a sales tax. */
function percentOfItem({ list, fields }: ListRecord): string | undefined {
  if (list === 'ItemSalesTax') return textOf(fields.TaxRate) ?? '0.00';
  return textOf(fields.DiscountRatePercent) ?? textOf(groupOf(fields.SalesOrPurchase)?.PricePercent);
}

function priceOf({ fields }: ListRecord): string {
  const both = groupOf(fields.SalesAndPurchase);
  const price = both?.SalesPrice ?? groupOf(fields.SalesOrPurchase)?.Price ?? fields.SalesPrice;
  return textOf(price) ?? textOf(fields.DiscountRate) ?? '0.00';
}

function negative(text: string): string {
  const magnitude = text.trim().replace(/^[+-]/, '');
  return /^[0.]*$/.test(magnitude) ? magnitude : `-${magnitude}`;
}

function without(fields: Fields, name: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([each]) => each !== name));
}

import { percentOf, sumOfPercents } from '../../books/money';
import type { ListRecord } from '../../books/records';
import { groupOf, textOf, type Fields } from '../../language/fields';
import { findReferred } from '../references';
import type { RequestContext } from '../requestContext';
import { idIn } from './accounts';
import { linesIn } from './purchaseLines';

const TAX_LISTS = ['ItemSalesTax', 'ItemSalesTaxGroup'];

/** What one tax item charges, in cents, and to whom it is owed. */
export interface ChargedTax {
  readonly amount: bigint;
  readonly agency: string | undefined;
}

/** The tax item of a document that names none: the customer's, else the company's. */
export function defaultTaxItem(customer: Fields, context: RequestContext): Fields | undefined {
  const own = groupOf(customer.ItemSalesTaxRef);
  if (own) return own;
  const preferred = groupOf(groupOf(context.books.preferences.SalesTaxPreferences)?.DefaultItemSalesTaxRef);
  const found = preferred && findReferred(preferred, TAX_LISTS, context);
  return found && { ListID: found.id };
}

/** The customer's tax code where it is not taxable: lines have it unless they say otherwise. */
export function untaxedCode(customer: Fields, { books }: RequestContext): Fields | undefined {
  const id = idIn(customer, 'SalesTaxCodeRef');
  const code = books.find('SalesTaxCode', id ?? '');
  return code && code.fields.IsTaxable !== 'true' ? { ListID: code.id } : undefined;
}

/** The rate of a document's tax item, all of a group together. */
export function taxPercentage(document: Fields, context: RequestContext): string {
  return sumOfPercents(taxItems(document, context).map(rateOf));
}

/** What each tax item charges on the taxed lines, rounded by itself. */
export function chargedTaxes(document: Fields, taxed: bigint, context: RequestContext): ChargedTax[] {
  return taxItems(document, context).map((item) => ({
    amount: percentOf(taxed, rateOf(item)),
    agency: idIn(item.fields, 'TaxVendorRef'),
  }));
}

function taxItems(document: Fields, { books }: RequestContext): ListRecord[] {
  const item = books.findIn(TAX_LISTS, idIn(document, 'ItemSalesTaxRef') ?? '');
  if (item?.list !== 'ItemSalesTaxGroup') return item ? [item] : [];
  return linesIn(item.fields.ItemSalesTaxRef).flatMap(
    (member) => books.find('ItemSalesTax', textOf(member.ListID) ?? '') ?? [],
  );
}

const rateOf = ({ fields }: ListRecord): string => textOf(fields.TaxRate) ?? '0.00';

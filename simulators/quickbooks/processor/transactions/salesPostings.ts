import type { Change } from '../../books/changes';
import { amountText, cents } from '../../books/money';
import type { Posting } from '../../books/transactions';
import { textOf, type Fields } from '../../language/fields';
import type { RequestContext } from '../requestContext';
import { idIn } from './accounts';
import { countedLines } from './salesAmounts';
import { incomeAccount, itemOf } from './salesLine';
import type { ChargedTax } from './salesTax';
import { systemAccount } from './systemAccounts';

/** Postings of a sale, and the tax account where it had to be made. */
export interface SalesPostings {
  readonly postings: readonly Posting[];
  readonly also: readonly Change[];
}

/**
 * A sale in the general ledger: receivables against income and sales tax payable; of a credit memo (`sign` -1) the
 * other way round. What is pending does not post.
 */
export function salesPostings(
  fields: Fields,
  rows: readonly Fields[],
  taxes: readonly ChargedTax[],
  total: bigint,
  sign: 1n | -1n,
  context: RequestContext,
): SalesPostings {
  if (fields.IsPending === 'true') return { postings: [], also: [] };
  const customer = { list: 'Customer', id: idIn(fields, 'CustomerRef') ?? '' };
  const memo = textOf(fields.Memo);
  const lines = countedLines(rows, context);
  const isTaxed = taxes.some(({ amount }) => amount !== 0n) || lines.some((line) => isTaxLine(line, context));
  const { id: payable, changes } = isTaxed
    ? systemAccount('SalesTaxPayable', context)
    : { id: '', changes: [] };
  return {
    postings: [
      {
        account: idIn(fields, 'ARAccountRef') ?? '',
        entity: customer,
        amount: amountText(sign * total),
        ...(memo === undefined ? {} : { memo }),
      },
      ...lines.map((line): Posting => {
        const inClass = idIn(line, 'ClassRef') ?? idIn(fields, 'ClassRef');
        const agency = idIn(itemOf(line, context)?.fields ?? {}, 'TaxVendorRef');
        const desc = textOf(line.Desc);
        return {
          account: isTaxLine(line, context) ? payable : (incomeAccount(line, context) ?? ''),
          entity: agency === undefined ? customer : { list: 'Vendor', id: agency },
          amount: amountText(-sign * cents(textOf(line.Amount) ?? '0.00')),
          line: textOf(line.TxnLineID) ?? '',
          ...(inClass === undefined ? {} : { inClass }),
          ...(desc === undefined ? {} : { memo: desc }),
        };
      }),
      ...taxes
        .filter(({ amount }) => amount !== 0n)
        .map(({ amount, agency }): Posting => ({
          account: payable,
          ...(agency === undefined ? {} : { entity: { list: 'Vendor', id: agency } }),
          amount: amountText(-sign * amount),
        })),
    ],
    also: changes,
  };
}

function isTaxLine(line: Fields, context: RequestContext): boolean {
  return itemOf(line, context)?.list === 'ItemSalesTax';
}

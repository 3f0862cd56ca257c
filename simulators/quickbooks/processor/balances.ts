import { amountText, cents } from '../books/money';
import type { ListRecord } from '../books/records';
import { textOf } from '../language/fields';
import type { RequestContext } from './requestContext';

/** The entry's own balance with those of all entries below it. */
export function totalBalance(record: ListRecord, context: RequestContext): string {
  const sum = (each: ListRecord): bigint =>
    context.books
      .childrenOf(each)
      .reduce((total, child) => total + sum(child), cents(textOf(each.fields.Balance) ?? '0.00'));
  return amountText(sum(record));
}

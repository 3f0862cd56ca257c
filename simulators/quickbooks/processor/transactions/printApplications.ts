import { cents } from '../../books/money';
import type { TransactionLink, TransactionRecord } from '../../books/transactions';
import type { Fields } from '../../language/fields';
import type { RequestContext } from '../requestContext';
import { openAmountText } from './openAmounts';
import { linkedTransaction } from './printTransaction';

/** What a payment did to each bill: Amount is its own part, BalanceRemaining what is left of the bill (qbxml.md §7). */
export function appliedToTxns({ id }: TransactionRecord, context: RequestContext): Fields[] {
  const links = context.books.transactions.linksOf(id);
  return links
    .filter((link) => link.from === id)
    .flatMap((link) => {
      const bill = context.books.transactions.find(link.to);
      const credits = links.filter((each) => each.by === id && each.to === link.to);
      return bill ? [appliedToTxn(bill, link, credits, context)] : [];
    });
}

function appliedToTxn(
  bill: TransactionRecord,
  link: TransactionLink,
  credits: readonly TransactionLink[],
  context: RequestContext,
): Fields {
  const { amount, discount, discountAccount, discountClass } = link;
  return {
    ...linkedTransaction(bill, cents(amount)),
    BalanceRemaining: openAmountText(bill, context),
    ...(discount === undefined ? {} : { DiscountAmount: discount }),
    ...(discountAccount === undefined ? {} : { DiscountAccountRef: { ListID: discountAccount } }),
    ...(discountClass === undefined ? {} : { DiscountClassRef: { ListID: discountClass } }),
    LinkedTxn: credits.flatMap((each) => {
      const credit = context.books.transactions.find(each.from);
      return credit ? [linkedTransaction(credit, cents(each.amount))] : [];
    }),
  };
}

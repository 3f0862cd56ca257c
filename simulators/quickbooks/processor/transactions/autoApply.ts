import { amountText, cents } from '../../books/money';
import type { TransactionLink, TransactionRecord } from '../../books/transactions';
import type { RequestContext } from '../requestContext';
import { idIn } from './accounts';
import { sumsOf, type Applied, type Party } from './applications';
import { inOrder } from './findTransactions';
import { openAmount } from './openAmounts';

/** What IsAutoApply does with the money: the oldest invoice of exactly this amount, else the oldest ones in turn. */
export function autoApplied(total: string, payment: string, party: Party, context: RequestContext): Applied {
  const invoices = context.books.transactions.ofKind('Invoice');
  const open = inOrder(invoices.filter((invoice) => isPayable(invoice, party)))
    .map((invoice) => ({ id: invoice.id, left: openAmount(invoice, context) }))
    .filter(({ left }) => left > 0n);
  const money = cents(total);
  const exact = open.find(({ left }) => left === money);
  const links: TransactionLink[] = [];
  let rest = money;
  for (const { id, left } of exact ? [exact] : open) {
    const part = left < rest ? left : rest;
    if (part <= 0n) break;
    links.push({ from: payment, to: id, amount: amountText(part) });
    rest -= part;
  }
  return sumsOf(links, payment);
}

function isPayable({ fields, isVoid }: TransactionRecord, { names, account }: Party): boolean {
  return (
    !isVoid &&
    fields.IsPending !== 'true' &&
    names.has(idIn(fields, 'CustomerRef') ?? '') &&
    idIn(fields, 'ARAccountRef') === account
  );
}

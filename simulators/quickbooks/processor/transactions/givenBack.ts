import type { Change } from '../../books/changes';
import { amountText, cents } from '../../books/money';
import type { TransactionLink } from '../../books/transactions';
import type { RequestContext } from '../requestContext';
import { takenOff } from './openAmounts';
import { touchedTransaction } from './write';

/**
 * Takes so many cents of what is applied to a document off again, the latest application first: the money is unused,
 * the credit is free. A discount of a payment goes as a whole with the last of its money.
 */
export function givenBack(id: string, amount: bigint, context: RequestContext): Change[] {
  const { transactions } = context.books;
  const applied = transactions.linksOf(id).filter(({ to }) => to === id);
  const changes: Change[] = [];
  let left = amount;
  for (const link of applied.reverse()) {
    if (left <= 0n) break;
    const kept = less(link, left);
    left -= takenOff(link) - (kept ? takenOff(kept) : 0n);
    changes.push({ do: 'unlink', link }, ...(kept ? [{ do: 'link', link: kept } as const] : []));
    changes.push(...reposted(link, kept, context));
  }
  return changes;
}

function less(link: TransactionLink, by: bigint): TransactionLink | undefined {
  const kept = cents(link.amount) - by;
  return kept > 0n ? { ...link, amount: amountText(kept) } : undefined;
}

function reposted(
  link: TransactionLink,
  kept: TransactionLink | undefined,
  context: RequestContext,
): Change[] {
  const record = context.books.transactions.find(link.from);
  if (!record) return [];
  const repost = context.transactions.get(record.kind)?.repost;
  const others = context.books.transactions.linksOf(record.id).filter((each) => each !== link);
  const links = kept ? [...others, kept] : others;
  const posted = repost ? { ...record, postings: repost(record, links, context) } : record;
  return [{ do: 'putTransaction', record: touchedTransaction(posted, context) }];
}

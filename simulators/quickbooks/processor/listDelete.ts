import type { Change } from '../books/changes';
import type { ListRecord } from '../books/records';
import { fullNameOf } from '../books/tree';
import { ownBalance } from './balances';
import { refersTo } from './references';
import { finderIn, type RequestContext } from './requestContext';
import { refused } from './status';

/** Deletes an entry that nothing uses: no entries below it, no references to it, no balance (qbXML 3160). */
export function deleteEntry(list: string, id: string, context: RequestContext): Change[] {
  const definition = context.lists.get(list);
  if (!definition) throw refused.notSimulated(`the list ${list}`);
  const record = context.books.find(list, id);
  if (!record) throw refused.notFound(id);
  definition.needsFeature?.(context);
  definition.checkDelete?.(record, context);
  if (isUsed(record, context)) {
    throw refused.cannotDelete(id, 'The list element is in use or has elements below it.');
  }
  return removal(record, context);
}

/** Takes an entry away and leaves its trace for ListDeletedQuery. */
export function removal(record: ListRecord, { books, clock }: RequestContext): Change[] {
  return [
    { do: 'drop', list: record.list, id: record.id },
    {
      do: 'noteDeleted',
      entry: {
        listDelType: record.list,
        id: record.id,
        timeCreated: record.timeCreated,
        timeDeleted: clock.now(),
        fullName: fullNameOf(record, finderIn(books, record.list)),
      },
    },
  ];
}

function isUsed(record: ListRecord, context: RequestContext): boolean {
  const { books, lists } = context;
  return (
    books.childrenOf(record).length > 0 ||
    ownBalance(record, context) !== 0n ||
    books.everyEntry().some((each) => refersTo(each, record, lists.get(each.list)?.ret ?? [])) ||
    isInTransactions(record, context)
  );
}

/** Whether a transaction names the entry or posts to it. */
export function isInTransactions(record: ListRecord, { books, transactions }: RequestContext): boolean {
  return books.transactions
    .all()
    .some(
      (each) =>
        refersTo(each, record, transactions.get(each.kind)?.ret ?? []) ||
        (record.list === 'Account' && each.postings.some(({ account }) => account === record.id)),
    );
}

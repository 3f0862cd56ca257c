import type { Fields, FieldValue } from '../language/fields';
import { groupOf } from '../language/fields';
import { LISTS } from '../definitions/lists';
import { printedFields } from '../processor/printEntry';
import { TRANSACTIONS } from '../definitions/transactions';
import type { RequestContext } from '../processor/requestContext';
import { transactionFields, WHOLE_TRANSACTION } from '../processor/transactions/printTransaction';

/** Everything in the company file, for tests to look at: answers' field names, private fields included. */
export function booksAsJson(context: RequestContext): Record<string, unknown> {
  const { books, clock } = context;
  const lists: Record<string, unknown[]> = {};
  for (const definition of LISTS) {
    const entries = books.entries(definition.list).map((record) => ({
      ...(definition.booksKey === 'items' ? { ItemType: definition.list.replace(/^Item/, '') } : {}),
      ...withoutNothing(printedFields(record, definition, context)),
      ...(record.dataExt.length > 0 ? { DataExt: record.dataExt } : {}),
    }));
    lists[definition.booksKey] = [...(lists[definition.booksKey] ?? []), ...entries];
  }
  return {
    company: { ...books.company, dataExt: books.companyDataExt },
    preferences: books.preferences,
    dataExtDefinitions: books.dataExtDefinitions,
    ...lists,
    ...transactionsAsJson(context),
    deleted: books.deleted.map((each) => ({
      ListDelType: each.listDelType,
      ListID: each.id,
      FullName: each.fullName,
      TimeCreated: clock.printed(each.timeCreated),
      TimeDeleted: clock.printed(each.timeDeleted),
    })),
    storedAnswers: [...books.storedAnswers.keys()],
  };
}

/** Transactions with what they post to the general ledger and what is applied to what. */
function transactionsAsJson(context: RequestContext): Record<string, unknown> {
  const { books, clock } = context;
  const kinds = TRANSACTIONS.map((definition): [string, unknown[]] => [
    definition.booksKey,
    books.transactions.ofKind(definition.kind).map((record) => ({
      ...withoutNothing(transactionFields(record, definition, context, WHOLE_TRANSACTION)),
      postings: record.postings,
      ...(record.isVoid ? { isVoid: true } : {}),
      ...(record.clearedIn ? { clearedIn: record.clearedIn } : {}),
    })),
  ]);
  return {
    ...Object.fromEntries<unknown>(kinds),
    links: books.transactions.links(),
    deletedTransactions: books.transactions.deleted.map((each) => ({
      TxnDelType: each.kind,
      TxnID: each.id,
      RefNumber: each.refNumber,
      TimeCreated: clock.printed(each.timeCreated),
      TimeDeleted: clock.printed(each.timeDeleted),
    })),
  };
}

function withoutNothing(fields: Fields): Fields {
  const isNothing = (value: FieldValue) => {
    const group = groupOf(value);
    return value === '' || (group !== undefined && Object.keys(group).length === 0);
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isNothing(value)));
}

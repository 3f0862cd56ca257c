import { kindsOf, type QuickBooksList } from '../../entities/definition';
import { idElementOf, listDeletedQuery, txnDeletedQuery } from '../../quickbooks/qbxml/queries';
import type { QbxmlAnswer, QbxmlRequest } from '../../quickbooks/qbxml/types';

/** What QuickBooks remembers as deleted: about 90 days of lists and of transactions, in a query each (qbxml.md §6). */

const requestIds = ['deleted', 'deletedTransactions'] as const;
export const isDeletedRequest = (requestID: string): boolean =>
  (requestIds as readonly string[]).includes(requestID);

/** @param from a printed local time; everything that is remembered unless given. */
export function deletedQueries(lists: readonly QuickBooksList[], from?: string): QbxmlRequest[] {
  const isTransaction = ({ quickbooks }: QuickBooksList): boolean => idElementOf(quickbooks.list) === 'TxnID';
  const told = lists.filter(({ quickbooks }) => quickbooks.remembersDeleted !== false);
  const kinds = told.filter((list) => !isTransaction(list)).flatMap((list) => kindsOf(list));
  const transactions = told.filter(isTransaction).flatMap((list) => kindsOf(list));
  return [
    ...(kinds.length === 0 ? [] : [listDeletedQuery(kinds, from, requestIds[0])]),
    ...(transactions.length === 0 ? [] : [txnDeletedQuery(transactions, from, requestIds[1])]),
  ];
}

export interface Deletion {
  /** As in ListDelType and TxnDelType. */
  readonly kind: string;
  readonly id: string;
}

/** Every deletion that the deleted-queries of an answer name. */
export const deletionsIn = (answer: Pick<QbxmlAnswer, 'responses'>): Deletion[] =>
  answer.responses
    .flatMap((response) => response.records)
    .flatMap(({ fields: { ListDelType, ListID, TxnDelType, TxnID } }) =>
      ListDelType !== undefined
        ? [{ kind: String(ListDelType), id: String(ListID) }]
        : TxnDelType !== undefined
          ? [{ kind: String(TxnDelType), id: String(TxnID) }]
          : [],
    );

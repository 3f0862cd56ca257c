/**
 * The questions Tieout asks, with the defaults that lose data already answered: inactive entries are always asked
 * for, and a list without an iterator is never cut.
 */
import type { Message } from './grammar';
import { namesOf } from './grammar';
import { messageNamed, retElementsOf } from './messages';
import type { ListDelType, TxnDelType } from './messages/deleted';
import { LIST_DEL_TYPES, TXN_DEL_TYPES } from './messages/deleted';
import type { QbxmlObject, QbxmlRequest, QbxmlRequestAttributes } from './types';

/** What to ask of a list or of transactions. Times are QuickBooks' printed local times without offset; range ends are included. */
export interface ListSelection {
  readonly modifiedFrom?: string;
  readonly modifiedTo?: string;
  /** Transactions of this day (YYYY-MM-DD), or from it to another, instead of a time of modification. */
  readonly day?: string;
  readonly dayTo?: string;
  /** Transactions of this customer, vendor …, by ListID. */
  readonly party?: string;
  /** These entries and no others, active or not; excludes everything above. */
  readonly ids?: readonly string[];
  /** As `ids`, by full name (`Parent:Child`). */
  readonly fullNames?: readonly string[];
}

export interface ListQueryOptions extends ListSelection {
  /** Echoed in the answer; the list's name when left out. */
  readonly requestID?: string;
  /** Rows per page. Left out of lists without an iterator, where it would cut the answer silently. */
  readonly maxReturned?: number;
  /** As `maxReturned`; such a list answers whole, as if it were the last page. */
  readonly iterator?: 'Start' | 'Continue' | 'Stop';
  readonly iteratorID?: string;
  /** Also return the private fields of this owner (`0`: custom fields); only lists that can have any are asked. */
  readonly ownerID?: string;
  /** Only these top-level elements, e.g. `['ListID', 'EditSequence']` for a sweep. */
  readonly elements?: readonly string[];
}

/** Where an entry has its id: `TxnID` for transactions, else `ListID`. @throws QbxmlRefused for a list Tieout does not read */
export const idElementOf = (list: string): 'ListID' | 'TxnID' =>
  takes(messageNamed(`${list}QueryRq`), 'TxnID') ? 'TxnID' : 'ListID';

/**
 * A query of one list or kind of transaction (with lines and links): `Bill`, `Account`, `Class`, `Terms`, `Item`, `Customer`, `Vendor`, `Entity`, `Employee`, `OtherName`.
 * `Item` answers ItemServiceRet, ItemNonInventoryRet …, `Terms` StandardTermsRet and DateDrivenTermsRet: the entries of
 * such a list are all records of the answer, and each says its kind by the name of its element (`QbxmlRecord.name`;
 * `retElementsOf` has the ones that are known).
 * @throws QbxmlRefused for a list Tieout does not read
 * @throws RangeError for an empty list of ids or names, which would ask for everything
 */
export function listQuery(list: string, options: ListQueryOptions = {}): QbxmlRequest {
  const message = messageNamed(`${list}QueryRq`);
  const isSearch = options.ids === undefined && options.fullNames === undefined;
  const isPaged = message.iterator && isSearch;
  return {
    name: message.name,
    requestID: options.requestID ?? list,
    attributes: isPaged ? iteratorOf(options) : {},
    body: {
      ...selection(message, options),
      ...(options.elements === undefined && wholeTransaction(message)),
      ...(isPaged && options.maxReturned !== undefined && { MaxReturned: String(options.maxReturned) }),
      ...(options.elements && { IncludeRetElement: options.elements }),
      ...(options.ownerID !== undefined && takes(message, 'OwnerID') && { OwnerID: options.ownerID }),
    },
  };
}

/**
 * What was deleted from these lists since a printed local time; QuickBooks remembers about 90 days. `Terms` and `Item`
 * stand for all of their kinds; one kind (`StandardTerms`, `ItemService`) for itself.
 * @throws RangeError when no list, or one that QuickBooks knows no deletions of, is named
 */
export function listDeletedQuery(
  lists: readonly string[],
  from?: string,
  requestID = 'ListDeleted',
): QbxmlRequest {
  const types = [...new Set(lists.flatMap(deletedTypesOf))];
  if (types.length === 0) throw new RangeError('A deleted-query names at least one list.');
  return {
    name: 'ListDeletedQueryRq',
    requestID,
    body: {
      ListDelType: types,
      ...(from !== undefined && { DeletedDateRangeFilter: { FromDeletedDate: from } }),
    },
  };
}

/** As `listDeletedQuery`, of kinds of transactions. Transfers are not remembered (qbxml.md §6). */
export function txnDeletedQuery(
  kinds: readonly string[],
  from?: string,
  requestID = 'TxnDeleted',
): QbxmlRequest {
  const types = kinds.map((kind): TxnDelType => {
    const type = TXN_DEL_TYPES.find((known) => known === kind);
    if (type === undefined) throw new RangeError(`QuickBooks does not remember a deleted ${kind}.`);
    return type;
  });
  if (types.length === 0) throw new RangeError('A deleted-query names at least one kind.');
  return {
    name: 'TxnDeletedQueryRq',
    requestID,
    body: {
      TxnDelType: types,
      ...(from !== undefined && { DeletedDateRangeFilter: { FromDeletedDate: from } }),
    },
  };
}

function selection(message: Message, options: ListSelection): QbxmlObject {
  const { ids, fullNames } = options;
  if (ids?.length === 0 || fullNames?.length === 0) {
    throw new RangeError('An empty list of ids or names would ask QuickBooks for everything.');
  }
  if (takes(message, 'TxnID')) return transactionSelection(options);
  if (ids !== undefined) return { ListID: ids };
  if (fullNames !== undefined) return { FullName: fullNames };
  return {
    ActiveStatus: 'All',
    FromModifiedDate: options.modifiedFrom,
    ToModifiedDate: options.modifiedTo,
  };
}

function transactionSelection(options: ListSelection): QbxmlObject {
  const { ids, fullNames, day, dayTo = day, party, modifiedFrom, modifiedTo } = options;
  if (fullNames !== undefined) throw new RangeError('Transactions have no full names.');
  if (ids !== undefined) return { TxnID: ids };
  const isTimed = modifiedFrom !== undefined || modifiedTo !== undefined;
  return {
    ...(isTimed && {
      ModifiedDateRangeFilter: { FromModifiedDate: modifiedFrom, ToModifiedDate: modifiedTo },
    }),
    ...(day !== undefined && { TxnDateRangeFilter: { FromTxnDate: day, ToTxnDate: dayTo } }),
    ...(party !== undefined && { EntityFilter: { ListID: [party] } }),
  };
}

/** Lines and linked transactions come only if asked for (qbxml.md §5). */
const wholeTransaction = (message: Message): QbxmlObject =>
  Object.fromEntries(
    ['IncludeLineItems', 'IncludeLinkedTxns']
      .filter((element) => takes(message, element))
      .map((element) => [element, 'true']),
  );

function iteratorOf({ iterator, iteratorID }: ListQueryOptions): QbxmlRequestAttributes {
  return {
    ...(iterator !== undefined && { iterator }),
    ...(iteratorID !== undefined && { iteratorID }),
  };
}

const takes = (message: Message, element: string): boolean => namesOf(message.body).includes(element);

/** A list that comes in several elements has a ListDelType for each, called as the element. */
function deletedTypesOf(list: string): readonly ListDelType[] {
  const kinds = retElementsOf(list)?.map((element) => element.slice(0, -'Ret'.length)) ?? [list];
  const types = kinds.flatMap((kind) => LIST_DEL_TYPES.find((known) => known === kind) ?? []);
  if (types.length < kinds.length) {
    throw new RangeError(`QuickBooks has no list of deleted ${list} entries.`);
  }
  return types;
}

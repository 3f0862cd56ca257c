import type { Change } from '../../books/changes';
import type { TransactionLink, TransactionRecord } from '../../books/transactions';
import type { Undo } from '../../definitions/transactions/transactionDefinition';
import { groupOf, textOf, type Fields, type FieldValue } from '../../language/fields';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { checkOpenPeriod } from './dates';
import { merged, touchedTransaction, touches } from './write';

const VOID_MARK = 'VOID: ';
const AMOUNTS = new Set([
  'Amount', 'AmountDue', 'CreditAmount', 'Cost', 'DiscountAmount', 'Rate', 'Subtotal', 'SalesTaxTotal', 'TotalAmount',
  'DepositTotal',
]); // prettier-ignore

/** What voiding or deleting does. */
export interface Undoing {
  readonly record: TransactionRecord;
  readonly changes: readonly Change[];
}

/**
 * Takes a transaction away and leaves its trace for TxnDeletedQuery. The bills or invoices of a deleted payment are
 * open again. A document that others are applied to stays (3160), and so does all in a closed period (3161).
 */
export function deleteTransaction(kind: string, id: string, context: RequestContext): Undoing {
  const record = existing(kind, id, context);
  checkOpenPeriod(kind, [textOf(record.fields.TxnDate)], 'del', context);
  const changes = freed(record, 'del', context);
  const entry = {
    kind,
    id,
    timeCreated: record.timeCreated,
    timeDeleted: context.clock.now(),
    refNumber: textOf(record.fields.RefNumber) ?? '',
  };
  return {
    record,
    changes: [...changes, { do: 'dropTransaction', id }, { do: 'noteTransactionDeleted', entry }],
  };
}

/**
 * Keeps a transaction with zero amounts and a mark in its memo (qbxml.md §6); it arrives as a change. Refusals as in
 * deleteTransaction, with 3185 and 3171.
 */
export function voidTransaction(kind: string, id: string, context: RequestContext): Undoing {
  const before = existing(kind, id, context);
  const { canBeVoided, canBeVoidedByHand } = context.transactions.get(kind) ?? {};
  if (!canBeVoided && !(context.isTypedIn && canBeVoidedByHand))
    throw refused.badArgument(kind, 'TxnVoidType');
  if (before.isVoid) throw refused.cannotVoid(id, 'The transaction is void already.');
  checkOpenPeriod(kind, [textOf(before.fields.TxnDate)], 'void', context);
  const changes = freed(before, 'void', context);
  const fields = withoutAmounts(before.fields);
  const record = touchedTransaction(
    {
      ...before,
      fields: { ...fields, Memo: `${VOID_MARK}${textOf(before.fields.Memo) ?? ''}`.trimEnd() },
      postings: before.postings.map((posting) => ({ ...posting, amount: '0.00' })),
      isVoid: true,
    },
    context,
  );
  return { record, changes: [...changes, { do: 'putTransaction', record }] };
}

function existing(kind: string, id: string, { books, transactions }: RequestContext): TransactionRecord {
  if (!transactions.has(kind)) throw refused.notSimulated(kind);
  const record = books.transactions.find(id);
  if (record?.kind !== kind) throw refused.notFound(id);
  return record;
}

/** Undoes what the transaction applied, and touches what that opens again. */
function freed(record: TransactionRecord, doing: Undo, context: RequestContext): Change[] {
  const { id } = record;
  const also = context.transactions.get(record.kind)?.undo?.(record, doing, context) ?? [];
  const links = context.books.transactions.linksOf(id);
  const others = links.filter((link) => link.to === id || (link.from === id && isOpenItem(record)));
  if (others.length > 0 && context.behaviour.undoingLinked === 'refused') {
    const text = 'The transaction is linked to others, which must be undone first.';
    throw doing === 'del' ? refused.cannotDelete(id, text) : refused.cannotVoid(id, text);
  }
  const carried = links.filter((link) => link.by === id);
  const own = [...links.filter((link) => link.from === id), ...others];
  const isKept = context.behaviour.creditsOfUndonePayment === 'stay';
  const stay = isKept ? carried.filter((link) => !own.includes(link)) : [];
  const gone = [...own, ...(isKept ? [] : carried)];
  return [
    ...also,
    ...[...new Set([...own, ...carried])].map((link): Change => ({ do: 'unlink', link })),
    ...stay.map((link): Change => ({ do: 'link', link: withoutPayment(link, context) })),
    ...touches(gone, id, context, gone),
  ];
}

/** Documents and credits stand open until something is applied; payments apply. */
const isOpenItem = ({ kind }: TransactionRecord): boolean =>
  ['Bill', 'VendorCredit', 'Invoice', 'CreditMemo'].includes(kind);

/** The credit stays applied, as if it had been applied alone. */
function withoutPayment({ by: _by, ...link }: TransactionLink, { books }: RequestContext): TransactionLink {
  const there = books.transactions
    .linksOf(link.from)
    .find((each) => each.from === link.from && each.to === link.to && each.by === undefined);
  return there ? merged(there, link) : link;
}

function withoutAmounts(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]): [string, FieldValue] => {
      if (AMOUNTS.has(name)) return [name, '0.00'];
      const group = groupOf(value);
      if (group) return [name, withoutAmounts(group)];
      return [name, Array.isArray(value) ? (value as Fields[]).map(withoutAmounts) : value];
    }),
  );
}

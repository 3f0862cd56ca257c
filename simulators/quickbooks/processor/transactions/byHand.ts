import type { Change } from '../../books/changes';
import type { TransactionRecord } from '../../books/transactions';
import type { TransactionDefinition } from '../../definitions/transactions/transactionDefinition';
import type { Fields } from '../../language/fields';
import { textOf } from '../../language/fields';
import { fieldsFromJson, type JsonObject } from '../fieldsFromJson';
import { findReferred } from '../references';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { idIn } from './accounts';
import { openAmountText } from './openAmounts';
import { transactionFields, WHOLE_TRANSACTION } from './printTransaction';
import { voidTransaction } from './undo';
import { modifiedTransaction, newTransaction, type TransactionWrite } from './write';

export interface EditByHand {
  readonly changes: readonly Change[];
  readonly entry: Fields;
}

/** A transaction typed into its window: the fields of its Add in any order. */
export function enterTransaction(kind: string, given: JsonObject, context: RequestContext): EditByHand {
  const definition = definitionOf(kind, context);
  const fields = fieldsFromJson(`${kind}Add`, given, definition.add ?? []);
  return edit(definition, newTransaction(definition, fields, context), context);
}

/** The same for a seed; the id of what was made. */
export function newTransactionByHand(
  kind: string,
  given: JsonObject,
  context: RequestContext,
): { id: string | undefined; changes: readonly Change[] } {
  const definition = definitionOf(kind, context);
  const fields = fieldsFromJson(`${kind}Add`, given, definition.add ?? []);
  const { record, changes } = newTransaction(definition, fields, context);
  return { id: record?.id, changes };
}

/**
 * A transaction changed in its window: the fields of its Mod. `key`: a TxnID or a number. Lines that are given take
 * the place of all lines of that kind, as in the window; those to keep name their TxnLineID.
 */
export function changeTransaction(
  kind: string,
  key: string,
  given: JsonObject,
  context: RequestContext,
): EditByHand {
  const definition = definitionOf(kind, context);
  const before = transactionNamed(kind, key, context);
  const asked = { ...given, TxnID: before.id, EditSequence: before.editSequence };
  const fields = fieldsFromJson(`${kind}Mod`, asked, definition.mod ?? []);
  return edit(definition, modifiedTransaction(definition, fields, context), context);
}

/** A transaction voided in its window, under the rules of TxnVoid. */
export function voidByHand(kind: string, key: string, context: RequestContext): readonly Change[] {
  return voidTransaction(kind, transactionNamed(kind, key, context).id, context).changes;
}

export interface PaymentByHand {
  readonly bills: readonly { readonly bill: string; readonly amount?: string | undefined }[];
  readonly bankAccount: string;
  readonly date?: string | undefined;
  readonly refNumber?: string | undefined;
  readonly memo?: string | undefined;
}

/** What the Pay Bills window does: a check for bills of one vendor, each in full unless an amount is given. */
export function payByHand(payment: PaymentByHand, context: RequestContext): EditByHand {
  const bills = payment.bills.map(({ bill, amount }) => {
    const record = transactionNamed('Bill', bill, context);
    return { record, PaymentAmount: amount ?? openAmountText(record, context) };
  });
  const first = bills[0]?.record.fields ?? {};
  return enterTransaction(
    'BillPaymentCheck',
    {
      PayeeEntityRef: { ListID: idIn(first, 'VendorRef') ?? '' },
      APAccountRef: { ListID: idIn(first, 'APAccountRef') ?? '' },
      BankAccountRef: { FullName: payment.bankAccount },
      ...(payment.date === undefined ? {} : { TxnDate: payment.date }),
      ...(payment.refNumber === undefined ? { IsToBePrinted: true } : { RefNumber: payment.refNumber }),
      ...(payment.memo === undefined ? {} : { Memo: payment.memo }),
      AppliedToTxnAdd: bills.map(({ record, PaymentAmount }) => ({ TxnID: record.id, PaymentAmount })),
    },
    context,
  );
}

/** Marks everything in an account up to a day as reconciled; no message shows or is refused by it. */
export function reconcile(account: string, until: string, context: RequestContext): Change[] {
  const { books } = context;
  const found = findReferred({ FullName: account }, ['Account'], context);
  if (!found) throw refused.notFound(account);
  return books.transactions
    .all()
    .filter(
      ({ fields, postings, clearedIn }) =>
        (textOf(fields.TxnDate) ?? '') <= until &&
        postings.some((each) => each.account === found.id) &&
        !clearedIn?.includes(found.id),
    )
    .map((record) => ({
      do: 'putTransaction',
      record: { ...record, clearedIn: [...(record.clearedIn ?? []), found.id] },
    }));
}

/** The transaction with that TxnID, or the only one of the kind with that number (qbXML 3120). */
export function transactionNamed(kind: string, key: string, { books }: RequestContext): TransactionRecord {
  const byId = books.transactions.find(key);
  if (byId?.kind === kind) return byId;
  const numbered = books.transactions.ofKind(kind).filter(({ fields }) => textOf(fields.RefNumber) === key);
  const [only] = numbered;
  if (!only || numbered.length > 1) throw refused.notFound(key);
  return only;
}

function definitionOf(kind: string, { transactions }: RequestContext): TransactionDefinition {
  const definition = transactions.get(kind);
  if (!definition) throw refused.notSimulated(kind);
  return definition;
}

/** The transaction as its window shows it; what others will have left after it stands in GET /books. */
function edit(
  definition: TransactionDefinition,
  { record, changes }: TransactionWrite,
  context: RequestContext,
): EditByHand {
  const entry = record ? transactionFields(record, definition, context, WHOLE_TRANSACTION) : {};
  return { changes, entry };
}

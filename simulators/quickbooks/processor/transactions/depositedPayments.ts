import type { Change } from '../../books/changes';
import type { TransactionRecord } from '../../books/transactions';
import type { Undo } from '../../definitions/transactions/transactionDefinition';
import { textOf } from '../../language/fields';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { idIn } from './accounts';
import { inOrder } from './findTransactions';
import { linesIn } from './purchaseLines';
import { existingSystemAccount } from './systemAccounts';
import { touchedTransaction } from './write';

/** The TxnIDs of all payments that are in a deposit. */
export function depositedPayments({ books }: RequestContext): Set<string> {
  return new Set(
    books.transactions.ofKind('Deposit').flatMap((deposit) => (deposit.isVoid ? [] : paymentsIn(deposit))),
  );
}

/** Payments that lie in Undeposited Funds, in the order of their dates. */
export function paymentsToDeposit(context: RequestContext): TransactionRecord[] {
  const funds = existingSystemAccount('UndepositedFunds', context);
  const deposited = depositedPayments(context);
  const payments = context.books.transactions.ofKind('ReceivePayment');
  return inOrder(
    payments.filter(
      ({ id, fields, isVoid }) =>
        !isVoid && funds !== undefined && idIn(fields, 'DepositToAccountRef') === funds && !deposited.has(id),
    ),
  );
}

/** A payment in a deposit can be neither deleted nor voided: it must be removed from the deposit first. */
export function undoReceivedPayment(
  { id }: TransactionRecord,
  doing: Undo,
  context: RequestContext,
): Change[] {
  if (!depositedPayments(context).has(id)) return [];
  throw doing === 'del' ? refused.cannotDeleteDeposited(id) : refused.cannotVoidDeposited(id);
}

/** The payments of a deposit after something happened to it. */
export function touchedPayments(
  deposit: Pick<TransactionRecord, 'fields'>,
  _doing: Undo | 'add',
  context: RequestContext,
): Change[] {
  return paymentsIn(deposit).flatMap((id): Change[] => {
    const payment = context.books.transactions.find(id);
    return payment ? [{ do: 'putTransaction', record: touchedTransaction(payment, context) }] : [];
  });
}

function paymentsIn({ fields }: Pick<TransactionRecord, 'fields'>): string[] {
  return linesIn(fields.DepositLineRet).flatMap((line) => textOf(line.TxnID) ?? []);
}

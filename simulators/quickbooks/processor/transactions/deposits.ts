import { amountText, cents } from '../../books/money';
import type { Posting, TransactionRecord } from '../../books/transactions';
import type { Draft, Making } from '../../definitions/transactions/transactionDefinition';
import type { Particle } from '../../language/contentModel';
import { groupOf, textOf, type Fields } from '../../language/fields';
import { withoutEmpty } from '../listAdd';
import { resolveReferences } from '../references';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { accountType, idIn } from './accounts';
import { today } from './dates';
import { paymentsToDeposit, touchedPayments } from './depositedPayments';
import { linesIn } from './purchaseLines';
import { listOf } from './simpleEntries';

const KIND = 'Deposit';
const DEPOSIT_TYPES = ['Bank', 'OtherCurrentAsset'];
/** Whose name a line to an open-item account needs. */
const NAMES: Readonly<Record<string, string>> = {
  AccountsPayable: 'Vendor',
  AccountsReceivable: 'Customer',
};

/** A new deposit: payments out of Undeposited Funds, each once and as a whole, and plain lines, less cash back. */
export function makeDeposit(model: readonly Particle[], given: Fields, making: Making): Draft {
  const { context, ids } = making;
  const resolved = withoutEmpty(resolveReferences(given, model, KIND, undefined, context));
  const { DepositLineAdd, CashBackInfoAdd, ...header } = resolved;
  const to = idIn(header, 'DepositToAccountRef');
  if (to === undefined) throw refused.missing('DepositToAccountRef');
  if (!DEPOSIT_TYPES.includes(accountType(to, context)))
    throw refused.wrongAccountType('DepositToAccount', to, KIND, 'Bank');
  const waiting = new Map(paymentsToDeposit(context).map((payment) => [payment.id, payment]));
  const lines = linesIn(DepositLineAdd).map((line) => ({
    ...(line.PaymentTxnID === undefined
      ? plainLine(line, context)
      : paymentLine(line, takenFrom(waiting, textOf(line.PaymentTxnID) ?? '', context))),
    TxnLineID: ids.next(),
  }));
  if (lines.length === 0) throw refused.savingTransaction(KIND, 'The transaction is empty.');
  const back = groupOf(CashBackInfoAdd);
  const cashBack = back && { ...back, TxnLineID: ids.next(), Amount: textOf(back.Amount) ?? '0.00' };
  const fields = withoutEmpty({
    TxnDate: today(context),
    ...header,
    ...(cashBack ? { CashBackInfoRet: cashBack } : {}),
    DepositLineRet: lines,
  });
  const total = sumOf(lines) - (cashBack ? cents(cashBack.Amount) : 0n);
  if (total < 0n) throw refused.savingTransaction(KIND, 'Transaction amount must be positive.');
  const withTotal = { ...fields, DepositTotal: amountText(total) };
  const also = touchedPayments({ fields }, 'add', context);
  return { fields: withTotal, postings: postingsOf(withTotal, total, context), also };
}

const sumOf = (lines: readonly Fields[]): bigint =>
  lines.reduce((sum, line) => sum + cents(textOf(line.Amount) ?? '0.00'), 0n);

function takenFrom(
  waiting: Map<string, TransactionRecord>,
  id: string,
  { books }: RequestContext,
): TransactionRecord {
  const payment = waiting.get(id);
  waiting.delete(id);
  if (payment) return payment;
  if (books.transactions.find(id)?.kind !== 'ReceivePayment') throw refused.notFound(id);
  throw refused.notValid(`The payment "${id}" is not among the payments to deposit.`);
}

function paymentLine(line: Fields, { id, kind, fields }: TransactionRecord): Fields {
  const own = textOf(fields.TxnLineID) ?? '';
  const asked = textOf(line.PaymentTxnLineID);
  if (asked !== undefined && asked !== own) throw refused.notFound(asked);
  return withoutEmpty({
    TxnType: kind,
    TxnID: id,
    PaymentTxnLineID: own,
    EntityRef: fields.CustomerRef ?? '',
    AccountRef: fields.DepositToAccountRef ?? '',
    Memo: line.OverrideMemo ?? fields.Memo ?? '',
    CheckNumber: line.OverrideCheckNumber ?? (textOf(fields.RefNumber) ?? '').slice(0, 11),
    PaymentMethodRef: fields.PaymentMethodRef ?? '',
    ClassRef: line.OverrideClassRef ?? '',
    Amount: fields.TotalAmount ?? '0.00',
  });
}

function plainLine(line: Fields, context: RequestContext): Fields {
  const account = idIn(line, 'AccountRef');
  if (account === undefined) throw refused.missing('AccountRef');
  const entity = idIn(line, 'EntityRef');
  const wanted = NAMES[accountType(account, context)];
  if (wanted !== undefined && (entity === undefined || listOf(entity, context) !== wanted))
    throw refused.savingTransaction(KIND, `A line to this account needs the name of a ${wanted}.`);
  return { ...line, Amount: textOf(line.Amount) ?? '0.00' };
}

function postingsOf(fields: Fields, total: bigint, context: RequestContext): Posting[] {
  const back = groupOf(fields.CashBackInfoRet);
  return [
    { account: idIn(fields, 'DepositToAccountRef') ?? '', amount: amountText(total) },
    ...linesIn(fields.DepositLineRet).map((line) => posting(line, -1n, context)),
    ...(back ? [posting(back, 1n, context)] : []),
  ];
}

function posting(line: Fields, sign: 1n | -1n, context: RequestContext): Posting {
  const entity = idIn(line, 'EntityRef');
  const list = entity === undefined ? undefined : listOf(entity, context);
  const inClass = idIn(line, 'ClassRef');
  const memo = textOf(line.Memo);
  return {
    account: idIn(line, 'AccountRef') ?? '',
    amount: amountText(sign * cents(textOf(line.Amount) ?? '0.00')),
    line: textOf(line.TxnLineID) ?? '',
    ...(entity === undefined || list === undefined ? {} : { entity: { list, id: entity } }),
    ...(inClass === undefined ? {} : { inClass }),
    ...(memo === undefined ? {} : { memo }),
  };
}

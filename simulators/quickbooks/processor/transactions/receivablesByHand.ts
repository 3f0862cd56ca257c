import { textOf } from '../../language/fields';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { idIn } from './accounts';
import { enterTransaction, transactionNamed, type EditByHand } from './byHand';
import { paymentsToDeposit } from './depositedPayments';
import { openAmount, openAmountText } from './openAmounts';
import { amountText, cents } from '../../books/money';

export interface ReceiptByHand {
  /** TxnIDs or numbers of invoices; without an amount all that is open. */
  readonly invoices: readonly { readonly invoice: string; readonly amount?: string | undefined }[];
  /** Who pays: by default the name on the first invoice. */
  readonly customer?: string | undefined;
  /** The money; by default what the invoices take. */
  readonly amount?: string | undefined;
  readonly date?: string | undefined;
  readonly refNumber?: string | undefined;
  readonly method?: string | undefined;
  readonly depositTo?: string | undefined;
  readonly memo?: string | undefined;
}

const optional = (name: string, value: string | undefined) => (value === undefined ? {} : { [name]: value });
const named = (name: string, value: string | undefined) =>
  value === undefined ? {} : { [name]: { FullName: value } };

/** What the Receive Payments window does: money for some invoices, or for none and kept as a credit. */
export function receiveByHand(receipt: ReceiptByHand, context: RequestContext): EditByHand {
  const paid = receipt.invoices.map(({ invoice, amount }) => {
    const record = transactionNamed('Invoice', invoice, context);
    return { record, PaymentAmount: amount ?? openAmountText(record, context) };
  });
  const first = paid[0]?.record.fields ?? {};
  const sum = paid.reduce((total, { PaymentAmount }) => total + cents(PaymentAmount), 0n);
  const from = idIn(first, 'CustomerRef');
  const receivables = idIn(first, 'ARAccountRef');
  if (receipt.customer === undefined && from === undefined) throw refused.missing('CustomerRef');
  return enterTransaction(
    'ReceivePayment',
    {
      CustomerRef: receipt.customer === undefined ? { ListID: from ?? '' } : { FullName: receipt.customer },
      ...(receivables === undefined ? {} : { ARAccountRef: { ListID: receivables } }),
      TotalAmount: receipt.amount ?? amountText(sum),
      ...optional('TxnDate', receipt.date),
      ...optional('RefNumber', receipt.refNumber),
      ...optional('Memo', receipt.memo),
      ...named('PaymentMethodRef', receipt.method),
      ...named('DepositToAccountRef', receipt.depositTo),
      ...(paid.length === 0
        ? { IsAutoApply: false }
        : {
            AppliedToTxnAdd: paid.map(({ record, PaymentAmount }) => ({ TxnID: record.id, PaymentAmount })),
          }),
    },
    context,
  );
}

export interface CreditByHand {
  /** TxnIDs or numbers. */
  readonly credit: string;
  readonly invoice: string;
  /** By default as much as both have left. */
  readonly amount?: string | undefined;
}

/** What Apply Credits does: a credit memo to an invoice, without a payment. */
export function applyCreditByHand(
  { credit, invoice, amount }: CreditByHand,
  context: RequestContext,
): EditByHand {
  const from = transactionNamed('CreditMemo', credit, context);
  const to = transactionNamed('Invoice', invoice, context);
  const [left, open] = [openAmount(from, context), openAmount(to, context)];
  return enterTransaction(
    'ReceivePayment',
    {
      CustomerRef: { ListID: idIn(to.fields, 'CustomerRef') ?? '' },
      ARAccountRef: { ListID: idIn(to.fields, 'ARAccountRef') ?? '' },
      TotalAmount: '0.00',
      AppliedToTxnAdd: [
        {
          TxnID: to.id,
          SetCredit: [
            { CreditTxnID: from.id, AppliedAmount: amount ?? amountText(left < open ? left : open) },
          ],
        },
      ],
    },
    context,
  );
}

export interface DepositByHand {
  readonly account: string;
  /** TxnIDs or numbers of payments; by default all in Undeposited Funds. */
  readonly payments?: readonly string[] | undefined;
  readonly date?: string | undefined;
  readonly memo?: string | undefined;
}

/** What Make Deposits does: payments go to the bank. */
export function depositByHand(given: DepositByHand, context: RequestContext): EditByHand {
  const payments = given.payments
    ? given.payments.map((key) => transactionNamed('ReceivePayment', key, context))
    : paymentsToDeposit(context);
  return enterTransaction(
    'Deposit',
    {
      DepositToAccountRef: { FullName: given.account },
      ...optional('TxnDate', given.date),
      ...optional('Memo', given.memo),
      DepositLineAdd: payments.map(({ id, fields }) => ({
        PaymentTxnID: id,
        ...optional('PaymentTxnLineID', textOf(fields.TxnLineID)),
      })),
    },
    context,
  );
}

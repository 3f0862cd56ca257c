import { id, oneOf, required } from '../../language/contentModel';
import { textOf } from '../../language/fields';
import { childText, leaf, type XmlElement } from '../../language/xmlTree';
import { deleteTransaction, voidTransaction } from '../../processor/transactions/undo';
import { deletedQuery } from '../deletedQuery';
import { plainMessage, type MessageDefinition } from '../messageDefinition';

/** Transfer is in neither (qbxml.md §6). */
const TXN_DEL_TYPES = [
  'ARRefundCreditCard', 'Bill', 'BillPaymentCheck', 'BillPaymentCreditCard', 'BuildAssembly', 'Charge', 'Check',
  'CreditCardCharge', 'CreditCardCredit', 'CreditMemo', 'Deposit', 'Estimate', 'InventoryAdjustment', 'Invoice',
  'ItemReceipt', 'JournalEntry', 'PayrollLiabilityAdjustment', 'PayrollPriorPayment',
  'PayrollYearToDateAdjustment', 'PurchaseOrder', 'ReceivePayment', 'SalesOrder', 'SalesReceipt',
  'SalesTaxPaymentCheck', 'TimeTracking', 'TransferInventory', 'VehicleMileage', 'VendorCredit',
] as const; // prettier-ignore

const TXN_VOID_TYPES = [
  'ARRefundCreditCard', 'Bill', 'BillPaymentCheck', 'BillPaymentCreditCard', 'Charge', 'Check',
  'CreditCardCharge', 'CreditCardCredit', 'CreditMemo', 'Deposit', 'InventoryAdjustment', 'Invoice', 'ItemReceipt',
  'JournalEntry', 'SalesReceipt', 'VendorCredit',
] as const; // prettier-ignore

/** Voiding, deleting, and asking what was deleted in the last 90 days. */
export const transactionRemovalMessages: readonly MessageDefinition[] = [
  plainMessage(
    'TxnDelRq',
    [required(oneOf('TxnDelType', TXN_DEL_TYPES)), required(id('TxnID'))],
    'writes',
    (request, context) => {
      const kind = childText(request, 'TxnDelType') ?? '';
      const { record, changes } = deleteTransaction(kind, childText(request, 'TxnID') ?? '', context);
      return {
        rets: [
          leaf('TxnDelType', kind),
          leaf('TxnID', record.id),
          leaf('TimeDeleted', context.clock.printed(context.clock.now())),
          ...refNumber(textOf(record.fields.RefNumber)),
        ],
        changes,
      };
    },
  ),
  plainMessage(
    'TxnVoidRq',
    [required(oneOf('TxnVoidType', TXN_VOID_TYPES)), required(id('TxnID'))],
    'writes',
    (request, context) => {
      const kind = childText(request, 'TxnVoidType') ?? '';
      const { record, changes } = voidTransaction(kind, childText(request, 'TxnID') ?? '', context);
      return {
        rets: [
          leaf('TxnVoidType', kind),
          leaf('TxnID', record.id),
          leaf('TimeCreated', context.clock.printed(record.timeCreated)),
          leaf('TimeModified', context.clock.printed(record.timeModified)),
          ...refNumber(textOf(record.fields.RefNumber)),
        ],
        changes,
      };
    },
  ),
  deletedQuery({
    of: 'Txn',
    types: TXN_DEL_TYPES,
    remembered: ({ books }) => books.transactions.deleted,
    typeOf: (entry) => entry.kind,
    print: (entry, { clock }) => [
      leaf('TxnDelType', entry.kind),
      leaf('TxnID', entry.id),
      leaf('TimeCreated', clock.printed(entry.timeCreated)),
      leaf('TimeDeleted', clock.printed(entry.timeDeleted)),
      ...refNumber(entry.refNumber),
    ],
  }),
];

function refNumber(text: string | undefined): XmlElement[] {
  return text ? [leaf('RefNumber', text)] : [];
}

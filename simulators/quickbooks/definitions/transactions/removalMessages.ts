import { atLeastOne, id, oneOf, required } from '../../language/contentModel';
import { groupOf, readFields, textOf } from '../../language/fields';
import { branch, childText, childTexts, leaf, type XmlElement } from '../../language/xmlTree';
import type { DeletedTransaction } from '../../books/transactions';
import { wallRange } from '../../processor/listQuery';
import type { RequestContext } from '../../processor/requestContext';
import { NOTHING_FOUND } from '../../processor/status';
import { deleteTransaction, voidTransaction } from '../../processor/transactions/undo';
import { plainMessage, type MessageDefinition } from '../messageDefinition';
import { deletedDateRange, includeRetElement } from '../parts';

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
  {
    name: 'TxnDeletedQueryRq',
    model: [atLeastOne(oneOf('TxnDelType', TXN_DEL_TYPES)), deletedDateRange, includeRetElement],
    takesMetaData: true,
    takesIterator: false,
    writes: false,
    run: (request, context) => {
      const found = deletedLately(request, context);
      const { metaData = 'NoMetaData' } = request.attributes;
      return {
        rets: metaData === 'MetaDataOnly' ? [] : found.map((each) => deletedRet(each, request, context)),
        ...(metaData === 'NoMetaData' ? {} : { attributes: { retCount: String(found.length) } }),
        ...(found.length === 0 ? { status: NOTHING_FOUND } : {}),
      };
    },
  },
];

function deletedLately(request: XmlElement, context: RequestContext): DeletedTransaction[] {
  const { books, clock, behaviour } = context;
  const kinds = childTexts(request, 'TxnDelType');
  const range = groupOf(readFields(request, [deletedDateRange]).DeletedDateRangeFilter);
  const isAsked = wallRange(
    textOf(range?.FromDeletedDate),
    textOf(range?.ToDeletedDate),
    clock.asked.bind(clock),
  );
  const oldest = clock.now() - behaviour.deletedKeptDays * 24 * 60 * 60;
  return books.transactions.deleted.filter(
    (each) =>
      kinds.includes(each.kind) &&
      each.timeDeleted >= oldest &&
      (!isAsked || isAsked(clock.local(each.timeDeleted))),
  );
}

function deletedRet(entry: DeletedTransaction, request: XmlElement, { clock }: RequestContext): XmlElement {
  const wanted = childTexts(request, 'IncludeRetElement');
  const all = [
    leaf('TxnDelType', entry.kind),
    leaf('TxnID', entry.id),
    leaf('TimeCreated', clock.printed(entry.timeCreated)),
    leaf('TimeDeleted', clock.printed(entry.timeDeleted)),
    ...refNumber(entry.refNumber),
  ];
  return branch('TxnDeletedRet', wanted.length > 0 ? all.filter(({ name }) => wanted.includes(name)) : all);
}

function refNumber(text: string | undefined): XmlElement[] {
  return text ? [leaf('RefNumber', text)] : [];
}

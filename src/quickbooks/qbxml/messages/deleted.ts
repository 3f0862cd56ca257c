/** Deleting list entries and transactions, making transactions void, and what was deleted: QuickBooks remembers about 90 days. No iterators here. */
import type { ElementPart, Message } from '../grammar';
import { aggregate, datetime, id, many, oneOf, required } from '../grammar';
import { includeRetElement } from './parts';

/**
 * Transfer is not among them: QuickBooks neither deletes one through the SDK nor remembers its deletion.
 * Nor are the payroll adjustments, which qbXML 13.0 does not know and Tieout does not read.
 */
export const TXN_DEL_TYPES = [
  'ARRefundCreditCard',
  'Bill',
  'BillPaymentCheck',
  'BillPaymentCreditCard',
  'BuildAssembly',
  'Charge',
  'Check',
  'CreditCardCharge',
  'CreditCardCredit',
  'CreditMemo',
  'Deposit',
  'Estimate',
  'InventoryAdjustment',
  'Invoice',
  'ItemReceipt',
  'JournalEntry',
  'PurchaseOrder',
  'ReceivePayment',
  'SalesOrder',
  'SalesReceipt',
  'SalesTaxPaymentCheck',
  'TimeTracking',
  'TransferInventory',
  'VehicleMileage',
  'VendorCredit',
] as const;
export type TxnDelType = (typeof TXN_DEL_TYPES)[number];

/** What can be made void: kept with zero amounts and a mark in its memo (qbxml.md §6). */
export const TXN_VOID_TYPES = [
  'ARRefundCreditCard',
  'Bill',
  'BillPaymentCheck',
  'BillPaymentCreditCard',
  'Charge',
  'Check',
  'CreditCardCharge',
  'CreditCardCredit',
  'CreditMemo',
  'Deposit',
  'InventoryAdjustment',
  'Invoice',
  'ItemReceipt',
  'JournalEntry',
  'SalesReceipt',
  'VendorCredit',
] as const;

export const LIST_DEL_TYPES = [
  'Account',
  'BillingRate',
  'Class',
  'Currency',
  'Customer',
  'CustomerMsg',
  'CustomerType',
  'DateDrivenTerms',
  'Employee',
  'InventorySite',
  'ItemDiscount',
  'ItemFixedAsset',
  'ItemGroup',
  'ItemInventory',
  'ItemInventoryAssembly',
  'ItemNonInventory',
  'ItemOtherCharge',
  'ItemPayment',
  'ItemSalesTax',
  'ItemSalesTaxGroup',
  'ItemService',
  'ItemSubtotal',
  'JobType',
  'OtherName',
  'PaymentMethod',
  'PayrollItemNonWage',
  'PayrollItemWage',
  'PriceLevel',
  'SalesRep',
  'SalesTaxCode',
  'ShipMethod',
  'StandardTerms',
  'ToDo',
  'UnitOfMeasureSet',
  'Vehicle',
  'Vendor',
  'VendorType',
  'WorkersCompCode',
] as const;
export type ListDelType = (typeof LIST_DEL_TYPES)[number];

const deletedSince: ElementPart = aggregate(
  'DeletedDateRangeFilter',
  datetime('FromDeletedDate'),
  datetime('ToDeletedDate'),
);

export const deletedMessages: readonly Message[] = [
  {
    name: 'ListDeletedQueryRq',
    kind: 'query',
    iterator: false,
    metaData: true,
    body: [required(many(oneOf('ListDelType', LIST_DEL_TYPES))), deletedSince, includeRetElement],
  },
  {
    name: 'TxnDeletedQueryRq',
    kind: 'query',
    iterator: false,
    metaData: true,
    body: [required(many(oneOf('TxnDelType', TXN_DEL_TYPES))), deletedSince, includeRetElement],
  },
  {
    name: 'ListDelRq',
    kind: 'delete',
    iterator: false,
    metaData: false,
    body: [required(oneOf('ListDelType', LIST_DEL_TYPES)), required(id('ListID'))],
  },
  {
    name: 'TxnDelRq',
    kind: 'delete',
    iterator: false,
    metaData: false,
    body: [required(oneOf('TxnDelType', TXN_DEL_TYPES)), required(id('TxnID'))],
  },
  {
    name: 'TxnVoidRq',
    kind: 'delete',
    iterator: false,
    metaData: false,
    body: [required(oneOf('TxnVoidType', TXN_VOID_TYPES)), required(id('TxnID'))],
  },
];

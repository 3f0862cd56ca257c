/** The v2 objects that Tieout reads or writes, under Bill.com's own names. */
export const billcomEntities = [
  'ChartOfAccount',
  'Department',
  'ActgClass',
  'Job',
  'Location',
  'PaymentTerm',
  'Item',
  'Customer',
  'Vendor',
  'Bill',
  'VendorCredit',
  'BillCredit',
  'SentPay',
  'BankAccount',
  'MoneyMovement',
  'Invoice',
  'ReceivedPay',
  'CreditMemo',
  'InvoiceCredit',
] as const;

export type BillcomEntity = (typeof billcomEntities)[number];

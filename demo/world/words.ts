const WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  account: ['account', 'accounts'],
  class: ['class', 'classes'],
  terms: ['payment term', 'payment terms'],
  item: ['item', 'items'],
  customer: ['customer', 'customers and jobs'],
  vendor: ['vendor', 'vendors'],
  bill: ['bill', 'bills'],
  vendorCredit: ['vendor credit', 'vendor credits'],
  billPayment: ['bill payment', 'bill payments'],
  creditApplication: ['application of a credit', 'applications of credits'],
  invoice: ['invoice', 'invoices'],
  creditMemo: ['credit memo', 'credit memos'],
  receivedPayment: ['received payment', 'received payments'],
  paymentMethod: ['payment method', 'payment methods'],
  fundsTransfer: ['funds transfer', 'funds transfers'],
};

export const oneOf = (entity: string): string => WORDS[entity]?.[0] ?? entity;
export const manyOf = (entity: string): string => WORDS[entity]?.[1] ?? entity;

import { bill } from './bill';
import { billPaymentCheck, billPaymentCreditCard } from './billPayments';
import type { TransactionCatalogue, TransactionDefinition } from './transactionDefinition';
import { vendorCredit } from './vendorCredit';

/** Every kind of transaction this QuickBooks has. A new one is a definition file and a line here. */
export const TRANSACTIONS: readonly TransactionDefinition[] = [
  bill,
  vendorCredit,
  billPaymentCheck,
  billPaymentCreditCard,
];

export const TRANSACTION_CATALOGUE: TransactionCatalogue = new Map(
  TRANSACTIONS.map((definition) => [definition.kind, definition]),
);

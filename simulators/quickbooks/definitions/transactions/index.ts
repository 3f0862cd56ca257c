import { bill } from './bill';
import { billPaymentCheck, billPaymentCreditCard } from './billPayments';
import { check } from './check';
import { creditMemo } from './creditMemo';
import { deposit } from './deposit';
import { invoice } from './invoice';
import { journalEntry } from './journalEntry';
import { receivePayment } from './receivePayment';
import type { TransactionCatalogue, TransactionDefinition } from './transactionDefinition';
import { transfer } from './transfer';
import { vendorCredit } from './vendorCredit';

/** Every kind of transaction this QuickBooks has. A new one is a definition file and a line here. */
export const TRANSACTIONS: readonly TransactionDefinition[] = [
  bill,
  vendorCredit,
  billPaymentCheck,
  billPaymentCreditCard,
  transfer,
  journalEntry,
  check,
  invoice,
  creditMemo,
  receivePayment,
  deposit,
];

export const TRANSACTION_CATALOGUE: TransactionCatalogue = new Map(
  TRANSACTIONS.map((definition) => [definition.kind, definition]),
);

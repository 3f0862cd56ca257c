import {
  amount,
  date,
  exactlyOneOf,
  flag,
  float,
  guid,
  ref,
  required,
  text,
  type ElementRule,
  type Particle,
} from '../../language/contentModel';
import { unusedCredits, unusedPayment } from '../../processor/transactions/receivedPaymentRests';
import { undoReceivedPayment } from '../../processor/transactions/depositedPayments';
import { appliedToTxns } from '../../processor/transactions/printApplications';
import {
  makeReceivedPayment,
  receivedPaymentPostings,
  reviseReceivedPayment,
} from '../../processor/transactions/receivedPayments';
import { dataExtRet } from '../parts';
import type { TransactionDefinition } from './transactionDefinition';
import {
  accountRef,
  appliedToTxnAdd,
  appliedToTxnMod,
  customerRef,
  transactionFilters,
  transactionModHead,
} from './transactionParts';
import { appliedToTxnRet, currencyOfTransaction, currencyRet, transactionHead } from './transactionRets';

const untilTotal: readonly ElementRule[] = [
  accountRef('ARAccountRef'),
  date('TxnDate'),
  text('RefNumber', 20),
  amount('TotalAmount'),
];
const fromMethod: readonly ElementRule[] = [
  ref('PaymentMethodRef', ['PaymentMethod'], 31),
  text('Memo', 4095),
  accountRef('DepositToAccountRef'),
];

const add: readonly Particle[] = [
  required(customerRef),
  ...untilTotal,
  float('ExchangeRate'),
  ...fromMethod,
  guid('ExternalGUID'),
  exactlyOneOf(required(flag('IsAutoApply')), appliedToTxnAdd),
];
const mod: readonly Particle[] = [
  ...transactionModHead,
  customerRef,
  ...untilTotal,
  float('ExchangeRate'),
  ...fromMethod,
  appliedToTxnMod,
];

/** Money received from customers (qbxml.md §7): deleted, never voided by a message (§6). Card data is left out. */
export const receivePayment: TransactionDefinition = {
  kind: 'ReceivePayment',
  booksKey: 'receivePayments',
  add,
  mod,
  ret: [
    ...transactionHead,
    customerRef,
    ...untilTotal,
    ...currencyRet('TotalAmount'),
    ...fromMethod,
    amount('UnusedPayment'),
    amount('UnusedCredits'),
    guid('ExternalGUID'),
    appliedToTxnRet,
    dataExtRet,
  ],
  query: { model: [transactionFilters(), flag('IncludeLineItems')], takesOwnerID: true },
  entity: 'CustomerRef',
  total: 'TotalAmount',
  lines: ['AppliedToTxnRet'],
  derive: {
    ...currencyOfTransaction('TotalAmount'),
    UnusedPayment: unusedPayment,
    UnusedCredits: unusedCredits,
    AppliedToTxnRet: appliedToTxns,
  },
  canBeVoided: false,
  canBeVoidedByHand: true,
  undo: undoReceivedPayment,
  repost: receivedPaymentPostings,
  make: (given, making) => makeReceivedPayment(add, given, making),
  revise: (before, given, making) => reviseReceivedPayment(mod, before, given, making),
};

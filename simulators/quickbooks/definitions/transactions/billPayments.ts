import {
  amount,
  date,
  eitherOf,
  exactlyOneOf,
  flag,
  float,
  group,
  guid,
  ref,
  required,
  text,
  type ElementRule,
  type Particle,
} from '../../language/contentModel';
import { addressBlock } from '../../processor/derivations';
import {
  makeBillPayment,
  reviseBillPayment,
  type BillPaymentKind,
} from '../../processor/transactions/billPayments';
import { appliedToTxns } from '../../processor/transactions/printApplications';
import { address, addressLines, dataExtRet } from '../parts';
import type { TransactionDefinition } from './transactionDefinition';
import {
  accountRef,
  appliedToTxnAdd,
  appliedToTxnMod,
  transactionFilters,
  transactionModHead,
} from './transactionParts';
import { appliedToTxnRet, currencyOfTransaction, currencyRet, transactionHead } from './transactionRets';

const payee = ref('PayeeEntityRef', ['Vendor'], 209);

const checkAdd: readonly Particle[] = [
  required(payee),
  accountRef('APAccountRef'),
  date('TxnDate'),
  required(accountRef('BankAccountRef')),
  exactlyOneOf(required(flag('IsToBePrinted')), required(text('RefNumber', 11))),
  text('Memo', 4095),
  float('ExchangeRate'),
  guid('ExternalGUID'),
  appliedToTxnAdd,
];
const checkMod: readonly Particle[] = [
  ...transactionModHead,
  date('TxnDate'),
  accountRef('BankAccountRef'),
  amount('Amount'),
  float('ExchangeRate'),
  eitherOf(required(flag('IsToBePrinted')), required(text('RefNumber', 11))),
  text('Memo', 4095),
  appliedToTxnMod,
];

/** Bills paid from a bank account (qbxml.md §7, BillPaymentCheck). */
export const billPaymentCheck = billPayment(
  { kind: 'BillPaymentCheck', moneyFrom: 'BankAccountRef', moneyType: 'Bank', add: checkAdd, mod: checkMod },
  'billPaymentChecks',
  [group('Address', address), group('AddressBlock', addressLines), flag('IsToBePrinted')],
);

/** Bills paid by card: the same without a Mod. */
export const billPaymentCreditCard = billPayment(
  {
    kind: 'BillPaymentCreditCard',
    moneyFrom: 'CreditCardAccountRef',
    moneyType: 'CreditCard',
    add: [
      required(payee),
      accountRef('APAccountRef'),
      date('TxnDate'),
      required(accountRef('CreditCardAccountRef')),
      text('RefNumber', 11),
      text('Memo', 4095),
      float('ExchangeRate'),
      guid('ExternalGUID'),
      appliedToTxnAdd,
    ],
    mod: [],
  },
  'billPaymentCreditCards',
  [],
);

function billPayment(
  what: BillPaymentKind,
  booksKey: string,
  ofChecks: readonly ElementRule[],
): TransactionDefinition {
  const hasMod = what.mod.length > 0;
  return {
    kind: what.kind,
    booksKey,
    add: what.add,
    ...(hasMod ? { mod: what.mod } : {}),
    ret: [
      ...transactionHead,
      payee,
      accountRef('APAccountRef'),
      date('TxnDate'),
      accountRef(what.moneyFrom),
      amount('Amount'),
      ...currencyRet('Amount'),
      text('RefNumber', 11),
      text('Memo', 4095),
      ...ofChecks,
      guid('ExternalGUID'),
      appliedToTxnRet,
      dataExtRet,
    ],
    query: { model: [transactionFilters(), flag('IncludeLineItems')], takesOwnerID: true },
    entity: 'PayeeEntityRef',
    total: 'Amount',
    lines: ['AppliedToTxnRet'],
    derive: {
      ...currencyOfTransaction('Amount'),
      AddressBlock: ({ fields }) => addressBlock(fields.Address),
      AppliedToTxnRet: appliedToTxns,
    },
    canBeVoided: true,
    make: (given, making) => makeBillPayment(what, given, making),
    ...(hasMod ? { revise: (before, given, making) => reviseBillPayment(what, before, given, making) } : {}),
  };
}

import {
  amount,
  atLeastOne,
  date,
  eitherOf,
  exactlyOneOf,
  flag,
  float,
  group,
  guid,
  id,
  integer,
  many,
  oneOf,
  ref,
  required,
  sequence,
  text,
  type Particle,
} from '../../language/contentModel';
import { makeDeposit } from '../../processor/transactions/deposits';
import { touchedPayments } from '../../processor/transactions/depositedPayments';
import { currencyFilter, dataExtRet } from '../parts';
import type { TransactionDefinition } from './transactionDefinition';
import { accountRef, classRef, dateFilters, tree } from './transactionParts';
import { currencyOfTransaction, currencyRet, transactionHead, TXN_TYPES } from './transactionRets';

const currency = ref('CurrencyRef', ['Currency'], 64);
const entity = ref('EntityRef', ['Vendor', 'Customer', 'Employee', 'OtherName'], 209);
const paymentMethod = ref('PaymentMethodRef', ['PaymentMethod'], 31);
const cashBack = [required(accountRef('AccountRef')), text('Memo', 4095), amount('Amount')];

const add: readonly Particle[] = [
  date('TxnDate'),
  required(accountRef('DepositToAccountRef')),
  text('Memo', 4095),
  group('CashBackInfoAdd', cashBack),
  currency,
  float('ExchangeRate'),
  guid('ExternalGUID'),
  many(
    group('DepositLineAdd', [
      exactlyOneOf(
        sequence(
          required(text('PaymentTxnID')),
          text('PaymentTxnLineID'),
          text('OverrideMemo', 4095),
          text('OverrideCheckNumber', 11),
          ref('OverrideClassRef', ['Class'], 159),
        ),
        sequence(
          entity,
          required(accountRef('AccountRef')),
          text('Memo', 4095),
          text('CheckNumber', 11),
          paymentMethod,
          classRef,
          amount('Amount'),
        ),
      ),
    ]),
  ),
];

/** Money brought to the bank: payments out of Undeposited Funds and plain lines. There is no DepositMod here. */
export const deposit: TransactionDefinition = {
  kind: 'Deposit',
  booksKey: 'deposits',
  add,
  ret: [
    ...transactionHead,
    date('TxnDate'),
    accountRef('DepositToAccountRef'),
    text('Memo', 4095),
    amount('DepositTotal'),
    ...currencyRet('DepositTotal'),
    group('CashBackInfoRet', [required(id('TxnLineID')), ...cashBack]),
    guid('ExternalGUID'),
    many(
      group('DepositLineRet', [
        oneOf('TxnType', TXN_TYPES),
        id('TxnID'),
        id('TxnLineID'),
        id('PaymentTxnLineID'),
        entity,
        accountRef('AccountRef'),
        text('Memo', 4095),
        text('CheckNumber', 11),
        paymentMethod,
        classRef,
        amount('Amount'),
      ]),
    ),
    dataExtRet,
  ],
  query: {
    model: [
      eitherOf(
        atLeastOne(id('TxnID')),
        sequence(
          integer('MaxReturned', { minimum: 1 }),
          dateFilters,
          group('EntityFilter', [tree]),
          group('AccountFilter', [tree]),
          currencyFilter,
        ),
      ),
      flag('IncludeLineItems'),
    ],
    takesOwnerID: true,
  },
  total: 'DepositTotal',
  lines: ['DepositLineRet'],
  derive: currencyOfTransaction('DepositTotal'),
  canBeVoided: true,
  undo: touchedPayments,
  make: (given, making) => makeDeposit(add, given, making),
};

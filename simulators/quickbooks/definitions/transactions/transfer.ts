import {
  amount,
  atLeastOne,
  date,
  eitherOf,
  id,
  integer,
  sequence,
  text,
  type ElementRule,
} from '../../language/contentModel';
import { balanceAt, makeTransfer, reviseTransfer } from '../../processor/transactions/simpleEntries';
import type { TransactionDefinition } from './transactionDefinition';
import { accountRef, classRef, dateFilters, transactionModHead } from './transactionParts';
import { transactionHead } from './transactionRets';

const own: readonly ElementRule[] = [
  date('TxnDate'),
  accountRef('TransferFromAccountRef'),
  accountRef('TransferToAccountRef'),
  classRef,
  amount('Amount'),
  text('Memo', 4095),
];
const mod = [...transactionModHead, ...own];

/** Money between two accounts: without a number, and neither to be deleted nor voided (qbxml.md §6, §7). */
export const transfer: TransactionDefinition = {
  kind: 'Transfer',
  booksKey: 'transfers',
  add: own,
  mod,
  ret: [
    ...transactionHead,
    date('TxnDate'),
    accountRef('TransferFromAccountRef'),
    amount('FromAccountBalance'),
    accountRef('TransferToAccountRef'),
    amount('ToAccountBalance'),
    classRef,
    amount('Amount'),
    text('Memo', 4095),
  ],
  query: {
    model: [eitherOf(atLeastOne(id('TxnID')), sequence(integer('MaxReturned', { minimum: 1 }), dateFilters))],
    takesOwnerID: false,
  },
  total: 'Amount',
  lines: [],
  derive: {
    FromAccountBalance: balanceAt('TransferFromAccountRef'),
    ToAccountBalance: balanceAt('TransferToAccountRef'),
  },
  canBeVoided: false,
  make: (given, making) => makeTransfer(own, given, making),
  revise: (before, given, making) => reviseTransfer(mod, before, given, making),
};

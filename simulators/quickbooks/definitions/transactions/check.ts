import {
  amount,
  date,
  flag,
  float,
  group,
  guid,
  many,
  ref,
  required,
  text,
  type Particle,
} from '../../language/contentModel';
import { addressBlock } from '../../processor/derivations';
import { makeCheck } from '../../processor/transactions/simpleEntries';
import { address, addressLines, dataExtRet } from '../parts';
import type { TransactionDefinition } from './transactionDefinition';
import { accountRef, expenseLineAdd, itemLinesAdd, transactionFilters } from './transactionParts';
import {
  currencyOfTransaction,
  currencyRet,
  expenseLineRet,
  itemLineRet,
  linkedTxns,
  transactionHead,
} from './transactionRets';

const payee = ref('PayeeEntityRef', ['Vendor', 'Customer', 'Employee', 'OtherName'], 209);
const add: readonly Particle[] = [
  required(accountRef('AccountRef')),
  payee,
  text('RefNumber', 11),
  date('TxnDate'),
  text('Memo', 4095),
  group('Address', address),
  flag('IsToBePrinted'),
  float('ExchangeRate'),
  guid('ExternalGUID'),
  many(group('ApplyCheckToTxnAdd', [required(text('TxnID')), amount('Amount')])),
  expenseLineAdd,
  itemLinesAdd,
];

/** Checks that pay no bills: made, looked at, voided and deleted; not changed by messages here. */
export const check: TransactionDefinition = {
  kind: 'Check',
  booksKey: 'checks',
  add,
  ret: [
    ...transactionHead,
    accountRef('AccountRef'),
    payee,
    text('RefNumber', 11),
    date('TxnDate'),
    amount('Amount'),
    ...currencyRet('Amount'),
    text('Memo', 4095),
    group('Address', address),
    group('AddressBlock', addressLines),
    flag('IsToBePrinted'),
    guid('ExternalGUID'),
    linkedTxns,
    expenseLineRet,
    itemLineRet,
    dataExtRet,
  ],
  query: {
    model: [transactionFilters(), flag('IncludeLineItems'), flag('IncludeLinkedTxns')],
    takesOwnerID: true,
  },
  entity: 'PayeeEntityRef',
  total: 'Amount',
  lines: ['ExpenseLineRet', 'ItemLineRet'],
  derive: {
    ...currencyOfTransaction('Amount'),
    AddressBlock: ({ fields }) => addressBlock(fields.Address),
  },
  canBeVoided: true,
  make: (given, making) => makeCheck(add, given, making),
};

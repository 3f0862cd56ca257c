import {
  amount,
  date,
  flag,
  float,
  group,
  id,
  many,
  oneOf,
  ref,
  since,
  text,
} from '../../language/contentModel';
import { isPaid } from '../../processor/transactions/openAmounts';
import { address } from '../parts';
import { purchase } from './purchase';
import { accountRef, classRef, itemLinesAddOfBill } from './transactionParts';
import { currencyRet } from './transactionRets';

const termsRef = ref('TermsRef', ['StandardTerms', 'DateDrivenTerms'], 31);

/** Bills (qbxml.md §7, Bill and BillMod). */
export const bill = purchase({
  kind: 'Bill',
  booksKey: 'bills',
  total: 'AmountDue',
  header: [
    since('13.0', group('VendorAddress', address)),
    accountRef('APAccountRef'),
    date('TxnDate'),
    date('DueDate'),
    text('RefNumber', 20),
    termsRef,
    since('16.0', classRef),
    text('Memo', 4095),
    float('ExchangeRate'),
  ],
  links: [many(id('LinkToTxnID'))],
  itemLinesAdd: itemLinesAddOfBill,
  ret: [
    group('VendorAddress', address),
    accountRef('APAccountRef'),
    date('TxnDate'),
    date('DueDate'),
    amount('AmountDue'),
    ...currencyRet('AmountDue'),
    text('RefNumber', 20),
    termsRef,
    classRef,
    text('Memo', 4095),
    flag('IsPaid'),
  ],
  filters: [oneOf('PaidStatus', ['All', 'PaidOnly', 'NotPaidOnly'])],
  derive: { IsPaid: (record, context) => String(isPaid(record, context)) },
});

import { amount, date, float, text } from '../../language/contentModel';
import { purchase } from './purchase';
import { accountRef, itemLinesAdd } from './transactionParts';
import { currencyRet } from './transactionRets';

/** Credits of vendors: like bills without due date and terms (qbxml.md §7). */
export const vendorCredit = purchase({
  kind: 'VendorCredit',
  booksKey: 'vendorCredits',
  total: 'CreditAmount',
  header: [
    accountRef('APAccountRef'),
    date('TxnDate'),
    text('RefNumber', 20),
    text('Memo', 4095),
    float('ExchangeRate'),
  ],
  itemLinesAdd,
  ret: [
    accountRef('APAccountRef'),
    date('TxnDate'),
    amount('CreditAmount'),
    ...currencyRet('CreditAmount'),
    text('RefNumber', 20),
    text('Memo', 4095),
  ],
});

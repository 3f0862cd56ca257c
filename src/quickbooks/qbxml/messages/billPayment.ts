/** Bill payments by check, and the reading of those by credit card. An Add is for one vendor and A/P account; its amount is the sum of what is applied. */
import type { Message } from '../grammar';
import {
  aggregate,
  amount,
  boolean,
  date,
  exactlyOne,
  float,
  atMostOne,
  guid,
  id,
  many,
  notInUS,
  required,
  text,
} from '../grammar';
import { includeRetElement, ownerID, ref } from './parts';
import { setCredit, transactionSelection } from './transactionParts';

export const billPaymentMessages: readonly Message[] = [
  {
    name: 'BillPaymentCreditCardQueryRq',
    kind: 'query',
    iterator: true,
    metaData: true,
    body: [transactionSelection(), boolean('IncludeLineItems'), includeRetElement, ownerID],
  },
  {
    name: 'BillPaymentCheckQueryRq',
    kind: 'query',
    iterator: true,
    metaData: true,
    body: [transactionSelection(), boolean('IncludeLineItems'), includeRetElement, ownerID],
  },
  {
    name: 'BillPaymentCheckAddRq',
    kind: 'add',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'BillPaymentCheckAdd',
          required(ref('PayeeEntityRef', 209)),
          ref('APAccountRef', 159),
          date('TxnDate'),
          required(ref('BankAccountRef', 159)),
          exactlyOne([required(boolean('IsToBePrinted'))], [required(text('RefNumber', 11))]),
          text('Memo', 4095),
          float('ExchangeRate'),
          guid('ExternalGUID'),
          required(
            many(
              aggregate(
                'AppliedToTxnAdd',
                required(id('TxnID')),
                amount('PaymentAmount'),
                notInUS('TxnLineDetail'),
                setCredit,
                amount('DiscountAmount'),
                ref('DiscountAccountRef', 159),
                ref('DiscountClassRef', 159),
              ),
            ),
          ),
        ),
      ),
      includeRetElement,
    ],
  },
  {
    name: 'BillPaymentCheckModRq',
    kind: 'mod',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'BillPaymentCheckMod',
          required(id('TxnID')),
          required(text('EditSequence', 16)),
          date('TxnDate'),
          ref('BankAccountRef', 159),
          amount('Amount'),
          float('ExchangeRate'),
          atMostOne([required(boolean('IsToBePrinted'))], [required(text('RefNumber', 11))]),
          text('Memo', 4095),
          many(
            aggregate(
              'AppliedToTxnMod',
              required(id('TxnID')),
              amount('PaymentAmount'),
              setCredit,
              amount('DiscountAmount'),
              ref('DiscountAccountRef', 159),
              ref('DiscountClassRef', 159),
            ),
          ),
        ),
      ),
      includeRetElement,
    ],
  },
];

/**
 * Payments of customers, and the methods by which they pay. An Add says either to what it is applied or that QuickBooks
 * is not to choose (IsAutoApply); what is given in a Mod takes the place of all earlier applications (qbxml.md §7).
 */
import type { Message, Part } from '../grammar';
import {
  aggregate,
  amount,
  boolean,
  date,
  exactlyOne,
  float,
  guid,
  id,
  many,
  never,
  notInUS,
  oneOf,
  required,
  text,
} from '../grammar';
import { includeRetElement, listSelection, ownerID, ref } from './parts';
import { setCredit, transactionSelection } from './transactionParts';

const METHODS = [
  'AmericanExpress',
  'Cash',
  'Check',
  'DebitCard',
  'Discover',
  'ECheck',
  'GiftCard',
  'MasterCard',
  'Other',
  'OtherCreditCard',
  'Visa',
];

const discount: readonly Part[] = [
  amount('DiscountAmount'),
  ref('DiscountAccountRef', 159),
  ref('DiscountClassRef', 159),
];

/** From the A/R account to the deposit account, alike in Add and Mod. */
const accountToDeposit: readonly Part[] = [
  ref('ARAccountRef', 159),
  date('TxnDate'),
  text('RefNumber', 20),
  amount('TotalAmount'),
  float('ExchangeRate'),
  ref('PaymentMethodRef', 31),
  text('Memo', 4095),
  ref('DepositToAccountRef', 159),
];

const cards = (name: string): Part => never('Tieout does not write card numbers', name);

export const receivedPaymentMessages: readonly Message[] = [
  {
    name: 'PaymentMethodQueryRq',
    kind: 'query',
    iterator: false,
    metaData: true,
    body: [
      ...listSelection({ iterator: false, filters: [many(oneOf('PaymentMethodType', METHODS))] }),
      includeRetElement,
    ],
  },
  {
    name: 'ReceivePaymentQueryRq',
    kind: 'query',
    iterator: true,
    metaData: true,
    body: [transactionSelection(), boolean('IncludeLineItems'), includeRetElement, ownerID],
  },
  {
    name: 'ReceivePaymentAddRq',
    kind: 'add',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'ReceivePaymentAdd',
          required(ref('CustomerRef', 209)),
          ...accountToDeposit,
          cards('CreditCardTxnInfo'),
          guid('ExternalGUID'),
          exactlyOne(
            [required(boolean('IsAutoApply'))],
            [
              required(
                many(
                  aggregate(
                    'AppliedToTxnAdd',
                    required(id('TxnID')),
                    amount('PaymentAmount'),
                    notInUS('TxnLineDetail'),
                    setCredit,
                    ...discount,
                  ),
                ),
              ),
            ],
          ),
        ),
      ),
      includeRetElement,
    ],
  },
  {
    name: 'ReceivePaymentModRq',
    kind: 'mod',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'ReceivePaymentMod',
          required(id('TxnID')),
          required(text('EditSequence', 16)),
          ref('CustomerRef', 209),
          ...accountToDeposit,
          cards('CreditCardTxnInfoMod'),
          many(
            aggregate(
              'AppliedToTxnMod',
              required(id('TxnID')),
              amount('PaymentAmount'),
              setCredit,
              ...discount,
            ),
          ),
        ),
      ),
      includeRetElement,
    ],
  },
];

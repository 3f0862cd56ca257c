/** Vendor credits: like bills without due date and terms. The total is the sum of the lines: no request names it. */
import type { Message, Part } from '../grammar';
import { aggregate, boolean, date, float, guid, id, notInUS, required, text } from '../grammar';
import { includeRetElement, ownerID, ref } from './parts';
import {
  creditItemLinesAdd,
  expenseLineAdd,
  expenseLineMod,
  itemLinesMod,
  transactionSelection,
} from './transactionParts';

/** From the A/P account to the rate, alike in Add and Mod. */
const accountToRate: readonly Part[] = [
  ref('APAccountRef', 159),
  date('TxnDate'),
  text('RefNumber', 20),
  text('Memo', 4095),
  notInUS('IsTaxIncluded', 'SalesTaxCodeRef'),
  float('ExchangeRate'),
];

export const vendorCreditMessages: readonly Message[] = [
  {
    name: 'VendorCreditQueryRq',
    kind: 'query',
    iterator: true,
    metaData: true,
    body: [
      transactionSelection(),
      boolean('IncludeLineItems'),
      boolean('IncludeLinkedTxns'),
      includeRetElement,
      ownerID,
    ],
  },
  {
    name: 'VendorCreditAddRq',
    kind: 'add',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'VendorCreditAdd',
          required(ref('VendorRef', 41)),
          ...accountToRate,
          guid('ExternalGUID'),
          expenseLineAdd,
          creditItemLinesAdd,
        ),
      ),
      includeRetElement,
    ],
  },
  {
    name: 'VendorCreditModRq',
    kind: 'mod',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'VendorCreditMod',
          required(id('TxnID')),
          required(text('EditSequence', 16)),
          ref('VendorRef', 41),
          ...accountToRate,
          boolean('ClearExpenseLines'),
          expenseLineMod,
          boolean('ClearItemLines'),
          itemLinesMod,
        ),
      ),
      includeRetElement,
    ],
  },
];

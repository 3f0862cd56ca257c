/** Bills. The total is the sum of the lines: no request names it. */
import type { Message, Part } from '../grammar';
import { aggregate, boolean, date, float, guid, id, many, notInUS, required, since, text } from '../grammar';
import { address, includeRetElement, ownerID, ref } from './parts';
import {
  billItemLinesAdd,
  expenseLineAdd,
  expenseLineMod,
  itemLinesMod,
  paidStatus,
  transactionSelection,
} from './transactionParts';

/** From the vendor's address to the rate, alike in Add and Mod. */
const addressToRate: readonly Part[] = [
  address('VendorAddress'),
  ref('APAccountRef', 159),
  date('TxnDate'),
  date('DueDate'),
  text('RefNumber', 20),
  ref('TermsRef', 31),
  since('16.0', ref('ClassRef', 159)),
  text('Memo', 4095),
  notInUS('IsTaxIncluded', 'SalesTaxCodeRef'),
  float('ExchangeRate'),
];

export const billMessages: readonly Message[] = [
  {
    name: 'BillQueryRq',
    kind: 'query',
    iterator: true,
    metaData: true,
    body: [
      transactionSelection(paidStatus),
      boolean('IncludeLineItems'),
      boolean('IncludeLinkedTxns'),
      includeRetElement,
      ownerID,
    ],
  },
  {
    name: 'BillAddRq',
    kind: 'add',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'BillAdd',
          required(ref('VendorRef', 41)),
          ...addressToRate,
          guid('ExternalGUID'),
          many(id('LinkToTxnID')),
          expenseLineAdd,
          billItemLinesAdd,
        ),
      ),
      includeRetElement,
    ],
  },
  {
    name: 'BillModRq',
    kind: 'mod',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'BillMod',
          required(id('TxnID')),
          required(text('EditSequence', 16)),
          ref('VendorRef', 41),
          ...addressToRate,
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

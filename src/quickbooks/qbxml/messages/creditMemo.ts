/** Credit memos are read, and never written. */
import type { Message } from '../grammar';
import { boolean } from '../grammar';
import { includeRetElement, ownerID } from './parts';
import { transactionSelection } from './transactionParts';

export const creditMemoMessages: readonly Message[] = [
  {
    name: 'CreditMemoQueryRq',
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
];

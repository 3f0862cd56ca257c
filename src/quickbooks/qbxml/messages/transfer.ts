/** Transfers of money between two accounts (qbXML 12.0): without a number, neither to be deleted nor voided. */
import type { Message, Part } from '../grammar';
import { aggregate, amount, atMostOne, date, id, many, required, text } from '../grammar';
import { includeRetElement, ref } from './parts';
import { dateRanges, maxReturned } from './transactionParts';

const content: readonly Part[] = [
  date('TxnDate'),
  ref('TransferFromAccountRef', 159),
  ref('TransferToAccountRef', 159),
  ref('ClassRef', 159),
  amount('Amount'),
  text('Memo', 4095),
];

export const transferMessages: readonly Message[] = [
  {
    name: 'TransferQueryRq',
    kind: 'query',
    iterator: true,
    metaData: true,
    body: [atMostOne([required(many(id('TxnID')))], [maxReturned, dateRanges]), includeRetElement],
  },
  {
    name: 'TransferAddRq',
    kind: 'add',
    iterator: false,
    metaData: false,
    body: [required(aggregate('TransferAdd', ...content)), includeRetElement],
  },
  {
    name: 'TransferModRq',
    kind: 'mod',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate('TransferMod', required(id('TxnID')), required(text('EditSequence', 16)), ...content),
      ),
      includeRetElement,
    ],
  },
];

/** Journal entries: with a number and an ExternalGUID. Debits and credits are lines of two names in an Add, of one in a Mod. */
import type { ElementPart, Message, Part } from '../grammar';
import {
  aggregate,
  amount,
  atLeastOneOf,
  atMostOne,
  boolean,
  date,
  float,
  guid,
  id,
  many,
  notInUS,
  oneOf,
  required,
  text,
} from '../grammar';
import { currencyRef, includeRetElement, ownerID, ref } from './parts';
import { billableStatus, transactionSelection } from './transactionParts';

const coding: readonly Part[] = [
  ref('AccountRef', 159),
  amount('Amount'),
  notInUS('TaxAmount'),
  text('Memo', 4095),
  ref('EntityRef', 209),
  ref('ClassRef', 159),
  notInUS('ItemSalesTaxRef'),
  billableStatus,
];
const line = (name: string): ElementPart => required(aggregate(name, id('TxnLineID'), ...coding));

export const journalEntryMessages: readonly Message[] = [
  {
    name: 'JournalEntryQueryRq',
    kind: 'query',
    iterator: true,
    metaData: true,
    body: [transactionSelection(), boolean('IncludeLineItems'), includeRetElement, ownerID],
  },
  {
    name: 'JournalEntryAddRq',
    kind: 'add',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'JournalEntryAdd',
          date('TxnDate'),
          text('RefNumber', 11),
          notInUS('Memo'),
          boolean('IsAdjustment'),
          atMostOne(
            [required(boolean('IsHomeCurrencyAdjustment'))],
            [boolean('IsAmountsEnteredInHomeCurrency'), currencyRef, float('ExchangeRate')],
          ),
          guid('ExternalGUID'),
          atLeastOneOf([line('JournalDebitLine')], [line('JournalCreditLine')]),
        ),
      ),
      includeRetElement,
    ],
  },
  {
    name: 'JournalEntryModRq',
    kind: 'mod',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'JournalEntryMod',
          required(id('TxnID')),
          required(text('EditSequence', 16)),
          date('TxnDate'),
          text('RefNumber', 11),
          boolean('IsAdjustment'),
          boolean('IsAmountsEnteredInHomeCurrency'),
          currencyRef,
          float('ExchangeRate'),
          many(
            aggregate(
              'JournalLineMod',
              required(id('TxnLineID')),
              oneOf('JournalLineType', ['Debit', 'Credit']),
              ...coding,
            ),
          ),
        ),
      ),
      includeRetElement,
    ],
  },
];

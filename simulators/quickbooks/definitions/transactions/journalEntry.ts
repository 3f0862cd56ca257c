import {
  amount,
  date,
  eitherOf,
  flag,
  float,
  group,
  guid,
  id,
  many,
  mixtureOf,
  oneOf,
  ref,
  required,
  sequence,
  text,
  type ElementRule,
  type Particle,
} from '../../language/contentModel';
import { makeJournalEntry, reviseJournalEntry } from '../../processor/transactions/journalEntries';
import { dataExtRet } from '../parts';
import type { TransactionDefinition } from './transactionDefinition';
import {
  accountRef,
  billableStatus,
  classRef,
  transactionFilters,
  transactionModHead,
} from './transactionParts';
import { transactionHead } from './transactionRets';

const currency = ref('CurrencyRef', ['Currency'], 64);
const coding: readonly ElementRule[] = [
  accountRef('AccountRef'),
  amount('Amount'),
  text('Memo', 4095),
  ref('EntityRef', ['Vendor', 'Customer', 'Employee', 'OtherName'], 209),
  classRef,
  billableStatus,
];
const debit = group('JournalDebitLine', [id('TxnLineID'), ...coding]);
const credit = group('JournalCreditLine', [id('TxnLineID'), ...coding]);
const lineMod = [required(id('TxnLineID')), oneOf('JournalLineType', ['Debit', 'Credit']), ...coding];

const add: readonly Particle[] = [
  date('TxnDate'),
  text('RefNumber', 11),
  flag('IsAdjustment'),
  eitherOf(
    required(flag('IsHomeCurrencyAdjustment')),
    sequence(flag('IsAmountsEnteredInHomeCurrency'), currency, float('ExchangeRate')),
  ),
  guid('ExternalGUID'),
  { ...mixtureOf(debit, credit), min: 1 },
];
const header: readonly Particle[] = [
  ...transactionModHead,
  date('TxnDate'),
  text('RefNumber', 11),
  flag('IsAdjustment'),
  flag('IsAmountsEnteredInHomeCurrency'),
  currency,
  float('ExchangeRate'),
];

/** Journal entries: with a number and an ExternalGUID, to be deleted and voided (qbxml.md §7, Transfer). */
export const journalEntry: TransactionDefinition = {
  kind: 'JournalEntry',
  booksKey: 'journalEntries',
  add,
  mod: [...header, many(group('JournalLineMod', lineMod))],
  ret: [
    ...transactionHead,
    date('TxnDate'),
    text('RefNumber', 11),
    flag('IsAdjustment'),
    guid('ExternalGUID'),
    many(debit),
    many(credit),
    dataExtRet,
  ],
  query: { model: [transactionFilters(), flag('IncludeLineItems')], takesOwnerID: true },
  lines: ['JournalDebitLine', 'JournalCreditLine'],
  canBeVoided: true,
  make: (given, making) => makeJournalEntry(add, given, making),
  revise: (before, given, making) => reviseJournalEntry(header, lineMod, before, given, making),
};

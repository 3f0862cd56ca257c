import type { CanonicalFields, EntityDefinition, EntitySettings } from '../definition';
import { date } from '../fields';
import { asJournalEntry, asTransfer, formFields } from './forms';
import { completeMovement, isOver, isReceived, isVoid, movementFacts, standingOf } from './movement';
import { memoOf, tokenIn } from './token';

declare module '../definition' {
  interface EntityNames {
    fundsTransfer: true;
  }
}

/**
 * Funds transfers: each confirmed MoneyMovement of Bill.com once, as a Transfer or a JournalEntry between the bank and a
 * clearing account (billcom.md §7.11, §8). Bill.com's are read only; QuickBooks' own transfers are people's and stay there.
 */
export function fundsTransferDefinition(settings: EntitySettings): EntityDefinition {
  const form = settings.transfersAs === 'journalEntry' ? asJournalEntry : asTransfer;
  return {
    name: 'fundsTransfer',
    words: { one: 'funds transfer', many: 'funds transfers' },
    isOff: settings.recordTransfers === 'off',
    quickbooks: {
      ...form.quickbooks,
      iterator: true,
      // What may be the twin of a movement, and what else moves a clearing account.
      keeps: (fields, clearing) =>
        tokenIn(fields.memo) !== undefined ||
        [fields.from, fields.to].some((end) => clearing.includes(String(end))),
    },
    billcom: {
      object: 'MoneyMovement',
      mandatory: [],
      readWhole: true,
      // Money moves in batches, once a day: a quarter of an hour later is early enough.
      givesWay: true,
      complete: completeMovement,
      facts: movementFacts,
    },
    flows: { quickbooksToBillcom: false, billcomToQuickbooks: true },
    conflict: 'ask',
    dependsOn: ['account'],
    nameSpace: 'none',
    document: {
      date: 'date',
      knownBy: ['from', 'to'],
      token: 'memo',
      memo: 'memo',
      unit: ['date', 'from', 'to', 'amount'],
      isSettled: isOver,
      isReceived,
      standsForNothing: (facts, book) => book === 'billcom' && isVoid(facts),
      undo: {
        billcom:
          'An Accountant looks at the bank’s statement: if the money moved, QuickBooks needs the transfer, since in Bill.com nobody takes it back.',
      },
    },
    fields: {
      ...formFields(form, memoOf),
      date: { ...date({ label: 'date', quickbooks: 'TxnDate', billcom: 'processDate' }), needed: true },
    },
    // One made by hand, of the same day and amount between the same accounts, is the same; two such are a question.
    matchKeys: (fields, accounts) => ({
      certain: token(fields),
      otherwise: [`${accounts} on ${String(fields.date)} over ${String(fields.amount)}`],
      likely: [],
    }),
    standsBack: (fields, facts, book, isLinked) =>
      book === 'billcom' ? standingOf(fields, facts, isLinked) : undefined,
    // Nor does the money of received payments go over while these do not.
    staysSilently: (fields, book, facts) =>
      book === 'quickbooks'
        ? tokenIn(fields.memo) === undefined
          ? 'Somebody has entered this transfer in QuickBooks. Only what Bill.com has moved between bank and clearing is synced, and it goes from Bill.com to QuickBooks; people’s own transfers stay where they are.'
          : undefined
        : settings.receivables === 'off' && isReceived(facts)
          ? 'It is the money of payments received, and by the settings of the company accounts receivable are not synced.'
          : undefined,
  };
}

const token = ({ memo }: CanonicalFields): string[] => {
  const id = tokenIn(memo);
  return id === undefined ? [] : [`movement ${id}`];
};

import type {
  CanonicalFields,
  EntityDefinition,
  FieldDefinition,
  RawRecord,
  RecordFacts,
} from '../definition';
import { readReference, reference, text } from '../fields';
import { readMoney } from '../money';
import type { PostedEnds } from './beside';
import { ownMemo, originalDateFact, dated } from '../originalDate';
import { added } from './movement';
import { numberIn } from './token';

/** The two forms in which QuickBooks keeps a funds transfer: what each reads and writes. */
export interface Form {
  readonly quickbooks: Pick<
    EntityDefinition['quickbooks'],
    'list' | 'nameMax' | 'externalGuid' | 'remembersDeleted' | 'facts' | 'body'
  >;
  /** The elements that fields are read from and written to. */
  readonly at: {
    readonly number: (raw: RawRecord) => string | null;
    readonly numberMax: number;
    readonly memo: (raw: RawRecord) => string | null;
    readonly amount: (raw: RawRecord) => string | null;
    readonly account: (raw: RawRecord, end: keyof PostedEnds) => string | null;
  };
}

/** Bill.com's batch numbers have 15 digits; in a memo there is room for any. */
const numberMax = 100;

/** When it was made in QuickBooks, as printed there. */
const entered = (raw: RawRecord): RecordFacts => ({ entered: raw.TimeCreated as string | undefined });

const refs = { from: 'TransferFromAccountRef', to: 'TransferToAccountRef' } as const;

/** A Transfer: money from one account of the balance sheet to another. It can be neither voided nor deleted from outside. */
export const asTransfer: Form = {
  quickbooks: {
    list: 'Transfer',
    nameMax: numberMax,
    externalGuid: false,
    remembersDeleted: false,
    facts: (raw) => ({ ...originalDateFact(raw.Memo), ...entered(raw) }),
    body: (fields, now) => ({
      TxnDate: fields.date,
      [refs.from]: { ListID: fields.from as string },
      [refs.to]: { ListID: fields.to as string },
      Amount: fields.amount,
      Memo: memoOf(fields, now),
    }),
  },
  at: {
    number: (raw) => numberIn(memoIn(raw.Memo)) ?? dayAndAmount(raw, raw.Amount),
    numberMax,
    memo: (raw) => memoIn(raw.Memo),
    amount: (raw) => readMoney(raw.Amount, 'Amount'),
    account: (raw, end) => readReference.quickbooks(raw, refs[end]),
  },
};

/** The longest number of a journal entry (qbxml.md §10): the end of the batch's number, which has 15 digits. */
const entryNumberMax = 11;
const lineNames = { to: 'JournalDebitLine', from: 'JournalCreditLine' } as const;

/** A JournalEntry of two lines: found by its number and its ExternalGUID, and one that people can void. */
export const asJournalEntry: Form = {
  quickbooks: {
    list: 'JournalEntry',
    nameMax: entryNumberMax,
    externalGuid: true,
    facts: (raw) => {
      const [debit, credit] = [onlyLine(raw, 'to'), onlyLine(raw, 'from')];
      return {
        externalGuid: raw.ExternalGUID as string | undefined,
        ...originalDateFact(debit?.Memo),
        ...entered(raw),
        ...(debit && credit
          ? { debitLine: debit.TxnLineID as string, creditLine: credit.TxnLineID as string }
          : {}),
      };
    },
    body: entryBody,
  },
  at: {
    number: (raw) => (raw.RefNumber as string | undefined) ?? dayAndAmount(raw, onlyLine(raw, 'to')?.Amount),
    numberMax: entryNumberMax,
    memo: (raw) => memoIn(onlyLine(raw, 'to')?.Memo),
    amount: (raw) => readMoney(onlyLine(raw, 'to')?.Amount, 'Amount'),
    account: (raw, end) => {
      const line = onlyLine(raw, end);
      return line ? readReference.quickbooks(line, 'AccountRef') : null;
    },
  },
};

/** Debit and credit; a Mod lists both lines by their ids and in their order, since what it does not list is deleted. */
function entryBody(fields: CanonicalFields, now: RecordFacts | undefined): RawRecord {
  const line = (end: keyof PostedEnds) => ({
    AccountRef: { ListID: fields[end] as string },
    Amount: fields.amount as string,
    Memo: memoOf(fields, now),
  });
  const TxnDate = fields.date as string;
  if (now === undefined)
    return {
      TxnDate,
      RefNumber: fields.name ?? '',
      [lineNames.to]: [line('to')],
      [lineNames.from]: [line('from')],
    };
  // The number stays what it is there: it may be one that we only call it by.
  return {
    TxnDate,
    JournalLineMod: [
      { TxnLineID: now.debitLine ?? '-1', JournalLineType: 'Debit', ...line('to') },
      { TxnLineID: now.creditLine ?? '-1', JournalLineType: 'Credit', ...line('from') },
    ],
  };
}

/** A Mod writes the whole record: the note of one that was posted later stays. */
const memoOf = ({ memo = null }: CanonicalFields, now: RecordFacts | undefined): string =>
  (now?.originalDate === undefined ? (memo ?? '') : dated(memo, now.originalDate)) as string;

/** What QuickBooks has, without that note. */
const memoIn = (memo: unknown): string | null => (typeof memo === 'string' ? ownMemo(memo) : null);

/** The line of one side of an entry that has just one on each side; of others nothing is read. */
function onlyLine(raw: RawRecord, end: keyof PostedEnds): RawRecord | undefined {
  const of = (each: keyof PostedEnds) => [raw[lineNames[each]] ?? []].flat() as RawRecord[];
  return of('to').length === 1 && of('from').length === 1 ? of(end)[0] : undefined;
}

/** What people's own transfers are called: they have no number. */
const dayAndAmount = (raw: RawRecord, amount: unknown): string =>
  [raw.TxnDate, amount].filter((each) => typeof each === 'string').join(' over ');

/** Bill.com is only read. */
const neverWritten = (): RawRecord => ({});

/** Number and memo are given when the record is made; afterwards people may word them as they like. */
export function formFields(
  { at }: Form,
  memoOf: (row: RawRecord) => string,
): Record<string, FieldDefinition> {
  const number = text({
    label: 'number',
    quickbooks: 'RefNumber',
    max: at.numberMax,
    billcom: 'name',
    billcomMax: 100,
  });
  const memo = text({
    label: 'memo',
    quickbooks: 'Memo',
    max: 4095,
    billcom: 'description',
    billcomMax: 4000,
  });
  const end = (name: keyof PostedEnds, label: string): FieldDefinition => {
    const field = reference({ label, quickbooks: refs[name], billcom: added[name], to: 'account' });
    return {
      ...field,
      needed: true,
      read: { ...field.read, quickbooks: (raw) => at.account(raw, name) },
      write: { ...field.write, billcom: neverWritten },
    };
  };
  return {
    name: {
      ...number,
      keptApart: true,
      read: { ...number.read, quickbooks: at.number },
      write: { ...number.write, billcom: neverWritten },
      inBook: {
        ...number.inBook,
        quickbooks: (value) =>
          number.inBook.quickbooks(typeof value === 'string' ? value.trim().slice(-at.numberMax) : value),
      },
    },
    from: end('from', 'account that it comes from'),
    to: end('to', 'account that it goes to'),
    memo: {
      ...memo,
      keptApart: true,
      read: { quickbooks: at.memo, billcom: memoOf },
      write: { ...memo.write, billcom: neverWritten },
    },
    amount: {
      kind: 'number',
      label: 'amount',
      needed: true,
      read: {
        quickbooks: at.amount,
        billcom: (raw) => readMoney(raw.amount, 'the amount')?.replace(/^-/, '') ?? null,
      },
      write: { quickbooks: (value) => ({ Amount: value }), billcom: neverWritten },
      inBook: { quickbooks: (value) => value, billcom: (value) => value },
    },
  };
}

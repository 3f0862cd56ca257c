import type {
  CanonicalFields,
  CanonicalValue,
  EntityDefinition,
  FieldDefinition,
  RawRecord,
  RecordFacts,
} from './definition';
import { isLines } from './definition';
import { date, text } from './fields';
import { minus, readMoney, sumOfMoney } from './money';
import { foldName } from './naturalKeys';
import { withoutOriginalDate } from './originalDate';

/** What bills, credits and invoices share: a number with its memo, a posting date, lines that make the total. */

const posted = date({ label: 'date', quickbooks: 'TxnDate', billcom: 'glPostingDate' });

/**
 * QuickBooks' date of a document is the day it is posted: Bill.com's posting date, which is the document's own unless
 * changed. An edit of it changes the posting date and leaves the other alone.
 * @param billcom what the document's own date is called.
 */
export function postingDate(billcom: string): FieldDefinition {
  const own = date({ label: 'date', quickbooks: 'TxnDate', billcom });
  return {
    ...posted,
    needed: true,
    read: { ...posted.read, billcom: (raw) => posted.read.billcom(raw) ?? own.read.billcom(raw) },
  };
}

const plainMemo = text({
  label: 'memo',
  quickbooks: 'Memo',
  max: 4095,
  billcom: 'description',
  billcomMax: 4000,
});

/**
 * The memo; in QuickBooks it begins with the document's whole number when RefNumber cannot hold that, and the number is
 * taken off again on the way back.
 * @param number what Bill.com calls the number.
 * @param max what RefNumber holds: 20 characters of bills and credits, 11 of payments (qbxml.md §2).
 */
export function memoWithNumber(number: string, max: number): FieldDefinition {
  const fullNumber = new RegExp(`^No\\. \\S.{${max},99}?(?:; |$)`, 'u');
  return withoutOriginalDate({
    ...plainMemo,
    read: {
      ...plainMemo.read,
      billcom: (raw) => {
        const memo = plainMemo.read.billcom(raw);
        const whole = typeof raw[number] === 'string' ? raw[number].trim() : '';
        if ([...whole].length <= max) return memo;
        return `No. ${whole}${typeof memo === 'string' ? `; ${memo}` : ''}`;
      },
    },
    write: {
      ...plainMemo.write,
      billcom: (value: CanonicalValue) =>
        plainMemo.write.billcom(typeof value === 'string' ? value.replace(fullNumber, '') : value),
    },
  });
}

/** QuickBooks keeps what is made void, over nothing and with a mark before its memo (qbxml.md §6). */
export const isMarkedVoid = (memo: unknown): boolean => typeof memo === 'string' && memo.startsWith('VOID:');

/** One that is void in QuickBooks counts as gone. */
export const isVoidInQuickBooks = (facts: RecordFacts): boolean => facts.void !== undefined;

/**
 * Two of one party and number are both real (4.8 % of real bills are such), so the number alone proves nothing.
 * @param max what RefNumber holds.
 */
export const documentMatchKeys =
  (max: number): EntityDefinition['matchKeys'] =>
  (fields, party) => {
    const number = foldName(String(fields.name ?? ''), max);
    const total = totalOf(fields);
    const day = String(fields.date ?? '');
    return {
      certain: number === '' ? [] : [`${party} no ${number} of ${day} over ${total}`],
      likely: [`${party} of ${day} over ${total}`, ...(number === '' ? [] : [`${party} no ${number}`])],
    };
  };

/** The total of a document's lines. */
export const totalOf = (fields: CanonicalFields): string =>
  sumOfMoney((isLines(fields.lines) ? fields.lines : []).map((line) => String(line.amount)));

/**
 * The total of a bill or invoice in Bill.com, and what is due of it (billcom.md §7.5, §7.13). Whether what is scheduled
 * lowers the amount due is said nowhere (§10a): it is taken off what a payment may still take, so that nothing is paid twice.
 * @param due what Bill.com calls the amount due
 */
export function dueInBillcom(raw: RawRecord, due: 'dueAmount' | 'amountDue'): RecordFacts {
  const left = readMoney(raw[due], 'the amount due') ?? undefined;
  const scheduled = readMoney(raw.scheduledAmount, 'the scheduled amount') ?? '0.00';
  return {
    total: readMoney(raw.amount, 'the amount') ?? undefined,
    // "0" is paid in full.
    isPaid: raw.paymentStatus === '0' ? 'true' : 'false',
    paymentStatus: raw.paymentStatus as string | undefined,
    due: left,
    open: left === undefined ? undefined : sumOfMoney([left, minus(scheduled)]),
    made: raw.createdTime as string | undefined,
  };
}

/** Only what nobody has paid or is about to pay: "1" is open. */
export const deletedInBillcom = ({ paymentStatus }: RecordFacts): true | string =>
  paymentStatus === '1' ? true : 'it is paid there, partly paid or scheduled to be';

import type { CanonicalFields, EntityDefinition, EntitySettings, RawRecord, RecordFacts } from './definition';
import { isLines } from './definition';
import { date, reference, text } from './fields';
import { lineFacts, linesField } from './lines';
import { readMoney, sumOfMoney } from './money';
import { foldName } from './naturalKeys';

declare module './definition' {
  interface EntityNames {
    bill: true;
  }
}

/** The longest number of a bill in QuickBooks (qbxml.md §2). */
const numberMax = 20;
/** Before a bill's memo in QuickBooks when its number does not fit; taken off again on the way back. */
const fullNumber = /^No\. \S.{20,99}?(?:; |$)/u;

/**
 * Bills. Made in Bill.com they always go over; those of QuickBooks only with 2-way bill sync (billcom-sync-behaviour.md
 * §2). Two bills of one vendor and number are both real (4.8 % of real ones are), so a number is a hint and no proof.
 */
export function billDefinition(settings: EntitySettings): EntityDefinition {
  return {
    name: 'bill',
    words: { one: 'bill', many: 'bills' },
    quickbooks: {
      list: 'Bill',
      nameMax: numberMax,
      iterator: true,
      externalGuid: true,
      facts: (raw) => ({
        vendor: (raw.VendorRef as RawRecord | undefined)?.FullName as string | undefined,
        total: raw.AmountDue as string | undefined,
        isPaid: raw.IsPaid as string | undefined,
        made: raw.TimeCreated as string | undefined,
        externalGuid: raw.ExternalGUID as string | undefined,
        ...payablesAccount(raw),
        ...lineFacts(raw),
      }),
      ...(settings.apAccount && { onCreate: { APAccountRef: { ListID: settings.apAccount } } }),
    },
    billcom: {
      object: 'Bill',
      mandatory: [],
      mandatoryElements: ['vendorId', 'invoiceNumber', 'invoiceDate', 'dueDate'],
      // QuickBooks has one date; an edit of it changes Bill.com's posting date and leaves the invoice's alone.
      onCreate: (row) => ({ invoiceDate: row.glPostingDate }),
      facts: (raw) => ({
        total: readMoney(raw.amount, 'the amount') ?? undefined,
        // "0" is paid in full (billcom.md §7.5).
        isPaid: raw.paymentStatus === '0' ? 'true' : 'false',
        made: raw.createdTime as string | undefined,
        draft: raw.isAutoSaved === true ? 'yes' : undefined,
      }),
    },
    flows: { quickbooksToBillcom: settings.twoWayBills === 'on', billcomToQuickbooks: true },
    cure: 'Make it in Bill.com, or turn 2-way bill sync on (“tieout company set … twoWayBills=on”).',
    conflict: 'ask',
    dependsOn: ['vendor', 'account', 'item', 'customer', 'class', 'terms'],
    nameSpace: 'none',
    document: {
      party: 'vendor',
      date: 'date',
      unit: ['vendor', 'date', 'dueDate', 'lines'],
      isSettled: (facts) => facts.isPaid === 'true',
      accounts: () => ['apAccount'],
    },
    fields: {
      name: {
        ...text({
          label: 'number',
          quickbooks: 'RefNumber',
          max: numberMax,
          billcom: 'invoiceNumber',
          billcomMax: 100,
        }),
        needed: 'billcom',
      },
      vendor: {
        ...reference({ label: 'vendor', quickbooks: 'VendorRef', billcom: 'vendorId', to: 'vendor' }),
        needed: true,
      },
      date: { ...postingDate, needed: true },
      dueDate: {
        ...date({ label: 'due date', quickbooks: 'DueDate', billcom: 'dueDate' }),
        needed: 'billcom',
      },
      terms: reference({
        label: 'payment terms',
        quickbooks: 'TermsRef',
        billcom: 'paymentTermId',
        to: 'terms',
        withoutTwin: 'leftOut',
      }),
      memo: memoWithNumber,
      lines: linesField(settings),
    },
    matchKeys: (fields, vendor) => {
      const number = foldName(String(fields.name ?? ''), numberMax);
      const total = totalOf(fields);
      const day = String(fields.date ?? '');
      return {
        certain: number === '' ? [] : [`${vendor} no ${number} of ${day} over ${total}`],
        likely: [`${vendor} of ${day} over ${total}`, ...(number === '' ? [] : [`${vendor} no ${number}`])],
      };
    },
    leftAlone: (fields, facts) => {
      if (facts.draft !== undefined)
        return 'It is a draft in Bill.com: somebody has not finished entering it.';
      const total = totalOf(fields);
      if (facts.total !== undefined && facts.total !== total)
        return `Its lines come to ${total} and the bill to ${facts.total}.`;
      return undefined;
    },
    protectedInQuickbooks: (facts, field) => {
      // A Mod of the header leaves the lines alone (qbxml.md §7).
      if (field !== 'lines') return undefined;
      if (facts.groups !== undefined)
        return 'It has item groups in QuickBooks, which an edit from outside would break up. Change it there by hand.';
      return facts.billed === undefined
        ? undefined
        : 'Some of its lines have been billed to a customer in QuickBooks. Change the others there by hand.';
    },
  };
}

/** The A/P account that a document of QuickBooks is posted to. */
export function payablesAccount(raw: RawRecord): RecordFacts {
  const { ListID, FullName } = (raw.APAccountRef ?? {}) as Readonly<Record<string, string | undefined>>;
  return { apAccount: ListID, apAccountName: FullName };
}

/** QuickBooks' date of a bill is the day it is posted: Bill.com's posting date, which is the invoice date unless changed. */
const posted = date({ label: 'date', quickbooks: 'TxnDate', billcom: 'glPostingDate' });
const invoiced = date({ label: 'date', quickbooks: 'TxnDate', billcom: 'invoiceDate' });
const postingDate = {
  ...posted,
  read: {
    ...posted.read,
    billcom: (raw: RawRecord) => posted.read.billcom(raw) ?? invoiced.read.billcom(raw),
  },
};

/** The memo; in QuickBooks it begins with the bill's whole number when RefNumber cannot hold that. */
const plainMemo = text({
  label: 'memo',
  quickbooks: 'Memo',
  max: 4095,
  billcom: 'description',
  billcomMax: 4000,
});
const memoWithNumber = {
  ...plainMemo,
  read: {
    ...plainMemo.read,
    billcom: (raw: RawRecord) => {
      const memo = plainMemo.read.billcom(raw);
      const number = typeof raw.invoiceNumber === 'string' ? raw.invoiceNumber.trim() : '';
      if ([...number].length <= numberMax) return memo;
      return `No. ${number}${typeof memo === 'string' ? `; ${memo}` : ''}`;
    },
  },
  write: {
    ...plainMemo.write,
    billcom: (value: Parameters<typeof plainMemo.write.billcom>[0]) =>
      plainMemo.write.billcom(typeof value === 'string' ? value.replace(fullNumber, '') : value),
  },
};

/** The total of a document's lines. */
export const totalOf = (fields: CanonicalFields): string =>
  sumOfMoney((isLines(fields.lines) ? fields.lines : []).map((line) => String(line.amount)));

import type { CanonicalValue, FieldDefinition, RawRecord, RecordFacts } from './definition';

/**
 * A document dated in a closed period may be posted on the first open day. Its own date then stands before its memo in
 * QuickBooks, by one rule: “Original date 2026-10-15; …”. It is no part of the memo and never goes back.
 */
const note = /^Original date (\d{4}-\d{2}-\d{2})(?:; |$)/;

/** The fact by which a document of QuickBooks that was posted later says so. */
export function originalDateFact(raw: RawRecord): RecordFacts {
  const [, day] = (typeof raw.Memo === 'string' && note.exec(raw.Memo)) || [];
  return day === undefined ? {} : { originalDate: day };
}

/** A memo that is read from QuickBooks without that note. */
export const withoutOriginalDate = (memo: FieldDefinition): FieldDefinition => ({
  ...memo,
  read: {
    ...memo.read,
    quickbooks: (raw) => {
      const text = memo.read.quickbooks(raw);
      return typeof text === 'string' ? text.replace(note, '') || null : text;
    },
  },
});

/** The memo as it is written to QuickBooks, by the field's own rules of length and spelling. */
export function withOriginalDate(field: FieldDefinition, memo: CanonicalValue, day: string): CanonicalValue {
  const text = typeof memo === 'string' && memo !== '' ? `; ${memo}` : '';
  return field.inBook.quickbooks(`Original date ${day}${text}`) as CanonicalValue;
}

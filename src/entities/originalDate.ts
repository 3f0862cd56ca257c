import type {
  CanonicalFields,
  CanonicalValue,
  EntityDefinition,
  FieldDefinition,
  RecordFacts,
} from './definition';

/**
 * A document dated in a closed period may be posted on the first open day. Its own date then stands before its memo in
 * QuickBooks, by one rule: “Original date 2026-10-15; …”. It is no part of the memo and never goes back.
 */
const note = /^Original date (\d{4}-\d{2}-\d{2})(?:; |$)/;

/** The fact by which a document of QuickBooks that was posted later says so. @param memo as QuickBooks has it */
export function originalDateFact(memo: unknown): RecordFacts {
  const [, day] = (typeof memo === 'string' && note.exec(memo)) || [];
  return day === undefined ? {} : { originalDate: day };
}

/** The memo of a document without that note; null when nothing is left. */
export const ownMemo = (memo: string): string | null => memo.replace(note, '') || null;

/** A memo that is read from QuickBooks without that note. */
export const withoutOriginalDate = (memo: FieldDefinition): FieldDefinition => ({
  ...memo,
  read: {
    ...memo.read,
    quickbooks: (raw) => {
      const text = memo.read.quickbooks(raw);
      return typeof text === 'string' ? ownMemo(text) : text;
    },
  },
});

/** The memo as it is written to QuickBooks, by the field's own rules of length and spelling. */
export function withOriginalDate(field: FieldDefinition, memo: CanonicalValue, day: string): CanonicalValue {
  return field.inBook.quickbooks(dated(memo, day)) as CanonicalValue;
}

/** The memo after the note. */
export const dated = (memo: CanonicalValue, day: string): string =>
  `Original date ${day}${typeof memo === 'string' && memo !== '' ? `; ${memo}` : ''}`;

/** What was sent to QuickBooks, as it is read back from there. */
export function asReadBack(
  { document }: Pick<EntityDefinition, 'document'>,
  sent: CanonicalFields,
): CanonicalFields {
  const memo = sent[document?.memo ?? ''];
  return typeof memo === 'string' ? { ...sent, [document?.memo ?? '']: ownMemo(memo) } : sent;
}

import type { CanonicalFields, CanonicalValue, EntityDefinition, RecordFacts } from '../entities/definition';
import { withOriginalDate } from '../entities/originalDate';
import { isPostedLater, type BookRules } from './guards/bookRules';

/** Documents of a closed period that a company has posted on the first open day (the setting closedPeriod). */

/** The day after QuickBooks' closing date (both YYYY-MM-DD). */
export function firstOpenDay(closingDate: string): string {
  const day = new Date(`${closingDate}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

/**
 * The fields of a new document of QuickBooks as they are posted: in a closed period on the first open day, with its own
 * date before the memo. What leaves no transaction behind (a credit that is applied) has no memo to say it in.
 */
export function onOpenDay(
  definition: EntityDefinition,
  rules: BookRules | undefined,
  fields: CanonicalFields,
): CanonicalFields {
  const { document } = definition;
  const day = fields[document?.date ?? ''] ?? null;
  const memo = definition.fields[document?.memo ?? ''];
  if (!document || !isPostedLater(rules, definition, day)) return fields;
  return {
    ...fields,
    [document.date]: firstOpenDay(rules?.closingDate ?? ''),
    ...(memo &&
      document.memo !== undefined && {
        [document.memo]: withOriginalDate(memo, fields[document.memo] ?? null, String(day)),
      }),
  };
}

/** A memo that goes to a document which was posted later keeps the date before it. */
export function memoKept(
  { document, fields }: EntityDefinition,
  name: string,
  value: CanonicalValue,
  { originalDate }: RecordFacts,
): CanonicalValue {
  const field = fields[name];
  return field && originalDate !== undefined && name === document?.memo
    ? withOriginalDate(field, value, originalDate)
    : value;
}

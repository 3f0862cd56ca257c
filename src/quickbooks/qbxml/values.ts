/** Whether a text is a legal value of a qbXML type. qbXML checks most of this in its parser: one bad value costs the set. */
import type { Scalar } from './grammar';

const AMOUNT = /^[+-]?\d{1,13}(?:\.\d{2})?$/;
const UP_TO_FIVE_DECIMALS = /^[+-]?\d{1,10}(?:\.\d{1,5})?$/;
const FLOAT = /^[+-]?\d{1,10}(?:\.\d{1,15})?$/;
const INTEGER = /^[+-]?\d{1,9}$/;
const GUID = /^(?:0|\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\})$/i;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATETIME = /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):[0-5]\d:[0-5]\d)?$/;

const MAX_ID_LENGTH = 36;
/** QuickBooks keeps dates in 32-bit seconds (qbXML 3020). */
const FIRST_DATE = '1970-01-01';
const LAST_DATE = '2038-01-19';

/** The types that a Mod may clear with an empty element; the parser refuses it on the others. */
const CLEARABLE: ReadonlySet<Scalar['type']> = new Set([
  'text',
  'amount',
  'price',
  'quantity',
  'percent',
  'date',
  'datetime',
  'id',
]);

/** Whether an empty element of this type is legal on a Mod, where it means "clear this field". */
export const isClearable = (scalar: Scalar): boolean => CLEARABLE.has(scalar.type);

/**
 * Says why a text is not a legal value, as the end of a sentence, or `undefined` when it is.
 * @param value not empty, control characters already stripped
 */
export function objectionTo(scalar: Scalar, value: string): string | undefined {
  switch (scalar.type) {
    case 'text':
      return tooLong(value, scalar.max);
    case 'name':
      if (value.includes(':')) return 'a name may not contain a colon, which separates levels';
      return tooLong(value, scalar.max);
    case 'id':
      return tooLong(value, MAX_ID_LENGTH);
    case 'enum':
      return scalar.values.includes(value) ? undefined : `it is not one of ${scalar.values.join(', ')}`;
    case 'boolean':
      return value === 'true' || value === 'false' ? undefined : 'it must be true or false';
    case 'amount':
      return matches(value, AMOUNT, 'an amount has up to 13 digits and exactly two decimals or none');
    case 'price':
    case 'quantity':
    case 'percent':
      return matches(value, UP_TO_FIVE_DECIMALS, 'it has up to 10 digits and up to 5 decimals');
    case 'float':
      return matches(value, FLOAT, 'it must be a plain decimal number');
    case 'integer':
      if (!INTEGER.test(value)) return 'it must be a whole number of up to 9 digits';
      if (Number(value) < (scalar.min ?? -Infinity)) return `it must be at least ${String(scalar.min)}`;
      return Number(value) > (scalar.max ?? Infinity) ? `it may be at most ${String(scalar.max)}` : undefined;
    case 'guid':
      return matches(value, GUID, 'a GUID has the form {8-4-4-4-12} or is 0');
    case 'date':
      return isCalendarDate(value) ? outOfRange(value) : 'a date has the form YYYY-MM-DD';
    case 'datetime': {
      const day = DATETIME.exec(value)?.[1];
      if (day === undefined || !isCalendarDate(day)) {
        return 'a time has the form YYYY-MM-DDThh:mm:ss, without a zone';
      }
      return outOfRange(day);
    }
  }
}

function matches(value: string, pattern: RegExp, because: string): string | undefined {
  return pattern.test(value) ? undefined : because;
}

/** Counts UTF-16 units, which is how QuickBooks' own parser counts and never less than the characters. */
function tooLong(value: string, max: number | undefined): string | undefined {
  if (max === undefined || value.length <= max) return undefined;
  return `it has ${value.length} characters and may have ${max}`;
}

function outOfRange(day: string): string | undefined {
  return day >= FIRST_DATE && day <= LAST_DATE
    ? undefined
    : `QuickBooks knows dates from ${FIRST_DATE} to ${LAST_DATE} only`;
}

function isCalendarDate(value: string): boolean {
  const [, year, month, day] = DATE.exec(value) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

import { z } from 'zod';
import { isBillcomTime } from '../times';

/**
 * Field types of v2 rows as they come. Unknown fields are dropped and code lists are open; a field of the wrong type
 * makes that one row a problem, and these words are what the bookkeeper reads about it.
 */

/** Half a character (cut in the middle of an emoji) and NUL: JSON can carry them, Postgres can keep neither. */
const whole = (value: string): boolean => !/\p{Cs}/u.test(value) && !value.includes('\0');
const broken = { error: 'contains a broken character' };

/** Text, or null where it is empty. */
export const text = z.string({ error: 'is not text' }).refine(whole, broken).nullish();

export const requiredText = z.string({ error: 'is missing or not text' }).refine(whole, broken);

export const id = z
  .string({ error: 'is missing or not text' })
  .regex(/^[0-9A-Za-z]{20}$/, { error: 'is not a Bill.com id of 20 characters' });

/** An id, 20 zeros where it refers to nothing. */
export const reference = z
  .string({ error: 'is not text' })
  .regex(/^([0-9A-Za-z]{20})?$/, { error: 'is not a Bill.com id of 20 characters' })
  .nullish();

/** A code of digits, as text. */
export const code = z
  .string({ error: 'is missing or not a code' })
  .regex(/^-?\d{1,4}$/, { error: 'is not a code' });

export const flag = z.boolean({ error: 'is not true or false' }).nullish();

/** JSON number; `moneyText` makes exact text of it. */
export const amount = z.number({ error: 'is not a number' }).nullish();

/** A unit price or percentage, with as many decimals as it has; `decimalText` makes exact text of it. */
export const decimal = z.number({ error: 'is not a number' }).nullish();

const wholeDays = { error: 'is not a number of days' };

/** Whole days; the API's numbers and texts of digits are both understood. */
export const days = z
  .union(
    [
      z.int(wholeDays).nonnegative(wholeDays),
      z
        .string()
        .regex(/^\d{1,4}$/)
        .transform(Number),
    ],
    wholeDays,
  )
  .nullish();

/** A business date without a zone, or null; a time after it is cut off when it is read (billcom.md §4). */
export const date = z
  .string({ error: 'is not a date' })
  .regex(/^(\d{4}-\d{2}-\d{2}.*)?$/, { error: 'is not a date' })
  .nullish();

/** v2 time, e.g. `2016-11-24T08:33:44.000+0000`. */
export const time = z
  .string({ error: 'is missing or not a time' })
  .refine(isBillcomTime, { error: 'is not a time' });

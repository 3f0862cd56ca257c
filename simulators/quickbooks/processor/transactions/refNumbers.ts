import { textOf } from '../../language/fields';
import type { RequestContext } from '../requestContext';

/** The number after the highest one of its kind; undefined where none is a number or the next would be too long. */
export function nextRefNumber(kind: string, { books }: RequestContext): string | undefined {
  const numbers = books.transactions
    .ofKind(kind)
    .map(({ fields }) => textOf(fields.RefNumber) ?? '')
    .filter((text) => /^\d{1,11}$/.test(text))
    .map(Number);
  const next = String(numbers.reduce((highest, each) => Math.max(highest, each), 0) + 1);
  return next.length > 11 ? undefined : next;
}

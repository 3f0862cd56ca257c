import type { RawRecord } from '../definition';

/**
 * What a movement is called in QuickBooks. A transfer there has neither a number nor an ExternalGUID (qbxml.md §7), so
 * its memo carries Bill.com's id, which no other movement has.
 */

const written = /^Bill\.com transfer (?:(.*) )?\((mmt[0-9A-Za-z]{17})\)/u;

/** The memo: the batch's number, the id, and what Bill.com says of it. */
export function memoOf({ id, name, description }: RawRecord): string {
  const number = textOf(name);
  const said = textOf(description);
  return `Bill.com transfer ${number === '' ? '' : `${number} `}(${String(id)})${said === '' ? '' : `; ${said}`}`;
}

/** The movement's id in a memo; undefined in a memo of other people's. */
export const tokenIn = (memo: unknown): string | undefined =>
  typeof memo === 'string' ? written.exec(memo)?.[2] : undefined;

/** The batch's number in a memo. */
export const numberIn = (memo: unknown): string | undefined =>
  typeof memo === 'string' ? written.exec(memo)?.[1] : undefined;

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

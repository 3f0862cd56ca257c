import { z, type ZodType } from 'zod';
import type { Call, Caller } from './caller';
import { errorOfReply } from './classify';
import type { BillcomEntity } from './entities';
import { BillcomError } from './errors';
import { unreachable } from './errorCodes';
import { identityOf, readRows, type RowProblem } from './rows';
import { isBillcomTime, isoTime } from './times';

export interface ListFilter {
  readonly field: string;
  readonly op: '=' | '!=' | '<' | '>' | '<=' | '>=' | 'in' | 'nin' | 'sw';
  /** v2 text; times as `v2Time` writes them. */
  readonly value: string;
}

export interface ListSort {
  readonly field: string;
  readonly asc: boolean;
}

export interface ListOptions {
  readonly filters?: readonly ListFilter[];
  /** Default: createdTime, id. Empty: none is sent, for entities that refuse it. */
  readonly sort?: readonly ListSort[];
  /** Lines and other children with their parents; default true (v2 describes it as an opt-in). */
  readonly nested?: boolean;
  /** 2 to 999, default 999. */
  readonly pageSize?: number;
  /** Rows of the page before that are read again; default 10. */
  readonly overlap?: number;
  /** Where an earlier reading of the same list, with the same filters and sort, was broken off. */
  readonly from?: ListPlace;
}

/** A place in a list that is being read: the offset of the next page, and the rows that it must begin with. Plain JSON. */
export interface ListPlace {
  readonly start: number;
  /** Identities of the rows from `start` on that have been read. */
  readonly seen: readonly string[];
}

export interface ListPage<T> {
  readonly rows: T[];
  readonly problems: RowProblem[];
  /** Offset that the page was read at. */
  readonly start: number;
  /** Where to go on; undefined after the last page. */
  readonly next?: ListPlace;
  /**
   * With the last page: from where what is added later is found. A page before that one: among rows of one second a later
   * one may stand in front.
   */
  readonly end?: ListPlace;
  /** The latest updatedTime of these rows, ISO in UTC; undefined where none has one. */
  readonly newest?: string;
}

const largestPage = 999;
const defaultOverlap = 10;
const maxPages = 20_000;
/** Times that a list may begin again from its first row because its rows would not stay in place. */
const maxRestarts = 3;

/**
 * Reads a whole list, inactive rows included; every row comes once.
 *
 * v2 pages by offset and gives no total, so that rows slip past while reading: if a row before our place leaves
 * the list (by the filter), all later ones move up and the next page would skip one. Therefore pages overlap: a
 * page must begin with a row that has been read already; if it does not, the place is moved back, 1, 2, 4, …
 * overlaps, until it does. With a stable sort that leaves no gap. Rows that move down are only read twice.
 * A page shorter than asked for is the last.
 *
 * A reading that was broken off goes on at `from`; if its rows are not there any more, the place is moved back likewise,
 * at worst to the first row, and rows come again that came before.
 *
 * Rows that don't fit the schema are `problems`; they never stop the list. Throws `BillcomError` for a failed call,
 * and `outage` if the rows don't hold still (try again later).
 */
export async function* list<T>(
  caller: Caller,
  entity: BillcomEntity,
  schema: ZodType<T>,
  options: ListOptions = {},
): AsyncGenerator<ListPage<T>, void> {
  const max = Math.min(Math.max(2, options.pageSize ?? largestPage), largestPage);
  const overlap = Math.min(Math.max(1, options.overlap ?? defaultOverlap), max - 1);
  const seen = new Set<string>(options.from?.seen);
  let start = options.from?.start ?? 0;
  let back = overlap;
  let restarts = 0;
  let before: ListPlace | undefined;

  for (let page = 0; page < maxPages; page += 1) {
    const raw = await readPage(caller, entity, start, max, options);
    const isConnected = start === 0 || (raw[0] !== undefined && seen.has(identityOf(raw[0])));
    if (!isConnected) {
      start = Math.max(0, start - back);
      back *= 2;
      before = undefined;
      if (start === 0 && (restarts += 1) > maxRestarts) throw restless(entity);
      continue;
    }
    back = overlap;

    const fresh = raw.filter((row) => !seen.has(identityOf(row)));
    fresh.forEach((row) => seen.add(identityOf(row)));
    const isLast = raw.length < max;
    const next = { start: start + max - overlap, seen: raw.slice(-overlap).map(identityOf) };
    const here = { start, seen: raw.slice(0, overlap).map(identityOf) };
    if (fresh.length > 0 || page === 0 || isLast) {
      const newest = newestOf(fresh);
      yield {
        ...readRows(fresh, schema),
        start,
        ...(isLast ? { end: before ?? here } : { next }),
        ...(newest === undefined ? {} : { newest }),
      };
    }
    if (isLast) return;
    before = here;
    start = next.start;
  }
  throw restless(entity);
}

const timed = z.object({ updatedTime: z.string().refine(isBillcomTime) });

function newestOf(raw: readonly unknown[]): string | undefined {
  return raw
    .flatMap((row) => timed.safeParse(row).data ?? [])
    .map(({ updatedTime }) => isoTime(updatedTime))
    .reduce<string | undefined>((latest, time) => (latest && latest > time ? latest : time), undefined);
}

const rowsAnswer = z.array(z.unknown());
const byAge: readonly ListSort[] = [
  { field: 'createdTime', asc: true },
  { field: 'id', asc: true },
];

async function readPage(
  caller: Caller,
  entity: BillcomEntity,
  start: number,
  max: number,
  { filters = [], sort = byAge, nested = true }: ListOptions,
): Promise<unknown[]> {
  const data = { start, max, filters, ...(sort.length > 0 ? { sort } : {}), nested };
  const call: Call = { operation: `List/${entity}`, data, isWrite: false };
  const rows = rowsAnswer.safeParse(await caller.call(call));
  if (rows.success) return rows.data;
  throw errorOfReply({ kind: 'unreadable' }, undefined, caller.kindOf(call));
}

function restless(entity: BillcomEntity): BillcomError {
  return new BillcomError({
    ...unreachable,
    class: 'outage',
    sentence: 'The list in Bill.com changed so often while it was read that it could not be read to its end.',
    operation: `List/${entity}`,
  });
}

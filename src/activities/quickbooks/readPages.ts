import type { QuickBooksList } from '../../entities/definition';
import type { Transaction } from '../../ledger/database';
import type { QbxmlRequest, QbxmlResponse } from '../../quickbooks/qbxml/types';
import { mirrorResponse, refusalOf, type MirroredAnswer } from './mirrorResponse';
import { attemptKey, readAnswer } from './readAnswer';
import type { SessionJob } from './sessionJob';

/** A query with an iterator, and the key of its first page. */
export interface PagedQuery {
  readonly key: string;
  readonly request: QbxmlRequest;
  /** An iterator that QuickBooks dropped after its first page is not begun again: the caller has a better way. */
  readonly isReadOnce?: boolean;
}

/** How the reading of an iterator ended, where it did not reach its end. */
export interface PagesCutShort {
  /** Why QuickBooks refused the list. */
  readonly refused?: string;
  readonly isDropped?: boolean;
}

/**
 * Reads an iterator to its end; the gateway queues the pages itself. Each page is taken in and settled in one
 * transaction. A retried job finds the pages that are there and takes them in once more.
 * @returns an empty object when it was read to its end.
 * @throws ApplicationFailure `ReadLater` when QuickBooks dropped the iterator: the next attempt begins it again, or
 *   finds it dropped where it is read once.
 */
export async function readPages(
  job: SessionJob,
  definition: Pick<QuickBooksList, 'words'>,
  { key, request, isReadOnce = false }: PagedQuery,
  take: (tx: Transaction, response: QbxmlResponse) => Promise<void>,
): Promise<PagesCutShort> {
  let attempt = 0;
  let page = 0;
  for (;;) {
    const first = attemptKey(key, attempt);
    if (page === 0) await job.queue({ key: first, kind: 'read', requests: [request], paged: true });
    const read = await readAnswer(job, page === 0 ? first : `${first}:p${page}`);
    if (read === 'askAgain') {
      if (isReadOnce && page > 0) return { isDropped: true };
      attempt += 1;
      page = 0;
      continue;
    }
    const { exchange, answer } = read;
    const [response] = answer.responses;
    if (!response) throw new Error(`QuickBooks’ answer to ${exchange.key} has nothing in it`);
    const refused = refusalOf(definition, response);
    await job.settle(exchange, (tx) => (refused === undefined ? take(tx, response) : Promise.resolve()));
    if (refused !== undefined) return { refused };
    if ((response.iteratorRemainingCount ?? 0) === 0) return {};
    page += 1;
  }
}

/** Reads an iterator to its end into the mirror; `onPage` is told of the rows so far, and of those that remain. */
export async function mirrorPages(
  job: SessionJob,
  definition: QuickBooksList,
  query: PagedQuery,
  onPage: (tx: Transaction, rows: number, remaining: number) => Promise<void> = () => Promise.resolve(),
): Promise<MirroredAnswer & PagesCutShort> {
  let newest: string | null = null;
  let rows = 0;
  const ending = await readPages(job, definition, query, async (tx, response) => {
    const page = await mirrorResponse(tx, job.companyId, definition, response);
    rows += page.rows;
    if (page.newest !== null && (newest === null || page.newest > newest)) newest = page.newest;
    await onPage(tx, rows, response.iteratorRemainingCount ?? 0);
  });
  return { rows, newest, ...ending };
}

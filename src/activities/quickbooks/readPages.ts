import type { EntityDefinition } from '../../entities/definition';
import type { Transaction } from '../../ledger/database';
import { withoutOffset } from '../../quickbooks/localTime';
import { decodeAnswer } from '../../quickbooks/qbxml/decode';
import type { QbxmlRequest } from '../../quickbooks/qbxml/types';
import { mirrorResponse, readFailed } from './mirrorResponse';
import type { SessionJob } from './sessionJob';

/** Reads an iterator to its end; `onPage` is told of the rows so far. @returns the newest printed time and the number of rows. */
export async function readPages(
  job: SessionJob,
  definition: EntityDefinition,
  key: string,
  request: QbxmlRequest,
  onPage: (tx: Transaction, rows: number) => Promise<void> = () => Promise.resolve(),
): Promise<{ newest: string | null; rows: number }> {
  await job.queue({ key, kind: 'read', requests: [request], paged: true });
  let newest: string | null = null;
  let rows = 0;
  for (let page = 0; ; page += 1) {
    const exchange = await job.answerTo(page === 0 ? key : `${key}:p${page}`);
    if (exchange.state === 'failed' || exchange.answer === null) throw readFailed(exchange);
    const answer = await decodeAnswer(exchange.answer);
    const [response] = answer.responses;
    if (!response) throw readFailed(exchange);
    await job.settle(exchange, async (tx) => {
      const read = await mirrorResponse(tx, job.companyId, definition, response);
      rows += read.rows;
      await onPage(tx, rows);
      if (read.newest !== null && (newest === null || read.newest > newest))
        newest = withoutOffset(read.newest);
    });
    if ((response.iteratorRemainingCount ?? 0) === 0) return { newest, rows };
  }
}

import type { QbxmlAnswerOutline, QbxmlRequest } from '../qbxml/types';
import type { ExchangeLimits } from './limits';

/** What an answer says of its iterator, and the request for its next page if there is more. Pure. */
export interface Iteration {
  readonly iteratorId: string | null;
  readonly remaining: number | null;
  readonly next: QbxmlRequest | undefined;
}

export function iterationOf(
  query: QbxmlRequest | null,
  outline: QbxmlAnswerOutline,
  measured: { readonly bytes: number; readonly milliseconds: number },
  limits: ExchangeLimits,
): Iteration {
  const page = outline.responses.find((response) => response.iteratorID !== undefined);
  const iteratorId = page?.iteratorID ?? null;
  const remaining = page?.iteratorRemainingCount ?? null;
  if (!query || !page || iteratorId === null || !remaining) return { iteratorId, remaining, next: undefined };
  const records = pageSize(Number(query.body['MaxReturned']), page.retCount, measured, limits);
  return {
    iteratorId,
    remaining,
    next: {
      ...query,
      attributes: { ...query.attributes, iterator: 'Continue', iteratorID: iteratorId },
      body: { ...query.body, MaxReturned: String(records) },
    },
  };
}

/** A page aims at three quarters of what it may weigh and take, and at most doubles. */
const aim = 0.75;

/** How many records to ask for next: 100 to 500, by what the last page weighed and how long it took. */
export function pageSize(
  asked: number,
  returned: number | undefined,
  measured: { readonly bytes: number; readonly milliseconds: number },
  limits: ExchangeLimits,
): number {
  const records = Math.max(1, returned ?? (asked > 0 ? asked : limits.pageRecordsMin));
  const byBytes = (aim * limits.pageBytes) / Math.max(1, measured.bytes / records);
  const byTime = (aim * limits.pageMs) / Math.max(1, measured.milliseconds / records);
  const wanted = Math.floor(Math.min(byBytes, byTime, records * 2));
  return Math.min(limits.pageRecordsMax, Math.max(limits.pageRecordsMin, wanted));
}

/** `key:p1` follows `key`, `key:p2` follows `key:p1`. */
export function pageKey(of: { readonly key: string; readonly continues: boolean }): string {
  const page = of.continues ? /^(.*):p(\d+)$/s.exec(of.key) : null;
  return page ? `${page[1] ?? ''}:p${Number(page[2]) + 1}` : `${of.key}:p1`;
}

import type { Database, Transaction } from '../../ledger/database';
import type { QbxmlRequest } from '../qbxml/types';
import type { ExchangeKind, ExchangeState } from './states';

/** An exchange as the worker sees it. */
export interface Exchange {
  readonly id: string;
  readonly key: string;
  readonly cycle: number;
  readonly step: string;
  readonly kind: ExchangeKind;
  readonly state: ExchangeState;
  /** A page after the first: its key is the first one's with `:p1`, `:p2` … */
  readonly continues: boolean;
  readonly sessionId: string | null;
  readonly messageSetId: string | null;
  readonly requests: number;
  readonly query: QbxmlRequest | null;
  readonly iteratorRemaining: number | null;
  readonly answerBytes: number | null;
  readonly hresult: string | null;
  readonly message: string | null;
  readonly queuedAt: Date;
  readonly sentAt: Date | null;
  readonly answeredAt: Date | null;
}

/** An exchange with QuickBooks' answer opened; null while there is none, and after it was purged. */
export interface AnsweredExchange extends Exchange {
  readonly answer: string | null;
}

export interface ExchangeFilter {
  readonly cycle?: number;
  readonly step?: string;
  /** These and the pages that the gateway queued after them. */
  readonly keys?: readonly string[];
  readonly sessionId?: string;
  readonly states?: readonly ExchangeState[];
  /** Answers are up to 4 MB each: at most this many at once (default 20), oldest first. */
  readonly limit?: number;
}

const defaultLimit = 20;

/** The exchanges that fit every given property, oldest first, with their answers opened. */
export async function exchangesOf(
  database: Database,
  companyId: string,
  filter: ExchangeFilter,
): Promise<AnsweredExchange[]> {
  const rows = await database.inCompany(companyId, (tx) => selectExchanges(tx, companyId, filter));
  return rows.map(({ sealedAnswer, ...exchange }) => ({
    ...exchange,
    answer: sealedAnswer && database.sealer.open(sealedAnswer),
  }));
}

/** One exchange, with its answer opened if there is one. */
export async function exchangeOf(
  database: Database,
  companyId: string,
  key: string,
): Promise<AnsweredExchange | undefined> {
  const row = await database.inCompany(companyId, (tx) => selectExchange(tx, companyId, key));
  if (!row) return undefined;
  const { sealedAnswer, ...exchange } = row;
  return { ...exchange, answer: sealedAnswer && database.sealer.open(sealedAnswer) };
}

type SealedExchange = Exchange & { readonly sealedAnswer: Buffer | null };

const columns = `id, key, cycle, step, kind, state, continues, session_id as "sessionId", message_set_id as "messageSetId",
            requests, query, iterator_remaining as "iteratorRemaining", answer_bytes as "answerBytes", hresult, message,
            queued_at as "queuedAt", sent_at as "sentAt", answered_at as "answeredAt", answer as "sealedAnswer"`;

async function selectExchange(
  tx: Transaction,
  companyId: string,
  key: string,
): Promise<SealedExchange | undefined> {
  const { rows } = await tx.query<SealedExchange>(
    `select ${columns} from exchange where company_id = $1 and key = $2`,
    [companyId, key],
  );
  return rows[0];
}

/** As `exchangesOf`, inside a transaction and with the answers still sealed. */
export async function selectExchanges(
  tx: Transaction,
  companyId: string,
  filter: ExchangeFilter,
): Promise<SealedExchange[]> {
  const { rows } = await tx.query<SealedExchange>(
    `select ${columns}
       from exchange
      where company_id = $1
        and ($2::int is null or cycle = $2)
        and ($3::text is null or step = $3)
        and ($4::text[] is null or key = any($4) or (continues and regexp_replace(key, ':p[0-9]+$', '') = any($4)))
        and ($5::uuid is null or session_id = $5)
        and ($6::text[] is null or state = any($6))
      order by id
      limit $7`,
    [
      companyId,
      filter.cycle ?? null,
      filter.step ?? null,
      filter.keys ?? null,
      filter.sessionId ?? null,
      filter.states ?? null,
      filter.limit ?? defaultLimit,
    ],
  );
  return rows;
}

/** What was handed to QuickBooks and what it answered; null where there is nothing (yet), or not any more. */
export interface Wire {
  readonly request: string | null;
  readonly answer: string | null;
}

/** Both texts of an exchange, opened. @returns undefined where there is no such exchange */
export async function wireOf(database: Database, companyId: string, key: string): Promise<Wire | undefined> {
  const { rows } = await database.inCompany(companyId, (tx) =>
    tx.query<{ request: Buffer | null; answer: Buffer | null }>(
      'select request, answer from exchange where company_id = $1 and key = $2',
      [companyId, key],
    ),
  );
  const [row] = rows;
  const opened = (sealed: Buffer | null): string | null => sealed && database.sealer.open(sealed);
  return row && { request: opened(row.request), answer: opened(row.answer) };
}

import type { Sealer } from '../../ledger/sealed';
import type { Transaction } from '../../ledger/database';
import { mailboxBell, ringSql } from '../../ledger/doorbell';
import type { QbxmlRequest } from '../qbxml/types';
import type { ExchangeKind, ExchangeState } from './states';
import { MoveNotAllowed, SessionGone } from './states';

/** What a worker leaves in the mailbox. */
export interface NewExchange {
  readonly companyId: string;
  /** Deterministic (cycle, step, position), so that a retried job finds its row. Never ends in `:p` and a number. */
  readonly key: string;
  readonly cycle: number;
  readonly step: string;
  readonly kind: Exclude<ExchangeKind, 'closing'>;
  /** The session that may fetch it; no other will. */
  readonly sessionId: string;
  /** The encoded requests without their envelope; `''` for a check. */
  readonly body: string;
  /** How many requests that is. */
  readonly requests: number;
  /** A read with an iterator: its only request, from which the gateway makes the next pages. */
  readonly query?: QbxmlRequest;
  /** A check: the message set whose stored answer is asked for. */
  readonly messageSetId?: string;
}

export interface QueuedExchange {
  readonly id: string;
  readonly key: string;
  readonly state: ExchangeState;
}

/**
 * Queues an exchange for an open session and rings its mailbox. Idempotent by key: what is there already stays
 * and is returned as it is. A withdrawn exchange is queued again with what is given now, and so is a read that
 * failed in an older session.
 * @throws SessionGone when it is new and the session takes no more.
 */
export async function queueExchange(
  tx: Transaction,
  sealer: Sealer,
  exchange: NewExchange,
): Promise<QueuedExchange> {
  assertQueueable(exchange);
  const queued =
    (await insertExchange(tx, sealer, exchange)) ??
    (await exchangeByKey(tx, exchange.companyId, exchange.key));
  if (!queued) throw new SessionGone(exchange.sessionId);
  if (queued.state === 'queued') await tx.query(ringSql, [mailboxBell(exchange.companyId)]);
  return queued;
}

// eslint-disable-next-line no-control-regex
const ascii = /^[\u0000-\u007F]*$/;

function assertQueueable(exchange: NewExchange): void {
  if ((exchange.kind === 'check') !== (exchange.messageSetId !== undefined)) {
    throw new MoveNotAllowed(
      `${exchange.key}: a check, and only a check, names the message set that it asks for`,
    );
  }
  if (exchange.query && exchange.kind !== 'read')
    throw new MoveNotAllowed(`${exchange.key}: only a read has an iterator`);
  if (exchange.body === '' && exchange.kind !== 'check')
    throw new MoveNotAllowed(`${exchange.key}: nothing to send`);
  // At the hand-out it would be too late: the same exchange would fail in every session.
  if (!ascii.test(exchange.body)) throw new MoveNotAllowed(`${exchange.key}: the requests are not encoded`);
}

/** @returns undefined when the session takes no more, or when the key stands there in a state that stays. */
export async function insertExchange(
  tx: Transaction,
  sealer: Sealer,
  exchange: NewExchange,
): Promise<QueuedExchange | undefined> {
  const { rows } = await tx.query<QueuedExchange>(
    `insert into exchange (company_id, key, cycle, step, kind, session_id, body, requests, query, message_set_id)
     select $1, $2, $3, $4, $5, session.id, $7, $8, $9, $10
       from web_connector_session session
      where session.company_id = $1 and session.id = $6
        and session.state = 'open' and session.verdict is distinct from 'empty'
        for share
     on conflict (company_id, key) do update
        set cycle = excluded.cycle, step = excluded.step, kind = excluded.kind, state = 'queued', continues = false,
            session_id = excluded.session_id, query = excluded.query, body = excluded.body, requests = excluded.requests,
            message_set_id = excluded.message_set_id, old_message_set_id = null, request = null, answer = null,
            answer_bytes = null, iterator_id = null, iterator_remaining = null, hresult = null, message = null,
            queued_at = now(), sent_at = null, answered_at = null, settled_at = null
      where (exchange.state = 'withdrawn' and (exchange.kind <> 'write' or exchange.sent_at is null))
         or (exchange.state = 'failed' and exchange.kind = 'read' and exchange.session_id <> excluded.session_id)
     returning id, key, state`,
    [
      exchange.companyId,
      exchange.key,
      exchange.cycle,
      exchange.step,
      exchange.kind,
      exchange.sessionId,
      sealer.seal(exchange.body),
      exchange.requests,
      exchange.query ?? null,
      exchange.messageSetId ?? null,
    ],
  );
  return rows[0];
}

export async function exchangeByKey(
  tx: Transaction,
  companyId: string,
  key: string,
): Promise<QueuedExchange | undefined> {
  const { rows } = await tx.query<QueuedExchange>(
    'select id, key, state from exchange where company_id = $1 and key = $2',
    [companyId, key],
  );
  return rows[0];
}

/**
 * Takes back what has not been handed out; its operations are planned and free again.
 * @returns how many exchanges were withdrawn.
 */
export async function withdrawQueued(
  tx: Transaction,
  companyId: string,
  of: { readonly cycle: number; readonly step?: string },
): Promise<number> {
  const { rows } = await tx.query<{ withdrawn: number }>(
    `with withdrawn as (
       update exchange set state = 'withdrawn'
        where company_id = $1 and cycle = $2 and ($3::text is null or step = $3) and state = 'queued'
        returning key),
     freed as (
       update operation set exchange_key = null
        where company_id = $1 and state = 'planned' and exchange_key in (select key from withdrawn))
     select count(*)::int as withdrawn from withdrawn`,
    [companyId, of.cycle, of.step ?? null],
  );
  return rows[0]?.withdrawn ?? 0;
}

/**
 * The worker has drawn every conclusion from an exchange.
 * @returns false when it was settled already.
 * @throws MoveNotAllowed when there is nothing to conclude from yet (queued, sent) or nothing at all (withdrawn).
 */
export async function markSettled(tx: Transaction, companyId: string, id: string): Promise<boolean> {
  const { rows } = await tx.query<{ was: ExchangeState }>(
    `with was as (select id, state from exchange where company_id = $1 and id = $2 for update),
     moved as (
       update exchange set state = 'settled', settled_at = now()
         from was where exchange.id = was.id and was.state in ('answered', 'failed', 'inDoubt'))
     select state as was from was`,
    [companyId, id],
  );
  const was = rows[0]?.was;
  if (was === 'settled') return false;
  if (was === 'answered' || was === 'failed' || was === 'inDoubt') return true;
  throw new MoveNotAllowed(`exchange ${id}: ${was ?? 'unknown'} → settled`);
}

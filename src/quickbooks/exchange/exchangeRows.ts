import type { Transaction } from '../../ledger/database';
import type { QbxmlRequest } from '../qbxml/types';
import type { HeldSession } from './sessionRows';
import type { ExchangeKind } from './states';
import { assertMoved } from './states';

/** The moves of an exchange that a gateway makes; the machine is in states.ts. */

export interface NextExchange {
  readonly id: string;
  readonly key: string;
  readonly kind: ExchangeKind;
  readonly body: Buffer;
  readonly messageSetId: string | null;
}

/** A continued iterator first, else the oldest; locked, and invisible to another gateway meanwhile. */
export async function nextQueued(tx: Transaction, session: HeldSession): Promise<NextExchange | undefined> {
  const { rows } = await tx.query<NextExchange>(
    `select id, key, kind, body, message_set_id as "messageSetId"
       from exchange
      where company_id = $1 and session_id = $2 and state = 'queued'
      order by continues desc, id limit 1
        for update skip locked`,
    [session.companyId, session.sessionId],
  );
  return rows[0];
}

export interface Sending {
  readonly request: Buffer;
  readonly messageSetId: string | null;
  readonly oldMessageSetId: string | null;
  readonly at: Date | null;
}

/** queued → sent. */
export async function markSent(
  tx: Transaction,
  companyId: string,
  id: string,
  sending: Sending,
): Promise<void> {
  const { rowCount } = await tx.query(
    `update exchange
        set state = 'sent', request = $3, message_set_id = $4, old_message_set_id = $5, sent_at = coalesce($6, now())
      where company_id = $1 and id = $2 and state = 'queued'`,
    [companyId, id, sending.request, sending.messageSetId, sending.oldMessageSetId, sending.at],
  );
  assertMoved(rowCount, `exchange ${id}: queued → sent`);
}

/** planned → sent, for the operations that an exchange carries. */
export async function markOperationsSent(
  tx: Transaction,
  companyId: string,
  exchangeKey: string,
  at: Date | null,
): Promise<void> {
  await tx.query(
    `update operation set state = 'sent', sent_at = coalesce($3, now())
      where company_id = $1 and exchange_key = $2 and state = 'planned'`,
    [companyId, exchangeKey, at],
  );
}

/** The gateway's own exchanges (closing set, guard questions) are handed out as they are made. */
export async function insertSent(
  tx: Transaction,
  session: HeldSession,
  own: Sending & { readonly key: string; readonly step: string; readonly kind: ExchangeKind },
): Promise<void> {
  await tx.query(
    `insert into exchange (company_id, session_id, cycle, key, step, kind, state, request, message_set_id,
                           old_message_set_id, requests, queued_at, sent_at)
     values ($1, $2, $3, $4, $5, $6, 'sent', $7, $8, $9, 1, coalesce($10, now()), coalesce($10, now()))`,
    [
      session.companyId,
      session.sessionId,
      session.cycle,
      own.key,
      own.step,
      own.kind,
      own.request,
      own.messageSetId,
      own.oldMessageSetId,
      own.at,
    ],
  );
}

/** What QuickBooks owes us an answer to. */
export interface OutstandingExchange {
  readonly id: string;
  readonly key: string;
  readonly cycle: number;
  readonly step: string;
  readonly kind: ExchangeKind;
  readonly state: 'sent' | 'inDoubt';
  readonly continues: boolean;
  readonly query: QbxmlRequest | null;
  readonly request: Buffer;
  readonly messageSetId: string | null;
  readonly oldMessageSetId: string | null;
  readonly sentForMs: number;
}

/** The session's exchange that is out, or whose answer was given up and may still come. */
export async function outstandingOf(
  tx: Transaction,
  session: HeldSession,
  at: Date | null,
): Promise<OutstandingExchange | undefined> {
  const { rows } = await tx.query<OutstandingExchange>(
    `select id, key, cycle, step, kind, state, continues, query, request, message_set_id as "messageSetId",
            old_message_set_id as "oldMessageSetId",
            (extract(epoch from coalesce($3, now()) - sent_at) * 1000)::float8 as "sentForMs"
       from exchange
      where company_id = $1 and session_id = $2 and state in ('sent', 'inDoubt')
      order by sent_at desc limit 1
        for update`,
    [session.companyId, session.sessionId, at],
  );
  return rows[0];
}

export interface TakenAnswer {
  readonly answer: Buffer;
  readonly bytes: number;
  readonly iteratorId: string | null;
  readonly iteratorRemaining: number | null;
  /** `settled` for the gateway's own exchanges: no worker waits for them. */
  readonly state: 'answered' | 'settled';
  readonly at: Date | null;
}

/** sent or inDoubt → answered (or settled). */
export async function storeAnswer(
  tx: Transaction,
  companyId: string,
  id: string,
  taken: TakenAnswer,
): Promise<void> {
  const { rowCount } = await tx.query(
    `update exchange
        set state = $3, answer = $4, answer_bytes = $5, iterator_id = $6, iterator_remaining = $7, message = null,
            answered_at = coalesce($8, now()), settled_at = case when $3 = 'settled' then coalesce($8, now()) end
      where company_id = $1 and id = $2 and state in ('sent', 'inDoubt')`,
    [
      companyId,
      id,
      taken.state,
      taken.answer,
      taken.bytes,
      taken.iteratorId,
      taken.iteratorRemaining,
      taken.at,
    ],
  );
  assertMoved(rowCount, `exchange ${id}: sent → ${taken.state}`);
}

export interface Refusal {
  readonly state: 'failed' | 'inDoubt';
  readonly hresult: string | null;
  readonly message: string;
  readonly at: Date | null;
}

/** sent → failed or inDoubt. Operations of a doubtful write become unknown; those of a refused set stay sent. */
export async function storeRefusal(
  tx: Transaction,
  companyId: string,
  id: string,
  refusal: Refusal,
): Promise<void> {
  const { rows } = await tx.query(
    `with refused as (
       update exchange set state = $3, hresult = $4, message = $5, answered_at = coalesce($6, now())
        where company_id = $1 and id = $2 and state = 'sent'
        returning key),
     unknown as (
       update operation set state = 'unknown'
        where company_id = $1 and state = 'sent' and $3 = 'inDoubt' and exchange_key in (select key from refused))
     select key from refused`,
    [companyId, id, refusal.state, refusal.hresult, refusal.message, refusal.at],
  );
  assertMoved(rows.length, `exchange ${id}: sent → ${refusal.state}`);
}

/** The gateway's own exchange came to nothing, and nobody minds. */
export async function dropOwn(
  tx: Transaction,
  companyId: string,
  id: string,
  message: string,
): Promise<void> {
  const { rowCount } = await tx.query(
    `update exchange set state = 'settled', message = $3, settled_at = now()
      where company_id = $1 and id = $2 and state = 'sent'`,
    [companyId, id, message],
  );
  assertMoved(rowCount, `exchange ${id}: sent → settled`);
}

/** The late answer came after all: nobody needs to ask for it. */
export async function withdrawCheckOf(
  tx: Transaction,
  companyId: string,
  messageSetId: string,
): Promise<void> {
  await tx.query(
    `update exchange set state = 'withdrawn'
      where company_id = $1 and kind = 'check' and message_set_id = $2 and state = 'queued'`,
    [companyId, messageSetId],
  );
}

/** The next page of an open iterator: handed out before anything else. */
export async function queuePage(
  tx: Transaction,
  companyId: string,
  first: OutstandingExchange,
  page: { key: string; sessionId: string; query: QbxmlRequest; body: Buffer; at: Date | null },
): Promise<void> {
  await tx.query(
    `insert into exchange (company_id, session_id, cycle, key, step, kind, continues, query, body, queued_at)
     values ($1, $2, $3, $4, $5, 'read', true, $6, $7, coalesce($8, now()))
     on conflict (company_id, key) do nothing`,
    [companyId, page.sessionId, first.cycle, page.key, first.step, page.query, page.body, page.at],
  );
}

/** The session's last exchange that was answered or refused: what a repeated post repeats. */
export async function lastTakenIn(
  tx: Transaction,
  session: HeldSession,
): Promise<{ answer: Buffer | null; hresult: string | null } | undefined> {
  const { rows } = await tx.query<{ answer: Buffer | null; hresult: string | null }>(
    `select answer, hresult from exchange
      where company_id = $1 and session_id = $2 and answered_at is not null
      order by answered_at desc, id desc limit 1`,
    [session.companyId, session.sessionId],
  );
  return rows[0];
}

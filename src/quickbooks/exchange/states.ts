/**
 * The two state machines of the exchange. Both live in Postgres only: any gateway may make the next move.
 *
 * An EXCHANGE is one qbXML message set on its way to QuickBooks and back.
 *
 *   queued     its inner requests wait in the mailbox, bound to one open session. Operations that carry its key
 *              are `planned`.
 *                → sent       the gateway saved the complete bytes and hands them out
 *                → withdrawn  pause, verdict `empty`, a session that ended, a worker that takes it back
 *   sent       the bytes may have reached QuickBooks; at most one per company. Its operations are `sent`.
 *                → answered   the answer is stored (a closing set is settled at once)
 *                → failed     QuickBooks' parser refused the set: nothing of it ran; or a read ended in an HRESULT
 *                → inDoubt    a write whose answer is lost: a newer login, an HRESULT, a damaged answer, a session
 *                             that ended. Its operations become `unknown`
 *                → withdrawn  anything else whose answer is lost: reading again harms nobody
 *   answered   the answer waits for the worker.                                      → settled
 *   failed     the worker has to see it: halve the set, or read again.               → settled, or queued again (a read, by a later session)
 *   inDoubt    nothing is sent again. A check asks QuickBooks for the stored answer. → answered (it came late), settled (looked up)
 *   withdrawn  never ran, or was only reading. Its operations are `planned` and free. → queued again under its key
 *   settled    the worker has drawn every conclusion. The end.
 *
 * A SESSION is one Web Connector connection; a company has at most one that is not closed.
 *
 *   open       exchanges are handed out, as long as the company guard let it through.
 *                → closing    100 was answered, a closing set was handed out, or an error ends it
 *                → closed     closeConnection, a newer login, silence, expiry
 *   closing    nothing is handed out any more; the answer of what is out is still taken in.   → closed
 *   closed     no exchange of it is `queued` or `sent`. A late answer is still stored.
 *
 * Locks are taken in one order: company, session, exchange, operation, outbox.
 */

export type ExchangeKind = 'read' | 'write' | 'check' | 'closing';
export type ExchangeState = 'queued' | 'sent' | 'answered' | 'settled' | 'withdrawn' | 'inDoubt' | 'failed';
export type SessionState = 'open' | 'closing' | 'closed';
/** The worker's word on a session: more to write, or its lane is empty and QuickBooks can be let go. */
export type Verdict = 'more' | 'empty';

/** A move that the machine above does not have: a bug, or a row that somebody else has moved meanwhile. */
export class MoveNotAllowed extends Error {
  override readonly name = 'MoveNotAllowed';
}

/** The session does not take new exchanges: it is closed, closing, or its lane was declared empty. */
export class SessionGone extends Error {
  override readonly name = 'SessionGone';
  readonly sessionId: string;

  constructor(sessionId: string) {
    super(`the Web Connector session ${sessionId} takes no more requests`);
    this.sessionId = sessionId;
  }
}

/** Asserts that a statement moved exactly the row it meant. @throws MoveNotAllowed */
export function assertMoved(rows: number | null, move: string): void {
  if (rows !== 1) throw new MoveNotAllowed(`${move}: ${rows ?? 0} rows moved instead of one`);
}

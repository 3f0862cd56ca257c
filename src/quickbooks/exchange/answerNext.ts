import type { Transaction } from '../../ledger/database';
import { mailboxBell } from '../../ledger/doorbell';
import { withdrawQueuedOf } from './ending';
import type { Gateway } from './gateway';
import { raiseProgress } from './progress';
import type { TicketSession } from './sessionRows';
import { markClosing } from './sessionRows';
import type { SessionState, Verdict } from './states';
import { watch } from './watch';

/** What a session's rows say of the moment after an answer. */
export interface Outlook {
  readonly state: SessionState;
  readonly verdict: Verdict | null;
  readonly hasError: boolean;
  readonly isPaused: boolean;
  readonly hasQueued: boolean;
}

/**
 * The number that answers receiveResponseXML once the answer is stored: waits a moment for the worker's word.
 * 100 when its lane is empty; else the progress, and sendRequestXML goes on waiting.
 */
export async function answerThat(gateway: Gateway, { companyId, sessionId }: TicketSession): Promise<number> {
  const { verdictWaitMs } = gateway.limits;
  const number = await watch(gateway.doorbell, mailboxBell(companyId), verdictWaitMs, () =>
    gateway.database.inCompany(companyId, (tx) => decide(tx, companyId, sessionId)),
  );
  return number ?? gateway.database.inCompany(companyId, (tx) => raiseProgress(tx, companyId, sessionId));
}

async function decide(tx: Transaction, companyId: string, sessionId: string): Promise<number | undefined> {
  const outlook = await outlookOf(tx, companyId, sessionId);
  if (!outlook) return -1;
  if (outlook.state !== 'open') return outlook.hasError ? -1 : 100;
  if (outlook.verdict === 'empty') {
    await markClosing(tx, { companyId, sessionId }, { reason: 'nothing left to do' });
    await withdrawQueuedOf(tx, companyId, sessionId);
    return 100;
  }
  const isClear = outlook.verdict === 'more' || outlook.hasQueued || outlook.isPaused;
  return isClear ? raiseProgress(tx, companyId, sessionId) : undefined;
}

export async function outlookOf(
  tx: Transaction,
  companyId: string,
  sessionId: string,
): Promise<Outlook | undefined> {
  const { rows } = await tx.query<Outlook>(
    `select session.state, session.verdict, session.last_error is not null as "hasError",
            company.paused_at is not null as "isPaused",
            exists (select from exchange
                     where company_id = $1 and session_id = session.id and state = 'queued') as "hasQueued"
       from web_connector_session session join company on company.id = session.company_id
      where session.company_id = $1 and session.id = $2
        for update of session`,
    [companyId, sessionId],
  );
  return rows[0];
}

import { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { Transaction } from '../../ledger/database';
import { mailboxBell } from '../../ledger/doorbell';
import { assertLease, takeLease, type Lease, type StepKey } from '../../ledger/steps';
import { exchangeOf, type AnsweredExchange } from '../../quickbooks/exchange/exchanges';
import { markSettled, queueExchange } from '../../quickbooks/exchange/mailbox';
import { closeSession, isSilent, sessionState } from '../../quickbooks/exchange/sessions';
import { SessionGone } from '../../quickbooks/exchange/states';
import { encodeRequests } from '../../quickbooks/qbxml/encode';
import type { QbxmlRequest, QbxmlVersion } from '../../quickbooks/qbxml/types';
import { sessionLostType } from '../../workflows/jobs';
import type { ActivityDeps } from '../deps';

/** How long a job sleeps between two looks at its rows when no bell rings. */
const lookEveryMs = 1_000;

/** One message set for the mailbox. */
export interface Question {
  readonly key: string;
  readonly kind: 'read' | 'write' | 'check';
  readonly requests: readonly QbxmlRequest[];
  /** The only request has an iterator, whose next pages the gateway queues by itself. */
  readonly paged?: boolean;
  readonly messageSetId?: string;
}

/** An exchange that came back: with its answer, or refused as a whole (0x80040400). */
export type Answered = AnsweredExchange & { readonly state: 'answered' | 'failed' | 'settled' };

/**
 * A job's place in one Web Connector session: it asks by leaving exchanges in the mailbox and waits for the answers,
 * heartbeating. It keeps its position in rows: asked again, a question finds the exchange that is there.
 * Every method throws an ApplicationFailure `SessionLost` when the session is gone or silent.
 */
export class SessionJob {
  private constructor(
    readonly deps: ActivityDeps,
    readonly sessionId: string,
    readonly lease: Lease,
    readonly version: QbxmlVersion,
  ) {}

  static async begin(deps: ActivityDeps, key: StepKey, sessionId: string): Promise<SessionJob> {
    const lease = await deps.database.inCompany(key.companyId, (tx) => takeLease(tx, key));
    const job = new SessionJob(deps, sessionId, lease, '13.0');
    const session = await job.#untilGuarded();
    return new SessionJob(deps, sessionId, lease, (session.qbxmlVersion ?? '13.0') as QbxmlVersion);
  }

  get companyId(): string {
    return this.lease.companyId;
  }

  /** Queues a message set, or finds it. @throws QbxmlRefused when it cannot be encoded. */
  async queue(question: Question): Promise<void> {
    await this.deps.database.inCompany(this.companyId, (tx) => this.queueWithin(tx, question));
  }

  /** As `queue`, in the caller's transaction. */
  async queueWithin(tx: Transaction, question: Question): Promise<void> {
    const { key, kind, requests, paged, messageSetId } = question;
    const [first] = requests;
    try {
      await queueExchange(tx, this.deps.database.sealer, {
        companyId: this.companyId,
        key,
        cycle: this.lease.cycle,
        step: this.lease.step,
        kind,
        sessionId: this.sessionId,
        body: requests.length === 0 ? '' : encodeRequests(requests, this.version),
        requests: requests.length,
        ...(paged && first ? { query: first } : {}),
        ...(messageSetId === undefined ? {} : { messageSetId }),
      });
    } catch (error) {
      if (error instanceof SessionGone) throw sessionLost(this.sessionId, 'it takes no more requests');
      throw error;
    }
  }

  /** Asks and waits. */
  async ask(question: Question): Promise<Answered> {
    await this.queue(question);
    return this.answerTo(question.key);
  }

  /** Waits for the answer to a queued exchange. */
  async answerTo(key: string): Promise<Answered> {
    for (;;) {
      const exchange = await exchangeOf(this.deps.database, this.companyId, key);
      if (exchange?.state === 'answered' || exchange?.state === 'failed' || exchange?.state === 'settled')
        return exchange as Answered;
      if (exchange?.state === 'inDoubt' || exchange?.state === 'withdrawn')
        throw sessionLost(this.sessionId, 'it ended before QuickBooks answered');
      await this.wait();
    }
  }

  /** Settles an exchange: the conclusions and the mark are one transaction under the lease. */
  async settle(exchange: { id: string }, conclude: (tx: Transaction) => Promise<void>): Promise<void> {
    await this.deps.database.inCompany(this.companyId, async (tx) => {
      await assertLease(tx, this.lease);
      await conclude(tx);
      await markSettled(tx, this.companyId, exchange.id);
    });
  }

  /** One transaction under the lease. */
  async under<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.deps.database.inCompany(this.companyId, async (tx) => {
      await assertLease(tx, this.lease);
      return work(tx);
    });
  }

  /** Heartbeats, checks that the session is alive and sleeps until the mailbox bell or a second passed. */
  async wait(): Promise<void> {
    const context = Context.current();
    context.heartbeat();
    await this.assertAlive();
    await this.deps.doorbell.rung(mailboxBell(this.companyId), lookEveryMs, context.cancellationSignal);
    if (context.cancellationSignal.aborted) await context.cancelled;
  }

  /** @throws SessionLost; a session that fell silent is closed first, so that its writes are in doubt. */
  async assertAlive(): Promise<void> {
    const { companyId, sessionId } = this;
    const lost = await this.deps.database.inCompany(companyId, async (tx) => {
      const session = await sessionState(tx, companyId, sessionId);
      if (!session) return 'it is not there any more';
      if (session.state === 'closed') return session.closeReason ?? 'it was closed';
      if (!isSilent(session)) return undefined;
      const because = 'the Web Connector stopped calling';
      await closeSession(tx, companyId, sessionId, because);
      return because;
    });
    if (lost !== undefined) throw sessionLost(sessionId, lost);
  }

  async #untilGuarded() {
    for (;;) {
      const session = await this.deps.database.inCompany(this.companyId, (tx) =>
        sessionState(tx, this.companyId, this.sessionId),
      );
      if (session?.guardedAt) return session;
      await this.wait();
    }
  }
}

export function sessionLost(sessionId: string, because: string): ApplicationFailure {
  return ApplicationFailure.create({
    type: sessionLostType,
    message: `the Web Connector session ended: ${because}`,
    nonRetryable: true,
    category: ApplicationFailureCategory.BENIGN,
    details: [sessionId],
  });
}

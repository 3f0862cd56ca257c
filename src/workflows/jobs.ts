import type { EntityName } from '../entities/definition';
import type { WritePhase } from '../reconcile/plan';
import type { CycleMode } from './messages';

/** The jobs of a cycle, as workflows see them: ids and counts in, ids and counts out. Each is one activity. */

/** The Web Connector session is gone; the rows say how far the job came. Never retried within the activity. */
export const sessionLostType = 'SessionLost';

export interface CycleJob {
  readonly companyId: string;
  readonly cycle: number;
}
export interface SessionJob extends CycleJob {
  readonly sessionId: string;
}
export interface QuickBooksRead extends SessionJob {
  /** Counts the readings of a cycle: what a later one asks is asked anew, also in the same session. */
  readonly round: number;
}
/** One entity's turn in a lane. */
export interface StepWork {
  readonly entity: EntityName;
  readonly phase: WritePhase;
  /**
   * The entities whose writes in the same lane come first. The plan says so and not today's definitions, so that a
   * replay does not depend on them.
   */
  readonly after?: readonly EntityName[];
}
/** A step that ended without its work being done: what it planned is planned anew by the next reconcile. */
export interface FailedStep extends Pick<StepWork, 'entity' | 'phase'> {
  readonly book: 'quickbooks' | 'billcom';
  readonly message: string;
}
export interface QuickBooksWrite extends SessionJob, StepWork {
  /** The lane's last step: the session may end when it is done. */
  readonly isLast: boolean;
}
export interface BillcomWrite extends CycleJob, StepWork {}

export interface CycleEnd extends CycleJob {
  readonly result: 'ended' | 'interrupted' | 'failed';
  readonly message?: string;
  readonly failed?: readonly FailedStep[];
}

/** What reconciling decided, in counts. */
export interface CyclePlan {
  readonly quickbooks: readonly StepWork[];
  readonly billcom: readonly StepWork[];
  /** The cycle was ended by this job, since nothing is to be written. */
  readonly isOver: boolean;
  /** The books are to be tied out after the writes, in the same session. Plans of before have no word of it. */
  readonly tieOut?: boolean;
}

export interface WriteResult {
  readonly applied: number;
  readonly refused: number;
  /** Something was found changed meanwhile: reconcile once more in this cycle. */
  readonly reconcileAgain: boolean;
  /** false: the company was paused before the step was done. */
  readonly finished: boolean;
}

export interface EmailJob {
  readonly companyId: string;
}
export interface EmailsSent {
  /** What waits goes on after so long, in milliseconds; null: nothing waits, or the company is paused. */
  readonly waitMs: number | null;
}

export interface QuickBooksActivities {
  /** Clears what is in doubt, then reads what changed since the last session (or everything, the first time). */
  readQuickBooks(job: QuickBooksRead): Promise<void>;
  writeQuickBooks(job: QuickBooksWrite): Promise<WriteResult>;
  /** Asks QuickBooks for its own figures of accounts payable and receivable, after the writes; the session may end when it is done. */
  readTieOut(job: SessionJob): Promise<void>;
}
export interface BillcomActivities {
  readBillcom(job: CycleJob): Promise<void>;
  writeBillcom(job: BillcomWrite): Promise<WriteResult>;
  /** Sends the invoices that people asked to have e-mailed, as many as Bill.com's limit allows now. */
  sendEmails(job: EmailJob): Promise<EmailsSent>;
}
export interface LedgerActivities {
  /** Reconciles the work list; ends the cycle itself when nothing is to be written. */
  reconcileWorkList(job: CycleJob & { mode: CycleMode; sessionId: string | null }): Promise<CyclePlan>;
  /** Compares what `readTieOut` brought with the records of both books; does nothing where it brought nothing. */
  compareTieOut(job: CycleJob): Promise<void>;
  /** Writes the cycle's end and the steps that failed; a session that is still open for it may end. */
  finishCycle(job: CycleEnd): Promise<void>;
}

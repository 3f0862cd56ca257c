import { defineQuery, defineSignal } from '@temporalio/workflow';

/** Everything that is said to and by the workflows: names, signals, queries and their payloads. No workflow code here. */

export const taskQueues = { workflows: 'tieout', quickbooks: 'quickbooks', billcom: 'billcom' } as const;

export const companyWorkflowId = (companyId: string): string => `company:${companyId}`;
export const cycleWorkflowId = (companyId: string, cycle: number): string =>
  `company:${companyId}:cycle:${cycle}`;

export const emailsWorkflowId = (companyId: string): string => `company:${companyId}:emails`;

export type CycleMode = 'preview' | 'sync';

/** The Web Connector opened a session; the cycle it is for was numbered in Postgres. */
export interface SessionOpened {
  readonly sessionId: string;
  readonly cycle: number;
  readonly mode: CycleMode;
}
/** A session ended before its lane was empty. */
export interface SessionClosed {
  readonly sessionId: string;
}
/** Somebody asked for a cycle; it has its number already. */
export interface SyncNow {
  readonly cycle: number;
  readonly mode: CycleMode;
}

export const sessionOpened = defineSignal<[SessionOpened]>('sessionOpened');
export const sessionClosed = defineSignal<[SessionClosed]>('sessionClosed');
export const syncNow = defineSignal<[SyncNow]>('syncNow');
export const pause = defineSignal<[]>('pause');
export const resume = defineSignal<[]>('resume');
/** Settings are read from Postgres by the next job; the signal only wakes. */
export const settingsChanged = defineSignal<[]>('settingsChanged');
/** A doorbell: something changed in Bill.com. The row in Postgres says so; the next cycle reads the lists whole. */
export const billcomChanged = defineSignal<[]>('billcomChanged');

/** Somebody asked for invoices to be e-mailed; the rows in Postgres say which. To the workflow of e-mails. */
export const emailsAsked = defineSignal<[]>('emailsAsked');

/** What the company's workflow is doing; screens read Postgres, this is for operators. */
export interface CompanyStatus {
  readonly paused: boolean;
  /** The running cycle, if any. */
  readonly cycle: number | null;
  readonly lastCycle: number;
  readonly waiting: readonly number[];
}
export const status = defineQuery<CompanyStatus>('status');

export interface CompanySyncInput {
  readonly companyId: string;
  /** Carried over continue-as-new; absent at the first start. */
  readonly state?: CompanySyncState;
}
/** Plain JSON, since it goes through payloads. */
export interface CompanySyncState {
  readonly paused: boolean;
  readonly lastCycle: number;
  /** Cycles asked for and not begun, oldest first. */
  readonly waiting: readonly SyncNow[];
  /** The open session, if it has not been given to a cycle. */
  readonly session: SessionOpened | null;
}

export interface SyncCycleInput {
  readonly companyId: string;
  readonly cycle: number;
  readonly mode: CycleMode;
  readonly sessionId: string | null;
}

/** How a cycle ended, in counts. */
export interface CycleSummary {
  readonly cycle: number;
  readonly result: 'ended' | 'waitingForAccept' | 'interrupted' | 'failed';
  readonly applied: number;
  readonly refused: number;
}

import type { Book } from '../entities/definition';
import type { Reason, RecordRef } from '../reconcile/tieout/entries';
import type { Ledger } from '../reconcile/tieout/sides';
import type { Transaction } from './database';

/** Tie-outs as people read them. Amounts are decimal text with two decimals. */
export interface TakenTieOut {
  readonly cycle: number;
  /** QuickBooks' today, YYYY-MM-DD. */
  readonly asOf: string;
  readonly takenAt: Date;
  readonly quickbooks: string;
  readonly billcom: string;
  readonly difference: string;
  readonly scheduledQuickbooks: string;
  readonly scheduledBillcom: string;
  readonly agrees: boolean;
  /** Why QuickBooks' own figures are missing. */
  readonly problem: string | null;
  readonly notes: readonly string[];
}

/** The latest one of a ledger that was compared. */
export async function latestTieOut(
  tx: Transaction,
  companyId: string,
  ledger: Ledger,
): Promise<TakenTieOut | undefined> {
  const { rows } = await tx.query<TakenTieOut>(
    `select cycle, as_of as "asOf", taken_at as "takenAt", quickbooks, billcom, quickbooks - billcom as difference,
       scheduled_quickbooks as "scheduledQuickbooks", scheduled_billcom as "scheduledBillcom", agrees, problem, notes
     from tie_out where company_id = $1 and ledger = $2 and taken_at is not null order by taken_at desc limit 1`,
    [companyId, ledger],
  );
  return rows[0];
}

/** A vendor, customer or job. */
export interface PartyLine {
  readonly position: number;
  readonly name: string;
  readonly quickbooksId: string | null;
  readonly billcomId: string | null;
  readonly quickbooks: string;
  readonly billcom: string;
  readonly difference: string;
  /** Of a job: the name of its customer, or of the job above it. */
  readonly jobOf: string | null;
  /** Of a customer whose jobs are here too: all of it together. */
  readonly withJobs: {
    readonly quickbooks: string;
    readonly billcom: string;
    readonly difference: string;
  } | null;
}

export async function tieOutParties(
  tx: Transaction,
  companyId: string,
  cycle: number,
  ledger: Ledger,
): Promise<PartyLine[]> {
  const { rows } = await tx.query<PartyLine>(
    `select position, name, quickbooks_id as "quickbooksId", billcom_id as "billcomId", quickbooks, billcom,
       quickbooks - billcom as difference, job_of as "jobOf",
       case when with_jobs_quickbooks is not null then jsonb_build_object('quickbooks', with_jobs_quickbooks::text,
         'billcom', with_jobs_billcom::text, 'difference', (with_jobs_quickbooks - with_jobs_billcom)::text) end as "withJobs"
     from tie_out_party where company_id = $1 and cycle = $2 and ledger = $3 order by position`,
    [companyId, cycle, ledger],
  );
  return rows;
}

export interface DifferenceLine {
  /** The party's position. */
  readonly party: number;
  readonly reason: Reason;
  readonly word: string;
  readonly name: string;
  readonly date: string | null;
  readonly records: Readonly<Record<Book, RecordRef | null>>;
  readonly quickbooks: string;
  readonly billcom: string;
  readonly difference: string;
  readonly sentence: string;
  readonly cure: string;
}

export async function tieOutDifferences(
  tx: Transaction,
  companyId: string,
  cycle: number,
  ledger: Ledger,
): Promise<DifferenceLine[]> {
  const { rows } = await tx.query<DifferenceLine>(
    `select party, reason, word, name, date, records, quickbooks, billcom, quickbooks - billcom as difference,
       sentence, cure
     from tie_out_difference where company_id = $1 and cycle = $2 and ledger = $3 order by party, position`,
    [companyId, cycle, ledger],
  );
  return rows;
}

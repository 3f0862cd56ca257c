import type { Book } from '../entities/definition';
import type { Reason, RecordRef } from '../reconcile/tieout/entries';
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

/** The latest one that was compared. */
export async function latestTieOut(tx: Transaction, companyId: string): Promise<TakenTieOut | undefined> {
  const { rows } = await tx.query<TakenTieOut>(
    `select cycle, as_of as "asOf", taken_at as "takenAt", quickbooks, billcom, quickbooks - billcom as difference,
       scheduled_quickbooks as "scheduledQuickbooks", scheduled_billcom as "scheduledBillcom", agrees, problem, notes
     from tie_out where company_id = $1 and taken_at is not null order by taken_at desc limit 1`,
    [companyId],
  );
  return rows[0];
}

export interface VendorLine {
  readonly position: number;
  readonly name: string;
  readonly quickbooksId: string | null;
  readonly billcomId: string | null;
  readonly quickbooks: string;
  readonly billcom: string;
  readonly difference: string;
}

export async function tieOutVendors(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<VendorLine[]> {
  const { rows } = await tx.query<VendorLine>(
    `select position, name, quickbooks_id as "quickbooksId", billcom_id as "billcomId", quickbooks, billcom,
       quickbooks - billcom as difference
     from tie_out_vendor where company_id = $1 and cycle = $2 order by position`,
    [companyId, cycle],
  );
  return rows;
}

export interface DifferenceLine {
  /** The vendor's position. */
  readonly vendor: number;
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
): Promise<DifferenceLine[]> {
  const { rows } = await tx.query<DifferenceLine>(
    `select vendor, reason, word, name, date, records, quickbooks, billcom, quickbooks - billcom as difference,
       sentence, cure
     from tie_out_difference where company_id = $1 and cycle = $2 order by vendor, position`,
    [companyId, cycle],
  );
  return rows;
}

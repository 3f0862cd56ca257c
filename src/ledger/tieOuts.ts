import type { EntityName } from '../entities/definition';
import { inCents } from '../entities/money';
import { agrees, type Difference, type TieOut } from '../reconcile/tieout/entries';
import type { Ledger } from '../reconcile/tieout/sides';
import type { Transaction } from './database';

/**
 * Tie-outs, one for each ledger (accounts payable, accounts receivable) of a cycle: owed or due → read (QuickBooks' own figures
 * are there) → taken (compared, with its named differences).
 */

/** Notes that one is owed when a record that counts in one is on the work list, and not only waits there. */
export async function oweTieOut(
  tx: Transaction,
  companyId: string,
  entities: readonly EntityName[],
): Promise<void> {
  await tx.query(
    `update company set tie_out_owed = true
     where id = $1 and not tie_out_owed
       and exists (select from record where company_id = $1 and entity = any($2) and changed
         and not exists (select from closed_list closed where closed.company_id = $1 and closed.entity = record.entity))`,
    [companyId, entities],
  );
}

/** Whether one is owed, or none was taken for a day. */
export async function isTieOutDue(tx: Transaction, companyId: string): Promise<boolean> {
  const { rows } = await tx.query<{ due: boolean }>(
    `select tie_out_owed or now() - interval '24 hours' >
       coalesce((select max(taken_at) from tie_out where company_id = $1), created_at) as due
     from company where id = $1`,
    [companyId],
  );
  return rows[0]?.due ?? false;
}

/** A cycle's tie-out begins, or begins again in its next session. */
export async function beginTieOut(
  tx: Transaction,
  companyId: string,
  cycle: number,
  asOf: string,
  ledgers: readonly Ledger[],
): Promise<void> {
  await tx.query(
    `with emptied as (delete from tie_out_posting where company_id = $1),
          unread as (delete from clearing_balance where company_id = $1),
          left_off as (update tie_out set own = null where company_id = $1 and cycle <> $2 and own is not null)
     insert into tie_out (company_id, cycle, ledger, as_of) select $1, $2, ledger, $3 from unnest($4::text[]) ledger
     on conflict (company_id, cycle, ledger) do update set as_of = $3, read_at = now(), own = null, problem = null`,
    [companyId, cycle, asOf, ledgers],
  );
}

/** What QuickBooks said of itself, in one message set. */
export interface StoredFigures {
  readonly total: string;
  readonly aging: readonly { readonly name: string; readonly total: string }[];
  readonly balances: readonly { readonly id: string; readonly name: string; readonly balance: string }[];
}

export async function storeFigures(
  tx: Transaction,
  companyId: string,
  cycle: number,
  ledger: Ledger,
  figures: StoredFigures,
): Promise<void> {
  await tx.query('update tie_out set own = $4 where company_id = $1 and cycle = $2 and ledger = $3', [
    companyId,
    cycle,
    ledger,
    figures,
  ]);
}

/** QuickBooks did not give its figures: why, for people. */
export async function noteTieOutProblem(
  tx: Transaction,
  companyId: string,
  cycle: number,
  ledger: Ledger,
  problem: string,
): Promise<void> {
  await tx.query('update tie_out set problem = $4 where company_id = $1 and cycle = $2 and ledger = $3', [
    companyId,
    cycle,
    ledger,
    problem,
  ]);
}

/** A posting to A/P, A/R or a clearing account, of a kind that is not synced. */
export interface StoredPosting {
  readonly kind: string;
  readonly txnId: string;
  readonly lineId: string;
  readonly party: string | null;
  readonly date: string;
  readonly number: string;
  readonly amount: string;
  /** As QuickBooks prints it. */
  readonly made: string;
}

/**
 * Stores some of them; what is there already, from a page that is read again, is not stored twice.
 * @param account the ledger whose accounts they are of, or ListID of a clearing account
 */
export async function storePostings(
  tx: Transaction,
  companyId: string,
  cycle: number,
  account: string,
  postings: readonly StoredPosting[],
): Promise<void> {
  await tx.query(
    `insert into tie_out_posting (company_id, cycle, account, txn_id, line_id, nth, kind, party, date, number, amount, made)
     select $1, $2, $4, "txnId", "lineId", row_number() over (partition by "txnId", "lineId"), kind, party, date, number, amount, made
     from jsonb_to_recordset($3::jsonb) as p("txnId" text, "lineId" text, kind text, party text, date text, number text,
       amount numeric, made text)
     on conflict do nothing`,
    [companyId, cycle, JSON.stringify(postings), account],
  );
}

export interface ReadTieOut {
  readonly ledger: Ledger;
  readonly asOf: string;
  readonly own: StoredFigures | null;
}

/** Tie-outs that were read and not compared yet. */
export async function tieOutsToCompare(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<ReadTieOut[]> {
  const { rows } = await tx.query<ReadTieOut>(
    `select ledger, as_of as "asOf", own from tie_out
     where company_id = $1 and cycle = $2 and taken_at is null order by ledger`,
    [companyId, cycle],
  );
  return rows;
}

export async function loadPostings(
  tx: Transaction,
  companyId: string,
  cycle: number,
  account: string,
): Promise<StoredPosting[]> {
  const { rows } = await tx.query<StoredPosting>(
    `select kind, txn_id as "txnId", line_id as "lineId", party, date, number, amount, made
     from tie_out_posting where company_id = $1 and cycle = $2 and account = $3 order by txn_id, line_id, nth`,
    [companyId, cycle, account],
  );
  return rows;
}

/** read → taken. What QuickBooks said goes. */
export async function takeTieOut(
  tx: Transaction,
  companyId: string,
  cycle: number,
  ledger: Ledger,
  result: TieOut,
): Promise<void> {
  await tx.query(
    `update tie_out set taken_at = now(), own = null, quickbooks = $4, billcom = $5, scheduled_quickbooks = $6,
       scheduled_billcom = $7, agrees = $8, notes = $9
     where company_id = $1 and cycle = $2 and ledger = $3`,
    [
      companyId,
      cycle,
      ledger,
      inCents(result.quickbooks),
      inCents(result.billcom),
      inCents(result.scheduled.quickbooks),
      inCents(result.scheduled.billcom),
      agrees(result),
      JSON.stringify(result.notes),
    ],
  );
}

/** All of a cycle are taken: what they were compared from goes, and none is owed any more. */
export async function endTieOuts(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `with emptied as (delete from tie_out_posting where company_id = $1),
          compared as (delete from clearing_balance where company_id = $1)
     update company set tie_out_owed = false where id = $1`,
    [companyId],
  );
}

export async function storeTieOutParties(
  tx: Transaction,
  companyId: string,
  cycle: number,
  ledger: Ledger,
  { parties }: TieOut,
): Promise<void> {
  const rows = parties.map(({ party, quickbooks, billcom, withJobs }, position) => ({
    position,
    name: party.name,
    quickbooksId: party.quickbooks,
    billcomId: party.billcom,
    quickbooks: inCents(quickbooks),
    billcom: inCents(billcom),
    jobOf: party.above?.name ?? null,
    withJobsQuickbooks: withJobs === undefined ? null : inCents(withJobs.quickbooks),
    withJobsBillcom: withJobs === undefined ? null : inCents(withJobs.billcom),
  }));
  await tx.query(
    `insert into tie_out_party (company_id, cycle, ledger, position, name, quickbooks_id, billcom_id, quickbooks, billcom, job_of,
       with_jobs_quickbooks, with_jobs_billcom)
     select $1, $2, $3, position, name, "quickbooksId", "billcomId", quickbooks, billcom, "jobOf", "withJobsQuickbooks",
       "withJobsBillcom"
     from jsonb_to_recordset($4::jsonb) as p(position int, name text, "quickbooksId" text, "billcomId" text,
       quickbooks numeric, billcom numeric, "jobOf" text, "withJobsQuickbooks" numeric, "withJobsBillcom" numeric)`,
    [companyId, cycle, ledger, JSON.stringify(rows)],
  );
}

export async function storeTieOutDifferences(
  tx: Transaction,
  companyId: string,
  cycle: number,
  ledger: Ledger,
  { parties }: TieOut,
): Promise<void> {
  const rows = parties.flatMap(({ differences }, party) =>
    differences.map((each: Difference, position) => ({
      ...each,
      party,
      position,
      quickbooks: inCents(each.quickbooks),
      billcom: inCents(each.billcom),
    })),
  );
  await tx.query(
    `insert into tie_out_difference (company_id, cycle, ledger, party, position, reason, word, name, date, records, quickbooks,
       billcom, sentence, cure)
     select $1, $2, $3, party, position, reason, word, name, date, records, quickbooks, billcom, sentence, cure
     from jsonb_to_recordset($4::jsonb) as d(party int, position int, reason text, word text, name text, date text,
       records jsonb, quickbooks numeric, billcom numeric, sentence text, cure text)`,
    [companyId, cycle, ledger, JSON.stringify(rows)],
  );
}

/** How many cycles' tie-outs keep their parties and differences; of older ones the totals stay. */
const kept = 100;

export async function dropOldTieOutLines(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `with old as (select distinct cycle from tie_out where company_id = $1 order by cycle desc offset $2),
          parties as (delete from tie_out_party where company_id = $1 and cycle in (select cycle from old))
     delete from tie_out_difference where company_id = $1 and cycle in (select cycle from old)`,
    [companyId, kept],
  );
}

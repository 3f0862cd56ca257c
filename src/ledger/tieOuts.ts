import type { EntityName } from '../entities/definition';
import { inCents } from '../entities/money';
import { agrees, type Difference, type TieOut } from '../reconcile/tieout/entries';
import type { Transaction } from './database';

/** Tie-outs: owed or due → read (QuickBooks' own figures are there) → taken (compared, with its named differences). */

/** Notes that one is owed when a record that counts in accounts payable is on the work list, and not only waits there. */
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
): Promise<void> {
  await tx.query(
    `with emptied as (delete from tie_out_posting where company_id = $1),
          left_off as (update tie_out set own = null where company_id = $1 and cycle <> $2 and own is not null)
     insert into tie_out (company_id, cycle, as_of) values ($1, $2, $3)
     on conflict (company_id, cycle) do update set as_of = $3, read_at = now(), own = null, problem = null`,
    [companyId, cycle, asOf],
  );
}

/** What QuickBooks said of itself, in one message set. */
export interface StoredFigures {
  readonly total: string;
  readonly aging: readonly { readonly name: string; readonly total: string }[];
  readonly balances: readonly { readonly id: string; readonly name: string; readonly balance: string }[];
  /** The clearing account's own balance. */
  readonly clearing?: { readonly account: string; readonly balance: string };
}

export async function storeFigures(
  tx: Transaction,
  companyId: string,
  cycle: number,
  figures: StoredFigures,
): Promise<void> {
  await tx.query('update tie_out set own = $3 where company_id = $1 and cycle = $2', [
    companyId,
    cycle,
    figures,
  ]);
}

/** QuickBooks did not give its figures: why, for people. */
export async function noteTieOutProblem(
  tx: Transaction,
  companyId: string,
  cycle: number,
  problem: string,
): Promise<void> {
  await tx.query('update tie_out set problem = $3 where company_id = $1 and cycle = $2', [
    companyId,
    cycle,
    problem,
  ]);
}

/** A posting to A/P, or to the clearing account, of a kind that is not synced. */
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

/** @param account ListID of the clearing account; '' is A/P. Stores some of them; what is there already, from a page that is read again, is not stored twice. */
export async function storePostings(
  tx: Transaction,
  companyId: string,
  cycle: number,
  postings: readonly StoredPosting[],
  account = '',
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
  readonly asOf: string;
  readonly own: StoredFigures | null;
}

/** A tie-out that was read and not compared yet. */
export async function tieOutToCompare(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<ReadTieOut | undefined> {
  const { rows } = await tx.query<ReadTieOut>(
    `select as_of as "asOf", own from tie_out where company_id = $1 and cycle = $2 and taken_at is null`,
    [companyId, cycle],
  );
  return rows[0];
}

export async function loadPostings(
  tx: Transaction,
  companyId: string,
  cycle: number,
  account = '',
): Promise<StoredPosting[]> {
  const { rows } = await tx.query<StoredPosting>(
    `select kind, txn_id as "txnId", line_id as "lineId", party, date, number, amount, made
     from tie_out_posting where company_id = $1 and cycle = $2 and account = $3 order by txn_id, line_id, nth`,
    [companyId, cycle, account],
  );
  return rows;
}

/** read → taken. What it was compared from goes; none is owed any more. */
export async function takeTieOut(
  tx: Transaction,
  companyId: string,
  cycle: number,
  result: TieOut,
): Promise<void> {
  await tx.query(
    `with paid as (update company set tie_out_owed = false where id = $1),
          emptied as (delete from tie_out_posting where company_id = $1)
     update tie_out set taken_at = now(), own = null, quickbooks = $3, billcom = $4, scheduled_quickbooks = $5,
       scheduled_billcom = $6, agrees = $7, notes = $8
     where company_id = $1 and cycle = $2`,
    [
      companyId,
      cycle,
      inCents(result.quickbooks),
      inCents(result.billcom),
      inCents(result.scheduled.quickbooks),
      inCents(result.scheduled.billcom),
      agrees(result),
      JSON.stringify(result.notes),
    ],
  );
}

export async function storeTieOutVendors(
  tx: Transaction,
  companyId: string,
  cycle: number,
  { vendors }: TieOut,
): Promise<void> {
  const rows = vendors.map(({ vendor, quickbooks, billcom }, position) => ({
    position,
    name: vendor.name,
    quickbooksId: vendor.quickbooks,
    billcomId: vendor.billcom,
    quickbooks: inCents(quickbooks),
    billcom: inCents(billcom),
  }));
  await tx.query(
    `insert into tie_out_vendor (company_id, cycle, position, name, quickbooks_id, billcom_id, quickbooks, billcom)
     select $1, $2, position, name, "quickbooksId", "billcomId", quickbooks, billcom
     from jsonb_to_recordset($3::jsonb) as v(position int, name text, "quickbooksId" text, "billcomId" text,
       quickbooks numeric, billcom numeric)`,
    [companyId, cycle, JSON.stringify(rows)],
  );
}

export async function storeTieOutDifferences(
  tx: Transaction,
  companyId: string,
  cycle: number,
  { vendors }: TieOut,
): Promise<void> {
  const rows = vendors.flatMap(({ differences }, vendor) =>
    differences.map((each: Difference, position) => ({
      ...each,
      vendor,
      position,
      quickbooks: inCents(each.quickbooks),
      billcom: inCents(each.billcom),
    })),
  );
  await tx.query(
    `insert into tie_out_difference (company_id, cycle, vendor, position, reason, word, name, date, records, quickbooks,
       billcom, sentence, cure)
     select $1, $2, vendor, position, reason, word, name, date, records, quickbooks, billcom, sentence, cure
     from jsonb_to_recordset($3::jsonb) as d(vendor int, position int, reason text, word text, name text, date text,
       records jsonb, quickbooks numeric, billcom numeric, sentence text, cure text)`,
    [companyId, cycle, JSON.stringify(rows)],
  );
}

/** How many tie-outs keep their vendors and differences; of older ones the totals stay. */
const kept = 100;

export async function dropOldTieOutLines(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `with old as (select cycle from tie_out where company_id = $1 order by cycle desc offset $2),
          vendors as (delete from tie_out_vendor where company_id = $1 and cycle in (select cycle from old))
     delete from tie_out_difference where company_id = $1 and cycle in (select cycle from old)`,
    [companyId, kept],
  );
}

import type { Book, EntityName } from '../entities/definition';
import type { Clearing } from '../entities/fundsTransfer/beside';
import { inCents } from '../entities/money';
import {
  clears,
  type ClearingLine,
  type ClearingProof,
  type ClearingReason,
} from '../reconcile/clearing/entries';
import type { RecordRef } from '../reconcile/tieout/entries';
import type { Transaction } from './database';

/**
 * Keeps what a clearing account came to at the connection: its balance, as just read, without what was posted since as far
 * as the mirror has it. Once, and not before payments and transfers are read to their end.
 * @param account ListID
 * @param entities what goes through it: payments made or received, and funds transfers
 */
export async function openClearing(
  tx: Transaction,
  companyId: string,
  account: string,
  entities: readonly EntityName[],
): Promise<void> {
  await tx.query(
    `insert into clearing_opening (company_id, quickbooks_id, balance, as_of, read_at)
     select $1, b.quickbooks_id, b.balance - coalesce((
         select sum(case when r.entity = 'billPayment' then -(r.facts ->> 'total')::numeric
                         when r.entity = 'receivedPayment' then (r.facts ->> 'total')::numeric
                         when r.fields ->> 'to' = $2 then (r.fields ->> 'amount')::numeric
                         else -(r.fields ->> 'amount')::numeric end)
         from record r
         where r.company_id = $1 and r.book = 'quickbooks' and not r.deleted and r.entity = any($3)
           and (r.entity <> 'fundsTransfer' and r.fields ->> 'account' = $2
             or r.entity = 'fundsTransfer' and $2 in (r.fields ->> 'to', r.fields ->> 'from'))
           and coalesce(r.facts ->> 'made', r.facts ->> 'entered')::timestamptz
             >= case when 'receivedPayment' = any($3) then coalesce(c.receivables_at, c.created_at) else c.created_at end), 0),
       b.as_of, b.read_at
     from bank_balance b join company c on c.id = $1
     where b.company_id = $1 and b.quickbooks_id = $2
       and not exists (select from clearing_opening o where o.company_id = $1 and o.quickbooks_id = $2)
       and cardinality($3::text[]) = (select count(*) from read_cursor where company_id = $1 and book = 'quickbooks'
         and entity = any($3) and complete_at is not null)
     on conflict do nothing`,
    [companyId, account, entities],
  );
}

/** What the account came to is kept anew, as of another connection. @param account ListID */
export async function forgetClearingOpening(
  tx: Transaction,
  companyId: string,
  account: string,
): Promise<void> {
  await tx.query('delete from clearing_opening where company_id = $1 and quickbooks_id = $2', [
    companyId,
    account,
  ]);
}

export interface ClearingOpening {
  /** Decimal text with two decimals. */
  readonly balance: string;
  /** QuickBooks' today when it was read, YYYY-MM-DD. */
  readonly asOf: string;
  /** By the database's clock. What was posted by hand before is part of the balance. */
  readonly readAt: Date;
}

export async function clearingOpening(
  tx: Transaction,
  companyId: string,
  account: string,
): Promise<ClearingOpening | undefined> {
  const { rows } = await tx.query<ClearingOpening>(
    `select balance, as_of as "asOf", read_at as "readAt" from clearing_opening where company_id = $1 and quickbooks_id = $2`,
    [companyId, account],
  );
  return rows[0];
}

/** Keeps what QuickBooks just said that the accounts come to, until it is compared. */
export async function storeClearingBalances(
  tx: Transaction,
  companyId: string,
  cycle: number,
  balances: readonly { readonly account: string; readonly balance: string }[],
): Promise<void> {
  await tx.query(
    `insert into clearing_balance (company_id, cycle, quickbooks_id, balance)
     select $1, $2, account, balance from jsonb_to_recordset($3::jsonb) as b(account text, balance numeric)
     on conflict (company_id, cycle, quickbooks_id) do update set balance = excluded.balance`,
    [companyId, cycle, JSON.stringify(balances)],
  );
}

/** By ListID; decimal text with two decimals. */
export async function loadClearingBalances(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ account: string; balance: string }>(
    `select quickbooks_id as account, balance from clearing_balance where company_id = $1 and cycle = $2`,
    [companyId, cycle],
  );
  return new Map(rows.map(({ account, balance }) => [account, balance]));
}

/** A clearing account as it is shown. */
export interface ClearingAccountName {
  readonly clearing: Clearing;
  readonly account: string;
  readonly name: string;
  readonly openingAsOf: string;
}

export async function storeClearingProof(
  tx: Transaction,
  companyId: string,
  cycle: number,
  { clearing, account, name, openingAsOf }: ClearingAccountName,
  proof: ClearingProof,
): Promise<void> {
  await tx.query(
    `insert into clearing_proof (company_id, cycle, quickbooks_id, name, as_of, opening, opening_as_of, payments, transfers,
       expected, balance, clears, clearing)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      companyId,
      cycle,
      account,
      name,
      proof.asOf,
      inCents(proof.opening),
      openingAsOf,
      inCents(proof.payments),
      inCents(proof.transfers),
      inCents(proof.expected),
      inCents(proof.balance),
      clears(proof),
      clearing,
    ],
  );
}

export async function storeClearingLines(
  tx: Transaction,
  companyId: string,
  cycle: number,
  clearing: Clearing,
  lines: readonly ClearingLine[],
): Promise<void> {
  const rows = lines.map(({ cents, ...line }, position) => ({ ...line, position, amount: inCents(cents) }));
  await tx.query(
    `insert into clearing_line (company_id, cycle, clearing, position, reason, word, name, date, records, amount, sentence, cure)
     select $1, $2, $4, position, reason, word, name, date, records, amount, sentence, cure
     from jsonb_to_recordset($3::jsonb) as l(position int, reason text, word text, name text, date text, records jsonb,
       amount numeric, sentence text, cure text)`,
    [companyId, cycle, JSON.stringify(rows), clearing],
  );
}

/** How many cycles' proofs keep their lines. */
const kept = 100;

export async function dropOldClearingLines(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `delete from clearing_line where company_id = $1 and cycle in
       (select distinct cycle from clearing_proof where company_id = $1 order by cycle desc offset $2)`,
    [companyId, kept],
  );
}

/** A proof as people read it. Amounts are decimal text with two decimals. */
export interface TakenClearingProof {
  readonly clearing: Clearing;
  readonly cycle: number;
  readonly account: string;
  readonly name: string;
  readonly asOf: string;
  readonly takenAt: Date;
  readonly opening: string;
  readonly openingAsOf: string;
  readonly payments: string;
  readonly transfers: string;
  readonly expected: string;
  readonly balance: string;
  /** QuickBooks' balance less the expected one. */
  readonly difference: string;
  readonly clears: boolean;
}

/** Those of the last cycle that proved any, Money Out Clearing first. */
async function latestClearingProofs(tx: Transaction, companyId: string): Promise<TakenClearingProof[]> {
  const { rows } = await tx.query<TakenClearingProof>(
    `select clearing, cycle, quickbooks_id as account, name, as_of as "asOf", taken_at as "takenAt", opening,
       opening_as_of as "openingAsOf", payments, transfers, expected, balance, balance - expected as difference, clears
     from clearing_proof
     where company_id = $1 and cycle = (select max(cycle) from clearing_proof where company_id = $1) order by clearing desc`,
    [companyId],
  );
  return rows;
}

export interface ClearingLineShown {
  readonly reason: ClearingReason;
  readonly word: string;
  readonly name: string;
  readonly date: string | null;
  readonly records: Readonly<Record<Book, RecordRef | null>>;
  readonly amount: string;
  readonly sentence: string;
  readonly cure: string;
}

async function clearingLines(
  tx: Transaction,
  companyId: string,
  cycle: number,
  clearing: Clearing,
): Promise<ClearingLineShown[]> {
  const { rows } = await tx.query<ClearingLineShown>(
    `select reason, word, name, date, records, amount, sentence, cure
     from clearing_line where company_id = $1 and cycle = $2 and clearing = $3 order by position`,
    [companyId, cycle, clearing],
  );
  return rows;
}

/** A proof with what has not cleared. */
export interface ProvenAccount extends TakenClearingProof {
  /** They add up to the balance less the opening one. */
  readonly lines: readonly ClearingLineShown[];
}

/** The last proofs with their lines, Money Out Clearing first; none before the first one. */
export async function provenAccounts(tx: Transaction, companyId: string): Promise<ProvenAccount[]> {
  const accounts: ProvenAccount[] = [];
  for (const each of await latestClearingProofs(tx, companyId))
    accounts.push({ ...each, lines: await clearingLines(tx, companyId, each.cycle, each.clearing) });
  return accounts;
}

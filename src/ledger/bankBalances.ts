import { loadCompany } from './companies';
import { companyAccounts } from './companyAccounts';
import type { Transaction } from './database';

/** An account of QuickBooks with what it comes to, as QuickBooks said it last. */
export interface AccountBalance {
  /** Its ListID. */
  readonly account: string;
  /** Decimal text with two decimals. */
  readonly balance: string;
  /** QuickBooks' today when it was asked, YYYY-MM-DD. */
  readonly asOf: string;
}

/** QuickBooks' accounts that Bill.com's bank accounts are linked to; the primary payables one first. */
async function linkedBanks(
  tx: Transaction,
  companyId: string,
): Promise<{ account: string; isPrimary: boolean }[]> {
  const { rows } = await tx.query<{ account: string; isPrimary: boolean }>(
    `select l.quickbooks_id as account, bool_or(b.is_primary) as "isPrimary" from bank_account b
     join link l on l.company_id = $1 and l.entity = 'account' and l.billcom_id = b.account_id
     where b.company_id = $1 group by l.quickbooks_id order by 2 desc, min(b.id)`,
    [companyId],
  );
  return rows;
}

/**
 * ListID of the account whose balance Bill.com shows: the one of its primary payables bank account; where that is linked to
 * none, the setting defaultBank. '' where there is neither.
 */
export async function balanceAccount(tx: Transaction, companyId: string): Promise<string> {
  const primary = (await linkedBanks(tx, companyId)).find(({ isPrimary }) => isPrimary);
  return primary?.account ?? (await companyAccounts(tx, await loadCompany(tx, companyId))).defaultBank.id;
}

/** ListIDs of the accounts whose balance is asked for: linked bank accounts, the default one, the clearing accounts. */
export async function accountsToAsk(tx: Transaction, companyId: string): Promise<string[]> {
  const accounts = await companyAccounts(tx, await loadCompany(tx, companyId));
  const { moneyOutClearing, moneyInClearing, defaultBank } = accounts;
  const banks = (await linkedBanks(tx, companyId)).map(({ account }) => account);
  const ids = [...banks, moneyOutClearing.id, moneyInClearing.id, defaultBank.id];
  return [...new Set(ids.filter((id) => id !== ''))].sort();
}

/** Keeps balances as QuickBooks just said them. */
export async function saveBalances(
  tx: Transaction,
  companyId: string,
  balances: readonly AccountBalance[],
): Promise<void> {
  await tx.query(
    `insert into bank_balance (company_id, quickbooks_id, balance, as_of)
     select $1, account, balance, "asOf" from jsonb_to_recordset($2::jsonb) as b(account text, balance numeric, "asOf" text)
     on conflict (company_id, quickbooks_id)
     do update set balance = excluded.balance, as_of = excluded.as_of, read_at = now()`,
    [companyId, JSON.stringify(balances)],
  );
}

/** A balance for our own screens. */
export interface ShownBalance extends AccountBalance {
  /** The account's full name in QuickBooks. */
  readonly name: string;
}

/** The balances of the accounts that are asked for now; of others nobody keeps them up to date. */
export async function loadBalances(tx: Transaction, companyId: string): Promise<ShownBalance[]> {
  const { rows } = await tx.query<ShownBalance>(
    `select b.quickbooks_id as account, coalesce(r.facts ->> 'fullName', r.fields ->> 'name', b.quickbooks_id) as name,
       b.balance::text as balance, b.as_of as "asOf"
     from bank_balance b
     left join record r on r.company_id = $1 and r.book = 'quickbooks' and r.entity = 'account' and r.id = b.quickbooks_id
     where b.company_id = $1 and b.quickbooks_id = any($2) order by name`,
    [companyId, await accountsToAsk(tx, companyId)],
  );
  return rows;
}

/** `absent`: it is certain that Bill.com does not have it. */
export type SentState = 'sent' | 'applied' | 'refused' | 'unknown' | 'absent';

/** How a balance that was to be set in Bill.com ended. */
export interface SentBalance extends AccountBalance {
  readonly id: string;
  readonly state: SentState;
  /** Why it is not there, for people. */
  readonly because: string | null;
  readonly sentAt: Date;
  /** Milliseconds since it left, by the database's clock. */
  readonly agoMs: number;
}

export async function lastSent(tx: Transaction, companyId: string): Promise<SentBalance | undefined> {
  const { rows } = await tx.query<SentBalance>(
    `select id, quickbooks_id as account, balance::text as balance, as_of as "asOf", state, because, sent_at as "sentAt",
       extract(epoch from clock_timestamp() - sent_at)::float8 * 1000 as "agoMs"
     from bank_balance_sent where company_id = $1 order by id desc limit 1`,
    [companyId],
  );
  return rows[0];
}

export const isOpen = (sent: SentBalance | undefined): boolean =>
  sent?.state === 'sent' || sent?.state === 'unknown';

/**
 * The balance that Bill.com is to get: another one than it has. One that it refused is tried again with the next day or the
 * next change.
 */
export async function balanceToSend(tx: Transaction, companyId: string): Promise<ShownBalance | undefined> {
  const account = await balanceAccount(tx, companyId);
  const balance = (await loadBalances(tx, companyId)).find((each) => each.account === account);
  if (!balance) return undefined;
  const last = await lastSent(tx, companyId);
  const isTold =
    last?.balance === balance.balance &&
    (last.state === 'applied' || (last.state === 'refused' && last.asOf === balance.asOf));
  return isTold ? undefined : balance;
}

/** Whether there is something to set in Bill.com, or to look up there. */
export const isBalanceDue = async (tx: Transaction, companyId: string): Promise<boolean> =>
  isOpen(await lastSent(tx, companyId)) || (await balanceToSend(tx, companyId)) !== undefined;

/** The row that stands before a balance leaves. @returns its id */
export async function noteSending(
  tx: Transaction,
  companyId: string,
  cycle: number,
  { account, balance, asOf }: AccountBalance,
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into bank_balance_sent (company_id, cycle, quickbooks_id, balance, as_of) values ($1, $2, $3, $4, $5) returning id`,
    [companyId, cycle, account, balance, asOf],
  );
  return (rows[0] as { id: string }).id;
}

export async function noteSent(
  tx: Transaction,
  companyId: string,
  id: string,
  state: Exclude<SentState, 'sent'>,
  because?: string,
): Promise<void> {
  await tx.query('update bank_balance_sent set state = $3, because = $4 where company_id = $1 and id = $2', [
    companyId,
    id,
    state,
    because ?? null,
  ]);
}

/** A person asks for another try of what Bill.com refused. */
export async function sendBalanceAgain(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `update bank_balance_sent set state = 'absent' where company_id = $1 and state = 'refused'
       and id = (select max(id) from bank_balance_sent where company_id = $1)`,
    [companyId],
  );
}

/** Bill.com has the newest balance, or nothing is left to set: what was said of it is over. */
export async function releaseBalanceHolds(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `update hold set released_at = now(), release_reason = 'the bank balance was set'
     where company_id = $1 and entity = 'bankBalance' and released_at is null`,
    [companyId],
  );
}

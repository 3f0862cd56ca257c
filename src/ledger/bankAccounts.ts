import type { BankAccount, PostedEnds } from '../entities/fundsTransfer/beside';
import type { Transaction } from './database';

/** A bank account of Bill.com; `isPrimary`: bills are paid from it unless somebody chooses another one. */
export interface StoredBankAccount extends BankAccount {
  readonly isPrimary: boolean;
}

/** Keeps the bank accounts as they were just read, all of them. */
export async function saveBankAccounts(
  tx: Transaction,
  companyId: string,
  accounts: readonly StoredBankAccount[],
): Promise<void> {
  await tx.query(
    `with incoming as (
       select * from jsonb_to_recordset($2::jsonb) as b(id text, name text, account text, "isPrimary" boolean)
     ), gone as (
       delete from bank_account where company_id = $1 and id not in (select id from incoming)
     )
     insert into bank_account (company_id, id, name, account_id, is_primary)
     select $1, id, name, account, "isPrimary" from incoming
     on conflict (company_id, id) do update set name = excluded.name, account_id = excluded.account_id, is_primary = excluded.is_primary`,
    [companyId, JSON.stringify(accounts)],
  );
}

/** Movements that are linked with a record of QuickBooks, by their id, and between which accounts of Bill.com they stand. */
export async function postedMovements(tx: Transaction, companyId: string): Promise<Map<string, PostedEnds>> {
  const { rows } = await tx.query<PostedEnds & { id: string }>(
    `select r.id, r.fields ->> 'from' as from, r.fields ->> 'to' as to
     from link l join record r on r.company_id = $1 and r.book = 'billcom' and r.entity = l.entity and r.id = l.billcom_id
     where l.company_id = $1 and l.entity = 'fundsTransfer' and r.fields ->> 'from' is not null and r.fields ->> 'to' is not null`,
    [companyId],
  );
  return new Map(rows.map(({ id, from, to }) => [id, { from, to }]));
}

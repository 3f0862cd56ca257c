import type { AccountSetting } from '../entities/companyAccounts';
import type { EntityName } from '../entities/definition';
import type { Transaction } from './database';

/** A document of which lines were posted to the catch-all account or with the catch-all item, since they have none in Bill.com. */
export interface ToRecode {
  readonly entity: EntityName;
  readonly quickbooksId: string;
  readonly billcomId: string;
  readonly number: string | null;
  /** The vendor or customer. */
  readonly party: string | null;
  /** As QuickBooks has it, YYYY-MM-DD. */
  readonly date: string | null;
  /** How many of its lines are on the catch-all account or have the catch-all item. */
  readonly lines: number;
  /** What they come to, in dollars. */
  readonly amount: string;
  /** The full name of the catch-all account or item. */
  readonly account: string;
}

/**
 * The documents to be recoded, the oldest first: in Bill.com a line has neither account nor item, and in QuickBooks it stands
 * on an account that is or was the catch-all account, or has the item that is or was the catch-all one. An account or item in
 * either book takes a document off the list.
 */
export async function documentsToRecode(tx: Transaction, companyId: string): Promise<ToRecode[]> {
  const { rows } = await tx.query<ToRecode>(
    `with catch_all as (
       select distinct setting, id from (
         select setting, settings ->> setting as id from company, unnest($2::text[]) setting where company.id = $1
         union all
         select setting, before ->> setting from audit, unnest($2::text[]) setting where company_id = $1 and action = 'changed settings') known
       where id <> '')
     select link.entity, q.id as "quickbooksId", b.id as "billcomId", q.fields ->> 'name' as number,
       coalesce(q.facts ->> 'vendor', q.facts ->> 'customer', v.fields ->> 'name') as party, q.fields ->> 'date' as date,
       count(*)::int as lines, sum((line ->> 'amount')::numeric(18, 2))::text as amount,
       min(coalesce(a.facts ->> 'fullName', a.fields ->> 'name', catch_all.id)) as account
     from link
       join record q on q.company_id = $1 and q.book = 'quickbooks' and q.entity = link.entity and q.id = link.quickbooks_id and not q.deleted
       join record b on b.company_id = $1 and b.book = 'billcom' and b.entity = link.entity and b.id = link.billcom_id and not b.deleted
       cross join jsonb_array_elements(q.fields -> 'lines') line
       join catch_all on catch_all.id = line ->> (case setting when 'catchAllExpense' then 'account' else 'item' end)
       left join record a on a.company_id = $1 and a.book = 'quickbooks' and a.entity = case setting when 'catchAllExpense' then 'account' else 'item' end and a.id = catch_all.id
       left join record v on v.company_id = $1 and v.book = 'quickbooks' and v.entity = 'vendor' and v.id = q.fields ->> 'vendor'
     where link.company_id = $1 and jsonb_typeof(q.fields -> 'lines') = 'array'
       and jsonb_path_exists(b.fields, '$.lines[*] ? (@.account == null && @.item == null
         || !exists(@.account) && @.item == null && @.amount != "0.00")')
     group by link.entity, q.id, b.id, q.fields, q.facts, v.fields
     order by q.fields ->> 'date', q.fields ->> 'name', q.id`,
    [companyId, ['catchAllExpense', 'catchAllIncome'] satisfies AccountSetting[]],
  );
  return rows;
}

import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { insertCompany } from '../src/ledger/companies';
import type { Database } from '../src/ledger/database';
import { readSettings } from '../src/ledger/settings';

/** A company of some years, written straight into the ledger: what its pages cost does not depend on how it came there. */

/** Of so many records in each book: a tenth vendors, a tenth customers, the rest bills and invoices, half each. */
const statements: readonly string[] = [
  `insert into cycle (company_id, number, mode, state, requested_by, created_at, started_at, ended_at, counts)
   select $1, n, 'sync', 'ended', 'Tieout', now() - (1000 - n) * interval '1 hour', now() - (1000 - n) * interval '1 hour',
     now() - (1000 - n) * interval '1 hour' + interval '90 s', '{"applied": 50, "rejected": 1}'
   from generate_series(1, 1000) n where $2 > 0`,
  `update company set next_cycle = 1001, accepted_at = now(), last_login_at = now(),
     quickbooks = '{"companyName": "Hill Builders", "computer": "OFFICE-PC"}' where id = $1 and $2 > 0`,
  `insert into record (company_id, book, entity, id, fields, facts, changed)
   select $1, book, entity, case book when 'quickbooks' then 'Q' else 'B' end || n,
     jsonb_build_object('name', initcap(entity) || ' ' || n, 'phone', '503-555-' || n, 'email', entity || n || '@example.com',
       'date', '2026-11-01', 'dueDate', '2026-12-01', 'memo', 'Work of month ' || n % 12,
       'vendor', case when entity = 'bill' then case book when 'quickbooks' then 'Q' else 'B' end || (n % ($2 / 10)) + 1 end,
       'customer', case when entity = 'invoice' then case book when 'quickbooks' then 'Q' else 'B' end || ($2 / 10) + (n % ($2 / 10)) + 1 end,
       'toBeEmailed', entity = 'invoice' and n % 10 = 0),
     '{"total": "100.00"}', false
   from generate_series(1, $2) n,
     lateral (select case when n <= $2 / 10 then 'vendor' when n <= $2 / 5 then 'customer' when n % 2 = 0 then 'bill' else 'invoice' end as entity) kind,
     unnest(array['quickbooks', 'billcom']) book`,
  `insert into link (company_id, entity, quickbooks_id, billcom_id, quickbooks_base, billcom_base, made_by, cycle)
   select $1, entity, id, 'B' || substr(id, 2), fields, fields, 'create', 1 + substr(id, 2)::int % 1000
   from record where company_id = $1 and book = 'quickbooks' and substr(id, 2)::int % 20 <> 0 and $2 > 0`,
  `insert into operation (company_id, cycle, entity, book, action, state, record_id, source_id, fields, source_base, planned_at, sent_at, settled_at)
   select $1, cycle, entity, 'quickbooks', 'create', 'applied', quickbooks_id, billcom_id, quickbooks_base, '{}', at, at, at
   from link, lateral (select now() - (1000 - cycle) * interval '1 hour' as at) made where company_id = $1 and $2 > 0`,
  `insert into audit (company_id, at, who, action, entity, book, record_id, operation_id)
   select $1, settled_at, 'Tieout', 'created a record', entity, book, record_id, id from operation where company_id = $1 and $2 > 0`,
  `insert into hold (company_id, entity, book, record_id, cause, field, record_name, sentence, cure, release, detail, opened_cycle)
   select $1, entity, book, id, cause, '', fields ->> 'name', 'The record is held.', 'Put it right, then “tieout resolve … --retry”.',
     '{"when": "decision"}', '{}', 1000
   from record, lateral (select (array['refused', 'closedPeriod', 'waiting', 'ownerRule'])[1 + substr(id, 2)::int / 20 % 4] as cause) of
   where company_id = $1 and book = 'quickbooks' and substr(id, 2)::int % 20 = 0 and $2 > 0`,
  `insert into proposal (company_id, entity, quickbooks_id, billcom_id, number, names, score, evidence, opened_cycle)
   select $1, 'vendor', 'Q' || n * 20, 'B' || n * 20, n, '{"quickbooks": "Best Concrete", "billcom": "Best Concrete, Inc."}', 80, '{"the same phone"}', 1
   from generate_series(1, $2 / 200) n`,
  `insert into tie_out (company_id, cycle, ledger, as_of, taken_at, quickbooks, billcom, scheduled_quickbooks, scheduled_billcom, agrees)
   select $1, 1000, ledger, '2026-11-23', now(), 4300.00, 4312.00, 0, 0, false from unnest(array['ap', 'ar']) ledger where $2 > 0`,
  `insert into tie_out_party (company_id, cycle, ledger, position, name, quickbooks_id, billcom_id, quickbooks, billcom)
   select $1, 1000, ledger, n, 'Party ' || n, 'Q' || n, 'B' || n, 300.00, 300.00 + (n % 50 = 0)::int * 12
   from unnest(array['ap', 'ar']) ledger, generate_series(1, $2 / 10) n`,
  `insert into invoice_email (company_id, billcom_id, address, who, state, settled_at)
   select $1, 'B' || substr(id, 2), 'kern@example.com', 'Ann', 'sent', now() from record
   where company_id = $1 and book = 'quickbooks' and entity = 'invoice' and substr(id, 2)::int % 5 = 0 and $2 > 0`,
];

/** @returns the company's id. */
export async function insertLargeCompany(
  { database, pool }: { readonly database: Database; readonly pool: Pool },
  records: number,
): Promise<string> {
  const id = await database.asSystem((tx) =>
    insertCompany(tx, {
      name: 'Hill Builders',
      zone: 'America/Chicago',
      settings: readSettings({ receivables: 'on' }),
      billcom: { v2Url: '', v3Url: '', organizationId: '008', userName: '' },
      billcomSecret: Buffer.alloc(1),
      webConnectorUser: 'bench',
      webConnectorPasswordHash: '',
      ownerId: randomUUID(),
      fileId: randomUUID(),
    }),
  );
  for (const statement of statements) await pool.query(statement, [id, records]);
  await pool.query('analyze');
  return id;
}

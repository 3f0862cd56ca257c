-- The clearing proof: src/reconcile/clearing. The balance of a clearing account at the connection, once; a row per proof, taken
-- with a tie-out; its lines.
create table clearing_opening (
  company_id    uuid not null references company(id) on delete cascade,
  quickbooks_id text not null,           -- ListID
  balance       numeric(18, 2) not null,
  as_of         text not null,           -- QuickBooks' today, YYYY-MM-DD
  read_at       timestamptz not null,    -- when the balance was read: what was posted by hand before is in it
  primary key (company_id, quickbooks_id)
);

create table clearing_proof (
  company_id    uuid not null references company(id) on delete cascade,
  cycle         integer not null,
  quickbooks_id text not null,
  name          text not null,
  as_of         text not null,
  opening       numeric(18, 2) not null,
  opening_as_of text not null,
  payments      numeric(18, 2) not null,
  transfers     numeric(18, 2) not null,
  expected      numeric(18, 2) not null,
  balance       numeric(18, 2) not null,
  clears        boolean not null,
  taken_at      timestamptz not null default now(),
  primary key (company_id, cycle)
);

create table clearing_line (
  company_id uuid not null references company(id) on delete cascade,
  cycle      integer not null,
  position   integer not null,
  reason     text not null check (reason in ('onItsWay', 'held', 'changed', 'notPosted', 'outside', 'beforeConnection', 'quickbooksOnly', 'unexplained')),
  word       text not null,
  name       text not null,
  date       text,
  records    jsonb not null,             -- { quickbooks, billcom }: { entity, id, name, date } or null
  amount     numeric(18, 2) not null,
  sentence   text not null,
  cure       text not null,
  primary key (company_id, cycle, position)
);

-- Postings are asked of the clearing account too.
alter table tie_out_posting add column account text not null default '';  -- ListID of the clearing account; '' is A/P
alter table tie_out_posting drop constraint tie_out_posting_pkey;
alter table tie_out_posting add primary key (company_id, cycle, account, txn_id, line_id, nth);

do $$
declare t text;
begin
  foreach t in array array['clearing_opening', 'clearing_proof', 'clearing_line'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_company on %I using (company_id = current_setting(''tieout.company'', true)::uuid)
                    with check (company_id = current_setting(''tieout.company'', true)::uuid)', t);
    execute format('grant select, insert, update, delete on %I to tieout_app', t);
  end loop;
end $$;

-- When a transfer was entered in QuickBooks was not kept until now: all are read anew before an account is proven.
delete from read_cursor where book = 'quickbooks' and entity = 'fundsTransfer';
delete from sweep where entity = 'fundsTransfer';
delete from first_load where entity = 'fundsTransfer';

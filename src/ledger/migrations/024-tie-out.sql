-- The tie-out of accounts payable: src/reconcile/tieout. A row per tie-out, with what QuickBooks itself said while it is
-- being compared; its vendors and its named differences.
alter table company add column tie_out_owed boolean not null default false;  -- something on A/P has changed since the last

create table tie_out (
  company_id uuid not null references company(id) on delete cascade,
  cycle      integer not null,
  as_of      text not null,                -- QuickBooks' today, YYYY-MM-DD
  read_at    timestamptz not null default now(),
  own        jsonb,                        -- QuickBooks' aging and balances, until they are compared
  problem    text,                         -- why QuickBooks' own figures are missing
  taken_at   timestamptz,                  -- when it was compared
  quickbooks numeric(18, 2),
  billcom    numeric(18, 2),
  scheduled_quickbooks numeric(18, 2),     -- payments dated later, below zero
  scheduled_billcom    numeric(18, 2),
  agrees     boolean,
  notes      jsonb not null default '[]',
  primary key (company_id, cycle)
);
create index tie_out_taken on tie_out (company_id, taken_at);

-- What is posted to A/P in QuickBooks by kinds that are not synced; only until it is compared.
create table tie_out_posting (
  company_id uuid not null references company(id) on delete cascade,
  cycle      integer not null,
  txn_id     text not null,
  line_id    text not null,
  nth        integer not null,             -- of those of one line
  kind       text not null,
  party      text,
  date       text not null,
  number     text not null,
  amount     numeric(18, 2) not null,
  made       text not null,
  primary key (company_id, cycle, txn_id, line_id, nth)
);

create table tie_out_vendor (
  company_id    uuid not null references company(id) on delete cascade,
  cycle         integer not null,
  position      integer not null,
  name          text not null,
  quickbooks_id text,
  billcom_id    text,
  quickbooks    numeric(18, 2) not null,
  billcom       numeric(18, 2) not null,
  primary key (company_id, cycle, position)
);

create table tie_out_difference (
  company_id uuid not null references company(id) on delete cascade,
  cycle      integer not null,
  vendor     integer not null,             -- tie_out_vendor.position
  position   integer not null,
  reason     text not null check (reason in ('timing', 'held', 'failed', 'changed', 'beforeConnection', 'quickbooksOnly', 'billcomOnly', 'unexplained')),
  word       text not null,
  name       text not null,
  date       text,
  records    jsonb not null,               -- { quickbooks, billcom }: { entity, id, name, date } or null
  quickbooks numeric(18, 2) not null,
  billcom    numeric(18, 2) not null,
  sentence   text not null,
  cure       text not null,
  primary key (company_id, cycle, vendor, position)
);

do $$
declare t text;
begin
  foreach t in array array['tie_out', 'tie_out_posting', 'tie_out_vendor', 'tie_out_difference'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_company on %I using (company_id = current_setting(''tieout.company'', true)::uuid)
                    with check (company_id = current_setting(''tieout.company'', true)::uuid)', t);
    execute format('grant select, insert, update, delete on %I to tieout_app', t);
  end loop;
end $$;

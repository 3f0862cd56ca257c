-- Balances of QuickBooks' bank and clearing accounts, as QuickBooks said them last.
create table bank_balance (
  company_id    uuid not null references company(id) on delete cascade,
  quickbooks_id text not null,           -- ListID
  balance       numeric(20, 2) not null,
  as_of         text not null,           -- QuickBooks' today, YYYY-MM-DD
  read_at       timestamptz not null default now(),
  primary key (company_id, quickbooks_id)
);

-- Every balance that was to be set in Bill.com: a row before it leaves. sent → applied / refused / unknown; unknown is read
-- there (GetBankBalance) and becomes applied or absent. absent: it is certain that Bill.com does not have it.
create table bank_balance_sent (
  company_id    uuid not null references company(id) on delete cascade,
  id            bigint generated always as identity,
  cycle         integer not null,
  quickbooks_id text not null,
  balance       numeric(20, 2) not null,
  as_of         text not null,
  state         text not null default 'sent' check (state in ('sent', 'applied', 'refused', 'unknown', 'absent')),
  because       text,
  sent_at       timestamptz not null default now(),
  primary key (company_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['bank_balance', 'bank_balance_sent'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_company on %I using (company_id = current_setting(''tieout.company'', true)::uuid)
                    with check (company_id = current_setting(''tieout.company'', true)::uuid)', t);
    execute format('grant select, insert, update, delete on %I to tieout_app', t);
  end loop;
end $$;

-- Bill.com's bank accounts, as last read: what funds transfers and the bank balance belong to.
create table bank_account (
  company_id  uuid not null references company(id) on delete cascade,
  id          text not null,
  name        text not null,             -- the bank and the last digits
  account_id  text,                      -- Bill.com's account of the books; null where it is linked to none
  is_primary  boolean not null,          -- pays bills, unless somebody chooses another one
  primary key (company_id, id)
);

-- Balances of QuickBooks' bank and clearing accounts, each as QuickBooks said it last and when it was first asked.
create table bank_balance (
  company_id    uuid not null references company(id) on delete cascade,
  quickbooks_id text not null,
  balance       numeric(20, 2) not null,
  as_of         date not null,           -- QuickBooks' today
  read_at       timestamptz not null default now(),
  first_balance numeric(20, 2) not null,
  first_at      timestamptz not null default now(),
  primary key (company_id, quickbooks_id)
);

-- Every balance that was sent to Bill.com: a row before it leaves. `unknown`: no answer; the next one is sent anew, since the newest wins.
create table bank_balance_sent (
  id            bigint generated always as identity primary key,
  company_id    uuid not null references company(id) on delete cascade,
  cycle         integer not null,
  quickbooks_id text not null,
  balance       numeric(20, 2) not null,
  as_of         date not null,
  state         text not null default 'sent' check (state in ('sent', 'applied', 'refused', 'unknown')),
  because       text,
  sent_at       timestamptz not null default now()
);
create index on bank_balance_sent (company_id, id desc);

do $$
declare t text;
begin
  foreach t in array array['bank_account', 'bank_balance', 'bank_balance_sent'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_company on %I using (company_id = current_setting(''tieout.company'', true)::uuid)
                    with check (company_id = current_setting(''tieout.company'', true)::uuid)', t);
    execute format('grant select, insert, update, delete on %I to tieout_app', t);
  end loop;
end $$;

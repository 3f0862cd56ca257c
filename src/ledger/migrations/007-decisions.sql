-- What people decided: rows that reconciling reads. open → used (carried out; a pair kept apart stays in force) or void.
create table decision (
  id           bigint generated always as identity primary key,
  company_id   uuid not null references company(id) on delete cascade,
  entity       text not null,
  kind         text not null check (kind in ('link', 'keepApart', 'unlink', 'field', 'isThis', 'writeIt', 'retry')),
  book         text check (book in ('quickbooks', 'billcom')),
  record_id    text,                    -- the record it is about; of a pair QuickBooks' side
  operation_id uuid,                    -- the write whose outcome it tells
  payload      jsonb not null default '{}',   -- src/ledger/decisions.ts
  who          text not null,
  at           timestamptz not null default now(),
  state        text not null default 'open' check (state in ('open', 'used', 'void')),
  cycle        integer,                 -- the cycle that carried it out, or found that it has no object
  because      text                     -- why it is void
);
create index decision_standing on decision (company_id, entity)
  where state = 'open' or (state = 'used' and kind in ('keepApart', 'unlink'));

-- Pairs that may be the same thing, for a person to accept or reject. A number is never given twice.
create table proposal (
  company_id    uuid not null references company(id) on delete cascade,
  entity        text not null,
  quickbooks_id text not null,
  billcom_id    text not null,
  number        integer not null,
  names         jsonb not null,         -- { quickbooks, billcom }
  score         integer not null,
  evidence      text[] not null,
  opened_cycle  integer not null,
  opened_at     timestamptz not null default now(),
  closed_at     timestamptz,            -- decided, or no longer likely
  primary key (company_id, entity, quickbooks_id, billcom_id),
  unique (company_id, number)
);

-- The version of Tieout that opened a hold: a newer one tries again what it refused or got wrong.
alter table hold add column version text;

do $$
declare t text;
begin
  foreach t in array array['decision', 'proposal'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_company on %I using (company_id = current_setting(''tieout.company'', true)::uuid)
                    with check (company_id = current_setting(''tieout.company'', true)::uuid)', t);
    execute format('grant select, insert, update, delete on %I to tieout_app', t);
  end loop;
end $$;

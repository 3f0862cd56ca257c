-- The guards: what stops a company, what QuickBooks' preferences allow, which lists a book does not give, the PC's clock.

create table company_stop (
  company_id uuid not null references company(id) on delete cascade,
  guard      text not null,                 -- src/reconcile/guards/catalogue.ts
  because    text not null,                 -- the sentence that the Web Connector, status and doctor show
  detail     jsonb not null default '{}',   -- what a command that cures it needs to know
  since      timestamptz not null default now(),
  primary key (company_id, guard)
);
insert into company_stop (company_id, guard, because)
  select id, case stopped_by when 'billcom' then 'billcom' else 'file' end, stopped_because
    from company where stopped_because is not null;
alter table company drop column stopped_because, drop column stopped_by;

-- What QuickBooks' preferences said when the last session was opened.
create table quickbooks_preferences (
  company_id  uuid primary key references company(id) on delete cascade,
  preferences jsonb not null,               -- src/quickbooks/qbxml/types.ts: CompanyPreferences
  changed_at  timestamptz not null default now()
);

-- A list that its book does not let us read: it is left alone, and read again by every cycle.
create table closed_list (
  company_id uuid not null references company(id) on delete cascade,
  book       text not null check (book in ('quickbooks', 'billcom')),
  entity     text not null,
  because    text not null,
  cure       text not null,
  since      timestamptz not null default now(),
  primary key (company_id, book, entity)
);

-- How the clock of the PC with QuickBooks goes: src/quickbooks/pcClock.ts.
create table pc_clock (
  company_id uuid primary key references company(id) on delete cascade,
  clock      jsonb not null
);

-- Whom Bill.com signed us in as, recorded at first contact and compulsory later.
alter table company add column billcom_user text;

-- The newest records of QuickBooks that we saw: every session asks for them.
create index record_newest on record (company_id, (left(modified, 19)) desc)
  where book = 'quickbooks' and not deleted and modified is not null;

do $$
declare t text;
begin
  foreach t in array array['company_stop', 'quickbooks_preferences', 'closed_list', 'pc_clock'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_company on %I using (company_id = current_setting(''tieout.company'', true)::uuid)
                    with check (company_id = current_setting(''tieout.company'', true)::uuid)', t);
    execute format('grant select, insert, update, delete on %I to tieout_app', t);
  end loop;
end $$;

-- Records that a person has left out: their twins are not made.
create table left_out (
  company_id uuid not null references company(id) on delete cascade,
  entity     text not null,
  book       text not null check (book in ('quickbooks', 'billcom')),
  record_id  text not null,
  who        text not null,
  at         timestamptz not null default now(),
  primary key (company_id, entity, book, record_id)
);

-- Documents that were settled before the connection and are made in the other book nevertheless, by their dates.
create table import_range (
  company_id  uuid not null references company(id) on delete cascade,
  id          bigint generated always as identity,
  from_day    date not null,
  to_day      date not null,
  who         text not null,
  at          timestamptz not null default now(),
  primary key (company_id, id),
  check (from_day <= to_day)
);

do $$
declare t text;
begin
  foreach t in array array['left_out', 'import_range'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_company on %I using (company_id = current_setting(''tieout.company'', true)::uuid)
                    with check (company_id = current_setting(''tieout.company'', true)::uuid)', t);
    execute format('grant select, insert, update, delete on %I to tieout_app', t);
  end loop;
end $$;

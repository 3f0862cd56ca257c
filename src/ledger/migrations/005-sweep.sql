-- The daily comparison of a whole list with QuickBooks (design §4.8) while it is under way: a session that is lost
-- goes on here. A finished one leaves nothing but read_cursor.complete_at.

create table sweep (
  company_id uuid not null references company(id) on delete cascade,
  entity     text not null,
  begun_at   timestamptz not null default now(),
  swept_to   text,                            -- entries last changed up to this time of QuickBooks have been compared
  compared   boolean not null default false,  -- all have; what differs or is missing is still to be fetched
  total      integer not null,                -- entries in the mirror when it began
  primary key (company_id, entity)
);

create table sweep_seen (
  company_id uuid not null,
  entity     text not null,
  id         text not null,
  is_open    boolean not null,                -- differs from the mirror or is not in it, and was not fetched yet
  primary key (company_id, entity, id),
  foreign key (company_id, entity) references sweep on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['sweep', 'sweep_seen'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_company on %I using (company_id = current_setting(''tieout.company'', true)::uuid)
                    with check (company_id = current_setting(''tieout.company'', true)::uuid)', t);
    execute format('grant select, insert, update, delete on %I to tieout_app', t);
  end loop;
end $$;

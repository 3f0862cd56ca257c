-- The first load of a long list is one reading with an iterator. What a lost session leaves of it is found by comparing
-- ids, as in the daily sweep, so that nothing is counted and cut into windows any more.

drop table read_window;

create table first_load (
  company_id uuid not null references company(id) on delete cascade,
  entity     text not null,
  session_id uuid not null,                        -- the iterator lives in this session and no other
  begun_at   timestamptz not null default now(),
  broken     boolean not null default false,       -- what is left of it is found by comparing ids
  primary key (company_id, entity)
);
alter table first_load enable row level security;
create policy own_company on first_load using (company_id = current_setting('tieout.company', true)::uuid)
  with check (company_id = current_setting('tieout.company', true)::uuid);
grant select, insert, update, delete on first_load to tieout_app;

-- What a sweep still has to fetch is taken from here, in the order of ids.
create index sweep_open on sweep_seen (company_id, entity, id) where is_open;

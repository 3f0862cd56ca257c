-- What the latest preview showed beside the operations it proposes, and by which settings; kept until the next one, so
-- that the cycle that carries it out can be held against it.
create table preview (
  company_id uuid primary key references company(id) on delete cascade,
  cycle      integer not null,
  settings   jsonb not null,
  carried_by integer                       -- the sync that planned anew from what the books said then
);

create table preview_link (
  company_id    uuid not null references company(id) on delete cascade,
  entity        text not null,
  quickbooks_id text not null,
  billcom_id    text not null,
  primary key (company_id, entity, quickbooks_id)
);

-- What the first cycle after an accepted preview does otherwise than was shown: src/reconcile/sincePreview.ts.
create table preview_difference (
  company_id  uuid not null references company(id) on delete cascade,
  cycle       integer not null,
  position    integer not null,
  change      text not null check (change in ('added', 'dropped', 'changed')),
  action      text not null check (action in ('create', 'update', 'link')),
  entity      text not null,
  book        text not null check (book in ('quickbooks', 'billcom')),
  record_id   text not null,
  record_name text not null,
  fields      jsonb not null,
  because     text,
  primary key (company_id, cycle, position)
);

do $$
declare t text;
begin
  foreach t in array array['preview', 'preview_link', 'preview_difference'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_company on %I using (company_id = current_setting(''tieout.company'', true)::uuid)
                    with check (company_id = current_setting(''tieout.company'', true)::uuid)', t);
    execute format('grant select, insert, update, delete on %I to tieout_app', t);
  end loop;
end $$;

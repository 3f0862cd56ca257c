-- What was deleted in QuickBooks, as it stood there right before: a row before the delete leaves.
create table deleted_copy (
  company_id   uuid not null references company(id) on delete cascade,
  operation_id uuid not null,
  entity       text not null,
  record_id    text not null,
  version      text,                     -- EditSequence
  copy         jsonb not null,           -- every element of its Ret
  read_at      timestamptz not null default now(),
  primary key (company_id, operation_id)
);
alter table deleted_copy enable row level security;
create policy own_company on deleted_copy using (company_id = current_setting('tieout.company', true)::uuid)
  with check (company_id = current_setting('tieout.company', true)::uuid);
grant select, insert, update, delete on deleted_copy to tieout_app;

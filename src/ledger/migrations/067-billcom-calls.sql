-- What was sent to Bill.com for a write and what was answered to it, sealed, for 30 days (src/ledger/billcomCalls.ts).
create table billcom_call (
  id           bigint generated always as identity primary key,
  company_id   uuid not null references company(id) on delete cascade,
  operation_id uuid not null references operation(id) on delete cascade,
  call         text not null,           -- the operation of the API: Bulk/Crud/Create/Vendor
  request      bytea not null,          -- the write's row of the call, sealed
  answer       bytea,                   -- the row's answer, sealed; null while there is none
  sent_at      timestamptz not null default now()
);
create index billcom_call_operation on billcom_call (operation_id);
create index billcom_call_sent on billcom_call (sent_at);
alter table billcom_call enable row level security;
create policy own_company on billcom_call using (company_id = current_setting('tieout.company', true)::uuid)
  with check (company_id = current_setting('tieout.company', true)::uuid);
grant select, insert, update, delete on billcom_call to tieout_app;

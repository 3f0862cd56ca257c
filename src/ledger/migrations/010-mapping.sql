-- Records of Bill.com that by rule are not made in QuickBooks, and the record there that a person chose for them.
create table mapping (
  company_id        uuid not null references company(id) on delete cascade,
  entity            text not null,
  billcom_id        text not null,
  quickbooks_entity text not null,         -- an item may stand for an item, or for an account
  quickbooks_id     text not null,
  mapped_by         text not null,
  mapped_at         timestamptz not null default now(),
  primary key (company_id, entity, billcom_id)
);
alter table mapping enable row level security;
create policy own_company on mapping using (company_id = current_setting('tieout.company', true)::uuid)
  with check (company_id = current_setting('tieout.company', true)::uuid);
grant select, insert, update, delete on mapping to tieout_app;

-- Bill.com's bank accounts, as last read: what funds transfers belong to.
create table bank_account (
  company_id  uuid not null references company(id) on delete cascade,
  id          text not null,
  name        text not null,             -- the bank and the last digits
  account_id  text,                      -- Bill.com's account of the books; null where it is linked to none
  is_primary  boolean not null,          -- pays bills, unless somebody chooses another one
  primary key (company_id, id)
);

alter table bank_account enable row level security;
create policy own_company on bank_account using (company_id = current_setting('tieout.company', true)::uuid)
  with check (company_id = current_setting('tieout.company', true)::uuid);
grant select, insert, update, delete on bank_account to tieout_app;

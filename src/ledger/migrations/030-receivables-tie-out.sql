-- Accounts receivable are tied out beside accounts payable: src/reconcile/tieout/sides.ts. What was a vendor is a party.
alter table tie_out add column ledger text not null default 'ap' check (ledger in ('ap', 'ar'));
alter table tie_out alter column ledger drop default;
alter table tie_out drop constraint tie_out_pkey;
alter table tie_out add primary key (company_id, cycle, ledger);

alter table tie_out_vendor rename to tie_out_party;
alter table tie_out_party add column ledger text not null default 'ap' check (ledger in ('ap', 'ar'));
alter table tie_out_party alter column ledger drop default;
alter table tie_out_party add column job_of text;                          -- of a job: the name of its customer
alter table tie_out_party add column with_jobs_quickbooks numeric(18, 2);  -- of a customer with jobs here: all of it together
alter table tie_out_party add column with_jobs_billcom numeric(18, 2);
alter table tie_out_party drop constraint tie_out_vendor_pkey;
alter table tie_out_party add primary key (company_id, cycle, ledger, position);

alter table tie_out_difference rename column vendor to party;              -- tie_out_party.position
alter table tie_out_difference add column ledger text not null default 'ap' check (ledger in ('ap', 'ar'));
alter table tie_out_difference alter column ledger drop default;
alter table tie_out_difference drop constraint tie_out_difference_pkey;
alter table tie_out_difference add primary key (company_id, cycle, ledger, party, position);
alter table tie_out_difference drop constraint tie_out_difference_reason_check;
alter table tie_out_difference add constraint tie_out_difference_reason_check
  check (reason in ('timing', 'held', 'failed', 'changed', 'beforeConnection', 'beforeStart', 'quickbooksOnly', 'billcomOnly', 'notPosted', 'unexplained'));

-- Whose postings they are: the ledger (ap, ar), or the ListID of a clearing account.
update tie_out_posting set account = 'ap' where account = '';
alter table tie_out_posting alter column account drop default;

-- What QuickBooks says that the clearing accounts come to; only until it is compared.
create table clearing_balance (
  company_id    uuid not null references company(id) on delete cascade,
  cycle         integer not null,
  quickbooks_id text not null,             -- ListID
  balance       numeric(18, 2) not null,
  primary key (company_id, cycle, quickbooks_id)
);
alter table clearing_balance enable row level security;
create policy own_company on clearing_balance using (company_id = current_setting('tieout.company', true)::uuid)
  with check (company_id = current_setting('tieout.company', true)::uuid);
grant select, insert, update, delete on clearing_balance to tieout_app;

-- Money In Clearing is proven beside Money Out Clearing.
alter table clearing_proof add column clearing text not null default 'moneyOut' check (clearing in ('moneyOut', 'moneyIn'));
alter table clearing_proof alter column clearing drop default;
alter table clearing_proof drop constraint clearing_proof_pkey;
alter table clearing_proof add primary key (company_id, cycle, clearing);
alter table clearing_line add column clearing text not null default 'moneyOut' check (clearing in ('moneyOut', 'moneyIn'));
alter table clearing_line alter column clearing drop default;
alter table clearing_line drop constraint clearing_line_pkey;
alter table clearing_line add primary key (company_id, cycle, clearing, position);
alter table clearing_line drop constraint clearing_line_reason_check;
alter table clearing_line add constraint clearing_line_reason_check
  check (reason in ('onItsWay', 'held', 'changed', 'fee', 'notPosted', 'outside', 'beforeConnection', 'quickbooksOnly', 'unexplained'));

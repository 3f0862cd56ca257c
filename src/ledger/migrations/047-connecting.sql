-- Companies that somebody is connecting on the dashboard, and who may.

alter table app_user add column may_connect boolean not null default false;

-- What a person has said so far of a company that is not connected yet. System transactions only.
create table company_draft (
  id                uuid primary key default gen_random_uuid(),
  user_id           uuid not null references app_user(id) on delete cascade,
  created_at        timestamptz not null default now(),
  changed_at        timestamptz not null default now(),
  name              text not null,
  zone              text not null,
  billcom           jsonb not null,               -- as company.billcom
  billcom_secret    bytea not null,               -- sealed, as company.billcom_secret; tested before it was stored
  organization_name text,                         -- as Bill.com calls it
  choices           jsonb                         -- settings, named accounts, age of the Bill.com account; null: not said yet
);
create index company_draft_user on company_draft (user_id);
alter table company_draft enable row level security;

-- Accounts named before QuickBooks was ever read: { setting: { named, problem } }, until they are found there.
alter table company add column named_accounts jsonb not null default '{}';

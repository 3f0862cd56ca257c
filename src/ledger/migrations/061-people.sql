-- People are invited and given new passwords on the dashboard, by links that work once. System transactions only.

alter table app_user add column last_sign_in_at timestamptz;
update app_user set last_sign_in_at = (select max(created_at) from user_session where user_id = app_user.id);

-- By which a person knows their own sign-ins again.
alter table user_session add column id uuid not null default gen_random_uuid();
alter table user_session add column address text;
alter table user_session add column browser text;

-- Somebody is asked to use a company. Whether their address is known here is looked at only when they accept.
create table invitation (
  id         uuid primary key default gen_random_uuid(),
  company_id uuid not null references company(id) on delete cascade,
  email      text not null,
  name       text not null,
  role       text not null check (role in ('Administrator', 'Accountant', 'Payer', 'Approver', 'Clerk', 'Auditor')),
  plan       text not null check (plan in ('payables', 'receivables', 'both')),
  hash       bytea not null unique,          -- of the link's token
  invited_by uuid not null references app_user(id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create unique index invitation_of on invitation (company_id, lower(email));
create index invitation_by on invitation (invited_by);

-- A new password may be chosen: by whoever holds the link, for a while.
create table password_link (
  user_id    uuid primary key references app_user(id) on delete cascade,
  hash       bytea not null unique,
  made_by    uuid not null references app_user(id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index password_link_by on password_link (made_by);

alter table invitation enable row level security;
alter table password_link enable row level security;

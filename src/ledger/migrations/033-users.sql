-- People who use the dashboard and the API, what they may see and do, and how they are known again.

create table app_user (
  id            uuid primary key default gen_random_uuid(),
  email         text not null,
  name          text not null,
  password_hash text not null,               -- src/slowHash.ts
  created_at    timestamptz not null default now(),
  disabled_at   timestamptz
);
create unique index app_user_email on app_user (lower(email));

-- What a user is in a company; what that lets them do: src/console/access/capabilities.ts.
create table membership (
  user_id    uuid not null references app_user(id) on delete cascade,
  company_id uuid not null references company(id) on delete cascade,
  role       text not null check (role in ('Administrator', 'Accountant', 'Payer', 'Approver', 'Clerk', 'Auditor')),
  plan       text not null default 'both' check (plan in ('payables', 'receivables', 'both')),
  created_at timestamptz not null default now(),
  primary key (user_id, company_id)
);
create index membership_company on membership (company_id);

-- Sign-ins in browsers. Only a hash is stored, so that a copy of the database signs nobody in.
create table user_session (
  hash         bytea primary key,
  user_id      uuid not null references app_user(id) on delete cascade,
  created_at   timestamptz not null default now(),
  seen_at      timestamptz not null default now(),
  confirmed_at timestamptz not null default now(),   -- when the password was last given
  expires_at   timestamptz not null
);
create index user_session_user on user_session (user_id);
create index user_session_end on user_session (expires_at);

-- Programs that use the API, as a user and never with more rights than that user.
create table api_token (
  id           uuid primary key default gen_random_uuid(),
  user_id      uuid not null references app_user(id) on delete cascade,
  name         text not null,
  hash         bytea not null unique,
  scopes       text[] not null check (cardinality(scopes) > 0 and scopes <@ array['read', 'act']),
  created_at   timestamptz not null default now(),
  used_at      timestamptz,
  expires_at   timestamptz,
  revoked_at   timestamptz
);
create index api_token_user on api_token (user_id);

-- Failed sign-ins of people; the shape is rate-limiter-flexible's (quickbooks/webconnector/loginLimiter.ts).
create table sign_in_attempt (
  key    varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);

-- The role of companies sees its own memberships and nothing of the rest.
alter table membership enable row level security;
create policy own_company on membership using (company_id = current_setting('tieout.company', true)::uuid)
  with check (company_id = current_setting('tieout.company', true)::uuid);
grant select, insert, update, delete on membership to tieout_app;
do $$
declare t text;
begin
  foreach t in array array['app_user', 'user_session', 'api_token', 'sign_in_attempt'] loop
    execute format('alter table %I enable row level security', t);
  end loop;
end $$;

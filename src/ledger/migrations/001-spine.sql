-- The spine: companies, Web Connector sessions, exchanges, the mirror, links, operations, holds, cycles.
-- Every table that belongs to a company carries company_id and is guarded by row-level security:
-- company work runs as the role tieout_app with tieout.company set (src/ledger/database.ts).

do $$
begin
  if not exists (select from pg_roles where rolname = 'tieout_app') then
    create role tieout_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  execute format('grant tieout_app to %I', current_user);
end $$;

create table company (
  id                          uuid primary key default gen_random_uuid(),
  name                        text not null unique,
  zone                        text not null,                -- IANA zone of the company's books
  created_at                  timestamptz not null default now(),
  settings                    jsonb not null default '{}',  -- src/ledger/settings.ts
  -- Bill.com
  billcom                     jsonb not null,               -- { v2Url, v3Url, organizationId, userName }
  billcom_secret              bytea not null,               -- sealed { devKey, password }
  billcom_session             bytea,                        -- sealed API session
  billcom_probe               jsonb not null default '{}',  -- which entities filter by updatedTime
  -- QuickBooks and its Web Connector
  web_connector_user          text not null unique,
  web_connector_password_hash text not null,
  owner_id                    uuid not null,                -- OwnerID of the .qwc: one per application for ever
  file_id                     uuid not null,                -- FileID of the .qwc: one per company
  company_file                text,                         -- last path seen; '' or null = the file now open
  quickbooks                  jsonb not null default '{}',  -- recorded at first contact: companyName, fileID, country, qbxmlVersion, preferences …
  last_write_set_id           text,                         -- the last write set whose answer is stored here: the next set's oldMessageSetID
  -- when a cycle runs
  paused_at                   timestamptz,
  pause_reason                text,
  accepted_at                 timestamptz,                  -- the first preview was accepted
  due_at                      timestamptz not null default now(),  -- the schedule's next cycle
  next_cycle                  integer not null default 1,
  last_login_at               timestamptz,
  stopped_because             text                          -- a guard's sentence; null when nothing is wrong
);

create table web_connector_session (
  id             uuid primary key default gen_random_uuid(),
  company_id     uuid not null references company(id) on delete cascade,
  ticket_hash    bytea not null unique,
  state          text not null default 'open' check (state in ('open', 'closing', 'closed')),
  expects        text not null default 'sendRequestXML' check (expects in ('sendRequestXML', 'receiveResponseXML', 'closeConnection')),
  cycle          integer not null,
  opened_at      timestamptz not null default now(),
  last_call_at   timestamptz not null default now(),
  closed_at      timestamptz,
  close_reason   text,
  guarded_at     timestamptz,          -- the company guard let this session through
  host           jsonb,                -- what HostQuery, CompanyQuery and PreferencesQuery said
  qbxml_version  text,
  company_file   text,
  round_trips    integer not null default 0,
  idle_since     timestamptz,          -- first NoOp since the last exchange
  verdict        text check (verdict in ('more', 'empty')),   -- the worker's word: more to write, or lane empty
  connection_errors integer not null default 0,
  last_error     text                  -- what getLastError tells
);
create index on web_connector_session (company_id, opened_at desc);
create unique index one_open_session on web_connector_session (company_id) where state <> 'closed';

create table exchange (
  id            bigint generated always as identity primary key,
  company_id    uuid not null references company(id) on delete cascade,
  key           text not null,          -- deterministic: cycle, step, position
  cycle         integer not null,
  step          text not null,
  kind          text not null check (kind in ('read', 'write', 'check', 'closing')),
  state         text not null default 'queued' check (state in ('queued', 'sent', 'answered', 'settled', 'withdrawn', 'inDoubt', 'failed')),
  continues     boolean not null default false,   -- next page of an open iterator: handed out first
  session_id    uuid references web_connector_session(id),
  query         jsonb,                  -- a read that has an iterator: the QbxmlRequest, for its next page
  body          bytea,                  -- sealed inner requests
  request       bytea,                  -- sealed complete bytes as handed out
  answer        bytea,                  -- sealed answer as it came
  answer_bytes  integer,
  message_set_id text,                  -- newMessageSetID, writes and checks only
  requests      integer not null default 1,
  iterator_id   text,
  iterator_remaining integer,
  hresult       text,
  message       text,
  queued_at     timestamptz not null default now(),
  sent_at       timestamptz,
  answered_at   timestamptz,
  settled_at    timestamptz,
  unique (company_id, key)
);
create unique index one_sent_exchange on exchange (company_id) where state = 'sent';
create index exchange_open on exchange (company_id, continues desc, id) where state in ('queued', 'answered', 'inDoubt', 'failed');

create table record (
  company_id  uuid not null references company(id) on delete cascade,
  book        text not null check (book in ('quickbooks', 'billcom')),
  entity      text not null,
  id          text not null,
  version     text,                    -- EditSequence, or Bill.com's updatedTime
  modified    text,                    -- as the book prints it
  fields      jsonb not null,          -- canonical fields
  facts       jsonb not null default '{}',  -- what is read but never synced: full name, balance, special type …
  active      boolean not null default true,
  deleted     boolean not null default false,
  merged_into text,
  problem     text,                    -- this row could not be read: why
  changed     boolean not null default true,   -- on the work list
  seen_at     timestamptz not null default now(),
  primary key (company_id, book, entity, id)
);
create index record_changed on record (company_id, entity, book) where changed;

create table link (
  id              uuid primary key default gen_random_uuid(),
  company_id      uuid not null references company(id) on delete cascade,
  entity          text not null,
  quickbooks_id   text not null,
  billcom_id      text not null,
  quickbooks_base jsonb not null default '{}',   -- canonical fields as last read back from that book after the two agreed
  billcom_base    jsonb not null default '{}',
  made_by         text not null check (made_by in ('match', 'create', 'person')),
  cycle           integer not null,
  created_at      timestamptz not null default now(),
  unique (company_id, entity, quickbooks_id),
  unique (company_id, entity, billcom_id)
);

create table operation (
  id            uuid primary key default gen_random_uuid(),
  company_id    uuid not null references company(id) on delete cascade,
  cycle         integer not null,
  entity        text not null,
  book          text not null check (book in ('quickbooks', 'billcom')),   -- the book that is written
  action        text not null check (action in ('create', 'update')),
  phase         text not null default 'write' check (phase in ('write', 'deactivate')),
  state         text not null check (state in ('proposed', 'planned', 'sent', 'applied', 'rejected', 'unknown', 'withdrawn')),
  record_id     text,                  -- the record that is written; null for a create until it is applied
  source_id     text not null,         -- the record of the other book that it comes from
  fields        jsonb not null,        -- canonical fields to write; references are ids of the written book
  awaits        jsonb not null default '{}',  -- field → { entity, sourceId }: a reference to a record that this cycle creates first
  source_base   jsonb not null,        -- the source's fields that become its base when this is applied
  before        jsonb,                 -- the written record's fields as they were
  external_guid uuid,
  exchange_key  text,
  request_id    text,
  status_code   text,
  message       text,
  planned_at    timestamptz not null default now(),
  sent_at       timestamptz,
  settled_at    timestamptz
);
create unique index one_operation_in_flight on operation (company_id, entity, book, (coalesce(record_id, 'from:' || source_id)))
  where state in ('planned', 'sent', 'unknown');
create index operation_open on operation (company_id, book, entity, state) where state in ('planned', 'sent', 'unknown', 'proposed');
create index operation_cycle on operation (company_id, cycle);
create index operation_exchange on operation (company_id, exchange_key);

create table hold (
  id          uuid primary key default gen_random_uuid(),
  company_id  uuid not null references company(id) on delete cascade,
  entity      text not null,
  book        text not null,
  record_id   text not null,
  cause       text not null,
  field       text not null default '',    -- the field that is held, or '' for the whole record
  record_name text not null,
  sentence    text not null,               -- what happened, for a bookkeeper
  cure        text not null,               -- what to do now, and who can
  release     jsonb not null,              -- what releases it: src/reconcile/holds.ts
  detail      jsonb not null default '{}',
  opened_cycle integer not null,
  opened_at   timestamptz not null default now(),
  released_at timestamptz,
  release_reason text
);
create unique index one_open_hold on hold (company_id, entity, book, record_id, cause, field) where released_at is null;

create table cycle (
  company_id  uuid not null references company(id) on delete cascade,
  number      integer not null,
  mode        text not null check (mode in ('preview', 'sync')),
  state       text not null check (state in ('due', 'running', 'ended', 'waitingForAccept', 'interrupted', 'failed')),
  requested_by text not null,
  accept_first boolean not null default false,
  created_at  timestamptz not null default now(),
  started_at  timestamptz,
  ended_at    timestamptz,
  counts      jsonb not null default '{}',
  message     text,
  primary key (company_id, number)
);
create unique index one_due_cycle on cycle (company_id) where state = 'due';
create unique index one_running_cycle on cycle (company_id) where state = 'running';

create table cycle_step (
  company_id  uuid not null references company(id) on delete cascade,
  cycle       integer not null,
  book        text not null,
  step        text not null,            -- read, or an entity's name
  phase       text not null default 'write',
  state       text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  done        integer not null default 0,
  total       integer not null default 0,
  lease       uuid,                     -- the attempt that may settle; an older one may not
  lease_until timestamptz,
  started_at  timestamptz,
  ended_at    timestamptz,
  message     text,
  primary key (company_id, cycle, book, step, phase)
);

create table read_cursor (
  company_id  uuid not null references company(id) on delete cascade,
  book        text not null,
  entity      text not null,
  cursor      text,                     -- QuickBooks' printed local time, or Bill.com's updatedTime
  complete_at timestamptz,              -- the last complete reading of the list
  rows        integer,                  -- how many rows that had
  primary key (company_id, book, entity)
);

create table read_window (
  company_id    uuid not null references company(id) on delete cascade,
  entity        text not null,
  position      text not null,          -- '', '0', '1', '00' … : halves of halves
  modified_from text not null,
  modified_to   text not null,
  name_from     text,
  name_to       text,
  state         text not null default 'open' check (state in ('open', 'split', 'done')),
  rows          integer,
  milliseconds  integer,
  primary key (company_id, entity, position)
);

create table outbox (
  id         bigint generated always as identity primary key,
  company_id uuid not null references company(id) on delete cascade,
  signal     text not null,
  payload    jsonb not null default '{}',
  created_at timestamptz not null default now(),
  sent_at    timestamptz
);
create index outbox_unsent on outbox (id) where sent_at is null;

create table audit (
  id           bigint generated always as identity primary key,
  company_id   uuid not null references company(id) on delete cascade,
  at           timestamptz not null default now(),
  who          text not null,           -- 'Tieout' or a person
  action       text not null,
  entity       text,
  book         text,
  record_id    text,
  operation_id uuid,
  before       jsonb,
  after        jsonb,
  detail       text
);
create index audit_company on audit (company_id, id);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and not exists (select from company where id = old.company_id) then
    return old;                          -- the company itself is being removed
  end if;
  raise exception 'the audit log is append-only';
end $$;
create trigger audit_append_only before update or delete on audit for each row execute function audit_is_append_only();

create table billcom_budget (             -- the hourly calls of a developer key, all companies together
  developer_key text not null,            -- a hash, never the key
  hour          timestamptz not null,
  taken         integer not null default 0,
  exhausted     boolean not null default false,
  primary key (developer_key, hour)
);

do $$
declare t text;
begin
  foreach t in array array['web_connector_session', 'exchange', 'record', 'link', 'operation', 'hold', 'cycle',
                           'cycle_step', 'read_cursor', 'read_window', 'outbox', 'audit'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_company on %I using (company_id = current_setting(''tieout.company'', true)::uuid)
                    with check (company_id = current_setting(''tieout.company'', true)::uuid)', t);
    execute format('grant select, insert, update, delete on %I to tieout_app', t);
  end loop;
  alter table company enable row level security;
  create policy own_company on company using (id = current_setting('tieout.company', true)::uuid);
  grant select, update on company to tieout_app;
  revoke update, delete on audit from tieout_app;
end $$;

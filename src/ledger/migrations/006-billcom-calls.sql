-- Bill.com's calls: two at once per organization, a fair share of the developer key's hour, lists read by filter, and
-- what Bill.com makes us wait for.

-- Leases of the calls that are under way. Unlogged: a crash of Postgres outlasts every lease anyway, and a call costs no
-- disk write. All companies together, like billcom_budget, since the limit is Bill.com's.
create unlogged table billcom_slot (
  developer_key text not null,           -- a hash, never the key
  organization  text not null,
  slot          smallint not null,
  holder        uuid,                    -- the call; null when it was given back
  until         timestamptz not null,    -- renewed while the process lives
  primary key (developer_key, organization, slot)
) with (fillfactor = 50);

-- The companies of a developer key, and what each still keeps of its share of the hour (src/billcom/fairShare.ts).
create table billcom_share (
  developer_key text not null,           -- a hash, never the key
  company_id    uuid not null references company(id) on delete cascade,
  asked_at      timestamptz not null,    -- who has not asked for a day has no share
  hour          timestamptz not null,    -- kept and used are of this hour
  kept          double precision not null,
  used          integer not null,
  primary key (developer_key, company_id)
);
-- What a step waits for, beside its sentence for people in message.
alter table cycle_step add column waits_for text check (waits_for in ('billcom', 'share', 'outage', 'access', 'answer', 'refusal'));
alter table cycle_step add column waits_until timestamptz;

-- The doorbell: something changed in Bill.com that a filter may hide, so that the next cycle reads the lists whole.
alter table company add column billcom_changed_at timestamptz;

-- The last reading of a list, whole (complete_at) or by filter.
alter table read_cursor add column read_at timestamptz;

-- One reading of all of Bill.com's lists: where its next attempt goes on.
create table billcom_reading (
  company_id uuid primary key references company(id) on delete cascade,
  cycle      integer not null,
  began_at   timestamptz not null default now(),
  clock      text,                       -- Bill.com's clock when it began, ISO in UTC
  entity     text,                       -- the list that is being read whole
  place      jsonb,                      -- and how far: src/billcom/list.ts
  ended_at   timestamptz
);

do $$
declare t text;
begin
  foreach t in array array['billcom_share', 'billcom_reading'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_company on %I using (company_id = current_setting(''tieout.company'', true)::uuid)
                    with check (company_id = current_setting(''tieout.company'', true)::uuid)', t);
    execute format('grant select, insert, update, delete on %I to tieout_app', t);
  end loop;
end $$;

-- What people look at on the dashboard is found without reading whole tables.

-- A preview, a page at a time and counted by kind of record.
create index operation_proposed on operation (company_id, cycle, position) where state = 'proposed';
create index operation_proposed_kinds on operation (company_id, cycle, entity, book, action) where state = 'proposed';
-- One cycle: what a book refused, what was linked, what came to be held, its exchanges and sessions.
create index operation_refused on operation (company_id, cycle) where state = 'rejected';
create index link_cycle on link (company_id, cycle, entity);
create index hold_opened on hold (company_id, opened_at);
create index exchange_cycle on exchange (company_id, cycle, sent_at);
create index session_cycle on web_connector_session (company_id, cycle);
-- The audit log by day and by person.
create index audit_at on audit (company_id, at);
create index audit_who on audit (company_id, who, id);

-- When the Web Connector called: a row for each minute in which it did, kept for two days (src/ledger/polls.ts).
create table web_connector_poll (
  company_id uuid not null references company(id) on delete cascade,
  minute     timestamptz not null,
  calls      smallint not null default 0,   -- with the right password
  refused    smallint not null default 0,   -- with a wrong one
  primary key (company_id, minute)
) with (fillfactor = 80);
create index web_connector_poll_minute on web_connector_poll (minute);
alter table web_connector_poll enable row level security;
create policy own_company on web_connector_poll using (company_id = current_setting('tieout.company', true)::uuid)
  with check (company_id = current_setting('tieout.company', true)::uuid);
grant select, insert, update, delete on web_connector_poll to tieout_app;

-- What cycles that are over did, by kind of record and book, as later ones note it (src/ledger/cycleCounts.ts).
update cycle set counts = counts || jsonb_build_object('writes', done.writes)
  from (
    select company_id, cycle, jsonb_agg(jsonb_build_object('entity', entity, 'book', book, 'create', created,
        'update', updated, 'void', voided, 'refused', refused) order by entity, book) as writes
    from (
      select company_id, cycle, entity, book,
        count(*) filter (where action = 'create' and state <> 'rejected') as created,
        count(*) filter (where action = 'update' and state <> 'rejected') as updated,
        count(*) filter (where action = 'void' and state <> 'rejected') as voided,
        count(*) filter (where state = 'rejected') as refused
      from operation where state in ('applied', 'rejected', 'proposed') group by company_id, cycle, entity, book) each
    group by company_id, cycle) done
 where cycle.company_id = done.company_id and cycle.number = done.cycle and cycle.ended_at is not null;
update cycle set counts = counts || jsonb_build_object('linked', made.linked)
  from (
    select company_id, cycle, jsonb_object_agg(entity, count) as linked
    from (select company_id, cycle, entity, count(*) as count from link group by company_id, cycle, entity) each
    group by company_id, cycle) made
 where cycle.company_id = made.company_id and cycle.number = made.cycle and cycle.ended_at is not null;

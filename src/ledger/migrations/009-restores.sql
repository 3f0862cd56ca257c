-- Each restore from a backup begins another life of this database (src/ledger/life.ts); the first has no row.
create table database_life (
  name     uuid primary key default gen_random_uuid(),
  begun_at timestamptz not null default clock_timestamp(),
  begun_by text not null
);
grant select on database_life to tieout_app;

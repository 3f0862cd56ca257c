-- Operations are written in the order in which they were planned (parents before children); and what a write overwrites
-- by the conflict policy is on record.
alter table operation add column position bigint generated always as identity;
alter table operation add column overwrites text[] not null default '{}';

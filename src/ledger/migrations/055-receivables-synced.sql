-- Whether receivables were synced, where a restored company file has ended the links that told it: pairs that were only
-- matched have left no written operation behind.
alter table company add column receivables_synced boolean not null default false;

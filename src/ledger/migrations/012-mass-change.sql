-- A cycle that stopped before a mass change, and was accepted as it had been shown: by whom.
alter table cycle add column accepted_by text;

-- The records of the other book that a left out one is the same money as, where a person was asked about those.
alter table left_out add column same_as text[] not null default '{}';

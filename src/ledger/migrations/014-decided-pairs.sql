-- Who is certain of a pair that a preview shows, as in link.made_by; the ones shown so far were called matched.
alter table preview_link add column made_by text not null default 'match' check (made_by in ('match', 'person'));
alter table preview_link alter column made_by drop default;

-- Whose word stops a company: only that book's next success lifts it.
alter table company add column stopped_by text check (stopped_by in ('quickbooks', 'billcom'));

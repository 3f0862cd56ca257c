-- People look at all records by name or number, and at everything that was written for one.
create index record_name on record (company_id, lower(coalesce(fields ->> 'name', id)));
create index operation_source on operation (company_id, entity, source_id);

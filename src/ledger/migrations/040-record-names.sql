-- People look for a record by its name or number, and at everything that was written for it.
create index record_name on record (company_id, lower(fields ->> 'name') text_pattern_ops);
create index operation_source on operation (company_id, entity, source_id);

-- The list of invoices to be e-mailed is shown a page at a time: those that are marked are found without reading all.
create index record_to_be_emailed on record (company_id)
  where book = 'quickbooks' and entity = 'invoice' and fields ->> 'toBeEmailed' = 'true';

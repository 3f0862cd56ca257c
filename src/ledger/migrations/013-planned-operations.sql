-- A step's planned operations are taken in their order from where it stands (src/activities/readyOperations.ts).
create index operation_planned on operation (company_id, book, entity, phase, position) where state = 'planned';
-- Whether a write of a record was taken back after it left is asked for every pair that is linked (src/ledger/provenWrites.ts).
create index operation_withdrawn on operation (company_id, entity, book, source_id) where state = 'withdrawn';

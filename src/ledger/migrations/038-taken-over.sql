-- What a preview's operations were, each entity's as one digest (src/activities/ledger/keptPreview.ts): a first sync whose
-- plan comes out the same takes the rows over that were shown.
alter table preview add column digests jsonb not null default '{}';
-- Most operations of a first sync are planned long before they are in an exchange, and those for Bill.com never are.
drop index operation_exchange;
create index operation_exchange on operation (company_id, exchange_key) where exchange_key is not null;

-- Payments that were made by hand in QuickBooks are recorded in Bill.com by its v3 API, which has sessions of its own.
alter table company add column billcom_v3_session bytea;   -- sealed

-- A person says that a record is to be made in the other book, which asks first.
alter table decision drop constraint decision_kind_check;
alter table decision add constraint decision_kind_check
  check (kind in ('link', 'keepApart', 'unlink', 'field', 'isThis', 'writeIt', 'retry', 'make'));

-- Those that stay in QuickBooks until now are offered.
update record set changed = true from hold, company
where hold.entity = 'billPayment' and hold.book = 'quickbooks' and hold.cause = 'ownerRule' and hold.released_at is null
  and company.id = hold.company_id and company.settings ->> 'twoWayBills' = 'on'
  and record.company_id = hold.company_id and record.entity = hold.entity and record.book = hold.book
  and record.id = hold.record_id;

-- What is offered is known by what was not kept of payments and of Bill.com's bills until now: they are read anew.
delete from read_cursor where (book, entity) in (('quickbooks', 'billPayment'), ('billcom', 'bill'));
delete from sweep where entity = 'billPayment';
delete from first_load where entity = 'billPayment';

-- A person takes back what Tieout has written: the decision stays in force, and keeps the pair apart, until it is released.
alter table decision drop constraint decision_kind_check;
alter table decision add constraint decision_kind_check
  check (kind in ('link', 'keepApart', 'unlink', 'again', 'keep', 'field', 'isThis', 'writeIt', 'retry', 'make', 'undo'));
drop index decision_standing;
create index decision_standing on decision (company_id, entity)
  where state = 'open' or (state = 'used' and kind in ('keepApart', 'unlink', 'again', 'keep', 'undo'));
-- The write that this one takes back.
alter table operation add column undoes uuid;
-- What was written to a record after a write that is to be taken back.
create index operation_record on operation (company_id, entity, record_id) where state = 'applied';

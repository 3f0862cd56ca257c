-- Of a document that was deleted in one book a person says whether it is made again there or stays in the other only.
alter table decision drop constraint decision_kind_check;
alter table decision add constraint decision_kind_check
  check (kind in ('link', 'keepApart', 'unlink', 'again', 'keep', 'field', 'isThis', 'writeIt', 'retry', 'make'));
drop index decision_standing;
create index decision_standing on decision (company_id, entity)
  where state = 'open' or (state = 'used' and kind in ('keepApart', 'unlink', 'again', 'keep'));
-- What was made void or deleted with its twin: one that comes back is made again, and not undone once more.
create index operation_undone on operation (company_id, entity) where action = 'void' and state = 'applied';

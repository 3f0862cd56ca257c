-- Transactions are made void too.
alter table operation drop constraint operation_action_check;
alter table operation add constraint operation_action_check check (action in ('create', 'update', 'void'));
alter table operation drop constraint operation_phase_check;
alter table operation add constraint operation_phase_check check (phase in ('void', 'write', 'deactivate'));
alter table preview_difference drop constraint preview_difference_action_check;
alter table preview_difference add constraint preview_difference_action_check check (action in ('create', 'update', 'void', 'link'));

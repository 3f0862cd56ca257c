-- A write whose outcome the machine cannot conclude: a person is asked (a hold says so), and it is not looked up again.
alter table operation add column asked_at timestamptz;

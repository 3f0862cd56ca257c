-- Whether the organization's Bill.com account was created before 2020-06-05, as people say: the API does not tell. Null: nobody has said.
alter table company add column billcom_account text check (billcom_account in ('before', 'later'));

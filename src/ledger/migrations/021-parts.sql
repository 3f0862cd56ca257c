-- What a vendor credit is applied to is found by the credit, and by the payment that carries it.
create index record_owner on record (company_id, entity, (facts ->> 'owner')) where facts ? 'owner';
create index record_payment on record (company_id, entity, (facts ->> 'payment')) where facts ? 'payment';

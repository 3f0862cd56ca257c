-- Invoices that somebody asked to have e-mailed from Bill.com: a row before each call.
--   waiting   goes when its turn comes
--   sending   the call has left
--   sent      Bill.com has sent it
--   refused   it was not sent; because says why
--   unknown   the answer was lost: Bill.com is asked when it last sent the invoice
--   unclear   Bill.com does not tell; a person looks
create table invoice_email (
  company_id  uuid not null references company(id) on delete cascade,
  id          bigint generated always as identity,
  billcom_id  text not null,               -- the invoice in Bill.com
  address     text not null,
  who         text not null,               -- who asked for it
  asked_at    timestamptz not null default now(),
  again       boolean not null default false,  -- also if Bill.com has sent it before
  state       text not null default 'waiting'
              check (state in ('waiting', 'sending', 'sent', 'refused', 'unknown', 'unclear')),
  because     text,
  cure        text,
  sent_before text,                        -- when Bill.com had last sent it, as it said right before the call
  left_at     timestamptz,
  settled_at  timestamptz,
  is_latest   boolean not null default true,   -- of this invoice
  primary key (company_id, id)
);
create unique index invoice_email_latest on invoice_email (company_id, billcom_id) where is_latest;
create index invoice_email_open on invoice_email (company_id, id) where state in ('waiting', 'sending', 'unknown');

alter table invoice_email enable row level security;
create policy own_company on invoice_email using (company_id = current_setting('tieout.company', true)::uuid)
  with check (company_id = current_setting('tieout.company', true)::uuid);
grant select, insert, update, delete on invoice_email to tieout_app;

-- Bill.com sends 5 e-mails a minute per developer key, all companies together: each takes one of five turns, which is free
-- again a minute after its call is over.
create table billcom_email_turn (
  developer_key text not null,             -- a hash, never the key
  turn          smallint not null,
  until         timestamptz not null,
  primary key (developer_key, turn)
);

-- Receivables are synced unless a company's settings say otherwise. Whoever accepted a company before they were there has
-- seen nothing of what they would do to its books: for it they stay off until somebody switches them on and accepts that
-- preview. One that has pairs of them syncs them already, and goes on.
with off as (
  update company set settings = settings || '{"receivables": "off"}'
   where accepted_at is not null and not settings ? 'receivables'
     and not exists (
       select from link where link.company_id = company.id and link.entity in ('invoice', 'receivedPayment'))
  returning id)
insert into audit (company_id, who, action, before, after, detail)
select id, 'the upgrade', 'changed settings', '{}', '{"receivables": "off"}',
  'The company was accepted before Tieout synced receivables. To sync them, with a preview first: tieout company set … receivables=on'
  from off;

alter table company
  -- Why cycles are previews again until the next one is accepted; null: since the first preview was not accepted yet.
  add column preview_because text check (preview_because in ('receivables', 'restoredFile', 'restoredDatabase')),
  -- When it was accepted before that, for who takes back what made previews necessary.
  add column accepted_before timestamptz,
  -- When receivables were switched on after the company had been accepted; null: they were connected with the company.
  add column receivables_at timestamptz;

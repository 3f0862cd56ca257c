-- Holds that wait for a person were told together with those that go on by themselves. Each kind has a cause of its own now.
update hold set cause = 'tooMuch'
 where cause = 'waiting' and released_at is null and cure not like 'Nothing%'
   and (sentence like '% of which only % is open in QuickBooks%'
     or sentence like '%, which lets no % come to less than that.'
     or sentence like '% is not recorded in Bill.com: it pays %');

-- What uses an item of Bill.com waits until somebody says what that stands for. Which customers go over is a setting, so that
-- what waits for those is looked at anew.
update hold set cause = 'toMap',
    cure = 'An item made in Bill.com is not made in QuickBooks: choose with “tieout map” which item it stands for there, or, on bills and vendor credits, which account. The next sync then goes on.'
 where cause = 'waiting' and released_at is null and book = 'billcom' and release ->> 'when' = 'linked'
   and release ->> 'entity' = 'item' and sentence not like '% is synced without its %';
update record set changed = true from hold
 where hold.cause = 'waiting' and hold.released_at is null and hold.book = 'billcom' and hold.release ->> 'when' = 'linked'
   and hold.release ->> 'entity' = 'customer' and record.company_id = hold.company_id and record.book = hold.book
   and record.entity = hold.entity and record.id = hold.record_id;

update hold set cause = 'toPutRight'
 where cause = 'waiting' and released_at is null
   and cure not like 'Nothing%' and cure not like 'Decide that one first (“tieout resolve”); this one then%';
update hold set cause = 'toPutRight'
 where cause = 'notCarried' and released_at is null and cure not like 'Shorten it there %';

-- What needs nobody says so first.
update hold set cure = 'Nothing to do. ' || cure
 where cause in ('featureOff', 'otherAccount', 'inactive') and released_at is null and cure not like 'Nothing%';

import { readFileSync } from 'node:fs';
import { changedRecords, mirrorRecords, takeOffWorkList } from '../../../src/ledger/records';
import { bookRecord } from '../../support/bookRecord';
import { openConsole, type ConsoleScene } from '../console/scene';

/** The upgrade of holds that were told together, whoever goes on with them: open ones come to the cause of their kind. */

const upgrade = readFileSync('src/ledger/migrations/063-who-goes-on.sql', 'utf8');

let scene: ConsoleScene;
beforeAll(async () => {
  scene = await openConsole();
});
afterAll(() => scene.end());

const nextCycle = { when: 'nextCycle' };
const of = (entity: string) => ({ when: 'linked', entity, book: 'billcom', id: 'X' });
const untilNow = [
  ['noRoom', 'waiting', 'The bill payment “7” in Bill.com applies 300.00 to the bill “A-1”, of which only 0.00 is open in QuickBooks. Perhaps …', 'If it was paid by hand …', nextCycle, 'tooMuch'],
  ['lessThanPaid', 'waiting', 'The bill “A-1” in QuickBooks comes to 80.00 now, and … in Bill.com, which lets no bill come to less than that.', 'If the edit was wrong …', nextCycle, 'tooMuch'],
  ['paidTwice', 'waiting', 'The bill payment “7” in QuickBooks is not recorded in Bill.com: it pays 300.00 of the bill “A-1”, of which …', 'A Payer cancels …', nextCycle, 'tooMuch'],
  ['inactive', 'waiting', 'The bill “A-1” in Bill.com waits for its vendor “Acme”, which is inactive in QuickBooks.', 'Make “Acme” active …', nextCycle, 'toPutRight'],
  ['incomplete', 'notCarried', 'The account “Rent” in Bill.com is not made in QuickBooks: it has no type.', 'Correct its type …', { when: 'recordChanges' }, 'toPutRight'],
  ['tooLong', 'notCarried', 'The account number “60300-010” … stays in Bill.com only.', 'Shorten it there if the other book should have it too. The rest …', { when: 'recordChanges' }, 'notCarried'],
  ['ofItem', 'waiting', 'The bill “A-1” in Bill.com waits for its item of line 1 “Fee”, which is not in QuickBooks yet.', 'Nothing: it goes on by itself … An item made in Bill.com …', of('item'), 'toMap'],
  ['ofCustomer', 'waiting', 'The invoice “1” in Bill.com waits for its customer “Abel”, which is not in QuickBooks yet.', 'Nothing: it goes on by itself …', of('customer'), 'waiting'],
  ['ofVendor', 'waiting', 'The bill “A-1” in Bill.com waits for its vendor “Acme”, which is not in QuickBooks yet.', 'Nothing: it goes on by itself …', of('vendor'), 'waiting'],
  ['inDoubt', 'waiting', 'The vendor “Acme” in QuickBooks waits, because it may be what became of …', 'Decide that one first (“tieout resolve”); this one then goes on by itself.', nextCycle, 'waiting'],
] as const; // prettier-ignore

test('each open hold comes to who goes on with it', async () => {
  const company = await scene.company('Upgraded');
  const ids = untilNow.map(([id]) => id);
  await scene.database.inCompany(company, async (tx) => {
    await mirrorRecords(
      tx,
      company,
      'billcom',
      'bill',
      ids.map((id) => bookRecord(id, { name: id }, {})),
    );
    await takeOffWorkList(
      tx,
      company,
      'bill',
      ids.map((id) => ({ book: 'billcom' as const, id })),
    );
  });
  for (const [id, cause, sentence, cure, release] of untilNow)
    await scene.rows(
      `insert into hold (company_id, opened_cycle, entity, book, record_id, record_name, cause, field, sentence, cure, release, detail)
       values ($1, 1, 'bill', 'billcom', $2, $2, $3, '', $4, $5, $6, '{}')`,
      [company, id, cause, sentence, cure, release],
    );
  await scene.rows(upgrade);
  const now = await scene.rows<{ id: string; cause: string }>(
    'select record_id as id, cause from hold where company_id = $1',
    [company],
  );
  expect(Object.fromEntries(now.map(({ id, cause }) => [id, cause]))).toEqual(
    Object.fromEntries(untilNow.map(([id, , , , , cause]) => [id, cause])),
  );
  // Whether that customer ever goes over is a setting: the next cycle says.
  const again = await scene.database.inCompany(company, (tx) => changedRecords(tx, company));
  expect(again).toEqual([{ entity: 'bill', book: 'billcom', id: 'ofCustomer' }]);
});

import { entityDefinitions } from '../../../src/entities/registry';
import { wakeAppliedHistory } from '../../../src/ledger/appliedHistory';
import { openHolds } from '../../../src/ledger/holds';
import { changedRecords, mirrorRecords, takeOffWorkList } from '../../../src/ledger/records';
import { readSettings } from '../../../src/ledger/settings';
import { bookRecord } from '../../support/bookRecord';
import { openConsole, type ConsoleScene } from '../console/scene';

/** Payments of before the connection follow a document that is linked after they were left alone, and are left alone else. */

let scene: ConsoleScene;
beforeAll(async () => {
  scene = await openConsole();
});
afterAll(() => scene.end());

const definitions = entityDefinitions(readSettings({}));
const payment = (id: string, bill: string) =>
  bookRecord(id, { name: id, applications: [{ bill, amount: '60.00' }] });
const held = (recordId: string) => ({
  ...{ entity: 'billPayment' as const, book: 'billcom' as const, recordId, recordName: recordId },
  ...{ cause: 'beforeConnection' as const, field: '', sentence: 'Why.', cure: 'What.' },
  ...{ release: { when: 'recordChanges' as const }, detail: {} },
});

test('once, when the link is there, and not in every cycle', async () => {
  const company = await scene.company('History');
  const woken = () =>
    scene.database.inCompany(company, async (tx) => {
      await wakeAppliedHistory(tx, company, definitions);
      return changedRecords(tx, company);
    });
  const link = (bill: string) =>
    scene.rows(
      `insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle) values ($1, 'bill', 'Q' || $2, $2, 'person', 1)`,
      [company, bill],
    );
  await scene.database.inCompany(company, async (tx) => {
    await mirrorRecords(tx, company, 'quickbooks', 'bill', [bookRecord('Qold', {}), bookRecord('Qnew', {})]);
    await mirrorRecords(tx, company, 'billcom', 'billPayment', [payment('P1', 'old'), payment('P2', 'new')]);
    for (const [entity, book, ids] of [
      ['bill', 'quickbooks', ['Qold', 'Qnew']],
      ['billPayment', 'billcom', ['P1', 'P2']],
    ] as const)
      await takeOffWorkList(
        tx,
        company,
        entity,
        ids.map((id) => ({ book, id })),
      );
  });
  // Linked before its payment was looked at: what it is held for is known.
  await link('old');
  await scene.database.inCompany(company, (tx) => openHolds(tx, company, 1, [held('P1'), held('P2')]));
  expect(await woken()).toEqual([]);
  await link('new');
  expect(await woken()).toEqual([{ entity: 'billPayment', book: 'billcom', id: 'P2' }]);
});

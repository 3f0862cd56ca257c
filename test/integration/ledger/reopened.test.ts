import { entityDefinitions } from '../../../src/entities/registry';
import { openHolds } from '../../../src/ledger/holds';
import { changedRecords, mirrorRecords, takeOffWorkList } from '../../../src/ledger/records';
import { wakeReopened } from '../../../src/ledger/reopened';
import { readSettings } from '../../../src/ledger/settings';
import type { HoldCause } from '../../../src/reconcile/holds';
import { bookRecord } from '../../support/bookRecord';
import { openConsole, type ConsoleScene } from '../console/scene';

/** Documents that were left alone since they were settled, and are open again. */

let scene: ConsoleScene;
beforeAll(async () => {
  scene = await openConsole();
});
afterAll(() => scene.end());

const definitions = entityDefinitions(readSettings({}));
const bill = (id: string, isPaid: boolean) => bookRecord(id, { name: id }, { isPaid: String(isPaid) });
const held = (recordId: string, cause: HoldCause) => ({
  ...{ entity: 'bill' as const, book: 'billcom' as const, recordId, recordName: recordId, cause, field: '' },
  ...{ sentence: 'Why.', cure: 'What.', release: { when: 'recordChanges' as const }, detail: {} },
});

test('the ones whose reading says so are looked at again, and no others', async () => {
  const company = await scene.company('Reopened');
  await scene.database.inCompany(company, async (tx) => {
    const read = (records: readonly ReturnType<typeof bill>[]) =>
      mirrorRecords(tx, company, 'billcom', 'bill', records);
    const ids = ['paid', 'again', 'refused'];
    await read(ids.map((id) => bill(id, true)));
    const looked = ids.map((id) => ({ book: 'billcom' as const, id }));
    await takeOffWorkList(tx, company, 'bill', looked);
    await openHolds(tx, company, 1, [
      held('paid', 'beforeConnection'),
      held('again', 'beforeConnection'),
      held('refused', 'refused'),
    ]);
    // No field differs: reading alone puts none of them on the work list.
    expect(await read([bill('again', false), bill('refused', false)])).toBe(0);
    await wakeReopened(tx, company, definitions);
    expect(await changedRecords(tx, company)).toEqual([{ entity: 'bill', book: 'billcom', id: 'again' }]);
  });
});

import { entityDefinitions } from '../../../src/entities/registry';
import { openHolds } from '../../../src/ledger/holds';
import { appliedToHistory, awaitedDocuments, wakeAwaitedHistory } from '../../../src/ledger/awaitedHistory';
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

test('settled ones that a payment waits for are looked at again, once it is off the work list itself', async () => {
  const company = await scene.company('Awaited');
  await scene.database.inCompany(company, async (tx) => {
    await mirrorRecords(tx, company, 'billcom', 'bill', [bill('old', true), bill('other', true)]);
    await mirrorRecords(tx, company, 'billcom', 'billPayment', [bookRecord('anew', { name: 'anew' })]);
    await takeOffWorkList(tx, company, 'bill', [
      { book: 'billcom', id: 'old' },
      { book: 'billcom', id: 'other' },
    ]);
    const release = { when: 'linked' as const, entity: 'bill' as const, book: 'billcom' as const, id: 'old' };
    await openHolds(tx, company, 1, [
      held('old', 'beforeConnection'),
      held('other', 'beforeConnection'),
      { ...held('anew', 'waiting'), entity: 'billPayment', release },
    ]);
    expect(await awaitedDocuments(tx, company, definitions)).toEqual(new Set());
    await takeOffWorkList(tx, company, 'billPayment', [{ book: 'billcom', id: 'anew' }]);
    const awaited = await awaitedDocuments(tx, company, definitions);
    expect(awaited).toEqual(new Set(['bill old']));
    await wakeAwaitedHistory(tx, company, awaited);
    expect(await changedRecords(tx, company)).toEqual([{ entity: 'bill', book: 'billcom', id: 'old' }]);
    const [paid, unpaid] = ['old', 'other'].map((id) =>
      bookRecord(id, { applications: [{ bill: id, amount: '1.00' }] }),
    );
    const payments = definitions.find(({ name }) => name === 'billPayment')!;
    const unheld = bookRecord('x', { applications: [{ bill: 'none', amount: '1.00' }] });
    expect((await appliedToHistory(tx, company, payments, [paid!, unpaid!, unheld])).sort()).toEqual([
      'bill old',
      'bill other',
    ]);
  });
});

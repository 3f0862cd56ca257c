import { execFile } from 'node:child_process';
import path from 'node:path';
import type { ClearingDocument } from '../../src/cli/reportClearingView';
import type { ProvenAccount } from '../../src/ledger/clearingProofs';
import { clearing, payablesCompany, type PayablesCompany } from '../support/payables';
import { startWorld, type World } from '../support/world';

jest.setTimeout(240_000);

/** The proof of Money Out Clearing, through the real processes. */
describe('the clearing proof', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const report = ({ company }: PayablesCompany): Promise<{ code: number; proof: ProvenAccount }> =>
    new Promise((resolve, reject) => {
      const { DATABASE_URL, TIEOUT_SECRET_KEY } = world.stack.env;
      execFile(
        process.execPath,
        [path.resolve('dist/src/cli.js'), 'report', 'clearing', company.id, '--json'],
        { env: { ...process.env, DATABASE_URL, TIEOUT_SECRET_KEY } },
        (error, stdout, stderr) => {
          if (stdout === '') return reject(new Error(stderr));
          resolve({
            code: typeof error?.code === 'number' ? error.code : 0,
            proof: (JSON.parse(stdout) as ClearingDocument).accounts[0] as ProvenAccount,
          });
        },
      );
    });
  const lines = ({ lines: all }: ProvenAccount) =>
    all.map(({ reason, word, amount }) => [reason, word, amount]).sort();

  test('holds from the balance at the connection on, each cent of it named', async () => {
    const scene = await payablesCompany(world);
    const { company } = scene;
    /** The day's batch of Bill.com leaves the bank, or is only sent. */
    const batch = (upTo: string, isConfirmed = true) =>
      company.billcomPerson('batch', { organization: company.organization, upTo, isConfirmed });
    const check = (amount: string): Promise<void> =>
      company.quickbooksPerson('new', {
        entity: 'Check',
        fields: {
          AccountRef: { FullName: clearing },
          TxnDate: '2026-11-06',
          RefNumber: '77',
          ExpenseLineAdd: [{ AccountRef: { FullName: 'Rent' }, Amount: amount }],
        },
      });
    const online = { isOnline: true, bankAccountId: scene.ids['First Bank'] };
    const [one, two, three] = [
      await scene.enterBill('C-1', 100),
      await scene.enterBill('C-2', 60.5),
      await scene.enterBill('C-3', 40),
    ];
    await scene.pay([{ bill: one, amount: 100 }], online);
    await scene.pay([{ bill: two, amount: 60.5 }], { ...online, processDate: '2026-11-11' });
    expect((await company.sync()).state).toBe('ended');
    const before = await report(scene);
    expect(before.proof).toMatchObject({
      name: clearing,
      opening: '0.00',
      payments: '-160.50',
      transfers: '0.00',
      expected: '-160.50',
      balance: '-160.50',
      difference: '0.00',
    });
    expect(lines(before.proof).map(([, ...rest]) => rest)).toEqual([
      ['bill payment', '-100.00'],
      ['bill payment', '-60.50'],
    ]);

    // Both days' money leaves the bank; one batch is confirmed and the other is only sent.
    await batch('2026-11-10');
    await batch('2026-11-11', false);
    expect((await company.sync()).state).toBe('ended');
    const half = await report(scene);
    expect(half.proof).toMatchObject({ transfers: '100.00', expected: '-60.50', balance: '-60.50' });
    expect(lines(half.proof)).toEqual([['onItsWay', 'funds transfer', '-60.50']]);
    expect(half.code).toBe(0);
    const sent = ((await company.billcomBooks()).MoneyMovement ?? []).find(({ status }) => status === '0');
    await company.billcomPerson('movement', { id: sent?.id, to: 'confirmed' });
    expect((await company.sync()).state).toBe('ended');
    const cleared = await report(scene);
    expect([cleared.code, cleared.proof]).toMatchObject([0, { balance: '0.00', clears: true, lines: [] }]);

    // By hand in QuickBooks, and a payment that is not sent to accounting though its money moves.
    await check('12.34');
    const kept = await scene.pay([{ bill: three, amount: 40 }], { ...online, processDate: '2026-11-12' });
    await company.billcomPerson('allowExport', { id: kept.id, allowExport: false });
    await batch('2026-11-12');
    expect((await company.sync()).state).toBe('ended');
    const off = await report(scene);
    expect(off.code).toBe(5);
    expect(off.proof).toMatchObject({
      payments: '-160.50',
      transfers: '200.50',
      expected: '40.00',
      balance: '27.66',
      difference: '-12.34',
    });
    expect(lines(off.proof)).toEqual([
      ['notPosted', 'bill payment', '40.00'],
      ['quickbooksOnly', 'check', '-12.34'],
    ]);
    await company.ask();
    expect((await company.update()).roundTrips).toBe(1);
  });
});

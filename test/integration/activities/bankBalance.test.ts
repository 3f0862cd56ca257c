import {
  sendBalanceAgain,
  isBalanceDue,
  lastSent,
  loadBalances,
  saveBalances,
} from '../../../src/ledger/bankBalances';
import { saveBankAccounts } from '../../../src/ledger/bankAccounts';
import { openHoldsOf } from '../../../src/ledger/holds';
import { openBillcomScene, type BillcomScene } from './billcomScene';

/** The one balance that Bill.com shows, set from Postgres in the simulated Bill.com. */

const step = { entity: 'bankBalance', phase: 'write' } as const;
const [checking, savings] = ['80000001-1', '80000002-1'];
let scene: BillcomScene;

async function open(times: Parameters<typeof openBillcomScene>[1] = {}): Promise<void> {
  scene = await openBillcomScene({}, times);
  const { companyId } = scene;
  for (const [quickbooks, name, billcom] of [
    [checking, 'Checking', 'coa1'],
    [savings, 'Savings', 'coa2'],
  ]) {
    await scene.rows(
      `insert into record (company_id, book, entity, id, fields, facts, changed)
       values ($1, 'quickbooks', 'account', $2, $3, '{}', false), ($1, 'billcom', 'account', $4, $3, '{}', false)`,
      quickbooks,
      { name, type: 'Bank', active: true },
      billcom,
    );
    await scene.rows(
      `insert into link (company_id, entity, quickbooks_id, billcom_id, quickbooks_base, billcom_base, made_by, cycle)
       values ($1, 'account', $2, $3, '{}', '{}', 'match', 1)`,
      quickbooks,
      billcom,
    );
  }
  await scene.in((tx) =>
    saveBankAccounts(tx, companyId, [
      { id: 'bac1', name: 'First Bank', account: 'coa1', isPrimary: true },
      { id: 'bac2', name: 'Other Bank', account: 'coa2', isPrimary: false },
    ]),
  );
}
afterEach(() => scene.end());

const quickbooksSays = (balance: string, asOf = '2026-03-02') =>
  scene.in((tx) => saveBalances(tx, scene.companyId, [{ account: checking, balance, asOf }]));
const shown = () => {
  const row = scene.service.booksOf(scene.organization).find('BankBalance', 'bankBalance');
  return row && [row.bankBalance, row.bankBalanceDate];
};
const isDue = () => scene.in((tx) => isBalanceDue(tx, scene.companyId));
const state = async () => (await scene.in((tx) => lastSent(tx, scene.companyId)))?.state;
const holds = () => scene.in((tx) => openHoldsOf(tx, scene.companyId));
const audited = async () =>
  (await scene.rows<{ action: string }>(`select action from audit where company_id = $1 order by id`)).map(
    ({ action }) => action,
  );

test('is set when it has changed, of the primary payables bank account alone', async () => {
  await open();
  expect(await isDue()).toBe(false);
  await quickbooksSays('1234.50');
  await scene.in((tx) =>
    saveBalances(tx, scene.companyId, [{ account: savings, balance: '9.99', asOf: '2026-03-02' }]),
  );
  expect(await scene.in((tx) => loadBalances(tx, scene.companyId))).toMatchObject([
    { name: 'Checking', balance: '1234.50', asOf: '2026-03-02' },
    { name: 'Savings', balance: '9.99' },
  ]);
  expect(await isDue()).toBe(true);
  const { result, calls } = await scene.write(await scene.begin(), step);
  expect(result).toMatchObject({ applied: 1, refused: 0, finished: true });
  expect(calls).toEqual(['SetBankBalance']);
  expect(shown()).toEqual([1234.5, '2026-03-02']);
  expect(await isDue()).toBe(false);
  // Another day alone is no change, nor is another account.
  await quickbooksSays('1234.50', '2026-03-03');
  await scene.in((tx) =>
    saveBalances(tx, scene.companyId, [{ account: savings, balance: '10.99', asOf: '2026-03-03' }]),
  );
  expect(await isDue()).toBe(false);
  await quickbooksSays('-0.07', '2026-03-03');
  expect((await scene.write(await scene.begin(), step)).calls).toEqual(['SetBankBalance']);
  expect(shown()).toEqual([-0.07, '2026-03-03']);
  expect(await audited()).toEqual(['set', 'set']);
});

test('whose answer is lost is looked up and not set twice', async () => {
  await open();
  await quickbooksSays('50.00');
  scene.service.arrange({ drop: 'afterCommit', path: 'SetBankBalance' });
  const cycle = await scene.begin();
  const first = await scene.write(cycle, step);
  expect(first.failure).toBeDefined();
  expect(await state()).toBe('unknown');
  expect(await isDue()).toBe(true);
  const second = await scene.write(cycle, step);
  expect(second.calls).toEqual(['GetBankBalance']);
  expect(second.result).toMatchObject({ finished: true });
  expect([await state(), shown()]).toEqual(['applied', [50, '2026-03-02']]);
  expect(await isDue()).toBe(false);
  expect(await audited()).toEqual(['set, outcome unknown', 'set']);
});

test('that did not arrive is set anew, but not while the call may still be carried out', async () => {
  await open({ callLimitMs: 60_000 });
  await quickbooksSays('50.00');
  scene.service.arrange({ drop: 'beforeCommit', path: 'SetBankBalance' });
  const cycle = await scene.begin();
  await scene.write(cycle, step);
  await quickbooksSays('70.00');
  const early = await scene.write(cycle, step);
  expect(early).toMatchObject({ failure: { type: 'MayComeLate' }, calls: ['GetBankBalance'] });
  await scene.rows(
    `update bank_balance_sent set sent_at = sent_at - interval '61 seconds' where company_id = $1`,
  );
  const late = await scene.write(cycle, step);
  expect(late.calls).toEqual(['GetBankBalance', 'SetBankBalance']);
  expect(shown()).toEqual([70, '2026-03-02']);
  expect(await audited()).toEqual(['set, outcome unknown', 'set, not carried out', 'set']);
});

test('that Bill.com refuses is held with what to do, and tried again when that has a chance', async () => {
  await open();
  await quickbooksSays('50.00');
  scene.service.arrange({ tokenRefuses: ['SetBankBalance'] });
  expect((await scene.write(await scene.begin(), step)).result).toMatchObject({ refused: 1, finished: true });
  expect(await holds()).toMatchObject([
    {
      entity: 'bankBalance',
      cause: 'notAllowed',
      recordName: 'Checking',
      sentence: expect.stringContaining('could not be set in Bill.com'),
      cure: expect.stringContaining('tieout resolve'),
    },
  ]);
  expect(await isDue()).toBe(false);
  await quickbooksSays('50.00', '2026-03-03');
  expect(await isDue()).toBe(true);
  await scene.write(await scene.begin(), step);
  expect(await holds()).toHaveLength(1);
  await scene.in((tx) => sendBalanceAgain(tx, scene.companyId));
  scene.service.arrange({ tokenRefuses: [] });
  expect((await scene.write(await scene.begin(), step)).result).toMatchObject({ applied: 1 });
  expect(await holds()).toEqual([]);
  expect(shown()).toEqual([50, '2026-03-03']);
});

test('is tried again by the job when Bill.com has no time for it', async () => {
  await open();
  await quickbooksSays('50.00');
  scene.service.arrange({ errorNext: { code: 'BDC_1144', path: 'SetBankBalance' } });
  const cycle = await scene.begin();
  expect((await scene.write(cycle, step)).failure).toBeDefined();
  expect(await state()).toBe('absent');
  expect((await scene.write(cycle, step)).calls).toEqual(['SetBankBalance']);
  expect(await state()).toBe('applied');
  expect(await audited()).toEqual(['set']);
});

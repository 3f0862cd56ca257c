import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { ActivityDeps } from '../../../src/activities/deps';
import { writeQuickBooks } from '../../../src/activities/quickbooks/writeQuickBooks';
import type { WriteResult } from '../../../src/workflows/jobs';
import { RECEIVABLES_SEED } from '../../unit/simulators/quickbooks/receivables';
import { field, TestCompany } from '../../unit/simulators/quickbooks/testCompany';
import { ask, openScene, openSession, reply, type Company, type Login, type Scene } from '../exchange/scene';

/**
 * Payments of customers that are deleted in QuickBooks, with the real gateway on a real Postgres and a simulated QuickBooks;
 * between the two the test is the Web Connector.
 */

let scene: Scene;
let company: Company;
let pc: TestCompany;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());
beforeEach(async () => {
  company = await scene.company();
  pc = new TestCompany(RECEIVABLES_SEED);
});
afterEach(() => pc.remove());

const customer = RECEIVABLES_SEED.customers[0]?.Name ?? '';
/** A payment of QuickBooks, with the delete that is planned for it. @returns its TxnID */
async function planned(cycle: number, amount: string): Promise<string> {
  const ret = await pc.done(
    `<ReceivePaymentAddRq><ReceivePaymentAdd><CustomerRef><FullName>${customer}</FullName></CustomerRef>` +
      `<TotalAmount>${amount}</TotalAmount><Memo>Counter</Memo><IsAutoApply>false</IsAutoApply></ReceivePaymentAdd></ReceivePaymentAddRq>`,
  );
  const id = String(field(ret, 'TxnID'));
  const version = field(ret, 'EditSequence');
  for (const [book, recordId] of [
    ['quickbooks', id],
    ['billcom', `B ${id}`],
  ])
    await scene.rows(
      `insert into record (company_id, book, entity, id, version, fields, changed)
       values ($1, $2, 'receivedPayment', $3, $4, $5, false)`,
      [company.id, book, recordId, version, { name: null, total: amount }],
    );
  await scene.rows(
    `insert into operation (company_id, cycle, entity, book, action, phase, state, record_id, source_id, fields, source_base)
     values ($1, $2, 'receivedPayment', 'quickbooks', 'void', 'void', 'planned', $3, $4, '{}', '{}')`,
    [company.id, cycle, id, `B ${id}`],
  );
  return id;
}

const begin = async (): Promise<Login> => {
  // The jobs go by Postgres' clock.
  scene.clock.now = new Date();
  const login = await openSession(scene, company);
  pc.ticket = pc.begin();
  return login;
};

/** The step with everything that QuickBooks is asked in it. @param between what happens before each answer */
async function deleteAll(
  login: Login,
  between: (document: string) => Promise<void> = () => Promise.resolve(),
): Promise<{ result: WriteResult; asked: string[] }> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const deps = { database: scene.database, doorbell: scene.doorbell, log } as unknown as ActivityDeps;
  const environment = new MockActivityEnvironment(
    {},
    { logger: new DefaultLogger('ERROR', () => undefined) },
  );
  let isOver = false;
  const job = environment
    .run<[], WriteResult, () => Promise<WriteResult>>(() =>
      writeQuickBooks(deps, {
        companyId: company.id,
        cycle: login.cycle,
        entity: 'receivedPayment',
        phase: 'void',
        sessionId: login.sessionId,
        isLast: true,
      }),
    )
    .finally(() => void (isOver = true));
  job.catch(() => undefined);
  const asked: string[] = [];
  while (!isOver) {
    scene.clock.now = new Date();
    const document = await ask(scene, login);
    if (document === 'NoOp' || document === '') continue;
    asked.push(document);
    await between(document);
    const answer = await pc.send(document);
    await reply(scene, login, { response: 'response' in answer ? answer.response : '' });
  }
  return { result: await job, asked };
}

const operations = () =>
  scene.rows<{ recordId: string; state: string; message: string | null }>(
    `select record_id as "recordId", state, message from operation where company_id = $1 order by position`,
    [company.id],
  );
const copies = () =>
  scene.rows<{ id: string; version: string; memo: string; total: string }>(
    `select record_id as id, version, copy ->> 'Memo' as memo, copy ->> 'TotalAmount' as total from deleted_copy
     where company_id = $1 order by record_id`,
    [company.id],
  );
const isThere = async (id: string): Promise<boolean> =>
  (await pc.code(`<ReceivePaymentQueryRq><TxnID>${id}</TxnID></ReceivePaymentQueryRq>`)) === 0;

test('a whole copy of each stands in the ledger before its delete leaves', async () => {
  const login = await begin();
  const ids = [await planned(login.cycle, '10.00'), await planned(login.cycle, '20.00')];
  let kept = -1;
  const { result, asked } = await deleteAll(login, async (document) => {
    if (document.includes('<TxnDelRq')) kept = (await copies()).length;
  });
  expect(result).toMatchObject({ applied: 2, refused: 0, reconcileAgain: false });
  expect(kept).toBe(2);
  expect(asked.flatMap((each) => /<(ReceivePaymentQuery|TxnDel)Rq /.exec(each)?.[1] ?? [])).toEqual([
    'ReceivePaymentQuery',
    'TxnDel',
  ]);
  expect((await copies()).map(({ memo, total }) => [memo, total]).sort()).toEqual([
    ['Counter', '10.00'],
    ['Counter', '20.00'],
  ]);
  for (const id of ids) expect(await isThere(id)).toBe(false);
  const gone = await scene.rows(
    `select id from record where company_id = $1 and book = 'quickbooks' and entity = 'receivedPayment' and deleted`,
    [company.id],
  );
  expect(gone).toHaveLength(2);
});

test('one that somebody changed meanwhile is not deleted, and goes back to reconciling', async () => {
  const login = await begin();
  const [edited, other] = [await planned(login.cycle, '10.00'), await planned(login.cycle, '20.00')];
  const version = await pc.done(`<ReceivePaymentQueryRq><TxnID>${edited}</TxnID></ReceivePaymentQueryRq>`);
  pc.later(60);
  await pc.done(
    `<ReceivePaymentModRq><ReceivePaymentMod><TxnID>${edited}</TxnID><EditSequence>${field(version, 'EditSequence')}</EditSequence>` +
      '<Memo>For the kitchen</Memo></ReceivePaymentMod></ReceivePaymentModRq>',
  );
  const { result } = await deleteAll(login);
  expect(result).toMatchObject({ applied: 1, refused: 0, reconcileAgain: true });
  expect([await isThere(edited), await isThere(other)]).toEqual([true, false]);
  expect(await operations()).toEqual([
    {
      recordId: edited,
      state: 'withdrawn',
      message: 'it has been changed or deleted in QuickBooks since it was planned',
    },
    { recordId: other, state: 'applied', message: null },
  ]);
  // What it is now is known, and looked at.
  const [seen] = await scene.rows<{ memo: string; changed: boolean }>(
    `select fields ->> 'memo' as memo, changed from record where company_id = $1 and book = 'quickbooks' and id = $2`,
    [company.id, edited],
  );
  expect(seen).toEqual({ memo: 'For the kitchen', changed: true });
});

test('one that somebody deleted meanwhile is gone, and nothing is deleted a second time', async () => {
  const login = await begin();
  const id = await planned(login.cycle, '10.00');
  await pc.askOne(`<TxnDelRq><TxnDelType>ReceivePayment</TxnDelType><TxnID>${id}</TxnID></TxnDelRq>`);
  const { asked } = await deleteAll(login);
  expect(asked.some((each) => each.includes('<TxnDelRq'))).toBe(false);
  expect((await operations()).map(({ state }) => state)).toEqual(['withdrawn']);
  expect(await copies()).toEqual([]);
  const [seen] = await scene.rows<{ deleted: boolean }>(
    `select deleted from record where company_id = $1 and book = 'quickbooks' and id = $2`,
    [company.id, id],
  );
  expect(seen).toEqual({ deleted: true });
});

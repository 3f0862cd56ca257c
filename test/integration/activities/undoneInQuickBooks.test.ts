import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { ActivityDeps } from '../../../src/activities/deps';
import { writeQuickBooks } from '../../../src/activities/quickbooks/writeQuickBooks';
import type { EntityName } from '../../../src/entities/definition';
import type { WriteResult } from '../../../src/workflows/jobs';
import { Payables } from '../../unit/simulators/quickbooks/payables';
import { field } from '../../unit/simulators/quickbooks/testCompany';
import { ask, openScene, openSession, reply, type Company, type Login, type Scene } from '../exchange/scene';

/**
 * What is made void or deleted in QuickBooks, with the real gateway on a real Postgres and a simulated QuickBooks; between
 * the two the test is the Web Connector.
 */

let scene: Scene;
let company: Company;
let pc: Payables;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());
beforeEach(async () => {
  company = await scene.company();
  pc = new Payables();
});
afterEach(() => pc.remove());

const undone = '00000000-0000-4000-8000-000000000001';

/** The planned taking back of a record, as it was when it was planned. */
async function planned(
  { cycle }: Login,
  entity: EntityName,
  record: { readonly id: string; readonly version: string; readonly fields: object },
): Promise<void> {
  for (const [book, id] of [
    ['quickbooks', record.id],
    ['billcom', `B ${record.id}`],
  ])
    await scene.rows(
      `insert into record (company_id, book, entity, id, version, fields, changed) values ($1, $2, $3, $4, $5, $6, false)`,
      [company.id, book, entity, id, record.version, record.fields],
    );
  await scene.rows(
    `insert into operation (company_id, cycle, entity, book, action, phase, state, record_id, source_id, fields, source_base, undoes)
     values ($1, $2, $3, 'quickbooks', 'void', 'void', 'planned', $4, $5, '{}', '{}', $6)`,
    [company.id, cycle, entity, record.id, `B ${record.id}`, undone],
  );
  await scene.rows(
    `insert into decision (company_id, entity, kind, book, record_id, operation_id, payload, who)
     values ($1, $2, 'undo', 'quickbooks', $3, $4, $5, 'Anna')`,
    [
      company.id,
      entity,
      record.id,
      undone,
      {
        billcomId: `B ${record.id}`,
        book: 'quickbooks',
        way: entity === 'bill' ? 'void' : 'delete',
        shown: record.fields,
        before: {},
        because: 'a test',
      },
    ],
  );
}

const begin = async (): Promise<Login> => {
  // The jobs go by Postgres' clock.
  scene.clock.now = new Date();
  const login = await openSession(scene, company);
  pc.ticket = pc.begin();
  return login;
};

/** The step, with the requests of everything that QuickBooks is asked in it. */
async function write(
  login: Login,
  entity: EntityName,
): Promise<{ result: WriteResult; asked: readonly string[] }> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const deps = { database: scene.database, doorbell: scene.doorbell, log } as unknown as ActivityDeps;
  const environment = new MockActivityEnvironment(
    {},
    { logger: new DefaultLogger('ERROR', () => undefined) },
  );
  const step = { companyId: company.id, cycle: login.cycle, entity, phase: 'void' } as const;
  let isOver = false;
  const job = environment
    .run<[], WriteResult, () => Promise<WriteResult>>(() =>
      writeQuickBooks(deps, { ...step, sessionId: login.sessionId, isLast: true }),
    )
    .finally(() => void (isOver = true));
  job.catch(() => undefined);
  const asked: string[] = [];
  while (!isOver) {
    scene.clock.now = new Date();
    const document = await ask(scene, login);
    if (document === 'NoOp' || document === '') continue;
    asked.push(...[...document.matchAll(/<(\w+)Rq requestID/g)].map(([, name]) => String(name)));
    const answer = await pc.send(document);
    await reply(scene, login, { response: 'response' in answer ? answer.response : '' });
  }
  return { result: await job, asked };
}

const outcome = () =>
  scene.rows<{ state: string; message: string | null }>(
    `select state, message from operation where company_id = $1 order by position`,
    [company.id],
  );
const decision = async (): Promise<unknown> =>
  (
    await scene.rows(`select state, payload ->> 'way' as way from decision where company_id = $1`, [
      company.id,
    ])
  )[0];

describe('a bill', () => {
  const bill = async (login: Login): Promise<string> => {
    const ret = await pc.bill('80.00', '<RefNumber>W-1</RefNumber>');
    const id = String(field(ret, 'TxnID'));
    const fields = { name: 'W-1', memo: null };
    await planned(login, 'bill', { id, version: String(field(ret, 'EditSequence')), fields });
    return id;
  };
  const amountOf = async (id: string): Promise<unknown> =>
    field(await pc.done(`<BillQueryRq><TxnID>${id}</TxnID></BillQueryRq>`), 'AmountDue');

  test('is looked at once more right before it is made void', async () => {
    const login = await begin();
    const id = await bill(login);
    const { result, asked } = await write(login, 'bill');
    expect(asked.slice(0, 2)).toEqual(['BillQuery', 'TxnVoid']);
    expect(result).toMatchObject({ applied: 1, refused: 0, reconcileAgain: false });
    expect(await amountOf(id)).toBe('0.00');
    expect(await decision()).toEqual({ state: 'used', way: 'void' });
  });

  test('that somebody edited since it was planned is not made void, and is looked at anew', async () => {
    const login = await begin();
    const id = await bill(login);
    const now = await pc.done(`<BillQueryRq><TxnID>${id}</TxnID></BillQueryRq>`);
    pc.later(60);
    await pc.done(
      `<BillModRq><BillMod><TxnID>${id}</TxnID><EditSequence>${field(now, 'EditSequence')}</EditSequence>` +
        '<Memo>Agreed with the yard</Memo></BillMod></BillModRq>',
    );
    const { result, asked } = await write(login, 'bill');
    expect(asked).not.toContain('TxnVoid');
    expect(result).toMatchObject({ applied: 0, refused: 0, reconcileAgain: true });
    expect(await outcome()).toEqual([
      { state: 'withdrawn', message: 'it has been changed or deleted in QuickBooks since it was planned' },
    ]);
    expect(await amountOf(id)).toBe('80.00');
    const [seen] = await scene.rows(
      `select fields ->> 'memo' as memo, changed from record where company_id = $1 and book = 'quickbooks' and id = $2`,
      [company.id, id],
    );
    expect(seen).toEqual({ memo: 'Agreed with the yard', changed: true });
    expect(await decision()).toEqual({ state: 'open', way: 'void' });
  });
});

describe('a vendor', () => {
  const vendor = async (login: Login): Promise<string> => {
    const ret = await pc.done('<VendorAddRq><VendorAdd><Name>Wrong Co</Name></VendorAdd></VendorAddRq>');
    const id = String(field(ret, 'ListID'));
    const fields = { name: 'Wrong Co', active: true };
    await planned(login, 'vendor', { id, version: String(field(ret, 'EditSequence')), fields });
    return id;
  };
  const codeOf = (id: string): Promise<number> =>
    pc.code(`<VendorQueryRq><ListID>${id}</ListID></VendorQueryRq>`);

  test('that nothing refers to is deleted', async () => {
    const login = await begin();
    const id = await vendor(login);
    const { result, asked } = await write(login, 'vendor');
    expect(asked).toEqual(['VendorQuery', 'ListDel']);
    expect(result).toMatchObject({ applied: 1, refused: 0 });
    expect(await codeOf(id)).toBe(500);
    expect(await decision()).toEqual({ state: 'used', way: 'delete' });
  });

  test('that QuickBooks does not delete, because something refers to it, is made inactive instead', async () => {
    const login = await begin();
    const id = await vendor(login);
    await pc.bill('20.00', '', 'Wrong Co');
    // A bill changes its vendor's balance, not its entry.
    const { result, asked } = await write(login, 'vendor');
    expect(asked).toContain('ListDel');
    expect(result).toMatchObject({ applied: 0, refused: 0, reconcileAgain: true });
    expect(await outcome()).toEqual([
      { state: 'withdrawn', message: expect.stringContaining('in use') as string },
    ]);
    expect(await codeOf(id)).toBe(0);
    expect(await decision()).toEqual({ state: 'open', way: 'deactivate' });
    expect(await scene.rows(`select from hold where company_id = $1`, [company.id])).toEqual([]);
    const audit = await scene.rows(`select action from audit where company_id = $1`, [company.id]);
    expect(audit).toEqual([{ action: 'made inactive instead of deleted' }]);
  });
});

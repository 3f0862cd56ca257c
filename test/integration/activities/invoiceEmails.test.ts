import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { sendEmails } from '../../../src/activities/billcom/sendEmails';
import { sharedEmailTurns } from '../../../src/activities/billcom/sharedEmailTurns';
import {
  createBillcomClient,
  memoryCallBudget,
  memoryCallSlots,
  memorySessionStore,
} from '../../../src/billcom';
import { listEmails } from '../../../src/ledger/emailList';
import { askForEmail, nextEmail, noteLeaving, settleEmail } from '../../../src/ledger/invoiceEmails';
import type { EmailsSent } from '../../../src/workflows/jobs';
import { openBillcomScene, type BillcomScene } from './billcomScene';

/** Invoices that people asked to have e-mailed: from Postgres to the simulated Bill.com. */

const customerId = '0cu01000000000000001';
const ids = Array.from({ length: 8 }, (_, index) => `00e0100000000000000${index + 1}`);
const numbers = ids.map((_, index) => String(1001 + index));
let scene: BillcomScene;

beforeEach(async () => {
  scene = await openBillcomScene(
    {
      customers: [{ id: customerId, name: 'Miller', email: 'miller@example.com' }],
      items: [{ id: '0ii01000000000000001', name: 'Work', type: '1', price: 10 }],
      invoices: ids.map((id, index) => ({
        id,
        customerId,
        invoiceNumber: numbers[index],
        invoiceDate: '2026-11-24',
        dueDate: '2026-12-24',
        invoiceLineItems: [{ itemId: '0ii01000000000000001', quantity: 1, price: 10 }],
      })),
    },
    { callLimitMs: 10_000 },
  );
  await scene.rows(
    `insert into record (company_id, book, entity, id, fields, facts, changed)
     values ($1, 'billcom', 'customer', $2, '{"name": "Miller", "email": "miller@example.com"}', '{}', false)`,
    customerId,
  );
  await scene.rows(
    `insert into record (company_id, book, entity, id, fields, facts, changed)
     select $1, book, 'invoice', case book when 'billcom' then id else 'T' || id end,
       jsonb_build_object('name', number, 'date', '2026-11-24', 'toBeEmailed', true, 'customer', $4::text),
       '{"total": "10.00", "customer": "Miller"}', false
     from unnest($2::text[], $3::text[]) as made(id, number), unnest(array['quickbooks', 'billcom']) as book`,
    ids,
    numbers,
    customerId,
  );
  await scene.rows(
    `insert into link (company_id, entity, quickbooks_id, billcom_id, quickbooks_base, billcom_base, made_by, cycle)
     select $1, 'invoice', 'T' || id, id, '{}', '{}', 'create', 1 from unnest($2::text[]) as id`,
    ids,
  );
});
afterEach(() => scene.end());

const ask = (id: string, again = false) =>
  scene.in((tx) =>
    askForEmail(tx, scene.companyId, {
      billcomId: id,
      address: 'miller@example.com',
      who: 'Anna',
      again,
    }),
  );
/** One attempt of the job, by a worker of its own: its clients share nothing with others but Postgres. */
async function attempt(): Promise<{ result?: EmailsSent; failure?: unknown; calls: string[] }> {
  const { deps, service } = scene;
  const since = service.log.since(0).length;
  const turns = sharedEmailTurns(scene.database, deps.billcomCalls.callLimitMs)('a hash');
  const own = {
    ...deps,
    billcomFor: (company: Parameters<typeof deps.billcomFor>[0]) =>
      createBillcomClient({
        connection: { ...company.billcom, devKey: 'dev-key', password: 'token-value' },
        sessions: memorySessionStore(),
        budget: memoryCallBudget(),
        slots: memoryCallSlots(),
        emails: turns,
        sleep: async () => undefined,
      }),
  };
  const environment = new MockActivityEnvironment(undefined, { logger: new DefaultLogger('ERROR') });
  const job = () => sendEmails(own, { companyId: scene.companyId });
  const ended = await environment.run<[], EmailsSent, typeof job>(job).then(
    (result) => ({ result }),
    (failure: unknown) => ({ failure }),
  );
  const calls = service.log
    .since(since)
    .map(({ path }) => path)
    .filter((path) => path !== 'Login');
  return { ...ended, calls };
}
const sent = (): unknown[] =>
  [...scene.service.booksOf(scene.organization).all('InvoiceEmail')].map(({ invoiceId }) => invoiceId);
const states = async () =>
  Object.fromEntries(
    (await scene.in((tx) => listEmails(tx, scene.companyId, '2026-11-23')))
      .filter(({ state }) => state !== null)
      .map(({ number, state }) => [number, state]),
  );
const audited = async () =>
  (await scene.rows<{ action: string }>(`select action from audit where company_id = $1 order by id`)).map(
    ({ action }) => action,
  );
const aMinuteLater = () =>
  scene.database.pool.query(`update billcom_email_turn set until = until - interval '61 seconds'`);

test('nothing is sent that nobody asked for, and what is asked for is sent once', async () => {
  expect(await attempt()).toEqual({ result: { waitMs: null }, calls: [] });
  expect(await ask(ids[0]!)).toBe(true);
  expect(await ask(ids[0]!)).toBe(false);
  const { result, calls } = await attempt();
  expect([result, calls]).toEqual([{ waitMs: null }, ['Crud/Read/Invoice', 'SendInvoice']]);
  expect([sent(), await states()]).toEqual([[ids[0]], { 1001: 'sent' }]);
  expect(await attempt()).toEqual({ result: { waitMs: null }, calls: [] });
  expect(await audited()).toEqual(['sent an invoice by e-mail']);
});

test('two workers together send five in a minute, and the rest when their turn comes', async () => {
  for (const id of ids) await ask(id);
  const both = await Promise.all([attempt(), attempt()]);
  expect(sent()).toHaveLength(5);
  for (const { result } of both) expect(result?.waitMs).toBeGreaterThan(0);
  // A refusal of Bill.com would be a call more.
  expect(scene.service.log.since(0).filter(({ path }) => path === 'SendInvoice')).toHaveLength(5);
  expect(Object.values(await states()).filter((state) => state === 'waiting')).toHaveLength(3);
  const early = await attempt();
  expect([early.calls.includes('SendInvoice'), sent().length]).toEqual([false, 5]);
  expect(early.result?.waitMs).toBeGreaterThan(50_000);
  await aMinuteLater();
  scene.service.arrange({ emailsPerMinute: 20 });
  expect((await attempt()).result).toEqual({ waitMs: null });
  expect(new Set(sent())).toEqual(new Set(ids));
  expect(sent()).toHaveLength(8);
});

test('a limit that Bill.com tells of is waited for, and the hour’s other calls are not given up', async () => {
  await ask(ids[0]!);
  scene.service.arrange({ emailsPerMinute: 0 });
  const { result } = await attempt();
  expect([result, await states()]).toEqual([{ waitMs: 60_000 }, { 1001: 'waiting' }]);
  scene.service.arrange({ emailsPerMinute: 5 });
  expect((await attempt()).calls).toEqual(['Crud/Read/Invoice', 'SendInvoice']);
  expect(await states()).toEqual({ 1001: 'sent' });
});

test('one whose answer is lost is looked up and not sent again', async () => {
  await ask(ids[0]!);
  scene.service.arrange({ drop: 'afterCommit', path: 'SendInvoice' });
  await attempt();
  expect([sent(), await states()]).toEqual([[ids[0]], { 1001: 'sent' }]);
  expect(await audited()).toEqual([
    'sent an invoice by e-mail, outcome unknown',
    'sent an invoice by e-mail',
  ]);
});

test('where Bill.com does not tell, a person is asked, and nothing goes by itself', async () => {
  await ask(ids[0]!);
  scene.service.arrange({ drop: 'beforeCommit', path: 'SendInvoice' });
  const first = await attempt();
  expect([first.result?.waitMs, await states()]).toEqual([expect.any(Number), { 1001: 'unknown' }]);
  await scene.rows(
    `update invoice_email set left_at = left_at - interval '11 seconds' where company_id = $1`,
  );
  expect((await attempt()).calls).toEqual(['Crud/Read/Invoice']);
  expect([sent(), await states()]).toEqual([[], { 1001: 'unclear' }]);
  expect((await attempt()).calls).toEqual([]);
  expect(await ask(ids[0]!, true)).toBe(true);
  await attempt();
  expect([sent(), await states()]).toEqual([[ids[0]], { 1001: 'sent' }]);
});

test('a worker that dies in the call leaves one to be looked up', async () => {
  await ask(ids[0]!);
  await scene.rows(`update invoice_email set state = 'sending', left_at = now() where company_id = $1`);
  const { result, calls } = await attempt();
  expect([calls, await states()]).toEqual([['Crud/Read/Invoice'], { 1001: 'unknown' }]);
  expect(result?.waitMs).toBeGreaterThan(0);
  expect(await scene.in((tx) => nextEmail(tx, scene.companyId))).toBeUndefined();
});

test('what somebody has sent in Bill.com meanwhile is not sent again, unless that is asked for', async () => {
  const { service, organization } = scene;
  const invoice = service.booksOf(organization).find('Invoice', ids[0]!)!;
  service.booksOf(organization).putAll([{ ...invoice, lastSentTime: '2026-11-24T10:00:00.000+0000' }]);
  await ask(ids[0]!);
  await attempt();
  expect([sent(), await states()]).toEqual([[], { 1001: 'sent' }]);
  expect(await ask(ids[0]!, true)).toBe(true);
  await attempt();
  expect(sent()).toEqual([ids[0]]);
});

test('a refusal stands beside the invoice with what to do; the others go on', async () => {
  await ask(ids[0]!);
  await ask(ids[1]!);
  scene.service.arrange({ errorNext: { code: 'BDC_1145', path: 'SendInvoice' } });
  await attempt();
  expect(await states()).toEqual({ 1001: 'refused', 1002: 'sent' });
  const [refused] = await scene.in((tx) => listEmails(tx, scene.companyId, '2026-11-23'));
  expect([refused?.because, refused?.cure]).toEqual([expect.any(String), expect.any(String)]);
  expect(await audited()).toEqual(['sending an invoice by e-mail was refused', 'sent an invoice by e-mail']);
});

test('one that Bill.com has no answer for holds up none of the others', async () => {
  await ask(ids[0]!);
  await ask(ids[1]!);
  scene.service.arrange({ errorNext: { code: 'BDC_1001', path: 'Crud/Read/Invoice' } });
  const { result, failure } = await attempt();
  expect([result, failure, await states()]).toEqual([
    { waitMs: 60_000 },
    undefined,
    { 1001: 'waiting', 1002: 'sent' },
  ]);
});

test('one whose look-up Bill.com refuses is for a person to tell, and the others go on', async () => {
  await ask(ids[0]!);
  await ask(ids[1]!);
  await scene.rows(
    `update invoice_email set state = 'unknown', left_at = now() - interval '1 hour'
      where company_id = $1 and billcom_id = $2`,
    ids[0],
  );
  scene.service.arrange({ errorNext: { code: 'BDC_1145', path: 'Crud/Read/Invoice' } });
  const { result, failure } = await attempt();
  expect([result, failure, await states()]).toEqual([
    { waitMs: null },
    undefined,
    { 1001: 'unclear', 1002: 'sent' },
  ]);
  expect(sent()).toEqual([ids[1]]);
});

test('an attempt that was thought dead settles nothing of another’s call', async () => {
  const { companyId } = scene;
  await ask(ids[0]!);
  const { id } = (await scene.in((tx) => nextEmail(tx, companyId)))!;
  const settle = (call: Parameters<typeof settleEmail>[3], state: 'waiting' | 'refused' | 'sent') =>
    scene.in((tx) => settleEmail(tx, companyId, id, call, { state }));
  const first = await scene.in((tx) => noteLeaving(tx, companyId, id, null));
  // Its read before the call failed late: another attempt has called since.
  expect([await settle('notLeft', 'waiting'), await states()]).toEqual([false, { 1001: 'sending' }]);
  expect(await settle({ leftAt: first! }, 'waiting')).toBe(true);
  const second = await scene.in((tx) => noteLeaving(tx, companyId, id, null));
  expect(second).not.toBe(first);
  for (const state of ['waiting', 'refused', 'sent'] as const)
    expect(await settle({ leftAt: first! }, state)).toBe(false);
  expect(await states()).toEqual({ 1001: 'sending' });
  expect([await settle({ leftAt: second! }, 'sent'), await states()]).toEqual([true, { 1001: 'sent' }]);
});

test('one whose mark is taken off in QuickBooks before its turn is not sent', async () => {
  await ask(ids[0]!);
  await scene.rows(
    `update record set fields = fields || '{"toBeEmailed": false}'
      where company_id = $1 and book = 'quickbooks' and id = $2`,
    `T${ids[0]}`,
  );
  expect((await attempt()).calls).toEqual([]);
  expect([sent(), await states()]).toEqual([[], { 1001: 'refused' }]);
});

test('a paused company sends nothing', async () => {
  await ask(ids[0]!);
  await scene.rows('update company set paused_at = now() where id = $1');
  expect(await attempt()).toEqual({ result: { waitMs: null }, calls: [] });
  expect(await states()).toEqual({ 1001: 'waiting' });
});

test('receivables that are off send nothing, also of what came back after they were switched off', async () => {
  await ask(ids[0]!);
  await scene.rows(`update company set settings = settings || '{"receivables": "off"}' where id = $1`);
  expect(await attempt()).toMatchObject({ result: { waitMs: null } });
  expect(sent()).toEqual([]);
  expect(await states()).toEqual({ 1001: 'refused' });
  expect(await audited()).toEqual(['did not send an invoice by e-mail since receivables are off']);
});

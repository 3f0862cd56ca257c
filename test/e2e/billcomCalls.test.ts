import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { statusOf } from '../../src/cli/status';
import type { StatusDocument } from '../../src/cli/statusView';
import { loadCompany } from '../../src/ledger/companies';
import {
  billcomVendors,
  expectQuiet,
  expectVendors,
  numbered,
  quickbooksVendors,
} from '../support/agreement';
import { eventually, startWorld, type CompanyWorld, type World } from '../support/world';

jest.setTimeout(150_000);

const mostCallsOfAnIdleCycle = 15;

interface LoggedCall {
  readonly number: number;
  readonly path: string;
  readonly rows: number;
  readonly concurrent: number;
  readonly outcome: string;
}

describe('Bill.com’s calls', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const log = async (company: CompanyWorld, since = 0): Promise<LoggedCall[]> => {
    const answer = await fetch(`${company.billcomUrl}/log?since=${since}`);
    return (await answer.json()) as LoggedCall[];
  };
  const lastNumber = async (company: CompanyWorld): Promise<number> =>
    (await log(company)).at(-1)?.number ?? 0;

  /** The command line, as people and programs use it. */
  const tieout = async (...args: string[]): Promise<string> => {
    const { DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TIEOUT_SECRET_KEY, GATEWAY_PUBLIC_URL } =
      world.stack.env;
    const env = { DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TIEOUT_SECRET_KEY, GATEWAY_PUBLIC_URL };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [path.resolve('dist/src/cli.js'), ...args],
      {
        env: { ...process.env, ...env },
      },
    ).catch((error: { stdout: string }) => error);
    return stdout;
  };
  const status = async ({ id }: CompanyWorld): Promise<StatusDocument> =>
    statusOf(world.database, await world.database.inCompany(id, (tx) => loadCompany(tx, id)));
  const whenItWaits = (company: CompanyWorld): Promise<StatusDocument> =>
    eventually('the wait is told', async () => {
      const seen = await status(company);
      return seen.waiting.length > 0 ? seen : undefined;
    });

  test('an idle cycle asks lists that filter for their changes, finds each, and stays below the limit', async () => {
    const vendors = numbered('Vendor', 40);
    const company = await world.company({ quickbooks: { vendors: vendors.map((Name) => ({ Name })) } });
    await company.fault('billcom', { filterable: { entity: 'Vendor', fields: ['updatedTime'] } });
    expect((await company.firstSync()).state).toBe('ended');
    // What the first sync itself wrote is seen once more, then nothing.
    await company.scheduled();

    const edited = (await company.billcomBooks()).Vendor?.find((row) => row.name === 'Vendor 0007');
    await company.billcomEdit('update', { entity: 'Vendor', obj: { id: edited?.id, name: 'Renamed there' } });
    await company.scheduled();
    const expected = vendors.map((name) => (name === 'Vendor 0007' ? 'Renamed there' : name));
    await expectVendors(company, expected);

    // Long after the last change: nothing is listed of vendors any more.
    await world.database.inCompany(company.id, (tx) =>
      tx.query(
        `update read_cursor set cursor = to_char(now() at time zone 'UTC' + interval '6 minutes', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
          where company_id = $1 and book = 'billcom' and entity = 'vendor'`,
        [company.id],
      ),
    );
    const before = await lastNumber(company);
    expect((await company.scheduled()).state).toBe('ended');
    const calls = await log(company, before);
    expect(calls.length).toBeLessThanOrEqual(mostCallsOfAnIdleCycle);
    expect(calls.filter(({ path: each }) => each === 'List/Vendor').map(({ rows }) => rows)).toEqual([0]);
    expect(Math.max(...(await log(company)).map(({ concurrent }) => concurrent))).toBeLessThanOrEqual(2);

    // A sync that somebody asks for reads the list whole.
    const asked = await lastNumber(company);
    await expectQuiet(company);
    const whole = (await log(company, asked)).filter(({ path: each }) => each === 'List/Vendor');
    expect(whole.map(({ rows }) => rows)).toEqual([vendors.length]);
  });

  test('what Bill.com makes us wait for is told, and forgotten when it goes on', async () => {
    const company = await world.company({ billcom: { vendors: [{ name: 'Acme' }] } });
    // More refusals than are waited out within a call.
    await company.fault('billcom', { errorNext: { code: 'BDC_1322', path: 'List/Vendor', count: 4 } });
    const cycle = await company.ask();
    const waiting = await whenItWaits(company);
    expect(waiting.waiting).toEqual([
      {
        step: 'Reading Bill.com',
        for: 'billcom',
        until: expect.any(Date),
        message: expect.stringMatching(
          /^Bill\.com asked us to wait until \d\d:\d\d \S+ \(too many calls at once\)\.$/,
        ),
      },
    ]);
    expect(waiting.steps.find((step) => step.book === 'billcom')?.message).toBe(waiting.waiting[0]?.message);

    await company.finish();
    expect((await company.over(cycle)).state).toBe('waitingForAccept');
    expect((await status(company)).waiting).toEqual([]);
    await company.firstSync();
    expect(await quickbooksVendors(company)).toEqual(['Acme']);
    expect(await billcomVendors(company)).toEqual(['Acme']);
  });

  test('a plan that was withdrawn stands in status and doctor', async () => {
    const company = await world.company({ billcom: { vendors: [{ name: 'Acme' }] } });
    await company.fault('billcom', { planWithoutApi: true });
    await company.ask();
    await whenItWaits(company);
    const [wait] = (JSON.parse(await tieout('status', company.id, '--json')) as StatusDocument).waiting;
    expect(wait).toMatchObject({ for: 'access', step: 'Reading Bill.com' });
    expect(wait?.message).toContain('This organization has no access to the Bill.com API.');
    const doctor = await tieout('doctor', company.id);
    expect(doctor).toMatch(/NOT +Bill\.com calls +This organization has no access to the Bill\.com API/);
  });

  test('so does the used-up hour of the developer key', async () => {
    const company = await world.company({ billcom: { vendors: [{ name: 'Acme' }] } });
    await company.fault('billcom', { hourlyLimit: 0 });
    await company.ask();
    await whenItWaits(company);
    expect(await tieout('status', company.id)).toMatch(
      /waiting +Bill\.com asked us to wait until \d\d:\d\d \S+ \(too many calls this hour\)\./,
    );
    expect(await tieout('doctor', company.id)).toMatch(
      /– +Bill\.com calls +Bill\.com asked us to wait until \d\d:\d\d \S+ \(too many calls this hour\)\./,
    );
  });
});

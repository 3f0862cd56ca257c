import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { acceptPreview } from '../../../src/ledger/accept';
import { endCycle, startCycle, type CycleState } from '../../../src/ledger/cycles';
import { openHolds } from '../../../src/ledger/holds';
import { savePreview } from '../../../src/ledger/preview';
import { planningSettings, readSettings } from '../../../src/ledger/settings';
import { openCommandLine, type CommandLine } from './commandLine';

/** The test plays gateway and worker, in rows. */
describe('cycles', () => {
  let cli: CommandLine;
  let count = 0;
  beforeAll(async () => {
    cli = await openCommandLine();
  });
  afterAll(() => cli.end());

  const newCompany = async (accepted = true) => {
    count += 1;
    const name = `Company ${count}`;
    return { name, id: await cli.company(name, { accepted }) };
  };
  const inCompany: CommandLine['database']['inCompany'] = (id, work) => cli.database.inCompany(id, work);
  const signals = async (id: string) =>
    (await cli.rows('select signal, payload from outbox where company_id = $1 order by id', [id])).map(
      ({ signal, payload }) => ({ signal, ...payload }),
    );
  const untilDue = async (id: string): Promise<number> => {
    for (;;) {
      const [row] = await cli.rows(`select number from cycle where company_id = $1 and state = 'due'`, [id]);
      if (row) return row.number;
      await sleep(20);
    }
  };
  const end = async (
    id: string,
    number: number,
    state: Exclude<CycleState, 'due' | 'running'>,
    message?: string,
  ) => {
    await inCompany(id, (tx) => startCycle(tx, id, number));
    if (state === 'waitingForAccept')
      await inCompany(id, (tx) => savePreview(tx, id, number, planningSettings(readSettings({}))));
    await inCompany(id, (tx) =>
      endCycle(tx, id, number, {
        state,
        counts: { applied: 3, rejected: 1 },
        ...(message ? { message } : {}),
      }),
    );
  };
  const session = (id: string, cycle: number, lastError: string | null) =>
    cli.rows(
      `insert into web_connector_session (company_id, ticket_hash, cycle, state, last_error) values ($1, decode(md5(random()::text), 'hex'), $2, 'closed', $3)`,
      [id, cycle, lastError],
    );

  describe('sync', () => {
    test('asks for a cycle as the person who did; the next poll brings it to the workflow', async () => {
      const { id, name } = await newCompany();
      const ran = await cli.run(['sync', name, '--json']);
      expect(ran.code).toBe(0);
      expect(ran.json()).toEqual({
        company: name,
        result: 'asked',
        cycle: { number: 1, mode: 'sync', state: 'due' },
      });
      const [row] = await cli.rows('select requested_by as by from cycle where company_id = $1', [id]);
      expect(row.by).toBe(userInfo().username);
      expect(await signals(id)).toEqual([]);
    });

    test('tells the workflow of a first preview at once, so that Bill.com is read ahead', async () => {
      const { id, name } = await newCompany(false);
      expect((await cli.run(['sync', name])).code).toBe(0);
      expect(await signals(id)).toEqual([{ signal: 'syncNow', cycle: 1, mode: 'preview' }]);
    });

    test('during a running cycle asks for the next one, once', async () => {
      const { id, name } = await newCompany();
      await cli.run(['sync', name]);
      await inCompany(id, (tx) => startCycle(tx, id, 1));
      expect((await cli.run(['sync', name, '--json'])).json().cycle.number).toBe(2);
      expect((await cli.run(['sync', name, '--json'])).json().cycle.number).toBe(2);
    });

    test('waits until the cycle has ended and tells what it did', async () => {
      const { id, name } = await newCompany();
      const running = cli.run(['sync', name, '--wait', '--json']);
      await end(id, await untilDue(id), 'ended');
      const ran = await running;
      expect(ran.code).toBe(0);
      expect(ran.json()).toMatchObject({
        company: name,
        result: 'ended',
        cycle: { number: 1, mode: 'sync', state: 'ended' },
        applied: 3,
        refused: 1,
        holds: 0,
      });
    });

    test('a cycle that failed ends with 1 and its reason', async () => {
      const { id, name } = await newCompany();
      const running = cli.run(['sync', name, '--wait']);
      await end(id, await untilDue(id), 'failed', 'The disk is full.');
      const ran = await running;
      expect(ran.code).toBe(1);
      expect(ran.stdout).toContain('Cycle 1 failed. The disk is full.');
    });

    test('a first preview that waits for accept ends with 3', async () => {
      const { id, name } = await newCompany(false);
      const running = cli.run(['sync', name, '--wait', '--json']);
      await end(id, await untilDue(id), 'waitingForAccept');
      const ran = await running;
      expect(ran.code).toBe(3);
      expect(ran.json()).toMatchObject({ result: 'waitingForAccept', cycle: { mode: 'preview' } });
    });

    test('--accept-first goes on to the cycle after the preview', async () => {
      const { id, name } = await newCompany(false);
      const running = cli.run(['sync', name, '--wait', '--accept-first', '--json']);
      const preview = await untilDue(id);
      const [row] = await cli.rows('select accept_first as first from cycle where company_id = $1', [id]);
      expect(row.first).toBe(true);
      await inCompany(id, (tx) => startCycle(tx, id, preview));
      await inCompany(id, async (tx) => {
        await endCycle(tx, id, preview, { state: 'waitingForAccept' });
        await acceptPreview(tx, id, 'a worker');
      });
      await end(id, await untilDue(id), 'ended');
      const ran = await running;
      expect(ran.code).toBe(0);
      expect(ran.json()).toMatchObject({ result: 'ended', cycle: { number: 2, mode: 'sync' } });
      expect(ran.stderr).toContain(
        'The preview was accepted; cycle 2 follows at the Web Connector’s next call.',
      );
    });

    test('--accept-first accepts a preview that waits already, without another one', async () => {
      const { id, name } = await newCompany(false);
      await cli.run(['sync', name]);
      await end(id, 1, 'waitingForAccept');
      const ran = await cli.run(['sync', name, '--accept-first', '--json']);
      expect(ran.json().cycle).toEqual({ number: 2, mode: 'sync', state: 'due' });
      const again = await cli.run(['sync', name, '--accept-first']);
      expect(again.stdout).toContain('It was accepted before, so --accept-first changes nothing.');
    });

    test('--accept-first without --wait says that nobody will look at the preview', async () => {
      const { name } = await newCompany(false);
      const ran = await cli.run(['sync', name, '--accept-first']);
      expect(ran.stdout).toMatch(/Asked for cycle 1 \(a preview\)[^]*accepted as soon as it has ended/);
      expect((await cli.run(['sync', name, '--accept-first', '--json'])).json()).toMatchObject({
        result: 'asked',
        acceptsPreview: true,
      });
    });

    test('the wait for a second call of the Web Connector is told beforehand', async () => {
      const { id, name } = await newCompany();
      await cli.run(['sync', name]);
      await inCompany(id, (tx) => startCycle(tx, id, 1));
      expect((await cli.run(['sync', name])).stdout).toContain('Cycle 1 runs now; it begins after that');
      const ran = await cli.run(['sync', name, '--wait', '--timeout', '1s', '--json']);
      expect(ran.code).toBe(4);
      expect(ran.stderr).toContain('Cycle 1 runs now; cycle 2 begins after it');
      expect(ran.json().message).toContain('Cycle 1 still runs; cycle 2 begins after it');
    });

    test('after a preview that was due already it goes on to the sync', async () => {
      const { id, name } = await newCompany();
      await cli.run(['preview', name]);
      const running = cli.start(['sync', name, '--wait', '--json']);
      await running.said('was asked for');
      await end(id, 1, 'ended');
      await end(id, await untilDue(id), 'ended');
      expect((await running.ran).json()).toMatchObject({
        result: 'ended',
        cycle: { number: 2, mode: 'sync' },
      });
    });

    test('a missing poll of the Web Connector is what a time limit tells, with 4', async () => {
      const { name } = await newCompany();
      const ran = await cli.run(['sync', name, '--wait', '--timeout', '1s', '--json']);
      expect(ran.code).toBe(4);
      expect(ran.json()).toMatchObject({
        result: 'timedOut',
        message: expect.stringContaining('has never called'),
      });
      expect(ran.stderr).toContain('Waiting for the Web Connector, which has never called yet.');
    });

    test('a guard that stops the session ends with 5 and its sentence', async () => {
      const { id, name } = await newCompany();
      const running = cli.run(['sync', name, '--wait', '--json']);
      const number = await untilDue(id);
      await cli.rows(
        `insert into company_stop (company_id, guard, because) values ($1, 'file', 'Another file is open.')`,
        [id],
      );
      await session(id, number, 'Another file is open.');
      const ran = await running;
      expect(ran.code).toBe(5);
      expect(ran.json()).toMatchObject({ result: 'stopped', message: 'Another file is open.' });
    });

    test('a paused company ends with 5 at once', async () => {
      const { name } = await newCompany();
      await cli.run(['pause', name, '--reason', 'year end']);
      const ran = await cli.run(['sync', name, '--wait']);
      expect(ran.code).toBe(5);
      expect(ran.stdout).toMatch(/is paused \(year end\)[^]*tieout resume/);
    });

    test('a time that is none is wrong use', async () => {
      const ran = await cli.run(['sync', 'Company 1', '--wait', '--timeout', 'soon']);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain('write 90s, 10m or 1h30m');
    });
  });

  describe('accept', () => {
    test('needs a preview first', async () => {
      const { name } = await newCompany(false);
      const ran = await cli.run(['accept', name]);
      expect(ran.code).toBe(1);
      expect(ran.stderr).toMatch(/no preview to accept yet[^]*tieout preview/);
    });

    test('lets cycles write from now on, once, with an audit line', async () => {
      const { id, name } = await newCompany(false);
      await cli.run(['sync', name]);
      await end(id, 1, 'waitingForAccept');
      const ran = await cli.run(['accept', name, '--json']);
      expect(ran.json()).toEqual({
        company: name,
        result: 'accepted',
        cycle: { number: 2, mode: 'sync', state: 'due' },
      });
      expect((await cli.run(['accept', name, '--json'])).json().result).toBe('acceptedBefore');
      const lines = await cli.rows('select who, action from audit where company_id = $1', [id]);
      expect(lines).toEqual([{ who: userInfo().username, action: 'accepted the first preview' }]);
      expect((await signals(id)).at(-1)).toEqual({ signal: 'syncNow', cycle: 2, mode: 'sync' });
    });

    test('a preview that was made by other settings is not accepted, neither by sync --accept-first', async () => {
      const { id, name } = await newCompany(false);
      await cli.run(['sync', name]);
      await end(id, 1, 'waitingForAccept');
      await cli.run(['company', 'set', name, 'everyMinutes=60']);
      await cli.run(['company', 'set', name, 'conflictVendors=billcom']);
      const ran = await cli.run(['accept', name]);
      expect(ran.code).toBe(1);
      expect(ran.stderr).toMatch(/made by other settings \(conflictVendors\)[^]*tieout preview/);
      const sync = await cli.run(['sync', name, '--accept-first', '--json']);
      expect(sync.json().cycle).toEqual({ number: 2, mode: 'preview', state: 'due' });
      await cli.run(['company', 'set', name, 'conflictVendors=quickbooks']);
      expect((await cli.run(['accept', name])).code).toBe(0);
    });

    test('is refused while an account that was named is not there', async () => {
      const { id, name } = await newCompany(false);
      await cli.run(['sync', name]);
      await end(id, 1, 'waitingForAccept');
      await cli.rows(
        `update company set named_accounts = '{"apAccount": {"named": "Payables", "problem": "There is no account “Payables” in QuickBooks."}}' where id = $1`,
        [id],
      );
      const refused = await cli.run(['accept', name]);
      expect([refused.code, refused.stderr]).toEqual([
        1,
        expect.stringMatching(/“Payables” was named for apAccount[^]*There is no account/),
      ]);
      await cli.rows(`update company set named_accounts = '{}' where id = $1`, [id]);
      expect((await cli.run(['accept', name])).code).toBe(0);
    });

    test('lets a mass change go that a sync stopped before, once', async () => {
      const { id, name } = await newCompany();
      await cli.run(['sync', name]);
      await end(id, 1, 'waitingForAccept');
      await cli.rows(
        `insert into company_stop (company_id, guard, because, detail) values ($1, 'massChange', 'Too much.', '{"cycle": 1}')`,
        [id],
      );
      expect((await cli.run(['status', name])).stdout).toMatch(/Too much\.[^]*tieout accept/);
      const round = await cli.run(['company', 'set', name, 'massChangeShare=100']);
      expect([round.code, round.stderr]).toEqual([1, expect.stringContaining('cannot be raised now')]);
      const ran = await cli.run(['accept', name]);
      expect(ran.stdout).toContain('The mass change is accepted. Cycle 2 (a sync) begins');
      expect((await cli.run(['accept', name, '--json'])).json().result).toBe('acceptedBefore');
      const by = userInfo().username;
      expect(
        await cli.rows('select accepted_by as by from cycle where company_id = $1 and number = 1', [id]),
      ).toEqual([{ by }]);
      expect(await cli.rows('select who, action, detail from audit where company_id = $1', [id])).toEqual([
        { who: by, action: 'accepted a mass change', detail: 'Too much.' },
      ]);
    });

    test('another preview that was asked for and has not begun becomes the sync', async () => {
      const { id, name } = await newCompany(false);
      await cli.run(['sync', name]);
      await end(id, 1, 'waitingForAccept');
      await cli.run(['sync', name]);
      expect((await cli.run(['accept', name, '--json'])).json().cycle).toEqual({
        number: 2,
        mode: 'sync',
        state: 'due',
      });
    });
  });

  test('pause and resume: row, signal and audit line of each', async () => {
    const { id, name } = await newCompany();
    expect((await cli.run(['pause', name, '--reason', 'year end', '--json'])).json().paused.reason).toBe(
      'year end',
    );
    expect((await cli.run(['status', name, '--json'])).json().paused.reason).toBe('year end');
    expect((await cli.run(['resume', name, '--json'])).json()).toMatchObject({
      paused: null,
      wasPaused: true,
    });
    expect(await signals(id)).toEqual([{ signal: 'pause' }, { signal: 'resume' }]);
    const lines = await cli.rows('select action, detail from audit where company_id = $1 order by id', [id]);
    expect(lines).toEqual([
      { action: 'paused', detail: 'year end' },
      { action: 'resumed', detail: null },
    ]);
  });

  describe('what people see', () => {
    let name: string;
    let id: string;
    beforeAll(async () => {
      ({ id, name } = await newCompany(false));
      await cli.run(['preview', name]);
      await inCompany(id, (tx) => startCycle(tx, id, 1));
      await cli.rows(
        `insert into record (company_id, book, entity, id, fields) values
           ($1, 'quickbooks', 'vendor', '80-1', '{"name": "Acme, Ltd"}'), ($1, 'billcom', 'vendor', '009A', '{"name": "Best"}')`,
        [id],
      );
      await inCompany(id, (tx) =>
        openHolds(tx, id, 1, [
          {
            entity: 'vendor',
            book: 'billcom',
            recordId: '009A',
            recordName: 'Best',
            cause: 'possibleDuplicate',
            field: '',
            sentence: 'It may be the same as “Best Concrete”.',
            cure: 'Rename one.',
            release: { when: 'nextCycle' },
            detail: {},
          },
        ]),
      );
      await cli.rows(
        `insert into cycle_step (company_id, cycle, book, step, phase, state, done, total, started_at)
         values ($1, 1, 'billcom', 'read', 'read', 'running', 40, 100, now() - interval '2 seconds')`,
        [id],
      );
    });

    test('status is one document with cycle, steps, counts and holds', async () => {
      const status = (await cli.run(['status', name, '--json'])).json();
      expect(status).toMatchObject({
        company: name,
        id,
        cycle: { number: 1, mode: 'preview', state: 'running', endedAt: null, message: null },
        nextCycle: null,
        entities: [{ entity: 'vendor', quickbooks: 1, billcom: 1, linked: 0, held: 1 }],
        holds: 1,
        paused: null,
        stopped: null,
        lastWebConnectorLogin: null,
        steps: [{ book: 'billcom', phase: 'read', done: 40, total: 100 }],
      });
      const text = (await cli.run(['status', name])).stdout;
      expect(text).toMatch(/Reading Bill\.com: 40 of 100/);
      expect(text).toContain('has never called');
      const all = (await cli.run(['status', '--json'])).json();
      expect(all.map((each: any) => each.company)).toContain(name);
    });

    test('holds name record, reason, cure and age', async () => {
      const { holds } = (await cli.run(['holds', name, '--json'])).json();
      expect(holds).toMatchObject([
        {
          entity: 'vendor',
          book: 'billcom',
          record: 'Best',
          cause: 'possibleDuplicate',
          field: null,
          cure: 'Rename one.',
          cycle: 1,
        },
      ]);
      expect(Date.parse(holds[0].since)).not.toBeNaN();
      expect((await cli.run(['holds', name])).stdout).toContain('vendor “Best” in Bill.com');
    });
  });

  test('a preview that is asked for while a sync is due takes its place', async () => {
    const { id, name } = await newCompany();
    await cli.run(['sync', name]);
    const ran = await cli.run(['preview', name, '--json']);
    expect(ran.json().cycle).toEqual({ number: 1, mode: 'preview', state: 'due' });
    expect(await signals(id)).toEqual([{ signal: 'syncNow', cycle: 1, mode: 'preview' }]);
  });

  test('who waits for a sync that became a preview gets the sync after it', async () => {
    const { id, name } = await newCompany();
    const running = cli.start(['sync', name, '--wait', '--json']);
    await running.said('was asked for');
    await cli.run(['preview', name]);
    await end(id, 1, 'ended');
    await end(id, await untilDue(id), 'ended');
    expect((await running.ran).json()).toMatchObject({ result: 'ended', cycle: { number: 2, mode: 'sync' } });
  });
});

import { ApplicationFailure } from '@temporalio/common';
import { forgetWorkflows } from '../../../src/processes/forgetWorkflows';
import { cycleWorkflowId, taskQueues } from '../../../src/workflows/messages';
import type { syncCycle } from '../../../src/workflows/syncCycle';
import { held, openScene, until } from './scene';
import type { CompanyScene, Scene } from './scene';

describe("a company's workflow", () => {
  let scene: Scene;
  let company: CompanyScene;

  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene.stop());
  beforeEach(() => {
    company = scene.company();
    scene.jobs.readQuickBooks = async () => undefined;
    scene.jobs.readBillcom = async () => undefined;
  });

  const cyclesRead = (): number[] => company.calls('readQuickBooks').map(({ cycle }) => cycle);
  const isIdle = async (lastCycle: number): Promise<boolean> => {
    const now = await company.status();
    return now.cycle === null && now.lastCycle === lastCycle && now.waiting.length === 0;
  };

  test('begins a cycle that was signalled twice only once', async () => {
    await company.sessionOpened('s1', 1);
    await company.sessionOpened('s1', 1);
    await company.syncNow(1);
    await company.over(1);
    await company.syncNow(1);
    await company.sessionOpened('s1', 1);
    await until('it is idle', () => isIdle(1));
    expect(cyclesRead()).toEqual([1]);
  });

  test('asked during a running cycle, begins the next one afterwards', async () => {
    const first = held();
    scene.jobs.readQuickBooks = ({ cycle }) => (cycle === 1 ? first.promise : Promise.resolve());
    await company.sessionOpened('s1', 1);
    await until('the first reads', () => cyclesRead().length === 1);
    await company.syncNow(2);
    await until('the second waits', async () => (await company.status()).waiting.includes(2));
    expect(await company.status()).toEqual({ paused: false, cycle: 1, lastCycle: 1, waiting: [2] });
    first.release();
    await company.over(1);
    await company.sessionOpened('s2', 2);
    await expect(company.over(2)).resolves.toMatchObject({ result: 'ended' });
    expect(cyclesRead()).toEqual([1, 2]);
  });

  test('tells a cycle that waits for the Web Connector of the session that opens for it', async () => {
    await company.syncNow(1);
    await until('Bill.com is read meanwhile', () => company.calls('readBillcom').length === 1);
    expect(cyclesRead()).toEqual([]);
    await company.sessionOpened('s1', 1);
    await expect(company.over(1)).resolves.toMatchObject({ result: 'ended' });
    expect(company.calls('readQuickBooks')[0]?.input.sessionId).toBe('s1');
  });

  test('does not give a cycle a session that was closed before it began', async () => {
    await company.send('pause');
    await company.sessionOpened('s1', 1);
    await company.send('sessionClosed', { sessionId: 's1' });
    await company.send('resume');
    await until('the cycle runs', async () => (await company.status()).cycle === 1);
    await company.sessionOpened('s2', 1);
    await company.over(1);
    expect(company.calls('readQuickBooks').map(({ input }) => input.sessionId)).toEqual(['s2']);
  });

  test('paused, begins nothing; resumed, begins what was asked for', async () => {
    await company.send('pause');
    await company.sessionOpened('s1', 1);
    await until('it knows both', async () => (await company.status()).waiting.includes(1));
    expect(await company.status()).toMatchObject({ paused: true, cycle: null });
    expect(company.calls()).toEqual([]);
    await company.send('resume');
    await expect(company.over(1)).resolves.toMatchObject({ result: 'ended' });
  });

  test('woken by settings or Bill.com does nothing', async () => {
    await company.send('settingsChanged');
    await company.send('billcomChanged');
    expect(await company.status()).toEqual({ paused: false, cycle: null, lastCycle: 0, waiting: [] });
  });

  test('started anew from Postgres, leaves alone a cycle that runs already', async () => {
    const begun = await scene.client.workflow.start<typeof syncCycle>('syncCycle', {
      workflowId: cycleWorkflowId(company.id, 1),
      taskQueue: taskQueues.workflows,
      args: [{ companyId: company.id, cycle: 1, mode: 'sync', sessionId: null }],
    });
    await company.syncNow(1);
    await company.sessionOpened('s2', 2);
    await expect(company.over(2)).resolves.toMatchObject({ result: 'ended' });
    expect(cyclesRead()).toEqual([2]);
    expect(company.calls('readBillcom').map(({ cycle }) => cycle)).toEqual([1, 2]);
    await begun.cancel();
  });

  test('started anew from Postgres, begins nothing of a cycle whose row is over', async () => {
    const isOver = ApplicationFailure.nonRetryable('cycle 1 is over', 'CycleOver');
    scene.jobs.readBillcom = ({ cycle }) => (cycle === 1 ? Promise.reject(isOver) : Promise.resolve());
    scene.jobs.readQuickBooks = scene.jobs.readBillcom;
    await company.sessionOpened('s1', 1);
    await company.over(1);
    await forgetWorkflows(scene.client, company.id);
    await company.syncNow(1);
    await company.sessionOpened('s2', 2);
    await expect(company.over(2)).resolves.toMatchObject({ result: 'ended' });
    expect(company.calls('reconcileWorkList').map(({ cycle }) => cycle)).toEqual([2]);
  });

  test('forgotten with its running cycle, begins numbers that ran before', async () => {
    await company.sessionOpened('s1', 1);
    await company.over(1);
    await company.syncNow(2);
    await until('the second waits for its session', () => company.calls('readBillcom').length === 2);
    const [first, second] = await Promise.all([1, 2].map((number) => company.cycle(number).describe()));

    await forgetWorkflows(scene.client, company.id);
    await forgetWorkflows(scene.client, company.id);
    expect((await company.cycle(2).describe()).status.name).toBe('TERMINATED');
    expect(company.calls('finishCycle')).toEqual([]);

    await company.sessionOpened('s8', 1);
    await until('the first was read again', () => cyclesRead().length === 2);
    await company.sessionOpened('s9', 2);
    await until('the second too', () => cyclesRead().length === 3);
    for (const [number, before] of [first, second].entries()) {
      await expect(company.over(number + 1)).resolves.toMatchObject({ result: 'ended' });
      expect((await company.cycle(number + 1).describe()).runId).not.toBe(before?.runId);
    }
    expect(company.calls('readQuickBooks').map(({ cycle, input }) => [cycle, input.sessionId])).toEqual([
      [1, 's1'],
      [1, 's8'],
      [2, 's9'],
    ]);
  });

  test('writes the end of a cycle that somebody terminated, and goes on', async () => {
    await company.syncNow(1);
    await until('it runs', () => company.calls('readBillcom').length === 1);
    await company.cycle(1).terminate('by a test');
    await until('its end is written', () => company.calls('finishCycle').length === 1);
    expect(company.calls('finishCycle')[0]?.input).toMatchObject({ cycle: 1, result: 'interrupted' });
    await company.sessionOpened('s2', 2);
    await expect(company.over(2)).resolves.toMatchObject({ result: 'ended' });
  });
});

import { companyWorkflowId } from '../../../src/workflows/messages';
import { startTemporal, type RunningTemporal } from '../../../src/runtime/temporalServer';
import { openScene, until } from './scene';
import type { Scene } from './scene';

/** A server that suggests continue-as-new early; the workflow is the one that is shipped. */
const suggestAfterEvents = 40;

describe("continue-as-new of a company's workflow", () => {
  let temporal: RunningTemporal;
  let scene: Scene;

  beforeAll(async () => {
    temporal = await startTemporal({
      program: process.env['TEST_TEMPORAL_BINARY'] ?? '',
      dynamicConfig: [`limit.historyCount.suggestContinueAsNew=${suggestAfterEvents}`],
    });
    scene = await openScene({ address: temporal.address });
  });
  afterAll(async () => {
    await scene?.stop();
    await temporal?.stop();
  });

  /** How many runs follow one another, from the first one on. */
  const runsSince = async (workflowId: string, firstRunId: string): Promise<number> => {
    let runs = 1;
    for (let runId = firstRunId; ; runs += 1) {
      const { events } = await scene.client.workflow.getHandle(workflowId, runId).fetchHistory();
      const next = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
      if (!next) return runs;
      runId = next;
    }
  };
  const firstRun = async (workflowId: string): Promise<string> =>
    (await scene.client.workflow.getHandle(workflowId).describe()).runId;

  test('neither loses nor doubles a signal, in the order of the outbox', async () => {
    const company = scene.company();
    const workflowId = companyWorkflowId(company.id);
    await company.send('settingsChanged');
    const first = await firstRun(workflowId);
    const cycles = Array.from({ length: 40 }, (_, index) => index + 1);
    for (const cycle of cycles) {
      await company.sessionOpened(`s${cycle}`, cycle);
      // At least once: many come twice, some much later.
      if (cycle % 2 === 0) await company.sessionOpened(`s${cycle}`, cycle);
      if (cycle % 5 === 0) await company.syncNow(cycle - 3);
      // Its row says it is over: the next session may open while the workflows are still coming to rest or rolling.
      await until(
        'it is over in the books',
        () => company.calls('reconcileWorkList').at(-1)?.cycle === cycle,
      );
      // The end of a cycle is the moment to roll. The next signals race with it, or find it just done.
      if (cycle % 3 === 0) await company.over(cycle);
      if (cycle % 4 === 0) await until('it rests', async () => (await company.status()).cycle === null);
    }
    await until('all cycles are over', async () => {
      const now = await company.status();
      return now.cycle === null && now.lastCycle === 40;
    });
    expect(company.calls('reconcileWorkList').map(({ cycle }) => cycle)).toEqual(cycles);
    expect(await runsSince(workflowId, first)).toBeGreaterThanOrEqual(5);
  });

  test('carries the pause and what was asked for', async () => {
    const company = scene.company();
    await company.send('pause');
    await company.sessionOpened('s1', 1);
    const workflowId = companyWorkflowId(company.id);
    const first = await firstRun(workflowId);
    await until('it has rolled', async () => {
      await company.send('settingsChanged');
      return (await runsSince(workflowId, first)) > 1;
    });
    expect(await company.status()).toEqual({ paused: true, cycle: null, lastCycle: 0, waiting: [1] });
    await company.send('resume');
    await expect(company.over(1)).resolves.toMatchObject({ result: 'ended' });
    // The session came over too: the cycle did not have to wait for another.
    expect(company.calls('readQuickBooks')[0]?.input.sessionId).toBe('s1');
  });
});

import { TestWorkflowEnvironment } from '@temporalio/testing';

import { timeSkippingServer } from '../../support/timeSkippingServer';
import { openScene, plan, step, until, written } from './scene';
import type { Scene } from './scene';

const program = timeSkippingServer();
const withTimeSkipping = program === undefined ? describe.skip : describe;
const skipped =
  program === undefined ? ' (skipped: the time-skipping test server could not be had here)' : '';

withTimeSkipping(`a cycle that waits${skipped}`, () => {
  let environment: TestWorkflowEnvironment;
  let scene: Scene;

  beforeAll(async () => {
    environment = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: program ?? '' } },
    });
    scene = await openScene({
      address: environment.address,
      namespace: 'default',
      client: environment.client,
    });
  });
  afterAll(async () => {
    await scene?.stop();
    await environment?.teardown();
  });

  test('an hour for the Web Connector ends as interrupted, and the next one begins', async () => {
    const company = scene.company();
    const before = await environment.currentTimeMs();
    await company.syncNow(1);
    await expect(company.over(1)).resolves.toMatchObject({ result: 'interrupted' });
    expect(await environment.currentTimeMs()).toBeGreaterThanOrEqual(before + 3_600_000);
    expect(company.story()).toEqual(['readBillcom', 'finishCycle']);
    expect(company.calls('finishCycle')[0]?.input).toMatchObject({
      result: 'interrupted',
      message: 'The Web Connector has not called for an hour. The next cycle goes on where this one stopped.',
    });
    await company.sessionOpened('s2', 2);
    await expect(company.over(2)).resolves.toMatchObject({ result: 'ended' });
  });

  test('some minutes for the Web Connector reads Bill.com again before it decides', async () => {
    const company = scene.company();
    await company.syncNow(1);
    await until('Bill.com is read', () => company.calls('readBillcom').length === 1);
    await environment.sleep('10 minutes');
    await company.sessionOpened('s1', 1);
    await expect(company.over(1)).resolves.toMatchObject({ result: 'ended' });
    expect(company.story()).toEqual(['readBillcom', 'readQuickBooks', 'readBillcom', 'reconcileWorkList']);
  });

  test('for a resume whose signal came before the job saw the pause goes on by itself', async () => {
    const company = scene.company();
    const plans = [plan([], [step('vendor')])];
    scene.jobs.reconcileWorkList = async () => plans.shift() ?? plan([]);
    scene.jobs.writeBillcom = async () => ({
      ...written,
      finished: company.calls('writeBillcom').length > 1,
    });
    await company.sessionOpened('s1', 1);
    await expect(company.over(1)).resolves.toMatchObject({ result: 'ended' });
    expect(company.calls('writeBillcom')).toHaveLength(2);
  });
});

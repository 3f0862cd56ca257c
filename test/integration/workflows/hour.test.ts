import { TestWorkflowEnvironment } from '@temporalio/testing';

import { timeSkippingServer } from '../../support/timeSkippingServer';
import { faultAttempts } from '../../../src/activities/faults';
import { decoded } from '../../support/histories';
import { failsForGood, nothingToWrite, openScene, plan, step, until, written } from './scene';
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
  afterEach(() => {
    scene.jobs.readQuickBooks = async () => undefined;
    scene.jobs.reconcileWorkList = async () => nothingToWrite;
    scene.jobs.finishCycle = async () => undefined;
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

  test('for a fault of our own to go away does so a few times only; the next cycle tries again', async () => {
    const company = scene.company();
    scene.jobs.reconcileWorkList = () => Promise.reject(new TypeError('“Acme” is not a function'));
    await company.sessionOpened('s1', 1);
    await expect(company.over(1)).resolves.toMatchObject({ result: 'failed' });
    expect(company.calls('reconcileWorkList')).toHaveLength(faultAttempts);
    const message = String(company.calls('finishCycle')[0]?.input.message);
    expect(message).toMatch(/fault of its own in the job “reconcileWorkList” \(TypeError at [\w.]+:\d+\)/);
    expect(decoded(await company.cycle(1).fetchHistory())).not.toContain('Acme');

    scene.jobs.reconcileWorkList = async () => nothingToWrite;
    await company.sessionOpened('s2', 2);
    await expect(company.over(2)).resolves.toMatchObject({ result: 'ended' });
  });

  test('for Postgres never gives up', async () => {
    const company = scene.company();
    const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
    scene.jobs.reconcileWorkList = () =>
      company.calls('reconcileWorkList').length < 3 * faultAttempts
        ? Promise.reject(away)
        : Promise.resolve(nothingToWrite);
    await company.sessionOpened('s1', 1);
    await expect(company.over(1)).resolves.toMatchObject({ result: 'ended' });
    expect(company.calls('reconcileWorkList')).toHaveLength(3 * faultAttempts);
  });

  test('for the end of a cycle to be written never gives up', async () => {
    const company = scene.company();
    scene.jobs.readQuickBooks = () => Promise.reject(failsForGood('no'));
    scene.jobs.finishCycle = () =>
      company.calls('finishCycle').length < 3 * faultAttempts
        ? Promise.reject(new TypeError('?'))
        : Promise.resolve();
    await company.sessionOpened('s1', 1);
    await expect(company.over(1)).resolves.toMatchObject({ result: 'failed' });
    expect(company.calls('finishCycle')).toHaveLength(3 * faultAttempts);
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

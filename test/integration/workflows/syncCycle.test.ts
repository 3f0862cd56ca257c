import { failsForGood, held, openScene, plan, sessionLost, step, until, written } from './scene';
import type { CompanyScene, Scene } from './scene';

describe('a cycle', () => {
  let scene: Scene;
  let company: CompanyScene;

  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene.stop());
  beforeEach(() => {
    company = scene.company();
    Object.assign(scene.jobs, {
      readQuickBooks: async () => undefined,
      readBillcom: async () => undefined,
      reconcileWorkList: async () => ({ quickbooks: [], billcom: [], isOver: true }),
      writeQuickBooks: async () => written,
      writeBillcom: async () => written,
      readTieOut: async () => undefined,
      compareTieOut: async () => undefined,
      finishCycle: async () => undefined,
    });
  });

  /** Reconciling gives these plans, one per round; then there is nothing left to write. */
  const plans = (...rounds: readonly ReturnType<typeof plan>[]): void => {
    const left = [...rounds];
    scene.jobs.reconcileWorkList = async () => left.shift() ?? { quickbooks: [], billcom: [], isOver: true };
  };

  test('with nothing to write reads both books, reconciles once and is over', async () => {
    await company.sessionOpened('s1', 1);
    await expect(company.over(1)).resolves.toEqual({
      cycle: 1,
      result: 'ended',
      applied: 0,
      refused: 0,
    });
    expect(company.story().sort()).toEqual(['readBillcom', 'readQuickBooks', 'reconcileWorkList']);
  });

  test('reads both books side by side: neither waits for the other', async () => {
    const quickbooks = held();
    const billcom = held();
    scene.jobs.readQuickBooks = () => quickbooks.promise;
    scene.jobs.readBillcom = () => billcom.promise;
    await company.sessionOpened('s1', 1);
    await until('both read', () => company.story().length === 2);
    quickbooks.release();
    billcom.release();
    await company.over(1);
  });

  test('writes in two lanes, each in step order, and only the last QuickBooks step may end the session', async () => {
    plans(
      plan([step('account'), step('vendor'), { entity: 'vendor', phase: 'deactivate' }], [step('class')]),
    );
    await company.sessionOpened('s1', 1);
    await expect(company.over(1)).resolves.toMatchObject({ result: 'ended', applied: 4 });
    expect(
      company.calls('writeQuickBooks').map(({ input }) => [input.entity, input.phase, input.isLast]),
    ).toEqual([
      ['account', 'write', false],
      ['vendor', 'write', false],
      ['vendor', 'deactivate', true],
    ]);
    expect(company.story().filter((job) => job.startsWith('writeBillcom'))).toEqual(['writeBillcom class']);
    expect(company.story().at(-1)).toBe('finishCycle');
  });

  describe('whose plan asks for a tie-out', () => {
    const tiedOut = (...of: Parameters<typeof plan>) => ({ ...plan(...of), tieOut: true });

    test('asks QuickBooks after its writes in the same session, and compares when both lanes are done', async () => {
      const toBillcom = held<typeof written>();
      plans(tiedOut([step('vendor')], [step('bill')]));
      scene.jobs.writeBillcom = () => toBillcom.promise;
      await company.sessionOpened('s1', 1);
      await until('QuickBooks was asked', () => company.calls('readTieOut').length === 1);
      expect(company.calls('compareTieOut')).toEqual([]);
      toBillcom.release(written);
      await expect(company.over(1)).resolves.toMatchObject({ result: 'ended', applied: 2 });
      expect(company.calls('readTieOut').map(({ input }) => input.sessionId)).toEqual(['s1']);
      // The session ends with the tie-out and not with the last write.
      expect(company.calls('writeQuickBooks').map(({ input }) => input.isLast)).toEqual([false]);
      expect(company.story().slice(-2)).toEqual(['compareTieOut', 'finishCycle']);
    });

    test('and has nothing to write takes it all the same', async () => {
      plans(tiedOut([]));
      await company.sessionOpened('s1', 1);
      await expect(company.over(1)).resolves.toMatchObject({ result: 'ended', applied: 0 });
      expect(company.story().slice(-3)).toEqual(['readTieOut', 'compareTieOut', 'finishCycle']);
    });

    test('takes it once, after the last round', async () => {
      plans(tiedOut([step('vendor')]), tiedOut([step('vendor')]));
      const left = [{ ...written, reconcileAgain: true }, written];
      scene.jobs.writeQuickBooks = async () => left.shift() ?? written;
      await company.sessionOpened('s1', 1);
      await company.over(1);
      expect(company.story().filter((job) => /TieOut|write/.test(job))).toEqual([
        'writeQuickBooks vendor',
        'writeQuickBooks vendor',
        'readTieOut',
        'compareTieOut',
      ]);
    });

    test.each([
      ['the session is lost', sessionLost()],
      ['QuickBooks cannot be asked', failsForGood('no')],
    ])('ends as it would without when %s: it is owed to the next one', async (_what, failure) => {
      plans(tiedOut([step('vendor')]));
      scene.jobs.readTieOut = async () => {
        throw failure;
      };
      await company.sessionOpened('s1', 1);
      await expect(company.over(1)).resolves.toMatchObject({ result: 'ended', applied: 1 });
      expect(company.calls('compareTieOut')).toEqual([]);
      expect(company.calls('readQuickBooks')).toHaveLength(1);
    });
  });

  test('that loses its session while reading goes on in the next one, without reading Bill.com again', async () => {
    scene.jobs.readQuickBooks = async ({ sessionId }) => {
      if (sessionId === 's1') throw sessionLost();
    };
    await company.sessionOpened('s1', 1);
    await until('the first session is lost', () => company.calls('readQuickBooks').length === 1);
    await company.send('sessionClosed', { sessionId: 's1' });
    await company.sessionOpened('s2', 1);
    await expect(company.over(1)).resolves.toMatchObject({ result: 'ended' });
    expect(company.calls('readQuickBooks').map(({ input }) => input.sessionId)).toEqual(['s1', 's2']);
    expect(company.calls('readBillcom')).toHaveLength(1);
  });

  test('that loses its session while writing reads first in the next one, then plans anew', async () => {
    plans(plan([step('account'), step('vendor')]), plan([step('vendor')]));
    scene.jobs.writeQuickBooks = async ({ sessionId, entity }) => {
      if (sessionId === 's1' && entity === 'vendor') throw sessionLost();
      return written;
    };
    await company.sessionOpened('s1', 1);
    await until('the session is lost', () => company.calls('writeQuickBooks').length === 2);
    await company.sessionOpened('s2', 1);
    await expect(company.over(1)).resolves.toMatchObject({ result: 'ended', applied: 2 });
    expect(company.story().filter((job) => job !== 'readBillcom')).toEqual([
      'readQuickBooks',
      'reconcileWorkList',
      'writeQuickBooks account',
      'writeQuickBooks vendor',
      'readQuickBooks',
      'reconcileWorkList',
      'writeQuickBooks vendor',
      'finishCycle',
    ]);
  });

  test('does not lose a session that opens while the old one is being given up', async () => {
    const first = held();
    scene.jobs.readQuickBooks = async ({ sessionId }) => {
      if (sessionId !== 's1') return;
      await first.promise;
      throw sessionLost();
    };
    await company.sessionOpened('s1', 1);
    await until('it reads', () => company.calls('readQuickBooks').length === 1);
    await company.sessionOpened('s2', 1);
    await company.send('sessionClosed', { sessionId: 's1' }); // late, and of the older one
    first.release();
    await expect(company.over(1)).resolves.toMatchObject({ result: 'ended' });
    expect(company.calls('readQuickBooks').map(({ input }) => input.sessionId)).toEqual(['s1', 's2']);
  });

  describe('with a step that fails for good', () => {
    test('leaves out what depends on it in this lane, does all others, and says so', async () => {
      plans(
        plan(
          [step('account'), step('class', ['account']), step('vendor')],
          [step('class', ['account']), step('vendor')],
        ),
      );
      scene.jobs.writeQuickBooks = async ({ entity }) => {
        if (entity === 'account') throw failsForGood('QuickBooks could not read our question.');
        return written;
      };
      await company.sessionOpened('s1', 1);
      await expect(company.over(1)).resolves.toMatchObject({ result: 'failed', applied: 3 });
      expect(
        company
          .story()
          .filter((job) => job.startsWith('write'))
          .sort(),
      ).toEqual([
        'writeBillcom class',
        'writeBillcom vendor',
        'writeQuickBooks account',
        'writeQuickBooks vendor',
      ]);
      const [end] = company.calls('finishCycle');
      expect(end?.input).toMatchObject({
        result: 'failed',
        message: expect.stringContaining('account (QuickBooks), class (QuickBooks)') as string,
        failed: [
          {
            book: 'quickbooks',
            entity: 'account',
            phase: 'write',
            message: 'QuickBooks could not read our question.',
          },
          {
            book: 'quickbooks',
            entity: 'class',
            phase: 'write',
            message: 'It waits for the step “account”, which failed.',
          },
        ],
      });
    });

    test('leaves out along a chain', async () => {
      plans(plan([], [step('account'), step('class', ['account']), step('vendor', ['class'])]));
      scene.jobs.writeBillcom = async () => {
        throw failsForGood('no');
      };
      await company.sessionOpened('s1', 1);
      await expect(company.over(1)).resolves.toMatchObject({ result: 'failed' });
      expect(company.calls('writeBillcom')).toHaveLength(1);
      expect(company.calls('finishCycle')[0]?.input.failed).toHaveLength(3);
    });

    test('in reading, ends: there is nothing safe to decide on', async () => {
      scene.jobs.readQuickBooks = async () => {
        throw failsForGood('QuickBooks could not read our question.');
      };
      await company.sessionOpened('s1', 1);
      await expect(company.over(1)).resolves.toMatchObject({ result: 'failed' });
      expect(company.calls('reconcileWorkList')).toEqual([]);
      expect(company.calls('finishCycle')[0]?.input).toMatchObject({
        result: 'failed',
        message: 'QuickBooks could not read our question.',
      });
    });
  });

  test('retries a job that fails for the moment', async () => {
    let failures = 0;
    scene.jobs.readBillcom = async () => {
      if ((failures += 1) === 1) throw new Error('for the moment');
    };
    await company.sessionOpened('s1', 1);
    await expect(company.over(1)).resolves.toMatchObject({ result: 'ended' });
    expect(company.calls('readBillcom')).toHaveLength(2);
  });

  test('reconciles again when something was found changed, and keeps the session open for it', async () => {
    plans(plan([step('account'), step('vendor')]), plan([step('account')]));
    scene.jobs.writeQuickBooks = async ({ entity }) => ({
      ...written,
      reconcileAgain: entity === 'account' && company.calls('reconcileWorkList').length === 1,
    });
    await company.sessionOpened('s1', 1);
    await expect(company.over(1)).resolves.toMatchObject({ result: 'ended', applied: 3 });
    expect(company.calls('writeQuickBooks').map(({ input }) => [input.entity, input.isLast])).toEqual([
      ['account', false],
      ['vendor', false],
      ['account', true],
    ]);
  });

  test('does not reconcile for ever when somebody edits without end', async () => {
    scene.jobs.reconcileWorkList = async () => plan([step('vendor')]);
    scene.jobs.writeQuickBooks = async () => ({ ...written, reconcileAgain: true });
    await company.sessionOpened('s1', 1);
    await expect(company.over(1)).resolves.toMatchObject({ result: 'ended' });
    expect(company.calls('reconcileWorkList')).toHaveLength(4);
  });

  test('paused in the Bill.com lane, goes on with the same step when it is resumed', async () => {
    plans(plan([], [step('account'), step('vendor')]));
    const first = held();
    let isPaused = false;
    scene.jobs.writeBillcom = async ({ entity }) => {
      if (entity === 'vendor' && company.calls('writeBillcom').length === 2) {
        await first.promise;
        isPaused = true;
      }
      const result = { ...written, finished: !isPaused };
      return result;
    };
    await company.sessionOpened('s1', 1);
    await until('the lane is in its second step', () => company.calls('writeBillcom').length === 2);
    await company.send('pause');
    first.release();
    // A signal and its way through both workflows: enough for a wrong workflow to go on.
    await until('the pause is known', async () => (await company.status()).paused);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(company.calls('writeBillcom')).toHaveLength(2);
    isPaused = false;
    await company.send('resume');
    await expect(company.over(1)).resolves.toMatchObject({ result: 'ended', applied: 3 });
    expect(company.story().filter((job) => job.startsWith('write'))).toEqual([
      'writeBillcom account',
      'writeBillcom vendor',
      'writeBillcom vendor',
    ]);
  });

  test('that is cancelled ends as interrupted', async () => {
    await company.syncNow(1);
    await until('Bill.com is read', () => company.calls('readBillcom').length === 1);
    await company.cycle(1).cancel();
    await expect(company.over(1)).resolves.toMatchObject({ result: 'interrupted' });
    expect(company.calls('finishCycle')[0]?.input).toMatchObject({ result: 'interrupted' });
  });
});

import type { StepWork } from '../../../src/workflows/jobs';
import { Lane } from '../../../src/workflows/lane';

const write = (entity: StepWork['entity'], ...after: StepWork['entity'][]): StepWork => ({
  entity,
  phase: 'write',
  after,
});
const off = (entity: StepWork['entity']): StepWork => ({ entity, phase: 'deactivate' });

describe('after steps that failed, a lane', () => {
  test.each<[string, StepWork[], StepWork, boolean]>([
    ['admits everything when none failed', [], write('vendor', 'account'), true],
    ['leaves out what depends on one', [write('account')], write('vendor', 'account'), false],
    ['admits what does not depend on them', [write('account')], write('vendor', 'class'), true],
    ['admits what depends on nothing', [write('account')], write('vendor'), true],
    ['admits deactivations', [write('account')], off('account'), true],
    [
      'admits writes that need what could not be deactivated',
      [off('account')],
      write('vendor', 'account'),
      true,
    ],
  ])('%s', (_case, failed, step, isAdmitted) => {
    const lane = new Lane('quickbooks');
    for (const each of failed) lane.fail(each, 'no');
    expect(lane.admits(step)).toBe(isAdmitted);
  });

  test('takes along a whole chain, each with its cause', () => {
    const lane = new Lane('billcom');
    lane.fail(write('account'), 'Bill.com said no');
    expect([write('class', 'account'), write('vendor', 'class')].map((step) => lane.admits(step))).toEqual([
      false,
      false,
    ]);
    expect(lane.failed).toEqual([
      { book: 'billcom', entity: 'account', phase: 'write', message: 'Bill.com said no' },
      {
        book: 'billcom',
        entity: 'class',
        phase: 'write',
        message: 'It waits for the step “account”, which failed.',
      },
      {
        book: 'billcom',
        entity: 'vendor',
        phase: 'write',
        message: 'It waits for the step “class”, which failed.',
      },
    ]);
  });
});

test('a lane adds up what its steps did', () => {
  const lane = new Lane('quickbooks');
  lane.add({ applied: 2, refused: 1, reconcileAgain: true, finished: true });
  lane.add({ applied: 3, refused: 0, reconcileAgain: false, finished: true });
  expect(lane).toMatchObject({ applied: 5, refused: 1, reconcileAgain: true, failed: [] });
});

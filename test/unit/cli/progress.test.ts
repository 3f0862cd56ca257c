import { progressLines } from '../../../src/cli/progress';
import { paceOf, stepLine } from '../../../src/words/stepProgress';
import { now, step } from './samples';

test('a running step tells how many, how fast and how long yet', () => {
  expect(stepLine(step(), now)).toBe('Vendors to QuickBooks: 120 of 300, 30 a second, about 6 s left');
});

test.each([
  [step({ state: 'waiting', done: 0, startedAt: null }), 'Vendors to QuickBooks: 300 to do'],
  [step({ state: 'done', done: 300, endedAt: now }), 'Vendors to QuickBooks: 300 of 300, 75 a second, done'],
  [
    step({ state: 'failed', message: 'the server is gone' }),
    'Vendors to QuickBooks: failed: the server is gone',
  ],
  [step({ phase: 'deactivate', book: 'billcom', done: 0 }), 'Inactive vendors to Bill.com: 0 of 300'],
  [step({ step: 'read', phase: 'read', done: 40, total: 0 }), 'Reading QuickBooks: 40 records, 10 a second'],
  [step({ step: 'read', phase: 'read', done: 0, total: 0 }), 'Reading QuickBooks …'],
])('a step reads as a person would say it (%#)', (row, line) => {
  expect(stepLine(row, now)).toBe(line);
});

test('the first moment tells no pace', () => {
  const justBegun = step({ startedAt: new Date(now.getTime() - 100) });
  expect(paceOf(justBegun, now)).toEqual({ perSecond: null, timeLeft: null });
});

test('without a terminal a step is told when it begins, every few seconds and when it is over', () => {
  let at = now.getTime();
  const lines: string[] = [];
  const progress = progressLines(
    (line) => lines.push(line),
    () => new Date(at),
  );
  progress.steps([step({ done: 0 }), step({ book: 'billcom', state: 'waiting', startedAt: null })]);
  at += 1_000;
  progress.steps([step({ done: 10 })]);
  at += 5_000;
  progress.steps([step({ done: 20 })]);
  at += 5_000;
  progress.steps([step({ done: 20 })]);
  progress.steps([step({ done: 300, state: 'done', endedAt: new Date(at) })]);
  progress.steps([step({ done: 300, state: 'done', endedAt: new Date(at) })]);
  expect(lines.map((line) => line.split(',')[0])).toEqual([
    'Vendors to QuickBooks: 0 of 300',
    'Vendors to QuickBooks: 20 of 300',
    'Vendors to QuickBooks: 300 of 300',
  ]);
});

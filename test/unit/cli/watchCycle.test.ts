import { outcomeExit } from '../../../src/cli/cycleOutcome';
import { obstacleOf, timeoutSentence, waitsForAccept } from '../../../src/cli/watchCycle';
import { company, cycle, minutesAgo, now, session, stop, view } from './samples';

describe('when time is up, the sentence says what is missing', () => {
  test('the Web Connector never called', () => {
    const since = view({ company: company({ lastLoginAt: null }) });
    expect(timeoutSentence(since, since, now)).toMatch(/has never called\..*open the \.qwc file/);
  });

  test('the Web Connector has not called since', () => {
    const since = view({ company: company({ lastLoginAt: minutesAgo(75) }) });
    expect(timeoutSentence(since, since, now)).toMatch(/silent for 1 h 15 min\..*Update Selected/);
  });

  test('it called, but QuickBooks could not be reached', () => {
    const since = view({ company: company({ lastLoginAt: minutesAgo(20) }) });
    const then = view({
      company: company({ lastLoginAt: minutesAgo(1) }),
      session: session({ lastError: 'A dialog is open.' }),
    });
    expect(timeoutSentence(then, since, now)).toBe(
      'Cycle 7 could not go on in QuickBooks: A dialog is open.',
    );
  });

  test('it called, and nobody began the cycle', () => {
    const since = view({ company: company({ lastLoginAt: minutesAgo(20) }) });
    const then = view({
      company: company({ lastLoginAt: minutesAgo(1) }),
      session: session({ state: 'open' }),
    });
    expect(timeoutSentence(then, since, now)).toContain('is a worker running?');
  });

  test('the cycle runs and only needs longer', () => {
    const since = view({
      company: company({ lastLoginAt: minutesAgo(20) }),
      session: session({ state: 'open' }),
    });
    const then = { ...since, cycle: cycle({ state: 'running' as const }) };
    expect(timeoutSentence(then, since, now)).toContain('is still running');
  });
});

describe('what only a person can put right', () => {
  test('a pause', () => {
    const paused = view({ company: company({ pausedAt: now, pauseReason: 'year end' }) });
    expect(obstacleOf(paused, view())).toEqual({
      kind: 'paused',
      sentence: '“Hill Builders” is paused (year end).',
    });
  });

  test('a guard that stopped the session that came since, and not one from before', () => {
    const stopped = view({
      company: company({ stops: [stop('Another file is open.')] }),
      session: session({ lastError: 'Another file is open.' }),
    });
    expect(obstacleOf(stopped, view())).toEqual({ kind: 'stopped', sentence: 'Another file is open.' });
    expect(obstacleOf(stopped, stopped)).toBeUndefined();
  });

  test('a session that has just begun does not repeat the words of an older one', () => {
    const begun = view({
      company: company({ stops: [stop('Another file is open.')] }),
      session: session({ id: 'session 2', state: 'open' }),
    });
    expect(obstacleOf(begun, view({ session: session() }))).toBeUndefined();
  });
});

test.each([
  ['ended', 0],
  ['failed', 1],
  ['interrupted', 1],
  ['waitingForAccept', 3],
] as const)('a first cycle that is %s ends with %d', (state, code) => {
  const over = view({ cycle: cycle({ state, mode: 'preview' }), company: company({ acceptedAt: null }) });
  expect(outcomeExit({ kind: 'over', view: over })).toBe(code);
});

test('the other ends have codes of their own', () => {
  expect(outcomeExit({ kind: 'timedOut', view: view(), sentence: '' })).toBe(4);
  expect(outcomeExit({ kind: 'stopped', view: view(), sentence: '' })).toBe(5);
  expect(outcomeExit({ kind: 'paused', view: view(), sentence: '' })).toBe(5);
});

test('a preview waits for accept only until somebody accepted', () => {
  const preview = cycle({ state: 'waitingForAccept', mode: 'preview' });
  expect(waitsForAccept(preview, company({ acceptedAt: null }))).toBe(true);
  expect(waitsForAccept(preview, company())).toBe(false);
});

import { outcomeExit } from '../../../src/cli/cycleOutcome';
import { askedSentence } from '../../../src/cli/sync';
import { clockTime } from '../../../src/words/time';
import { obstacleOf, remarkOn, timeoutSentence, waitsForAccept } from '../../../src/acts/watchCycle';
import { company, cycle, minutesAgo, now, session, step, stop, view } from '../cli/samples';

describe('when time is up, the sentence says what is missing', () => {
  test('the Web Connector never called', () => {
    const since = view({ company: company({ lastLoginAt: null }) });
    expect(timeoutSentence(since, since, now)).toMatch(/has never called\..*open the \.qwc file/);
  });

  test('the Web Connector has not called since', () => {
    const since = view({ company: company({ lastLoginAt: minutesAgo(75) }) });
    expect(timeoutSentence(since, since, now)).toMatch(/silent for 1 h 15 min, since .*Update Selected/);
  });

  test('its next call is not due yet', () => {
    const since = view({ company: company({ lastLoginAt: minutesAgo(2) }) });
    const sentence = timeoutSentence(since, since, now);
    expect(sentence).toContain(`next call, by ${clockTime(minutesAgo(-3))}`);
    expect(sentence).toMatch(/every 5 minutes.*--timeout.*“Update Selected”/);
    expect(sentence).not.toContain('silent');
  });

  test('it comes with a wrong password', () => {
    const since = view({
      company: company({ lastLoginAt: minutesAgo(75), refusedLoginAt: minutesAgo(1) }),
    });
    expect(timeoutSentence(since, since, now)).toMatch(
      /wrong password.*tieout company password "Hill Builders"/,
    );
  });

  test('another cycle still runs', () => {
    const since = view({ running: 6, session: session({ cycle: 6, state: 'open' }) });
    expect(timeoutSentence(since, since, now)).toContain('Cycle 6 still runs; cycle 7 begins after it');
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

describe('what is told while waiting goes on', () => {
  const before = view({ company: company({ lastLoginAt: minutesAgo(2) }) });
  const remark = (differs: Parameters<typeof view>[0]) => remarkOn(view(differs), before, now);

  test('until when the next call is expected, in the same words until it comes', () => {
    const sentence = remarkOn(before, before, now);
    expect(sentence).toContain(`next call, by ${clockTime(minutesAgo(-3))}`);
    expect(remarkOn(before, before, minutesAgo(-3))).toBe(sentence);
  });

  test('an overdue call, with what to do about it', () => {
    expect(remark({ company: company({ lastLoginAt: minutesAgo(7) }) })).toMatch(
      /should call every 5 minutes.*Auto-Run/,
    );
  });

  test('that another cycle comes first, so that a second call is needed', () => {
    expect(remark({ running: 6, session: session({ cycle: 6, state: 'open' }) })).toBe(
      'Cycle 6 runs now; cycle 7 begins after it, at the Web Connector’s next call.',
    );
  });

  test('the missing call also while Bill.com is read ahead of it', () => {
    expect(remark({ cycle: cycle({ state: 'running', mode: 'preview' }) })).toContain('next call, by');
  });

  test('that a session ended before QuickBooks was done', () => {
    const running = cycle({ state: 'running' });
    const ended = session({ lastCallAt: minutesAgo(1) });
    const at = (differs: Parameters<typeof view>[0]) =>
      remark({ cycle: running, session: ended, ...differs });
    expect(at({ steps: [step()] })).toContain(
      'Cycle 7 goes on in QuickBooks at the Web Connector’s next call',
    );
    expect(at({ steps: [step({ state: 'done' })] })).toBeUndefined();
    expect(at({ steps: [step({ book: 'billcom' })] })).toBeUndefined();
    expect(at({ steps: [step()], session: session({ state: 'open' }) })).toBeUndefined();
    expect(at({ steps: [step()], session: session({ lastCallAt: now }) })).toBeUndefined();
  });
});

test.each([
  [view(), 'It begins at the Web Connector’s next call, by'],
  [view({ company: company({ lastLoginAt: null }) }), 'It begins at the Web Connector’s next call.'],
  [view({ running: 6 }), 'Cycle 6 runs now'],
  [view({ company: company({ pausedAt: now }) }), 'after “tieout resume "Hill Builders"”'],
])('what was asked for says when it begins (%#)', (asked, words) => {
  expect(askedSentence(asked, now)).toContain(words);
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

import { CompanyState } from '../../../src/workflows/companyState';
import type { CompanySyncState } from '../../../src/workflows/messages';

const session = (sessionId: string, cycle: number) => ({ sessionId, cycle, mode: 'sync' as const });
const request = (cycle: number) => ({ cycle, mode: 'sync' as const });

/** What can happen to a company's workflow. */
type Move =
  | { readonly ask: number }
  | { readonly opened: string; readonly cycle: number }
  | { readonly closed: string }
  | 'pause'
  | 'resume'
  | 'begin'
  | 'over'
  | 'roll';

function played(moves: readonly Move[]): { company: CompanyState; begun: [number, string | null][] } {
  let company = new CompanyState();
  const begun: [number, string | null][] = [];
  for (const move of moves) {
    if (move === 'pause') company.pause();
    else if (move === 'resume') company.resume();
    else if (move === 'over') company.over();
    else if (move === 'roll') company = rolled(company);
    else if (move === 'begin') {
      expect(company.mayBegin).toBe(true);
      const { cycle, sessionId } = company.begin();
      begun.push([cycle, sessionId]);
    } else if ('ask' in move) company.syncNow(request(move.ask));
    else if ('opened' in move) company.sessionOpened(session(move.opened, move.cycle));
    else company.sessionClosed(move.closed);
  }
  return { company, begun };
}

/** As continue-as-new does it: through a JSON payload. */
const rolled = (company: CompanyState): CompanyState =>
  new CompanyState(JSON.parse(JSON.stringify(company)) as CompanySyncState);

describe('which cycles are begun, and with which session', () => {
  test.each<[string, Move[], [number, string | null][]]>([
    ['one that was asked for has no session yet', [{ ask: 1 }, 'begin'], [[1, null]]],
    ['one whose session opened has it', [{ opened: 's1', cycle: 1 }, 'begin'], [[1, 's1']]],
    [
      'one that was asked for and then opened for is one cycle',
      [{ ask: 1 }, { opened: 's1', cycle: 1 }, 'begin', 'over'],
      [[1, 's1']],
    ],
    [
      'a session that closed before the cycle began is not given to it',
      [{ opened: 's1', cycle: 1 }, { closed: 's1' }, 'begin'],
      [[1, null]],
    ],
    [
      'an older session that closes late does not close a newer one',
      [{ opened: 's1', cycle: 1 }, { opened: 's2', cycle: 1 }, { closed: 's1' }, 'begin'],
      [[1, 's2']],
    ],
    [
      'a session is for its own cycle only',
      [{ ask: 1 }, { opened: 's2', cycle: 2 }, 'begin', 'over', 'begin'],
      [
        [1, null],
        [2, 's2'],
      ],
    ],
    [
      'the oldest comes first, in whatever order they were asked for',
      [{ ask: 3 }, { ask: 1 }, { ask: 2 }, 'begin', 'over', 'begin', 'over', 'begin'],
      [
        [1, null],
        [2, null],
        [3, null],
      ],
    ],
    [
      'what was asked for while one runs comes after it',
      [{ ask: 1 }, 'begin', { ask: 2 }, 'over', 'begin'],
      [
        [1, null],
        [2, null],
      ],
    ],
    [
      'what was asked for while it was paused is begun when it is resumed',
      ['pause', { ask: 1 }, 'resume', 'begin'],
      [[1, null]],
    ],
    [
      'rolling changes nothing',
      [{ opened: 's1', cycle: 1 }, 'roll', 'begin', 'over', 'roll', { ask: 2 }, 'roll', 'begin'],
      [
        [1, 's1'],
        [2, null],
      ],
    ],
  ])('%s', (_case, moves, expected) => {
    expect(played(moves).begun).toEqual(expected);
  });
});

describe('what comes twice or late asks for nothing', () => {
  test.each<[string, Move[]]>([
    ['asked for again while it runs', [{ ask: 1 }, 'begin', { ask: 1 }, 'over']],
    ['asked for again when it is over', [{ ask: 1 }, 'begin', 'over', { ask: 1 }]],
    ['asked for again after rolling', [{ ask: 1 }, 'begin', 'over', 'roll', { ask: 1 }]],
    ['opened for again when it is over', [{ ask: 1 }, 'begin', 'over', { opened: 's1', cycle: 1 }]],
    ['an older number than the last', [{ ask: 5 }, 'begin', 'over', { ask: 4 }]],
    ['a session that nobody knows closes', [{ closed: 's0' }]],
    ['paused and resumed twice', ['pause', 'pause', 'resume', 'resume']],
  ])('%s', (_case, moves) => {
    const { company } = played(moves);
    expect(company.mayBegin).toBe(false);
    expect(company.isIdle).toBe(true);
    expect(company.status().waiting).toEqual([]);
  });

  test('asked for twice before it begins, it waits once', () => {
    expect(played([{ ask: 1 }, { ask: 1 }, { opened: 's1', cycle: 1 }]).company.status().waiting).toEqual([
      1,
    ]);
  });
});

describe('pause', () => {
  test('begins nothing, and is idle, so that the workflow may roll', () => {
    const { company } = played(['pause', { ask: 1 }]);
    expect(company.mayBegin).toBe(false);
    expect(company.isIdle).toBe(true);
    expect(company.isPaused).toBe(true);
  });

  test('during a cycle lets it run and holds back the next', () => {
    const { company } = played([{ ask: 1 }, 'begin', { ask: 2 }, 'pause']);
    expect(company.running).toBe(1);
    expect(company.isIdle).toBe(false);
    company.over();
    expect(company.mayBegin).toBe(false);
    company.resume();
    expect(company.begin()).toEqual({ cycle: 2, mode: 'sync', sessionId: null });
  });
});

describe('the state that is carried over', () => {
  test.each<[string, Move[]]>([
    ['nothing happened yet', []],
    ['paused with a cycle waiting', ['pause', { ask: 1 }]],
    ['a session without its cycle begun', [{ opened: 's1', cycle: 1 }]],
    ['cycles are over', [{ ask: 1 }, 'begin', 'over', { ask: 2 }, 'begin', 'over']],
  ])('comes back through JSON as it was: %s', (_case, moves) => {
    const { company } = played(moves);
    expect(rolled(company).toJSON()).toEqual(company.toJSON());
    expect(rolled(company).status()).toEqual(company.status());
  });

  test('is a copy: what happens later is not in it', () => {
    const { company } = played([{ ask: 1 }]);
    const carried = company.toJSON();
    company.syncNow(request(2));
    company.begin();
    expect(carried.waiting).toEqual([request(1)]);
  });
});

test('a preview is begun as a preview', () => {
  const company = new CompanyState();
  company.syncNow({ cycle: 1, mode: 'preview' });
  expect(company.begin().mode).toBe('preview');
});

test('beginning when nothing was asked for is a mistake of ours', () => {
  expect(() => new CompanyState().begin()).toThrow(RangeError);
});

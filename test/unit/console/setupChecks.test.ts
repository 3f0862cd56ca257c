import type { CompanyFacts } from '../../../src/ledger/companyFacts';
import { setupChecks, waitingPreview, type SetupFacts } from '../../../src/console/views/setupChecks';

const now = new Date('2026-11-23T17:00:00Z');
const facts: CompanyFacts = {
  id: 'c',
  name: 'Hill Builders',
  zone: 'America/Chicago',
  acceptedAt: null,
  previewBecause: null,
  pausedAt: null,
  pauseReason: null,
  pausedUntil: null,
  dueAt: now,
  lastLoginAt: null,
  refusedLoginAt: null,
  lastCallAt: null,
  stops: [],
  closed: [],
  needs: 0,
  decided: 0,
  due: null,
  running: null,
  last: null,
  lastSync: null,
  payables: null,
  receivables: null,
};
const cycle = {
  number: 1,
  mode: 'preview' as const,
  message: null,
  requestedBy: 'Tieout',
  startedAt: now,
  endedAt: now,
  applied: null,
  rejected: null,
};
const good = { kind: 'good', sentence: 'It answers.' } as const;
const checks = (more: Partial<CompanyFacts>, rest: Partial<SetupFacts> = {}) =>
  setupChecks(
    {
      ...{ facts: { ...facts, ...more }, session: null, companyFile: null, named: {}, livingWorkers: 1 },
      address: good,
      ...rest,
    },
    now,
  );
/** Without the one that stands beside the others. */
const states = (more: Partial<CompanyFacts>, rest: Partial<SetupFacts> = {}): string =>
  checks(more, rest)
    .filter(({ title }) => !title.endsWith('the gateway’s address'))
    .map(({ state }) => state)
    .join(' ');

const cure = 'Start it.';
test.each<[string, SetupFacts['address'], Partial<CompanyFacts>, string, string]>([
  ['it is taken', good, {}, 'done', 'It answers.'],
  ['it is not known yet', 'unknown', {}, 'now', 'It is being looked at.'],
  ['nobody has set it', null, {}, 'trouble', 'GATEWAY_PUBLIC_URL is not set'],
  [
    'it is refused',
    { kind: 'refused', sentence: 'Not trusted.', cure },
    { lastLoginAt: now },
    'trouble',
    'Not trusted.',
  ],
  ['it ends soon', { kind: 'soon', sentence: 'It ends.', cure }, {}, 'trouble', 'It ends.'],
  ['nothing answers', { kind: 'unreachable', sentence: 'Nothing.', cure }, {}, 'trouble', 'Nothing.'],
  [
    'nothing answers here, and the Web Connector calls',
    { kind: 'unreachable', sentence: 'Nothing.', cure },
    { lastLoginAt: now },
    'done',
    'The Web Connector calls it.',
  ],
])('the gateway’s address: %s', (_what, address, more, state, sentence) => {
  const [, found] = checks(more, { address });
  expect(found).toMatchObject({ state, sentence: expect.stringContaining(sentence) });
  if (state === 'trouble') expect(found?.causes).toHaveLength(1);
  // The others stand as they stood.
  expect(states(more, { address })).toBe(states(more));
});

/* Bill.com, Web Connector, file, reading, preview */
test.each<[string, Partial<CompanyFacts>, Partial<SetupFacts>, string]>([
  ['nothing has called yet', {}, {}, 'done now waits waits waits'],
  ['a wrong password', { refusedLoginAt: now }, {}, 'done trouble waits waits waits'],
  ['it has called', { lastLoginAt: now }, {}, 'done done now waits waits'],
  [
    'the company file is not open',
    { lastLoginAt: now },
    { session: { state: 'closed', lastError: 'No company file is open.' } },
    'done done trouble waits waits',
  ],
  [
    'another file',
    { lastLoginAt: now, stops: [{ guard: 'file', because: 'Another file.' }] },
    { companyFile: 'Hill' },
    'done done trouble waits waits',
  ],
  [
    'it is being read',
    { lastLoginAt: now, running: { ...cycle, state: 'running' } },
    { companyFile: 'Hill' },
    'done done done now waits',
  ],
  [
    'no worker',
    { lastLoginAt: now },
    { companyFile: 'Hill', livingWorkers: 0 },
    'done done done trouble waits',
  ],
  [
    'it was cut short',
    { lastLoginAt: now, last: { ...cycle, state: 'interrupted' } },
    { companyFile: 'Hill' },
    'done done done trouble waits',
  ],
  [
    'the preview is there',
    { lastLoginAt: now, last: { ...cycle, state: 'waitingForAccept' } },
    { companyFile: 'Hill' },
    'done done done done now',
  ],
  ['accepted', { lastLoginAt: now, acceptedAt: now }, { companyFile: 'Hill' }, 'done done done done done'],
  [
    'Bill.com has shut it out',
    { stops: [{ guard: 'billcom', because: 'The token was removed.' }] },
    {},
    'trouble waits waits waits waits',
  ],
])('%s', (_what, more, rest, expected) => {
  expect(states(more, rest)).toBe(expected);
});

test('named accounts are listed until they are found, with why one does not do', () => {
  expect(
    states(
      {},
      {
        named: {
          apAccount: { named: 'Payables', problem: null },
          defaultBank: { named: 'Checkng', problem: 'There is no account “Checkng” in QuickBooks.' },
        },
      },
    ),
  ).toBe('done now waits waits waits waits trouble');
});

test('only a first preview that waits leads on', () => {
  const last = { ...cycle, state: 'waitingForAccept' as const };
  expect(waitingPreview({ ...facts, last })).toBe(1);
  expect(waitingPreview({ ...facts, last, acceptedAt: now })).toBeNull();
  expect(waitingPreview({ ...facts, last: { ...last, state: 'ended' } })).toBeNull();
});

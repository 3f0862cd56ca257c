import type { CycleView } from '../../../src/acts/watchCycle';
import type { Company } from '../../../src/ledger/companies';
import type { Cycle } from '../../../src/ledger/cycles';
import type { LatestSession } from '../../../src/ledger/sessions';
import { readSettings } from '../../../src/ledger/settings';
import type { Stop } from '../../../src/ledger/stops';
import type { StepProgress } from '../../../src/ledger/steps';

export const now = new Date('2026-07-01T12:00:00Z');
export const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

export const company = (differs: Partial<Company> = {}): Company => ({
  id: '00000000-0000-4000-8000-000000000001',
  name: 'Hill Builders',
  zone: 'America/Chicago',
  createdAt: minutesAgo(1_000),
  settings: readSettings({}),
  billcom: { v2Url: 'https://b/v2', v3Url: 'https://b/v3', organizationId: '008', userName: 'sync' },
  billcomSecret: Buffer.alloc(0),
  webConnectorUser: 'hill-1',
  ownerId: '00000000-0000-4000-8000-000000000002',
  fileId: '00000000-0000-4000-8000-000000000003',
  quickbooks: {},
  pausedAt: null,
  pauseReason: null,
  pausedUntil: null,
  acceptedAt: minutesAgo(500),
  previewBecause: null,
  receivablesAt: null,
  dueAt: minutesAgo(-5),
  lastLoginAt: minutesAgo(2),
  refusedLoginAt: null,
  billcomAccount: null,
  stops: [],
  ...differs,
});

/** A guard that stops a company. */
export const stop = (because: string, guard: Stop['guard'] = 'file'): Stop => ({
  guard,
  because,
  detail: {},
  since: minutesAgo(10),
});

export const cycle = (differs: Partial<Cycle> = {}): Cycle => ({
  number: 7,
  mode: 'sync',
  state: 'due',
  requestedBy: 'ann',
  acceptFirst: false,
  createdAt: minutesAgo(1),
  startedAt: null,
  endedAt: null,
  counts: {},
  message: null,
  ...differs,
});

export const session = (differs: Partial<LatestSession> = {}): LatestSession => ({
  id: 'session 1',
  cycle: 7,
  state: 'closed',
  openedAt: minutesAgo(2),
  lastCallAt: minutesAgo(1),
  lastError: null,
  roundTrips: 3,
  ...differs,
});

export const view = (differs: Partial<CycleView> = {}): CycleView => ({
  company: company(),
  cycle: cycle(),
  steps: [],
  session: undefined,
  running: null,
  ...differs,
});

export const step = (differs: Partial<StepProgress> = {}): StepProgress => ({
  book: 'quickbooks',
  step: 'vendor',
  phase: 'write',
  state: 'running',
  done: 120,
  total: 300,
  message: null,
  waitsFor: null,
  waitsUntil: null,
  startedAt: new Date(now.getTime() - 4_000),
  endedAt: null,
  ...differs,
});

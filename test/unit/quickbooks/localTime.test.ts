import { notAfter, wallClock } from '../../../src/quickbooks/localTime';

test.each([
  ['2026-01-15T17:30:05Z', 'America/Chicago', '2026-01-15T11:30:05'],
  ['2026-07-15T17:30:05Z', 'America/Chicago', '2026-07-15T12:30:05'],
  ['2026-01-15T06:00:00Z', 'America/Chicago', '2026-01-15T00:00:00'],
  ['2026-01-15T05:00:00Z', 'America/Los_Angeles', '2026-01-14T21:00:00'],
])('at %s the wall clock of %s shows %s', (at, zone, shown) => {
  expect(wallClock(zone, new Date(at))).toBe(shown);
});

test.each([
  ['2026-01-15T11:30:05', '2026-01-15T12:00:00', '2026-01-15T11:30:05'],
  ['2029-01-15T11:30:05', '2026-01-15T12:00:00', '2026-01-15T12:00:00'],
  [null, '2026-01-15T12:00:00', null],
])('a cursor of %s read at %s stands at %s', (newest, latest, cursor) => {
  expect(notAfter(newest, latest)).toBe(cursor);
});

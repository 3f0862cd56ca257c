import type { Found, Sentinel } from '../../../src/reconcile/guards/olderCopy';
import { evidenceOfOlderCopy, olderCopySentence } from '../../../src/reconcile/guards/olderCopy';

/** Records seen at full hours of one day; the EditSequence counts like QuickBooks', in seconds. */
const seen = (hour: number, differs: Partial<Sentinel> = {}): Sentinel => ({
  entity: 'vendor',
  kind: null,
  id: `V${hour}`,
  name: `Vendor of ${hour} o’clock`,
  version: String(1_000_000 + hour * 3_600),
  modified: `2026-06-10T${String(hour).padStart(2, '0')}:00:00`,
  isTimed: true,
  ...differs,
});
const as = ({ version, modified }: Sentinel): Found => ({ version, modified });
const day = [18, 15, 12, 9, 6].map((hour) => seen(hour));
const ids = (evidence: readonly { sentinel: Sentinel; what: string }[]): string[] =>
  evidence.map(({ sentinel, what }) => `${sentinel.id} ${what}`);

const file = (
  differs: Record<string, Found | undefined | 'notAsked'> = {},
): Map<string, Found | undefined> => {
  const all = new Map<string, Found | undefined>(day.map((each) => [each.id, as(each)]));
  for (const [id, found] of Object.entries(differs)) {
    if (found === 'notAsked') all.delete(id);
    else all.set(id, found);
  }
  return all;
};
const before = (hour: number, was: number): Found => as(seen(was, { id: `V${hour}` }));

test.each([
  ['the same file', file(), [], []],
  ['edited since', file({ V9: as(seen(20)) }), [], []],
  ['the newest was deleted', file({ V18: undefined }), ['V18'], []],
  ['the newest is missing', file({ V18: undefined }), [], ['V18 missing']],
  ['the newest is older', file({ V18: before(18, 2) }), [], ['V18 older']],
  [
    'a backup of ten o’clock: what came later is missing or older',
    file({ V18: undefined, V15: before(15, 8), V12: undefined }),
    [],
    ['V18 missing', 'V15 older', 'V12 missing'],
  ],
  [
    'a backup that was worked on: the edits in it are no witnesses',
    file({ V18: undefined, V15: before(15, 8), V9: as(seen(20)) }),
    [],
    ['V18 missing', 'V15 older'],
  ],
  ['one that was merged away, with later ones unchanged', file({ V9: undefined }), [], []],
  ['one edited while the clock was set back, with later ones unchanged', file({ V9: before(9, 1) }), [], []],
  [
    'the clock set back, and the newest edited: older time, newer EditSequence',
    file({ V18: { version: String(1_000_001 + 18 * 3_600), modified: '2026-06-07T19:00:00' } }),
    [],
    [],
  ],
  ['a list that QuickBooks did not answer for', file({ V18: 'notAsked', V15: 'notAsked' }), [], []],
])('%s', (_what, found, deleted, expected) => {
  expect(ids(evidenceOfOlderCopy(day, found, new Set(deleted)))).toEqual(expected);
});

test('a later record of nearly the same time is no witness', () => {
  const close = [
    seen(18, { id: 'late', modified: '2026-06-10T18:00:00' }),
    seen(17, { id: 'early', modified: '2026-06-10T17:51:00' }),
  ];
  const found = new Map<string, Found | undefined>([
    ['late', as(close[0] as Sentinel)],
    ['early', undefined],
  ]);
  expect(ids(evidenceOfOlderCopy(close, found, new Set()))).toEqual(['early missing']);
});

test('a record whose PC had its clock ahead is no witness', () => {
  const ahead = seen(23, { id: 'ahead', modified: '2026-06-14T09:00:00', isTimed: false });
  const found = file({ V18: undefined });
  found.set('ahead', as(ahead));
  expect(ids(evidenceOfOlderCopy([ahead, ...day], found, new Set()))).toEqual(['V18 missing']);
});

test('versions that are no numbers are told by their time', () => {
  const opaque = seen(18, { version: 'B7' });
  expect(
    ids(
      evidenceOfOlderCopy(
        [opaque],
        new Map([['V18', { version: 'A1', modified: '2026-06-09T08:00:00' }]]),
        new Set(),
      ),
    ),
  ).toEqual(['V18 older']);
});

test('the sentence names the company, the counts and some records', () => {
  const evidence = day.map((sentinel, index) => ({
    sentinel,
    what: index < 2 ? ('missing' as const) : ('older' as const),
  }));
  expect(olderCopySentence('Harbor', evidence, 20, () => 'vendor')).toBe(
    'This looks like an older copy of the company file “Harbor”: of the 20 newest records that Tieout knows, 2 missing, 3 older than Tieout has seen (vendor “Vendor of 18 o’clock”, vendor “Vendor of 15 o’clock”, vendor “Vendor of 12 o’clock” …). Nothing was written. Open the right file and run the update again; if it was restored on purpose, an Administrator accepts it with “tieout company file-restored”.',
  );
});

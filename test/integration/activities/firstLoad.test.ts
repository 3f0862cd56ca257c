import type { ReadingLimits } from '../../../src/activities/quickbooks/readingLimits';
import { openScene, type Scene } from '../exchange/scene';
import type { FaultSwitches } from '../../../simulators/quickbooks/server/faultSwitches';
import { openPc, type QuickBooksPc } from './quickBooksPc';

/** The first load of a list whose entries all came in one import: only their names differ (design §4.7). */

jest.setTimeout(120_000);

let scene: Scene;
let open: QuickBooksPc[] = [];
beforeAll(async () => {
  scene = await openScene();
});
afterEach(() => {
  for (const { pc } of open) pc.remove();
  open = [];
});
afterAll(() => scene.end());

/** Windows of some thirty rows, however fast this machine is. */
const small: Partial<ReadingLimits> = { windowRowsBeforeMeasuring: 30, windowRowsMin: 30, windowMs: 1 };

const names = [
  ...Array.from({ length: 60 }, (_, index) => `Subcontractor ${String(index + 1).padStart(3, '0')}`),
  ...Array.from({ length: 40 }, (_, index) => `${1001 + index} Main Street`),
  ...['Acme', 'ACME & Sons', "O'Brien", 'Ünal', 'Zimmer-Holz', 'a', 'I', 'i9', '#1 Plumbing', '(unnamed)'],
];
const imported = async (behaviour: FaultSwitches = {}): Promise<QuickBooksPc> => {
  const world = await openPc(scene, { vendors: names.map((Name) => ({ Name })) });
  open.push(world);
  world.pc.turn(behaviour);
  return world;
};
const mirrored = async (world: QuickBooksPc): Promise<string[]> =>
  (await world.records('vendor')).map((record) => String(record.fields.name)).sort();
const windows = (world: QuickBooksPc) =>
  scene.rows<{
    position: string;
    name_from: string | null;
    name_to: string | null;
    state: string;
    rows: number;
  }>(
    'select position, name_from, name_to, state, rows from read_window where company_id = $1 order by position',
    [world.company.id],
  );
const rowsOf = (document: string): boolean => document.includes('iterator="Start"');

test('is cut by names, and a window is never larger than asked for', async () => {
  const world = await imported();
  const reading = await world.read({ limits: small });
  expect(reading).toMatchObject({ failure: undefined, refused: [] });
  expect(await mirrored(world)).toEqual([...names].sort());
  const done = (await windows(world)).filter((window) => window.state === 'done');
  const byName = done.filter((window) => window.name_from !== null || window.name_to !== null);
  expect(byName.length).toBeGreaterThan(3);
  expect(Math.max(...done.map((window) => window.rows))).toBeLessThanOrEqual(30);
  expect((await world.cursor('vendor'))?.completeAt).toBeInstanceOf(Date);
  // Then it is read by changes, like every list.
  expect((await world.read({ limits: small })).asked).toHaveLength(1);
});

test('a lost session costs the window it was in', async () => {
  const world = await imported();
  let pages = 0;
  const cut = await world.read({
    limits: small,
    answered: (document, answer) => {
      if (document.includes('NameRangeFilter') && rowsOf(document)) pages += 1;
      return answer;
    },
    isCut: () => pages === 3,
  });
  expect(cut.failure).toContain('session ended');
  expect((await world.cursor('vendor'))?.completeAt ?? null).toBeNull();
  const before = (await windows(world)).filter((window) => window.state === 'done');
  expect(before.filter((window) => window.name_to !== null).length).toBeGreaterThanOrEqual(2);

  const rest = await world.read({ limits: small });
  expect(rest).toMatchObject({ failure: undefined, refused: [] });
  expect(await mirrored(world)).toEqual([...names].sort());
  const again = rest.asked.filter((document) =>
    before.some(({ name_from, name_to }) =>
      name_to === null
        ? false
        : document.includes(
            `<NameRangeFilter>${name_from === null ? '' : `<FromName>${name_from}</FromName>`}<ToName>${name_to}</ToName>`,
          ) && rowsOf(document),
    ),
  );
  expect(again).toEqual([]);
});

test.each<[string, FaultSwitches]>([
  ['letters come before digits', { nameOrder: 'lettersFirst' }],
  ['the ends of a range are not in it', { nameRangeEnds: 'excluded' }],
])('nothing is lost between two windows in a QuickBooks where %s', async (_, behaviour) => {
  const world = await imported(behaviour);
  expect(await world.read({ limits: small })).toMatchObject({ failure: undefined, refused: [] });
  expect(await mirrored(world)).toEqual([...names].sort());
  expect((await world.records('vendor')).every((record) => !record.deleted)).toBe(true);
});

test('a list that QuickBooks refuses is not taken for read', async () => {
  const world = await imported();
  const refusing = await world.read({
    limits: small,
    answered: (document, answer) =>
      document.includes('NameRangeFilter') && rowsOf(document)
        ? answer
            .replace(/<VendorRet>.*<\/VendorRet>/s, '')
            .replace(/statusCode="\d+" statusSeverity="\w+"/, 'statusCode="3260" statusSeverity="Error"')
            .replace(/ iteratorRemainingCount="\d+" iteratorID="[^"]*"/, '')
        : answer,
  });
  expect(refusing.refused).toEqual([expect.stringContaining('3260')]);
  expect((await world.cursor('vendor'))?.completeAt ?? null).toBeNull();
  expect(await world.read({ limits: small })).toMatchObject({ failure: undefined, refused: [] });
  expect(await mirrored(world)).toEqual([...names].sort());
});

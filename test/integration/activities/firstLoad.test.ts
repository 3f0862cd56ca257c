import type { ReadingLimits } from '../../../src/activities/quickbooks/readingLimits';
import { idOf, mod } from '../../unit/simulators/quickbooks/testCompany';
import { openScene, type Scene } from '../exchange/scene';
import { openPc, type QuickBooksPc, type Reading } from './quickBooksPc';

/** The first load of a long list (design §4.7), and what a lost session leaves of it. */

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

const nothingAgain: Partial<ReadingLimits> = { rowsReadAgain: 0 };
/** Pages of 100, 200 and 50. */
const names = [
  ...Array.from({ length: 300 }, (_, index) => `Subcontractor ${String(index + 1).padStart(3, '0')}`),
  ...Array.from({ length: 42 }, (_, index) => `${1001 + index} Main Street`),
  ...['Acme', 'ACME & Sons', "O'Brien", 'Ünal', 'Zimmer-Holz', 'a', '#1 Plumbing', '(unnamed)'],
];
const imported = async (): Promise<QuickBooksPc> => {
  const world = await openPc(scene, { vendors: names.map((Name) => ({ Name })) });
  open.push(world);
  return world;
};
const mirrored = async (world: QuickBooksPc): Promise<string[]> =>
  (await world.records('vendor'))
    .filter((record) => !record.deleted)
    .map((record) => String(record.fields.name))
    .sort();
const isPage = (document: string): boolean =>
  document.includes('<VendorQueryRq') && document.includes('iterator=') && !isOfIds(document);
const isOfIds = (document: string): boolean => document.includes('<IncludeRetElement>');
const begins = ({ asked }: Reading): string[] =>
  asked.filter((document) => isPage(document) && document.includes('iterator="Start"'));
const fetchedIds = ({ asked }: Reading): string[] =>
  asked
    .filter((document) => document.includes('<VendorQueryRq'))
    .flatMap((document) => [...document.matchAll(/<ListID>([^<]*)<\/ListID>/g)].map(([, id]) => String(id)));
const left = () => scene.rows('select from first_load union all select from sweep');
/** Everything well, and the list complete. */
const expectLoaded = async (world: QuickBooksPc, reading: Reading, expected = names): Promise<void> => {
  expect(reading).toMatchObject({ failure: undefined, refused: [] });
  expect(await mirrored(world)).toEqual([...expected].sort());
  expect((await world.cursor('vendor'))?.completeAt).toBeInstanceOf(Date);
  expect(await left()).toEqual([]);
};
/** Loses the session after so many pages. */
const cutAfterPages = (count: number) => {
  let pages = 0;
  return {
    answered: (document: string, answer: string): string => {
      if (isPage(document)) pages += 1;
      return answer;
    },
    isCut: () => pages === count,
  };
};
const dropped = (answer: string, code: number): string =>
  answer
    .replace(/<VendorRet>.*<\/VendorRet>/s, '')
    .replace(/statusCode="\d+" statusSeverity="\w+"/, `statusCode="${code}" statusSeverity="Error"`)
    .replace(/ iteratorRemainingCount="\d+" iteratorID="[^"]*"/, '');

test('goes through the list once, and counts nothing before', async () => {
  const world = await imported();
  const reading = await world.read();
  await expectLoaded(world, reading);
  expect(reading.asked.filter(isPage)).toHaveLength(3);
  expect(begins(reading)).toHaveLength(1);
  expect(reading.asked.join('')).not.toContain('metaData');
  // From the first page on it is known how many there are.
  const totals = reading.progress.map(({ total }) => total).filter((total) => total > 0);
  expect(totals.length).toBeGreaterThan(0);
  expect(new Set(totals)).toEqual(new Set([names.length]));
  // Then it is read by changes, like every list.
  expect((await world.read()).asked).toHaveLength(1);
});

test('a lost session costs no record twice: what is left is found by comparing ids', async () => {
  const world = await imported();
  const cut = await world.read({ limits: nothingAgain, ...cutAfterPages(2) });
  expect(cut.failure).toContain('session ended');
  expect((await world.cursor('vendor'))?.completeAt ?? null).toBeNull();
  const before = await world.records('vendor');
  expect(before.length).toBeGreaterThanOrEqual(100);
  expect(before.length).toBeLessThan(names.length);

  const rest = await world.read({ limits: nothingAgain });
  await expectLoaded(world, rest);
  expect(begins(rest)).toEqual([]);
  expect(rest.asked.filter(isOfIds)).not.toEqual([]);
  const known = new Set(before.map(({ id }) => id));
  const fetched = fetchedIds(rest);
  expect(fetched.filter((id) => known.has(id))).toEqual([]);
  expect(fetched).toHaveLength(names.length - before.length);
  expect((await world.read()).asked).toHaveLength(1);
});

test('what was changed, deleted or added between two sessions is seen', async () => {
  const world = await imported();
  await world.read({ limits: nothingAgain, ...cutAfterPages(2) });
  const [changed, removed] = (await world.records('vendor')).map(({ fields }) => String(fields.name));
  const entry = (name: string | undefined) =>
    world.pc.done(`<VendorQueryRq><FullName>${name}</FullName></VendorQueryRq>`);
  // Not the deltas find these, but the ids: the clock was wrong.
  world.pc.turn({ clock: -30 * 24 * 3_600_000 });
  await world.pc.done(mod('Vendor', await entry(changed), '<Phone>555-0101</Phone>'));
  await world.pc.addVendor('New');
  world.pc.turn({ clock: 0 });
  await world.pc.askOne(
    `<ListDelRq><ListDelType>Vendor</ListDelType><ListID>${idOf(await entry(removed))}</ListID></ListDelRq>`,
  );
  const rest = await world.read({ limits: nothingAgain });
  await expectLoaded(world, rest, [...names.filter((name) => name !== removed), 'New']);
  const record = (await world.records('vendor')).find(({ fields }) => fields.name === changed);
  expect(record?.fields.phone).toBe('555-0101');
});

test('a session that was lost while ids are compared goes on there', async () => {
  const world = await imported();
  await world.read({ limits: nothingAgain, ...cutAfterPages(1) });
  const compared = await world.read({ limits: nothingAgain, isCut: () => false, cutAfter: 3 });
  expect(compared.failure).toContain('session ended');
  expect((await world.cursor('vendor'))?.completeAt ?? null).toBeNull();
  const rest = await world.read({ limits: nothingAgain });
  expect(begins(rest)).toEqual([]);
  await expectLoaded(world, rest);
});

test('of which little was read, it begins anew', async () => {
  const world = await imported();
  await world.read(cutAfterPages(2));
  const again = await world.read();
  expect(begins(again)).toHaveLength(1);
  expect(again.asked.filter(isOfIds)).toEqual([]);
  await expectLoaded(world, again);
});

test.each([3391, 1000])('an iterator that ends with %i is not begun again', async (code) => {
  const world = await imported();
  let drops = 0;
  const reading = await world.read({
    answered: (document, answer) => {
      if (!isPage(document) || !document.includes('iterator="Continue"') || drops > 0) return answer;
      drops += 1;
      return dropped(answer, code);
    },
  });
  expect(drops).toBe(1);
  expect(begins(reading)).toHaveLength(1);
  expect(fetchedIds(reading)).toHaveLength(names.length - 100);
  await expectLoaded(world, reading);
});

test('a list that QuickBooks refuses is not taken for read', async () => {
  const world = await imported();
  const refusing = await world.read({
    answered: (document, answer) => (isPage(document) ? dropped(answer, 3260) : answer),
  });
  expect(refusing.refused).toEqual([expect.stringContaining('3260')]);
  expect((await world.cursor('vendor'))?.completeAt ?? null).toBeNull();
  await expectLoaded(world, await world.read());
});

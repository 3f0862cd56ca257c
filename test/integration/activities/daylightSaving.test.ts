import { field, mod } from '../../unit/simulators/quickbooks/testCompany';
import { openScene, type Scene } from '../exchange/scene';
import { clockWarning, measure, type PcClock } from '../../../src/quickbooks/pcClock';
import { openPc, zoneOfPc, type QuickBooksPc } from './quickBooksPc';

/** A change to or from daylight saving at the PC: its printed times jump by an hour, and cursors are printed times. */

const minuteMs = 60_000;
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

const setPhone = async ({ pc }: QuickBooksPc, name: string, phone: string): Promise<string> => {
  const entry = await pc.done(`<VendorQueryRq><FullName>${name}</FullName></VendorQueryRq>`);
  const changed = await pc.done(mod('Vendor', entry, `<Phone>${phone}</Phone>`));
  return field(changed, 'TimeModified') as string;
};
/** What reading found to be different; it is on nobody's work list afterwards. */
const changed = async ({ company }: QuickBooksPc): Promise<string[]> => {
  const rows = await scene.rows<{ name: string }>(
    `select fields->>'name' as name from record where company_id = $1 and book = 'quickbooks' and changed`,
    [company.id],
  );
  await scene.rows('update record set changed = false where company_id = $1', [company.id]);
  return rows.map(({ name }) => name);
};

test.each([
  // Los Angeles goes back at 09:00 UTC: 01:59:59 is followed by 01:00:00; and forward at 10:00 UTC: 03:00:00.
  ['back', '2026-11-01T09:00:00Z', 'exact', -60],
  ['back', '2026-11-01T09:00:00Z', 'standard', -60],
  ['forward', '2027-03-14T10:00:00Z', 'exact', 60],
  ['forward', '2027-03-14T10:00:00Z', 'standard', 60],
] as const)(
  'going %s (%s, offsets printed %s): every edit is seen once, by the next reading',
  async (...row) => {
    const [, change, printedOffset, jump] = row;
    const names = Array.from({ length: 14 }, (_, index) => `Vendor ${String(index)}`);
    const world = await openPc(scene, { vendors: names.map((Name) => ({ Name })) }, { printedOffset });
    open.push(world);
    const moment = Date.parse(change);
    world.pc.now = moment - 150 * minuteMs;
    await world.read();
    await changed(world);

    const printed: string[] = [];
    // Every twenty minutes, from more than an hour before the change to more than two after it.
    for (const [index, name] of names.entries()) {
      world.pc.now = moment + (-110 + index * 20) * minuteMs;
      printed.push(await setPhone(world, name, `555-01${index}`));
      world.pc.later(60);
      expect(await world.read()).toMatchObject({ failure: undefined, refused: [] });
      expect({ name, changed: await changed(world) }).toEqual({ name, changed: [name] });
    }
    // The clock on the wall did jump between the sixth edit and the seventh.
    const wall = (text: string | undefined): number => Date.parse(`${String(text).slice(0, 19)}Z`);
    expect(wall(printed[6]) - wall(printed[5])).toBe((20 + jump) * minuteMs);
    const phones = (await world.records('vendor')).map(({ fields }) => fields.phone).sort();
    expect(phones).toEqual(names.map((_, index) => `555-01${index}`).sort());
  },
);

/**
 * In summer, with records of that summer only, a clock that is an hour off may look like that of a PC in the next zone:
 * nobody is told before winter (unit/quickbooks/printedOffset). Cursors overlap by more than that hour.
 */
test.each([
  [-60, 'standard', 'is believed'],
  [-60, 'exact', 'is told'],
  [60, 'standard', 'is told'],
  [60, 'exact', 'is believed'],
] as const)(
  'a clock that is %i minutes off all summer and then set right (offsets printed %s) %s: every edit is seen once, by the next reading',
  async (off, printedOffset, told) => {
    const names = Array.from({ length: 12 }, (_, index) => `Vendor ${String(index)}`);
    const world = await openPc(scene, { vendors: names.map((Name) => ({ Name })) }, { printedOffset });
    open.push(world);
    const { pc } = world;
    pc.now = Date.parse('2026-07-15T18:00:00Z');
    pc.quickBooks.parts.clock.offsetMs = off * minuteMs;
    await world.read();
    await changed(world);
    let clock: PcClock | undefined;
    const warnings: boolean[] = [];
    for (const [index, name] of names.entries()) {
      // Off, right, and off again.
      if (index % 4 === 0) pc.quickBooks.parts.clock.offsetMs = index === 4 ? 0 : off * minuteMs;
      pc.now += 20 * minuteMs;
      const moment = new Date(pc.now);
      const printed = await setPhone(world, name, `555-01${index}`);
      pc.later(60);
      expect(await world.read({ clock })).toMatchObject({ failure: undefined, refused: [] });
      expect({ name, changed: await changed(world) }).toEqual({ name, changed: [name] });
      // A write of ours at that moment is what the clock is known by.
      clock = measure(clock, zoneOfPc, { printed, sentAt: moment, answeredAt: moment });
      warnings.push(clockWarning(clock) !== undefined);
    }
    expect(warnings.slice(0, 4)).toEqual(Array(4).fill(told === 'is told'));
    expect(warnings.slice(4, 8)).toEqual(Array(4).fill(false));
    // Seen right once, an hour off is an hour off.
    expect(warnings.slice(8)).toEqual(Array(4).fill(true));
    const phones = (await world.records('vendor')).map(({ fields }) => fields.phone).sort();
    expect(phones).toEqual(names.map((_, index) => `555-01${index}`).sort());
  },
);

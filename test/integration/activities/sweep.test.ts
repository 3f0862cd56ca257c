import { openScene, type Scene } from '../exchange/scene';
import { field, idOf, mod } from '../../unit/simulators/quickbooks/testCompany';
import { openPc, type QuickBooksPc, type Reading } from './quickBooksPc';

/** The daily comparison of whole lists (design §4.8), and what it finds that the deltas cannot. */

const hourMs = 3_600_000;
const daySeconds = 24 * 3_600;
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

/** A company whose lists were read once. */
const loaded = async (vendors: readonly string[], more = {}): Promise<QuickBooksPc> => {
  const world = await openPc(scene, {
    accounts: [
      { Name: 'Tools', AccountType: 'Expense' },
      { Name: 'Rent', AccountType: 'Expense' },
    ],
    classes: [{ Name: 'Residential' }, { Name: 'Commercial' }],
    vendors: vendors.map((Name) => ({ Name, ...more })),
  });
  open.push(world);
  expect(await world.read()).toMatchObject({ failure: undefined, refused: [] });
  return world;
};
const named = (world: QuickBooksPc, entity: 'account' | 'class' | 'vendor', name: string) =>
  world.records(entity).then((records) => {
    const found = records.find((record) => record.fields.name === name);
    if (!found) throw new Error(`the mirror has no “${name}”`);
    return found;
  });
const sweepDue = async (world: QuickBooksPc): Promise<void> => {
  for (const entity of ['account', 'class', 'vendor'] as const) await world.age(entity, 25);
};
/** A person's edit at the PC. */
const edit = async (world: QuickBooksPc, list: string, name: string, fields: string): Promise<void> => {
  const entry = await world.pc.done(`<${list}QueryRq><FullName>${name}</FullName></${list}QueryRq>`);
  await world.pc.done(mod(list, entry, fields));
};
const remove = async (world: QuickBooksPc, list: string, name: string): Promise<void> => {
  const entry = await world.pc.done(`<${list}QueryRq><FullName>${name}</FullName></${list}QueryRq>`);
  const answer = await world.pc.askOne(
    `<ListDelRq><ListDelType>${list}</ListDelType><ListID>${idOf(entry)}</ListID></ListDelRq>`,
  );
  expect(answer.attributes.statusCode).toBe('0');
};
const well = async (reading: Promise<Reading>): Promise<Reading> => {
  const done = await reading;
  expect(done).toMatchObject({ failure: undefined, refused: [] });
  return done;
};
const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `Vendor ${String(index + 1).padStart(4, '0')}`);

test('is not due before a day has passed, and then costs one page more where nothing differs', async () => {
  const world = await loaded(['Acme', 'Best']);
  for (const entity of ['account', 'class', 'vendor'] as const) await world.age(entity, 23);
  const idle = await well(world.read());
  expect(idle.asked).toHaveLength(1);
  expect(idle.asked[0]?.match(/<FromModifiedDate>/g)).toHaveLength(3);

  for (const entity of ['account', 'class', 'vendor'] as const) await world.age(entity, 1);
  const swept = await well(world.read());
  expect(swept.asked).toHaveLength(2);
  const [first = '', second = ''] = swept.asked;
  expect(first.match(/<FromModifiedDate>/g)).toHaveLength(1);
  expect(second).toContain('<ActiveStatus>All</ActiveStatus>');
  expect(second).toContain(
    '<IncludeRetElement>ListID</IncludeRetElement><IncludeRetElement>EditSequence</IncludeRetElement>',
  );
  for (const entity of ['account', 'class', 'vendor'] as const) {
    const age = Date.now() - ((await world.cursor(entity))?.completeAt?.getTime() ?? 0);
    expect(age).toBeLessThan(60_000);
  }
  expect((await well(world.read())).asked).toHaveLength(1);
});

test('finds what was changed, added and made inactive while the clock was behind', async () => {
  const world = await loaded(['Acme', 'Best', 'Closing']);
  world.pc.turn({ clock: -5 * hourMs });
  await edit(world, 'Vendor', 'Acme', '<Phone>555-0101</Phone>');
  await edit(world, 'Vendor', 'Closing', '<IsActive>false</IsActive>');
  await edit(world, 'Account', 'Tools', '<Desc>Small tools</Desc>');
  await edit(world, 'Class', 'Commercial', '<Name>Commercial work</Name>');
  await world.pc.addVendor('New');
  world.pc.turn({ clock: 0 });

  await well(world.read());
  expect((await named(world, 'vendor', 'Acme')).fields.phone).toBeNull();
  expect(await world.records('vendor')).toHaveLength(3);

  await sweepDue(world);
  await well(world.read());
  expect((await named(world, 'vendor', 'Acme')).fields.phone).toBe('555-0101');
  expect((await named(world, 'vendor', 'Closing')).active).toBe(false);
  expect((await named(world, 'vendor', 'New')).deleted).toBe(false);
  expect((await named(world, 'account', 'Tools')).fields.description).toBe('Small tools');
  await named(world, 'class', 'Commercial work');
  expect(await world.records('class')).toHaveLength(2);
});

test('finds what was deleted longer ago than QuickBooks remembers', async () => {
  const world = await loaded(['Acme', 'Gone', 'Best']);
  await remove(world, 'Vendor', 'Gone');
  await remove(world, 'Account', 'Rent');
  await remove(world, 'Class', 'Commercial');
  world.pc.later(100 * daySeconds);
  await edit(world, 'Vendor', 'Best', '<Phone>555-0102</Phone>');

  await well(world.read());
  expect((await named(world, 'vendor', 'Gone')).deleted).toBe(false);
  await sweepDue(world);
  await well(world.read());
  for (const [entity, name, deleted] of [
    ['vendor', 'Gone', true],
    ['vendor', 'Acme', false],
    ['account', 'Rent', true],
    ['account', 'Tools', false],
    ['class', 'Commercial', true],
    ['class', 'Residential', false],
  ] as const)
    expect({ name, deleted: (await named(world, entity, name)).deleted }).toEqual({ name, deleted });
});

test('a lost session goes on at the part it was in, and shows how far it is', async () => {
  const world = await loaded([]);
  // Three parts, hours apart, as people enter them.
  for (const part of [0, 1, 2]) {
    const names = numbered(300).slice(part * 100, part * 100 + 100);
    const adds = names.map(
      (name) => `<VendorAddRq><VendorAdd><Name>${name}</Name></VendorAdd></VendorAddRq>`,
    );
    await world.pc.ask(adds.join(''));
    world.pc.later(5 * 3_600);
  }
  await well(world.read());
  await sweepDue(world);
  // The delta overlaps the last change by two hours: a hundred vendors, and all accounts and classes.
  const cut = await world.read({ limits: { sweepPart: 90 }, cutAfter: 3 });
  expect(cut.failure).toContain('session ended');
  expect(cut.progress.at(-1)).toMatchObject({ done: expect.any(Number), total: 100 + 4 + 300 });
  expect(cut.progress.at(-1)?.done).toBeGreaterThan(100);

  const rest = await well(world.read({ limits: { sweepPart: 90 } }));
  // The deltas, and at most the parts that were not compared: two of three.
  expect(rest.asked.length).toBeLessThanOrEqual(3);
  expect(await world.scene.rows('select from sweep where company_id = $1', [world.company.id])).toEqual([]);
  expect((await world.records('vendor')).filter((record) => record.deleted)).toEqual([]);
});

test('an entry that moves while the list is compared is not taken for deleted', async () => {
  const world = await loaded([]);
  await world.pc.addVendor('Early');
  world.pc.later(5 * 3_600);
  await world.pc.addVendor('Late');
  await well(world.read());
  await sweepDue(world);
  let sets = 0;
  const reading = await well(
    world.read({
      limits: { sweepPart: 0 },
      // After the first part was compared, with the clock set back: the entry moves to where nobody looks any more.
      answered: async (_, answer) => {
        sets += 1;
        if (sets !== 2) return answer;
        world.pc.turn({ clock: -24 * hourMs });
        const late = await world.pc.done('<VendorQueryRq><FullName>Late</FullName></VendorQueryRq>');
        await world.pc.done(mod('Vendor', late, '<Phone>555-0103</Phone>'));
        world.pc.turn({ clock: 0 });
        return answer;
      },
    }),
  );
  expect(reading.asked.length).toBeGreaterThan(3);
  const late = await named(world, 'vendor', 'Late');
  expect(late).toMatchObject({ deleted: false, fields: { phone: '555-0103' } });
});

describe('only an answer that says so makes an entry a deleted one', () => {
  const withoutEntries = (answer: string): string => answer.replace(/<VendorRet>.*?<\/VendorRet>/gs, '');
  const gone = async (): Promise<QuickBooksPc> => {
    const world = await loaded(['Acme', 'Gone', 'Touched']);
    await remove(world, 'Vendor', 'Gone');
    world.pc.later(100 * daySeconds);
    world.pc.turn({ clock: -5 * hourMs });
    await edit(world, 'Vendor', 'Touched', '<Phone>555-0104</Phone>');
    world.pc.turn({ clock: 0 });
    await sweepDue(world);
    return world;
  };
  const outcome = async (world: QuickBooksPc) => ({
    gone: (await named(world, 'vendor', 'Gone')).deleted,
    touched: (await named(world, 'vendor', 'Touched')).deleted,
  });

  test('an answer to many ids that leaves out those that exist, since one does not', async () => {
    const world = await gone();
    await well(
      world.read({
        answered: (_, answer) => (answer.includes('statusCode="500"') ? withoutEntries(answer) : answer),
      }),
    );
    expect(await outcome(world)).toEqual({ gone: true, touched: false });
  });

  test('a passing error is asked again', async () => {
    const world = await gone();
    let errors = 0;
    await well(
      world.read({
        answered: (document, answer) => {
          if (!document.includes('<ListID>') || errors > 1) return answer;
          errors += 1;
          return withoutEntries(answer).replaceAll(
            /statusCode="\d+" statusSeverity="\w+"/g,
            'statusCode="1000" statusSeverity="Error"',
          );
        },
      }),
    );
    expect(errors).toBe(2);
    expect(await outcome(world)).toEqual({ gone: true, touched: false });
  });

  test('a refusal leaves everything as it was; the next cycle looks again', async () => {
    const world = await gone();
    const refusing = await world.read({
      answered: (document, answer) =>
        document.includes('<ListID>')
          ? withoutEntries(answer).replaceAll(
              /statusCode="\d+" statusSeverity="\w+"/g,
              'statusCode="3260" statusSeverity="Error"',
            )
          : answer,
    });
    expect(refusing.failure).toBeUndefined();
    expect(refusing.refused).toEqual([expect.stringContaining('3260')]);
    expect(await outcome(world)).toEqual({ gone: false, touched: false });
    await well(world.read());
    expect(await outcome(world)).toEqual({ gone: true, touched: false });
  });
});

test('an iterator that QuickBooks drops is begun again', async () => {
  const world = await loaded(numbered(700));
  world.pc.later(5 * 3_600);
  await edit(world, 'Vendor', 'Vendor 0001', '<Phone>555-0108</Phone>');
  await well(world.read());
  await sweepDue(world);
  let dropped = 0;
  const reading = await well(
    world.read({
      answered: (document, answer) => {
        if (!document.includes('iterator="Continue"') || dropped > 0) return answer;
        dropped += 1;
        return answer
          .replace(/<VendorRet>.*<\/VendorRet>/s, '')
          .replace(/statusCode="\d+" statusSeverity="\w+"/, 'statusCode="3391" statusSeverity="Error"')
          .replace(/ iteratorRemainingCount="\d+" iteratorID="[^"]*"/, '');
      },
    }),
  );
  expect(dropped).toBe(1);
  expect(reading.asked.filter((document) => document.includes('iterator="Start"'))).toHaveLength(2);
  expect((await world.records('vendor')).filter((record) => record.deleted)).toEqual([]);
});

test('a record of the future, and the hour that the clocks go back, hide nothing', async () => {
  const world = await loaded(['Acme', 'Best']);
  world.pc.turn({ clock: 400 * 24 * hourMs });
  await edit(world, 'Vendor', 'Acme', '<Phone>555-0105</Phone>');
  world.pc.turn({ clock: 0 });
  await well(world.read());
  expect((await named(world, 'vendor', 'Acme')).fields.phone).toBe('555-0105');
  world.pc.turn({ clock: -3 * hourMs });
  await edit(world, 'Vendor', 'Acme', '<Phone>555-0106</Phone>');
  await edit(world, 'Vendor', 'Best', '<Phone>555-0107</Phone>');
  world.pc.turn({ clock: 0 });
  await sweepDue(world);
  await well(world.read({ limits: { sweepPart: 0 } }));
  expect((await named(world, 'vendor', 'Acme')).fields.phone).toBe('555-0106');
  expect((await named(world, 'vendor', 'Best')).fields.phone).toBe('555-0107');
});

test('what was marked deleted and is in QuickBooks all the same comes back', async () => {
  const world = await loaded(['Acme']);
  const acme = await named(world, 'vendor', 'Acme');
  await scene.rows('update record set deleted = true where company_id = $1 and id = $2', [
    world.company.id,
    acme.id,
  ]);
  await sweepDue(world);
  await well(world.read());
  expect((await named(world, 'vendor', 'Acme')).deleted).toBe(false);
  expect(
    field(await world.pc.done('<VendorQueryRq><FullName>Acme</FullName></VendorQueryRq>'), 'ListID'),
  ).toBe(acme.id);
});

import { loadCompany } from '../../src/ledger/companies';
import { expectNothingOpen, expectQuiet, numbered, outcomes } from '../support/agreement';
import { commandsOf } from '../support/commands';
import { startWorld, type CompanyWorld, type World } from '../support/world';

describe('a cycle that would change a large part of a list', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const names = numbered('Vendor', 40);
  const stopOf = (company: CompanyWorld): Promise<string | undefined> =>
    world.database.inCompany(
      company.id,
      async (tx) =>
        (await loadCompany(tx, company.id)).stops.find(({ guard }) => guard === 'massChange')?.because,
    );
  const setPhones = async (company: CompanyWorld, count: number, phone: string): Promise<void> => {
    for (const name of names.slice(0, count)) {
      const row = (await company.billcomBooks()).Vendor?.find((each) => each.name === name);
      await company.billcomEdit('update', { entity: 'Vendor', obj: { id: row?.id, phone } });
    }
  };
  const phonesInQuickBooks = async (company: CompanyWorld): Promise<Record<string, number>> => {
    const count: Record<string, number> = {};
    for (const { Phone } of (await company.quickbooksBooks()).vendors ?? [])
      count[String(Phone)] = (count[String(Phone)] ?? 0) + 1;
    return count;
  };

  test('stops and asks; undone it goes on by itself, accepted it goes exactly so, also in two sessions', async () => {
    const company = await world.company({
      quickbooks: { vendors: names.map((Name) => ({ Name, Phone: '555-0000' })) },
      billcom: { vendors: names.map((name) => ({ name, phone: '555-9999' })) },
      settings: { writeSetSize: 10 },
    });
    // The first sync changes every vendor in Bill.com: its preview has shown that, and was accepted.
    const first = await company.firstSync();
    expect(first.state).toBe('ended');
    expect(await outcomes(company, first.number)).toEqual({ applied: 40 });

    await setPhones(company, 25, '555-1111');
    const cycle = await company.ask();
    const { errors } = await company.update();
    expect(errors.join()).toMatch(
      /This sync would change 25 of the 40 vendors in QuickBooks: more than 20 % of the list, so nothing was written\..*tieout accept/,
    );
    const stopped = await company.over(cycle);
    expect(stopped).toMatchObject({ state: 'waitingForAccept', message: await stopOf(company) });
    expect(await outcomes(company, cycle)).toEqual({ proposed: 25 });
    expect(await phonesInQuickBooks(company)).toEqual({ '555-0000': 40 });

    // Ten of them were a mistake.
    await setPhones(company, 10, '555-0000');
    expect((await company.sync()).state).toBe('ended');
    expect(await stopOf(company)).toBeUndefined();
    expect(await phonesInQuickBooks(company)).toEqual({ '555-0000': 25, '555-1111': 15 });

    // Meant, and accepted; the line drops in the middle of it.
    await setPhones(company, 38, '555-2222');
    expect((await company.sync()).state).toBe('waitingForAccept');
    const told = await commandsOf(world)('accept', company.id);
    expect(told).toMatchObject({ code: 0 });
    expect(told.stdout).toMatch(/The mass change is accepted\. Cycle \d+ \(a sync\) begins/);
    expect(await stopOf(company)).toBeUndefined();
    await company.fault('webconnector', { cut: 'afterProcess', afterRoundTrip: 2 });
    const accepted = await company.finish();
    expect(accepted).toMatchObject({ mode: 'sync', state: 'ended' });
    expect(await phonesInQuickBooks(company)).toEqual({ '555-0000': 2, '555-2222': 38 });
    expect(await stopOf(company)).toBeUndefined();
    await expectNothingOpen(world, company);
    await expectQuiet(company);

    // The same again is asked again.
    await setPhones(company, 38, '555-3333');
    expect((await company.sync()).state).toBe('waitingForAccept');
    expect(await phonesInQuickBooks(company)).toEqual({ '555-0000': 2, '555-2222': 38 });
  });

  test('of vendors that would all be made inactive stops too, says so, and goes on when it is accepted', async () => {
    const company = await world.company({
      quickbooks: { vendors: names.map((Name) => ({ Name })) },
      billcom: { vendors: names.map((name) => ({ name })) },
    });
    await company.firstSync();
    const isActiveInBillcom = async (): Promise<Record<string, number>> => {
      const count: Record<string, number> = {};
      for (const { isActive } of (await company.billcomBooks()).Vendor ?? [])
        count[String(isActive)] = (count[String(isActive)] ?? 0) + 1;
      return count;
    };
    const rows = (await company.quickbooksBooks()).vendors ?? [];
    await company.quickbooksEdit(
      rows
        .filter(({ Name }) => names.slice(0, 25).includes(String(Name)))
        .map(
          ({ ListID, EditSequence }) =>
            `<VendorModRq><VendorMod><ListID>${String(ListID)}</ListID><EditSequence>${String(EditSequence)}</EditSequence><IsActive>false</IsActive></VendorMod></VendorModRq>`,
        )
        .join(''),
    );
    const cycle = await company.ask();
    expect((await company.update()).errors.join()).toMatch(
      /This sync would change 25 of the 40 vendors in Bill\.com \(and make all of them inactive\): more than 20 % of the list, so nothing was written\./,
    );
    expect(await company.over(cycle)).toMatchObject({ state: 'waitingForAccept' });
    expect(await outcomes(company, cycle)).toEqual({ proposed: 25 });
    expect(await isActiveInBillcom()).toEqual({ '1': 40 });

    expect(await commandsOf(world)('accept', company.id)).toMatchObject({ code: 0 });
    expect(await company.finish()).toMatchObject({ mode: 'sync', state: 'ended' });
    expect(await isActiveInBillcom()).toEqual({ '1': 15, '2': 25 });
    expect(await stopOf(company)).toBeUndefined();
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });
});

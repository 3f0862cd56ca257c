import { loadCompany } from '../../src/ledger/companies';
import { stepsOf } from '../../src/ledger/steps';
import { expectNothingOpen, expectVendors } from '../support/agreement';
import { commandsOf } from '../support/commands';
import { eventually, startWorld, type CompanyWorld, type World } from '../support/world';

describe('nobody gets at a company who should not', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const stoppedBecause = (company: CompanyWorld): Promise<string | null> =>
    world.database.inCompany(
      company.id,
      async (tx) => (await loadCompany(tx, company.id)).stops[0]?.because ?? null,
    );

  test('a wrong password opens nothing, is limited after ten, and the right one works from then on', async () => {
    const company = await world.company({
      password: 'not the password',
      billcom: { vendors: [{ name: 'Acme' }] },
    });
    const cycle = await company.ask();
    const update = await company.update();
    expect(update).toMatchObject({ result: 'nvu', roundTrips: 0 });
    expect(await company.quickbooksLog()).toEqual([]);

    await company.restartWebConnector('a password');
    expect((await company.update()).result).toBe('done');
    expect((await company.over(cycle)).state).toBe('waitingForAccept');

    await company.restartWebConnector('guessing');
    for (let guess = 0; guess < 11; guess += 1) expect((await company.update()).result).toBe('nvu');
    // Now even the right one waits: a guesser learns nothing.
    await company.restartWebConnector('a password');
    await company.ask();
    expect((await company.update()).result).toBe('nvu');
    await world.database.asSystem((tx) => tx.query('delete from login_attempt'));
    expect((await company.update()).result).toBe('done');
  });

  test('another company’s file is neither read nor written, and the right one goes on by itself', async () => {
    const company = await world.company({ billcom: { vendors: [{ name: 'Acme' }] } });
    await company.firstSync();
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Best' } });
    await company.quickbooksPerson('set', { companyName: 'Somebody Else, Inc.' });
    const before = (await company.quickbooksLog()).length;
    const cycle = await company.ask();

    for (let poll = 0; poll < 2; poll += 1) {
      const { result, errors, roundTrips } = await company.update();
      expect({ result, roundTrips }).toEqual({ result: 'error', roundTrips: 0 });
      expect(errors.join()).toContain('The company open in QuickBooks is “Somebody Else, Inc.”');
      expect(await stoppedBecause(company)).toContain('Nothing was read or written.');
    }
    // The Web Connector itself asks who is there; Tieout asked for no record and wrote none.
    const asked = (await company.quickbooksLog())
      .slice(before)
      .flatMap((set) => set.requests.map(({ name }) => name));
    expect(asked.filter((name) => /Vendor|Account|Class/.test(name))).toEqual([]);

    await company.quickbooksPerson('set', { companyName: 'Company 2' });
    expect((await company.update()).result).toBe('done');
    expect((await company.over(cycle)).state).toBe('ended');
    expect(await stoppedBecause(company)).toBeNull();
    await expectVendors(company, ['Acme', 'Best']);
    await expectNothingOpen(world, company);
  });

  test('a file with another connection’s mark stops too, and Bill.com’s success does not lift that', async () => {
    const company = await world.company({ billcom: { vendors: [{ name: 'Acme' }] } });
    await company.firstSync();
    const [fileId] = await world.database.inCompany(company.id, async (tx) => {
      const { rows } = await tx.query<{ fileId: string }>(
        'select file_id as "fileId" from company where id = $1',
        [company.id],
      );
      return rows.map((row) => row.fileId);
    });
    await company.quickbooksPerson('set', { fileID: '{11111111-2222-3333-4444-555555555555}' });
    const cycle = await company.ask();
    expect((await company.update()).errors.join()).toContain('belongs to another Tieout connection');
    await eventually('Bill.com is read', () =>
      world.database.inCompany(company.id, async (tx) => {
        const steps = await stepsOf(tx, company.id, cycle);
        return steps.find((step) => step.book === 'billcom' && step.state === 'done');
      }),
    );
    expect(await stoppedBecause(company)).toContain('belongs to another Tieout connection');

    await company.quickbooksPerson('set', { fileID: `{${String(fileId).toUpperCase()}}` });
    expect((await company.update()).result).toBe('done');
    expect((await company.over(cycle)).state).toBe('ended');
    expect(await stoppedBecause(company)).toBeNull();
  });

  test('the Web Connector of a second computer is refused until it is accepted, and then the first one is', async () => {
    const company = await world.company({
      billcom: { vendors: [{ name: 'Acme' }] },
      webConnectorArgs: ['--machine', 'OFFICE-PC', '--takes-lock'],
    });
    await company.firstSync();
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Best' } });
    await company.restartWebConnector(undefined, ['--machine', 'LAPTOP']);
    const cycle = await company.ask();
    const refused = await company.update();
    expect(refused).toMatchObject({ result: 'error', roundTrips: 0 });
    expect(refused.errors.join()).toContain(
      '“LAPTOP” has called, but Tieout works with “Company 4” on “OFFICE-PC”',
    );
    expect(refused.errors.join()).toContain(String(await stoppedBecause(company)));

    const accepted = await commandsOf(world)('company', 'accept-computer', company.id);
    expect(accepted).toMatchObject({ code: 0 });
    expect(accepted.stdout).toContain(
      '“Company 4” works with the Web Connector on “LAPTOP” from now on. Remove Tieout from the one on “OFFICE-PC”.',
    );
    expect(await stoppedBecause(company)).toBeNull();
    expect((await company.update()).result).toBe('done');
    expect((await company.over(cycle)).state).toBe('ended');
    await expectVendors(company, ['Acme', 'Best']);

    await company.restartWebConnector(undefined, ['--machine', 'OFFICE-PC']);
    await company.ask();
    expect((await company.update()).errors.join()).toContain(
      'The Web Connector of the computer “OFFICE-PC” has called',
    );
  });

  test('the QuickBooks of another country stops the company, and the US one starts it again', async () => {
    const company = await world.company({ billcom: { vendors: [{ name: 'Acme' }] } });
    await company.firstSync();
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Best' } });
    await company.fault('quickbooks', { country: 'CA' });
    const cycle = await company.ask();
    expect((await company.update()).errors.join()).toContain('this is the CA edition');
    expect(await stoppedBecause(company)).toContain('this is the CA edition');
    await company.fault('quickbooks', { country: 'US' });
    expect((await company.update()).result).toBe('done');
    expect((await company.over(cycle)).state).toBe('ended');
    expect(await stoppedBecause(company)).toBeNull();
    await expectVendors(company, ['Acme', 'Best']);
  });

  test('a QuickBooks that is too old stops the company, and a newer one starts it again', async () => {
    const company = await world.company({ billcom: { vendors: [{ name: 'Acme' }] } });
    await company.firstSync();
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Best' } });
    await company.fault('quickbooks', { highestVersion: '12.0' });
    const before = (await company.quickbooksLog()).length;
    const cycle = await company.ask();
    const sentence = /Tieout needs QuickBooks Desktop 2014 or later \(qbXML 13\.0\).*Nothing was changed\./;
    for (let poll = 0; poll < 2; poll += 1) {
      const { result, errors } = await company.update();
      expect(result).toBe('error');
      expect(errors.join()).toMatch(sentence);
      expect(await stoppedBecause(company)).toMatch(sentence);
    }
    const asked = (await company.quickbooksLog())
      .slice(before)
      .flatMap((set) => set.requests.map(({ name }) => name));
    expect(asked.filter((name) => !/^(Host|Company|Preferences)QueryRq$/.test(name))).toEqual([]);

    await company.fault('quickbooks', { highestVersion: '13.0' });
    expect((await company.update()).result).toBe('done');
    expect((await company.over(cycle)).state).toBe('ended');
    expect(await stoppedBecause(company)).toBeNull();
    await expectVendors(company, ['Acme', 'Best']);
    await expectNothingOpen(world, company);
  });

  test('a company that was renamed in QuickBooks stops, and syncs again when its new name is confirmed', async () => {
    const company = await world.company({ billcom: { vendors: [{ name: 'Acme' }] } });
    await company.firstSync();
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Best' } });
    const [before, after] = ['Company 7', 'Company 7 of Texas, Inc.'];
    await company.quickbooksPerson('set', { companyName: after });
    const cycle = await company.ask();
    expect((await company.update()).errors.join()).toContain(`The company open in QuickBooks is “${after}”`);
    expect(await stoppedBecause(company)).toContain('Nothing was read or written.');

    // A name that QuickBooks has not said is not taken from a script without being told so.
    const renamed = (name: string) => commandsOf(world)('company', 'renamed', company.id, name);
    expect(await renamed('Company Seven')).toMatchObject({ code: 2 });
    expect((await company.update()).result).toBe('error');

    const confirmed = await renamed(after);
    expect(confirmed).toMatchObject({ code: 0 });
    expect(confirmed.stdout).toContain(
      `“${before}” is “${after}” in QuickBooks from now on (was “${before}”).`,
    );
    expect(await stoppedBecause(company)).toBeNull();
    expect((await company.update()).result).toBe('done');
    expect((await company.over(cycle)).state).toBe('ended');
    await expectVendors(company, ['Acme', 'Best']);
    await expectNothingOpen(world, company);

    // The old name is another company's from now on.
    await company.quickbooksPerson('set', { companyName: before });
    await company.ask();
    expect((await company.update()).errors.join()).toContain(`The company open in QuickBooks is “${before}”`);
  });
});

import { closedLists } from '../../src/ledger/closedLists';
import { loadCompany } from '../../src/ledger/companies';
import { expectNothingOpen, expectQuiet, expectVendors, namesOf, outcomes } from '../support/agreement';
import { commandsOf } from '../support/commands';
import { eventually, startWorld, type CompanyWorld, type World } from '../support/world';

describe('Bill.com takes away what it gave', () => {
  let world: World;
  beforeAll(async () => {
    // Nobody waits five minutes for a test's cure to be seen.
    world = await startWorld({ env: { BILLCOM_STOPPED_SECONDS: '1' } });
  });
  afterAll(() => world.stop());

  const stopOf = (company: CompanyWorld, guard: string): Promise<string | undefined> =>
    world.database.inCompany(
      company.id,
      async (tx) => (await loadCompany(tx, company.id)).stops.find((stop) => stop.guard === guard)?.because,
    );
  const closed = (company: CompanyWorld) =>
    world.database.inCompany(company.id, async (tx) =>
      (await closedLists(tx, company.id)).map(({ book, entity, because }) => ({ book, entity, because })),
    );
  const switchTo = (company: CompanyWorld, switches: object) => company.fault('billcom', switches);
  const addVendor = (company: CompanyWorld, name: string) =>
    company.quickbooksEdit(`<VendorAddRq><VendorAdd><Name>${name}</Name></VendorAdd></VendorAddRq>`);
  const addAccount = (company: CompanyWorld, name: string) =>
    company.quickbooksEdit(
      `<AccountAddRq><AccountAdd><Name>${name}</Name><AccountType>Expense</AccountType></AccountAdd></AccountAddRq>`,
    );
  const heldAs = async (company: CompanyWorld, cause: string): Promise<string[]> =>
    (await company.holds())
      .filter((hold) => hold.cause === cause)
      .map((hold) => hold.recordName)
      .sort();
  /** A cycle that waits for Bill.com while its session is open; `cure` lets it go on. */
  const waits = async (
    company: CompanyWorld,
    because: RegExp,
    cure: () => Promise<unknown>,
  ): Promise<void> => {
    const cycle = await company.ask();
    const update = company.update();
    const sentence = await eventually('it is stopped', () => stopOf(company, 'billcom'));
    expect(sentence).toMatch(because);
    expect(await company.operations(cycle)).toEqual([]);
    await cure();
    await update;
    expect(await company.finish()).toMatchObject({ number: cycle, state: 'ended' });
    expect(await stopOf(company, 'billcom')).toBeUndefined();
  };
  /** A cycle that ends because somebody else answers, in words that the Web Connector shows; and again until the cure. */
  const ends = async (
    company: CompanyWorld,
    because: RegExp,
    cure: () => Promise<unknown>,
  ): Promise<void> => {
    const cycle = await company.ask();
    for (let poll = 0; poll < 2; poll += 1) {
      expect((await company.update()).errors.join()).toMatch(because);
      expect(await stopOf(company, 'organization')).toMatch(because);
    }
    expect(await company.over(cycle)).toMatchObject({
      state: 'interrupted',
      message: expect.stringMatching(because),
    });
    expect(await company.operations(cycle)).toEqual([]);
    await cure();
    expect((await company.sync()).state).toBe('ended');
    expect(await stopOf(company, 'organization')).toBeUndefined();
  };
  /** As a person does it: the same credentials once more, which are tested before they are stored. */
  const confirm = async (company: CompanyWorld): Promise<void> => {
    const command = commandsOf(world);
    const wrong = await command('company', 'billcom', company.id, '--password', 'not the password');
    expect(wrong.code).not.toBe(0);
    expect(await stopOf(company, 'organization')).toBeDefined();
    const right = await command('company', 'billcom', company.id, '--password', 'secret');
    expect(right).toMatchObject({ code: 0 });
    expect(right.stdout).toContain('Bill.com accepts the new credentials');
  };
  const user = { userName: 'sync@example.com' };

  test('a list that may not be written is held, all else goes on, and it goes when it may', async () => {
    const company = await world.company({ quickbooks: { vendors: [{ Name: 'Acme' }] } });
    await company.firstSync();
    await switchTo(company, {
      withdraw: { entity: 'Vendor', acts: ['Create', 'Update', 'Delete', 'Undelete'] },
    });
    for (const name of ['Best', 'Cole', 'Dale']) await addVendor(company, name);
    await addAccount(company, 'Fuel');
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'From Bill.com' } });
    expect((await company.sync()).state).toBe('ended');
    expect(namesOf((await company.billcomBooks()).ChartOfAccount)).toEqual(['Fuel']);
    expect(await heldAs(company, 'notAllowed')).toEqual(['Best', 'Cole', 'Dale']);
    const [hold] = await company.holds();
    expect(hold?.sentence).toContain('Bill.com does not let Tieout write its vendors.');
    expect(hold?.cure).toContain('An Administrator gives Tieout’s user or sync token the right');
    expect(namesOf((await company.quickbooksBooks()).vendors)).toContain('From Bill.com');
    expect(await stopOf(company, 'billcom')).toBeUndefined();

    // One of them tries in each cycle.
    const again = await company.sync();
    expect(await outcomes(company, again.number)).toEqual({ withdrawn: 1 });
    expect(await heldAs(company, 'notAllowed')).toEqual(['Best', 'Cole', 'Dale']);

    await switchTo(company, { withdraw: { entity: 'Vendor', acts: [] } });
    const first = await company.sync();
    expect(await outcomes(company, first.number)).toEqual({ applied: 1 });
    await company.sync();
    await expectVendors(company, ['Acme', 'Best', 'Cole', 'Dale', 'From Bill.com']);
    expect(await company.holds()).toEqual([]);
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  });

  test('a user that lost its role reads on; a user that was switched off is waited for', async () => {
    const company = await world.company({ quickbooks: { vendors: [{ Name: 'Acme' }] } });
    await company.firstSync();
    await switchTo(company, { user: { ...user, role: 'Auditor' } });
    await addVendor(company, 'Best');
    await addAccount(company, 'Fuel');
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'From Bill.com' } });
    expect((await company.sync()).state).toBe('ended');
    expect(await heldAs(company, 'notAllowed')).toEqual(['Best', 'Fuel']);
    expect(namesOf((await company.quickbooksBooks()).vendors)).toContain('From Bill.com');
    await switchTo(company, { user: { ...user, role: 'Administrator' } });
    await company.sync();
    await expectVendors(company, ['Acme', 'Best', 'From Bill.com']);
    expect(namesOf((await company.billcomBooks()).ChartOfAccount)).toEqual(['Fuel']);
    expect(await company.holds()).toEqual([]);

    await switchTo(company, { user: { ...user, isActive: false } });
    await addVendor(company, 'Cole');
    await waits(company, /The Bill\.com user is not active\./, () =>
      switchTo(company, { user: { ...user, isActive: true } }),
    );
    await expectVendors(company, ['Acme', 'Best', 'Cole', 'From Bill.com']);
    await expectQuiet(company);
  });

  test('a list that may not be read is left alone in both books until it may', async () => {
    const company = await world.company({
      quickbooks: { vendors: [{ Name: 'Acme' }], customers: [{ Name: 'Smith' }] },
    });
    await company.firstSync();
    await switchTo(company, { withdraw: { entity: 'Customer' } });
    await company.quickbooksEdit(
      '<CustomerAddRq><CustomerAdd><Name>Jones</Name></CustomerAdd></CustomerAddRq>',
    );
    await addVendor(company, 'Best');
    expect((await company.sync()).state).toBe('ended');
    await expectVendors(company, ['Acme', 'Best']);
    expect(namesOf((await company.billcomBooks()).Customer)).toEqual(['Smith']);
    expect(await closed(company)).toEqual([
      {
        book: 'billcom',
        entity: 'customer',
        because: expect.stringContaining('Bill.com does not let Tieout read its customers: '),
      },
    ]);
    await switchTo(company, { withdraw: { entity: 'Customer', acts: [] } });
    expect((await company.sync()).state).toBe('ended');
    expect(await closed(company)).toEqual([]);
    expect(namesOf((await company.billcomBooks()).Customer)).toEqual(['Jones', 'Smith']);
    await expectQuiet(company);
  });

  test('another user answers: nothing is written until the credentials are confirmed', async () => {
    const company = await world.company({ quickbooks: { vendors: [{ Name: 'Acme' }] } });
    await company.firstSync();
    await switchTo(company, { renewUsers: true });
    await addVendor(company, 'Best');
    const sentence = /Bill\.com signed us in as another user than before\..*entering the credentials again/;
    await ends(company, sentence, () => confirm(company));
    await expectVendors(company, ['Acme', 'Best']);
  });

  test('another organization answers, or the plan has no API any more: it goes on by itself when that is put right', async () => {
    const company = await world.company({ quickbooks: { vendors: [{ Name: 'Acme' }] } });
    await company.firstSync();
    const sign = (switches: object) => () => switchTo(company, switches);
    await addVendor(company, 'Best');
    await switchTo(company, { loginLeadsTo: '00899999999999999999' });
    await ends(
      company,
      /Bill\.com signed us in to another organization than the one asked for\./,
      sign({ loginLeadsTo: null }),
    );
    await expectVendors(company, ['Acme', 'Best']);

    await addVendor(company, 'Cole');
    await switchTo(company, { planWithoutApi: true });
    await waits(
      company,
      /This organization has no access to the Bill\.com API\./,
      sign({ planWithoutApi: false }),
    );
    await expectVendors(company, ['Acme', 'Best', 'Cole']);
    await expectNothingOpen(world, company);
  });
});

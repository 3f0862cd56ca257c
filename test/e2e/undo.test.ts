import { expectNothingOpen, expectQuiet } from '../support/agreement';
import type { Ran } from '../integration/cli/commandLine';
import { commandsOf } from '../support/commands';
import { startWorld, type CompanyWorld, type Row, type World } from '../support/world';

/** Writes that are taken back on the command line, kept apart and released, through the real processes. */
describe('undo', () => {
  let world: World;
  let company: CompanyWorld;
  let vendor: Row;
  let bill: Row;

  const tieout = (...args: readonly string[]): Promise<Ran> => {
    const [command, ...rest] = args;
    return commandsOf(world)(String(command), company.id, ...rest);
  };
  const takenBack = async (...args: readonly string[]): Promise<[string, boolean, string][]> => {
    const { stdout } = await tieout('undo', ...args, '--json');
    const { writes } = JSON.parse(stdout) as {
      writes: { record: string; takenBack: boolean; way?: string; because?: string }[];
    };
    return writes.map((each) => [each.record, each.takenBack, each.way ?? each.because ?? '']);
  };
  const vendors = async (): Promise<string[]> =>
    ((await company.quickbooksBooks()).vendors ?? [])
      .filter(({ IsActive }) => IsActive !== 'false')
      .map(({ Name, Phone }) => [Name, Phone].filter(Boolean).join(' '))
      .sort();
  const amounts = async (): Promise<unknown[]> =>
    ((await company.quickbooksBooks()).bills ?? []).map(({ RefNumber, AmountDue }) => [RefNumber, AmountDue]);
  const apart = async (): Promise<string[]> =>
    (await company.holds())
      // The bill that a test enters in QuickBooks stays there, by the rules of what syncs which way.
      .filter(({ cause }) => cause !== 'ownerRule')
      .map(({ entity, cause, recordName }) => `${entity} ${recordName}: ${cause}`)
      .sort();
  const release = async (name: string): Promise<void> => {
    const hold = (await company.holds()).find(
      ({ cause, recordName }) => cause === 'keptApart' && recordName === name,
    );
    expect(hold?.sentence).toMatch(/(was|were) taken back/);
    expect((await tieout('resolve', String(hold?.id), '--release')).code).toBe(0);
    await company.finish();
  };
  const settled = async (): Promise<void> => {
    await expectNothingOpen(world, company);
    await expectQuiet(company);
  };

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({
      quickbooks: {
        accounts: [
          { Name: 'Accounts Payable', AccountType: 'AccountsPayable' },
          { Name: 'Materials', AccountType: 'CostOfGoodsSold' },
          { Name: 'Checking', AccountType: 'Bank', Balance: '100.00' },
        ],
        vendors: [{ Name: 'Best Tools', Phone: '555-0101' }],
      },
    });
    expect((await company.firstSync()).state).toBe('ended');
    vendor = await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Wrong Company' } });
    const [account] = ((await company.billcomBooks()).ChartOfAccount ?? []).filter(
      ({ name }) => name === 'Materials',
    );
    bill = await company.billcomEdit('create', {
      entity: 'Bill',
      obj: {
        vendorId: vendor.id,
        invoiceNumber: 'W-1',
        invoiceDate: '2026-11-02',
        glPostingDate: '2026-11-02',
        dueDate: '2026-12-02',
        billLineItems: [{ amount: 80, chartOfAccountId: account?.id }],
      },
    });
    expect((await company.sync()).state).toBe('ended');
    expect(await amounts()).toEqual([['W-1', '80.00']]);
  });
  afterAll(() => world.stop());

  test('a vendor is not taken back before its bill, and with it where that is asked for', async () => {
    expect(await takenBack('Wrong Company', '--preview')).toEqual([
      ['vendor “Wrong Company”', false, 'the bill “W-1” in QuickBooks depends on it'],
    ]);
    expect(await takenBack('Wrong Company', '--with-dependants', '--preview')).toEqual([
      [expect.stringContaining('bill “W-1'), true, 'void'],
      ['vendor “Wrong Company”', true, 'deactivate'],
    ]);
    expect(await amounts()).toEqual([['W-1', '80.00']]);
    expect((await tieout('undo', 'Wrong Company', '--yes')).code).toBe(2);
  });

  test('both are taken back, though QuickBooks’ answer is lost, and stay apart', async () => {
    await company.fault('quickbooks', { dropAnswer: 'afterCommit', loseStoredAnswers: true });
    await takenBack('Wrong Company', '--with-dependants', '--yes', '--because', 'entered for another client');
    await company.update();
    await company.fault('quickbooks', { reset: true });
    await company.finish();
    expect(await amounts()).toEqual([['W-1', '0.00']]);
    expect(await vendors()).toEqual(['Best Tools 555-0101']);
    expect(await apart()).toEqual([
      expect.stringMatching(/^bill W-1.*: keptApart$/),
      'vendor Wrong Company: keptApart',
    ]);
    await settled();
  });

  test('edits in the book that is left change nothing', async () => {
    await company.billcomEdit('update', {
      entity: 'Vendor',
      obj: { id: vendor.id, name: 'Wrong Company', phone: '555-0177' },
    });
    await company.billcomEdit('update', { entity: 'Bill', obj: { id: bill.id, description: 'Edited' } });
    expect((await company.sync()).state).toBe('ended');
    expect(await amounts()).toEqual([['W-1', '0.00']]);
    expect(await vendors()).toEqual(['Best Tools 555-0101']);
    expect(await apart()).toHaveLength(2);
    await settled();
  });

  test('released, each is in both books once again', async () => {
    for (const hold of await company.holds())
      expect((await tieout('resolve', hold.id, '--release')).code).toBe(0);
    await company.finish();
    await company.sync();
    expect(await apart()).toEqual([]);
    expect(await vendors()).toEqual(['Best Tools 555-0101', 'Wrong Company 555-0177']);
    expect((await amounts()).sort()).toEqual([
      ['W-1', '0.00'],
      ['W-1', '80.00'],
    ]);
    await settled();
  });

  test('a change is taken back, and only its field stays apart', async () => {
    const [best] = ((await company.billcomBooks()).Vendor ?? []).filter(({ name }) => name === 'Best Tools');
    const change = (obj: Row): Promise<Row> =>
      company.billcomEdit('update', { entity: 'Vendor', obj: { id: best?.id, name: 'Best Tools', ...obj } });
    await change({ phone: '555-0999' });
    const { number } = await company.sync();
    expect(await vendors()).toContain('Best Tools 555-0999');
    expect(await takenBack('--cycle', String(number), '--yes', '--because', 'a wrong number')).toEqual([
      ['vendor “Best Tools”', true, 'restore'],
    ]);
    await company.finish();
    expect(await vendors()).toContain('Best Tools 555-0101');
    await change({ phone: '555-0888' });
    await company.sync();
    expect(await vendors()).toContain('Best Tools 555-0101');
    const [hold] = await company.holds();
    expect(hold?.cause).toBe('keptApart');
    await tieout('resolve', String(hold?.id), '--release');
    await company.finish();
    expect(await vendors()).toContain('Best Tools 555-0888');
    expect(await apart()).toEqual([]);
    await settled();
  });

  test('what was changed, or has got a bill, since it was decided is asked once more', async () => {
    for (const name of ['Changed Since', 'Billed Since'])
      await company.billcomEdit('create', { entity: 'Vendor', obj: { name } });
    await company.sync();
    const because = ['--yes', '--because', 'another client’s'];
    await takenBack('Changed Since', ...because);
    await takenBack('Billed Since', ...because);
    const row = ((await company.quickbooksBooks()).vendors ?? []).find(
      ({ Name }) => Name === 'Changed Since',
    );
    await company.quickbooksEdit(
      `<VendorModRq><VendorMod><ListID>${String(row?.ListID)}</ListID><EditSequence>${String(row?.EditSequence)}</EditSequence><Phone>555-0123</Phone></VendorMod></VendorModRq>`,
    );
    await company.quickbooksEdit(
      '<BillAddRq><BillAdd><VendorRef><FullName>Billed Since</FullName></VendorRef><RefNumber>B-9</RefNumber>' +
        '<ExpenseLineAdd><AccountRef><FullName>Materials</FullName></AccountRef><Amount>5.00</Amount></ExpenseLineAdd></BillAdd></BillAddRq>',
    );
    await company.finish();
    await company.sync();
    const held = (await company.holds()).filter(({ cause }) => cause === 'notTakenBack');
    expect(held.map(({ recordName, sentence }) => `${recordName}: ${sentence}`).sort()).toEqual([
      expect.stringMatching(/^Billed Since: .*the bill “B-9.*” in QuickBooks depends on it/),
      expect.stringMatching(/^Changed Since: .*its phone has been changed in QuickBooks since/),
    ]);
    expect(await vendors()).toEqual(expect.arrayContaining(['Billed Since', 'Changed Since 555-0123']));
    for (const { id, recordName } of held) {
      const how = recordName === 'Changed Since' ? '--take-back' : '--release';
      expect((await tieout('resolve', id, how)).code).toBe(0);
    }
    await company.finish();
    expect((await vendors()).filter((name) => name.includes('Since'))).toEqual(['Billed Since']);
    expect(await apart()).toEqual(['vendor Changed Since: keptApart']);
    await settled();
    await release('Changed Since');
    expect(await vendors()).toEqual(expect.arrayContaining(['Changed Since']));
    await settled();
  });

  test('what QuickBooks does not delete, for something that Tieout does not read, is made inactive', async () => {
    await company.billcomEdit('create', { entity: 'Vendor', obj: { name: 'Paid By Check' } });
    await company.sync();
    await company.quickbooksEdit(
      '<CheckAddRq><CheckAdd><AccountRef><FullName>Checking</FullName></AccountRef><PayeeEntityRef><FullName>Paid By Check</FullName></PayeeEntityRef>' +
        '<ExpenseLineAdd><AccountRef><FullName>Materials</FullName></AccountRef><Amount>5.00</Amount></ExpenseLineAdd></CheckAdd></CheckAddRq>',
    );
    expect(await takenBack('Paid By Check', '--yes', '--because', 'another client’s')).toEqual([
      ['vendor “Paid By Check”', true, 'delete'],
    ]);
    await company.finish();
    expect(await vendors()).not.toContain('Paid By Check');
    const all = ((await company.quickbooksBooks()).vendors ?? []).map(({ Name }) => Name);
    expect(all).toContain('Paid By Check');
    expect(await apart()).toEqual(['vendor Paid By Check: keptApart']);
    await settled();
    await release('Paid By Check');
    expect(await vendors()).toContain('Paid By Check');
    await settled();
  });

  test('what Tieout made in Bill.com is made inactive there, and active again when it is released', async () => {
    await company.quickbooksPerson('new', { entity: 'Vendor', fields: { Name: 'Only Here' } });
    await company.sync();
    const state = async (): Promise<unknown[]> =>
      ((await company.billcomBooks()).Vendor ?? [])
        .filter(({ name }) => name === 'Only Here')
        .map(({ isActive }) => isActive);
    expect(await state()).toEqual(['1']);
    await takenBack('Only Here', '--yes', '--because', 'a private vendor');
    await company.finish();
    expect(await state()).toEqual(['2']);
    expect(await apart()).toEqual(['vendor Only Here: keptApart']);
    await settled();
    expect(await vendors()).toContain('Only Here');
    await release('Only Here');
    expect(await state()).toEqual(['1']);
    expect(await apart()).toEqual([]);
    await settled();
  });
});

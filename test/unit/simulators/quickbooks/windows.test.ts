import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulatedQuickBooks, type Started } from '../../../../simulators/quickbooks/server/start';

let directory: string;
let started: Started;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'simulated-quickbooks-'));
  started = await startSimulatedQuickBooks({
    directory,
    port: 0,
    seed: {
      accounts: [
        { Name: 'Sales', AccountType: 'Income' },
        { Name: 'Costs', AccountType: 'Expense' },
      ],
      terms: [{ Name: 'Net 30', StdDueDays: 30 }],
      vendors: [{ Name: 'Acme' }],
      items: [
        { ItemType: 'Service', Name: 'Labor', SalesOrPurchase: { AccountRef: { FullName: 'Sales' } } },
        { ItemType: 'Service', Name: 'Work', SalesOrPurchase: { AccountRef: { FullName: 'Sales' } } },
        { ItemType: 'Group', Name: 'Kit', ItemGroupLine: [{ ItemRef: { FullName: 'Work' }, Quantity: 2 }] },
      ],
      customers: [
        { Name: 'Jones', ItemSalesTaxRef: {}, Phone: '1' },
        { Name: 'Kitchen', ParentFullName: 'Jones' },
        { Name: 'Jones Inc', Balance: '7.00' },
      ],
    },
    msPerRequest: 0,
    msPerRecord: 0,
    zone: 'America/Los_Angeles',
    clockSkewMs: 0,
    printedOffset: 'standard',
    highestVersion: '16.0',
    companyFile: 'C:\\Books\\test.qbw',
    iteratorIdleMs: 10_000,
    killProcess: () => {
      throw new Error('killed');
    },
  });
});
afterEach(async () => {
  await started.close();
  rmSync(directory, { recursive: true, force: true });
});

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(`${started.url}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
}
const person = (action: string, body: unknown) => call('POST', `/person/${action}`, body);
const books = async () => (await call('GET', '/books')).json;
const customer = async (name: string) =>
  (await books()).customers.find((each: any) => each.FullName === name);

describe('a person at the PC', () => {
  test('enters a record with its fields in any order', async () => {
    const { status, json } = await person('new', {
      entity: 'Customer',
      fields: {
        JobStatus: 'Pending',
        ParentFullName: 'Jones',
        Name: 'Bath',
        TermsRef: { FullName: 'Net 30' },
      },
    });
    expect([status, json.FullName, json.TermsRef.FullName]).toEqual([200, 'Jones:Bath', 'Net 30']);
    expect((await customer('Jones:Bath')).JobStatus).toBe('Pending');
  });

  test('edits by name or ListID, whatever the EditSequence is, and it changes', async () => {
    const before = await customer('Jones');
    const { json } = await person('edit', { entity: 'Customer', record: 'Jones', fields: { Phone: '' } });
    expect(json.Phone).toBeUndefined();
    expect(json.EditSequence).not.toBe(before.EditSequence);
    const again = await person('edit', { entity: 'Customer', record: before.ListID, fields: { Name: 'J' } });
    expect(again.json.FullName).toBe('J');
  });

  test('moves, deactivates and deletes', async () => {
    const moved = await person('edit', {
      entity: 'Customer',
      record: 'Jones:Kitchen',
      fields: { ParentFullName: 'Jones Inc' },
    });
    expect(moved.json.FullName).toBe('Jones Inc:Kitchen');
    await person('edit', { entity: 'Customer', record: 'Jones Inc', fields: { IsActive: false } });
    expect((await customer('Jones Inc:Kitchen')).IsActive).toBe('false');
    expect((await person('delete', { entity: 'Customer', record: 'Jones Inc' })).status).toBe(409);
    expect((await person('delete', { entity: 'Customer', record: 'Jones Inc:Kitchen' })).status).toBe(200);
    expect((await books()).deleted).toMatchObject([
      { ListDelType: 'Customer', FullName: 'Jones Inc:Kitchen' },
    ]);
  });

  test('can do what no message can: change terms, give an item a second side, hire', async () => {
    const terms = await person('edit', { entity: 'Terms', record: 'Net 30', fields: { StdDueDays: 31 } });
    expect(terms.json.StdDueDays).toBe('31');
    const sides = { IncomeAccountRef: { FullName: 'Sales' }, ExpenseAccountRef: { FullName: 'Costs' } };
    const item = await person('edit', {
      entity: 'Item',
      record: 'Labor',
      fields: { SalesAndPurchase: sides },
    });
    expect(item.json.SalesAndPurchase.ExpenseAccountRef.FullName).toBe('Costs');
    expect(item.json.SalesOrPurchase).toBeUndefined();
    const ann = await person('new', { entity: 'Employee', fields: { FirstName: 'Ann', LastName: 'Reed' } });
    expect(ann.json.Name).toBe('Ann Reed');
    const wed = await person('edit', { entity: 'Employee', record: 'Ann Reed', fields: { LastName: 'Poe' } });
    expect(wed.json.Name).toBe('Ann Poe');
  });

  test('is held to the same rules as every message', async () => {
    const refusal = async (action: string, body: unknown) => {
      const { status, json } = await person(action, body);
      return [status, String(json.error).slice(0, 4)];
    };
    expect(await refusal('new', { entity: 'Vendor', fields: { Name: 'JONES' } })).toEqual([409, '3100']);
    expect(await refusal('edit', { entity: 'Item', record: 'Nothing', fields: {} })).toEqual([409, '3120']);
    expect(await refusal('delete', { entity: 'Item', record: 'Work' })).toEqual([409, '3160']);
    expect(await refusal('new', { entity: 'Lead', fields: {} })).toEqual([409, '1030']);
    expect((await person('new', { entity: 'Vendor', fields: { Name: 'A', Colour: 'red' } })).status).toBe(
      400,
    );
    expect(
      (await person('edit', { entity: 'Vendor', record: 'Acme', fields: { Balance: '1' } })).status,
    ).toBe(400);
  });

  test('sets the card of the company, its preferences and the edition of the program', async () => {
    await person('set', {
      company: { Phone: '555', Address: { Addr1: '2 Elm', City: 'Reno' } },
      preferences: { AccountingPreferences: { ClosingDate: '2026-06-30' } },
    });
    const { company, preferences } = await books();
    expect([company.Phone, company.Address.City, preferences.AccountingPreferences.ClosingDate]).toEqual([
      '555',
      'Reno',
      '2026-06-30',
    ]);
    expect((await person('set', { company: { Fone: '1' } })).status).toBe(400);
    await call('POST', '/faults', { country: 'CA' });
    const { json } = await call('POST', '/session/begin', { applicationName: 'test' });
    const set =
      '<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="continueOnError"><HostQueryRq requestID="1"/></QBXMLMsgsRq></QBXML>';
    const answer = await fetch(`${started.url}/session/${String(json.ticket)}/process`, {
      method: 'POST',
      body: set,
    });
    expect(JSON.stringify(await answer.json())).toContain('<Country>CA</Country>');
  });
});

describe('a merge', () => {
  test('of items moves what refers to the one that goes, however deep', async () => {
    const before = (await books()).items.find((each: any) => each.Name === 'Kit');
    expect((await person('merge', { entity: 'Item', from: 'Work', into: 'Labor' })).status).toBe(200);
    const { items, deleted } = await books();
    const kit = items.find((each: any) => each.Name === 'Kit');
    expect(kit.ItemGroupLine).toMatchObject([{ ItemRef: { FullName: 'Labor' }, Quantity: '2' }]);
    expect(kit.EditSequence).not.toBe(before.EditSequence);
    expect(deleted).toMatchObject([{ ListDelType: 'ItemService', FullName: 'Work' }]);
    expect(items.map((each: any) => each.Name)).toEqual(['Labor', 'Kit']);
  });

  test('of customers takes the jobs and the balance along; the survivor keeps its card', async () => {
    const before = await customer('Jones');
    const gone = await customer('Jones Inc');
    await person('merge', { entity: 'Customer', from: 'Jones Inc', into: 'Jones' });
    const after = await customer('Jones');
    expect([after.ListID, after.Balance, after.Phone]).toEqual([before.ListID, '7.00', '1']);
    expect(after.EditSequence).not.toBe(before.EditSequence);
    expect((await books()).deleted).toMatchObject([{ ListID: gone.ListID, FullName: 'Jones Inc' }]);
    expect(await customer('Jones Inc')).toBeUndefined();
  });

  test('moves jobs to a customer that has none, and is refused where both have some', async () => {
    const kitchen = await customer('Jones:Kitchen');
    await person('new', { entity: 'Customer', fields: { Name: 'Smith' } });
    await person('merge', { entity: 'Customer', from: 'Jones', into: 'Smith' });
    expect((await customer('Smith:Kitchen')).ListID).toBe(kitchen.ListID);
    await person('new', { entity: 'Customer', fields: { Name: 'Roof', ParentFullName: 'Jones Inc' } });
    const both = await person('merge', { entity: 'Customer', from: 'Smith', into: 'Jones Inc' });
    expect([both.status, both.json.error]).toEqual([409, expect.stringContaining('jobs')]);
  });

  test.each([
    ['of different kinds of items', { entity: 'Item', from: 'Labor', into: 'Kit' }, 409],
    ['with itself', { entity: 'Customer', from: 'Jones', into: 'Jones' }, 409],
    ['of entries on different levels', { entity: 'Customer', from: 'Jones:Kitchen', into: 'Jones Inc' }, 409],
    ['of terms, which QuickBooks does not offer', { entity: 'Terms', from: 'Net 30', into: 'Net 15' }, 400],
    ['with somebody who is not there', { entity: 'Vendor', from: 'Acme', into: 'Nobody' }, 409],
  ])('%s is refused and changes nothing', async (_what, body, status) => {
    const before = await books();
    expect((await person('merge', body)).status).toBe(status);
    expect(await books()).toEqual(before);
  });
});

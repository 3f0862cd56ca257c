import { fillCompany, openConsole, type ConsoleScene, type Visitor } from './scene';

/** Looking for records and at them, on a real Postgres. */
let scene: ConsoleScene;
let company: string;
let base: string;
let ann: Visitor;
const applied = '11111111-1111-4111-8111-111111111111';
const refused = '22222222-2222-4222-8222-222222222222';

const sent = `<QBXML><QBXMLMsgsRq onError="continueOnError"><VendorModRq requestID="${applied}"><VendorMod><ListID>Q1</ListID><Phone>555-0101</Phone></VendorMod></VendorModRq><VendorModRq requestID="other"><VendorMod><ListID>Q9</ListID></VendorMod></VendorModRq></QBXMLMsgsRq></QBXML>`;
const answered = `<QBXML><QBXMLMsgsRs><VendorModRs requestID="${applied}" statusCode="0"><VendorRet><Name>Acme Tile</Name></VendorRet></VendorModRs></QBXMLMsgsRs></QBXML>`;

beforeAll(async () => {
  scene = await openConsole();
  company = await scene.company('Hill Builders');
  base = `/companies/${company}`;
  await fillCompany(scene, company);
  await scene.rows(
    `update link set quickbooks_base = '{"name": "Acme Tile", "phone": "555-0100", "fax": "1"}',
       billcom_base = '{"name": "Acme Tile", "phone": "555-0199", "fax": "2"}' where company_id = $1`,
    [company],
  );
  await scene.rows(
    `insert into record (company_id, book, entity, id, fields, changed) values
       ($1, 'quickbooks', 'invoice', 'I1', '{"name": "INV-7", "date": "2020-01-05", "customer": "C1"}', false),
       ($1, 'quickbooks', 'customer', 'C1', '{"name": "Oak <b>&</b> Sons"}', false),
       ($1, 'quickbooks', 'receivedPayment', 'P1', '{"name": "CK-9", "customer": "C1", "applications": [{"invoice": "I1", "amount": "10.00"}]}', false),
       ($1, 'quickbooks', 'vendor', 'Q5', '{"name": "Acme Paving"}', false),
       ($1, 'quickbooks', 'employee', 'E1', '{"name": "Acme Clerk"}', false),
       ($1, 'quickbooks', 'paymentMethod', 'M1', '{"name": "Acme Card"}', false),
       ($1, 'quickbooks', 'bill', '1F-NONE', '{"name": null, "date": "2026-02-01"}', false)`,
    [company],
  );
  await scene.rows(
    `update company set settings = settings || '{"receivablesSince": "2026-01-01"}' where id = $1`,
    [company],
  );
  await scene.rows(
    `insert into exchange (company_id, key, cycle, step, kind, state, request, answer, sent_at)
     values ($1, 'c1:vendor:0', 1, 'vendor', 'write', 'settled', $2, $3, now())`,
    [company, scene.database.sealer.seal(sent), scene.database.sealer.seal(answered)],
  );
  await scene.rows(
    `insert into operation (id, company_id, cycle, entity, book, action, state, record_id, source_id, fields, source_base, before, exchange_key, status_code, message, sent_at)
     values ($2, $1, 1, 'vendor', 'quickbooks', 'update', 'applied', 'Q1', 'B1', '{"phone": "555-0101"}', '{}', '{"phone": "555-0000"}', 'c1:vendor:0', null, null, now()),
            ($3, $1, 1, 'bill', 'quickbooks', 'create', 'rejected', null, 'B2', '{"name": "A-100"}', '{}', null, null, '3140', 'There is an invalid reference.', now())`,
    [company, applied, refused],
  );
  ann = await scene.signedIn({ company });
}, 60_000);
afterAll(() => scene.end());

const page = async (path: string, by = ann): Promise<string> => {
  const response = await by.get(base + path);
  expect([path, response.statusCode]).toEqual([path, 200]);
  return response.payload;
};

describe('looking for a record', () => {
  test('finds a pair once, by a part of its name in either book, and says where it is', async () => {
    const found = await page('/records?q=acme');
    expect(found.match(/records\/vendor\/quickbooks\/Q1"/g)).toHaveLength(1);
    expect(found).toContain(`${base}/records/vendor/quickbooks/Q5`);
    expect(found).toContain('in both books');
    expect(found).toContain('QuickBooks only');
  });

  test('leads at once to the only one that is called so, whatever its capitals', async () => {
    for (const asked of ['inv-7', 'I1']) {
      const response = await ann.get(`${base}/records?q=${asked}`);
      expect([response.statusCode, response.headers.location]).toEqual([
        303,
        `${base}/records/invoice/quickbooks/I1`,
      ]);
    }
  });

  test('shows all, of one kind, or those in one book, a page at a time', async () => {
    expect(await page('/records')).toContain('CK-9');
    const vendors = await page('/records?entity=vendor&alone=yes');
    expect(vendors).toContain('Acme Paving');
    expect(vendors).not.toContain('Acme Tile');
    expect(await page('/records?q=nobody')).toContain('Neither book has a record called so');
    expect(await page('/records?entity=nonsense&page=abc')).toContain('CK-9');
  });

  test('never shows employees and payment methods, and a record without a number by its id', async () => {
    for (const path of ['/records', '/records?q=acme', '/records?alone=yes'])
      expect(await page(path)).not.toMatch(/Acme (Clerk|Card)/);
    expect(await page('/records?entity=bill')).toContain(`${base}/records/bill/quickbooks/1F-NONE`);
    expect(await page('/records?page=99')).toContain('There are no such records');
  });

  test('shows nothing that is outside of the plan', async () => {
    const bob = await scene.signedIn({ company, role: 'Accountant', plan: 'payables' });
    const all = await page('/records', bob);
    expect(all).toContain('A-100');
    expect(all).not.toContain('INV-7');
    expect((await bob.get(`${base}/records/invoice/quickbooks/I1`)).statusCode).toBe(403);
    expect(await page('/records?q=INV-7', bob)).toContain('Neither book has a record called so');
    const stranger = await scene.signedIn({ company: await scene.company('Other') });
    expect((await stranger.get(`${base}/records/vendor/quickbooks/Q1`)).statusCode).toBe(404);
  });
});

describe('a record', () => {
  test('stands beside its twin and what both last agreed on, with what is to be decided', async () => {
    const shown = await page('/records/vendor/billcom/B1');
    expect(shown).toContain('In both books; Tieout found that the two are the same in cycle 1');
    expect(shown).toContain('555-0101');
    expect(shown).toContain('555-0199');
    expect(shown).toContain('555-0100');
    expect(shown).toMatch(/changed/);
    expect(shown).toContain('QuickBooks counts');
    expect(shown).toContain(`holds/`);
    expect(shown).toContain('record=vendor%2Fquickbooks%2FQ1');
  });

  test('after a decision it is shown again, and says so', async () => {
    const [hold] = await scene.rows(
      `select id from hold where company_id = $1 and cause = 'conflict' order by field limit 1`,
      [company],
    );
    const response = await ann.post(
      `${base}/holds/${hold.id}/decision?record=${encodeURIComponent('vendor/quickbooks/Q1')}`,
      { choice: 'fields', 'fields.phone': 'quickbooks', 'fields.fax': 'billcom' },
    );
    expect(response.statusCode).toBe(303);
    const { location } = response.headers;
    expect(location).toMatch(new RegExp(`^${base}/records/vendor/quickbooks/Q1\\?did=decided`));
    const there = (await ann.get(String(location))).payload;
    expect(there).toContain('Decided.');
    expect(there).toContain('decided; acts in the next cycle');
  });

  test('leads nowhere else, whatever its address says', async () => {
    const [hold] = await scene.rows(`select id from hold where company_id = $1 and cause = 'refused'`, [
      company,
    ]);
    const response = await ann.post(
      `${base}/holds/${hold.id}/decision?record=${encodeURIComponent('//evil.example/quickbooks/x')}`,
      { choice: 'retry' },
    );
    expect(response.headers.location).toMatch(new RegExp(`^${base}/needs-you`));
  });

  test('that a rule keeps says which', async () => {
    const shown = await page('/records/invoice/quickbooks/I1');
    expect(shown).toContain('It is dated 2020-01-05');
    expect(shown).toContain('the sync start date');
    expect(shown).toContain(`${base}/records/customer/quickbooks/C1`);
    expect(shown).toContain('Oak &lt;b>&amp;&lt;/b> Sons');
    expect(shown).toContain(`${base}/records/receivedPayment/quickbooks/P1`);
  });

  test('whose list is switched off, or not given by its book, says so', async () => {
    await scene.rows(
      `insert into closed_list (company_id, book, entity, because, cure) values ($1, 'billcom', 'vendor', 'Bill.com does not let Tieout read its vendors', 'Ask an Administrator of Bill.com.')`,
      [company],
    );
    expect(await page('/records/vendor/quickbooks/Q5')).toContain(
      'Bill.com does not let Tieout read its vendors.',
    );
    await scene.rows(`delete from closed_list where company_id = $1`, [company]);
    const settings = (value: string) =>
      scene.rows(`update company set settings = settings || $2 where id = $1`, [
        company,
        { receivables: value },
      ]);
    await settings('off');
    expect(await page('/records/invoice/quickbooks/I1')).toContain('invoices are neither read nor written');
    await settings('on');
    await scene.rows(`update company set accepted_at = null where id = $1`, [company]);
    expect(await page('/records/vendor/quickbooks/Q5')).toContain(
      'Nothing is written before the first preview is accepted.',
    );
    await scene.rows(`update company set accepted_at = now() where id = $1`, [company]);
    expect(await page('/records/vendor/quickbooks/Q5')).toContain('Nothing keeps it.');
  });

  test('shows what was written, and each write what was sent and answered', async () => {
    expect(await page('/records/bill/billcom/B2')).toContain('refused: There is an invalid reference.');
    expect(await page('/records/vendor/quickbooks/Q1')).toContain(`${base}/writes/${applied}`);
    const write = await page(`/writes/${applied}`);
    expect(write).toContain('555-0000');
    expect(write).toContain('&lt;Phone>555-0101&lt;/Phone>');
    expect(write).toContain('&lt;Name>Acme Tile&lt;/Name>');
    expect(write).not.toContain('Q9');
    const other = await page(`/writes/${refused}`);
    expect(other).toContain('kept for 30 days');
  });

  test('shows what was sent to Bill.com and answered, call by call', async () => {
    const [row] = await scene.rows<{ id: string }>(
      `insert into operation (company_id, cycle, entity, book, action, state, record_id, source_id, fields, source_base, before, sent_at)
       values ($1, 1, 'vendor', 'billcom', 'update', 'applied', 'B1', 'Q1', '{"phone": "555-0202"}', '{}', '{"phone": "555-0101"}', now()) returning id`,
      [company],
    );
    const seal = (text: string) => scene.database.sealer.seal(text);
    await scene.rows(
      `insert into billcom_call (company_id, operation_id, call, request, answer)
       values ($1, $2, 'Bulk/Crud/Undelete/Vendor', $3, $4), ($1, $2, 'Bulk/Crud/Update/Vendor', $5, null)`,
      [company, row?.id, seal('{"id": "B1"}'), seal('{"isActive": "1"}'), seal('{"phone": "555-0202"}')],
    );
    const shown = await page(`/writes/${row?.id}`);
    expect(shown).toContain('Sent to Bill.com');
    expect(shown).toContain('Bill.com’s answer');
    expect(shown).toMatch(/Undelete\/Vendor[^]*Update\/Vendor[^]*555-0202/);
    await scene.rows('delete from operation where company_id = $1 and id = $2', [company, row?.id]);
  });

  test('shows its writes to bookkeepers and auditors only, and no company another’s', async () => {
    const clerk = await scene.signedIn({ company, role: 'Clerk' });
    expect(await page('/records/vendor/quickbooks/Q1', clerk)).not.toContain(`${base}/writes/`);
    expect((await clerk.get(`${base}/writes/${applied}`)).statusCode).toBe(403);
    const auditor = await scene.signedIn({ company, role: 'Auditor' });
    expect(await page(`/writes/${applied}`, auditor)).toContain('Acme Tile');
    const other = await scene.company('Next Door');
    const stranger = await scene.signedIn({ company: other });
    expect((await stranger.get(`/companies/${other}/writes/${applied}`)).statusCode).toBe(404);
    expect((await ann.get(`${base}/writes/nonsense`)).statusCode).toBe(404);
    expect((await ann.get(`${base}/records/vendor/quickbooks/none`)).statusCode).toBe(404);
  });
});

describe('by the API', () => {
  test('records are listed and shown as on the pages', async () => {
    const token = await scene.token({ company, role: 'Auditor' }, ['read']);
    const get = async (path: string): Promise<any> => {
      const response = await scene.app.inject({
        url: `/api/v1${base}${path}`,
        headers: { authorization: `Bearer ${token}` },
      });
      expect([path, response.statusCode]).toEqual([path, 200]);
      return response.json();
    };
    expect(await get('/records?q=INV-7')).toEqual({
      page: 1,
      total: 1,
      items: [
        {
          entity: 'invoice',
          book: 'quickbooks',
          id: 'I1',
          name: 'INV-7',
          twinId: null,
          deleted: false,
          active: true,
          held: false,
          because: [expect.objectContaining({ sentence: expect.stringContaining('It is dated 2020-01-05') })],
        },
      ],
    });
    const record = await get('/records/vendor/quickbooks/Q1');
    expect(record).toMatchObject({
      name: 'Acme Tile',
      quickbooks: { id: 'Q1' },
      billcom: { id: 'B1' },
      linkedInCycle: 1,
      writes: [expect.objectContaining({ id: applied, action: 'update', state: 'applied' })],
    });
    expect(record.fields.find(({ field }: { field: string }) => field === 'phone')).toMatchObject({
      state: 'changed',
      changedIn: ['quickbooks'],
      agreed: { quickbooks: ['555-0100'], billcom: ['555-0199'] },
    });
  });
});

test('nothing of it was taken for an error', () => {
  expect(scene.errors).toEqual([]);
});

describe('a record that may be the same as another one', () => {
  const card = 'vendor “Best Concrete” and “Best Concrete, Inc.”';
  beforeAll(() =>
    scene.rows(
      `insert into record (company_id, book, entity, id, fields, changed) values
         ($1, 'quickbooks', 'vendor', 'Q7', '{"name": "Best Concrete"}', false),
         ($1, 'billcom', 'vendor', 'B7', '{"name": "Best Concrete, Inc."}', false)`,
      [company],
    ),
  );

  test('is decided on its own page, of either book, by who may decide', async () => {
    for (const path of ['/records/vendor/quickbooks/Q7', '/records/vendor/billcom/B7']) {
      const shown = await page(path);
      expect(shown).toContain(`aria-label="${card}"`);
      expect(shown).toContain('The same: link them');
    }
    const auditor = await scene.signedIn({ company, role: 'Auditor' });
    expect(await page('/records/vendor/quickbooks/Q7', auditor)).not.toContain('The same: link them');
    const record = 'vendor/quickbooks/Q7';
    const { statusCode, headers } = await ann.post(
      `${base}/proposals/4/decision?record=${encodeURIComponent(record)}`,
      { choice: 'different' },
    );
    expect(statusCode).toBe(303);
    expect(headers.location).toMatch(new RegExp(`^${base}/records/${record}\\?did=decided`));
    expect(await page(`/records/${record}`)).not.toContain('The same: link them');
  });
});

import { fillCompany, openConsole, type ConsoleScene, type Visitor } from './scene';

/** The tie-out by vendor and record, on the page and in the API; on a real Postgres. */
describe('the tie-out', () => {
  let scene: ConsoleScene;
  let company: string;
  let ann: Visitor;

  beforeAll(async () => {
    scene = await openConsole();
    company = await scene.company('Hill Builders');
    await fillCompany(scene, company);
    await scene.rows(
      `insert into tie_out_party (company_id, cycle, ledger, position, name, quickbooks_id, billcom_id, quickbooks, billcom)
       values ($1, 1, 'ap', 3, 'Zeta Stone', 'Q8', null, 50.00, 50.00)`,
      [company],
    );
    const difference = (party: number, position: number, name: string, records: object, billcom: string) =>
      scene.rows(
        `insert into tie_out_difference (company_id, cycle, ledger, party, position, reason, word, name, date, records, quickbooks, billcom, sentence, cure)
         values ($1, 1, 'ap', $2, $3, 'held', 'bill', $4, '2026-11-20', $5, 0, $6, 'It is in Bill.com only.', 'See “tieout holds”.')`,
        [company, party, position, name, records, billcom],
      );
    const ref = { entity: 'bill', id: 'B2', name: 'A-100', date: '2026-11-20' };
    await difference(1, 1, 'A-100', { quickbooks: null, billcom: ref }, '12.00');
    // These two offset each other.
    await difference(3, 1, 'Z-1', { quickbooks: null, billcom: { ...ref, id: 'B8' } }, '7.00');
    await difference(
      3,
      2,
      'Opening balance',
      { quickbooks: { ...ref, entity: null }, billcom: null },
      '-7.00',
    );
    ann = await scene.signedIn({ company });
  }, 60_000);
  afterAll(() => scene.end());

  const page = async (query: string): Promise<string> => {
    const response = await ann.get(`/companies/${company}/tie-out${query}`);
    expect(response.statusCode).toBe(200);
    return response.payload;
  };
  const names = (text: string): string[] =>
    ['Acme Tile', 'Best Concrete', 'Zeta Stone']
      .filter((name) => text.includes(`${name}</a>`))
      .sort((one, two) => text.indexOf(`${one}</a>`) - text.indexOf(`${two}</a>`));

  test('vendors and the records that differ lead to their pages; what offsets each other stands with what differs', async () => {
    const seen = await page('');
    expect(names(seen)).toEqual(['Acme Tile', 'Zeta Stone', 'Best Concrete']);
    expect(seen).toContain('2 vendors differ');
    expect(seen).toContain(`/companies/${company}/records/vendor/quickbooks/Q1">Acme Tile`);
    expect(seen).toContain(`/companies/${company}/records/bill/billcom/B2">A-100`);
    // What is no record has no page.
    expect(seen).not.toContain('>Opening balance</a>');
  });

  test('is looked through by the name of a vendor, or of a record that differs', async () => {
    expect(names(await page('?q=CONC'))).toEqual(['Best Concrete']);
    expect(names(await page('?q=a-100'))).toEqual(['Acme Tile']);
    expect(await page('?q=nobody')).toContain('No vendor and no record that differs is called so.');
  });

  test('the API has the same, a page at a time, with decimals and keys', async () => {
    const document = (await ann.get(`/api/v1/companies/${company}/tie-out?q=zeta`)).json();
    expect(document).toMatchObject({ ledger: 'ap', differing: 2, total: 1, difference: '-12.00' });
    expect(document.parties).toEqual([
      expect.objectContaining({
        name: 'Zeta Stone',
        record: { entity: 'vendor', book: 'quickbooks', id: 'Q8' },
        difference: '0.00',
        differences: [
          expect.objectContaining({ record: { entity: 'bill', book: 'billcom', id: 'B8' }, billcom: '7.00' }),
          expect.objectContaining({ record: null, name: 'Opening balance' }),
        ],
      }),
    ]);
    const beyond = (await ann.get(`/api/v1/companies/${company}/tie-out?page=9`)).json();
    expect([beyond.total, beyond.parties]).toEqual([3, []]);
    const receivables = await scene.signedIn({ company, role: 'Accountant', plan: 'receivables' });
    expect((await receivables.get(`/api/v1/companies/${company}/tie-out?ledger=ap`)).statusCode).toBe(403);
  });
});

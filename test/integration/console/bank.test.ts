import { openConsole, type ConsoleScene, type Visitor } from './scene';

/** Bank accounts, the proof of the clearing accounts and what is to be recoded, on their pages and in the API. */
let scene: ConsoleScene;
let company: string;
let ann: Visitor;
beforeAll(async () => {
  scene = await openConsole();
  company = await scene.company('Hill Builders');
  ann = await scene.signedIn({ company });
  await scene.rows(
    `update company set settings = settings || '{"defaultBank": "80-1", "moneyOutClearing": "80-2", "catchAllExpense": "80-3"}' where id = $1`,
    [company],
  );
}, 60_000);
afterAll(() => scene.end());

const page = async (path: string, by = ann): Promise<string> => {
  const response = await by.get(`/companies/${company}${path}`);
  expect([path, response.statusCode]).toEqual([path, 200]);
  return response.payload;
};
const api = async (path: string, by = ann) => (await by.get(`/api/v1/companies/${company}${path}`)).json();

test('say so where there is nothing yet', async () => {
  expect(await page('/bank')).toContain('QuickBooks was not asked for a balance yet');
  expect(await page('/bank')).toContain('None is proven yet');
  expect(await page('/recode')).toContain('Nothing is to be recoded.');
  expect(await api('/bank')).toEqual({ bank: null, clearing: [] });
});

describe('once read and proven', () => {
  beforeAll(async () => {
    await scene.rows(
      `insert into record (company_id, book, entity, id, fields, facts, changed) values
         ($1, 'quickbooks', 'account', '80-1', '{"name": "Checking"}', '{"fullName": "Bank:Checking"}', false),
         ($1, 'quickbooks', 'account', '80-2', '{"name": "Money Out Clearing"}', '{}', false),
         ($1, 'quickbooks', 'account', '80-3', '{"name": "Ask my accountant"}', '{}', false),
         ($1, 'quickbooks', 'bill', '5-1', '{"name": "A-100", "date": "2026-11-02", "lines": [{"account": "80-3", "amount": "70.00"}, {"account": "80-9", "amount": "1.00"}]}', '{"vendor": "Acme <Tile>"}', false),
         ($1, 'billcom', 'bill', 'b1', '{"name": "A-100", "date": "2026-11-02", "lines": [{"account": null, "item": null, "amount": "70.00"}, {"account": "x", "amount": "1.00"}]}', '{}', false)`,
      [company],
    );
    await scene.rows(
      `insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle) values ($1, 'bill', '5-1', 'b1', 'create', 1)`,
      [company],
    );
    await scene.rows(
      `insert into bank_balance (company_id, quickbooks_id, balance, as_of) values ($1, '80-1', 12345.60, '2026-11-20'), ($1, '80-2', -70.00, '2026-11-20')`,
      [company],
    );
    await scene.rows(
      `insert into bank_balance_sent (company_id, cycle, quickbooks_id, balance, as_of, state) values ($1, 1, '80-1', 12000.00, '2026-11-19', 'applied')`,
      [company],
    );
    const proof = (clearing: string, name: string, account: string) =>
      scene.rows(
        `insert into clearing_proof (company_id, cycle, quickbooks_id, name, as_of, opening, opening_as_of, payments, transfers, expected, balance, clears, clearing)
         values ($1, 1, $2, $3, '2026-11-20', 0, '2026-01-01', -500, 430, -70, -70, false, $4)`,
        [company, account, name, clearing],
      );
    await proof('moneyOut', 'Money Out Clearing', '80-2');
    await proof('moneyIn', 'Money In Clearing', '80-4');
    await scene.rows(
      `insert into clearing_line (company_id, cycle, clearing, position, reason, word, name, date, records, amount, sentence, cure)
       values ($1, 1, 'moneyOut', 0, 'held', 'payment', '1044', '2026-11-12', $2, -70.00, 'The payment 1044 waits.', 'See what “tieout holds” asks.')`,
      [
        company,
        {
          quickbooks: null,
          billcom: { entity: 'billPayment', id: 'p1', name: '1044', date: '2026-11-12' },
        },
      ],
    );
  });

  test('show balances, what Bill.com shows of them, and each line with its record and without commands', async () => {
    const shown = await page('/bank');
    expect(shown).toContain('Bank:Checking');
    expect(shown).toContain('12,345.60');
    expect(shown).toContain('Bill.com shows 12,000.00 of 2026-11-19');
    expect(shown).toContain(`/companies/${company}/records/billPayment/billcom/p1`);
    expect(shown).toContain('(70.00)');
    expect(shown).not.toContain('tieout holds');
    expect(await api('/bank')).toMatchObject({
      bank: { shownInBillcom: 'Bank:Checking', lastSent: { balance: '12000.00', state: 'applied' } },
      clearing: [
        {
          ...{ account: 'Money Out Clearing', side: 'moneyOut', clears: false, difference: '0.00' },
          lines: [
            { record: 'payment 1044', amount: '-70.00', reason: 'held', billcomId: 'p1', quickbooksId: null },
          ],
        },
        { account: 'Money In Clearing', side: 'moneyIn', lines: [] },
      ],
    });
  });

  test('show what is to be recoded, with a link to it', async () => {
    const shown = await page('/recode');
    expect(shown).toContain('Acme &lt;Tile>');
    expect(shown).toContain('Ask my accountant');
    expect(shown).toContain(`/companies/${company}/records/bill/quickbooks/5-1`);
    expect(await api('/to-recode')).toEqual({
      page: 1,
      total: 1,
      items: [
        {
          ...{ entity: 'bill', quickbooksId: '5-1', billcomId: 'b1', number: 'A-100', party: 'Acme <Tile>' },
          ...{ date: '2026-11-02', lines: 1, amount: '70.00', account: 'Ask my accountant' },
        },
      ],
    });
  });

  test('keep to the plan of who looks', async () => {
    const receivables = await scene.signedIn({ company, plan: 'receivables' });
    const shown = await page('/bank', receivables);
    expect(shown).toContain('Money In Clearing');
    expect(shown).not.toContain('Money Out Clearing');
    expect(shown).not.toContain('12,345.60');
    expect(await api('/to-recode', receivables)).toMatchObject({ total: 0 });
    const payables = await scene.signedIn({ company, plan: 'payables' });
    expect(await page('/bank', payables)).not.toContain('Money In Clearing');
    const stranger = await scene.signedIn({ company: await scene.company('Next Door') });
    expect((await stranger.get(`/companies/${company}/bank`)).statusCode).toBe(404);
    expect((await stranger.get(`/api/v1/companies/${company}/to-recode`)).statusCode).toBe(404);
  });
});

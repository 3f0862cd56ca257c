import { fillEmails, openConsole, type ConsoleScene, type Visitor } from './scene';

/** Invoices to be e-mailed, on their page and in the API. */
describe('invoices to be e-mailed', () => {
  let scene: ConsoleScene;
  let company: string;
  let clerk: Visitor;
  beforeEach(async () => {
    scene = await openConsole();
    company = await scene.company('Hill Builders');
    await fillEmails(scene, company);
    clerk = await scene.signedIn({ company, role: 'Clerk' });
  });
  afterEach(() => scene.end());

  const page = async (query = '') => (await clerk.get(`/companies/${company}/emails${query}`)).body;
  const asked = () =>
    scene.rows(
      `select billcom_id, state, address, who, again from invoice_email where company_id = $1 and is_latest order by billcom_id`,
      [company],
    );
  const signals = () => scene.rows(`select signal from outbox where company_id = $1`, [company]);

  test('those that are not sent come first, each with what keeps it, and the others on a list of their own', async () => {
    const open = await page();
    expect(open).toContain('Not sent yet 3');
    expect(open).toContain('1,250.00');
    expect(open).toContain('Send invoice 1001 of Kern');
    expect(open).not.toContain('Send invoice 1002 of Abel');
    expect(open).toContain('no e-mail address in Bill.com');
    expect(open).toContain('Not known whether it was sent');
    expect(open).toContain('It was sent: invoice 1003 of Kern');
    expect(open).not.toContain('1004');
    expect(await page('?list=sent')).toContain('Send once more: invoice 1004 of Kern');
    const found = await page('?list=all&q=abel');
    expect([found.includes('1002'), found.includes('1001')]).toEqual([true, false]);
  });

  test('those that are ticked are asked for, with who asked; nothing ticked sends nothing', async () => {
    const none = await clerk.post(`/companies/${company}/emails`);
    expect([none.statusCode, none.body]).toEqual([400, expect.stringContaining('No invoice was chosen')]);
    const sent = await clerk.post(`/companies/${company}/emails`, { invoices: 'T1001' });
    expect(sent.statusCode).toBe(303);
    const back = await clerk.get(String(sent.headers.location));
    expect(back.body).toContain('1 invoice will be e-mailed by Bill.com, five a minute.');
    expect(back.body).toContain('Waits for its turn');
    expect(await asked()).toMatchObject([
      { billcom_id: 'B1001', state: 'waiting', address: 'kern@example.com', who: clerk.email },
      { billcom_id: 'B1003', state: 'unclear' },
      { billcom_id: 'B1004', state: 'sent' },
    ]);
    expect(await signals()).toEqual([{ signal: 'emailsAsked' }]);
    const twice = await clerk.post(`/companies/${company}/emails`, { invoices: 'T1001' });
    expect([twice.statusCode, twice.body]).toEqual([409, expect.stringContaining('on its way already')]);
  });

  test('all: those that can be, none a second time; once more only where it is said of one', async () => {
    const other = await clerk.post(`/companies/${company}/emails`, { all: 'yes', open: '2' });
    expect([other.statusCode, other.body]).toEqual([409, expect.stringContaining('has changed since')]);
    await clerk.post(`/companies/${company}/emails`, { all: 'yes', open: '3' });
    expect((await asked()).map(({ state }) => state)).toEqual(['waiting', 'unclear', 'sent']);
    await clerk.post(`/companies/${company}/emails`, { invoices: 'T1004', again: 'yes' });
    expect((await asked()).map(({ state, again }) => [state, again])).toEqual([
      ['waiting', false],
      ['unclear', false],
      ['waiting', true],
    ]);
    const everything = await clerk.post(`/companies/${company}/emails`, { all: 'yes', again: 'yes' });
    expect(everything.statusCode).toBe(400);
  });

  test('one that cannot be sent has none of them sent', async () => {
    const token = await scene.token({ company, role: 'Accountant' }, ['read', 'act']);
    const answer = await scene.app.inject({
      method: 'POST',
      url: `/api/v1/companies/${company}/emails`,
      headers: { authorization: `Bearer ${token}` },
      payload: { invoices: ['T1001', 'T1002'] },
    });
    expect([answer.statusCode, answer.json().error]).toEqual([
      409,
      expect.stringContaining('“1002” of Abel cannot be e-mailed'),
    ]);
    expect(await asked()).toHaveLength(2);
  });

  test('somebody says that one was sent', async () => {
    const said = await clerk.post(`/companies/${company}/emails/T1003/went-out`);
    expect(said.statusCode).toBe(303);
    expect((await asked())[0]).toMatchObject({ billcom_id: 'B1003', state: 'sent' });
    const again = await clerk.post(`/companies/${company}/emails/T1003/went-out`);
    expect(again.statusCode).toBe(409);
    const lines = await scene.rows(`select who, action from audit where company_id = $1`, [company]);
    expect(lines).toEqual([{ who: clerk.email, action: 'said that an invoice was sent by e-mail' }]);
  });

  test('receivables off: nothing is sent, and the page says so; an Auditor sees and sends nothing', async () => {
    const auditor = await scene.signedIn({ company, role: 'Auditor' });
    const seen = (await auditor.get(`/companies/${company}/emails`)).body;
    expect(seen).toContain('Sent by: Administrator, Accountant or Clerk.');
    expect(seen).not.toContain('Send those that are ticked');
    expect((await auditor.post(`/companies/${company}/emails`, { all: 'yes' })).statusCode).toBe(403);
    await scene.rows(`update company set settings = settings || '{"receivables": "off"}' where id = $1`, [
      company,
    ]);
    expect(await page()).toContain('receivables are switched off');
    expect((await clerk.post(`/companies/${company}/emails`, { all: 'yes' })).statusCode).toBe(409);
    expect(await signals()).toEqual([]);
  });

  test('the API lists them a page at a time', async () => {
    const token = await scene.token({ company, role: 'Auditor' }, ['read']);
    const answer = await scene.app.inject({
      url: `/api/v1/companies/${company}/emails?list=open`,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.json()).toMatchObject({
      total: 3,
      items: [
        { invoice: 'T1001', total: '1250.00', canBeSent: true, state: null, words: 'to be sent' },
        { invoice: 'T1002', canBeSent: false },
        { invoice: 'T1003', state: 'unclear' },
      ],
    });
    expect(scene.errors).toEqual([]);
  });
});

import { invoiceByHand, receivablesBillcom, receivablesBooks, salesLine } from '../support/receivables';
import { commandsOf } from '../support/commands';
import { eventually, startWorld, type CompanyWorld, type World } from '../support/world';

jest.setTimeout(300_000);

/** Rule 5 of receivables: what is marked in QuickBooks can be e-mailed from Bill.com, when a user asks, 5 a minute. */
describe('invoices to be e-mailed', () => {
  let world: World;
  let company: CompanyWorld;
  const name = 'Company 1';
  const tieout = (...args: string[]) => commandsOf(world)('emails', name, ...args);
  const marked = (number: string, fields: Record<string, unknown> = {}) =>
    invoiceByHand(company, number, {
      DueDate: '2026-12-31',
      IsToBeEmailed: 'true',
      InvoiceLineAdd: [salesLine('Labor', { Quantity: '2', Rate: '40.00' })],
      ...fields,
    });
  const sent = async (): Promise<string[]> => {
    const { InvoiceEmail = [], Invoice = [] } = await company.billcomBooks();
    const numbers = new Map(Invoice.map(({ id, invoiceNumber }) => [id, String(invoiceNumber)]));
    return InvoiceEmail.map(({ invoiceId }) => numbers.get(invoiceId ?? null) ?? 'unknown').sort();
  };
  const listed = async (): Promise<Record<string, any>> =>
    Object.fromEntries(
      (await tieout('--json')).json().emails.map((email: { number: string }) => [email.number, email]),
    );
  /** Of the customer Abel, in QuickBooks, which lets nobody mark an invoice while there is none. */
  const putAddress = async (address: string): Promise<void> => {
    const { customers = [] } = await company.quickbooksBooks();
    const { ListID, EditSequence } = customers.find((row) => row.Name === 'Abel') ?? {};
    await company.quickbooksEdit(
      `<CustomerModRq><CustomerMod><ListID>${String(ListID)}</ListID><EditSequence>${String(EditSequence)}</EditSequence>` +
        `<Email>${address}</Email></CustomerMod></CustomerModRq>`,
    );
  };
  const numbers = ['E-1', 'E-2', 'E-3', 'E-4', 'E-5', 'E-6', 'E-7'];

  beforeAll(async () => {
    world = await startWorld();
    company = await world.company({ quickbooks: receivablesBooks, billcom: receivablesBillcom });
    await putAddress('abel@example.com');
    for (const number of numbers) await marked(number);
    await marked('A-1', { CustomerRef: { FullName: 'Abel' } });
    await marked('PLAIN', { IsToBeEmailed: 'false' });
    expect((await company.firstSync()).state).toBe('ended');
  });
  afterAll(() => world.stop());

  test('are offered with their addresses, and nothing is sent by itself', async () => {
    const list = await listed();
    expect(Object.keys(list)).toEqual(['A-1', ...numbers]);
    expect(list['E-1']).toMatchObject({
      customer: 'Kern',
      address: 'kern@example.com',
      total: '80.00',
      canBeSent: true,
      state: null,
    });
    expect(list['A-1']).toMatchObject({ customer: 'Abel', address: 'abel@example.com' });
    expect(await sent()).toEqual([]);
  });

  test('one without an address is refused with what to do, and can be sent when QuickBooks has one', async () => {
    await putAddress('');
    expect((await company.sync()).state).toBe('ended');
    expect((await listed())['A-1']).toMatchObject({ address: null, canBeSent: false });
    const refused = await tieout('--send', 'A-1');
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/“A-1” of Abel cannot be e-mailed: .*no e-mail address[^]*in QuickBooks/),
    ]);
    await putAddress('accounts@abel.example.com');
    expect((await company.sync()).state).toBe('ended');
    expect((await listed())['A-1']).toMatchObject({
      address: 'accounts@abel.example.com',
      canBeSent: true,
    });
  });

  test('go out when a user asks, five a minute, each once, also when the worker is killed', async () => {
    expect((await tieout('--send', 'E-1', 'E-2')).code).toBe(0);
    await eventually('two are sent', async () => ((await sent()).length === 2 ? true : undefined));
    expect(await sent()).toEqual(['E-1', 'E-2']);
    const rest = (await tieout('--send', 'all', '--json')).json();
    expect(rest.asked).toBe(6);
    await eventually('the minute is full', async () => ((await sent()).length === 5 ? true : undefined));
    const waiting = await eventually('the others wait for their turn', async () => {
      const states = Object.values(await listed()).filter(({ state }) => state === 'waiting');
      return states.length === 3 && states.every(({ because }) => because !== null) ? states : undefined;
    });
    expect(waiting[0].words).toMatch(/waits for its turn; .*5 e-mails a minute/);
    await world.stack.kill('worker');
    await world.stack.restart('worker');
    await eventually('all are sent', async () => ((await sent()).length === 8 ? true : undefined), 150_000);
    expect(await sent()).toEqual(['A-1', ...numbers]);
    const again = await tieout('--send', 'E-1');
    expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/was sent[^]*--again/)]);
  });

  test('what was sent stays sent: a sync changes nothing, and QuickBooks’ mark is left as it is', async () => {
    const cycle = await company.sync();
    expect([cycle.state, await company.operations(cycle.number)]).toEqual(['ended', []]);
    expect(await company.holds()).toEqual([]);
    const marks = ((await company.quickbooksBooks()).invoices ?? []).map(({ IsToBeEmailed }) =>
      String(IsToBeEmailed),
    );
    expect(marks.filter((mark) => mark === 'true')).toHaveLength(8);
    const sends = await world.database.inCompany(company.id, (tx) =>
      tx.query<{ who: string; action: string }>(
        `select who, action from audit where company_id = $1 and action like '%e-mail%'`,
        [company.id],
      ),
    );
    const count = (action: string) => sends.rows.filter((row) => row.action === action).length;
    expect([count('asked for an invoice to be e-mailed'), count('sent an invoice by e-mail')]).toEqual([
      8, 8,
    ]);
  });
});

import { fillCompany, openConsole, type ConsoleScene } from './scene';

/** Taking back what Tieout wrote: the page, the API, the ledger under both. */
describe('undo in the dashboard', () => {
  let scene: ConsoleScene;
  let company: string;
  const ids = new Map<string, string>();

  /** A record of both books, with the write that made it in one of them. */
  const made = async (
    entity: string,
    [source, written]: readonly [string, string],
    fields: Readonly<Record<'quickbooks' | 'billcom', object>>,
    facts: object = {},
  ): Promise<void> => {
    await scene.rows(
      `insert into record (company_id, book, entity, id, fields, facts, changed) values
         ($1, 'billcom', $2, $3, $5, '{}', false), ($1, 'quickbooks', $2, $4, $6, $7, false)`,
      [company, entity, source, written, fields.billcom, fields.quickbooks, facts],
    );
    await scene.rows(
      `insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle, quickbooks_base, billcom_base)
       values ($1, $2, $3, $4, 'create', 1, $5, $6)`,
      [company, entity, written, source, fields.quickbooks, fields.billcom],
    );
    const [row] = await scene.rows(
      `insert into operation (company_id, cycle, state, entity, book, action, phase, record_id, source_id, fields, awaits, source_base)
       values ($1, 1, 'applied', $2, 'quickbooks', 'create', 'write', $3, $4, $5, '{}', '{}') returning id`,
      [company, entity, written, source, fields.quickbooks],
    );
    ids.set(entity, String(row?.id));
  };

  beforeAll(async () => {
    scene = await openConsole();
    company = await scene.company('Hill Builders');
    await fillCompany(scene, company);
    const vendor = { name: 'Wrong Company', active: true };
    await made('vendor', ['BV', 'QV'], { quickbooks: vendor, billcom: vendor });
    const bill = (vendorId: string) => ({ name: 'W-1', vendor: vendorId, date: '2026-11-02', lines: [] });
    const open = { total: '80.00', open: '80.00' };
    await made('bill', ['BB', 'QB'], { quickbooks: bill('QV'), billcom: bill('BV') }, open);
  });
  afterAll(() => scene.end());

  const preview = async (query: string, token: string) => {
    const answer = await scene.app.inject({
      url: `/api/v1/companies/${company}/undo?${query}`,
      headers: { authorization: `Bearer ${token}` },
    });
    expect([answer.body, answer.statusCode]).toEqual([expect.any(String), 200]);
    return (answer.json().items as { entity: string; takenBack: boolean; what: string }[]).map(
      ({ entity, takenBack, what }) => [entity, takenBack, what],
    );
  };

  test('what depends on a record is named, and goes with it where that is asked for', async () => {
    const token = await scene.token({ company, role: 'Accountant' }, ['read', 'act']);
    expect(await preview('entity=vendor&book=billcom&id=BV', token)).toEqual([
      ['vendor', false, 'is not taken back: the bill “W-1” in QuickBooks depends on it'],
    ]);
    expect(await preview('entity=vendor&book=billcom&id=BV&dependants=yes', token)).toEqual([
      ['bill', true, 'is made void in QuickBooks'],
      // QuickBooks keeps the void bill with its vendor.
      ['vendor', true, 'is made inactive in QuickBooks'],
    ]);
    expect(await preview('cycle=1', token)).toHaveLength(2);
    const receivables = await scene.token({ company, role: 'Accountant', plan: 'receivables' }, ['read']);
    // What a plan does not show goes with nothing, and is not named.
    const held = [
      ['vendor', false, 'is not taken back: what your plan does not show in QuickBooks depends on it'],
    ];
    expect(await preview('cycle=1', receivables)).toEqual(held);
    expect(await preview('entity=vendor&book=billcom&id=BV&dependants=yes', receivables)).toEqual(held);
  });

  test('a token, and somebody who reads only, take nothing back', async () => {
    const payload = { cycle: 1, because: 'wrong', shown: '' };
    for (const role of ['Accountant', 'Auditor', 'Clerk'] as const) {
      const token = await scene.token({ company, role }, ['read', 'act']);
      const answer = await scene.app.inject({
        method: 'POST',
        url: `/api/v1/companies/${company}/undo`,
        headers: { authorization: `Bearer ${token}` },
        payload,
      });
      expect([role, answer.statusCode]).toEqual([role, 403]);
    }
    expect(await scene.rows(`select from decision where company_id = $1`, [company])).toEqual([]);
  });

  test('an Accountant sees it, gives a reason, and it is decided as it was shown', async () => {
    const visitor = await scene.signedIn({ company, role: 'Accountant' });
    const path = `/companies/${company}/undo`;
    const page = await visitor.get(`${path}?cycle=1`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Take back 2 writes');
    expect((await visitor.get(`/companies/${company}/writes/${ids.get('bill')}`)).body).toContain(
      '/undo?operation=',
    );
    expect((await visitor.get(`/companies/${company}/records/vendor/quickbooks/QV`)).body).toContain(
      '/undo?entity=vendor',
    );
    const stale = await visitor.post(path, {
      cycle: '1',
      because: 'wrong client',
      shown: String(ids.get('bill')),
    });
    expect(stale.statusCode).toBe(409);
    const shown = [ids.get('bill'), ids.get('vendor')].join(',');
    const done = await visitor.post(path, { cycle: '1', because: 'wrong client', shown });
    expect([done.statusCode, done.headers.location]).toEqual([303, expect.stringContaining('did=decided')]);
    const decided = await scene.rows(
      `select entity, state, payload ->> 'way' as way, payload ->> 'because' as because from decision
       where company_id = $1 and kind = 'undo' order by entity`,
      [company],
    );
    expect(decided).toEqual([
      { entity: 'bill', state: 'open', way: 'void', because: 'wrong client' },
      { entity: 'vendor', state: 'open', way: 'deactivate', because: 'wrong client' },
    ]);
    const audit = await scene.rows(
      `select who, detail from audit where company_id = $1 and action like 'decided that a write is taken back%'`,
      [company],
    );
    expect(audit).toEqual([0, 1].map(() => ({ who: visitor.email, detail: 'wrong client' })));
    const again = await visitor.get(`${path}?cycle=1`);
    expect(again.body).toContain('the next sync takes it back in QuickBooks');
    expect(again.body).toContain('Of 2 writes 2 will be by the next sync.');
    expect(again.body).not.toContain('Take back 2 writes');
  });

  test('what could not be taken back is, as it is now, when somebody says so with the password', async () => {
    await scene.rows(
      `insert into hold (company_id, entity, book, record_id, cause, field, record_name, sentence, cure, release, detail, opened_cycle)
       values ($1, 'bill', 'billcom', 'BB', 'notTakenBack', '', 'W-1', 'It is not taken back.', 'Look at it.',
               '{"when": "nextCycle"}', '{"choices": ["takeBack", "release"]}', 1)`,
      [company],
    );
    await scene.rows(
      `update record set fields = fields || '{"memo": "Edited"}' where company_id = $1 and id = 'QB'`,
      [company],
    );
    const clerk = await scene.signedIn({ company, role: 'Clerk' });
    const visitor = await scene.signedIn({ company, role: 'Accountant' });
    const page = await visitor.get(`/companies/${company}/needs-you?cause=notTakenBack`);
    expect(page.body).toContain('Take it back as it is now');
    expect(page.body).toContain('Do not take it back');
    const [hold] = await scene.rows(`select id from hold where company_id = $1 and cause = 'notTakenBack'`, [
      company,
    ]);
    const path = `/companies/${company}/holds/${String(hold?.id)}/decision`;
    expect((await clerk.post(path, { choice: 'takeBack' })).statusCode).toBe(403);
    expect((await visitor.post(path, { choice: 'takeBack' })).statusCode).toBe(303);
    expect(
      await scene.rows(
        `select state, payload #>> '{shown,memo}' as memo from decision where company_id = $1 and entity = 'bill'`,
        [company],
      ),
    ).toEqual([{ state: 'open', memo: 'Edited' }]);
    const [line] = await scene.rows(
      `select who from audit where company_id = $1 and action = 'decided that a write is taken back as its record is now'`,
      [company],
    );
    expect(line).toEqual({ who: visitor.email });
    // It is what the page of the cycle says of it, too; of what was carried out it says so.
    await scene.rows(
      `update decision set state = 'used' where company_id = $1 and kind = 'undo' and entity = 'vendor'`,
      [company],
    );
    const later = await visitor.get(`/companies/${company}/undo?cycle=1`);
    expect(later.body).toContain('Of 2 writes 1 was taken back and 1 waits for somebody’s decision.');
    expect(later.body).toContain('It is not taken back');
    await scene.rows(`update hold set released_at = now() where company_id = $1`, [company]);
  });

  test('what is kept apart is released with one click', async () => {
    const visitor = await scene.signedIn({ company, role: 'Accountant' });
    await scene.rows(`update decision set state = 'used' where company_id = $1 and kind = 'undo'`, [company]);
    await scene.rows(
      `update record set active = false, fields = fields || '{"active": false}' where company_id = $1 and id = 'QV'`,
      [company],
    );
    await scene.rows(
      `insert into hold (company_id, entity, book, record_id, cause, field, record_name, sentence, cure, release, detail, opened_cycle)
       values ($1, 'vendor', 'billcom', 'BV', 'keptApart', '', 'Wrong Company', 'It is kept apart.', 'Nothing to do.',
               '{"when": "decision"}', '{"choices": ["release"]}', 1)`,
      [company],
    );
    const page = await visitor.get(`/companies/${company}/needs-you?cause=keptApart`);
    expect(page.body).toContain('Sync it to QuickBooks again');
    const [hold] = await scene.rows(`select id from hold where company_id = $1 and cause = 'keptApart'`, [
      company,
    ]);
    const release = () =>
      visitor.post(`/companies/${company}/holds/${String(hold?.id)}/decision`, { choice: 'release' });
    // While the write that takes it back may reach its book nobody can say what stands there.
    await scene.rows(
      `insert into operation (company_id, cycle, entity, book, action, state, record_id, source_id, fields, source_base, undoes)
       values ($1, 1, 'vendor', 'quickbooks', 'update', 'sent', 'QV', 'BV', '{}', '{}', $2)`,
      [company, ids.get('vendor')],
    );
    const early = await release();
    expect([early.statusCode, early.body]).toEqual([409, expect.stringContaining('in this moment')]);
    await scene.rows(`update operation set state = 'planned' where company_id = $1 and undoes is not null`, [
      company,
    ]);
    const done = await release();
    expect(done.statusCode).toBe(303);
    expect(
      await scene.rows('select state from operation where company_id = $1 and undoes is not null', [company]),
    ).toEqual([{ state: 'withdrawn' }]);
    expect(
      await scene.rows(
        `select state from decision where company_id = $1 and kind = 'undo' and entity = 'vendor'`,
        [company],
      ),
    ).toEqual([{ state: 'void' }]);
    // That the other one is active is the change that goes over now.
    expect(
      await scene.rows(
        `select quickbooks_base ->> 'active' as quickbooks, billcom_base ->> 'active' as billcom from link
         where company_id = $1 and quickbooks_id = 'QV'`,
        [company],
      ),
    ).toEqual([{ quickbooks: 'false', billcom: 'false' }]);
  });
});

import type { Book } from '../../../src/entities/definition';
import type { BookRecord } from '../../../src/entities/record';
import { audit } from '../../../src/ledger/audit';
import { insertCreatedLinks } from '../../../src/ledger/links';
import { storeProposals } from '../../../src/ledger/pairProposals';
import { changedRecords, loadRecords, mirrorRecords, takeOffWorkList } from '../../../src/ledger/records';
import { openCommandLine, type CommandLine } from './commandLine';

const record = (id: string, name: string, fields: Record<string, string | null> = {}): BookRecord => ({
  id,
  version: '1',
  modified: null,
  fields: { active: true, name, ...fields },
  facts: {},
  active: true,
  deleted: false,
  mergedInto: null,
  problem: null,
});

/** What people decide on the command line stands as rows that the next cycle carries out, with who and when. */
describe('decisions on the command line', () => {
  let cli: CommandLine;
  let id: string;
  const name = 'Hill Builders';
  const company = async (called: string, accepted = true): Promise<string> => {
    const made = await cli.company(called, { accepted });
    await cli.database.inCompany(made, async (tx) => {
      const books: Record<Book, BookRecord[]> = {
        quickbooks: [record('Q1', 'Acme'), record('Q2', 'Best'), record('Q3', 'Center', { phone: '1' })],
        billcom: [record('B1', 'Acme Inc.'), record('B2', 'Best Co'), record('B3', 'Center', { phone: '2' })],
      };
      for (const book of ['quickbooks', 'billcom'] as const)
        await mirrorRecords(tx, made, book, 'vendor', books[book]);
      await insertCreatedLinks(tx, made, { cycle: 1, entity: 'vendor' }, [
        {
          quickbooksId: 'Q3',
          billcomId: 'B3',
          quickbooksBase: {},
          billcomBase: {},
        },
      ]);
      const pair = (n: string, score: number, names: Record<Book, string>) => ({
        quickbooksId: `Q${n}`,
        billcomId: `B${n}`,
        names,
        score,
        evidence: ['the same name in another spelling'],
      });
      await storeProposals(tx, made, 1, 'vendor', [
        pair('1', 60, { quickbooks: 'Acme', billcom: 'Acme Inc.' }),
        pair('2', 40, { quickbooks: 'Best', billcom: 'Best Co' }),
      ]);
      for (const book of ['quickbooks', 'billcom'] as const) {
        const ids = [...(await loadRecords(tx, made, book, 'vendor')).keys()];
        await takeOffWorkList(
          tx,
          made,
          'vendor',
          ids.map((each) => ({ book, id: each })),
        );
      }
    });
    return made;
  };
  const hold = async (cause: string, fields: Record<string, unknown>): Promise<string> => {
    const [row] = await cli.rows<{ id: string }>(
      `insert into hold (company_id, opened_cycle, entity, book, record_id, record_name, cause, field, sentence, cure, release, detail)
       values ($1, 1, 'vendor', $2, $3, $4, $5, $6, 'It is so.', 'Do this.', '{"when":"decision"}', $7) returning id`,
      [
        id,
        fields.book ?? 'quickbooks',
        fields.record ?? 'Q3',
        fields.name ?? 'Center',
        cause,
        fields.field ?? '',
        fields.detail ?? {},
      ],
    );
    return String(row?.id);
  };
  const decisions = () =>
    cli.rows(
      `select kind, entity, book, record_id as "recordId", operation_id as "operationId", payload, state from decision
       where company_id = $1 order by id`,
      [id],
    );
  const work = async (): Promise<string[]> => {
    const changed = await cli.database.inCompany(id, (tx) => changedRecords(tx, id));
    return changed.map((each) => each.id).sort();
  };

  beforeAll(async () => {
    cli = await openCommandLine();
    id = await company(name);
  });
  afterAll(() => cli.end());

  describe('links', () => {
    test('lists what is linked, and how many pairs wait', async () => {
      const ran = await cli.run(['links', name]);
      expect([ran.code, ran.stdout]).toEqual([
        0,
        expect.stringMatching(/Center +Center[^]*1 link\.[^]*2 pairs/),
      ]);
      const { links, keptApart } = (await cli.run(['links', name, '--json'])).json();
      expect(links).toMatchObject([
        { entity: 'vendor', quickbooksId: 'Q3', billcomId: 'B3', madeBy: 'create' },
      ]);
      expect(keptApart).toEqual([]);
    });

    test('proposals have numbers, scores and evidence; another list has none', async () => {
      const { proposals } = (await cli.run(['links', name, '--propose', '--json'])).json();
      expect(proposals).toMatchObject([
        {
          number: 1,
          score: 60,
          evidence: ['the same name in another spelling'],
          names: { billcom: 'Acme Inc.' },
        },
        { number: 2, score: 40 },
      ]);
      const accounts = (await cli.run(['links', name, '--propose', '--entity', 'account', '--json'])).json();
      expect(accounts.proposals).toEqual([]);
    });

    test('an accepted and a rejected pair are decisions of a person, their records are on the work list', async () => {
      const accepted = await cli.run(['links', name, '--accept', '1']);
      expect([accepted.code, accepted.stdout]).toEqual([
        0,
        expect.stringMatching(
          /“Acme” of QuickBooks and “Acme Inc\.” of Bill\.com are the same\.[^]*Cycle \d+ carries it out/,
        ),
      ]);
      expect((await cli.run(['links', name, '--reject', '2'])).code).toBe(0);
      expect(await decisions()).toMatchObject([
        { kind: 'link', recordId: 'Q1', payload: { billcomId: 'B1' }, state: 'open' },
        { kind: 'keepApart', recordId: 'Q2', payload: { billcomId: 'B2' }, state: 'open' },
      ]);
      expect(await work()).toEqual(['B1', 'B2', 'Q1', 'Q2']);
      const audited = await cli.rows(
        `select action from audit where company_id = $1 and action like 'decided that two%' order by id`,
        [id],
      );
      expect(audited.map(({ action }) => action)).toEqual([
        'decided that two records are the same',
        'decided that two records are not the same',
      ]);
      // A number is given once: what is decided is no proposal any more.
      const again = await cli.run(['links', name, '--accept', '1']);
      expect([again.code, again.stderr]).toEqual([
        2,
        expect.stringContaining('There is no open proposal 1.'),
      ]);
    });

    test('a link is ended by the name of either side, and any two may be linked', async () => {
      const ended = await cli.run(['links', name, '--unlink', 'center', '--json']);
      expect(ended.json().decided).toMatchObject([
        { decision: 'unlink', quickbooksId: 'Q3', billcomId: 'B3' },
      ]);
      const taken = await cli.run(['links', name, '--link', 'Q1', 'B3']);
      expect([taken.code, taken.stderr]).toEqual([2, expect.stringContaining('are linked to each other')]);
      const wrong = await cli.run(['links', name, '--accept', '1', '--reject', '2']);
      expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('Only one of these at once')]);
    });

    test('before the first sync is accepted, that one carries it out', async () => {
      await company('Not accepted yet', false);
      const ran = await cli.run(['links', 'Not accepted yet', '--accept', '1']);
      expect([ran.code, ran.stdout]).toEqual([0, expect.stringContaining('The first sync carries it out')]);
    });
  });

  describe('resolve', () => {
    beforeAll(() => cli.rows('delete from decision where company_id = $1', [id]));

    test('a conflict is decided by field, named as people name it; another field is told which are open', async () => {
      const conflict = await hold('conflict', { field: 'phone', detail: { quickbooks: '1', billcom: '2' } });
      const other = await cli.run(['resolve', name, conflict.slice(0, 8), '--field', 'fax=billcom']);
      expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('In conflict: phone.')]);
      const ran = await cli.run(['resolve', name, conflict.slice(0, 8), '--field', 'Phone=billcom']);
      expect([ran.code, ran.stdout]).toEqual([
        0,
        expect.stringContaining('The phone of “Center”: Bill.com counts, QuickBooks is overwritten.'),
      ]);
      expect(await decisions()).toMatchObject([
        {
          kind: 'field',
          recordId: 'Q3',
          payload: { field: 'phone', take: 'billcom', quickbooks: '1', billcom: '2', billcomId: 'B3' },
        },
      ]);
    });

    test('a refusal is tried again, and is nothing else', async () => {
      const refused = await hold('refused', { record: 'Q2', name: 'Best' });
      const wrong = await cli.run(['resolve', name, refused, '--write']);
      expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('Decide it with --retry.')]);
      expect((await cli.run(['resolve', name, refused, '--retry'])).stdout).toContain(
        '“Best” is tried again.',
      );
    });

    test('an unknown outcome is a record that Bill.com has, or is written; a record that is not there is refused', async () => {
      const [operation] = await cli.rows<{ id: string }>(
        `insert into operation (company_id, cycle, entity, book, action, state, source_id, fields, source_base, asked_at)
         values ($1, 1, 'vendor', 'billcom', 'create', 'unknown', 'Q2', '{"name":"Best"}', '{"name":"Best"}', now()) returning id`,
        [id],
      );
      const candidates = [{ id: 'B2', name: 'Best Co' }];
      const unknown = await hold('unknownOutcome', {
        record: 'Q2',
        name: 'Best',
        detail: { operation: operation?.id, candidates },
      });
      const nowhere = await cli.run(['resolve', name, unknown, '--is', 'B9']);
      expect([nowhere.code, nowhere.stderr]).toEqual([
        1,
        expect.stringContaining('It may be “Best Co” (B2).'),
      ]);
      const linked = await cli.run(['resolve', name, unknown, '--is', 'B3']);
      expect([linked.code, linked.stderr]).toEqual([
        1,
        expect.stringContaining('is linked to another one (Q3)'),
      ]);
      const is = await cli.run(['resolve', name, unknown, '--is', 'B2', '--json']);
      expect([is.code, is.json().decided]).toEqual([0, 'isThis']);
      const write = await cli.run(['resolve', name, unknown, '--write']);
      expect([write.code, write.stdout]).toEqual([
        0,
        expect.stringContaining('“Best” is planned anew and written to Bill.com.'),
      ]);
      // The last word counts; what it was thought to be is another record from now on.
      expect((await decisions()).slice(-3)).toMatchObject([
        { kind: 'isThis', operationId: operation?.id, payload: { recordId: 'B2' }, state: 'void' },
        { kind: 'writeIt', operationId: operation?.id, state: 'open' },
        { kind: 'keepApart', recordId: 'Q2', payload: { billcomId: 'B2' } },
      ]);
    });

    test('a document whose twin was deleted is made again or kept, if its hold offers that; the last word counts', async () => {
      const gone = await hold('deleted', {
        book: 'billcom',
        record: 'B3',
        name: 'Center',
        detail: { choices: ['again', 'keep'] },
      });
      const keep = await cli.run(['resolve', name, gone, '--keep']);
      expect([keep.code, keep.stdout]).toEqual([
        0,
        expect.stringContaining('“Center” stays in Bill.com only; listings and the tie-out go on saying so.'),
      ]);
      const again = await cli.run(['resolve', name, gone, '--again', '--json']);
      expect([again.code, again.json().decided]).toEqual([0, 'again']);
      expect((await decisions()).slice(-2)).toMatchObject([
        { kind: 'keep', recordId: 'Q3', payload: { billcomId: 'B3' }, state: 'void' },
        { kind: 'again', recordId: 'Q3', payload: { billcomId: 'B3' }, state: 'open' },
      ]);
      expect(await work()).toEqual(expect.arrayContaining(['Q3', 'B3']));
      const only = await hold('leftOut', { record: 'Q1', name: 'Acme', detail: { choices: [] } });
      expect((await cli.run(['resolve', name, only, '--again'])).code).toBe(2);
    });

    test('an offer is taken as it was shown, or left; what is said last counts', async () => {
      const shown = { date: '2026-11-12' };
      const offer = await hold('asksFirst', {
        record: 'Q2',
        name: 'Best',
        detail: { shown, sameAs: ['B2'] },
      });
      const taken = await cli.run(['resolve', name, offer, '--record', '--json']);
      expect([taken.code, taken.json().decided]).toEqual([0, 'make']);
      expect((await decisions()).slice(-1)).toMatchObject([
        { kind: 'make', book: 'quickbooks', recordId: 'Q2', payload: { shown }, state: 'open' },
      ]);
      expect(await work()).toContain('Q2');
      const left = await cli.run(['resolve', name, offer, '--leave']);
      expect([left.code, left.stdout]).toEqual([
        0,
        expect.stringContaining('“Best” stays in QuickBooks only.'),
      ]);
      expect((await decisions()).slice(-1)).toMatchObject([{ kind: 'make', state: 'void' }]);
      expect((await cli.run(['leave-out', name, '--json'])).json().leftOut).toMatchObject([
        // What it was left as the same money as raises no question any more.
        { id: 'Q2', sameAs: ['B2'] },
      ]);
      expect((await cli.run(['resolve', name, offer, '--retry'])).stderr).toContain('--record or --leave');
    });

    test('what is decided must be said, once, and for a hold that is open', async () => {
      const open = await hold('ownerRule', { record: 'Q1', name: 'Acme' });
      expect((await cli.run(['resolve', name, open])).stderr).toContain('What is decided?');
      expect((await cli.run(['resolve', name, open, '--retry', '--write'])).stderr).toContain(
        'Only one of these',
      );
      expect((await cli.run(['resolve', name, 'ffffff', '--retry'])).stderr).toContain(
        'There is no open hold',
      );
      expect((await cli.run(['resolve', name, open, '--retry'])).stderr).toContain('What to do: Do this.');
    });
  });

  test('the audit log tells who decided and what was written, of one record or all', async () => {
    const all = (await cli.run(['audit', name, '--json'])).json().lines as { action: string; who: string }[];
    expect(all.length).toBeGreaterThan(2);
    await cli.database.inCompany(id, (tx) =>
      audit(tx, id, {
        who: 'Tieout',
        action: 'update',
        entity: 'vendor',
        book: 'billcom',
        recordId: 'B2',
        before: { phone: '555-0101' },
        after: { phone: '555-0199' },
        detail: 'both books had been changed',
      }),
    );
    const one = await cli.run(['audit', name, '--record', 'best co']);
    expect([one.code, one.stdout]).toEqual([
      0,
      expect.stringMatching(/vendor “Best Co” in\s[^]*phone: 555-0101 →[^]*both books/),
    ]);
    expect((await cli.run(['audit', name, '--record', 'B2', '--csv'])).stdout).toContain(
      'vendor,Bill.com,Best Co,B2,phone: 555-0101 → 555-0199,both books had been changed',
    );
    expect((await cli.run(['audit', name, '--overwrites'])).stdout).toMatch(/nothing of that/);
  });
});

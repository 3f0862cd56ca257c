import { randomBytes } from 'node:crypto';
import type { Book } from '../../../src/entities/definition';
import type { BookRecord } from '../../../src/entities/record';
import { insertCompany } from '../../../src/ledger/companies';
import { openDatabase, type Database } from '../../../src/ledger/database';
import { insertCreatedLinks } from '../../../src/ledger/links';
import { inFlightRecords, insertOperations } from '../../../src/ledger/operations';
import { linksToPlan, recordsToPlan, strangersTo } from '../../../src/ledger/planInput';
import { markDeleted, mirrorRecords, putOnWorkList, takeOffWorkList } from '../../../src/ledger/records';
import { createSealer } from '../../../src/ledger/sealed';
import { readSettings } from '../../../src/ledger/settings';
import { createTestDatabase } from '../../support/database';

const record = (id: string): BookRecord => ({
  id,
  version: '1',
  modified: null,
  fields: { name: `Name ${id}`, parent: null, active: true, phone: '555', accountNumber: '7' },
  facts: { balance: '1.00' },
  active: true,
  deleted: false,
  mergedInto: null,
  problem: null,
});

describe('what a plan loads', () => {
  let database: Database;
  let drop: () => Promise<void>;
  let companyId: string;
  beforeAll(async () => {
    const made = await createTestDatabase();
    drop = made.drop;
    database = openDatabase({ url: made.url, sealer: createSealer([randomBytes(32)]), connections: 2 });
    companyId = await database.asSystem((tx) =>
      insertCompany(tx, {
        name: 'Hill Builders',
        zone: 'America/Chicago',
        settings: readSettings({}),
        billcom: {
          v2Url: 'http://127.0.0.1:9',
          v3Url: 'http://127.0.0.1:9',
          organizationId: '008',
          userName: 'u',
        },
        billcomSecret: Buffer.from('none'),
        webConnectorUser: 'u',
        webConnectorPasswordHash: 'none',
        ownerId: '7d1c9f1e-52a4-4d6b-9a3e-6b0f3c1f84d2',
        fileId: '00000000-0000-4000-8000-000000000003',
      }),
    );
    await database.inCompany(companyId, async (tx) => {
      for (const [book, ids] of [
        ['quickbooks', ['q1', 'q2', 'q3', 'q4', 'q9']],
        ['billcom', ['b1', 'b2', 'b3', 'b4']],
      ] as [Book, string[]][]) {
        await mirrorRecords(tx, companyId, book, 'vendor', ids.map(record));
        await takeOffWorkList(
          tx,
          companyId,
          'vendor',
          ids.map((id) => ({ book, id })),
        );
      }
      for (const n of ['1', '2', '3', '4'])
        await insertCreatedLinks(tx, companyId, { cycle: 1, entity: 'vendor' }, [
          {
            quickbooksId: `q${n}`,
            billcomId: `b${n}`,
            quickbooksBase: { phone: 'q' },
            billcomBase: { phone: 'b' },
          },
        ]);
      await putOnWorkList(tx, companyId, 'billcom', 'vendor', ['b2']);
      await markDeleted(tx, companyId, 'billcom', 'vendor', ['b4']);
      await takeOffWorkList(tx, companyId, 'vendor', [{ book: 'billcom', id: 'b4' }]);
    });
  });
  afterAll(async () => {
    await database.end();
    await drop();
  });

  const wholeIn = async (book: Book): Promise<string[]> => {
    const records = await database.inCompany(companyId, (tx) =>
      recordsToPlan(tx, companyId, book, 'vendor', ['name', 'parent', 'active']),
    );
    return [...records.values()].filter(({ fields }) => 'phone' in fields).map(({ id }) => id);
  };

  test('is whole where something may be written or matched, on both sides of a pair', async () => {
    // q2's twin is on the work list, q4's twin is gone, q9 has none.
    expect(await wholeIn('quickbooks')).toEqual(['q2', 'q4', 'q9']);
    expect(await wholeIn('billcom')).toEqual(['b2']);
  });

  test('has of settled records what may be in the way of others', async () => {
    const records = await database.inCompany(companyId, (tx) =>
      recordsToPlan(tx, companyId, 'quickbooks', 'vendor', ['name', 'parent', 'active', 'number']),
    );
    expect(records.size).toBe(5);
    expect(records.get('q1')).toMatchObject({
      fields: { name: 'Name q1', parent: null, active: true },
      facts: {},
      active: true,
    });
    expect(Object.keys(records.get('q1')?.fields ?? {})).not.toContain('number');
  });

  test('has the bases of pairs that are looked at, and every link', async () => {
    const links = await database.inCompany(companyId, (tx) => linksToPlan(tx, companyId, 'vendor'));
    expect(links.map(({ quickbooksId, billcomBase }) => [quickbooksId, billcomBase]).sort()).toEqual([
      ['q1', {}],
      ['q2', { phone: 'b' }],
      ['q3', {}],
      ['q4', {}],
    ]);
  });

  test('has for references what is linked to nothing, and what is gone', async () => {
    const strangers = await database.inCompany(companyId, (tx) => strangersTo(tx, companyId, 'vendor'));
    expect(strangers.sort((one, two) => one.id.localeCompare(two.id))).toEqual([
      {
        book: 'billcom',
        id: 'b4',
        name: 'Name b4',
        isGone: true,
        isInactive: false,
        mergedInto: null,
        parent: null,
      },
      {
        book: 'quickbooks',
        id: 'q9',
        name: 'Name q9',
        isGone: false,
        isInactive: false,
        mergedInto: null,
        parent: null,
      },
    ]);
  });

  test('of thousands of pairs it takes a moment', async () => {
    const entity = 'invoice';
    const strangers = await database.inCompany(companyId, async (tx) => {
      await tx.query(
        `insert into record (company_id, book, entity, id, version, fields, facts, active, deleted, changed)
         select $1, b.book, $2, b.letter || n, '1', '{}', '{}', true, false, false
         from generate_series(1, 8000) n, (values ('quickbooks', 'q'), ('billcom', 'b')) as b(book, letter)`,
        [companyId, entity],
      );
      await tx.query(
        `insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle)
         select $1, $2, 'q' || n, 'b' || n, 'match', 1 from generate_series(1, 7999) n`,
        [companyId, entity],
      );
      // Compared each with each, they take ten times that.
      await tx.query("set local statement_timeout = '2s'");
      return strangersTo(tx, companyId, entity);
    });
    expect(strangers.map(({ id }) => id).sort()).toEqual(['b8000', 'q8000']);
  });

  test('has as what a record in flight was sent: its fields of then, under the name that went out', async () => {
    const inFlight = await database.inCompany(companyId, async (tx) => {
      const then = { name: 'Name b2', parent: null, phone: '554' };
      await insertOperations(tx, companyId, 1, 'planned', [
        {
          ...{ entity: 'vendor', book: 'quickbooks', action: 'create', phase: 'write', recordId: null },
          ...{ recordName: 'Name b2', sourceId: 'b2', fields: { name: 'Name b2 (V)' }, awaits: {} },
          ...{ sourceBase: then, before: null, overwrites: [], externalGuid: null },
        },
        {
          ...{ entity: 'vendor', book: 'quickbooks', action: 'update', phase: 'write', recordId: 'q1' },
          ...{ recordName: 'Name b1', sourceId: 'b1', fields: { phone: '1' }, awaits: {} },
          ...{ sourceBase: { phone: '1' }, before: null, overwrites: [], externalGuid: null },
        },
      ]);
      await tx.query("update operation set state = 'unknown', sent_at = now() where company_id = $1", [
        companyId,
      ]);
      return inFlightRecords(tx, companyId, 'vendor');
    });
    expect(inFlight.sort((one, two) => one.id.localeCompare(two.id))).toEqual([
      { book: 'billcom', id: 'b1', isAsked: false, sent: null },
      {
        ...{ book: 'billcom', id: 'b2', isAsked: false },
        sent: { name: 'Name b2 (V)', parent: null, phone: '554' },
      },
      { book: 'quickbooks', id: 'q1', isAsked: false, sent: null },
    ]);
  });
});

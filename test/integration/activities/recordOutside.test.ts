import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { writeBillcom } from '../../../src/activities/billcom/writeBillcom';
import type { ActivityDeps } from '../../../src/activities/deps';
import {
  createBillcomClient,
  memoryCallBudget,
  memoryCallSlots,
  memorySessionStore,
} from '../../../src/billcom';
import type { BookRecord } from '../../../src/entities/record';
import { insertCompany } from '../../../src/ledger/companies';
import { openDatabase, type Database } from '../../../src/ledger/database';
import { openHoldsOf } from '../../../src/ledger/holds';
import { insertOperations, operationsOfCycle } from '../../../src/ledger/operations';
import { loadRecord, mirrorRecords } from '../../../src/ledger/records';
import { createSealer } from '../../../src/ledger/sealed';
import { readSettings } from '../../../src/ledger/settings';
import { makePayment } from '../../../simulators/billcom/payables/payments';
import { billcomServer } from '../../../simulators/billcom/server';
import { Service } from '../../../simulators/billcom/service';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** The step that records outside payments, between Postgres and the simulated Bill.com. */

const organization = '00801ROCKCASTLE00001';
const id = (prefix: string) => prefix.padEnd(20, '1');
const [vendor, bill, checking] = [id('009'), id('00n'), id('0ca')];
const cycle = 1;
const call = 'POST /bills/record-payment';

let postgres: TestDatabase;
let database: Database;
let service: Service;
let server: Server;
let companyId: string;
let deps: ActivityDeps;

beforeEach(async () => {
  postgres = await createTestDatabase();
  database = openDatabase({ url: postgres.url, sealer: createSealer([Buffer.alloc(32, 7)]), connections: 4 });
  service = new Service({
    seed: {
      devKeys: ['dev-key'],
      organizations: [
        {
          id: organization,
          name: 'Rock Castle Construction',
          syncTokens: [{ name: 'tieout', value: 'token-value' }],
          vendors: [{ id: vendor, name: 'Acme' }],
          chartOfAccounts: [{ id: checking, name: 'Checking', accountType: '3' }],
          bills: [
            {
              id: bill,
              vendorId: vendor,
              invoiceNumber: 'A-1',
              invoiceDate: '2026-11-02',
              dueDate: '2026-12-02',
              billLineItems: [{ amount: 100 }],
            },
          ],
        },
      ],
    },
  });
  server = billcomServer(service);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  companyId = await database.asSystem((tx) =>
    insertCompany(tx, {
      name: 'Rock Castle',
      zone: 'America/Chicago',
      settings: readSettings({ twoWayBills: 'on', outsidePayments: 'do' }),
      billcom: {
        v2Url: `${base}/api/v2`,
        v3Url: `${base}/connect/v3`,
        organizationId: organization,
        userName: 'tieout',
      },
      billcomSecret: Buffer.alloc(1),
      webConnectorUser: 'a',
      webConnectorPasswordHash: '',
      ownerId: '11111111-1111-4111-8111-111111111111',
      fileId: '22222222-2222-4222-8222-222222222222',
    }),
  );
  const silent = () => undefined;
  const [sessions, v3Sessions] = [memorySessionStore(), memorySessionStore()];
  deps = {
    database,
    doorbell: { rung: () => Promise.resolve(), end: () => Promise.resolve() },
    log: { info: silent, warn: silent, error: silent },
    billcomCalls: { callLimitMs: 10_000, lateMarginMs: 0, stoppedRetryMs: 300_000 },
    billcomFor: (company) =>
      createBillcomClient({
        connection: { ...company.billcom, devKey: 'dev-key', password: 'token-value' },
        sessions,
        v3Sessions,
        budget: memoryCallBudget(),
        slots: memoryCallSlots(),
        sleep: async () => undefined,
      }),
  };
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  service.close();
  await database.end();
  await postgres.drop();
});

/** Payments of QuickBooks, by TxnID and the money for the bill, that are planned to be recorded. */
async function planned(amounts: Readonly<Record<string, string>>): Promise<void> {
  await database.inCompany(companyId, async (tx) => {
    const records = Object.entries(amounts).map(([txnId, amount]): BookRecord => ({
      id: txnId,
      version: '1',
      modified: null,
      fields: { name: txnId, applications: [{ bill: 'Q1', amount }] },
      facts: { vendor: 'Acme', total: amount },
      active: true,
      deleted: false,
      mergedInto: null,
      problem: null,
    }));
    await mirrorRecords(tx, companyId, 'quickbooks', 'billPayment', records);
    await insertOperations(
      tx,
      companyId,
      cycle,
      'planned',
      Object.entries(amounts).map(([sourceId, amount]) => {
        const fields = {
          name: sourceId,
          vendor,
          account: checking,
          date: '2026-11-12',
          applications: [{ bill, amount }],
        };
        return {
          entity: 'billPayment' as const,
          book: 'billcom' as const,
          action: 'create' as const,
          phase: 'write' as const,
          recordId: null,
          sourceId,
          recordName: sourceId,
          fields,
          awaits: {},
          sourceBase: { ...fields, applications: [{ bill: 'Q1', amount }] },
          before: null,
          overwrites: [],
          externalGuid: null,
        };
      }),
    );
  });
}

const attempt = () =>
  new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run(
    () => writeBillcom(deps, { companyId, cycle, entity: 'billPayment', phase: 'write' }) as Promise<unknown>,
  );
const states = async () =>
  (await database.inCompany(companyId, (tx) => operationsOfCycle(tx, companyId, cycle))).map(
    ({ sourceId, state }) => `${sourceId} ${state}`,
  );
const holds = () => database.inCompany(companyId, (tx) => openHoldsOf(tx, companyId));
const made = () => [...service.booksOf(organization).all('SentPay')];

test('what was paid there since the bill was read is seen right before, and nothing is paid twice', async () => {
  await planned({ '5-1': '70.00' });
  const scheduled = { billId: bill, amount: 45, credits: [] };
  makePayment(
    {
      bills: [scheduled],
      processDate: '2026-11-20',
      isOnline: false,
      status: 'scheduled',
      toPrintCheck: false,
      allowExport: true,
    },
    service.booksOf(organization),
    service.now(),
  );
  expect(await attempt()).toMatchObject({ applied: 0, reconcileAgain: true, finished: true });
  expect(made()).toHaveLength(1);
  expect(await states()).toEqual(['5-1 withdrawn']);
  expect(await holds()).toMatchObject([
    {
      recordId: '5-1',
      sentence: expect.stringContaining(
        'pays 70.00 of the bill “A-1”, of which 55.00 can still be paid there',
      ),
    },
  ]);
  // The next plan knows it.
  const read = await database.inCompany(companyId, (tx) =>
    loadRecord(tx, companyId, 'billcom', 'bill', bill),
  );
  expect(read?.facts).toMatchObject({ open: '55.00', due: '100.00' });
});

test('of several payments of one bill those are recorded for which there is room', async () => {
  await planned({ '5-1': '60.00', '5-2': '60.00', '5-3': '40.00' });
  expect(await attempt()).toMatchObject({ applied: 2 });
  expect(made().map(({ amount }) => amount)).toEqual([60, 40]);
  expect((await states()).sort()).toEqual(['5-1 applied', '5-2 withdrawn', '5-3 applied']);
  expect(await holds()).toMatchObject([{ recordId: '5-2' }]);
  const links = await database.inCompany(companyId, (tx) =>
    tx.query('select quickbooks_id as id from link where company_id = $1 order by 1', [companyId]),
  );
  expect(links.rows).toEqual([{ id: '5-1' }, { id: '5-3' }]);
});

test('a lost answer: the next attempt finds it by what it was recorded for, and records the rest', async () => {
  await planned({ '5-1': '60.00', '5-2': '40.00' });
  service.arrange({ drop: { when: 'afterCommit', path: call } });
  await expect(attempt()).rejects.toThrow();
  expect(made()).toHaveLength(1);
  expect(await states()).toEqual(['5-1 unknown', '5-2 planned']);
  expect(await attempt()).toMatchObject({ finished: true });
  expect(await states()).toEqual(['5-1 applied', '5-2 applied']);
  expect(made()).toHaveLength(2);
  expect(await holds()).toEqual([]);
});

test('a token that is not trusted with it: all are held with a cure, and tried again when it may', async () => {
  await planned({ '5-1': '60.00', '5-2': '40.00' });
  service.arrange({ tokenRefuses: ['record-payment'] });
  expect(await attempt()).toMatchObject({ applied: 0, refused: 2, finished: true });
  expect(await states()).toEqual(['5-1 withdrawn', '5-2 withdrawn']);
  expect(await holds()).toMatchObject(
    ['5-1', '5-2'].map((recordId) => ({
      recordId,
      cause: 'notAllowed',
      release: { when: 'allowed' },
      cure: expect.stringContaining('the right to record payments'),
    })),
  );
  expect(made()).toEqual([]);
});

import fc from 'fast-check';
import { decidedAbout, oldDocuments } from '../../../src/activities/ledger/oldDocuments';
import type { Book } from '../../../src/entities/definition';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { invoiceDefinition } from '../../../src/entities/invoice';
import { decisionsAbout, type StoredDecision } from '../../../src/ledger/decisions';
import { insertCreatedLinks } from '../../../src/ledger/links';
import { linksToPlan, recordsToPlan } from '../../../src/ledger/planInput';
import { mirrorRecords, putOnWorkList, takeOffWorkList } from '../../../src/ledger/records';
import { reconcileEntity } from '../../../src/reconcile/entity';
import type { EntityPlan } from '../../../src/reconcile/plan';
import type { References } from '../../../src/reconcile/references';
import { bookRecord } from '../../support/bookRecord';
import { openScene, type Company, type Scene } from '../exchange/scene';

/** Invoices of QuickBooks from before the start date: years of them stay there, and no cycle pays for them. */

const since = '2026-11-23';
const entity = 'invoice';
const definition = invoiceDefinition({ ...defaultEntitySettings, receivablesSince: since });
const always = ['name', 'active', 'date', 'customer'];
let scene: Scene;
let company: Company;

beforeEach(async () => {
  scene = await openScene();
  company = await scene.company();
});
afterEach(() => scene.end());

interface Invoice {
  readonly number: string;
  readonly date: string;
  readonly customer: string;
  readonly amount: string;
  readonly isChanged: boolean;
  readonly isDeleted: boolean;
  readonly isOurs: boolean;
}

const invoice = (given: Partial<Invoice> = {}): Invoice => ({
  ...{ number: '1001', date: '2025-03-01', customer: 'miller', amount: '10.00' },
  ...{ isChanged: false, isDeleted: false, isOurs: false },
  ...given,
});

const idOf = (book: Book, index: number): string => `${book === 'quickbooks' ? 'q' : 'b'}-${String(index)}`;

/** Both books as the mirror has them; `links` by the invoices' places. */
interface Books {
  readonly quickbooks: readonly Invoice[];
  readonly billcom: readonly Invoice[];
  readonly links: readonly (readonly [number, number])[];
}

async function mirror({ quickbooks, billcom, links }: Books): Promise<void> {
  await scene.database.inCompany(company.id, async (tx) => {
    await tx.query('delete from link where company_id = $1', [company.id]);
    await tx.query('delete from record where company_id = $1', [company.id]);
    for (const [book, invoices] of Object.entries({ quickbooks, billcom }) as [Book, readonly Invoice[]][]) {
      const letter = book === 'quickbooks' ? 'q' : 'b';
      const records = invoices.map(({ number, date, customer, amount, isDeleted, isOurs }, index) => ({
        ...bookRecord(
          idOf(book, index),
          {
            ...{ name: number, customer: `${letter}-${customer}`, date, dueDate: '2026-12-31', terms: null },
            ...{ memo: null, toBeEmailed: false, taxItem: null },
            lines: [
              {
                item: `${letter}-work`,
                description: 'Work',
                quantity: '1',
                rate: amount,
                amount,
                class: null,
              },
            ],
          },
          {
            total: amount,
            ...(book === 'billcom' && { made: '2026-11-24T00:00:00.000+0000' }),
            ...(isOurs &&
              book === 'quickbooks' && { externalGuid: '{0F7A0C60-0000-5000-8000-000000000001}' }),
          },
        ),
        deleted: isDeleted,
      }));
      await mirrorRecords(tx, company.id, book, entity, records);
      await takeOffWorkList(
        tx,
        company.id,
        entity,
        records.map(({ id }) => ({ book, id })),
      );
      const changed = invoices.flatMap(({ isChanged }, index) => (isChanged ? [idOf(book, index)] : []));
      await putOnWorkList(tx, company.id, book, entity, changed);
    }
    await insertCreatedLinks(
      tx,
      company.id,
      { cycle: 1, entity },
      links.map(([q, b]) => ({
        ...{ quickbooksId: idOf('quickbooks', q), billcomId: idOf('billcom', b) },
        ...{ quickbooksBase: {}, billcomBase: {} },
      })),
    );
  });
}

const left = (decisions: readonly StoredDecision[] = []): Promise<string[]> =>
  scene.database.inCompany(company.id, (tx) =>
    oldDocuments(tx, company.id, definition, since, decidedAbout(definition, decisions)),
  );

/** `q-x` of QuickBooks is `b-x` of Bill.com. */
const references: References = {
  resolve: (_entity, book, id) => ({
    state: 'linked',
    id: `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}`,
  }),
};

async function planWithout(without: readonly string[], decisions: readonly StoredDecision[]) {
  return scene.database.inCompany(company.id, async (tx): Promise<EntityPlan> => {
    const records = {
      quickbooks: await recordsToPlan(tx, company.id, 'quickbooks', entity, always, without),
      billcom: await recordsToPlan(tx, company.id, 'billcom', entity, always),
    };
    const work = await scene.rows<{ book: Book; id: string }>('select book, id from record where changed');
    const ids = (book: Book) => new Set(work.filter((each) => each.book === book).map(({ id }) => id));
    const links = await linksToPlan(tx, company.id, entity);
    return reconcileEntity({
      ...{ definition, policy: 'ask', records, links, references },
      work: { quickbooks: ids('quickbooks'), billcom: ids('billcom') },
      inFlight: { quickbooks: new Set(), billcom: new Set() },
      decisions: decisionsAbout(entity, decisions, new Map()),
      rules: { features: {}, homeCurrency: null, connectedAt: new Date('2026-11-23T15:00:00Z') },
    });
  });
}

test('what may find no twin is not loaded; what may, was ours, has news or was decided about, is', async () => {
  await mirror({
    quickbooks: [
      invoice({ number: '1' }),
      invoice({ number: ' 1001' }),
      invoice({ number: '2', date: '2025-05-05' }),
      invoice({ number: '3', isOurs: true }),
      invoice({ number: '4', isChanged: true }),
      invoice({ number: '5', date: since }),
      invoice({ number: '6' }),
      invoice({ number: '7' }),
    ],
    billcom: [
      invoice({ number: '1001', date: '2026-11-25' }),
      invoice({ number: '9', date: '2025-05-05' }),
      // Settled with its twin, so that it looks for no other.
      invoice({ number: '1' }),
    ],
    links: [[6, 2]],
  });
  expect((await left()).sort()).toEqual(['q-0', 'q-7']);
  expect(await left([unlinked(7, 0)])).toEqual(['q-0']);
  // Its pair may end by the decision, and then it looks for one.
  expect(await left([unlinked(6, 2)])).toEqual([]);
});

const unlinked = (quickbooks: number, billcom: number): StoredDecision => ({
  ...{ id: '1', entity, kind: 'unlink', book: 'quickbooks', recordId: idOf('quickbooks', quickbooks) },
  ...{ operationId: null, payload: { billcomId: idOf('billcom', billcom) } },
  ...{ who: 'Ann', state: 'open', at: new Date() },
});

test('plans are the same as with all of them, whatever both books have', async () => {
  const anInvoice = fc.record({
    number: fc.constantFrom('', '1001', '1002', ' 1001 ', '123456789012', '12345678901'),
    date: fc.constantFrom('2025-03-01', '2025-05-05', '2026-11-22', since, '2026-12-01'),
    customer: fc.constantFrom('miller', 'jones'),
    amount: fc.constantFrom('10.00', '20.00'),
    isChanged: fc.integer({ min: 0, max: 9 }).map((n) => n < 3),
    isDeleted: fc.integer({ min: 0, max: 9 }).map((n) => n < 1),
    isOurs: fc.integer({ min: 0, max: 9 }).map((n) => n < 1),
  });
  const books = fc
    .record({
      quickbooks: fc.array(anInvoice, { minLength: 1, maxLength: 9 }),
      billcom: fc.array(anInvoice, { maxLength: 5 }),
      linked: fc.nat(3),
      isUnlinked: fc.boolean(),
    })
    .map(({ linked, ...both }) => ({
      ...both,
      links: Array.from(
        { length: Math.min(linked, both.quickbooks.length, both.billcom.length) },
        (_, index) => [index, index] as const,
      ),
    }));
  let leftOut = 0;
  await fc.assert(
    fc.asyncProperty(books, async (given) => {
      await mirror(given);
      const decisions = given.isUnlinked && given.links.length > 0 ? [unlinked(0, 0)] : [];
      const without = await left(decisions);
      leftOut += without.length;
      expect(await planWithout(without, decisions)).toEqual(await planWithout([], decisions));
    }),
    { numRuns: 60 },
  );
  expect(leftOut).toBeGreaterThan(20);
});

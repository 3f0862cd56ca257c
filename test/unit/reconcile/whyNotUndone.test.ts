import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { books, otherBook, type Book, type EntityName } from '../../../src/entities/definition';
import { entityDefinitions } from '../../../src/entities/registry';
import type { BookRecord } from '../../../src/entities/record';
import { isRefused, wayBack } from '../../../src/reconcile/takeBackRules';
import { howToUndo, type KeptApartBefore, type WriteToUndo } from '../../../src/reconcile/whyNotUndone';
import { record, vendor } from './samples';

/** What can be taken back, and what is said of the rest. */

const definitions = entityDefinitions({ ...defaultEntitySettings, twoWayBills: 'on', legacyStatus: 'on' });

describe('of every entity, in every book', () => {
  const rows = definitions.flatMap((definition) =>
    books.map((book) => [definition.name, book, definition] as const),
  );

  test.each(rows)('%s in %s', (entity, book, definition) => {
    const made = wayBack(entity, book, 'create');
    const isMade = [definition.flows, ...(definition.exceptions ?? []).map(({ flows }) => flows)].some(
      (flows) => (book === 'quickbooks' ? flows.billcomToQuickbooks : flows.quickbooksToBillcom),
    );
    if (isRefused(made)) {
      expect(made.because).toMatch(/^[^A-Z]|^(Tieout|Bill\.com|QuickBooks) /);
      expect(made.cure).toMatch(/\.$/);
    } else {
      // What is never made there is never taken back there.
      expect([entity, book, isMade]).toEqual([entity, book, true]);
      expect(made === 'void').toBe(definition.document !== undefined);
    }
    const changed = wayBack(entity, book, 'update');
    if (!isRefused(changed)) expect(changed).toBe('restore');
    expect(isRefused(wayBack(entity, book, 'void'))).toBe(true);
  });

  test.each(['billPayment', 'fundsTransfer', 'receivedPayment', 'creditApplication'] as const)(
    'no %s of QuickBooks is taken back: the money moved, or was applied, in Bill.com',
    (entity) => {
      expect(isRefused(wayBack(entity, 'quickbooks', 'create'))).toBe(true);
      expect(isRefused(wayBack(entity, 'quickbooks', 'update'))).toBe(true);
    },
  );
});

type Some = Partial<Omit<WriteToUndo, 'operation'>> & { operation?: Partial<WriteToUndo['operation']> };
const before = (some: Partial<KeptApartBefore> = {}): KeptApartBefore => ({
  who: 'Anna',
  day: '2026-10-05',
  isThis: true,
  isDone: false,
  ...some,
});
const write = (some: Some = {}): WriteToUndo => {
  const written = record('Q', 'Acme', { phone: '555-0199' });
  return {
    definition: vendor,
    written,
    source: record('B', 'Acme', { phone: '555-0199' }),
    agreed: written.fields,
    keptApart: undefined,
    writtenAgainIn: undefined,
    rules: undefined,
    ...some,
    operation: {
      entity: 'vendor',
      book: 'quickbooks',
      action: 'create',
      state: 'applied',
      sourceId: 'B',
      fields: {},
      before: null,
      undoes: null,
      ...some.operation,
    },
  };
};
const why = (some: Some): string => {
  const how = howToUndo(write(some));
  return isRefused(how) ? how.because : how;
};

test('what Tieout made and nobody touched since', () => {
  expect(howToUndo(write())).toBe('delete');
  expect(howToUndo(write({ operation: { book: 'billcom' } }))).toBe('deactivate');
  const before = { phone: '555-0101' };
  expect(howToUndo(write({ operation: { action: 'update', fields: { phone: '555-0199' }, before } }))).toBe(
    'restore',
  );
});

test.each(['proposed', 'planned', 'sent', 'unknown', 'rejected', 'withdrawn'] as const)(
  'a write that is %s is told so',
  (state) => {
    expect(isRefused(howToUndo(write({ operation: { state } })))).toBe(true);
  },
);

test('what somebody changed since is told with both values', () => {
  const written = record('Q', 'Acme', { phone: '555-0777' });
  expect(why({ written })).toBe(
    'somebody has changed it in QuickBooks since: phone was “555-0199”, is “555-0777”',
  );
});

test('of a change only the fields that it wrote count', () => {
  const written = record('Q', 'Acme Tile', { phone: '555-0199' });
  const operation = { action: 'update' as const, fields: { phone: '555-0199' }, before: { phone: null } };
  const agreed = record('Q', 'Acme', { phone: '555-0199' }).fields;
  expect(why({ written, agreed, operation })).toBe('restore');
  expect(why({ operation, writtenAgainIn: 12 })).toContain('cycle 12');
});

test.each<[string, Some, string]>([
  ['a record that is gone', { written: record('Q', 'Acme', {}, { deleted: true }) }, 'not there any more'],
  ['one that is inactive', { written: record('Q', 'Acme', { active: false }) }, 'inactive'],
  ['a pair that was unlinked', { agreed: undefined }, 'not linked any more'],
  ['a source that is gone', { source: undefined }, 'not linked any more'],
  [
    'another one that is kept apart already',
    { keptApart: before({ isThis: false }) },
    'Anna has taken a write of',
  ],
  ['one that was taken back', { keptApart: before({ isDone: true }) }, 'Anna has taken it back already'],
  ['one that is decided', { keptApart: before() }, 'the next sync takes it back in QuickBooks'],
  [
    'one that is held',
    { keptApart: before({ held: { sentence: 'The bill was paid.', cure: 'Look.' } }) },
    'waits for somebody’s decision: The bill was paid',
  ],
  ['a write that took another one back', { operation: { undoes: 'x' } }, 'took another write back'],
])('%s', (_what, some, because) => {
  expect(why(some)).toContain(because);
});

describe('documents', () => {
  const bill = definitions.find(({ name }) => name === 'bill') as WriteToUndo['definition'];
  const document = (facts: BookRecord['facts']): BookRecord =>
    record('X', 'A-1', { date: '2026-01-15', vendor: 'v', lines: [] }, { facts });
  const how = (book: Book, facts: BookRecord['facts'], rules?: WriteToUndo['rules']) => {
    const written = document(facts);
    const operation = { entity: 'bill' as EntityName, book, sourceId: 'S' };
    return why({
      definition: bill,
      written,
      source: document({}),
      agreed: written.fields,
      rules,
      operation,
    });
  };

  test('what is open is made void, or deleted in Bill.com', () => {
    expect(how('quickbooks', { open: '10.00', total: '10.00' })).toBe('void');
    expect(how('billcom', { paymentStatus: '1' })).toBe('void');
  });
  test('what is paid stays', () => {
    expect(how('quickbooks', { open: '4.00', total: '10.00' })).toContain('payments or credits');
    expect(how('billcom', { paymentStatus: '0' })).toContain('paid there');
  });
  test('what is in a closed period stays', () => {
    expect(
      how(
        'quickbooks',
        { open: '10.00', total: '10.00' },
        {
          features: { classTracking: true, accountNumbers: true },
          homeCurrency: null,
          closingDate: '2026-01-31',
        },
      ),
    ).toContain('clos');
  });
  test('what is not synced that way any more stays', () => {
    const oneWay = entityDefinitions(defaultEntitySettings).find(({ name }) => name === 'bill');
    const written = document({ paymentStatus: '1' });
    const operation = { entity: 'bill' as EntityName, book: otherBook('quickbooks'), sourceId: 'S' };
    expect(
      why({
        definition: oneWay as typeof bill,
        written,
        source: document({}),
        agreed: written.fields,
        operation,
      }),
    ).toContain('which way');
  });
});

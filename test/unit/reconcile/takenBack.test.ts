import { noDecisions, type TakenBack } from '../../../src/reconcile/decisions';
import { link, reconcile, record, vendor, type Scene } from './samples';

/** Pairs of which a person has taken a write back. */

const quickbooks = record('Q', 'Acme', { phone: '555-0199' });
const billcom = record('B', 'Acme', { phone: '555-0199' });
const taken = (some: Partial<TakenBack> = {}): TakenBack => ({
  id: '7',
  isOpen: true,
  quickbooksId: 'Q',
  billcomId: 'B',
  operationId: 'the write',
  book: 'quickbooks',
  way: 'delete',
  shown: quickbooks.fields,
  before: {},
  who: 'Anna',
  day: '2026-10-05',
  because: 'entered for the wrong company',
  ...some,
});
const plan = (decision: TakenBack, scene: Scene = {}) =>
  reconcile(vendor, {
    quickbooks: [quickbooks],
    billcom: [billcom],
    links: [link(quickbooks, billcom)],
    decisions: { ...noDecisions, takenBack: [decision] },
    ...scene,
  });
const deleted = { ...quickbooks, deleted: true };

test('what Tieout made in QuickBooks is deleted there, and says whose wish that is', () => {
  const { operations, holds, decided } = plan(taken());
  expect(operations).toMatchObject([
    { book: 'quickbooks', action: 'void', phase: 'void', recordId: 'Q', sourceId: 'B', undoes: 'the write' },
  ]);
  expect(holds).toMatchObject([
    { book: 'billcom', recordId: 'B', cause: 'keptApart', detail: { choices: ['release'] } },
  ]);
  expect(holds[0]?.sentence).toContain('is kept apart by Anna since 2026-10-05');
  expect(decided).toEqual([]);
});

test.each(['quickbooks', 'billcom'] as const)(
  'a list entry of %s that must stay is made inactive',
  (book) => {
    const shown = (book === 'quickbooks' ? quickbooks : billcom).fields;
    const { operations } = plan(taken({ book, way: 'deactivate', shown }));
    expect(operations).toMatchObject([
      {
        book,
        action: 'update',
        phase: 'deactivate',
        fields: { active: false },
        sourceBase: {},
        undoes: 'the write',
      },
    ]);
  },
);

describe('what cannot be taken back any more', () => {
  const edited = record('Q', 'Acme', { phone: '555-0777' });

  test('when it was changed since it was decided, it is asked once more, and nothing of it is written', () => {
    const { operations, decided, holds } = plan(taken(), {
      quickbooks: [edited],
      links: [link(quickbooks, billcom)],
    });
    expect([operations, decided]).toEqual([[], []]);
    expect(holds).toMatchObject([
      { book: 'billcom', recordId: 'B', cause: 'notTakenBack', detail: { choices: ['takeBack', 'release'] } },
    ]);
    expect(holds[0]?.sentence).toMatch(
      /Anna decided on 2026-10-05.*its phone has been changed in QuickBooks since/,
    );
  });

  test('taken back as it is now, it is deleted', () => {
    const { operations, holds } = plan(taken({ shown: edited.fields }), { quickbooks: [edited] });
    expect(operations).toMatchObject([{ action: 'void', recordId: 'Q' }]);
    expect(holds).toMatchObject([{ cause: 'keptApart' }]);
  });

  test('when something depends on it by now, that is named', () => {
    const { operations, holds } = plan(taken({ dependedOnBy: ['the bill “W-1”'] }));
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([{ cause: 'notTakenBack' }]);
    expect(holds[0]?.sentence).toContain('the bill “W-1” in QuickBooks depends on it');
  });

  test('when its twin is gone, the question is about the one that is left', () => {
    const { holds } = plan(taken(), { quickbooks: [edited], billcom: [{ ...billcom, deleted: true }] });
    expect(holds).toMatchObject([{ cause: 'notTakenBack', book: 'quickbooks', recordId: 'Q' }]);
  });
});

describe('after an older copy of the company file', () => {
  const again = taken({ isAgain: true });

  test('what the copy has again is taken back once more, and that is said', () => {
    const { operations, holds } = plan(again);
    expect(operations).toMatchObject([{ action: 'void', recordId: 'Q', undoes: 'the write' }]);
    expect(holds[0]?.sentence).toContain('once more, since the older copy of the company file has it again');
  });

  test('what the copy does not have stays apart, and is not made again', () => {
    const { operations, links, holds, decided } = plan(again, { quickbooks: [deleted] });
    expect([operations, links]).toEqual([[], []]);
    expect(decided).toEqual([{ id: '7', state: 'used' }]);
    expect(holds).toMatchObject([{ cause: 'keptApart', recordId: 'B' }]);
  });

  test('what the copy has otherwise is asked', () => {
    const older = record('Q', 'Acme', { phone: '555-0000' });
    const { operations, holds } = plan(again, { quickbooks: [older] });
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([{ cause: 'notTakenBack' }]);
  });
});

describe('while it is kept apart', () => {
  const inForce = taken({ isOpen: false });

  test('nothing is written, whatever is edited in the book that is left', () => {
    const edited = record('B', 'Acme Tile', { phone: '555-0777' });
    const { operations, holds, ended } = plan(inForce, { quickbooks: [deleted], billcom: [edited] });
    expect(operations).toEqual([]);
    expect(ended).toEqual([]);
    expect(holds.map(({ cause, recordId }) => [cause, recordId])).toEqual([['keptApart', 'B']]);
  });

  test('that the entry is inactive in the other book goes nowhere', () => {
    const inactive = record('Q', 'Acme', { active: false, phone: '555-0199' });
    const { operations, holds } = plan(inForce, { quickbooks: [inactive] });
    expect(operations).toEqual([]);
    expect(holds).toMatchObject([{ cause: 'keptApart', recordId: 'B' }]);
  });

  test('one of the same name that somebody enters is neither linked nor made', () => {
    const again = record('Q2', 'Acme');
    const { operations, links, holds } = plan(inForce, { quickbooks: [deleted, again] });
    expect(operations).toEqual([]);
    expect(links).toEqual([]);
    expect(holds.map(({ cause, recordId }) => [cause, recordId]).sort()).toEqual([
      ['keptApart', 'B'],
      ['toPutRight', 'Q2'],
    ]);
  });

  test('a person may link it with another one', () => {
    const again = record('Q2', 'Acme');
    const wish = { id: '8', isOpen: true, quickbooksId: 'Q2', billcomId: 'B' };
    const { links, holds } = plan(inForce, {
      quickbooks: [deleted, again],
      decisions: { ...noDecisions, takenBack: [inForce], links: [wish] },
    });
    expect(links).toMatchObject([{ quickbooksId: 'Q2', billcomId: 'B', madeBy: 'person' }]);
    expect(holds).toEqual([]);
  });

  test('released, it is made again as a new one', () => {
    const wish = { id: '8', isOpen: true, quickbooksId: 'Q', billcomId: 'B' };
    const { operations, ended, decided } = plan(inForce, {
      quickbooks: [deleted],
      decisions: { ...noDecisions, again: [wish] },
    });
    expect(ended).toMatchObject([{ quickbooksId: 'Q', billcomId: 'B' }]);
    expect(operations).toMatchObject([{ book: 'quickbooks', action: 'create', sourceId: 'B' }]);
    expect(decided).toEqual([{ id: '8', state: 'used' }]);
  });

  test('released, one that was entered meanwhile is its twin', () => {
    const wish = { id: '8', isOpen: true, quickbooksId: 'Q', billcomId: 'B' };
    const { operations, links } = plan(inForce, {
      quickbooks: [deleted, record('Q2', 'Acme')],
      decisions: { ...noDecisions, again: [wish] },
    });
    expect(links).toMatchObject([{ quickbooksId: 'Q2', billcomId: 'B' }]);
    expect(operations.filter(({ action }) => action === 'create')).toEqual([]);
  });
});

describe('a change that is taken back', () => {
  const change = taken({ way: 'restore', before: { phone: '555-0101' } });

  test('gets the value before it, and nothing else is written to the record at once', () => {
    const edited = record('B', 'Acme', { phone: '555-0199', email: 'a@acme.example' });
    const { operations, holds } = plan(change, { billcom: [edited], links: [link(quickbooks, billcom)] });
    expect(operations).toMatchObject([
      {
        book: 'quickbooks',
        action: 'update',
        fields: { phone: '555-0101' },
        before: { phone: '555-0199' },
        undoes: 'the write',
      },
    ]);
    expect(holds).toMatchObject([{ cause: 'keptApart', recordId: 'B' }]);
  });

  test('that was changed once more is asked, and the rest of the record goes on', () => {
    const edited = record('Q', 'Acme', { phone: '555-0777' });
    const other = record('B', 'Acme', { phone: '555-0199', email: 'a@acme.example' });
    const { operations, holds, decided } = plan(change, {
      quickbooks: [edited],
      billcom: [other],
      links: [link(quickbooks, billcom)],
    });
    expect(holds).toMatchObject([{ cause: 'notTakenBack', recordId: 'B' }]);
    expect(operations).toMatchObject([{ book: 'quickbooks', fields: { email: 'a@acme.example' } }]);
    expect(operations).toHaveLength(1);
    expect(decided).toEqual([]);
  });

  test('is not held up by another field of the record', () => {
    const edited = record('Q', 'Acme', { phone: '555-0199', email: 'b@acme.example' });
    const { operations } = plan(change, { quickbooks: [edited], links: [link(quickbooks, billcom)] });
    expect(operations).toMatchObject([{ book: 'quickbooks', fields: { phone: '555-0101' } }]);
  });

  test('that the book has taken back already needs no write', () => {
    const restored = record('Q', 'Acme', { phone: '555-0101' });
    const { operations, decided } = plan(change, {
      quickbooks: [restored],
      links: [link(quickbooks, billcom)],
    });
    expect(operations).toEqual([]);
    expect(decided).toEqual([{ id: '7', state: 'used' }]);
  });

  test('stays apart in its field only', () => {
    const restored = record('Q', 'Acme', { phone: '555-0101' });
    const edited = record('B', 'Acme', { phone: '555-0300', email: 'a@acme.example' });
    const { operations, holds } = plan(
      { ...change, isOpen: false },
      { quickbooks: [restored], billcom: [edited], links: [link(quickbooks, billcom)] },
    );
    expect(operations).toMatchObject([{ book: 'quickbooks', fields: { email: 'a@acme.example' } }]);
    expect(operations).toHaveLength(1);
    expect(holds).toMatchObject([{ cause: 'keptApart', recordId: 'B' }]);
    expect(holds[0]?.sentence).toContain('phone');
  });

  test('released, the value goes over once more', () => {
    const restored = record('Q', 'Acme', { phone: '555-0101' });
    const choice = {
      id: '9',
      isOpen: true,
      quickbooksId: 'Q',
      billcomId: 'B',
      field: 'phone',
      take: 'billcom' as const,
      quickbooks: '555-0101',
      billcom: '555-0199',
    };
    const { operations } = plan(change, {
      quickbooks: [restored],
      links: [link(quickbooks, billcom)],
      decisions: { ...noDecisions, fields: [choice] },
    });
    expect(operations).toMatchObject([{ book: 'quickbooks', fields: { phone: '555-0199' } }]);
  });
});

import { causes, needingCauses } from '../../../src/console/views/causes';
import { actionsOf, retriable } from '../../../src/console/views/holdActions';
import { onPage } from '../../../src/console/views/onPage';
import type { HeldRecordRow } from '../../../src/ledger/heldRecords';
import { needsNobody } from '../../../src/reconcile/hold';
import type { Hold } from '../../../src/reconcile/holds';
import { heldSamples } from '../../../scripts/rules/holds';

const rowOf = (hold: Hold): HeldRecordRow => ({
  entity: hold.entity,
  book: hold.book,
  recordId: hold.recordId,
  recordName: hold.recordName,
  cause: hold.cause,
  since: new Date(0),
  decided: false,
  holds: [
    {
      id: 'h',
      field: hold.field,
      sentence: hold.sentence,
      cure: hold.cure,
      detail: hold.detail,
      decided: false,
    },
  ],
});
const samples = heldSamples().map((hold) => [hold.sentence, hold] as const);

test('there are samples of most causes', () => {
  expect(new Set(samples.map(([, { cause }]) => cause)).size).toBeGreaterThan(15);
});

describe.each(samples)('%s', (_sentence, hold) => {
  const { fields, buttons } = actionsOf(rowOf(hold), undefined);
  test('what to do names no command that the page has a button for', () => {
    expect(onPage(hold.cure)).not.toMatch(/\btieout [a-z]|--[a-z]/);
  });
  test('where the command line decides it, the page does', () => {
    const isDecided =
      /“tieout resolve/.test(hold.cure) && !/that one is decided|Decide that one first/.test(hold.cure);
    if (isDecided && hold.entity !== ('bankBalance' as string))
      expect(fields.length + buttons.length).toBeGreaterThan(0);
    if (fields.length + buttons.length > 0 && hold.cause !== 'locked')
      expect([...needingCauses, 'leftOut', 'keptApart']).toContain(hold.cause);
  });
});

test('what belongs to the other book is restored, made there too or kept, and the buttons say which', () => {
  const wordsOf = (entity: string, cause: string): string[][] =>
    heldSamples()
      .filter((hold) => hold.entity === entity && hold.cause === cause && 'quickbooks' in hold.detail)
      .map((hold) => actionsOf(rowOf(hold), undefined).fields.flatMap(({ takes }) => takes))
      .map((takes) => takes.map(({ book, words }) => `${book}: ${words}`));
  expect(wordsOf('invoice', 'cannotChange')).toEqual([
    ['quickbooks: Restore what QuickBooks has', 'billcom: Make the change in QuickBooks'],
    ['quickbooks: Restore what QuickBooks has', 'billcom: Keep the difference'],
  ]);
  expect(wordsOf('bill', 'cannotChange')).toEqual([
    ['billcom: Restore what Bill.com has', 'quickbooks: Keep the difference'],
  ]);
  // Where nothing would be written, no button says that a book counts.
  expect(wordsOf('bill', 'conflict')).toEqual([
    ['quickbooks: Keep the difference', 'billcom: Bill.com counts'],
  ]);
  expect(wordsOf('vendor', 'conflict')).toEqual([
    ['quickbooks: QuickBooks counts', 'billcom: Bill.com counts'],
  ]);
});

test('a decided hold offers nothing any more', () => {
  const [, hold] = samples.find(([, { cause }]) => retriable.includes(cause)) as (typeof samples)[number];
  const row = rowOf(hold);
  const decided = { ...row, holds: row.holds.map((each) => ({ ...each, decided: true })) };
  expect(actionsOf(row, undefined).buttons).toHaveLength(1);
  expect(actionsOf(decided, undefined)).toEqual({ hold: '', fields: [], buttons: [] });
});

test('every cause has words for people', () => {
  for (const { title, what } of Object.values(causes)) {
    expect(title).toMatch(/^[A-Z]/);
    expect(what).toMatch(/\.$/);
  }
});

/** Who goes on is said twice, by the cause and by what to do; a page counts by the one, and people read the other. */
describe('what needs nobody begins so', () => {
  test.each(samples)('%s', (_sentence, { cause, cure }) => {
    if (!needsNobody(cure)) expect(causes[cause].waitsFor).toBe('person');
    // An answer that was lost may turn up by itself; until then the book is not right.
    else if (cause !== 'unknownOutcome') expect(causes[cause].waitsFor).not.toBe('person');
  });
});

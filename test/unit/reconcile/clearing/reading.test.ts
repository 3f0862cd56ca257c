import { postingsOn } from '../../../../src/reconcile/clearing/reading';
import type { PostedByHand } from '../../../../src/reconcile/tieout/reading';

const connectedAt = new Date('2026-11-02T09:00:00Z');
/** The balance was read three days after the company was added. */
const openedAt = new Date('2026-11-05T09:00:00Z');
const posting = (txnId: string, made: string): PostedByHand => ({
  kind: 'JournalEntry',
  txnId,
  party: null,
  date: made.slice(0, 10),
  number: txnId,
  amount: '-500.00',
  made,
});

test('what was posted by hand before the opening balance was read is part of it', () => {
  const postings = [
    posting('before', '2026-11-01T10:00:00Z'),
    posting('between', '2026-11-04T10:00:00Z'),
    posting('after', '2026-11-06T10:00:00Z'),
  ];
  const entries = postingsOn(postings, [], { connectedAt, openedAt }, () => undefined);
  expect(entries.map(({ id, isHistory }) => [id, isHistory]).sort()).toEqual([
    ['after', false],
    ['before', true],
    ['between', true],
  ]);
});

test('transfers since the connection are no part of it, in whichever form they were recorded', () => {
  const postings = [
    posting('transfer', '2026-11-04T10:00:00Z'),
    posting('older transfer', '2026-11-01T10:00:00Z'),
  ];
  const entries = postingsOn(postings, [], { connectedAt, openedAt }, () => true);
  expect(entries).toMatchObject([
    { id: 'transfer', entity: 'fundsTransfer', isHistory: false },
    { id: 'older transfer', entity: 'fundsTransfer', isHistory: true },
  ]);
});

import { saidOf, type Said } from '../../../src/console/views/said';
import type { CompanyFacts } from '../../../src/ledger/companyFacts';

const facts = (pausedAt: Date | null, previewBecause: CompanyFacts['previewBecause'] = null): CompanyFacts =>
  ({ pausedAt, pausedUntil: null, previewBecause, acceptedAt: null }) as CompanyFacts;
const now = new Date('2026-11-23T17:00:00Z');

test.each<[Said, Date | null, string]>([
  [
    { did: 'decided', cycle: 7, mode: 'sync' },
    null,
    'Decided. It acts in the next cycle (7), at the Web Connector’s next call.',
  ],
  [
    { did: 'decided', cycle: 7, mode: 'sync' },
    now,
    'Decided. It acts in the next cycle (7), after the pause.',
  ],
  [
    { did: 'decidedMany', count: 2, left: 1, cycle: 7, mode: 'preview' },
    null,
    '2 records decided. The preview that was asked for (7) comes first, at the Web Connector’s next call; it acts in the sync after it. 1 record could not be decided that way and stays as before.',
  ],
  [{ did: 'decided' }, null, 'Decided. The first sync carries it out, after the first preview is accepted.'],
  [
    { did: 'receivablesOff', count: 1 },
    null,
    'Saved. Invoices, credit memos and payments of customers are left alone in both books; what is linked stays linked. 1 invoice that waited to be e-mailed is not sent. Nothing is written before the first preview is accepted.',
  ],
  [
    { did: 'receivablesOn' },
    null,
    'Saved. The first preview shows receivables with all else; nothing is written before it is accepted.',
  ],
])('%j', (said, pausedAt, sentence) => expect(saidOf(said, facts(pausedAt), now)).toBe(sentence));

test('while another preview waits, what was decided comes after it', () =>
  expect(saidOf({ did: 'decided' }, facts(null, 'receivables'), now)).toBe(
    'Decided. The sync carries it out, after the preview with receivables is accepted.',
  ));

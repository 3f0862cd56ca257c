import { emailsText } from '../../../src/cli/emailsView';
import type { ListedEmail } from '../../../src/ledger/emailList';
import { mayBeSent, stateWords, whyNotSent } from '../../../src/words/emailWords';

const email = (differs: Partial<ListedEmail> = {}): ListedEmail => ({
  quickbooksId: 'T1',
  billcomId: '00e1',
  number: '1042',
  customer: 'Miller',
  address: 'miller@example.com',
  total: '500.00',
  changedAt: '2026-11-24T10:05:07-06:00',
  isMarked: true,
  state: null,
  who: null,
  askedAt: null,
  settledAt: null,
  because: null,
  cure: null,
  lastSent: null,
  held: null,
  ...differs,
});
const asked = { who: 'anna', askedAt: new Date('2026-11-24T12:00:00Z') };
const settled = { ...asked, settledAt: new Date('2026-11-24T12:01:00Z') };

test.each<[string, Partial<ListedEmail>, boolean, boolean]>([
  ['marked and never sent', {}, true, true],
  ['refused before', { ...settled, state: 'refused' }, true, true],
  ['sent', { ...settled, state: 'sent' }, false, true],
  ['sent by somebody in Bill.com', { lastSent: '2026-11-24T12:00:00.000+0000' }, false, true],
  ['not known to be sent', { ...settled, state: 'unclear' }, false, true],
  ['waiting', { ...asked, state: 'waiting' }, false, false],
  ['in a call', { ...asked, state: 'sending' }, false, false],
  ['without an address', { address: null }, false, false],
  ['not in Bill.com', { billcomId: null }, false, false],
  ['no longer marked', { isMarked: false, ...settled, state: 'sent' }, false, false],
])('one that is %s', (_case, differs, once, again) => {
  expect([mayBeSent(email(differs), false), mayBeSent(email(differs), true)]).toEqual([once, again]);
});

test('each says how it stands, and what to do', () => {
  expect(whyNotSent(email({ address: null }), false)).toEqual({
    sentence:
      'The invoice “1042” of Miller cannot be e-mailed: the customer has no e-mail address in Bill.com.',
    cure: expect.stringContaining('in QuickBooks'),
  });
  expect(stateWords(email({ billcomId: null, held: 'It waits for its customer.' }))).toMatch(
    /not in Bill\.com yet\. It waits for its customer\. → Sync first/,
  );
  expect(stateWords(email())).toBe('to be sent');
  expect(stateWords(email({ ...asked, state: 'waiting', because: 'Bill.com sends 5 a minute.' }))).toMatch(
    /^waits for its turn; anna asked for it at .*\. Bill\.com sends 5 a minute\.$/,
  );
  expect(stateWords(email({ ...settled, state: 'sent' }))).toMatch(/^sent at .* to miller@example\.com$/);
  expect(stateWords(email({ ...settled, state: 'unclear', because: 'Lost.', cure: 'Look.' }))).toBe(
    'not known whether it was sent. Lost. → Look.',
  );
  expect(stateWords(email({ ...settled, state: 'refused', because: 'No.', cure: 'Ask.' }))).toBe(
    'not sent: No. → Ask.',
  );
});

test('the list ends with how to send what can be sent', () => {
  expect(emailsText('Hill Builders', [email(), email({ address: null })])).toContain(
    '1 invoice can be sent: tieout emails "Hill Builders" --send all (or numbers)',
  );
  expect(emailsText('Hill Builders', [email({ address: null })])).toContain('None of them can be sent now.');
  expect(emailsText('Hill Builders', [])).toContain('No invoice of “Hill Builders” is marked');
});

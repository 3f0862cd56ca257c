import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { entityDefinitions } from '../../../src/entities/registry';
import type { Hold } from '../../../src/reconcile/holds';
import type { EntityPlan, NewLink, PlannedOperation } from '../../../src/reconcile/plan';
import {
  differenceWords,
  sinceMessage,
  SincePreview,
  type ShownPlan,
} from '../../../src/reconcile/sincePreview';

const definitions = entityDefinitions(defaultEntitySettings);

const operation = (differs: Partial<PlannedOperation> = {}): PlannedOperation => ({
  entity: 'vendor',
  book: 'billcom',
  action: 'create',
  phase: 'write',
  recordId: null,
  sourceId: '80-1',
  recordName: 'Acme',
  fields: { name: 'Acme', phone: '555' },
  awaits: {},
  sourceBase: { name: 'Acme', phone: '555' },
  before: null,
  overwrites: [],
  ...differs,
});
const link: NewLink = {
  entity: 'vendor',
  quickbooksId: '80-9',
  billcomId: '009',
  name: 'Harbor',
  madeBy: 'match',
};
const plan = (differs: Partial<EntityPlan> = {}): EntityPlan => ({
  entity: 'vendor',
  ended: [],
  links: [],
  proposals: [],
  decided: [],
  agreed: [],
  operations: [],
  holds: [],
  looked: [],
  ...differs,
});
const sincePreview = (shown: ShownPlan, plans: readonly EntityPlan[]) => {
  const since = new SincePreview(shown);
  for (const each of plans) since.compare(each);
  return since.differences();
};
const words = (differences: ReturnType<typeof sincePreview>): string[] =>
  differences.map((each) => differenceWords(definitions, each));

test('the same plan has no differences, whatever the order and however an address is written down', () => {
  const address = { line1: '1 Main', line2: '' };
  const one = operation({ fields: { name: 'Acme', address } });
  const two = operation({ sourceId: '80-2', recordName: 'Best' });
  const again = operation({ fields: { address: { line1: '1 Main' }, name: 'Acme' } });
  expect(
    sincePreview({ operations: [one, two], links: [link] }, [
      plan({ operations: [two, again], links: [link] }),
    ]),
  ).toEqual([]);
});

test('a field that is written otherwise is named with both values', () => {
  const now = operation({ fields: { name: 'Acme', phone: '777', fax: '1' } });
  const differences = sincePreview({ operations: [operation()], links: [] }, [plan({ operations: [now] })]);
  expect(differences).toMatchObject([
    {
      change: 'changed',
      recordId: '80-1',
      fields: [
        { field: 'phone', shown: { value: '555' }, now: { value: '777' } },
        { field: 'fax', shown: null, now: { value: '1' } },
      ],
    },
  ]);
  expect(words(differences)).toEqual([
    'the phone and fax of vendor “Acme” in Bill.com are written otherwise',
  ]);
});

test('what was not shown is added, what was shown and is not done is dropped, with the hold that says why', () => {
  const late = operation({ sourceId: '80-3', recordName: 'Late' });
  const hold = { entity: 'vendor', recordId: '80-1', sentence: 'It may be a duplicate.' } as Hold;
  const differences = sincePreview({ operations: [operation()], links: [] }, [
    plan({ operations: [late], holds: [hold] }),
  ]);
  expect(words(differences)).toEqual([
    'vendor “Late” is made in Bill.com, too',
    'vendor “Acme” is not made in Bill.com',
  ]);
  expect(differences.map(({ because }) => because)).toEqual([null, 'It may be a duplicate.']);
});

test('links that come and go are differences', () => {
  const other: NewLink = { ...link, billcomId: '010' };
  const differences = sincePreview({ operations: [], links: [link] }, [plan({ links: [other] })]);
  expect(differences).toMatchObject([
    { change: 'added', action: 'link', book: 'quickbooks', recordId: '80-9' },
    { change: 'dropped', action: 'link' },
  ]);
  expect(words(differences)).toEqual(['vendor “Harbor” is linked, too', 'vendor “Harbor” is not linked']);
});

test('a reference to a record that is made first is the same as long as it is the same record', () => {
  const child = (sourceId: string): PlannedOperation =>
    operation({ entity: 'account', fields: {}, awaits: { parent: { entity: 'account', sourceId } } });
  const shown = { operations: [child('80-5')], links: [] };
  expect(sincePreview(shown, [plan({ operations: [child('80-5')] })])).toEqual([]);
  expect(sincePreview(shown, [plan({ operations: [child('80-6')] })])).toMatchObject([
    { fields: [{ field: 'parent', shown: { awaits: '80-5' }, now: { awaits: '80-6' } }] },
  ]);
});

test('the message counts them all and names the first three', () => {
  const late = ['A', 'B', 'C', 'D', 'E'].map((recordName) =>
    operation({ recordName, sourceId: recordName, action: 'update', recordId: `r${recordName}` }),
  );
  const differences = sincePreview({ operations: [], links: [] }, [plan({ operations: late })]);
  expect(sinceMessage(definitions, differences)).toBe(
    '5 things changed since the preview: vendor “A” is changed in Bill.com, too; vendor “B” is changed in Bill.com, too; ' +
      'vendor “C” is changed in Bill.com, too; 2 more.',
  );
  expect(sinceMessage(definitions, differences.slice(0, 1))).toMatch(
    /^One thing changed since the preview: vendor “A”/,
  );
});

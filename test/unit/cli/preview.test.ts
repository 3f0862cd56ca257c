import { previewCsv } from '../../../src/acts/previewCsv';
import { previewDocument, referencesOf, type PreviewDocument } from '../../../src/acts/previewDocument';
import { previewText } from '../../../src/cli/previewView';
import { namesFrom } from '../../../src/words/valueWords';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { entityDefinitions } from '../../../src/entities/registry';
import type { OpenHold } from '../../../src/ledger/holds';
import type { PreviewLink } from '../../../src/ledger/preview';
import type { ProposedOperation } from '../../../src/ledger/proposals';
import { cycle, minutesAgo } from './samples';

const definitions = entityDefinitions(defaultEntitySettings);

const proposed = (
  differs: Partial<ProposedOperation> & Pick<ProposedOperation, 'entity' | 'book' | 'action'>,
): ProposedOperation => ({
  recordId: null,
  sourceId: 'source',
  recordName: 'A record',
  fields: {},
  awaits: {},
  sourceBase: {},
  before: null,
  overwrites: [],
  ...differs,
});

const hold: OpenHold = {
  id: 'h1',
  entity: 'vendor',
  book: 'billcom',
  recordId: '009A',
  recordName: 'Best Concrete, Inc.',
  cause: 'possibleDuplicate',
  field: '',
  sentence: 'It may be the same as “Best Concrete”.',
  cure: 'Rename one.',
  release: { when: 'recordChanges' },
  detail: {},
  openedCycle: 3,
  openedAt: minutesAgo(10),
};

const shown = (
  operations: readonly ProposedOperation[],
  more: { links?: readonly PreviewLink[]; holds?: readonly OpenHold[] } = {},
): PreviewDocument =>
  previewDocument({
    company: 'Hill Builders',
    cycle: cycle({ mode: 'preview' }),
    definitions,
    operations,
    links: more.links ?? [],
    holds: more.holds ?? [],
    beforeStart: [],
    nameOf: namesFrom([
      { entity: 'account', book: 'quickbooks', id: '80-1', name: 'Vehicles' },
      { entity: 'account', book: 'billcom', id: '0ca1', name: 'Job Costs' },
    ]),
  });

const update = proposed({
  entity: 'vendor',
  book: 'billcom',
  action: 'update',
  recordId: '009B',
  sourceId: '8000-1',
  recordName: 'Acme "West", Ltd',
  fields: { phone: '=1+1', email: 'a@b', fax: '555' },
  before: { phone: null, email: 'a@b', fax: '444' },
  sourceBase: { phone: '=1+1', email: 'a@b', fax: '555' },
  overwrites: ['fax'],
});

test('lists come in step order, new ones before changed ones, by name', () => {
  const document = shown([
    update,
    proposed({ entity: 'vendor', book: 'quickbooks', action: 'create', recordName: 'Zeta' }),
    proposed({ entity: 'vendor', book: 'quickbooks', action: 'create', recordName: 'Alpha' }),
    proposed({ entity: 'account', book: 'quickbooks', action: 'update', recordName: 'Fuel' }),
  ]);
  expect(document.operations.map(({ record }) => record)).toEqual([
    'Fuel',
    'Alpha',
    'Zeta',
    'Acme "West", Ltd',
  ]);
});

test('fields come in the definition’s order under their labels, only where they differ, each with its reason', () => {
  const [operation] = shown([{ ...update, fields: { email: 'a@b', fax: '555', phone: '=1+1' } }]).operations;
  expect(operation?.fields).toMatchObject([
    { label: 'phone', words: { before: '', after: '=1+1' }, because: 'Bill.com has none', rule: null },
    {
      label: 'fax',
      words: { before: '444', after: '555' },
      because: 'the two differ, and by the company’s setting QuickBooks wins',
    },
  ]);
});

test('a parent is told by its name, also one that is made first', () => {
  const known = proposed({
    entity: 'account',
    book: 'quickbooks',
    action: 'create',
    fields: { name: 'Fuel', parent: '80-1' },
  });
  const awaited = proposed({
    entity: 'account',
    book: 'quickbooks',
    action: 'create',
    fields: { name: 'Labor' },
    awaits: { parent: { entity: 'account', sourceId: '0ca1' } },
  });
  const parentOf = (operation: ProposedOperation) =>
    shown([operation]).operations[0]?.fields.find(({ label }) => label === 'parent account')?.words.after;
  expect(parentOf(known)).toBe('Vehicles');
  expect(parentOf(awaited)).toBe('Job Costs');
  expect(referencesOf(definitions, [known, awaited])).toEqual([
    { entity: 'account', book: 'quickbooks', id: '80-1' },
    { entity: 'account', book: 'billcom', id: '0ca1' },
  ]);
});

test('an address is one line, as on an envelope', () => {
  const address = {
    postalCode: '97209',
    city: 'Portland',
    line2: 'Suite 5',
    country: 'USA',
    line1: '1200 NW Front Avenue',
    state: 'OR',
  };
  const [operation] = shown([
    proposed({ entity: 'vendor', book: 'billcom', action: 'create', fields: { address } }),
  ]).operations;
  expect(operation?.fields[0]?.words.after).toBe('1200 NW Front Avenue, Suite 5, Portland, OR 97209, USA');
});

describe('what a text rule makes of a text is shown with the original', () => {
  const long = 'Northwest Architectural Millwork and Custom Cabinetry Incorporated';
  test.each([
    [long, long.slice(0, 41), 'shortened'],
    ['Łódź Import', 'Lódz Import', 'characters replaced that QuickBooks cannot hold'],
    ['A:B Supply', 'A -B Supply', 'characters replaced that QuickBooks cannot hold'],
    [`Ł${long}`, `L${long.slice(0, 40)}`, 'shortened, characters replaced that QuickBooks cannot hold'],
    ['Acme', 'Acme (V)', 'marked, because another list of QuickBooks has that name'],
    [long, `${long.slice(0, 37)} (V)`, 'shortened, marked, because another list of QuickBooks has that name'],
  ])('%s', (original, written, rule) => {
    const document = shown([
      proposed({
        entity: 'vendor',
        book: 'quickbooks',
        action: 'create',
        recordName: original,
        fields: { name: written },
        sourceBase: { name: original },
      }),
    ]);
    expect(document.operations[0]?.fields[0]?.rule).toEqual({ original, rule });
    const line = previewCsv(document).split('\r\n')[1];
    expect(line).toContain(`,name,,${written},${original},`);
  });

  test('the text tells the original beside what is written, once', () => {
    const textOf = (recordName: string) =>
      previewText(
        shown([
          proposed({
            entity: 'vendor',
            book: 'quickbooks',
            action: 'create',
            recordName,
            fields: { companyName: 'Lodz' },
            sourceBase: { companyName: 'Łódź' },
          }),
        ]),
        [],
      ).replace(/\s+/g, ' ');
    expect(textOf('Import')).toMatch(/company name: Lodz \(characters .*original: Łódź\)/);
    expect(textOf('Łódź')).not.toContain('original');
  });

  test('a text that is written as it is has none', () => {
    const [operation] = shown([update]).operations;
    expect(operation?.fields.map(({ rule }) => rule)).toEqual([null, null]);
  });
});

const link: PreviewLink = {
  entity: 'vendor',
  quickbooksId: '80-7',
  billcomId: '0097',
  madeBy: 'match',
  quickbooks: { name: 'Harbor Drywall LLC', phone: '555', email: 'a@b' },
  billcom: { name: 'HARBOR DRYWALL', phone: '555', email: 'a@b' },
};

test('pairs that would be linked are shown with both names and what they have in common', () => {
  const document = shown([], { links: [link] });
  expect(document.links).toMatchObject([
    { quickbooks: 'Harbor Drywall LLC', billcom: 'HARBOR DRYWALL', because: 'same phone, e-mail' },
  ]);
  expect(document.counts.find(({ entity }) => entity === 'vendor')).toMatchObject({ link: 1 });
  const decided = shown([], { links: [{ ...link, madeBy: 'person' }] });
  expect(decided.links).toMatchObject([{ because: 'decided by a person' }]);
  expect(previewText(document, [])).toMatch(
    /same thing in both books \(1\)[^]*Harbor Drywall LLC +HARBOR DRYWALL/,
  );
});

test('the text counts and names what would happen to each record, and why some are held', () => {
  const text = previewText(shown([update], { holds: [hold] }), [hold]).replace(/\s+/g, ' ');
  expect(text).toContain('Nothing was written');
  expect(text).toContain('phone: nothing → =1+1');
  expect(text).toContain('by the company’s setting QuickBooks wins');
  expect(text).toContain('Held, and why (1)');
  expect(text).toContain('It may be the same as “Best Concrete”.');
});

test('a long preview is cut on the screen, and says where all of it is', () => {
  const many = Array.from({ length: 250 }, (_, index) =>
    proposed({ entity: 'vendor', book: 'billcom', action: 'create', recordName: `Vendor ${1000 + index}` }),
  );
  const text = previewText(shown(many), []);
  expect(text).toContain('“Vendor 1199”');
  expect(text).not.toContain('“Vendor 1200”');
  expect(text).toContain('… and 50 more changes: --csv FILE has all.');
});

describe('CSV', () => {
  const lines = previewCsv(shown([update], { links: [link], holds: [{ ...hold, field: 'phone' }] })).split(
    '\r\n',
  );

  test('quotes what needs it and never carries a formula', () => {
    expect(lines[0]).toBe('what,book,list,record,field,before,after,original,why,what to do');
    expect(lines[1]).toBe(`update,Bill.com,vendor,"Acme ""West"", Ltd",phone,,'=1+1,,Bill.com has none,`);
  });

  test('has a line for every field, pair and hold', () => {
    expect(lines).toHaveLength(1 + 2 + 1 + 1 + 1);
    expect(lines[3]).toBe(
      'link,both,vendor,Harbor Drywall LLC,name in Bill.com,,HARBOR DRYWALL,,"same phone, e-mail",',
    );
    expect(lines[4]).toBe(
      'hold,Bill.com,vendor,"Best Concrete, Inc.",phone,,,,It may be the same as “Best Concrete”.,Rename one.',
    );
    expect(lines[5]).toBe('');
  });
});

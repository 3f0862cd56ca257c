import type { CanonicalFields } from '../../../src/entities/definition';
import { traitsOf, weigh } from '../../../src/reconcile/evidence';
import { account, reconcile, record, vendor } from './samples';

const weight = (one: [string, CanonicalFields?], two: [string, CanonicalFields?], definition = vendor) => {
  const traits = (book: 'quickbooks' | 'billcom', [name, fields = {}]: [string, CanonicalFields?]) =>
    traitsOf(definition, book, { record: record(book, name, fields), path: String(fields.path ?? name) });
  return weigh(definition, traits('quickbooks', one), traits('billcom', two));
};

describe('what speaks for two records being the same', () => {
  const phone = '(512) 555-0100';
  const address = { line1: '1 Main St.', city: 'Austin', postalCode: '78701' };
  test.each([
    [['Acme'], ['ACME'], 50, ['the same name']],
    [['Acme, Inc.'], ['Acme'], 40, ['the same name in another spelling']],
    [['Acme Concrete'], ['Acme Roofing'], 15, ['a similar name']],
    [['Acme'], ['Zenith'], 1, []],
    [['Acme', { phone }], ['Zenith', { phone: '+1 512 555 0100' }], 20, ['the same phone']],
    [
      ['Acme', { email: 'A@x.com' }],
      ['Acme', { email: 'a@X.com' }],
      75,
      ['the same name', 'the same e-mail'],
    ],
    [
      ['Acme', { email: 'a@x.com' }],
      ['Acme', { email: 'b@x.com' }],
      45,
      ['the same name', 'different e-mails'],
    ],
    [
      ['Acme', { address }],
      ['Zenith', { address: { ...address, line1: '1 MAIN ST' } }],
      20,
      ['the same postal code', 'the same street address'],
    ],
    [
      ['Acme', { companyName: 'Acme Holding' }],
      ['Acme Holding LLC'],
      25,
      ['the same company name or name on check'],
    ],
    [
      ['Acme', { accountNumber: 'A-17' }],
      ['Zenith', { accountNumber: 'a17' }],
      30,
      ['the same account number'],
    ],
    [['Acme', { active: false }], ['Acme'], 45, ['the same name', 'inactive in QuickBooks']],
  ] as [[string, CanonicalFields?], [string, CanonicalFields?], number, string[]][])(
    '%j and %j: %d',
    (one, two, score, evidence) => {
      expect(weight(one, two)).toEqual({ score, evidence });
    },
  );

  test('types that differ are named, and a name under another parent is not the same name', () => {
    expect(weight(['Fees', { type: 'Expense' }], ['Fees', { type: 'Income' }], account)).toEqual({
      score: 30,
      evidence: ['the same name', 'different types: Expense in QuickBooks, Income in Bill.com'],
    });
    expect(
      weight(
        ['Sales', { parent: 'Q1', path: 'east:sales' }],
        ['Sales', { parent: 'B1', path: 'west:sales' }],
        account,
      ),
    ).toEqual({ score: 15, evidence: ['the same name under another parent'] });
  });
});

describe('who is compared with whom', () => {
  const proposals = (quickbooks: [string, CanonicalFields][], billcom: [string, CanonicalFields][]) =>
    reconcile(vendor, {
      quickbooks: quickbooks.map(([name, fields], index) => record(`Q${index}`, name, fields)),
      billcom: billcom.map(([name, fields], index) => record(`B${index}`, name, fields)),
    }).proposals.map(({ names }) => `${names.quickbooks} = ${names.billcom}`);

  test('different names with the same e-mail and phone are proposed; with the phone alone they are two', () => {
    const office = { phone: '512-555-0100', email: 'office@acme.com' };
    expect(proposals([['Acme Concrete', office]], [['A. C. M. E.', office]])).toEqual([
      'Acme Concrete = A. C. M. E.',
    ]);
    expect(
      proposals([['Acme Concrete', { phone: office.phone }]], [['Zenith', { phone: office.phone }]]),
    ).toEqual([]);
  });

  test('a vendor is found under its company name when something else fits, too', () => {
    expect(
      proposals(
        [['Smith', { companyName: 'Smith Electrical Services', email: 'joe@smith.com' }]],
        [['Smith Electrical Services', { email: 'joe@smith.com' }]],
      ),
    ).toEqual(['Smith = Smith Electrical Services']);
  });

  test('an e-mail and a phone that dozens share say nothing', () => {
    const shared = { phone: '512-555-0100', email: 'office@acme.com' };
    const many = (prefix: string): [string, CanonicalFields][] =>
      Array.from({ length: 30 }, (_, index) => [`${prefix} number ${index}`, shared]);
    expect(proposals(many('Left'), many('Right'))).toEqual([]);
  });
});

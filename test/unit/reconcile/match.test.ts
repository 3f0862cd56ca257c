import { matchUnlinked } from '../../../src/reconcile/match';
import { called, account, classes, held, link, linked, reconcile, record, vendor, written } from './samples';

const twinsOf = (plan: ReturnType<typeof reconcile>) => ({
  links: linked(plan),
  writes: written(plan),
  holds: held(plan),
});

describe('vendors without a link', () => {
  test('one of a name on each side is the same', () => {
    const plan = reconcile(vendor, { quickbooks: [record('Q1', 'Acme')], billcom: [record('B1', 'Acme')] });
    expect(twinsOf(plan)).toEqual({ links: ['Q1=B1'], writes: [], holds: [] });
  });

  test('capitals and blanks make no other name, and a shortened name is the same name', () => {
    const plan = reconcile(vendor, {
      quickbooks: [record('Q1', 'ACME  supply'), record('Q2', 'Northern Consolidated Building Supplies E')],
      billcom: [
        record('B1', 'Acme Supply'),
        record('B2', 'Northern Consolidated Building Supplies East Branch'),
      ],
    });
    expect(linked(plan)).toEqual(['Q1=B1', 'Q2=B2']);
  });

  test('two vendors of one name in Bill.com are held, not doubled', () => {
    const plan = reconcile(vendor, {
      quickbooks: [record('Q1', 'Acme')],
      billcom: [record('B1', 'Acme'), record('B2', 'acme')],
    });
    expect(twinsOf(plan)).toEqual({
      links: [],
      writes: [],
      holds: ['B1 possibleDuplicate', 'B2 possibleDuplicate', 'Q1 possibleDuplicate'],
    });
    expect(plan.holds.find((hold) => hold.recordId === 'Q1')?.sentence).toContain(
      'The vendor “Acme” in QuickBooks may be the same as “Acme” or “acme” in Bill.com',
    );
  });

  test('two vendors of one name in Bill.com are held before either is made in QuickBooks', () => {
    const plan = reconcile(vendor, { billcom: [record('B1', 'Acme'), record('B2', 'ACME')] });
    expect(twinsOf(plan)).toEqual({ links: [], writes: [], holds: ['B1 nameInUse', 'B2 nameInUse'] });
    expect(plan.holds[0]?.sentence).toBe(
      'The vendor “Acme” in Bill.com is not made in QuickBooks yet: “ACME” would have the same name “Acme” there.',
    );
  });

  test('when one of the two is renamed, both go on', () => {
    const plan = reconcile(vendor, {
      quickbooks: [record('Q1', 'Acme')],
      billcom: [record('B1', 'Acme'), record('B2', 'Bolts')],
      work: ['B2'],
    });
    expect(linked(plan)).toEqual(['Q1=B1']);
    expect(written(plan)).toContain('create Bolts in quickbooks');
  });

  test('a hold on a possible duplicate is looked at again in every cycle, since others can end it', () => {
    const plan = reconcile(vendor, {
      quickbooks: [record('Q1', 'Acme')],
      billcom: [record('B1', 'Acme'), record('B2', 'Acme')],
    });
    expect(plan.holds.map((hold) => hold.release.when)).toEqual(['nextCycle', 'nextCycle', 'nextCycle']);
  });

  test('an inactive double stands back for the active one', () => {
    const plan = reconcile(vendor, {
      quickbooks: [record('Q1', 'Acme')],
      billcom: [record('B1', 'Acme', { active: false }), record('B2', 'Acme')],
    });
    expect(twinsOf(plan)).toEqual({ links: ['Q1=B2'], writes: [], holds: ['B1 inactive'] });
  });

  test('an inactive twin is linked, since QuickBooks counts its name', () => {
    const plan = reconcile(vendor, {
      quickbooks: [record('Q1', 'Acme', { active: false })],
      billcom: [record('B1', 'Acme')],
      policy: 'ask',
    });
    expect(twinsOf(plan)).toEqual({ links: ['Q1=B1'], writes: [], holds: ['Q1 conflict active'] });
  });

  test('another spelling or legal form is a question, not a match', () => {
    const plan = reconcile(vendor, {
      quickbooks: [record('Q1', 'Acme, Inc.')],
      billcom: [record('B1', 'Acme LLC')],
    });
    expect(held(plan)).toEqual(['B1 possibleDuplicate', 'Q1 possibleDuplicate']);
    expect(written(plan)).toEqual([]);
  });

  test('names that QuickBooks cannot spell are not taken for one another', () => {
    const plan = reconcile(vendor, {
      quickbooks: [record('Q1', '??')],
      billcom: [record('B1', '日本'), record('B2', 'Who?')],
    });
    expect(twinsOf(plan).links).toEqual([]);
    expect(held(plan)).toEqual(['B1 possibleDuplicate', 'Q1 possibleDuplicate']);
    const same = reconcile(vendor, { quickbooks: [record('Q1', 'Who?')], billcom: [record('B1', 'Who?')] });
    expect(linked(same)).toEqual(['Q1=B1']);
  });
});

describe('after deletes and merges', () => {
  const lost = record('Q1', 'Acme', {}, { deleted: true });
  const left = record('B1', 'Acme');

  test('a deleted vendor is not made again; its twin is told', () => {
    const plan = reconcile(vendor, { quickbooks: [lost], billcom: [left], links: [link(lost, left)] });
    expect(twinsOf(plan)).toEqual({ links: [], writes: [], holds: ['B1 deleted'] });
    expect(plan.holds[0]?.sentence).toBe(
      'The vendor “Acme” was deleted in QuickBooks, or merged into another one there; its twin in Bill.com was left as it is.',
    );
  });

  test('the hold on a lost twin ends when the one that is left is made inactive or deleted too', () => {
    const inactive = record('B1', 'Acme', { active: false });
    const links = [link(lost, inactive)];
    expect(held(reconcile(vendor, { quickbooks: [lost], billcom: [inactive], links }))).toEqual([]);
    const gone = record('B1', 'Acme', {}, { deleted: true });
    const plan = reconcile(vendor, { quickbooks: [lost], billcom: [gone], links });
    expect(held(plan)).toEqual([]);
    expect(plan.looked).toContainEqual({ book: 'billcom', id: 'B1' });
  });

  test('a vendor that was deleted and entered again is linked to its old twin, not doubled', () => {
    const again = record('Q2', 'Acme');
    const plan = reconcile(vendor, {
      quickbooks: [lost, again],
      billcom: [left],
      links: [link(lost, left)],
      work: ['Q1', 'Q2'],
    });
    expect(twinsOf(plan)).toEqual({ links: ['Q2=B1'], writes: [], holds: [] });
    expect(plan.ended.map(({ id }) => id)).toEqual(['Q1=B1']);
  });

  test('a vendor entered again under a similar name is a question', () => {
    const plan = reconcile(vendor, {
      quickbooks: [lost, record('Q2', 'Acme Inc.')],
      billcom: [left],
      links: [link(lost, left)],
    });
    expect(written(plan)).toEqual([]);
    expect(held(plan)).toEqual(['B1 deleted', 'Q2 possibleDuplicate']);
  });

  test('a twin merged into an unlinked record: that one takes its place, whatever its name', () => {
    const quickbooks = record('Q1', 'Acme');
    const merged = record('B1', 'Acme', { active: false }, { mergedInto: 'B2' });
    const plan = reconcile(vendor, {
      quickbooks: [quickbooks],
      billcom: [merged, record('B2', 'Acme Holding')],
      links: [link(quickbooks, merged)],
      work: ['B1', 'B2'],
    });
    expect(linked(plan)).toEqual(['Q1=B2']);
    expect(plan.ended.map(({ id }) => id)).toEqual(['Q1=B1']);
    expect(written(plan)).toEqual(['update Acme in billcom']);
  });

  test('a twin merged into a linked record is told, and the merge can be repeated by hand', () => {
    const [one, two] = [record('Q1', 'Acme'), record('Q2', 'Bolts')];
    const merged = record('B1', 'Acme', { active: false }, { mergedInto: 'B2' });
    const into = record('B2', 'Bolts');
    const links = [link(one, merged), link(two, into)];
    const plan = reconcile(vendor, { quickbooks: [one, two], billcom: [merged, into], links });
    expect(twinsOf(plan)).toEqual({ links: [], writes: [], holds: ['B1 merged'] });
    expect(plan.holds[0]?.sentence).toBe(
      'The vendor “Acme” in Bill.com was merged into “Bolts”; its twin in QuickBooks was left as it is.',
    );
    const after = { ...one, deleted: true };
    expect(held(reconcile(vendor, { quickbooks: [after, two], billcom: [merged, into], links }))).toEqual([]);
  });
});

describe('records that cannot be judged', () => {
  test('the twin of a record that is just being written is left for the next cycle', () => {
    const plan = reconcile(vendor, {
      quickbooks: [record('Q1', 'Acme')],
      billcom: [record('B1', 'Acme')],
      inFlight: ['B1'],
    });
    expect(twinsOf(plan)).toEqual({ links: [], writes: [], holds: [] });
    expect(plan.looked).toEqual([]);
  });

  test('the twin of an unreadable record is not taken for new', () => {
    const plan = reconcile(vendor, {
      quickbooks: [record('Q1', 'Acme')],
      billcom: [record('B1', 'Acme', {}, { problem: 'phone should be text and is a list' })],
    });
    expect(twinsOf(plan)).toEqual({ links: [], writes: [], holds: ['B1 unreadable', 'Q1 toPutRight'] });
  });
});

describe('accounts without a link', () => {
  const bank = { type: 'Bank' };

  test('number and type match whatever the name', () => {
    const plan = reconcile(account, {
      quickbooks: [record('Q1', 'Checking', { ...bank, number: '1000' })],
      billcom: [record('B1', 'Operating', { ...bank, number: '1000' })],
      policy: 'ask',
    });
    expect(linked(plan)).toEqual(['Q1=B1']);
    expect(held(plan)).toEqual(['Q1 conflict name']);
  });

  test('one name with two types is a question', () => {
    const plan = reconcile(account, {
      quickbooks: [record('Q1', 'Fees', { type: 'Expense' })],
      billcom: [record('B1', 'Fees', { type: 'Income' })],
    });
    expect(held(plan)).toEqual(['B1 possibleDuplicate', 'Q1 possibleDuplicate']);
  });

  test('number and name that point to different accounts are a question', () => {
    const plan = reconcile(account, {
      quickbooks: [record('Q1', 'Checking', { ...bank, number: '1000' })],
      billcom: [record('B1', 'Savings', { ...bank, number: '1000' }), record('B2', 'Checking', bank)],
    });
    expect(linked(plan)).toEqual([]);
    expect(held(plan)).toEqual(['B1 possibleDuplicate', 'B2 possibleDuplicate', 'Q1 possibleDuplicate']);
  });

  test('children are matched under parents that are the same but called differently', () => {
    const plan = reconcile(account, {
      quickbooks: [
        record('Q1', 'Bank', { ...bank, number: '1000' }),
        record('Q2', 'Checking', { ...bank, parent: 'Q1' }),
        record('Q3', 'Payroll', { ...bank, parent: 'Q2' }),
      ],
      billcom: [
        record('B1', 'Banks', { ...bank, number: '1000' }),
        record('B2', 'Checking', { ...bank, parent: 'B1' }),
        record('B3', 'Payroll', { ...bank, parent: 'B2' }),
      ],
    });
    expect(linked(plan)).toEqual(['Q1=B1', 'Q2=B2', 'Q3=B3']);
    expect(written(plan)).toEqual(['update Bank in billcom']);
  });

  test('children of different parents are not the same for their name', () => {
    const parents = [record('Q1', 'East'), record('B1', 'West')] as const;
    const plan = reconcile(classes, {
      quickbooks: [parents[0], record('Q2', 'Sales', { parent: 'Q1' })],
      billcom: [parents[1], record('B2', 'Sales', { parent: 'B1' })],
    });
    expect(linked(plan)).toEqual([]);
    expect(plan.operations.filter((one) => one.action === 'create')).toHaveLength(4);
  });
});

test('matching 20,000 with 20,000 vendors takes seconds and grows with their number, not its square', () => {
  const time = (count: number): number => {
    const side = (prefix: string) =>
      Array.from({ length: count }, (_, index) => ({
        record: record(`${prefix}${index}`, `Vendor ${index} of ${index % 97} Ltd.`),
        path: '',
      }));
    const sides = { quickbooks: side('Q'), billcom: side('B') };
    const start = process.cpuUsage();
    expect(matchUnlinked(vendor, sides).certain).toHaveLength(count);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  time(1_000);
  const few = Math.min(time(5_000), time(5_000));
  const many = time(20_000);
  expect(many).toBeLessThan(10_000);
  expect(many / few).toBeLessThan(8);
}, 60_000);

test('thousands of vendors of one name are asked about in short sentences', () => {
  const plan = reconcile(vendor, {
    quickbooks: [record('Q1', 'Acme')],
    billcom: Array.from({ length: 2_000 }, (_, index) => record(`B${index}`, 'Acme')),
  });
  expect(written(plan)).toEqual([]);
  expect(plan.holds).toHaveLength(2_001);
  expect(plan.holds.find((hold) => hold.recordId === 'Q1')?.sentence.length).toBeLessThan(500);
});

describe('payment terms', () => {
  const terms = (id: string, name: string, dueDays: string | null) => record(id, name, { dueDays });

  test('of one name are the same; the others are matched by their days', () => {
    const plan = reconcile(called('terms'), {
      quickbooks: [terms('Q1', 'Net 30', '30'), terms('Q2', 'Thirty', '30'), terms('Q3', '2 months', '60')],
      billcom: [terms('B1', 'net 30', '30'), terms('B2', 'Net 60', '60')],
    });
    expect(linked(plan)).toEqual(['Q1=B1', 'Q3=B2']);
    // Each book keeps its own name.
    expect(written(plan)).toEqual([]);
    expect(held(plan)).toEqual(['Q2 ownerRule']);
  });

  test('two of the same days are a question', () => {
    const plan = reconcile(called('terms'), {
      quickbooks: [terms('Q1', 'Net 30', '30'), terms('Q2', 'Thirty', '30')],
      billcom: [terms('B1', '30 days', '30')],
    });
    expect(linked(plan)).toEqual([]);
    expect(written(plan)).toEqual([]);
  });
});

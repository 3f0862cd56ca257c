import { PcClock } from '../../../../simulators/quickbooks/books/clock';
import { child, type XmlElement } from '../../../../simulators/quickbooks/language/xmlTree';
import { answersIn, field, idOf, messageSet, mod, statusOf, TestCompany } from './testCompany';

const names = (answer: XmlElement) => answer.children.map((ret) => field(ret, 'Name'));
const query = (filters: string, attributes = '') => `<VendorQueryRq ${attributes}>${filters}</VendorQueryRq>`;
const CODE = (answer: XmlElement) => statusOf(answer)[0];

let company: TestCompany;
beforeEach(() => {
  company = new TestCompany({
    accounts: [
      { Name: 'Bank', AccountType: 'Bank' },
      { Name: 'Rent', AccountType: 'Expense' },
    ],
    vendors: ['Delta', 'alpha', 'Charlie', 'bravo', 'Echo'].map((Name) => ({ Name })),
    customers: [{ Name: 'Zulu' }],
  });
});
afterEach(() => company.remove());

describe('finding', () => {
  test('only active entries unless all are asked for', async () => {
    const delta = await company.done(query('<FullName>Delta</FullName>'));
    await company.done(mod('Vendor', delta, '<IsActive>false</IsActive>'));
    expect(names(await company.askOne(query('')))).toEqual(['alpha', 'bravo', 'Charlie', 'Echo']);
    expect(names(await company.askOne(query('<ActiveStatus>All</ActiveStatus>')))).toHaveLength(5);
    expect(names(await company.askOne(query('<ActiveStatus>InactiveOnly</ActiveStatus>')))).toEqual([
      'Delta',
    ]);
    expect(names(await company.askOne(query(`<ListID>${idOf(delta)}</ListID>`)))).toEqual(['Delta']);
  });

  test('nothing found is Info 1 without a Ret; some missing is Warn 500 with the others', async () => {
    const nothing = await company.askOne(
      query('<NameFilter><MatchCriterion>Contains</MatchCriterion><Name>zz</Name></NameFilter>'),
    );
    expect([...statusOf(nothing).slice(0, 2), nothing.children]).toEqual([1, 'Info', []]);
    const some = await company.askOne(query('<FullName>Echo</FullName><FullName>Nobody</FullName>'));
    expect([...statusOf(some).slice(0, 2), names(some)]).toEqual([500, 'Warn', ['Echo']]);
    expect(statusOf(some)[2]).toContain('("Nobody")');
    expect(CODE(await company.askOne(query('<ListID>1-1</ListID>')))).toBe(500);
  });

  test.each([
    ['<NameFilter><MatchCriterion>StartsWith</MatchCriterion><Name>AL</Name></NameFilter>', ['alpha']],
    ['<NameFilter><MatchCriterion>EndsWith</MatchCriterion><Name>o</Name></NameFilter>', ['bravo', 'Echo']],
    [
      '<NameRangeFilter><FromName>B</FromName><ToName>d</ToName></NameRangeFilter>',
      ['bravo', 'Charlie', 'Delta'],
    ],
    ['<MaxReturned>2</MaxReturned>', ['alpha', 'bravo']],
  ])('%s', async (filter, expected) => {
    expect(names(await company.askOne(query(filter)))).toEqual(expected);
  });

  test('names in another order, and without the ends of a range', async () => {
    const range = (from: string, to: string) =>
      company.askOne(
        query(`<NameRangeFilter><FromName>${from}</FromName><ToName>${to}</ToName></NameRangeFilter>`),
      );
    expect(statusOf(await range('D', 'b'))[0]).toBe(3031);
    expect(statusOf(await range('a', '9'))[0]).toBe(3031);
    company.turn({ nameOrder: 'lettersFirst' });
    expect(names(await range('b', '9'))).toEqual(['bravo', 'Charlie', 'Delta', 'Echo']);
    company.turn({ nameRangeEnds: 'excluded' });
    expect(names(await range('bravo', 'Delta'))).toEqual(['Charlie']);
    company.turn({ reset: true });
  });

  test('accounts by type', async () => {
    const answer = await company.askOne(
      '<AccountQueryRq><AccountType>Bank</AccountType><AccountType>Equity</AccountType></AccountQueryRq>',
    );
    expect(names(answer)).toEqual(['Bank']);
  });

  test('names of every kind', async () => {
    const answer = await company.askOne('<EntityQueryRq/>');
    expect(answer.children.map(({ name }) => name)).toContain('CustomerRet');
    expect(names(answer).at(-1)).toBe('Zulu');
  });

  test('only the elements asked for, counts, and no data at all', async () => {
    const trimmed = await company.done(
      query(
        '<MaxReturned>1</MaxReturned><IncludeRetElement>Name</IncludeRetElement><IncludeRetElement>Nonsense</IncludeRetElement>',
      ),
    );
    expect(trimmed.children.map(({ name }) => name)).toEqual(['Name']);
    const counted = await company.askOne(query('', 'metaData="MetaDataOnly"'));
    expect([counted.attributes.retCount, counted.children]).toEqual(['5', []]);
    const both = await company.askOne(query('', 'metaData="MetaDataAndResponseData"'));
    expect([both.attributes.retCount, both.children.length]).toEqual(['5', 5]);
    const [none] = await company.ask(query(''), 'onError="stopOnError" responseData="includeNone"');
    expect([CODE(none as XmlElement), none?.children]).toEqual([0, []]);
  });
});

describe('modification times', () => {
  test('are local without an offset, and both ends are inclusive', async () => {
    company.later(3600);
    await company.addVendor('Late'); // 11:00:00 on the wall, printed as 11:00:00-08:00
    const from = async (text: string) =>
      names(await company.askOne(query(`<FromModifiedDate>${text}</FromModifiedDate>`)));
    expect(await from('2026-07-01T11:00:00')).toEqual(['Late']);
    expect(await from('2026-07-01T11:00:01')).toEqual([]);
    expect(await from('2026-07-01')).toHaveLength(6);
    const to = async (text: string) =>
      names(await company.askOne(query(`<ToModifiedDate>${text}</ToModifiedDate>`)));
    expect(await to('2026-07-01T10:59:59')).toHaveLength(5);
    expect(await to('2026-07-01T11:00:00')).toHaveLength(6);
    expect(await to('2026-07-01')).toHaveLength(6);
  });

  test('sent back as they were printed they miss an hour in summer', async () => {
    company.later(3600);
    const late = await company.addVendor('Late');
    const printed = field(late, 'TimeModified') ?? '';
    const answer = await company.askOne(query(`<FromModifiedDate>${printed}</FromModifiedDate>`));
    expect(CODE(answer)).toBe(1);
  });

  test('from after to is refused', async () => {
    const range =
      '<FromModifiedDate>2026-02-01</FromModifiedDate><ToModifiedDate>2026-01-01</ToModifiedDate>';
    expect(await company.code(query(range))).toBe(3020);
  });

  test.each([
    ['America/Los_Angeles', 'standard', '2026-07-01T17:00:00Z', '2026-07-01T10:00:00-08:00'],
    ['America/Los_Angeles', 'exact', '2026-07-01T17:00:00Z', '2026-07-01T10:00:00-07:00'],
    ['America/Los_Angeles', 'standard', '2026-01-01T17:00:00Z', '2026-01-01T09:00:00-08:00'],
    ['Asia/Kolkata', 'standard', '2026-01-01T00:00:00Z', '2026-01-01T05:30:00+05:30'],
  ] as const)('%s, %s: %s is printed %s', (zone, printedOffset, real, printed) => {
    const clock = new PcClock({ zone, printedOffset, skewMs: 0 });
    expect(clock.printed(Date.parse(real) / 1000)).toBe(printed);
  });

  test('follow a clock that is wrong', async () => {
    company.turn({ clock: -600_000 });
    expect(field(await company.addVendor('Slow'), 'TimeCreated')).toBe('2026-07-01T09:50:00-08:00');
  });
});

describe('iterators', () => {
  const start = (max = 2, filters = '') =>
    query(`<MaxReturned>${String(max)}</MaxReturned>${filters}`, 'iterator="Start"');
  const next = (id: string, filters = '', what = 'Continue') =>
    query(`<MaxReturned>2</MaxReturned>${filters}`, `iterator="${what}" iteratorID="${id}"`);
  const id = (answer: XmlElement) => answer.attributes.iteratorID ?? '';

  test('give every entry once, and the number that remains', async () => {
    const first = await company.askOne(start());
    expect([names(first), first.attributes.iteratorRemainingCount]).toEqual([['alpha', 'bravo'], '3']);
    const second = await company.askOne(next(id(first)));
    const third = await company.askOne(next(id(first)));
    expect([names(second), names(third)]).toEqual([['Charlie', 'Delta'], ['Echo']]);
    expect(third.attributes.iteratorRemainingCount).toBe('0');
    expect(CODE(await company.askOne(next(id(first))))).toBe(3391);
  });

  test('show changes made meanwhile, and pass over what was deleted', async () => {
    const first = await company.askOne(start());
    const charlie = await company.done(query('<FullName>Charlie</FullName>'));
    await company.done(
      `<ListDelRq><ListDelType>Vendor</ListDelType><ListID>${idOf(charlie)}</ListID></ListDelRq>`,
    );
    expect(names(await company.askOne(next(id(first))))).toEqual(['Delta']);
  });

  test('keep their filters, are stopped, need a size, and do not go with ids', async () => {
    const first = await company.askOne(start());
    expect(CODE(await company.askOne(next(id(first), '<ActiveStatus>All</ActiveStatus>')))).toBe(3391);
    expect(CODE(await company.askOne(next(id(first), '', 'Stop')))).toBe(0);
    expect(CODE(await company.askOne(next(id(first))))).toBe(3391);
    expect(CODE(await company.askOne(query('', 'iterator="Start"')))).toBe(3150);
    expect(CODE(await company.askOne(query('<FullName>Echo</FullName>', 'iterator="Start"')))).toBe(3153);
  });

  test('die with their session', async () => {
    const first = await company.askOne(start());
    company.quickBooks.sessions.end(company.ticket);
    company.ticket = company.begin();
    expect(CODE(await company.askOne(next(id(first))))).toBe(3391);
  });

  test('die when nobody asks, and are limited in number', async () => {
    const impatient = new TestCompany({ vendors: [{ Name: 'A' }, { Name: 'B' }] }, { iteratorIdleMs: -1 });
    const first = await impatient.askOne(start(1));
    expect(CODE(await impatient.askOne(next(id(first))))).toBe(3391);
    impatient.remove();
    for (let n = 0; n < 10; n += 1) expect(CODE(await company.askOne(start()))).toBe(0);
    expect(CODE(await company.askOne(start()))).toBe(3390);
  });
});

describe('answers', () => {
  test('carry no qbxml instruction, stand line by line and in ASCII', async () => {
    await company.addVendor('Caf&#233; &amp; Co');
    const answer = await company.send(messageSet(query('<FullName>Caf&#233; &amp; Co</FullName>')));
    const text = 'response' in answer ? answer.response : '';
    expect(text.startsWith('<?xml version="1.0" ?>\n<QBXML>\n<QBXMLMsgsRs>\n<VendorQueryRs ')).toBe(true);
    expect(text).toContain('<Name>Caf&#233; &amp; Co</Name>');
    expect(text).not.toContain('<?qbxml');
    expect(child(answersIn(answer)[0] as XmlElement, 'VendorRet')).toBeDefined();
  });

  test('raw characters can be lost on the way in', async () => {
    company.turn({ rawNonAscii: 'questionMark' });
    expect(field(await company.addVendor('Café'), 'Name')).toBe('Caf?');
  });

  test('echo the requestID up to 50 characters', async () => {
    const answer = await company.askOne(`<HostQueryRq requestID="${'x'.repeat(50)}"/>`);
    expect(answer.attributes.requestID).toHaveLength(50);
    expect(await company.code(`<HostQueryRq requestID="${'x'.repeat(51)}"/>`)).toBe(1060);
  });

  test('what is not simulated fails loudly', async () => {
    expect(await company.code('<EstimateAddRq><EstimateAdd/></EstimateAddRq>')).toBe(1030);
  });
});

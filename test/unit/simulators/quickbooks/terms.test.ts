import { change } from '../../../../simulators/quickbooks/processor/person';
import { field, idOf, messageSet, sequenceOf, TestCompany } from './testCompany';

let company: TestCompany;
beforeEach(() => {
  company = new TestCompany({
    terms: [{ Name: 'Net 30', StdDueDays: 30 }, { Name: '2% 10 Net 30', StdDueDays: 30, StdDiscountDays: 10, DiscountPct: 2 }],
    dateDrivenTerms: [{ Name: '10th of the month', DayOfMonthDue: 10, DueNextMonthDays: 5 }],
  }); // prettier-ignore
});
afterEach(() => company.remove());

const standard = (name: string, more = '') =>
  `<StandardTermsAddRq><StandardTermsAdd><Name>${name}</Name>${more}</StandardTermsAdd></StandardTermsAddRq>`;
const dateDriven = (name: string, more = '<DayOfMonthDue>15</DayOfMonthDue>') =>
  `<DateDrivenTermsAddRq><DateDrivenTermsAdd><Name>${name}</Name>${more}</DateDrivenTermsAdd></DateDrivenTermsAddRq>`;

describe('terms', () => {
  test('of both kinds come in one answer, each as its own Ret', async () => {
    const { children } = await company.askOne('<TermsQueryRq/>');
    expect(children.map((ret) => [ret.name, field(ret, 'Name')])).toEqual([
      ['DateDrivenTermsRet', '10th of the month'],
      ['StandardTermsRet', '2% 10 Net 30'],
      ['StandardTermsRet', 'Net 30'],
    ]);
    expect(children.map((ret) => field(ret, 'DayOfMonthDue') ?? field(ret, 'StdDueDays'))).toEqual([
      '10',
      '30',
      '30',
    ]);
    expect(field(children[1]!, 'DiscountPct')).toBe('2.00');
  });

  test('have one query each, too', async () => {
    expect((await company.askOne('<StandardTermsQueryRq/>')).children).toHaveLength(2);
    expect((await company.askOne('<DateDrivenTermsQueryRq/>')).children).toHaveLength(1);
  });

  test('are capped by MaxReturned without a word, and know no iterator', async () => {
    const capped = await company.askOne('<TermsQueryRq><MaxReturned>1</MaxReturned></TermsQueryRq>');
    expect([capped.children.length, capped.attributes.statusCode, capped.attributes.iteratorID]).toEqual([
      1,
      '0',
      undefined,
    ]);
    const refusal = await company.send(
      messageSet('<TermsQueryRq iterator="Start"><MaxReturned>1</MaxReturned></TermsQueryRq>'),
    );
    expect(refusal).toMatchObject({ hresult: '0x80040400' });
  });

  test('share one space of names, whatever their kind', async () => {
    expect(await company.code(dateDriven('net 30'))).toBe(3100);
    expect(await company.code(standard('10TH OF THE MONTH'))).toBe(3100);
    expect(await company.code(standard('Net 15', '<StdDueDays>15</StdDueDays>'))).toBe(0);
  });

  test.each([
    ['a name of 32 characters', standard('x'.repeat(32))],
    ['days that are no number', standard('A', '<StdDueDays>thirty</StdDueDays>')],
    ['a day that no month has', dateDriven('A', '<DayOfMonthDue>32</DayOfMonthDue>')],
    ['no day of the month', dateDriven('A', '')],
    ['days before the name', standard('A').replace('<Name>A</Name>', '<StdDueDays>5</StdDueDays><Name>A</Name>')],
    [
      'a Mod, which there is not',
      '<StandardTermsModRq><StandardTermsMod><ListID>1</ListID><EditSequence>1</EditSequence></StandardTermsMod></StandardTermsModRq>',
    ],
  ])('the parser refuses %s', async (_what, request) => {
    const answer = await company.send(
      messageSet(request),
    );
    expect(answer).toMatchObject({ hresult: '0x80040400' });
  }); // prettier-ignore

  test('are changed by people, and the change shows in the next query', async () => {
    const [before] = (await company.askOne('<TermsQueryRq><FullName>Net 30</FullName></TermsQueryRq>'))
      .children;
    company.later(60);
    const edit = change(
      'Terms',
      'Net 30',
      { Name: 'Net 31', StdDueDays: 31, IsActive: false },
      company.quickBooks.contextOfPerson(),
    );
    company.quickBooks.parts.file.commit(edit.changes);
    const after = await company.done(
      '<TermsQueryRq><ActiveStatus>All</ActiveStatus><FromModifiedDate>2026-07-01T10:00:30</FromModifiedDate></TermsQueryRq>',
    );
    expect([idOf(after), field(after, 'Name'), field(after, 'StdDueDays'), field(after, 'IsActive')]).toEqual(
      [idOf(before!), 'Net 31', '31', 'false'],
    );
    expect(sequenceOf(after)).not.toBe(sequenceOf(before!));
  });

  test('leave a trace of their kind when they are deleted', async () => {
    const ret = await company.done('<TermsQueryRq><FullName>10th of the month</FullName></TermsQueryRq>');
    const del = (list: string) =>
      `<ListDelRq><ListDelType>${list}</ListDelType><ListID>${idOf(ret)}</ListID></ListDelRq>`;
    expect(await company.code(del('StandardTerms'))).toBe(3120);
    expect(await company.code(del('DateDrivenTerms'))).toBe(0);
    const trace = await company.done(
      '<ListDeletedQueryRq><ListDelType>StandardTerms</ListDelType><ListDelType>DateDrivenTerms</ListDelType></ListDeletedQueryRq>',
    );
    expect([field(trace, 'ListDelType'), field(trace, 'ListID'), field(trace, 'FullName')]).toEqual([
      'DateDrivenTerms',
      idOf(ret),
      '10th of the month',
    ]);
    company.turn({ deletedKeptDays: 0 });
    company.later(1);
    expect(
      await company.code(
        '<ListDeletedQueryRq><ListDelType>DateDrivenTerms</ListDelType></ListDeletedQueryRq>',
      ),
    ).toBe(1);
  });

  test('a customer and a vendor name them by either kind', async () => {
    const terms = '<TermsRef><FullName>10th of the month</FullName></TermsRef>';
    const ret = await company.addVendor('A', terms);
    expect(field(ret, 'TermsRef', 'FullName')).toBe('10th of the month');
  });
});

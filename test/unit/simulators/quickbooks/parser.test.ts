import { ParserRefusal } from '../../../../simulators/quickbooks/language/refusal';
import { readMessageSet } from '../../../../simulators/quickbooks/processor/readMessageSet';
import { messageSet, TestCompany } from './testCompany';

const vendorAdd = (fields: string) =>
  messageSet(`<VendorAddRq><VendorAdd>${fields}</VendorAdd></VendorAddRq>`);
const vendorQuery = (fields: string, attributes = '') =>
  messageSet(`<VendorQueryRq ${attributes}>${fields}</VendorQueryRq>`);
const accountAdd = (fields: string) =>
  messageSet(`<AccountAddRq><AccountAdd>${fields}</AccountAdd></AccountAddRq>`);

const accepted: [string, string][] = [
  ['an empty set', messageSet('')],
  ['comments and line breaks', messageSet('\n<!-- none -->\n')],
  [
    'all parts in order',
    vendorAdd('<Name>A</Name><IsActive>1</IsActive><CompanyName>B</CompanyName><Phone>1</Phone>'),
  ],
  ['an empty element', vendorAdd('<Name>A</Name><IsActive></IsActive><CreditLimit/>')],
  [
    'a reference by either key, or neither',
    vendorAdd('<Name>A</Name><TermsRef><FullName>x</FullName></TermsRef>'),
  ],
  ['41 characters after decoding', vendorAdd(`<Name>${'&#233;'.repeat(41)}</Name>`)],
  ['an amount of 13 digits', vendorAdd('<Name>A</Name><CreditLimit>1234567890123.45</CreditLimit>')],
  [
    'a date-time with an offset',
    vendorQuery('<FromModifiedDate>2026-01-01T00:00:00-08:00</FromModifiedDate>'),
  ],
  ['a date alone as date-time', vendorQuery('<FromModifiedDate>2026-01-01</FromModifiedDate>')],
  ['several ids', vendorQuery('<ListID>1</ListID><ListID>2</ListID>')],
  ['an iterator', vendorQuery('<MaxReturned>5</MaxReturned>', 'iterator="Start"')],
  [
    'an owner after the elements to include',
    vendorQuery('<IncludeRetElement>Name</IncludeRetElement><OwnerID>0</OwnerID>'),
  ],
  [
    'a message that is known but not simulated',
    messageSet('<EstimateQueryRq requestID="1"><TxnID>1</TxnID></EstimateQueryRq>'),
  ],
  ['up to three repetitions', vendorAdd(`<Name>A</Name>${'<PrefillAccountRef/>'.repeat(3)}`)],
];

const refused: [string, string][] = [
  ['text that is not XML', 'hello'],
  ['nothing', ''],
  ['a DTD', messageSet('').replace('<QBXML>', '<!DOCTYPE x [<!ENTITY a "b">]><QBXML>')],
  ['a control character', vendorAdd('<Name>A\u0001</Name>')],
  ['a control character as a reference', vendorAdd('<Name>A&#1;</Name>')],
  ['an undefined entity', vendorAdd('<Name>A&nbsp;</Name>')],
  ['no version', messageSet('').replace('<?qbxml version="13.0"?>', '')],
  ['a version that never was', messageSet('', undefined, '13.5')],
  ['a version that is too new', messageSet('', undefined, '17.0')],
  ['no onError', messageSet('', '')],
  ['an unknown onError', messageSet('', 'onError="ignore"')],
  ['an unknown attribute of the set', messageSet('', 'onError="stopOnError" foo="1"')],
  ['another root', messageSet('').replaceAll('QBXML>', 'QBXMLX>')],
  ['two sets', messageSet('').replace('</QBXML>', '<QBXMLMsgsRq onError="stopOnError"/></QBXML>')],
  ['an unknown message', messageSet('<VendorFooRq/>')],
  ['an element of the wrong case', vendorAdd('<name>A</name>')],
  ['an unknown element', vendorAdd('<Name>A</Name><Nickname>B</Nickname>')],
  ['elements out of order', vendorAdd('<Name>A</Name><Phone>1</Phone><CompanyName>B</CompanyName>')],
  ['the same element twice', vendorAdd('<Name>A</Name><Phone>1</Phone><Phone>1</Phone>')],
  ['a required element missing', vendorAdd('<CompanyName>B</CompanyName>')],
  ['a required aggregate missing', messageSet('<VendorAddRq/>')],
  ['a fourth repetition', vendorAdd(`<Name>A</Name>${'<PrefillAccountRef/>'.repeat(4)}`)],
  ['a name of 42 characters', vendorAdd(`<Name>${'a'.repeat(42)}</Name>`)],
  ['an account number of 8 characters', accountAdd('<Name>A</Name><AccountType>Bank</AccountType><AccountNumber>12345678</AccountNumber>')],
  ['an unknown value of an enumeration', accountAdd('<Name>A</Name><AccountType>Cash</AccountType>')],
  ['one decimal', vendorAdd('<Name>A</Name><CreditLimit>1.5</CreditLimit>')],
  ['a thousands mark', vendorAdd('<Name>A</Name><CreditLimit>1,000.00</CreditLimit>')],
  ['yes for a boolean', vendorAdd('<Name>A</Name><IsActive>yes</IsActive>')],
  ['a GUID without braces', vendorAdd('<Name>A</Name><ExternalGUID>512349B1-1111-2222-3333-000DE1813D20</ExternalGUID>')],
  ['a date-time with Z', vendorQuery('<FromModifiedDate>2026-01-01T00:00:00Z</FromModifiedDate>')],
  ['the 31st of February', accountAdd('<Name>A</Name><AccountType>Bank</AccountType><OpenBalanceDate>2026-02-31</OpenBalanceDate>')],
  ['MaxReturned of 0', vendorQuery('<MaxReturned>0</MaxReturned>')],
  ['ids and filters', vendorQuery('<ListID>1</ListID><ActiveStatus>All</ActiveStatus>')],
  ['both name filters', vendorQuery('<NameFilter><MatchCriterion>StartsWith</MatchCriterion><Name>a</Name></NameFilter><NameRangeFilter/>')],
  ['an iterator where there is none', messageSet('<AccountQueryRq iterator="Start"><MaxReturned>5</MaxReturned></AccountQueryRq>')],
  ['an attribute on a field', vendorAdd('<Name x="1">A</Name>')],
  ['text between elements', vendorAdd('<Name>A</Name>and')],
  ['ExternalGUID in a Mod', messageSet(`<VendorModRq><VendorMod><ListID>1</ListID><EditSequence>1</EditSequence><ExternalGUID>0</ExternalGUID></VendorMod></VendorModRq>`)],
  ['private fields of a class', messageSet('<ClassQueryRq><OwnerID>0</OwnerID></ClassQueryRq>')],
  ['an element newer than the version', messageSet('<VendorAddRq><VendorAdd><Name>A</Name><JobTitle>x</JobTitle></VendorAdd></VendorAddRq>', undefined, '11.0')],
]; // prettier-ignore

describe('the parser', () => {
  test.each(accepted)('accepts %s', (_what, document) => {
    expect(() => readMessageSet(document, '16.0')).not.toThrow();
  });

  test.each(refused)('refuses %s', (_what, document) => {
    expect(() => readMessageSet(document, '16.0')).toThrow(ParserRefusal);
  });

  test('refuses a whole set for one wrong element; nothing of it runs', async () => {
    const company = new TestCompany();
    const good = '<VendorAddRq><VendorAdd><Name>A</Name></VendorAdd></VendorAddRq>';
    const answer = await company.send(messageSet(`${good}<VendorAddRq><VendorAdd/></VendorAddRq>`));
    expect(answer).toEqual({
      hresult: '0x80040400',
      message: 'QuickBooks found an error when parsing the provided XML text stream.',
    });
    expect(company.quickBooks.parts.file.books.entries('Vendor')).toHaveLength(0);
    company.remove();
  });

  test('knows no version beyond its own', async () => {
    const company = new TestCompany({}, { highestVersion: '13.0' });
    expect(await company.send(messageSet('', undefined, '14.0'))).toMatchObject({ hresult: '0x80040400' });
    const host = await company.done('<HostQueryRq/>');
    expect(host.children.filter(({ name }) => name === 'SupportedQBXMLVersion').at(-1)?.text).toBe('13.0');
    company.remove();
  });
});

import fc from 'fast-check';
import { encodeMessageSet, encodeRequest, encodeRequests } from '../../../../src/quickbooks/qbxml/encode';
import { wrapMessageSet } from '../../../../src/quickbooks/qbxml/envelope';
import { QbxmlRefused } from '../../../../src/quickbooks/qbxml/errors';
import type { Message } from '../../../../src/quickbooks/qbxml/grammar';
import {
  aggregate,
  anyMix,
  exactlyOne,
  id,
  required,
  since,
  text,
} from '../../../../src/quickbooks/qbxml/grammar';
import { ref } from '../../../../src/quickbooks/qbxml/messages/parts';
import type { QbxmlObject, QbxmlRequest } from '../../../../src/quickbooks/qbxml/types';

const vendorAdd = (fields: QbxmlObject): QbxmlRequest => ({
  name: 'VendorAddRq',
  requestID: '1',
  body: { VendorAdd: fields },
});
const vendorMod = (fields: QbxmlObject): QbxmlRequest => ({
  name: 'VendorModRq',
  requestID: '1',
  body: { VendorMod: { ListID: '80000001-1', EditSequence: '1', ...fields } },
});
const vendorQuery = (body: QbxmlObject, attributes: QbxmlRequest['attributes'] = {}): QbxmlRequest => ({
  name: 'VendorQueryRq',
  requestID: '1',
  attributes,
  body,
});

function refusal(encode: () => unknown): QbxmlRefused {
  try {
    encode();
  } catch (error) {
    if (error instanceof QbxmlRefused) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('order and shape', () => {
  test('elements stand in the compulsory order whatever the order of the keys', () => {
    const encoded = encodeRequests([
      vendorAdd({
        CurrencyRef: { FullName: 'US Dollar' },
        Phone: '555',
        VendorAddress: { City: 'Reno', Addr1: '1 Main St' },
        Name: 'ACME',
      }),
    ]);
    expect(encoded).toBe(
      '<VendorAddRq requestID="1"><VendorAdd><Name>ACME</Name>' +
        '<VendorAddress><Addr1>1 Main St</Addr1><City>Reno</City></VendorAddress>' +
        '<Phone>555</Phone><CurrencyRef><FullName>US Dollar</FullName></CurrencyRef></VendorAdd></VendorAddRq>',
    );
  });

  test('the envelope carries version, error rule and message set ids', () => {
    const set = encodeMessageSet([{ name: 'HostQueryRq', requestID: '1', body: {} }], {
      version: '14.0',
      onError: 'continueOnError',
      newMessageSetID: 'A1',
      oldMessageSetID: 'A0',
    });
    expect(set).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n<?qbxml version="14.0"?>\n' +
        '<QBXML><QBXMLMsgsRq newMessageSetID="A1" oldMessageSetID="A0" onError="continueOnError">' +
        '<HostQueryRq requestID="1"></HostQueryRq></QBXMLMsgsRq></QBXML>',
    );
  });

  test('an empty set asks for a stored answer; a message set id that QuickBooks would not keep is refused', () => {
    const envelope = { version: '13.0', onError: 'stopOnError' } as const;
    expect(wrapMessageSet('', { ...envelope, newMessageSetID: 'X', oldMessageSetID: 'X' })).toContain(
      '<QBXMLMsgsRq newMessageSetID="X" oldMessageSetID="X" onError="stopOnError"></QBXMLMsgsRq>',
    );
    expect(() => wrapMessageSet('', { ...envelope, newMessageSetID: 'x'.repeat(24) })).toThrow(QbxmlRefused);
    expect(() => wrapMessageSet('<é/>', envelope)).toThrow(QbxmlRefused);
  });

  test('lines and group lines may be mixed; each kind is written together', () => {
    const message: Message = {
      name: 'MixRq',
      kind: 'add',
      iterator: false,
      metaData: false,
      body: [anyMix([text('Line')], [text('Group')])],
    };
    const written = encodeRequest(
      message,
      { name: 'MixRq', requestID: '1', body: { Group: 'g', Line: 'l' } },
      '13.0',
    );
    expect(written).toBe('<MixRq requestID="1"><Line>l</Line><Group>g</Group></MixRq>');
  });
});

describe('text', () => {
  test('is pure ASCII and escaped once', () => {
    expect(encodeRequests([vendorAdd({ Name: 'Café & <"Söhne"> €' })])).toContain(
      '<Name>Caf&#233; &amp; &lt;&quot;S&#246;hne&quot;&gt; &#8364;</Name>',
    );
    expect(encodeRequests([vendorAdd({ Name: 'A &amp; B' })])).toContain('<Name>A &amp;amp; B</Name>');
  });

  test('control characters go, TAB, CR and LF stay as references, half surrogates become a question mark', () => {
    expect(encodeRequests([vendorAdd({ Name: 'a\u0000\u0007b', Notes: '1\t2\r\n3\ud83d' })])).toContain(
      '<Name>ab</Name><Notes>1&#9;2&#13;&#10;3?</Notes>',
    );
  });

  test('length counts the decoded characters', () => {
    expect(encodeRequests([vendorAdd({ Name: '&'.repeat(41) })])).toContain('&amp;'.repeat(41));
    expect(refusal(() => encodeRequests([vendorAdd({ Name: '&'.repeat(42) })]))).toMatchObject({
      path: 'VendorAddRq/VendorAdd/Name',
      because: 'it has 42 characters and may have 41',
    });
  });

  test('any text survives a round trip through the wire as ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 500 }), (notes) => {
        const encoded = encodeRequests([vendorAdd({ Name: 'N', Notes: notes })]);
        expect(encoded).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
  });
});

describe('empty text', () => {
  test('is left out on an Add, and takes an aggregate with nothing else along', () => {
    expect(encodeRequests([vendorAdd({ Name: 'A', Phone: '', VendorAddress: { City: '' } })])).toBe(
      '<VendorAddRq requestID="1"><VendorAdd><Name>A</Name></VendorAdd></VendorAddRq>',
    );
  });

  test('clears the field on a Mod', () => {
    expect(encodeRequests([vendorMod({ Phone: '', TermsRef: { FullName: '' } })])).toContain(
      '<Phone></Phone><TermsRef><FullName></FullName></TermsRef>',
    );
  });

  test.each([
    ['a name', { Name: '' }],
    ['a flag', { IsActive: '' }],
    ['the edit sequence', { EditSequence: '' }],
  ])('cannot clear %s', (_what, fields) => {
    expect(() => encodeRequests([vendorMod(fields)])).toThrow(QbxmlRefused);
  });

  test('is refused in a query, as is an empty list, which would ask for everything', () => {
    expect(() => encodeRequests([vendorQuery({ FullName: [''] })])).toThrow(QbxmlRefused);
    expect(refusal(() => encodeRequests([vendorQuery({ ListID: [] })])).because).toMatch(/everything/);
  });
});

describe('what QuickBooks would refuse', () => {
  test.each<[string, QbxmlRequest, string]>([
    ['an unknown request', { name: 'InvoiceEatRq', requestID: '1', body: {} }, 'InvoiceEatRq'],
    ['an unknown element', vendorAdd({ Name: 'A', Nmae: 'B' }), 'VendorAddRq/VendorAdd/Nmae'],
    ['an element of other countries', vendorAdd({ Name: 'A', Mobile: '1' }), 'VendorAddRq/VendorAdd/Mobile'],
    ['a missing element', vendorAdd({ Phone: '1' }), 'VendorAddRq/VendorAdd/Name'],
    ['a colon in a name', vendorAdd({ Name: 'A:B' }), 'VendorAddRq/VendorAdd/Name'],
    ['one decimal', vendorAdd({ Name: 'A', CreditLimit: '1.5' }), 'VendorAddRq/VendorAdd/CreditLimit'],
    [
      'a thousands mark',
      vendorAdd({ Name: 'A', CreditLimit: '1,500.00' }),
      'VendorAddRq/VendorAdd/CreditLimit',
    ],
    [
      'a day that does not exist',
      vendorAdd({ Name: 'A', OpenBalanceDate: '2026-02-30' }),
      'VendorAddRq/VendorAdd/OpenBalanceDate',
    ],
    [
      'a day after 2038',
      vendorAdd({ Name: 'A', OpenBalanceDate: '2038-01-20' }),
      'VendorAddRq/VendorAdd/OpenBalanceDate',
    ],
    ['a flag in words', vendorAdd({ Name: 'A', IsActive: 'yes' }), 'VendorAddRq/VendorAdd/IsActive'],
    [
      'a GUID without braces',
      vendorAdd({ Name: 'A', ExternalGUID: '12345678-1234-1234-1234-123456789abc' }),
      'VendorAddRq/VendorAdd/ExternalGUID',
    ],
    [
      'too many accounts',
      vendorAdd({ Name: 'A', PrefillAccountRef: Array<QbxmlObject>(4).fill({ FullName: 'X' }) }),
      'VendorAddRq/VendorAdd/PrefillAccountRef',
    ],
    ['text for an aggregate', vendorAdd({ Name: 'A', TermsRef: 'Net 30' }), 'VendorAddRq/VendorAdd/TermsRef'],
    ['an aggregate for text', vendorAdd({ Name: { First: 'A' } }), 'VendorAddRq/VendorAdd/Name'],
    [
      'a time with a zone',
      vendorQuery({ FromModifiedDate: '2026-01-01T00:00:00Z' }),
      'VendorQueryRq/FromModifiedDate',
    ],
    ['ids with a filter', vendorQuery({ ListID: ['1'], ActiveStatus: 'All' }), 'VendorQueryRq'],
    [
      'two name filters',
      vendorQuery({
        NameFilter: { MatchCriterion: 'Contains', Name: 'A' },
        NameRangeFilter: { FromName: 'A' },
      }),
      'VendorQueryRq',
    ],
    [
      'a filter without its choice',
      vendorQuery({ ClassFilter: { ListID: '1', FullName: 'A' } }),
      'VendorQueryRq/ClassFilter',
    ],
    [
      'a cut list',
      { name: 'ClassQueryRq', requestID: '1', body: { MaxReturned: '10' } },
      'ClassQueryRq/MaxReturned',
    ],
    ['no request id', { name: 'HostQueryRq', requestID: '', body: {} }, 'HostQueryRq/@requestID'],
    [
      'a long request id',
      { name: 'HostQueryRq', requestID: 'x'.repeat(51), body: {} },
      'HostQueryRq/@requestID',
    ],
  ])('%s', (_what, request, path) => {
    expect(refusal(() => encodeRequests([request])).path).toBe(path);
  });

  test.each([[5], [null], [true], [[null]]])(
    'a value that is no text, such as %j from a stored row',
    (value) => {
      for (const field of ['Notes', 'TermsRef']) {
        const fields = { Name: 'A', [field]: value } as unknown as QbxmlObject;
        expect(refusal(() => encodeRequests([vendorAdd(fields)])).path).toBe(
          `VendorAddRq/VendorAdd/${field}`,
        );
      }
    },
  );

  test('two requests with one id', () => {
    const host = { name: 'HostQueryRq', requestID: '1', body: {} };
    expect(() => encodeRequests([host, host])).toThrow(/share it/);
  });

  test('the message names the place and never the value', () => {
    const error = refusal(() => encodeRequests([vendorAdd({ Name: 'secret:name' })]));
    expect(error.message).not.toContain('secret');
    expect(error.value).toBe('secret:name');
  });
});

describe('iterators', () => {
  test('start with MaxReturned, go on with their id', () => {
    expect(encodeRequests([vendorQuery({ MaxReturned: '100' }, { iterator: 'Start' })])).toBe(
      '<VendorQueryRq requestID="1" iterator="Start"><MaxReturned>100</MaxReturned></VendorQueryRq>',
    );
    expect(
      encodeRequests([
        vendorQuery({ MaxReturned: '100' }, { iterator: 'Continue', iteratorID: '{eb05f701}' }),
      ]),
    ).toContain('iterator="Continue" iteratorID="{eb05f701}"');
  });

  test.each<[string, QbxmlRequest]>([
    ['no MaxReturned', vendorQuery({}, { iterator: 'Start' })],
    ['no id', vendorQuery({ MaxReturned: '1' }, { iterator: 'Continue' })],
    ['an id at the start', vendorQuery({ MaxReturned: '1' }, { iterator: 'Start', iteratorID: '{a}' })],
    ['ids asked for', vendorQuery({ MaxReturned: '1', ListID: ['1'] }, { iterator: 'Start' })],
    ['a count', vendorQuery({ MaxReturned: '1' }, { iterator: 'Start', metaData: 'MetaDataOnly' })],
    [
      'a list without one',
      { name: 'ClassQueryRq', requestID: '1', attributes: { iterator: 'Start' }, body: {} },
    ],
    ['meta data of a write', { ...vendorAdd({ Name: 'A' }), attributes: { metaData: 'MetaDataOnly' } }],
  ])('are refused with %s', (_what, request) => {
    expect(() => encodeRequests([request])).toThrow(QbxmlRefused);
  });
});

describe('versions', () => {
  const bill: Message = {
    name: 'BillAddRq',
    kind: 'add',
    iterator: false,
    metaData: false,
    body: [required(aggregate('BillAdd', since('16.0', ref('ClassRef', 159)), text('Memo', 10)))],
  };
  const request = (fields: QbxmlObject): QbxmlRequest => ({
    name: 'BillAddRq',
    requestID: '1',
    body: { BillAdd: fields },
  });

  test('an element of a later version is refused, and written where it exists', () => {
    const withClass = request({ ClassRef: { FullName: 'East' } });
    expect(refusal(() => encodeRequest(bill, withClass, '13.0')).path).toBe('BillAddRq/BillAdd/ClassRef');
    expect(encodeRequest(bill, withClass, '16.0')).toContain('<ClassRef>');
    expect(encodeRequest(bill, request({ Memo: 'x' }), '13.0')).toContain('<Memo>');
  });

  test('a request of a later version is refused', () => {
    expect(() => encodeRequest({ ...bill, since: '15.0' }, request({ Memo: 'x' }), '14.0')).toThrow(/15.0/);
  });

  test('a compulsory choice wants exactly one', () => {
    const message: Message = {
      ...bill,
      kind: 'query',
      body: [exactlyOne([id('ListID')], [text('FullName')])],
    };
    const encode = (body: QbxmlObject) => () =>
      encodeRequest(message, { name: 'BillAddRq', requestID: '1', body }, '13.0');
    expect(encode({ ListID: '1' })).not.toThrow();
    expect(encode({})).toThrow(/one of ListID, FullName is required/);
    expect(encode({ ListID: '1', FullName: 'A' })).toThrow(/exclude one another/);
  });
});

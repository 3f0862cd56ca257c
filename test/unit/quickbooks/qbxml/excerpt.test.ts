import { excerptOf } from '../../../../src/quickbooks/qbxml';

const answer = `<?xml version="1.0" ?><QBXML><QBXMLMsgsRs messageSetStatusCode="0">
<VendorAddRs requestID="a" statusCode="0"><VendorRet><ListID>80-1</ListID><Name>Acme &amp; Sons</Name><Phone/></VendorRet></VendorAddRs>
<VendorAddRs requestID="b" statusCode="3100" statusMessage="The name &quot;Z&quot; is in use."></VendorAddRs>
</QBXMLMsgsRs></QBXML>`;

describe('the part of a message set that is one write', () => {
  test('is set out an element a line, as XML', async () => {
    expect(await excerptOf(answer, 'a')).toBe(
      [
        '<VendorAddRs requestID="a" statusCode="0">',
        '  <VendorRet>',
        '    <ListID>80-1</ListID>',
        '    <Name>Acme &amp; Sons</Name>',
        '    <Phone></Phone>',
        '  </VendorRet>',
        '</VendorAddRs>',
      ].join('\n'),
    );
    expect(await excerptOf(answer, 'b')).toBe(
      '<VendorAddRs requestID="b" statusCode="3100" statusMessage="The name &quot;Z&quot; is in use."></VendorAddRs>',
    );
  });

  test('is nothing for an id that stands nowhere, or deeper than a request does', async () => {
    expect(await excerptOf(answer, 'c')).toBeUndefined();
    expect(
      await excerptOf('<QBXML requestID="a"><X><Y><Z requestID="a"/></Y></X></QBXML>', 'a'),
    ).toBeUndefined();
  });

  test('is refused where the text is no XML', async () => {
    await expect(excerptOf('Internal Server Error', 'a')).rejects.toThrow();
  });
});

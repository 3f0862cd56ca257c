import fc from 'fast-check';
import { decodeAnswer, peekAnswer } from '../../../../src/quickbooks/qbxml/decode';
import { UnreadableAnswer } from '../../../../src/quickbooks/qbxml/errors';
import { escapeText } from '../../../../src/quickbooks/qbxml/escape';
import { MAX_CHARACTERS } from '../../../../src/quickbooks/qbxml/xmlReader';

const OK = 'statusCode="0" statusSeverity="Info" statusMessage="Status OK"';
const inSet = (inner: string, attributes = ''): string =>
  `<?xml version="1.0" ?><QBXML><QBXMLMsgsRs ${attributes}>${inner}</QBXMLMsgsRs></QBXML>`;
const vendor = (inner: string): string =>
  inSet(`<VendorQueryRs requestID="v" ${OK}><VendorRet>${inner}</VendorRet></VendorQueryRs>`);
const fieldsOf = async (inner: string): Promise<unknown> =>
  (await decodeAnswer(vendor(inner))).responses[0]?.records[0]?.fields;

describe('an answer', () => {
  test('gives every response with its attributes and records', async () => {
    const answer = await decodeAnswer(
      inSet(
        `<VendorQueryRs requestID="1" ${OK} retCount="2" iteratorRemainingCount="7" iteratorID="{a-b}">` +
          '<VendorRet><ListID>1</ListID></VendorRet>\n  <VendorRet><ListID>2</ListID></VendorRet></VendorQueryRs>' +
          '<VendorAddRs requestID="2" statusCode="3100" statusSeverity="Error" statusMessage="in &quot;use&quot;"/>',
        'messageSetStatusCode="0" newMessageSetID="A1"',
      ),
    );
    expect(answer).toEqual({
      messageSetStatusCode: '0',
      newMessageSetID: 'A1',
      responses: [
        {
          name: 'VendorQueryRs',
          requestID: '1',
          statusCode: 0,
          statusSeverity: 'Info',
          statusMessage: 'Status OK',
          retCount: 2,
          iteratorRemainingCount: 7,
          iteratorID: '{a-b}',
          records: [
            { name: 'VendorRet', fields: { ListID: '1' } },
            { name: 'VendorRet', fields: { ListID: '2' } },
          ],
        },
        {
          name: 'VendorAddRs',
          requestID: '2',
          statusCode: 3100,
          statusSeverity: 'Error',
          statusMessage: 'in "use"',
          records: [],
        },
      ],
    });
  });

  test('keeps error recovery and the leaves of a delete apart from records', async () => {
    const { responses } = await decodeAnswer(
      inSet(
        `<VendorAddRs ${OK}><VendorRet/><ErrorRecovery><ListID>9</ListID></ErrorRecovery></VendorAddRs>` +
          `<ListDelRs ${OK}><ListDelType>Vendor</ListDelType><ListID>9</ListID></ListDelRs>`,
      ),
    );
    expect(responses[0]).toMatchObject({
      records: [{ name: 'VendorRet', fields: {} }],
      errorRecovery: { ListID: '9' },
    });
    expect(responses[1]).toMatchObject({ records: [], values: { ListDelType: 'Vendor', ListID: '9' } });
  });

  test('without records still says how the message set went', async () => {
    expect(await decodeAnswer(inSet('', 'messageSetStatusCode="9002"'))).toEqual({
      messageSetStatusCode: '9002',
      responses: [],
    });
  });

  test('repeated elements become lists, nested ones objects, unknown ones are kept', async () => {
    expect(
      await fieldsOf(
        '<A>1</A><B><C>x</C><C>y</C></B><A>2</A><A>3</A><D/><E> kept  as is </E><constructor>c</constructor>',
      ),
    ).toEqual({ A: ['1', '2', '3'], B: { C: ['x', 'y'] }, D: '', E: ' kept  as is ', constructor: 'c' });
  });

  test('an element called __proto__ is a field like any other', async () => {
    const fields = (await fieldsOf('<__proto__><polluted>1</polluted></__proto__>')) as object;
    expect(Object.keys(fields)).toEqual(['__proto__']);
    expect('polluted' in fields).toBe(false);
  });

  test('text comes decoded, from references and from CDATA', async () => {
    expect(await fieldsOf('<N>Caf&#233; &amp; S&#xF6;hne</N><M><![CDATA[a <b> & c]]></M>')).toEqual({
      N: 'Café & Söhne',
      M: 'a <b> & c',
    });
  });

  test.each([
    ['a byte order mark', '\ufeff'],
    ['blank lines', '\r\n \t\n'],
    ['a comment and the qbxml instruction', '<!-- x --><?qbxml version="13.0"?>'],
  ])('may begin with %s', async (_what, junk) => {
    const document = `${junk}<QBXML><QBXMLMsgsRs><HostQueryRs ${OK}/></QBXMLMsgsRs></QBXML>\n`;
    expect((await decodeAnswer(document)).responses).toHaveLength(1);
  });

  test('missing attributes are tolerated, and no status code never counts as done', async () => {
    expect((await decodeAnswer(inSet('<VendorAddRs/>'))).responses[0]).toEqual({
      name: 'VendorAddRs',
      requestID: '',
      statusCode: -1,
      statusSeverity: '',
      statusMessage: '',
      records: [],
    });
  });

  test('control characters that XML forbids are dropped, wherever a slice ends', async () => {
    for (const lead of [0, 32_700, 32_705, 32_760]) {
      const padding = 'x'.repeat(lead);
      expect(await fieldsOf(`<P>${padding}</P><N>a&#11;b\u0001c&#x1F;d&#233;</N>`)).toEqual({
        P: padding,
        N: 'abcdé',
      });
    }
  });

  test('any text that was escaped comes back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        expect(await fieldsOf(`<N>${escapeText(text)}</N>`)).toEqual({ N: text });
      }),
    );
  });
});

describe('what cannot be read', () => {
  test.each<[string, string, RegExp]>([
    ['nothing', '', /well-formed/],
    ['broken XML', '<QBXML><QBXMLMsgsRs>', /well-formed/],
    ['mismatched tags', inSet('<A></B>'), /well-formed/],
    ['another document', '<html/>', /not a qbXML/],
    ['a request', '<QBXML><QBXMLMsgsRq onError="stopOnError"/></QBXML>', /QBXMLMsgsRs/],
    [
      'a document type',
      `<!DOCTYPE QBXML [<!ENTITY a "b">]>${inSet('')}`.replace(/<\?.*\?>/, ''),
      /document type/,
    ],
    ['an unknown entity', vendor('<N>&boom;</N>'), /well-formed/],
    ['deep nesting', vendor('<a>'.repeat(50) + '</a>'.repeat(50)), /deep/],
  ])('%s', async (_what, document, sentence) => {
    for (const read of [decodeAnswer, peekAnswer]) {
      const error = await read(document).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(UnreadableAnswer);
      expect((error as UnreadableAnswer).sentence).toMatch(sentence);
    }
  });

  test('a huge answer', async () => {
    await expect(decodeAnswer(' '.repeat(MAX_CHARACTERS + 1))).rejects.toThrow(/larger than/);
  });

  test('whatever comes in, there is an answer or a typed error', async () => {
    const noise = fc.array(
      fc.constantFrom(
        '<QBXML>',
        '</QBXML>',
        '<QBXMLMsgsRs>',
        '</QBXMLMsgsRs>',
        '<a>',
        '</a>',
        '&',
        '&#1;',
        ']]>',
        '<!--',
        '<',
        '"',
        'x',
      ),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(noise, async (pieces) => {
        await decodeAnswer(pieces.join('')).catch((error: unknown) => {
          expect(error).toBeInstanceOf(UnreadableAnswer);
        });
      }),
      { numRuns: 300 },
    );
  });
});

jest.setTimeout(60_000);

describe('a large answer', () => {
  const record =
    '<VendorRet><ListID>80000001-1234567890</ListID><Name>ACME &amp; Sons</Name><VendorAddress><Addr1>1 Main St</Addr1>' +
    '<City>Reno</City></VendorAddress><Notes>Caf&#233; and a longer remark about this vendor</Notes></VendorRet>\n';
  const count = Math.ceil((1024 * 1024) / record.length);
  const large = inSet(
    `<VendorQueryRs requestID="1" ${OK} iteratorRemainingCount="5" iteratorID="{x}">${record.repeat(count)}</VendorQueryRs>`,
  );

  /** The turns that everything else gets while this goes on, on a clock that shows the next of these times at each look. */
  async function turnsDuring(work: () => Promise<unknown>, msPerLook: number): Promise<number> {
    let now = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += msPerLook));
    let turns = 0;
    let isDone = false;
    const turn = (): void => {
      turns += 1;
      if (!isDone) setImmediate(turn);
    };
    setImmediate(turn);
    try {
      await work();
    } finally {
      isDone = true;
      clock.mockRestore();
    }
    return turns;
  }

  // How long a turn takes is measured in the bench (decoding); a busy machine proves nothing here.
  test.each([
    ['decoded', decodeAnswer],
    ['peeked at', peekAnswer],
  ])(
    'is %s in slices: everything else gets its turn whenever some milliseconds are over',
    async (_what, read) => {
      const slices = Math.floor(large.length / (32 * 1024));
      expect(slices).toBeGreaterThan(30);
      expect(await turnsDuring(() => read(large), 10)).toBeGreaterThanOrEqual(slices);
      // Three looks at the clock make a turn of 9 ms.
      const some = await turnsDuring(() => read(large), 3);
      expect(some).toBeGreaterThanOrEqual(Math.floor(slices / 4));
      expect(some).toBeLessThan(slices / 2);
      expect(await turnsDuring(() => read(large), 0)).toBeLessThanOrEqual(1);
    },
  );

  test('is complete', async () => {
    expect((await decodeAnswer(large)).responses[0]?.records).toHaveLength(count);
    expect((await peekAnswer(large)).responses).toEqual([
      {
        name: 'VendorQueryRs',
        requestID: '1',
        statusCode: 0,
        statusSeverity: 'Info',
        statusMessage: 'Status OK',
        iteratorID: '{x}',
        iteratorRemainingCount: 5,
      },
    ]);
  });
});

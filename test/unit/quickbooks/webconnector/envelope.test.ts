import fc from 'fast-check';
import { EnvelopeReader, type SoapRequest } from '../../../../src/quickbooks/webconnector/envelope';
import { defaultLimits } from '../../../../src/quickbooks/webconnector/limits';
import { Refusal } from '../../../../src/quickbooks/webconnector/refusal';
import { envelope, escapeText } from './dotNetClient';

function read(text: string, cuts: readonly number[]): SoapRequest {
  const reader = new EnvelopeReader(defaultLimits);
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    reader.write(text.slice(from, cut));
    from = Math.max(from, cut);
  }
  reader.write(text.slice(from));
  return reader.end();
}

const outcome = (text: string, cuts: readonly number[]): unknown => {
  try {
    const { soapVersion, calledElement, values } = read(text, cuts);
    return { soapVersion, calledElement, values: [...values] };
  } catch (err) {
    // Of two faults in one request, the cut decides which is found first.
    return err instanceof Refusal ? 'refused' : err;
  }
};

const xmlText = fc
  .string({ unit: 'grapheme', maxLength: 200 })
  // eslint-disable-next-line no-control-regex -- what XML 1.0 forbids
  .map((text) => text.replace(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g, ''));

const written = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    escapeText(text),
    [...text].map((each) => `&#x${each.codePointAt(0)?.toString(16)};`).join(''),
    [...text].map((each) => `&#${each.codePointAt(0)};`).join(''),
    `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`,
    `${escapeText(text)}<!-- ${'>'.repeat(100)} --><?pi > ?>`,
  );

test('a value arrives as it was, however it is written and cut', () => {
  fc.assert(
    fc.property(
      xmlText.chain((text) => fc.tuple(fc.constant(text), written(text))),
      fc.array(fc.nat(2_000), { maxLength: 30 }),
      ([text, wire], cuts) => {
        const body = envelope(
          `<q:receiveResponseXML xmlns:q="http://developer.intuit.com/"><ticket>t</ticket><response>${wire}</response>` +
            '<message>m</message></q:receiveResponseXML>',
        );
        expect(Object.fromEntries(read(body, cuts).values)).toEqual({
          ticket: 't',
          response: text,
          message: 'm',
        });
      },
    ),
    { numRuns: 300 },
  );
});

test('whatever is sent, the cuts of the network change nothing', () => {
  const pieces = fc.constantFrom(
    ...[
      '<',
      '>',
      '&',
      ';',
      '&lt;',
      '&#13;',
      '\r',
      '\n',
      '<a>',
      '</a>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '"',
      "'",
    ],
    ...['<ticket>', '</ticket>', '<x y="', '/>', 'text', '<?p', '?>', '&#x1;', '&bad;', '😀', '<!DOCTYPE a>'],
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
      fc.array(fc.nat(700), { maxLength: 20 }),
      (inside, cuts) => {
        const body = envelope(`<getLastError xmlns="http://developer.intuit.com/">${inside}</getLastError>`);
        expect(outcome(body, cuts)).toEqual(outcome(body, []));
      },
    ),
    { numRuns: 1_000 },
  );
});

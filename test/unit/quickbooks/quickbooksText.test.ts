import fc from 'fast-check';
import { toQuickBooksText } from '../../../src/entities/quickbooksText';

const text = (value: string, rules = {}) => toQuickBooksText(value, rules).text;

test.each([
  ['plain text stays', 'ACME Inc.', 'ACME Inc.'],
  ['Windows-1252 stays', 'Café “Söhne” – 5 € …', 'Café “Söhne” – 5 € …'],
  ['line ends and tabs stay', 'a\tb\r\nc', 'a\tb\r\nc'],
  ['accents are joined', 'Cafe\u0301', 'Café'],
  ['letters lose what the code page lacks', 'Dvořák Łódź Őrség', 'Dvorák Lódz Orség'],
  ['ligatures and full width are taken apart', 'ﬁne ＡＢ ½ ⅓', 'fine AB ½ 1/3'],
  ['signs are spelled', 'a → b ≤ c ≠ d', 'a -> b <= c != d'],
  ['what has no equivalent becomes a question mark', '北京 😀', '?? ?'],
  ['invisible characters go', '\u0000a\u200bb\ufeff\u0085c\u0007', 'abc'],
  ['an emoji with its modifiers is one mark per picture', '❤️', '?'],
  ['half a surrogate pair', 'a\ud83d', 'a?'],
  ['blanks at the ends go', '  \u00a0ACME \n', 'ACME'],
])('%s', (_rule, given, expected) => {
  expect(text(given)).toBe(expected);
});

test('says whether anything changed', () => {
  expect(toQuickBooksText('ACME', {})).toEqual({ text: 'ACME', changed: false });
  expect(toQuickBooksText('ACME ', {})).toEqual({ text: 'ACME', changed: true });
});

test('a name has no colon and no line end, also not by way of a look-alike', () => {
  expect(text('Smith: Sons', { name: true })).toBe('Smith - Sons');
  expect(text('Smith：Sons\nLtd', { name: true })).toBe('Smith -Sons Ltd');
  expect(text('Smith: Sons')).toBe('Smith: Sons');
});

test('a text is cut at its limit, counted after replacing, and ends in no blank', () => {
  expect(text('12345 789', { max: 6 })).toBe('12345');
  expect(text('→→→', { max: 5 })).toBe('->->-');
  expect(text('😀😀', { max: 1 })).toBe('?');
});

describe('for any text', () => {
  const rules = fc.record({ max: fc.option(fc.nat(60), { nil: undefined }), name: fc.boolean() });
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string16bits(),
  );

  test('applying the rules twice changes nothing more', () => {
    fc.assert(
      fc.property(anything, rules, (given, options) => {
        const once = toQuickBooksText(given, options);
        expect(toQuickBooksText(once.text, options)).toEqual({ text: once.text, changed: false });
      }),
      { numRuns: 500 },
    );
  });

  test('the result survives Windows-1252, keeps the limit and has clean ends', () => {
    // Bytes 0x80 to 0x9F of the code page, by Unicode number; the runtime's own decoder takes them for Latin-1.
    const extras = [
      0x20ac, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x017d,
      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x017e,
      0x0178,
    ];
    const isStorable = (character: string): boolean => {
      const code = character.codePointAt(0) ?? 0;
      return code <= 0xff || extras.includes(code);
    };
    fc.assert(
      fc.property(anything, rules, (given, options) => {
        const kept = text(given, options);
        expect([...kept].filter((character) => !isStorable(character))).toEqual([]);
        // eslint-disable-next-line no-control-regex
        expect(kept).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/);
        expect(kept).toBe(kept.trim());
        if (options.max !== undefined) expect(kept.length).toBeLessThanOrEqual(options.max);
        if (options.name) expect(kept).not.toMatch(/[:\t\r\n]/);
      }),
      { numRuns: 500 },
    );
  });
});

/** What QuickBooks keeps of a name, shown by examples that go through the rules. */
import { toQuickBooksText } from '../../src/entities/quickbooksText';
import { table } from './document';

const examples: readonly (readonly [string, string])[] = [
  ['accents of western Europe stay', 'Café Müller & Søn'],
  ['curly quotes and dashes stay', 'Bob’s “Best” – Est. 1990'],
  ['other accents go', 'Łódź Őrség'],
  ['signs have stated replacements', 'A → B ≥ 5 №7'],
  ['a colon separates levels in QuickBooks', 'Kitchen: Phase 2'],
  ['full-width letters become plain ones', 'ＡＣＭＥ'],
  ['a letter without any likeness becomes a question mark', '東京 Trading'],
  ['invisible characters go', 'Acme\u200b\u0007 Supply'],
  ['blanks at the ends go', '  Acme  '],
  [
    'what is too long is cut, without a blank at the end',
    'International Consolidated Roofing and Sheet Metal Works',
  ],
];

/** @param max the limit in characters that the examples are held to */
export function charactersTable(max: number): string {
  const shown = (text: string): string => `\`${text.replaceAll('\u200b', '␣').replaceAll('\u0007', '␇')}\``;
  return table(
    ['rule', 'in Bill.com', 'in QuickBooks'],
    examples.map(([rule, text]) => [
      rule,
      shown(text),
      shown(toQuickBooksText(text, { max, name: true }).text),
    ]),
  );
}

import type { Book, CanonicalFields, RecordFacts, ReferenceTarget } from './definition';
import { bookTitle, isLines } from './definition';
import type { PayableRecord } from './documentRules';
import { percentOf, sumOfMoney } from './money';
import { totalOf } from './numbered';

/** That an invoice comes to the same in both books, before anything of it is sent. */

/** An invoice of which lines and tax do not make the total is not posted. */
export function linesMissTotal(
  fields: CanonicalFields,
  { total, tax = '0.00' }: RecordFacts,
): string | undefined {
  const lines = totalOf(fields);
  if (total === undefined || sumOfMoney([lines, tax]) === total) return undefined;
  return `Its lines come to ${lines}, the sales tax is ${tax}, and the invoice says ${total}.`;
}

/**
 * Each book works out the tax by itself, of the taxable lines with its own item's rate: Bill.com rounds once, QuickBooks for
 * each tax of a group. What would not come to the same is not sent.
 */
export function taxDiffers(
  fields: CanonicalFields,
  source: PayableRecord,
  to: Book,
  target: (field: string) => ReferenceTarget | undefined,
): { because: string; cure: string } | undefined {
  const missed = linesMissTotal(source.fields, source.facts);
  if (missed !== undefined) return { because: lowered(missed), cure: putRight };
  const { tax = '0.00' } = source.facts;
  const lines = isLines(fields.lines) ? fields.lines : [];
  const taxed = sumOfMoney(lines.map((line) => (line.isTaxed === true ? String(line.amount) : '0.00')));
  const hasTax = (fields.taxItem ?? null) !== null;
  const rates = hasTax ? ratesOf(target('taxItem'), to) : [];
  if (rates === undefined) return undefined;
  const comesTo = sumOfMoney(rates.map((rate) => percentOf(taxed, rate)));
  if (comesTo === tax) return undefined;
  return {
    because: `its sales tax would come to ${comesTo} in ${bookTitle[to]}, and is ${tax}`,
    cure: taxCure,
  };
}

/** The rates by which a book works out the tax, each rounded by itself; undefined where that of a group is not known. */
function ratesOf(item: ReferenceTarget | undefined, to: Book): readonly string[] | undefined {
  const { rates } = item?.facts ?? {};
  if (to === 'quickbooks' && rates !== undefined) return rates.split(',');
  const rate = item?.fields.percentage;
  return typeof rate === 'string' ? [rate] : undefined;
}

export const taxCure =
  'See that its sales tax item has the same rate in both books; where it is a group of taxes, of which QuickBooks rounds each by itself, change an amount by a cent or choose a single tax. The next sync then goes on.';
const putRight = 'Put it right there; the next sync then goes on.';
const lowered = (sentence: string): string =>
  `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;

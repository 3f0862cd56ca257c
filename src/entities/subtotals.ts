import type { RawRecord } from './definition';
import { readDecimal } from './fields';
import { centsOf, extended, readMoney } from './money';

/**
 * Which lines of an invoice in QuickBooks are subtotals. An answer does not say of which kind an item is; but a subtotal has
 * neither quantity nor rate, it repeats the sum of the lines above it since the last one (in a group, of its members), and
 * without the subtotals the lines come to the invoice's own. Where that cannot be made out, none is one: the lines then do
 * not make the total, and the invoice is held.
 */

/** How many ways are tried; an invoice of hundreds of lines takes few. */
const mostTries = 50_000;

/** A line that stands alone, or the members of a group. */
export interface Row {
  readonly isGroup: boolean;
  readonly elements: readonly RawRecord[];
}

/** What is known at a line, by what the lines before it were taken for. */
interface Tally {
  /** By how much all lines come to more than the invoice. */
  readonly tooMuch: bigint;
  /** What the lines since the last subtotal come to; in a group its members. */
  readonly since: bigint;
  /** The same before the group, and what its members come to. */
  readonly before: bigint;
  readonly members: bigint;
}

/** @param subtotal what the invoice comes to without tax. */
export function subtotalsAmong(rows: readonly Row[], subtotal: string | null): ReadonlySet<RawRecord> {
  const lines = rows.flatMap(({ isGroup, elements }) =>
    elements.map((element, index) => ({
      element,
      cents: centsOf(amountOf(element)),
      begins: isGroup && index === 0,
      ends: isGroup && index === elements.length - 1,
    })),
  );
  const all = lines.reduce((sum, { cents }) => sum + cents, 0n);
  if (subtotal === null || all === centsOf(subtotal)) return new Set();
  let tries = 0;
  const from = (at: number, tally: Tally): RawRecord[] | undefined => {
    const line = lines[at];
    if (!line) return tally.tooMuch === 0n ? [] : undefined;
    tries += 1;
    if (tries > mostTries) return undefined;
    const { element, cents, begins, ends } = line;
    const now = begins ? { ...tally, before: tally.since, since: 0n, members: 0n } : tally;
    const after = (then: Tally): RawRecord[] | undefined =>
      from(at + 1, ends ? { ...then, since: then.before + then.members } : then);
    if (mayRepeat(element) && cents === now.since) {
      const others = after({ ...now, tooMuch: now.tooMuch - cents, since: 0n });
      if (others) return [element, ...others];
    }
    return after({ ...now, since: now.since + cents, members: now.members + cents });
  };
  return new Set(from(0, { tooMuch: all - centsOf(subtotal), since: 0n, before: 0n, members: 0n }) ?? []);
}

const mayRepeat = (element: RawRecord): boolean =>
  element.Amount !== undefined &&
  ['Quantity', 'Rate', 'RatePercent'].every((name) => element[name] === undefined);

/** An answer says the amount of each line over money; what was only asked for is worked out. */
export const amountOf = (element: RawRecord): string =>
  readMoney(element.Amount, 'the amount of a line') ?? product(element.Quantity, element.Rate);

export function product(quantity: unknown, price: unknown): string {
  const each = readDecimal(price, 'the price of a line');
  return each === null ? '0.00' : extended(readDecimal(quantity, 'the quantity of a line') ?? '1', each);
}

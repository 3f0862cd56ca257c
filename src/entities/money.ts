import { moneyText, wireNumber } from './decimal';

/** Amounts of money are decimal text with two decimals (`-12.50`), whatever either book writes. */

/** QuickBooks' AMTTYPE (`12.50`, `12`) or Bill.com's JSON number. @throws Error with a sentence for anything else */
export function readMoney(value: unknown, name: string): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number') return moneyText(value);
  if (typeof value !== 'string' || !/^[+-]?\d+(\.\d{1,2})?$/.test(value))
    throw new Error(`${name} should be an amount and is ${JSON.stringify(value)}`);
  return inCents(centsOf(value));
}

export const moneyNumber = (amount: string): number => wireNumber(amount);

/** Cents of an amount, exact. */
export function centsOf(amount: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^([+-]?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
  const cents = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0') || '0');
  return sign === '-' ? -cents : cents;
}

/** The amount of so many cents. */
export function inCents(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const sumOfMoney = (amounts: readonly string[]): string =>
  inCents(amounts.reduce((sum, amount) => sum + centsOf(amount), 0n));

/** The same amount the other way. */
export const minus = (amount: string): string => inCents(-centsOf(amount));

/** What a quantity at a price comes to, half a cent away from zero: exact, whatever their decimals. */
export function extended(quantity: string, price: string): string {
  const [one, two] = [scaled(quantity), scaled(price)];
  const product = one.digits * two.digits;
  const places = one.places + two.places;
  if (places <= 2) return inCents(product * 10n ** BigInt(2 - places));
  const unit = 10n ** BigInt(places - 2);
  const magnitude = product < 0n ? -product : product;
  const cents = (magnitude * 2n + unit) / (unit * 2n);
  return inCents(product < 0n ? -cents : cents);
}

/** So many percent of an amount, half a cent away from zero. */
export const percentOf = (amount: string, percent: string): string => {
  const { digits, places } = scaled(percent);
  return extended(amount, unscaled(digits, places + 2));
};

const unscaled = (digits: bigint, places: number): string => {
  const text = String(digits < 0n ? -digits : digits).padStart(places + 1, '0');
  return `${digits < 0n ? '-' : ''}${text.slice(0, -places)}.${text.slice(-places)}`;
};

/** A decimal as whole digits and how many of them stand behind the point. */
function scaled(decimal: string): { digits: bigint; places: number } {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return { digits: BigInt(`${whole}${fraction}`), places: fraction.length };
}

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

/**
 * Bill.com writes amounts as JSON numbers. `JSON.parse` turns them into doubles, and that loses nothing here:
 * every decimal of at most 15 significant digits survives the way decimal → double → shortest decimal unchanged
 * (IEEE 754: DBL_DIG is 15, and `String` of a number prints the shortest decimal that reads back as the same
 * double). So the text below *is* the literal that Bill.com sent, without its trailing zeros, and no arithmetic
 * is ever done on the double. Longer numbers are refused instead of rounded: no amount has sixteen digits.
 */
const maxDigits = 15;

/**
 * An amount of money as decimal text with exactly two decimals (`-12.50`).
 * Throws a `RangeError` if it has fractions of a cent or more than 15 digits.
 */
export function moneyText(amount: number): string {
  const text = decimalText(amount);
  const [whole, fraction = ''] = text.split('.');
  if (fraction.length > 2) throw new RangeError(`${text} has fractions of a cent`);
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

/**
 * A number (quantity, unit price, rate) as plain decimal text, without trailing zeros or exponent.
 * Throws a `RangeError` for more than 15 significant digits, NaN and infinities.
 */
export function decimalText(value: number): string {
  const text = Object.is(value, -0) ? '0' : String(value);
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text);
  if (!parts) throw new RangeError(`${text} is not a decimal number`);
  const [, sign = '', whole = '', fraction = '', exponent] = parts;
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits.length > maxDigits) throw new RangeError(`${text} has more than ${maxDigits} digits`);
  if (exponent === undefined) return text;

  // Only tiny numbers can get here: a large one with an exponent has more than 15 digits when written out.
  const zeros = -Number(exponent) - 1;
  if (zeros < 0 || zeros > maxDigits) throw new RangeError(`${text} has more than ${maxDigits} digits`);
  return `${sign}0.${'0'.repeat(zeros)}${whole}${fraction}`;
}

/**
 * The JSON number for decimal text, exact by the same rule (at most 15 significant digits).
 * Throws a `RangeError` for anything that would not come out as it went in.
 */
export function wireNumber(text: string): number {
  const match = /^(-?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text);
  if (!match || !/\d/.test(text)) throw new RangeError(`"${text}" is not a decimal number`);
  const [, sign = '', whole = '', fraction = ''] = match;
  const value = Number(text);
  const normal = `${whole || '0'}${fraction ? `.${fraction}` : ''}`;
  const expected = normal === '0' ? '0' : sign + normal;
  if (decimalText(value) !== expected) throw new RangeError(`${text} has more than ${maxDigits} digits`);
  return Object.is(value, -0) ? 0 : value;
}

/** The sum of decimal texts, exact and without trailing zeros. */
export function sumOfDecimals(texts: readonly string[]): string {
  const places = Math.max(0, ...texts.map((text) => text.split('.')[1]?.length ?? 0));
  const digits = texts.reduce((sum, text) => {
    const [whole = '0', fraction = ''] = text.split('.');
    return sum + BigInt(`${whole}${fraction.padEnd(places, '0')}`);
  }, 0n);
  const all = String(digits < 0n ? -digits : digits).padStart(places + 1, '0');
  const [whole, fraction] = [
    all.slice(0, all.length - places),
    all.slice(all.length - places).replace(/0+$/, ''),
  ];
  return `${digits < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

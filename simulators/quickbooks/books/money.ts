/** Cents of an amount text, as a whole number. */
export function cents(amount: string): bigint {
  const match = /^([+-]?)(\d+)(?:\.(\d{2}))?$/.exec(amount.trim());
  if (!match) return 0n;
  const magnitude = BigInt(match[2] ?? '0') * 100n + BigInt(match[3] ?? '0');
  return match[1] === '-' ? -magnitude : magnitude;
}

/** An amount with two decimals. */
export function amountText(value: bigint): string {
  const magnitude = value < 0n ? -value : value;
  const text = `${String(magnitude / 100n)}.${String(magnitude % 100n).padStart(2, '0')}`;
  return value < 0n ? `-${text}` : text;
}

/** Units of a price or quantity text with up to five decimals. */
const SCALE = 100_000n;

function scaled(text: string): bigint {
  const match = /^([+-]?)(\d+)(?:\.(\d{1,5}))?$/.exec(text.trim());
  if (!match) return 0n;
  const magnitude = BigInt(match[2] ?? '0') * SCALE + BigInt((match[3] ?? '').padEnd(5, '0'));
  return match[1] === '-' ? -magnitude : magnitude;
}

/** Price times quantity in cents, a half cent away from zero. */
export function extended(price: string, quantity: string): bigint {
  return rounded(scaled(price) * scaled(quantity), (SCALE * SCALE) / 100n);
}

/** The product of two quantities, without zeros at the end. */
export function multiplied(a: string, b: string): string {
  return scaledText(rounded(scaled(a) * scaled(b), SCALE)).replace(/\.?0+$/, '');
}

/** So many percent of an amount in cents, a half cent away from zero. */
export function percentOf(total: bigint, percent: string): bigint {
  return rounded(total * scaled(percent), SCALE * 100n);
}

/** The sum of percentages, with two to five decimals. */
export function sumOfPercents(percents: readonly string[]): string {
  return scaledText(percents.reduce((sum, each) => sum + scaled(each), 0n));
}

/** The price of one, with up to five decimals, at which this quantity comes to these cents. */
export function pricePerUnit(total: bigint, quantity: string): string {
  const units = scaled(quantity);
  if (units === 0n) return amountText(total);
  return scaledText(rounded((total * SCALE * SCALE) / 100n, units));
}

function scaledText(value: bigint): string {
  const magnitude = value < 0n ? -value : value;
  const decimals = String(magnitude % SCALE)
    .padStart(5, '0')
    .replace(/0{1,3}$/, '');
  return `${value < 0n ? '-' : ''}${String(magnitude / SCALE)}.${decimals}`;
}

function rounded(value: bigint, by: bigint): bigint {
  const [magnitude, divisor] = [value < 0n ? -value : value, by < 0n ? -by : by];
  const result = (magnitude + divisor / 2n) / divisor;
  return value < 0n !== by < 0n ? -result : result;
}

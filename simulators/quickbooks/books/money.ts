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

/** The arithmetic of the bench. */

export interface BookSize {
  readonly accounts: number;
  readonly classes: number;
  readonly vendors: number;
  /** Of these, how many Bill.com has already under the same name. */
  readonly sharedVendors: number;
}

/** Two books of which one knows part of the other's vendors. */
export function booksOfSize(size: BookSize): {
  quickbooks: Readonly<Record<string, unknown>>;
  billcom: Readonly<Record<string, unknown>>;
} {
  const numbered = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => String(index + 1001));
  return {
    quickbooks: {
      accounts: numbered(size.accounts).map((number) => ({
        Name: `Account ${number}`,
        AccountType: 'Expense',
        AccountNumber: number,
      })),
      classes: numbered(size.classes).map((number) => ({ Name: `Class ${number}` })),
      vendors: numbered(size.vendors).map((number) => ({
        Name: `Vendor ${number}`,
        Phone: `503-555-${number}`,
        Email: `vendor${number}@example.com`,
      })),
    },
    billcom: {
      vendors: numbered(size.sharedVendors).map((number) => ({ name: `Vendor ${number}` })),
    },
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, two) => one - two);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1], sorted[middle]];
  if (high === undefined) throw new RangeError('the median of nothing');
  return sorted.length % 2 === 0 && low !== undefined ? (low + high) / 2 : high;
}

export const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;

/** Three significant figures: more would pretend that machines are alike. */
export const figure = (value: number): number => (value === 0 ? 0 : Number(value.toPrecision(3)));

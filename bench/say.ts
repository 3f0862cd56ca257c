/** Where a bench's report goes. */
export const say = (text: string): void => void process.stdout.write(text);

export function table(rows: readonly object[]): void {
  console.table(rows);
}

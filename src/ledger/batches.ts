/** Rows that are handed to Postgres at once: its text stays small however long a list is. */
const rowsPerStatement = 500;

/** Writes rows in their order, some hundred per statement. */
export async function inBatches<T>(
  rows: readonly T[],
  write: (batch: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement)
    await write(rows.slice(start, start + rowsPerStatement));
}

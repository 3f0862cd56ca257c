import { z, type ZodType } from 'zod';

/** A row that cannot be used: held by its id, in words that name the field. */
export interface RowProblem {
  readonly id?: string;
  readonly raw: unknown;
  readonly because: string;
}

export type RowReading<T> = { readonly row: T } | { readonly problem: RowProblem };

const identified = z.object({ id: z.string().min(1) });

/** The row as its schema has it, or what is wrong with it. Never throws. */
export function readRow<T>(raw: unknown, schema: ZodType<T>): RowReading<T> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { row: parsed.data };
  const id = idOf(raw);
  return { problem: { ...(id === undefined ? {} : { id }), raw, because: sentenceOf(parsed.error) } };
}

export function idOf(raw: unknown): string | undefined {
  return identified.safeParse(raw).data?.id;
}

/** What tells one row from another; a row without a readable id is known by its content. */
export function identityOf(raw: unknown): string {
  return idOf(raw) ?? JSON.stringify(raw) ?? '';
}

/** Rows apart from problems, both in order. */
export function readRows<T>(
  raw: readonly unknown[],
  schema: ZodType<T>,
): { rows: T[]; problems: RowProblem[] } {
  const result: { rows: T[]; problems: RowProblem[] } = { rows: [], problems: [] };
  for (const each of raw) {
    const reading = readRow(each, schema);
    if ('row' in reading) result.rows.push(reading.row);
    else result.problems.push(reading.problem);
  }
  return result;
}

const issuesShown = 5;

function sentenceOf(error: z.ZodError): string {
  const shown = error.issues.slice(0, issuesShown).map((issue) => {
    const field = issue.path.map(String).join('.');
    return field ? `field "${field}": ${issue.message}` : issue.message;
  });
  return shown.join('; ');
}

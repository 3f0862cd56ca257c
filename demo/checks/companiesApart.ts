import { judged, type Evidence, type Invariant } from './evidence';

/** I8: no company sees another's data. Undefined when it was not looked at. */
export function companiesApart({ seenByOthers }: Evidence): Invariant | undefined {
  if (seenByOthers === undefined) return undefined;
  const tables = Object.entries(seenByOthers);
  return judged(
    'I8',
    tables
      .filter(([, rows]) => rows > 0)
      .map(([table, rows]) => `${rows} rows of ${table} can be seen by a second company`),
    `a second company was added; Postgres shows it nothing of the first one in ${tables.length} tables`,
  );
}

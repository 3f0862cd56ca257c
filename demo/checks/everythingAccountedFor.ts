import { entriesOf, entryKey } from './booksLookup';
import { bookName, judged, type Evidence, type Invariant } from './evidence';

/** I5: every record that is not synced is listed with a reason. */
export function everythingAccountedFor({ now, links, holds }: Evidence): Invariant {
  const linked = new Set(
    links.flatMap((link) => [
      entryKey('quickbooks', link.entity, link.quickbooksId),
      entryKey('billcom', link.entity, link.billcomId),
    ]),
  );
  const held = new Set(holds.map((hold) => `${hold.book} ${hold.entity} ${hold.recordId}`));
  const entries = [...entriesOf(now)];
  const notLinked = entries.filter(([key]) => !linked.has(key));
  const against = notLinked
    .filter(([key]) => !held.has(key))
    .map(
      ([, entry]) =>
        `the ${entry.entity} “${entry.name}” in ${bookName[entry.book]} is neither linked nor held`,
    );
  return judged(
    'I5',
    against,
    `${entries.length} records in both books: ${entries.length - notLinked.length} linked, ${notLinked.length} not, each of these with a hold`,
  );
}

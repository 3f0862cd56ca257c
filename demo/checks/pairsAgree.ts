import { billcomRow, entriesOf, quickbooksRow } from './booksLookup';
import { judged, type Evidence, type Invariant } from './evidence';
import { pairsOf } from './mappedField';
import { mappedFields } from './mapping';

/** I2: linked pairs agree on synced fields; a field that does not has a hold that says so. */
export function pairsAgree({ links, now, holds }: Evidence): Invariant {
  const entries = entriesOf(now);
  const pairs = pairsOf(links);
  const held = new Set(holds.map((hold) => `${hold.entity} ${hold.recordId} ${hold.field ?? ''}`));
  let compared = 0;
  let excused = 0;
  const against: string[] = [];
  for (const { entity, quickbooksId, billcomId } of links) {
    const one = quickbooksRow(entries, entity, quickbooksId);
    const two = billcomRow(entries, entity, billcomId);
    if (!one || !two) continue;
    for (const field of mappedFields[entity]) {
      compared += 1;
      if (field.agree(one, two, pairs)) continue;
      const isHeld = [quickbooksId, billcomId].some(
        (id) => held.has(`${entity} ${id} ${field.name}`) || held.has(`${entity} ${id} `),
      );
      if (isHeld) excused += 1;
      else against.push(`the ${field.name} of the ${entity} “${one.Name}” differs`);
    }
  }
  const named =
    excused === 0
      ? ''
      : ` (${excused} ${excused === 1 ? 'differs, with' : 'differ, each with'} a hold that names it)`;
  return judged(
    'I2',
    against,
    `${compared} fields of ${links.length} pairs compared in the books themselves${named}`,
  );
}

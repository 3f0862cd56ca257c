import type { CanonicalFields, EntityDefinition, EntityName } from '../../entities/definition';
import { books, isLines } from '../../entities/definition';
import type { BookRecord } from '../../entities/record';
import type { Transaction } from '../../ledger/database';
import { recordsById } from '../../ledger/records';
import type { EntityInput } from '../../reconcile/input';
import type { References } from '../../reconcile/references';
import type { Targets } from '../../reconcile/room';

type World = Pick<EntityInput, 'definition' | 'records' | 'links' | 'work'>;

/**
 * The records of QuickBooks to which the work of an entity leads, where its definition looks at them: the bills of payments
 * for what is open on them, the account that must be of a type.
 */
export async function referenceTargets(
  tx: Transaction,
  companyId: string,
  world: World,
  references: References,
): Promise<Targets> {
  const looked = looksAt(world.definition);
  const wanted = new Map<EntityName, Set<string>>();
  if (looked.length > 0)
    for (const { fields } of sources(world))
      for (const { entity, ids } of looked)
        for (const id of ids(fields)) {
          const twin = references.resolve(entity, 'billcom', id);
          if (twin.state !== 'linked') continue;
          wanted.set(entity, (wanted.get(entity) ?? new Set()).add(twin.id));
        }
  const found = new Map<EntityName, ReadonlyMap<string, BookRecord>>();
  for (const [entity, ids] of wanted)
    found.set(entity, await recordsById(tx, companyId, 'quickbooks', entity, [...ids]));
  return { get: (entity, id) => found.get(entity)?.get(id) };
}

interface Looked {
  readonly entity: EntityName;
  readonly ids: (fields: CanonicalFields) => readonly string[];
}

function looksAt({ fields, document }: EntityDefinition): Looked[] {
  return Object.entries(fields).flatMap(([name, field]): Looked[] => {
    if (field.fits && field.references)
      return [{ entity: field.references, ids: (values) => texts([values[name]]) }];
    if (name !== document?.appliesTo) return [];
    return Object.entries(field.line ?? {}).flatMap(([part, { references: entity }]): Looked[] =>
      entity === undefined
        ? []
        : [
            {
              entity,
              ids: (values) => {
                const lines = values[name];
                return isLines(lines) ? texts(lines.map((line) => line[part])) : [];
              },
            },
          ],
    );
  });
}

const texts = (values: readonly unknown[]): string[] =>
  values.filter((value): value is string => typeof value === 'string');

/** Bill.com's records of the work list, and the twins of QuickBooks' ones. */
function sources({ records, links, work }: World): BookRecord[] {
  const twins = new Map(links.map((link) => [link.quickbooksId, link.billcomId]));
  const ids = books.flatMap((book) =>
    [...work[book]].flatMap((id) => (book === 'billcom' ? [id] : (twins.get(id) ?? []))),
  );
  return [...new Set(ids)].flatMap((id) => records.billcom.get(id) ?? []);
}

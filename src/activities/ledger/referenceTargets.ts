import type { Book, CanonicalFields, EntityDefinition, EntityName } from '../../entities/definition';
import { books, isLines, otherBook } from '../../entities/definition';
import type { BookRecord } from '../../entities/record';
import type { Transaction } from '../../ledger/database';
import { recordsById } from '../../ledger/records';
import type { EntityInput } from '../../reconcile/input';
import { isLiving } from '../../reconcile/paths';
import type { References } from '../../reconcile/references';
import type { Targets } from '../../reconcile/room';

type World = Pick<EntityInput, 'definition' | 'records' | 'links' | 'work'>;

/**
 * The records to which the work of an entity leads in the book that it goes to, where its definition looks at them: the
 * bills of payments for what is open on them, the account that must be of a type.
 */
export async function referenceTargets(
  tx: Transaction,
  companyId: string,
  world: World,
  references: References,
): Promise<Targets> {
  const looked = looksAt(world.definition);
  const found = new Map<EntityName, Map<string, BookRecord>>();
  if (looked.length > 0)
    for (const book of books) {
      const wanted = new Map<EntityName, { own: string; twin: string }[]>();
      for (const { fields } of sources(world, book))
        for (const { entity, ids } of looked)
          for (const id of ids(fields)) {
            const twin = references.resolve(entity, book, id);
            if (twin.state !== 'linked') continue;
            wanted.set(entity, [...(wanted.get(entity) ?? []), { own: id, twin: twin.id }]);
          }
      for (const [entity, ids] of wanted) {
        const load = (from: Book, which: readonly string[]) =>
          recordsById(tx, companyId, from, entity, [...new Set(which)]);
        const twins = await load(
          otherBook(book),
          ids.map(({ twin }) => twin),
        );
        // What Bill.com lacks is known by what both have open.
        const own =
          book === 'quickbooks'
            ? await load(
                book,
                ids.map((each) => each.own),
              )
            : [];
        found.set(entity, new Map([...(found.get(entity) ?? []), ...twins, ...own]));
      }
    }
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

/** What may go over from a book: Bill.com's records of the work list, the twins of QuickBooks' ones, and those without one. */
function sources({ definition, records, links, work }: World, from: Book): BookRecord[] {
  if (from === 'quickbooks') {
    // A twin that is gone does not keep one from being made again.
    const linked = new Set(
      links
        .filter(({ billcomId }) => isLiving(records.billcom.get(billcomId)))
        .map(({ quickbooksId }) => quickbooksId),
    );
    const alone = definition.flows.quickbooksToBillcom
      ? [...work.quickbooks].filter((id) => !linked.has(id))
      : [];
    return alone.flatMap((id) => records.quickbooks.get(id) ?? []);
  }
  const twins = new Map(links.map((link) => [link.quickbooksId, link.billcomId]));
  const ids = books.flatMap((book) =>
    [...work[book]].flatMap((id) => (book === 'billcom' ? [id] : (twins.get(id) ?? []))),
  );
  return [...new Set(ids)].flatMap((id) => records.billcom.get(id) ?? []);
}

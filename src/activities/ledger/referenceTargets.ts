import type { Book, EntityDefinition, EntityName } from '../../entities/definition';
import { books, otherBook } from '../../entities/definition';
import type { BookRecord } from '../../entities/record';
import type { Transaction } from '../../ledger/database';
import { recordsAbove } from '../../ledger/above';
import { recordsById } from '../../ledger/records';
import type { EntityInput } from '../../reconcile/input';
import { referredIn } from '../../reconcile/lineReferences';
import { isLiving } from '../../reconcile/paths';
import type { References } from '../../reconcile/references';
import type { Targets } from '../../reconcile/room';
import { completeRecords } from './completed';

type World = Pick<EntityInput, 'definition' | 'records' | 'links' | 'work'>;

/**
 * The records to which the work of an entity leads in both books, where its definition looks at them: the bills of payments
 * for what is open on them, the account that must be of a type.
 * @param definitions of all entities: what is looked at is whole, a group of taxes with their rates.
 */
export async function referenceTargets(
  tx: Transaction,
  companyId: string,
  world: World,
  references: References,
  definitions: readonly EntityDefinition[],
): Promise<Targets> {
  const { fields, document } = world.definition;
  const looked = Object.entries(fields).filter(
    ([name, field]) =>
      field.fits !== undefined || name === document?.appliesTo || document?.looksAt?.includes(name),
  );
  const found = new Map<EntityName, Map<string, BookRecord>>();
  if (looked.length > 0)
    for (const book of books) {
      const wanted = new Map<EntityName, Record<'own' | 'twins', Set<string>>>();
      for (const record of sources(world, book))
        for (const [name, field] of looked)
          for (const { entity, id } of referredIn(field, record.fields[name])) {
            const twin = references.resolve(entity, book, id);
            const isOwnEnough = document?.looksAt !== undefined && twin.state === 'planned';
            if (twin.state !== 'linked' && !isOwnEnough) continue;
            const ids = wanted.get(entity) ?? { own: new Set(), twins: new Set() };
            wanted.set(entity, ids);
            ids.own.add(id);
            if (twin.state === 'linked') ids.twins.add(twin.id);
          }
      for (const [entity, { own, twins }] of wanted) {
        const whole = definitions.find(({ name }) => document?.looksAt && name === entity);
        const load = async (from: Book, ids: ReadonlySet<string>) => {
          const records = await recordsById(tx, companyId, from, entity, [...ids]);
          return whole ? completeRecords(tx, companyId, from, whole, records) : records;
        };
        const there = await load(otherBook(book), twins);
        // What a book lacks is known by what both have open.
        const here = await load(book, own);
        found.set(entity, new Map([...(found.get(entity) ?? []), ...there, ...here]));
      }
    }
  await addParties(tx, companyId, world, references, found);
  return { get: (entity, id) => found.get(entity)?.get(id) };
}

/** Of documents whose party follows from what they are applied to: the parties in QuickBooks, with those above them. */
async function addParties(
  tx: Transaction,
  companyId: string,
  world: World,
  references: References,
  found: Map<EntityName, Map<string, BookRecord>>,
): Promise<void> {
  const { fields, document } = world.definition;
  const party = document?.posting && document.party;
  const entity = party === undefined ? undefined : fields[party]?.references;
  if (party === undefined || entity === undefined) return;
  const twins = new Map(world.links.map(({ quickbooksId, billcomId }) => [billcomId, quickbooksId]));
  const own = sources(world, 'billcom').flatMap(({ id, fields: { [party]: payer } }) => {
    const twin = references.resolve(entity, 'billcom', String(payer));
    const now = world.records.quickbooks.get(twins.get(id) ?? '')?.fields[party];
    return [twin.state === 'linked' ? twin.id : null, now];
  });
  const applied = appliedEntities(world.definition).flatMap((each) => [...(found.get(each)?.values() ?? [])]);
  const ids = [...own, ...applied.map((each) => each.fields[party])].filter((id) => typeof id === 'string');
  found.set(entity, await recordsAbove(tx, companyId, 'quickbooks', entity, [...new Set(ids)]));
}

/** What a document is applied to. */
const appliedEntities = ({ document, fields }: EntityDefinition): EntityName[] =>
  Object.values(fields[document?.appliesTo ?? '']?.line ?? {}).flatMap(
    ({ references: entity }) => entity ?? [],
  );

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
      ? [...work.quickbooks].filter((id) => !linked.has(id) || definition.document?.looksAt)
      : [];
    return alone.flatMap((id) => records.quickbooks.get(id) ?? []);
  }
  const twins = new Map(links.map((link) => [link.quickbooksId, link.billcomId]));
  const ids = books.flatMap((book) =>
    [...work[book]].flatMap((id) => (book === 'billcom' ? [id] : (twins.get(id) ?? []))),
  );
  return [...new Set(ids)].flatMap((id) => records.billcom.get(id) ?? []);
}

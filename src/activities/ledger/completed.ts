import type { Book, EntityDefinition, EntityName } from '../../entities/definition';
import { books, isEmptyValue } from '../../entities/definition';
import type { BookRecord } from '../../entities/record';
import type { Transaction } from '../../ledger/database';
import { wakeNaming } from '../../ledger/parts';
import { recordsById } from '../../ledger/records';

type Work = Awaited<ReturnType<typeof wakeNaming>>;

/** A book's records with what only the records say to which they lead. Settled ones, which come without fields, stay bare. */
export async function completeRecords(
  tx: Transaction,
  companyId: string,
  book: Book,
  { [book]: { completed }, document }: EntityDefinition,
  records: ReadonlyMap<string, BookRecord>,
): Promise<Map<string, BookRecord>> {
  if (!completed) return new Map(records);
  const whole = [...records.values()].filter(
    ({ fields }) => document === undefined || !isEmptyValue(fields[document.appliesTo ?? '']),
  );
  const wanted = new Map<EntityName, Set<string>>();
  for (const record of whole)
    for (const { entity, id } of completed.related(record))
      wanted.set(entity, (wanted.get(entity) ?? new Set()).add(id));
  const found = new Map<EntityName, ReadonlyMap<string, BookRecord>>();
  for (const [entity, ids] of wanted)
    found.set(entity, await recordsById(tx, companyId, book, entity, [...ids]));
  const all = new Map(records);
  for (const record of whole)
    all.set(record.id, {
      ...record,
      ...completed.complete(record, (entity, id) => found.get(entity)?.get(id)),
    });
  return all;
}

/** What others complete is on the work list with them. @returns what was not on it yet. */
export async function wakeCompleted(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
  work: readonly { readonly entity: EntityName; readonly book: string; readonly id: string }[],
): Promise<Work> {
  const woken: Work = [];
  for (const definition of definitions)
    for (const book of books) {
      const by = definition[book].completed?.wokenBy;
      if (!by) continue;
      const ids = work.filter((each) => each.entity === by.entity && each.book === book).map(({ id }) => id);
      woken.push(...(await wakeNaming(tx, companyId, book, definition.name, by.fact, ids)));
    }
  return woken;
}

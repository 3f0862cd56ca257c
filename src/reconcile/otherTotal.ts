import { otherBook, type ReferenceTarget } from '../entities/definition';
import type { HeldRecord, Hold } from './holds';
import { holds } from './holds';
import type { EntityInput } from './input';
import type { PlannedOperation } from './plan';

/** Why a document is not written that would come to another total in the other book than it has in its own. */
export function otherTotal(
  { definition, records, targets }: Pick<EntityInput, 'definition' | 'records' | 'targets'>,
  { book, recordId, sourceId, fields, awaits }: PlannedOperation,
  record: HeldRecord,
): Hold | undefined {
  const { document } = definition;
  const source = records[otherBook(book)].get(sourceId);
  const isAsWas = !document?.unit.some((name) => name in fields);
  if (!document?.comesToAnother || !source || isAsWas) return undefined;
  const awaited = Object.entries(awaits).map(([name, one]): [string, string] => [name, one.sourceId]);
  const after = {
    ...records[book].get(recordId ?? '')?.fields,
    ...fields,
    ...Object.fromEntries(awaited),
  };
  const target = (name: string): ReferenceTarget | undefined => {
    const entity = definition.fields[name]?.references;
    const find = (id: unknown): ReferenceTarget | undefined =>
      entity !== undefined && typeof id === 'string' ? targets?.get(entity, id) : undefined;
    return find(after[name]) ?? find(source.fields[name]);
  };
  const why = document.comesToAnother(after, source, book, target);
  return why && holds.otherTotal(record, why);
}

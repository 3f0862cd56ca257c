import type { Book, CanonicalValue, EntityDefinition } from '../entities/definition';
import { isEmptyValue, isNotCarried, otherBook } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import type { Hold } from './holds';
import { holds } from './holds';
import { nameKey } from './names';
import { named } from './pair';
import type { Awaited, PlannedOperation } from './plan';
import type { References } from './references';

export interface CreateInput {
  readonly definition: EntityDefinition;
  /** The book that the record is in; its twin is made in the other one. */
  readonly book: Book;
  readonly record: BookRecord;
  readonly references: References;
  /** Names taken in the other book; a planned create takes its own. */
  readonly namesInUse: Map<string, string>;
}

/** Plans the twin of a record that has none, or says why it is not made. */
export function planCreate(input: CreateInput): { operation?: PlannedOperation; holds: Hold[] } {
  const { definition, book, record } = input;
  const to = otherBook(book);
  const source = named(definition, book, record);
  const alone = definition.leftAlone?.(record.fields, record.facts) ?? notInThisDirection(definition, book);
  if (alone !== undefined) return { holds: [holds.ownerRule(source, alone)] };
  if (!record.active) return { holds: [holds.inactive(source)] };

  const fields: Record<string, CanonicalValue> = {};
  const awaits: Record<string, Awaited> = {};
  const sourceBase: Record<string, CanonicalValue> = {};
  const held: Hold[] = [];
  for (const [name, field] of Object.entries(definition.fields)) {
    const value = record.fields[name] ?? null;
    const carried = field.inBook[to](value);
    if (isNotCarried(carried)) {
      held.push(holds.notCarried(source, name, field.label, value, carried.notCarried));
      continue;
    }
    sourceBase[name] = value;
    if (isEmptyValue(carried)) continue;
    if (field.references === undefined) {
      fields[name] = carried;
      continue;
    }
    const twin = input.references.resolve(field.references, book, String(value));
    if (twin.state === 'unlinked') {
      const awaited = { entity: field.references, id: String(value), name: twin.name };
      return { holds: [holds.waitingForReference(source, name, field.label, awaited)] };
    }
    if (twin.state === 'planned') awaits[name] = { entity: field.references, sourceId: String(value) };
    else fields[name] = twin.id;
  }

  if (to === 'quickbooks') {
    const parent = fields.parent ?? (awaits.parent ? `new ${awaits.parent.sourceId}` : null);
    const key = nameKey(definition, fields.name, parent);
    const by = input.namesInUse.get(key);
    if (by !== undefined) return { holds: [holds.nameInUse(source, String(fields.name), `“${by}”`)] };
    input.namesInUse.set(key, String(record.fields.name));
  }
  return {
    operation: {
      entity: definition.name,
      book: to,
      action: 'create',
      phase: 'write',
      recordId: null,
      sourceId: record.id,
      recordName: source.name,
      fields,
      awaits,
      sourceBase,
      before: null,
      overwrites: [],
    },
    holds: held,
  };
}

function notInThisDirection(definition: EntityDefinition, book: Book): string | undefined {
  const flows =
    book === 'quickbooks' ? definition.flows.quickbooksToBillcom : definition.flows.billcomToQuickbooks;
  return flows ? undefined : `${definition.words.many} are not made in the other book by rule.`;
}

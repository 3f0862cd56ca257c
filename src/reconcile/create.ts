import type { Book, CanonicalValue, EntityDefinition } from '../entities/definition';
import {
  bookTitle,
  flowsFrom,
  isEmptyValue,
  isLines,
  isNotCarried,
  otherBook,
  rulesOf,
} from '../entities/definition';
import type { BookRecord } from '../entities/record';
import {
  fieldStandsBack,
  historyStandsBack,
  postingStandsBack,
  recordStandsBack,
  type BookRules,
} from './guards/bookRules';
import { completeLines, withoutTurnedOff } from './emptyParts';
import type { Hold } from './holds';
import { holds } from './holds';
import { leftOutHolds, resolveLines } from './lineReferences';
import { named } from './named';
import { onOpenDay } from './openDay';
import { waitsFor, whyUnfit } from './pair';
import type { Awaited, PlannedOperation } from './plan';
import type { References } from './references';
import type { Targets } from './room';

export interface CreateInput {
  readonly definition: EntityDefinition;
  /** The book that the record is in; its twin is made in the other one. */
  readonly book: Book;
  readonly record: BookRecord;
  readonly references: References;
  readonly targets?: Targets | undefined;
  readonly rules?: BookRules | undefined;
  /** It was in the other book before, and is wanted there again, or something waits for it there: it is no history. */
  readonly isWanted?: boolean;
  /** How many of QuickBooks were made from it before, and are void or deleted now. */
  readonly generation?: number;
}

/** Plans the twin of a record that has none, or says why it is not made. */
export function planCreate(input: CreateInput): { operation?: PlannedOperation; holds: Hold[] } {
  const { definition, book, record } = input;
  const to = otherBook(book);
  const source = named(definition, book, record);
  const { generation = 0, isWanted = false } = input;
  const not = whyNotMade(definition, book, record, input.rules, input.references, isWanted);
  if (not) return { holds: [not] };

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
    const back = isEmptyValue(carried) ? undefined : fieldStandsBack(input.rules, field);
    if (back) {
      held.push(holds.fieldLeftAlone(source, name, field.label, value, back));
      continue;
    }
    sourceBase[name] = value;
    if (isEmptyValue(carried)) continue;
    if (field.line !== undefined) {
      const resolved = resolveLines(input.references, { name, definition: field }, book, carried);
      if (resolved.state === 'waits') {
        const { reference } = resolved;
        const waiting = waitsFor(source, name, reference, reference.id, reference.twin);
        return { holds: waiting ? [waiting] : [] };
      }
      const complete = completeLines(field, to, resolved);
      fields[name] = withoutTurnedOff(field, to, complete, input.rules);
      Object.assign(awaits, resolved.awaits);
      held.push(...leftOutHolds(source, name, resolved.leftOut));
      continue;
    }
    if (field.references === undefined) {
      fields[name] = carried;
      continue;
    }
    const twin = input.references.resolve(field.references, book, String(value));
    if (field.withoutTwin === 'omitted' && twin.state === 'unlinked') continue;
    const waiting = waitsFor(source, name, field, String(value), twin);
    if (waiting) {
      if (field.withoutTwin !== 'leftOut') return { holds: [waiting] };
      held.push(waiting);
      delete sourceBase[name];
      continue;
    }
    const misfit = whyUnfit(input.targets, field, to, twin);
    if (misfit) return { holds: [holds.misfit(source, name, field.label, misfit.name, misfit.because)] };
    if (twin.state === 'linked') fields[name] = twin.id;
    else awaits[name] = { entity: field.references, sourceId: String(value) };
  }
  return {
    operation: {
      entity: definition.name,
      book: to,
      action: 'create',
      phase: 'write',
      recordId: null,
      sourceId: record.id,
      recordName: String(record.fields.name ?? record.id),
      fields: to === 'quickbooks' ? onOpenDay(definition, input.rules, fields) : fields,
      awaits,
      sourceBase,
      before: null,
      overwrites: [],
      ...(to === 'quickbooks' && generation > 0 && { generation }),
    },
    holds: held,
  };
}

/**
 * Why a record's twin is not made, whatever the other records are.
 * @param isWanted it was in the other book before, or something waits for it there, so that it is no history.
 */
export function whyNotMade(
  definition: EntityDefinition,
  book: Book,
  record: BookRecord,
  rules?: BookRules,
  references?: References,
  isWanted = false,
): Hold | undefined {
  const source = named(definition, book, record);
  if (record.problem !== null) return holds.unreadable(source, record.problem);
  const alone = definition.leftAlone?.(record.fields, record.facts, book);
  if (alone !== undefined) return holds.ownerRule(source, alone);
  const ours = book === 'quickbooks' ? definition.ownWork?.(record.facts) : undefined;
  if (ours) return holds.ownerRule(source, ours.because, ours.cure);
  const stays = notInThisDirection(definition, book, record);
  if (stays !== undefined)
    return holds.ownerRule(source, stays, rulesOf(definition, record.fields, record.facts).cure);
  const back =
    recordStandsBack(rules, definition, book, record) ??
    historyStandsBack(
      rules,
      definition,
      record,
      isWanted || appliesToSynced(definition, book, record, references),
    ) ??
    // What the record itself lacks comes first: the books may close and open meanwhile, and nobody looks at it again.
    definition.standsBack?.(record.fields, record.facts, book, false) ??
    postingStandsBack(rules, definition, book, record);
  if (back) return holds.leftAlone(source, back);
  if (!record.active) return holds.inactive(source);
  const to = otherBook(book);
  for (const [name, field] of Object.entries(definition.fields)) {
    // A name must be there, and what is fixed when the record is made cannot be added later.
    const needed = field.needed ?? (name === 'name' || field.fixedAtCreation === true);
    if (needed !== true && needed !== to) continue;
    const carried = field.inBook[to](record.fields[name] ?? null);
    const because = isNotCarried(carried)
      ? carried.notCarried
      : isEmptyValue(carried)
        ? `it has no ${field.label} that ${bookTitle[to]} knows`
        : undefined;
    if (because !== undefined) return holds.incomplete(source, name, field.label, because);
  }
  return undefined;
}

/** Whether a document is applied to one that is in the other book, or goes there. */
function appliesToSynced(
  { document, fields }: EntityDefinition,
  book: Book,
  record: BookRecord,
  references: References | undefined,
): boolean {
  const name = document?.appliesTo ?? '';
  const lines = record.fields[name] ?? null;
  return (isLines(lines) ? lines : []).some((line) =>
    Object.entries(fields[name]?.line ?? {}).some(([part, { references: entity }]) => {
      const id = line[part];
      if (entity === undefined || typeof id !== 'string') return false;
      return references?.resolve(entity, book, id).state !== 'unlinked';
    }),
  );
}

function notInThisDirection(
  definition: EntityDefinition,
  book: Book,
  { fields, facts }: BookRecord,
): string | undefined {
  return flowsFrom(definition, fields, book, facts)
    ? undefined
    : `By rule, ${rulesOf(definition, fields, facts).words.many} of ${bookTitle[book]} are not made in ${bookTitle[otherBook(book)]}.`;
}

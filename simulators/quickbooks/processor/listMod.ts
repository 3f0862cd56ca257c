import type { Change } from '../books/changes';
import { nextEditSequence } from '../books/identity';
import type { ListRecord } from '../books/records';
import { isActive } from '../books/tree';
import type { Candidate, ListDefinition } from '../definitions/listDefinition';
import { elementsOf, type ElementRule } from '../language/contentModel';
import { groupOf, textOf, type Fields, type FieldValue } from '../language/fields';
import { checkSimulated, withoutEmpty } from './listAdd';
import { checkNameIsFree, checkPlaceInTree, trimmedName } from './names';
import { checkPersonalData } from './personalData';
import { resolveReferences } from './references';
import type { RequestContext } from './requestContext';
import { refused } from './status';
import { CHILDREN_FOLLOW_INTO_INACTIVITY } from './undocumented';

export interface Modification {
  readonly record: ListRecord;
  readonly changes: readonly Change[];
}

/** What an XxxMod would make of an entry, or a StatusError. Fields left out stay, empty ones are cleared. */
export function modifiedEntry(
  definition: ListDefinition,
  given: Fields,
  context: RequestContext,
): Modification {
  const model = definition.mod ?? [];
  definition.needsFeature?.(context);
  const before = findForMod(definition.list, given, context);
  checkPersonalData(given, model, context);
  checkSimulated(given);

  const { ListID: _id, EditSequence: _sequence, ...asked } = given;
  const resolved = resolveReferences(asked, model, definition.list, before, context);
  const fields = laidOver(before.fields, prepared(resolved), elementsOf(model), context);
  const parentId = textOf(groupOf(fields.ParentRef)?.ListID);
  const parent = parentId === undefined ? undefined : context.books.find(definition.list, parentId);
  const candidate: Candidate = { before, fields, given, parent };
  checkPlaceInTree(definition, candidate, context);
  checkNameIsFree(definition, candidate, context);
  checkActivation(definition, candidate);
  definition.check?.(candidate, context);

  const record = touched({ ...before, fields }, context);
  const changes: Change[] = [{ do: 'put', record }];
  if (CHILDREN_FOLLOW_INTO_INACTIVITY && isActive(before) && !isActive(record)) {
    changes.push(...inactiveBelow(before, context));
  }
  return { record, changes };
}

/** The same entry after a modification: new EditSequence and TimeModified. */
export function touched(record: ListRecord, { clock }: RequestContext): ListRecord {
  const now = clock.now();
  return { ...record, timeModified: now, editSequence: nextEditSequence(record.editSequence, now) };
}

function findForMod(list: string, given: Fields, { books }: RequestContext): ListRecord {
  const id = textOf(given.ListID) ?? '';
  const sequence = textOf(given.EditSequence) ?? '';
  const before = books.find(list, id);
  if (!before) throw refused.notFound(id);
  if (!/^\d+$/.test(sequence)) throw refused.badEditSequence(sequence);
  if (sequence !== before.editSequence) throw refused.staleEditSequence(sequence);
  return before;
}

/** A given name is trimmed, an empty name or IsActive means nothing, an opening balance cannot be given again. */
function prepared(given: Fields): Fields {
  const { Name, IsActive, OpenBalance: _balance, OpenBalanceDate: _date, ...rest } = given;
  const name = Name === undefined ? {} : { Name: trimmedName(textOf(Name) ?? '') };
  const active = IsActive === undefined || IsActive === '' ? {} : { IsActive };
  return { ...rest, ...name, ...active };
}

function laidOver(
  old: Fields,
  given: Fields,
  rules: readonly ElementRule[],
  { behaviour }: RequestContext,
): Fields {
  const result: Record<string, FieldValue> = { ...old };
  for (const [name, value] of Object.entries(given)) {
    const rule = rules.find((each) => each.name === name);
    const inner = groupOf(value);
    const isAddress = inner !== undefined && rule?.refersTo === undefined;
    const isCleared = isAddress && Object.keys(inner).length === 0;
    result[name] =
      isAddress && !isCleared && behaviour.addressMod === 'merge'
        ? { ...groupOf(old[name]), ...inner }
        : value;
  }
  return withoutEmpty(result);
}

/** An entry below an inactive one cannot become active, nor be moved there while active (qbXML 3140). */
function checkActivation(definition: ListDefinition, { before, fields, parent }: Candidate): void {
  if (!parent || isActive(parent) || fields.IsActive === 'false') return;
  if (before && isActive(before)) return;
  throw refused.badReference('Parent', parent.id, definition.list, 'The parent list element is inactive.');
}

function inactiveBelow(record: ListRecord, context: RequestContext): Change[] {
  return context.books.childrenOf(record).flatMap((child) => {
    const own: Change[] = isActive(child)
      ? [
          {
            do: 'put',
            record: touched({ ...child, fields: { ...child.fields, IsActive: 'false' } }, context),
          },
        ]
      : [];
    return [...own, ...inactiveBelow(child, context)];
  });
}

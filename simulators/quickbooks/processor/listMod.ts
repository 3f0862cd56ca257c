import type { Change } from '../books/changes';
import { nextEditSequence } from '../books/identity';
import type { ListRecord } from '../books/records';
import { isActive } from '../books/tree';
import { modModel, type Candidate, type ListDefinition } from '../definitions/listDefinition';
import { elementsOf, keptName, type Particle } from '../language/contentModel';
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
  const model = modModel(definition);
  definition.needsFeature?.(context);
  const before = findForMod(definition.list, given, context);
  checkPersonalData(given, model, context);
  checkSimulated(given);

  const { ListID: _id, EditSequence: _sequence, ...asked } = given;
  const resolved = resolveReferences(asked, model, definition.list, before.fields, context);
  const kept = prepared(definition.keep ? definition.keep(resolved) : resolved);
  const fields = withName(definition, laidOver(before.fields, kept, model, context));
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

function withName({ nameOf }: ListDefinition, fields: Fields): Fields {
  return nameOf ? { ...fields, Name: trimmedName(nameOf(fields)) } : fields;
}

/** What is given takes the place of the old; in a group element by element. Of a choice the given part stays. */
export function laidOver(
  old: Fields,
  given: Fields,
  model: readonly Particle[],
  context: RequestContext,
): Fields {
  const result: Record<string, FieldValue> = { ...withoutAlternatives(old, given, model) };
  const rules = elementsOf(model);
  for (const [name, value] of Object.entries(given)) {
    const rule = rules.find((each) => keptName(each) === name);
    const inner = groupOf(value);
    const isGroup = inner !== undefined && rule?.children !== undefined && rule.refersTo === undefined;
    const isMerged = !name.endsWith('Address') || context.behaviour.addressMod === 'merge';
    result[name] =
      isGroup && isMerged && Object.keys(inner).length > 0
        ? laidOver(groupOf(result[name]) ?? {}, inner, rule.children ?? [], context)
        : value;
  }
  return withoutEmpty(result);
}

/** The old fields without those that a choice of the model excludes beside the given ones. */
function withoutAlternatives(old: Fields, given: Fields, model: readonly Particle[]): Fields {
  const excluded = model
    .filter((part) => part.kind === 'choice' && part.max === 1)
    .map((choice) => elementsOf([choice]).map(keptName))
    .filter((names) => names.some((name) => given[name] !== undefined))
    .flat();
  return Object.fromEntries(
    Object.entries(old).filter(([name]) => !excluded.includes(name) || name in given),
  );
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

import { newListId } from '../books/identity';
import type { ListRecord } from '../books/records';
import { addModel, type Candidate, type ListDefinition } from '../definitions/listDefinition';
import { keptName, type Particle } from '../language/contentModel';
import { groupOf, textOf, type Fields, type FieldValue } from '../language/fields';
import { checkNameIsFree, checkPlaceInTree, trimmedName } from './names';
import { checkPersonalData } from './personalData';
import { resolveReferences } from './references';
import type { RequestContext } from './requestContext';
import { refused } from './status';

/** Makes the new entry that an XxxAdd asks for, or throws a StatusError. Changes nothing yet. */
export function newEntry(definition: ListDefinition, given: Fields, context: RequestContext): ListRecord {
  const model = addModel(definition);
  definition.needsFeature?.(context);
  checkPersonalData(given, model, context);
  checkSimulated(given);
  const resolved = resolveReferences(given, model, definition.list, undefined, context);
  checkRequired(withoutEmpty(resolved), model);
  const kept = definition.keep ? definition.keep(resolved) : resolved;
  const name = definition.nameOf ? definition.nameOf(kept) : textOf(given.Name);
  const fields: Record<string, FieldValue> = {
    ...definition.defaults,
    ...withoutEmpty(withOpeningBalance(kept)),
    Name: trimmedName(name ?? ''),
  };
  const parentId = textOf(groupOf(fields.ParentRef)?.ListID);
  const parent = parentId === undefined ? undefined : context.books.find(definition.list, parentId);
  const candidate: Candidate = { before: undefined, fields, given, parent };
  checkPlaceInTree(definition, candidate, context);
  checkNameIsFree(definition, candidate, context);
  definition.check?.(candidate, context);

  const now = context.clock.now();
  return {
    list: definition.list,
    id: newListId(context.books, definition.list, now),
    timeCreated: now,
    timeModified: now,
    editSequence: String(now),
    fields,
    dataExt: [],
  };
}

/** Parts of the language that are read but not kept yet: a clear refusal instead of silent loss. */
export function checkSimulated(given: Fields): void {
  for (const name of ['Contacts', 'ContactsMod', 'AdditionalNotes', 'AdditionalNotesMod']) {
    if (given[name] !== undefined) throw refused.notSimulated(name);
  }
}

function checkRequired(fields: Fields, model: readonly Particle[]): void {
  for (const rule of model) {
    if (rule.kind === 'element' && rule.min > 0 && fields[keptName(rule)] === undefined)
      throw refused.missing(rule.name);
  }
}

/** An opening balance becomes the balance; the transaction behind it is not simulated. */
function withOpeningBalance(fields: Fields): Fields {
  const { OpenBalance, OpenBalanceDate: _date, ...rest } = fields;
  const opening = textOf(OpenBalance);
  return opening ? { ...rest, Balance: opening } : rest;
}

/** Leaves out empty texts, empty groups and empty lists. */
export function withoutEmpty(fields: Fields): Fields {
  const kept: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(fields)) {
    const inner = groupOf(value);
    const clean = inner ? withoutEmpty(inner) : value;
    if (clean === '' || (typeof clean === 'object' && Object.keys(clean).length === 0)) continue;
    kept[name] = clean;
  }
  return kept;
}

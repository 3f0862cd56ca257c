import type { ListRecord } from '../books/records';
import type { ListDefinition } from '../definitions/listDefinition';
import { writeFields, type Fields, type FieldValue } from '../language/fields';
import { branch, type XmlElement } from '../language/xmlTree';
import { mapReferences, printedReference } from './references';
import type { RequestContext } from './requestContext';

/** What of an entry the caller wants to see. */
export interface Wanted {
  /** Owners of the private fields to show; custom fields have the owner "0". */
  readonly ownerIDs: readonly string[];
  /** IncludeRetElement: top-level elements only, unknown names are ignored (qbxml.md §1). */
  readonly elements: readonly string[];
}

export const EVERYTHING: Wanted = { ownerIDs: [], elements: [] };

/** An entry as XxxRet. */
export function printEntry(
  record: ListRecord,
  definition: ListDefinition,
  context: RequestContext,
  wanted: Wanted = EVERYTHING,
): XmlElement {
  const all = writeFields(printedFields(record, definition, context, wanted), definition.ret);
  const shown = wanted.elements.length > 0 ? all.filter(({ name }) => wanted.elements.includes(name)) : all;
  return branch(`${definition.list}Ret`, shown);
}

/** All fields of an entry as they stand in answers, derived ones included. */
export function printedFields(
  record: ListRecord,
  definition: ListDefinition,
  context: RequestContext,
  wanted: Wanted = EVERYTHING,
): Fields {
  const printed: Record<string, FieldValue> = {};
  for (const rule of definition.ret) {
    if (rule.personal && !context.personalDataAllowed) continue;
    const value =
      headField(record, rule.name, context) ?? derivedField(record, rule.name, definition, context);
    if (value === undefined) continue;
    printed[rule.name] = value;
  }
  const withNames = mapReferences(printed, definition.ret, (kept, rule) =>
    printedReference(kept, rule, context),
  );
  const dataExt = record.dataExt.filter((each) => wanted.ownerIDs.includes(each.ownerID));
  return dataExt.length > 0 ? { ...withNames, DataExtRet: dataExt.map(printedDataExt) } : withNames;
}

/** A private field as DataExtRet. Custom fields are returned without an owner's GUID, as "0". */
export function printedDataExt(value: ListRecord['dataExt'][number]): Fields {
  return {
    OwnerID: value.ownerID,
    DataExtName: value.name,
    DataExtType: value.type,
    DataExtValue: value.value,
  };
}

function headField(record: ListRecord, name: string, { clock }: RequestContext): string | undefined {
  switch (name) {
    case 'ListID':
      return record.id;
    case 'TimeCreated':
      return clock.printed(record.timeCreated);
    case 'TimeModified':
      return clock.printed(record.timeModified);
    case 'EditSequence':
      return record.editSequence;
    default:
      return undefined;
  }
}

function derivedField(
  record: ListRecord,
  name: string,
  definition: ListDefinition,
  context: RequestContext,
): FieldValue | undefined {
  const derive = definition.derive?.[name];
  return derive ? derive(record, context) : record.fields[name];
}

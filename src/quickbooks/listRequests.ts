import type { CanonicalFields, EntityDefinition } from '../entities/definition';
import { isEmptyValue } from '../entities/definition';
import { writeFields } from '../entities/record';
import type { QbxmlObject, QbxmlRequest } from './qbxml/types';

/** The Add of a new list entry. Empty fields are left out; the ExternalGUID finds it again after a lost answer. */
export function addRequest(
  definition: EntityDefinition,
  operation: { id: string; fields: CanonicalFields; externalGuid: string | null },
): QbxmlRequest {
  const { list, kindOf, externalGuid } = definition.quickbooks;
  const kind = kindOf?.(operation.fields) ?? list;
  const filled = Object.fromEntries(
    Object.entries(operation.fields).filter(([, value]) => !isEmptyValue(value)),
  );
  return {
    name: `${kind}AddRq`,
    requestID: operation.id,
    body: {
      [`${kind}Add`]: {
        ...(writeFields(definition, 'quickbooks', filled) as QbxmlObject),
        ...(externalGuid && operation.externalGuid ? { ExternalGUID: `{${operation.externalGuid}}` } : {}),
      },
    },
  };
}

/** The Mod of a list entry: only the given fields; EditSequence must be the latest (qbXML 3200). */
export function modRequest(
  definition: EntityDefinition,
  operation: { id: string; recordId: string; editSequence: string; fields: CanonicalFields },
): QbxmlRequest {
  const { list } = definition.quickbooks;
  return {
    name: `${list}ModRq`,
    requestID: operation.id,
    body: {
      [`${list}Mod`]: {
        ListID: operation.recordId,
        EditSequence: operation.editSequence,
        ...(writeFields(definition, 'quickbooks', operation.fields) as QbxmlObject),
      },
    },
  };
}

import type { CanonicalFields, EntityDefinition } from '../entities/definition';
import { isEmptyValue } from '../entities/definition';
import { writeFields, type BookRecord } from '../entities/record';
import { lineMods } from './lineMods';
import { idElementOf } from './qbxml/queries';
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

/**
 * The Mod of a list entry or transaction: only the given fields; EditSequence must be the latest (qbXML 3200).
 * @param now the record as the mirror has it: its version, and the lines whose ids are kept.
 */
export function modRequest(
  definition: EntityDefinition,
  operation: { id: string; recordId: string; fields: CanonicalFields },
  now: Pick<BookRecord, 'version' | 'fields' | 'facts'> | undefined,
): QbxmlRequest {
  const { list } = definition.quickbooks;
  const header = Object.entries(operation.fields).filter(([name]) => !definition.fields[name]?.line);
  const lines = Object.keys(operation.fields).filter((name) => definition.fields[name]?.line);
  return {
    name: `${list}ModRq`,
    requestID: operation.id,
    body: {
      [`${list}Mod`]: {
        [idElementOf(list)]: operation.recordId,
        EditSequence: now?.version ?? '0',
        ...(writeFields(definition, 'quickbooks', Object.fromEntries(header)) as QbxmlObject),
        ...lines.reduce<QbxmlObject>(
          (mods, name) => ({ ...mods, ...lineMods(now, name, operation.fields[name] ?? null) }),
          {},
        ),
      },
    },
  };
}

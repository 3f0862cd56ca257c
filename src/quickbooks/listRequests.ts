import type { CanonicalFields, EntityDefinition } from '../entities/definition';
import { isEmptyValue } from '../entities/definition';
import { listOfRecord } from '../entities/listsOf';
import { writeFields, type BookRecord } from '../entities/record';
import type { WriteAction } from '../reconcile/plan';
import { lineMods, salesLineMods } from './lineMods';
import { idElementOf, listQuery } from './qbxml/queries';
import type { QbxmlObject, QbxmlRequest } from './qbxml/types';

/** A planned write, as far as its request needs it. */
export interface WriteOfRecord {
  readonly id: string;
  readonly action: WriteAction;
  /** null for a record that is to be made. */
  readonly recordId: string | null;
  readonly fields: CanonicalFields;
  readonly externalGuid: string | null;
}

/** Under this requestID the record is read back, where the answer to its write does not bring it. */
export const readBackId = (operationId: string): string => `${operationId}:after`;

/** The requests of one write: its own, and where the answer does not bring the record, a query of it right after. */
export function writeRequests(
  definition: EntityDefinition,
  { id, action, recordId, fields, externalGuid }: WriteOfRecord,
  now: RecordNow | undefined,
): QbxmlRequest[] {
  const { partOf, undoneBy } = definition.quickbooks;
  const list = listOfRecord(definition, now?.facts);
  const readBack = (of: string): QbxmlRequest => ({
    ...listQuery(list, { ids: [of] }),
    requestID: readBackId(id),
  });
  if (recordId === null)
    return [
      addRequest(definition, { id, fields, externalGuid }),
      ...(partOf ? [readBack(partOf.owner(fields))] : []),
    ];
  if (action !== 'void') return [modRequest(definition, { id, recordId, fields }, now)];
  if (!definition.document)
    return [{ name: 'ListDelRq', requestID: id, body: { ListDelType: list, ListID: recordId } }];
  if (undoneBy === 'delete')
    return [{ name: 'TxnDelRq', requestID: id, body: { TxnDelType: list, TxnID: recordId } }];
  return [
    { name: 'TxnVoidRq', requestID: id, body: { TxnVoidType: list, TxnID: recordId } },
    readBack(recordId),
  ];
}

/** A record as the mirror has it. */
type RecordNow = Pick<BookRecord, 'version' | 'fields' | 'facts'>;

/** The Add of a new list entry. Empty fields are left out; the ExternalGUID finds it again after a lost answer. */
export function addRequest(
  definition: EntityDefinition,
  operation: { id: string; fields: CanonicalFields; externalGuid: string | null },
): QbxmlRequest {
  const { list, kindOf, externalGuid, onCreate } = definition.quickbooks;
  const kind = kindOf?.(operation.fields) ?? list;
  const filled = Object.fromEntries(
    Object.entries(operation.fields).filter(([, value]) => !isEmptyValue(value)),
  );
  return {
    name: `${kind}AddRq`,
    requestID: operation.id,
    body: {
      [`${kind}Add`]: {
        ...((typeof onCreate === 'function' ? onCreate(filled) : onCreate) as QbxmlObject | undefined),
        ...((definition.quickbooks.body?.(filled, undefined) ??
          writeFields(definition, 'quickbooks', filled)) as QbxmlObject),
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
  now: RecordNow | undefined,
): QbxmlRequest {
  const { list, body } = definition.quickbooks;
  const head = { [idElementOf(list)]: operation.recordId, EditSequence: now?.version ?? '0' };
  const request = { name: `${list}ModRq`, requestID: operation.id };
  if (body) {
    const whole = body({ ...now?.fields, ...operation.fields }, now?.facts ?? {});
    return { ...request, body: { [`${list}Mod`]: { ...head, ...(whole as QbxmlObject) } } };
  }
  const header = Object.entries(operation.fields).filter(([name]) => !definition.fields[name]?.line);
  const lines = Object.keys(operation.fields).filter((name) => definition.fields[name]?.line);
  return {
    ...request,
    body: {
      [`${list}Mod`]: {
        ...head,
        ...(writeFields(definition, 'quickbooks', Object.fromEntries(header)) as QbxmlObject),
        ...lines.reduce<QbxmlObject>((mods, name) => {
          const value = operation.fields[name] ?? null;
          const { replace, lineMod } = definition.fields[name] ?? {};
          const replaced = replace?.(value, now?.fields[name] ?? null) as QbxmlObject | undefined;
          const oneByOne = () =>
            lineMod ? salesLineMods(now, name, value, lineMod) : lineMods(now, name, value);
          return { ...mods, ...(replaced ?? oneByOne()) };
        }, {}),
      },
    },
  };
}

import type { EntityDefinition, EntityName, QuickBooksList } from '../../entities/definition';
import { sameValue } from '../../entities/definition';
import { partsChanged } from '../../entities/parts';
import type { BookRecord } from '../../entities/record';
import { partsIn } from '../../entities/registry';
import type { Transaction } from '../../ledger/database';
import type { Operation } from '../../ledger/operations';
import { partsOf } from '../../ledger/parts';
import { markDeleted, mirrorRecords } from '../../ledger/records';
import type { QbxmlRecord } from '../../quickbooks/qbxml/types';

/** What records of QuickBooks carry in them that is a record of its own to us (entities/parts.ts), into the mirror. */

/** What these records say differently of their parts than the mirror. */
async function changedIn(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  records: readonly QbxmlRecord[],
): Promise<BookRecord[]> {
  const parts = partsIn[entity];
  if (!parts) return [];
  const owners = new Map(records.map(({ fields }) => [String(fields.TxnID ?? fields.ListID), fields]));
  const known = await partsOf(tx, companyId, parts.entity, [...owners.keys()]);
  return [...owners].flatMap(([id, raw]) =>
    partsChanged(
      parts,
      known.filter(({ facts }) => facts.owner === id),
      parts.read(raw),
    ),
  );
}

/** @param records whole ones: what is not in them is not there. */
export async function mirrorParts(
  tx: Transaction,
  companyId: string,
  { name }: Pick<QuickBooksList, 'name'>,
  records: readonly QbxmlRecord[],
): Promise<void> {
  const parts = partsIn[name];
  if (!parts || records.length === 0) return;
  await mirrorRecords(
    tx,
    companyId,
    'quickbooks',
    parts.entity,
    await changedIn(tx, companyId, name, records),
  );
}

/** Marks what QuickBooks named as deleted, with everything that stood in it. */
export async function markGone(
  tx: Transaction,
  companyId: string,
  { name, recordsOf = name }: Pick<QuickBooksList, 'name' | 'recordsOf'>,
  ids: readonly string[],
): Promise<void> {
  await markDeleted(tx, companyId, 'quickbooks', recordsOf, ids);
  const parts = partsIn[name];
  if (!parts) return;
  const gone = await partsOf(tx, companyId, parts.entity, ids);
  const theirs = gone.map(({ id }) => id);
  await markDeleted(tx, companyId, 'quickbooks', parts.entity, theirs);
}

/**
 * The part that a write made, in its owner as it was read back: the only proof, since the answer to the write names no id.
 * Whatever else is new there goes into the mirror.
 * @returns undefined when there is nothing new that is what was sent.
 */
export async function writtenPart(
  tx: Transaction,
  companyId: string,
  definition: EntityDefinition,
  { fields }: Pick<Operation, 'fields'>,
  owners: readonly QbxmlRecord[],
): Promise<BookRecord | undefined> {
  const { partOf } = definition.quickbooks;
  if (!partOf) return undefined;
  const { appliesTo = '' } = definition.document ?? {};
  const changes = await changedIn(tx, companyId, partOf.entity, owners);
  const ours = changes.find(
    (each) => !each.deleted && sameValue(each.fields[appliesTo] ?? null, fields[appliesTo] ?? null),
  );
  const others = changes.filter((each) => each !== ours);
  await mirrorRecords(tx, companyId, 'quickbooks', definition.name, others);
  return ours;
}

import { bookTitle, isNeverMade, type EntityDefinition, type EntityName } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { audit } from '../ledger/audit';
import type { Transaction } from '../ledger/database';
import { twinOf } from '../ledger/links';
import { removeMapping, saveMapping } from '../ledger/mappings';
import { putOnWorkList } from '../ledger/records';
import { Problem, wrongUse } from '../words/problem';

/** What a record of Bill.com that is never made in QuickBooks stands for there, by a person's choice. */

/** Entities of which Bill.com may have such records. */
export const mappable = (definitions: readonly EntityDefinition[]): EntityDefinition[] =>
  definitions.filter(({ mapsTo }) => mapsTo !== undefined);

/** A record of QuickBooks as people name it. */
export const fullNameOf = (record: BookRecord): string =>
  record.facts.fullName ?? String(record.fields.name ?? record.id);

export interface StandingFor {
  readonly companyId: string;
  readonly who: string;
  readonly definition: EntityDefinition;
  /** Bill.com's record. */
  readonly from: BookRecord;
}

/**
 * Keeps what it stands for; an earlier choice ends. The next cycle works by it.
 * @throws Problem for a record that goes over by itself, or something that it cannot stand for
 */
export async function standFor(
  tx: Transaction,
  { companyId, who, definition, from }: StandingFor,
  target: { readonly entity: EntityName; readonly record: BookRecord },
): Promise<void> {
  const { name } = definition;
  if (!definition.mapsTo?.includes(target.entity))
    throw wrongUse(`A ${definition.words.one} cannot stand for a record of that kind.`);
  if (!isNeverMade(definition, from.fields))
    throw new Problem(`“${String(from.fields.name)}” goes to QuickBooks by itself; nothing is to be chosen.`);
  if ((await twinOf(tx, companyId, name, 'billcom', from.id)) !== undefined)
    throw new Problem(`“${String(from.fields.name)}” is linked with its twin in QuickBooks already.`);
  // Lines name an account in both books.
  const needsTwin = target.entity === 'account';
  if (needsTwin && (await twinOf(tx, companyId, 'account', 'quickbooks', target.record.id)) === undefined)
    throw new Problem(`The account “${fullNameOf(target.record)}” has no twin in ${bookTitle.billcom}.`, {
      cure: 'Sync it first (“tieout holds” says what keeps it), or choose another one.',
    });
  await saveMapping(tx, companyId, who, {
    entity: name,
    billcomId: from.id,
    quickbooksEntity: target.entity,
    quickbooksId: target.record.id,
  });
  await audit(tx, companyId, {
    who,
    action: 'chose what it stands for',
    entity: name,
    book: 'billcom',
    recordId: from.id,
    after: { entity: target.entity, quickbooksId: target.record.id, name: fullNameOf(target.record) },
  });
  await putOnWorkList(tx, companyId, 'billcom', name, [from.id]);
}

/** Takes the choice back. @returns whether there was one */
export async function standForNothing(
  tx: Transaction,
  { companyId, who, definition: { name }, from }: StandingFor,
): Promise<boolean> {
  if (!(await removeMapping(tx, companyId, name, from.id))) return false;
  await audit(tx, companyId, {
    who,
    action: 'took back what it stands for',
    entity: name,
    book: 'billcom',
    recordId: from.id,
    detail: String(from.fields.name ?? from.id),
  });
  await putOnWorkList(tx, companyId, 'billcom', name, [from.id]);
  return true;
}

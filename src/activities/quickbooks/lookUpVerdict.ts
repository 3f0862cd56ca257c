import type { EntityDefinition } from '../../entities/definition';
import type { DocumentRules } from '../../entities/documentRules';
import { asReadBack } from '../../entities/originalDate';
import type { BookRecord } from '../../entities/record';
import type { Operation } from '../../ledger/operations';
import type { Transaction } from '../../ledger/database';
import { mirrorRecords } from '../../ledger/records';
import type { QbxmlRecord } from '../../quickbooks/qbxml/types';
import { holdsEverything } from '../../reconcile/applied';
import { plainGuid } from '../../reconcile/guids';
import { deletedRecord, isDelete } from '../deletes';
import { settleApplied } from '../settleApplied';
import { settleWithdrawn, type SettleContext } from '../settleOperation';
import { settleInconclusive } from '../settleOutcome';
import type { Sight } from './lookUpQuestions';
import { writtenPart } from './mirrorParts';
import type { SessionJob } from './sessionJob';

/** Why a write is planned anew. */
export const notThere = 'looked up after the connection dropped: QuickBooks does not have it';

export const contextOf = (
  tx: Transaction,
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
  operation: Operation,
): SettleContext => ({
  tx,
  companyId: job.companyId,
  cycle: job.lease.cycle,
  definition: definitionOf(operation.entity),
});

/**
 * One look decides; what is not ours goes back to reconciling, which links or holds it.
 * @returns `absentByName` when nothing is settled: nothing has the name that was sent, and nothing else would say that an
 *   entry is ours. It may have been renamed since.
 */
export async function conclude(
  context: SettleContext,
  operation: Operation,
  sight: Sight,
): Promise<'absentByName' | undefined> {
  const { tx, companyId, definition } = context;
  if ('because' in sight) {
    const { because, passes } = sight;
    await settleInconclusive(context, operation, { because, candidates: [], looksAgain: passes });
    return undefined;
  }
  if (definition.quickbooks.partOf) {
    await concludePart(context, operation, sight.raw);
    return undefined;
  }
  // There may be many documents of that day; a new one of ours says so by its ExternalGUID or its token.
  const { document, quickbooks } = definition;
  const sent = asReadBack(definition, operation.fields);
  const found =
    document && operation.recordId === null
      ? sight.records.filter((each) => says(document, each, { ...operation, fields: sent }))
      : sight.records;
  const [record, ...others] = found;
  // Of what was to be deleted, its absence is the proof.
  const deleted =
    record === undefined && isDelete(definition, operation)
      ? await deletedRecord(tx, companyId, operation)
      : undefined;
  if (deleted) {
    const detail = { how: 'looked up after the connection dropped: QuickBooks does not have it any more' };
    await settleApplied(context, [{ operation, readBack: deleted, detail }]);
    return undefined;
  }
  if (!record) {
    if (isKnownByNameAlone(definition, operation)) return 'absentByName';
    await settleWithdrawn(context, operation, notThere);
    return undefined;
  }
  const ours = found.filter((each) => isOurs(each, { ...operation, fields: sent }));
  const [only] = ours;
  if (only && ours.length === 1) {
    const detail = { how: 'found by looking it up after the connection dropped', isFoundLater: true };
    await settleApplied(context, [{ operation, readBack: only, detail }]);
    return undefined;
  }
  // Of a list that is kept in part, what else is there comes with the reading that follows.
  const seen = quickbooks.keeps ? found : sight.records;
  await mirrorRecords(tx, companyId, 'quickbooks', definition.name, seen);
  if (others.length > 0) {
    await settleInconclusive(context, operation, {
      because: `QuickBooks has ${found.length} records that it may be`,
      candidates: found,
      looksAgain: false,
    });
    return undefined;
  }
  await settleWithdrawn(
    context,
    operation,
    'looked up after the connection dropped: QuickBooks has something else there',
  );
  return undefined;
}

/** Whether a document says that it is the one that we sent, whatever it holds by now. */
const says = (
  { token }: DocumentRules,
  { facts, fields }: BookRecord,
  { externalGuid, fields: sent }: Operation,
): boolean =>
  externalGuid === null
    ? token !== undefined && fields[token] !== null && fields[token] === sent[token]
    : sameGuid(facts.externalGuid, externalGuid);

/** What stands in another record is there if that says so, and nothing else can be it. */
async function concludePart(
  context: SettleContext,
  operation: Operation,
  owners: readonly QbxmlRecord[],
): Promise<void> {
  const { tx, companyId, definition } = context;
  const ours = await writtenPart(tx, companyId, definition, operation, owners);
  if (ours)
    await settleApplied(context, [
      {
        operation,
        readBack: ours,
        detail: { how: 'found by looking it up after the connection dropped', isFoundLater: true },
      },
    ]);
  else await settleWithdrawn(context, operation, notThere);
}

/** It says that it is what we sent, in every field, and by its ExternalGUID where the list has one. */
const isOurs = (record: BookRecord, { action, externalGuid, fields }: Operation): boolean =>
  action === 'void'
    ? record.deleted
    : (externalGuid === null || sameGuid(record.facts.externalGuid, externalGuid)) &&
      holdsEverything(record, fields);

const sameGuid = (one: string | undefined, two: string): boolean =>
  one !== undefined && plainGuid(one) === plainGuid(two);

/** Creates of a list whose Adds take no ExternalGUID: accounts, classes, terms (qbXML reference §4). */
const isKnownByNameAlone = (
  { document, quickbooks }: EntityDefinition,
  { action, recordId }: Operation,
): boolean => !document && !quickbooks.externalGuid && action === 'create' && recordId === null;

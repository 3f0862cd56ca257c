import { Context } from '@temporalio/activity';
import type { EntityDefinition, RawRecord } from '../../entities/definition';
import { listOfRecord, listsOf } from '../../entities/listsOf';
import type { BookRecord } from '../../entities/record';
import { keepCopies } from '../../ledger/deletedCopies';
import type { Operation } from '../../ledger/operations';
import { markDeleted } from '../../ledger/records';
import { idElementOf, listQuery } from '../../quickbooks/qbxml/queries';
import type { QbxmlAnswer, QbxmlRequest } from '../../quickbooks/qbxml/types';
import { isDelete } from '../deletes';
import { settleWithdrawn } from '../settleOperation';
import { isOf, isReadable, mirrorResponse, rawOf } from './mirrorResponse';
import { askToRead } from './readAnswer';
import type { SessionJob } from './sessionJob';

/** The mirror's records, by id. */
type AsRead = ReadonlyMap<string, Pick<BookRecord, 'version' | 'facts'>>;

/**
 * What is void or deleted in QuickBooks comes back by no write, and TxnVoid, TxnDel and ListDel name no EditSequence. So
 * each record is read once more right before, and of what is deleted a whole copy is kept. One that is not as the plan has
 * it, or not there any more, goes back to reconciling. What is saved there between this answer and the next message set, a
 * round trip later, is the one thing that nothing can see.
 * @param asRead the records by which the writes were planned
 * @returns the writes that may leave, and the records that were read anew.
 */
export async function readBeforeUndoing(
  job: SessionJob,
  definition: EntityDefinition,
  operations: readonly Operation[],
  asRead: AsRead,
): Promise<{ ready: Operation[]; stale: { entity: string; id: string }[] }> {
  const { lease, companyId } = job;
  const ids = operations.flatMap(({ recordId }) => recordId ?? []);
  // A later attempt asks anew: an earlier one may have asked for others.
  const place = `${operations[0]?.id}:${operations.length}:${Context.current().info.attempt}`;
  const key = `c${lease.cycle}:${lease.step}:${lease.phase}:copy:${job.sessionId}:${place}`;
  const { exchange, answer } = await askToRead(job, {
    key,
    kind: 'read',
    requests: queriesFor(definition, ids, asRead),
  });
  const found = foundIn(definition, answer);
  const versionOf = (id: string | null): string | null | undefined => asRead.get(String(id))?.version;
  const ready = operations.filter(
    ({ recordId }) =>
      found.has(String(recordId)) && found.get(String(recordId))?.EditSequence === versionOf(recordId),
  );
  const others = operations.filter((operation) => !ready.includes(operation));
  await job.settle(exchange, async (tx) => {
    for (const response of answer.responses) await mirrorResponse(tx, companyId, definition, response);
    await keepCopies(
      tx,
      companyId,
      ready
        .filter((operation) => isDelete(definition, operation))
        .map(({ id, entity, recordId }) => ({
          operationId: id,
          entity,
          recordId: String(recordId),
          version: versionOf(recordId) ?? null,
          copy: found.get(String(recordId)),
        })),
    );
    const isSaid = answer.responses.length > 0 && answer.responses.every(isReadable);
    const gone = isSaid ? ids.filter((id) => !found.has(id)) : [];
    await markDeleted(tx, companyId, 'quickbooks', definition.name, gone);
    const context = { tx, companyId, cycle: lease.cycle, definition };
    for (const operation of others)
      await settleWithdrawn(
        context,
        operation,
        isSaid
          ? 'it has been changed or deleted in QuickBooks since it was planned'
          : `QuickBooks did not show what was to be ${isDelete(definition, operation) ? 'deleted' : 'made void'}`,
      );
  });
  return { ready, stale: others.map(({ entity, recordId }) => ({ entity, id: String(recordId) })) };
}

/** Queries by id: QuickBooks knows some records (payments by card) by another list. */
const queriesFor = (definition: EntityDefinition, ids: readonly string[], asRead: AsRead): QbxmlRequest[] =>
  listsOf(definition).flatMap(({ name, quickbooks: { list } }) => {
    const mine = ids.filter((id) => listOfRecord(definition, asRead.get(id)?.facts) === list);
    return mine.length === 0 ? [] : [{ ...listQuery(list, { ids: mine }), requestID: `copy:${name}` }];
  });

/** What the answer shows, by id. */
const foundIn = (definition: EntityDefinition, { responses }: QbxmlAnswer): ReadonlyMap<string, RawRecord> =>
  new Map(
    responses
      .flatMap(({ records }) => records)
      .filter((each) => isOf(definition, each))
      .map((each) => [String(each.fields[idElementOf(definition.quickbooks.list)]), rawOf(each)]),
  );

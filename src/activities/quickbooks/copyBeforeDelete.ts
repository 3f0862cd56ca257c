import { Context } from '@temporalio/activity';
import type { EntityDefinition } from '../../entities/definition';
import { keepCopies } from '../../ledger/deletedCopies';
import type { Operation } from '../../ledger/operations';
import { markDeleted } from '../../ledger/records';
import { idElementOf, listQuery } from '../../quickbooks/qbxml/queries';
import { settleWithdrawn } from '../settleOperation';
import { isOf, isReadable, mirrorResponse, rawOf } from './mirrorResponse';
import { askToRead } from './readAnswer';
import type { SessionJob } from './sessionJob';

/**
 * What is deleted in QuickBooks comes back by no write, and a TxnDel names no EditSequence. So each record is read once
 * more right before, and a whole copy of it is kept. One that is not as the plan has it, or not there any more, goes back
 * to reconciling.
 * @param versions the EditSequences by which the deletes were planned, by TxnID
 * @returns the deletes that may leave, and the records that were read anew.
 */
export async function copiedBeforeDelete(
  job: SessionJob,
  definition: EntityDefinition,
  operations: readonly Operation[],
  versions: ReadonlyMap<string, string | null>,
): Promise<{ ready: Operation[]; stale: { entity: string; id: string }[] }> {
  const { list } = definition.quickbooks;
  const { lease, companyId } = job;
  const ids = operations.flatMap(({ recordId }) => recordId ?? []);
  // A later attempt asks anew: an earlier one may have asked for others.
  const place = `${operations[0]?.id}:${operations.length}:${Context.current().info.attempt}`;
  const key = `c${lease.cycle}:${lease.step}:${lease.phase}:copy:${job.sessionId}:${place}`;
  const request = { ...listQuery(list, { ids }), requestID: 'copy' };
  const { exchange, answer } = await askToRead(job, { key, kind: 'read', requests: [request] });
  const [response] = answer.responses;
  const found = new Map(
    (response?.records ?? [])
      .filter((each) => isOf(definition, each))
      .map((each) => [String(each.fields[idElementOf(list)]), rawOf(each)]),
  );
  const ready = operations.filter(
    ({ recordId }) =>
      found.has(String(recordId)) &&
      found.get(String(recordId))?.EditSequence === versions.get(String(recordId)),
  );
  const others = operations.filter((operation) => !ready.includes(operation));
  await job.settle(exchange, async (tx) => {
    if (response) await mirrorResponse(tx, companyId, definition, response);
    await keepCopies(
      tx,
      companyId,
      ready.map(({ id, entity, recordId }) => ({
        operationId: id,
        entity,
        recordId: String(recordId),
        version: versions.get(String(recordId)) ?? null,
        copy: found.get(String(recordId)),
      })),
    );
    const isSaid = response !== undefined && isReadable(response);
    const gone = isSaid ? ids.filter((id) => !found.has(id)) : [];
    await markDeleted(tx, companyId, 'quickbooks', definition.name, gone);
    const context = { tx, companyId, cycle: lease.cycle, definition };
    for (const operation of others)
      await settleWithdrawn(
        context,
        operation,
        isSaid
          ? 'it has been changed or deleted in QuickBooks since it was planned'
          : 'QuickBooks did not show what was to be deleted',
      );
  });
  return { ready, stale: others.map(({ entity, recordId }) => ({ entity, id: String(recordId) })) };
}

import type { Book, EntityDefinition, EntityName } from '../../entities/definition';
import { isOfSetting } from '../../entities/companyAccounts';
import { otherBook } from '../../entities/definition';
import { audit } from '../../ledger/audit';
import type { Transaction } from '../../ledger/database';
import { settleDecisions, useUndos, type StoredDecision } from '../../ledger/decisions';
import { releaseOutcomeHold } from '../../ledger/holds';
import { insertMatches, moveBases, twinOf } from '../../ledger/links';
import { loadOperation, setOperationState, type Operation } from '../../ledger/operations';
import { loadRecord, putOnWorkList } from '../../ledger/records';
import { afterTold } from '../../reconcile/applied';
import type { SettledDecision } from '../../reconcile/decisions';
import { isLiving } from '../../reconcile/paths';
import { settleWithdrawn } from '../settleOperation';

interface Run {
  readonly tx: Transaction;
  readonly companyId: string;
  readonly cycle: number;
}

/**
 * Carries out what people said of unknown outcomes, before anything is planned: the operation is settled, and both its
 * records are on the work list. What they decided about pairs and fields is carried out by reconciling.
 */
export async function settleOutcomes(
  run: Run,
  definitions: readonly EntityDefinition[],
  standing: readonly StoredDecision[],
): Promise<void> {
  const settled: SettledDecision[] = [];
  for (const decision of standing) {
    const { id, kind } = decision;
    if (kind === 'retry') settled.push({ id, state: 'used' });
    if (kind !== 'isThis' && kind !== 'writeIt') continue;
    const definition = definitions.find(({ name }) => name === decision.entity);
    const because = definition
      ? await settleOutcome(run, definition, decision)
      : 'that list is not synced now';
    settled.push(because === undefined ? { id, state: 'used' } : { id, state: 'void', because });
  }
  await concludeDecisions(run, settled);
}

/** Writes down what became of decisions; one without an object is in the audit log, too. */
export async function concludeDecisions(
  { tx, companyId, cycle }: Run,
  settled: readonly SettledDecision[],
): Promise<void> {
  const reasons = new Map(settled.map(({ id, because }) => [id, because]));
  for (const { id, entity, book, recordId, who } of await settleDecisions(tx, companyId, cycle, settled)) {
    const because = reasons.get(id);
    if (because === undefined) continue;
    const detail = `${because}; ${who} decided it`;
    await audit(tx, companyId, {
      who: 'Tieout',
      action: 'decision without an object',
      entity,
      book,
      recordId,
      detail,
    });
  }
}

/** @returns why the decision has no object. */
async function settleOutcome(
  run: Run,
  definition: EntityDefinition,
  decision: StoredDecision & { kind: 'isThis' | 'writeIt' },
): Promise<string | undefined> {
  const { tx, companyId, cycle } = run;
  const operation = await loadOperation(tx, companyId, decision.operationId ?? '');
  if (operation?.state !== 'unknown') return 'the outcome of the write is known by now';
  if (decision.kind === 'writeIt') {
    const because = `${decision.who} looked and says that it was not written`;
    await settleWithdrawn({ tx, companyId, cycle, definition }, operation, because);
    return undefined;
  }
  const { recordId } = decision.payload;
  const not =
    operation.recordId === null
      ? await linkTo(run, definition.name, operation, recordId)
      : operation.recordId === recordId
        ? undefined
        : 'the write was to another record';
  if (not !== undefined) return not;
  const { book, entity, action } = operation;
  const record = await loadRecord(tx, companyId, book, entity, recordId);
  // What the source's people edited since is an edit, and not a difference that the conflict policy would decide.
  if (record)
    await moveBases(tx, companyId, entity, book, [{ id: recordId, ...afterTold(operation, record, action) }]);
  const how = `${decision.who} looked and says that it was written`;
  await setOperationState(tx, companyId, [operation.id], 'applied', { recordId, message: how });
  await useUndos(tx, companyId, cycle, operation.undoes === null ? [] : [operation.undoes]);
  await releaseOutcomeHold(tx, companyId, operation.id);
  await audit(tx, companyId, {
    who: decision.who,
    action: operation.action,
    entity: operation.entity,
    book: operation.book,
    recordId,
    operationId: operation.id,
    before: operation.before,
    after: operation.fields,
    detail: how,
  });
  const source = otherBook(operation.book);
  await putOnWorkList(tx, companyId, source, operation.entity, [operation.sourceId]);
  await putOnWorkList(tx, companyId, operation.book, operation.entity, [recordId]);
  return undefined;
}

/** The record is what became of a create. @returns why it cannot be. */
async function linkTo(
  { tx, companyId, cycle }: Run,
  entity: EntityName,
  { book, sourceId }: Operation,
  recordId: string,
): Promise<string | undefined> {
  const record = await loadRecord(tx, companyId, book, entity, recordId);
  if (!isLiving(record)) return 'that record is not there any more';
  const taken = async (side: Book, id: string): Promise<boolean> =>
    (await twinOf(tx, companyId, entity, side, id)) !== undefined;
  if (isOfSetting(sourceId)) return undefined;
  if (await taken(book, recordId)) return 'that record is linked to another one';
  if (await taken(otherBook(book), sourceId)) return 'the record is linked to another one';
  const [quickbooksId, billcomId] = book === 'quickbooks' ? [recordId, sourceId] : [sourceId, recordId];
  const name = String(record.fields.name ?? recordId);
  await insertMatches(tx, companyId, cycle, [{ entity, quickbooksId, billcomId, name, madeBy: 'person' }]);
  return undefined;
}

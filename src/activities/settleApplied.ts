import { isOfSetting } from '../entities/companyAccounts';
import type { EntityDefinition } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { auditAll } from '../ledger/audit';
import { useFieldChoices } from '../ledger/decisions';
import { insertCreatedLinks, moveBases } from '../ledger/links';
import { markApplied, type Operation } from '../ledger/operations';
import { mirrorOwnWrites, recordsById } from '../ledger/records';
import { afterWrite } from '../reconcile/applied';
import { changedTexts } from '../reconcile/textRule';
import { isDelete } from './deletes';
import { outcomeIsKnown, type SettleContext } from './settleOperation';
import { settleUndone } from './settleUndone';

/** A write that a book has carried out, and its record as read back. */
export interface AppliedOperation {
  readonly operation: Operation;
  readonly readBack: BookRecord;
  readonly detail?: AppliedDetail;
}

export interface AppliedDetail {
  readonly statusCode?: string;
  readonly message?: string;
  /** How the outcome became known, where it was not by the answer. */
  readonly how?: string;
  /** The record is as it was found by looking, not as the write left it. */
  readonly isFoundLater?: boolean;
  /** Fields of the write that somebody had changed until it was found. */
  readonly edited?: readonly string[];
}

/**
 * A book has it: the records as read back go into the mirror, both bases move for the operations' fields, creates become
 * links, and the audit log gets its lines (design I7). A whole answer takes as many statements as one write.
 * @param applied writes of one entity to one book, each to another record
 */
export async function settleApplied(
  context: SettleContext,
  applied: readonly AppliedOperation[],
): Promise<void> {
  const [first] = applied;
  if (!first) return;
  const { tx, companyId, cycle, definition } = context;
  const { book, entity } = first.operation;
  if (applied.some(({ operation }) => operation.book !== book || operation.entity !== entity))
    throw new Error('writes to several lists are not settled at once');
  const ids = applied.map(({ readBack }) => readBack.id);
  const before = await recordsById(tx, companyId, book, entity, ids);
  const settled = applied.map(({ operation, readBack, detail = {} }) => ({
    operation,
    readBack,
    detail,
    after: afterWrite(
      operation,
      readBack,
      before.get(readBack.id),
      detail.isFoundLater === true,
      detail.edited,
    ),
  }));
  // Somebody else's edit that came back with ours must be seen by the next reconcile.
  await mirrorOwnWrites(
    tx,
    companyId,
    book,
    entity,
    settled.map(({ operation, readBack, after }) => ({
      ...readBack,
      // What a setting has made goes on to the other book like anybody's entry.
      changed: after.othersChanged || isOfSetting(operation.sourceId),
    })),
  );
  await insertCreatedLinks(
    tx,
    companyId,
    { cycle, entity: definition.name },
    settled
      .filter(({ operation }) => operation.action === 'create' && !isOfSetting(operation.sourceId))
      .map(({ operation: { sourceId }, readBack, after: { bases } }) => ({
        quickbooksId: book === 'quickbooks' ? readBack.id : sourceId,
        billcomId: book === 'billcom' ? readBack.id : sourceId,
        quickbooksBase: bases.quickbooks,
        billcomBase: bases.billcom,
      })),
  );
  await moveBases(
    tx,
    companyId,
    entity,
    book,
    settled
      .filter(({ operation }) => operation.action !== 'create')
      .map(({ readBack, after: { bases } }) => ({ id: readBack.id, ...bases })),
  );
  await markApplied(
    tx,
    companyId,
    settled.map(({ operation, readBack, detail: { statusCode, message } }) => ({
      id: operation.id,
      recordId: readBack.id,
      ...(statusCode === undefined ? {} : { statusCode }),
      ...(message === undefined ? {} : { message }),
    })),
  );
  await settleUndone(
    context,
    settled.map(({ operation }) => operation),
  );
  const lines = [];
  for (const { operation, readBack, detail } of settled) {
    await outcomeIsKnown(context, operation);
    lines.push({
      who: 'Tieout',
      action: isDelete(definition, operation) ? 'delete' : operation.action,
      entity,
      book,
      recordId: readBack.id,
      operationId: operation.id,
      before: operation.before,
      after: operation.fields,
      ...explained(definition, operation, await choicesFor(context, operation), detail.how),
    });
  }
  await auditAll(tx, companyId, lines);
}

/** Whose choice, and not the policy, decided a conflict that this write settles; the choice is carried out. */
async function choicesFor(
  { tx, companyId, cycle }: SettleContext,
  { book, entity, recordId, sourceId, overwrites }: Operation,
): Promise<ReadonlyMap<string, string>> {
  if (overwrites.length === 0) return new Map();
  const quickbooksId = book === 'quickbooks' ? (recordId as string) : sourceId;
  const chosen = await useFieldChoices(tx, companyId, cycle, entity, quickbooksId, overwrites);
  return new Map(chosen.map(({ field, who }) => [field, who]));
}

/**
 * What the audit line says beside the values: how the outcome became known, which texts the book holds otherwise, and
 * whose edit gave way to what.
 */
function explained(
  definition: EntityDefinition,
  operation: Operation,
  choices: ReadonlyMap<string, string>,
  how: string | undefined,
): { detail?: string } {
  const { overwrites } = operation;
  const overwrote = (fields: readonly string[], by: string): string[] =>
    fields.length === 0 ? [] : [`both books had been changed; ${by} this overwrote: ${fields.join(', ')}`];
  const parts = [
    ...(operation.undoes === null ? [] : ['takes back a write, as a person decided']),
    ...(how === undefined ? [] : [how]),
    ...(isDelete(definition, operation) ? ['what QuickBooks had of it is kept whole (--json)'] : []),
    ...changedTexts(definition, operation),
    ...overwrote(
      overwrites.filter((field) => !choices.has(field)),
      'by the conflict policy',
    ),
    ...[...new Set(choices.values())].flatMap((who) =>
      overwrote(
        overwrites.filter((field) => choices.get(field) === who),
        `as ${who} decided,`,
      ),
    ),
  ];
  return parts.length === 0 ? {} : { detail: parts.join('; ') };
}

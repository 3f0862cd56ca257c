import type { EntityName } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { audit } from '../ledger/audit';
import { openHolds, releaseOutcomeHold } from '../ledger/holds';
import { concludeLinked, markAsked, setOperationState, type Operation } from '../ledger/operations';
import { unknownOutcomeHold } from '../reconcile/writeHolds';
import type { NewLink } from '../reconcile/plan';
import { sourceOf, type SettleContext } from './settleOperation';

/** Looked up, and still open: the operation stays unknown, nothing is written, and a hold says what a person can do. */
export async function settleInconclusive(
  context: SettleContext,
  operation: Operation,
  outcome: { because: string; candidates: readonly BookRecord[]; looksAgain: boolean },
): Promise<void> {
  const { tx, companyId, cycle } = context;
  const { because, looksAgain } = outcome;
  const candidates = outcome.candidates.map(({ id, fields }) => ({ id, name: String(fields.name ?? id) }));
  await setOperationState(tx, companyId, [operation.id], 'unknown', { message: because });
  if (!looksAgain) await markAsked(tx, companyId, operation.id);
  await openHolds(tx, companyId, cycle, [
    unknownOutcomeHold(await sourceOf(context, operation), {
      operationId: operation.id,
      action: operation.action,
      because,
      candidates,
      looksAgain,
    }),
  ]);
  if (looksAgain) return;
  await audit(tx, companyId, {
    who: 'Tieout',
    action: `${operation.action}, outcome unknown`,
    entity: operation.entity,
    book: operation.book,
    ...(operation.recordId === null ? {} : { recordId: operation.recordId }),
    operationId: operation.id,
    after: operation.fields,
    detail: because,
  });
}

/** Creates that a person was asked about, and whose twin was found by reading: the link is their outcome. */
export async function settleLinked(
  { tx, companyId }: Pick<SettleContext, 'tx' | 'companyId'>,
  entity: EntityName,
  links: readonly NewLink[],
): Promise<void> {
  for (const operation of await concludeLinked(tx, companyId, entity, links)) {
    await releaseOutcomeHold(tx, companyId, operation.id);
    await audit(tx, companyId, {
      who: 'Tieout',
      action: operation.action,
      entity,
      book: operation.book,
      recordId: operation.recordId as string,
      operationId: operation.id,
      after: operation.fields,
      detail: 'found when the list was read, after the answer was lost',
    });
  }
}

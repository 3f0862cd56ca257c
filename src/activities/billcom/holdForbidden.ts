import type { BillcomError } from '../../billcom/errors';
import { openHolds } from '../../ledger/holds';
import { operationsOf, type LaneStep } from '../../ledger/laneSteps';
import { setOperationState } from '../../ledger/operations';
import { refusedHold } from '../../reconcile/writeHolds';
import { sourceOf, type SettleContext } from '../settleOperation';

/**
 * Bill.com does not let a list be written (a plan or a permission was withdrawn): everything that a step has planned is
 * taken back and held with that sentence. Every cycle tries one of them again, which costs one call while it is
 * forbidden. Nothing was carried out, so that the audit log gets no line.
 * @returns how many writes are held.
 */
export async function holdForbidden(
  context: SettleContext,
  step: LaneStep,
  error: BillcomError,
): Promise<number> {
  const { tx, companyId, cycle, definition } = context;
  const planned = await operationsOf(tx, companyId, { ...step, states: ['planned'] });
  const sentence = `Bill.com does not let Tieout write its ${definition.words.many}. ${error.sentence}`;
  const refusal = {
    cause: 'notAllowed',
    code: error.code ?? error.class,
    sentence,
    cure: error.cure,
    release: { when: 'allowed' },
  } as const;
  const held = [];
  for (const operation of planned) held.push(refusedHold(await sourceOf(context, operation), refusal));
  await setOperationState(
    tx,
    companyId,
    planned.map(({ id }) => id),
    'withdrawn',
    { message: sentence },
  );
  await openHolds(tx, companyId, cycle, held);
  return planned.length;
}

import type { PreviewBecause } from '../reconcile/previewFirst';
import type { Transaction } from './database';

/**
 * Whether cycles write. They are previews until one is accepted (`accepted_at`); and again from when something happened
 * that somebody should see first (`preview_because`) until that preview is accepted, or what happened is taken back.
 */

/** Nothing is written before a preview was accepted: the first one, or another. @returns why it was another; else null. */
export async function setAccepted(tx: Transaction, companyId: string): Promise<PreviewBecause | null> {
  const { rows } = await tx.query<{ because: PreviewBecause | null }>(
    `update company set accepted_at = coalesce(company.accepted_at, now()), preview_because = null, accepted_before = null
     from (select id, preview_because as because from company where id = $1) before
     where company.id = before.id returning before.because`,
    [companyId],
  );
  return rows[0]?.because ?? null;
}

/** From now on cycles are previews, the one that is due or runs too, until one is accepted. */
export async function previewFirst(
  tx: Transaction,
  companyId: string,
  because: PreviewBecause,
): Promise<void> {
  await waitForPreview(tx, companyId, because);
  await previewOnly(tx, companyId);
}

/** A company whose first preview was not accepted yet waits for that. */
async function waitForPreview(tx: Transaction, companyId: string, because: PreviewBecause): Promise<void> {
  await tx.query(
    `update company set accepted_at = null, accepted_before = coalesce(accepted_at, accepted_before),
       preview_because = case when coalesce(accepted_at, accepted_before) is not null then $2 end
     where id = $1`,
    [companyId, because],
  );
}

/** A cycle that is due or runs already must not write either, nor accept itself: who asked for that knew of none of this. */
async function previewOnly(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `update cycle set mode = 'preview', accept_first = false where company_id = $1 and state in ('due', 'running')`,
    [companyId],
  );
}

/**
 * What made a preview necessary was taken back before it was accepted: cycles write again as they did before.
 * @returns false when another reason stands, or none.
 */
export async function needsNoPreview(
  tx: Transaction,
  companyId: string,
  because: PreviewBecause,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `with waited as (
       update cycle set state = 'ended' from preview, company
        where company.id = $1 and preview_because = $2 and cycle.company_id = $1 and cycle.state = 'waitingForAccept'
          and preview.company_id = $1 and preview.cycle = cycle.number and preview.carried_by is null)
     update company set accepted_at = accepted_before, accepted_before = null, preview_because = null
      where id = $1 and preview_because = $2`,
    [companyId, because],
  );
  return rowCount === 1;
}

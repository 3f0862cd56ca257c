import type { Transaction } from '../../ledger/database';

const keptDays = 30;
const rowsAtOnce = 1_000;

/**
 * Drops the bodies of exchanges that were settled, or came to nothing, more than 30 days ago (design §9); the rows
 * stay. Over all companies: to be run as the system, again until it returns 0.
 * @returns how many rows lost their bodies.
 */
export async function purgeExchangeBodies(tx: Transaction, at?: Date): Promise<number> {
  const { rowCount } = await tx.query(
    `update exchange set body = null, request = null, answer = null
      where id in (
        select id from exchange
         where (body is not null or request is not null or answer is not null)
           and (settled_at < coalesce($1, now()) - make_interval(days => $2)
             or (state in ('withdrawn', 'failed')
                 and coalesce(answered_at, sent_at, queued_at) < coalesce($1, now()) - make_interval(days => $2)))
         limit $3)`,
    [at ?? null, keptDays, rowsAtOnce],
  );
  return rowCount ?? 0;
}

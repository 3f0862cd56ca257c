import type { Transaction } from './database';

/** Signals that have not reached Temporal yet. System transaction. */
export async function waitingSignals(tx: Transaction): Promise<{ count: number; oldest: Date | null }> {
  const { rows } = await tx.query<{ count: number; oldest: Date | null }>(
    'select count(*)::int as count, min(created_at) as oldest from outbox where sent_at is null',
  );
  return rows[0] ?? { count: 0, oldest: null };
}

import type { Transaction } from './database';

/** The newest Web Connector session, as people are told of it. */
export interface LatestSession {
  readonly id: string;
  readonly cycle: number;
  readonly state: 'open' | 'closing' | 'closed';
  readonly openedAt: Date;
  readonly lastCallAt: Date;
  /** What the Web Connector showed to its user. */
  readonly lastError: string | null;
  readonly roundTrips: number;
}

export async function latestSession(tx: Transaction, companyId: string): Promise<LatestSession | undefined> {
  const { rows } = await tx.query<LatestSession>(
    `select id, cycle, state, opened_at as "openedAt", last_call_at as "lastCallAt", last_error as "lastError", round_trips as "roundTrips"
     from web_connector_session where company_id = $1 order by opened_at desc limit 1`,
    [companyId],
  );
  return rows[0];
}

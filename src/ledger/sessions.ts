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

/** The name of the company that was open in QuickBooks, as it said it last; the guard may have refused it. */
export interface SeenCompanyName {
  readonly name: string;
  readonly at: Date;
}

export async function seenCompanyName(
  tx: Transaction,
  companyId: string,
): Promise<SeenCompanyName | undefined> {
  const { rows } = await tx.query<SeenCompanyName>(
    `select host ->> 'companyName' as name, opened_at as at from web_connector_session
     where company_id = $1 and coalesce(host ->> 'companyName', '') <> '' order by opened_at desc limit 1`,
    [companyId],
  );
  return rows[0];
}

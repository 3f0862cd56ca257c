import type { Transaction } from './database';

/**
 * The hourly calls of a developer key and the shares of its companies (rule: src/billcom/fairShare.ts). System
 * transactions, since one company's share depends on all others of its key; they hold counts and nothing else.
 * Postgres' clock is the one clock of all processes; `at` replaces it in tests.
 */

export interface HourRow {
  readonly hour: Date;
  /** Milliseconds since the hour began. */
  readonly elapsedMs: number;
  readonly taken: number;
  /** Bill.com itself has said that the hour is used up. */
  readonly exhausted: boolean;
}

/** The key's current hour, locked until the transaction ends: the companies of a key are served one after the other. */
export async function lockHour(
  tx: Transaction,
  developerKey: string,
  at: Date | undefined,
): Promise<HourRow> {
  const { rows } = await tx.query<HourRow>(
    `insert into billcom_budget as b (developer_key, hour)
     values ($1, date_trunc('hour', coalesce($2::timestamptz, clock_timestamp()), 'UTC'))
     on conflict (developer_key, hour) do update set taken = b.taken
     returning hour, taken, exhausted,
       (extract(epoch from coalesce($2::timestamptz, clock_timestamp()) - hour) * 1000)::float as "elapsedMs"`,
    [developerKey, at ?? null],
  );
  return rows[0] as HourRow;
}

/** Who has not asked for this long has no share any more; the longest time between two scheduled cycles is a day. */
const asksWithin = '25 hours';

/** How many companies have a share, this one included, and what it keeps; undefined where it has not asked this hour. */
export async function loadShare(
  tx: Transaction,
  developerKey: string,
  companyId: string,
  hour: Date,
): Promise<{ companies: number; kept: number | undefined }> {
  const { rows } = await tx.query<{ others: number; kept: number | null }>(
    `select count(*) filter (where company_id <> $2 and asked_at > $3::timestamptz - $4::interval)::int as others,
       max(kept) filter (where company_id = $2 and hour = $3) as kept
     from billcom_share where developer_key = $1`,
    [developerKey, companyId, hour, asksWithin],
  );
  return { companies: (rows[0]?.others ?? 0) + 1, kept: rows[0]?.kept ?? undefined };
}

/** What the other companies of a key keep together, each at most `keptAtMost`. */
export async function keptByOthers(
  tx: Transaction,
  developerKey: string,
  companyId: string,
  hour: Date,
  keptAtMost: number,
): Promise<number> {
  const { rows } = await tx.query<{ kept: number }>(
    `select coalesce(sum(case when hour = $3 then least(kept, $5) else $5 end), 0)::float as kept from billcom_share
      where developer_key = $1 and company_id <> $2 and asked_at > $3::timestamptz - $4::interval`,
    [developerKey, companyId, hour, asksWithin, keptAtMost],
  );
  return rows[0]?.kept ?? 0;
}

/** Books what a company asked for and got, which may be nothing. */
export async function bookCalls(
  tx: Transaction,
  developerKey: string,
  companyId: string,
  hour: Date,
  got: { readonly granted: number; readonly kept: number },
): Promise<void> {
  await tx.query(
    `with hour_of_key as (update billcom_budget set taken = taken + $4 where developer_key = $1 and hour = $3)
     insert into billcom_share as s (developer_key, company_id, asked_at, hour, kept, used) values ($1, $2, $3, $3, $5, $4)
     on conflict (developer_key, company_id) do update set
       asked_at = $3, hour = $3, kept = $5, used = case when s.hour = $3 then s.used else 0 end + $4`,
    [developerKey, companyId, hour, got.granted, got.kept],
  );
}

/** Bill.com says that the hour is used up, whatever was counted here. */
export async function markHourExhausted(
  tx: Transaction,
  developerKey: string,
  at: Date | undefined,
): Promise<void> {
  await tx.query(
    `insert into billcom_budget (developer_key, hour, exhausted)
     values ($1, date_trunc('hour', coalesce($2::timestamptz, clock_timestamp()), 'UTC'), true)
     on conflict (developer_key, hour) do update set exhausted = true`,
    [developerKey, at ?? null],
  );
}

/** What one company has taken of this hour, over all developer keys that it had. Company transaction. */
export async function callsThisHour(tx: Transaction, companyId: string): Promise<number> {
  const { rows } = await tx.query<{ used: number }>(
    `select coalesce(sum(used), 0)::int as used from billcom_share
      where company_id = $1 and hour = date_trunc('hour', now(), 'UTC')`,
    [companyId],
  );
  return rows[0]?.used ?? 0;
}

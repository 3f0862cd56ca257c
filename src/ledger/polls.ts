import type { Transaction } from './database';

/** When the Web Connector called: one row for each minute in which it did. */

export interface PollMinute {
  readonly minute: Date;
  readonly calls: number;
  readonly refused: number;
}

const keptHours = 48;
const rowsAtOnce = 5_000;
/** More than this in a minute says nothing more. */
const countedAtMost = 1_000;

/** @param isRefused it came with a wrong password */
export async function notePoll(
  tx: Transaction,
  companyId: string,
  at: Date | null,
  isRefused: boolean,
): Promise<void> {
  await tx.query(
    `insert into web_connector_poll as poll (company_id, minute, calls, refused)
     values ($1, date_trunc('minute', coalesce($2, now())), $3, $4)
     on conflict (company_id, minute) do update
       set calls = least(poll.calls + $3, $5), refused = least(poll.refused + $4, $5)`,
    [companyId, at, isRefused ? 0 : 1, isRefused ? 1 : 0, countedAtMost],
  );
}

/** The oldest first. */
export async function pollsSince(tx: Transaction, companyId: string, from: Date): Promise<PollMinute[]> {
  const { rows } = await tx.query<PollMinute>(
    `select minute, calls, refused from web_connector_poll where company_id = $1 and minute >= $2 order by minute`,
    [companyId, from],
  );
  return rows;
}

/** A session, during which the Web Connector calls all the time. */
export interface OpenSpan {
  readonly from: Date;
  readonly to: Date;
}

export async function openSince(tx: Transaction, companyId: string, from: Date): Promise<OpenSpan[]> {
  const { rows } = await tx.query<OpenSpan>(
    `select opened_at as "from", greatest(opened_at, last_call_at) as "to" from web_connector_session
     where company_id = $1 and opened_at >= $2::timestamptz - interval '1 day' and last_call_at >= $2 order by opened_at`,
    [companyId, from],
  );
  return rows;
}

/** Drops what is older than two days. Over all companies: to be run as the system, again until it returns 0. */
export async function purgePolls(tx: Transaction): Promise<number> {
  const { rowCount } = await tx.query(
    `delete from web_connector_poll where (company_id, minute) in (
       select company_id, minute from web_connector_poll where minute < now() - make_interval(hours => $1) limit $2)`,
    [keptHours, rowsAtOnce],
  );
  return rowCount ?? 0;
}

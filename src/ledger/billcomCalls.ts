import type { Database, Transaction } from './database';
import type { Sealer } from './sealed';

/** What was sent to Bill.com for a write, and what was answered to it: sealed, and kept for 30 days (design §9). */

const keptDays = 30;
const rowsAtOnce = 1_000;

/** One write's part of a call. */
export interface CallOfWrite {
  readonly operationId: string;
  /** What of the call was about this write, as JSON. */
  readonly request: string;
}

/** Notes a call before it leaves. @returns the ids by which its answers are noted, in order */
export async function noteBillcomCall(
  tx: Transaction,
  sealer: Sealer,
  companyId: string,
  call: string,
  writes: readonly CallOfWrite[],
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string; operation: string }>(
    `insert into billcom_call (company_id, operation_id, call, request)
     select $1, operation, $2, request from unnest($3::uuid[], $4::bytea[]) as each (operation, request)
     returning id, operation_id as operation`,
    [
      companyId,
      call,
      writes.map(({ operationId }) => operationId),
      writes.map(({ request }) => sealer.seal(request)),
    ],
  );
  const ids = new Map(rows.map(({ id, operation }) => [operation, id]));
  return writes.map(({ operationId }) => ids.get(operationId) ?? '');
}

/** @param answers one for each id; undefined where nothing is known of it */
export async function noteBillcomAnswers(
  tx: Transaction,
  sealer: Sealer,
  ids: readonly string[],
  answers: readonly (string | undefined)[],
): Promise<void> {
  await tx.query(
    `update billcom_call set answer = each.answer
       from unnest($1::bigint[], $2::bytea[]) as each (id, answer)
      where billcom_call.id = each.id and each.answer is not null`,
    [
      ids,
      ids.map((_, index) => {
        const answer = answers[index];
        return answer === undefined ? null : sealer.seal(answer);
      }),
    ],
  );
}

/** A call that was about a write, opened; `answer` null where none came. */
export interface BillcomCall {
  readonly call: string;
  readonly request: string;
  readonly answer: string | null;
  readonly sentAt: Date;
}

/** The calls of a write, oldest first; none where it was never sent, or longer ago than they are kept. */
export async function billcomCallsOf(
  database: Database,
  companyId: string,
  operationId: string,
): Promise<BillcomCall[]> {
  const { rows } = await database.inCompany(companyId, (tx) =>
    tx.query<{ call: string; request: Buffer; answer: Buffer | null; sentAt: Date }>(
      `select call, request, answer, sent_at as "sentAt" from billcom_call
        where company_id = $1 and operation_id = $2 order by id`,
      [companyId, operationId],
    ),
  );
  return rows.map(({ request, answer, ...rest }) => ({
    ...rest,
    request: database.sealer.open(request),
    answer: answer && database.sealer.open(answer),
  }));
}

/** Drops what was sent more than 30 days ago, over all companies. @returns how many rows; again until it is 0 */
export async function purgeBillcomCalls(tx: Transaction, at?: Date): Promise<number> {
  const { rowCount } = await tx.query(
    `delete from billcom_call where id in (
       select id from billcom_call where sent_at < coalesce($1, now()) - make_interval(days => $2)
        order by sent_at limit $3)`,
    [at ?? null, keptDays, rowsAtOnce],
  );
  return rowCount ?? 0;
}

import type { Database } from './database';

/** Turns of sending an e-mail, in statements of their own, like the slots of calls (billcomSlots.ts). */

/** Takes a free turn for so long, in milliseconds. @returns it, if there was one. */
export async function takeTurn(
  { pool }: Database,
  developerKey: string,
  { turns, forMs }: { readonly turns: number; readonly forMs: number },
): Promise<number | undefined> {
  const { rows } = await pool.query<{ turn: number }>(
    `insert into billcom_email_turn as taken (developer_key, turn, until)
     select $1, free.turn, now() + $3 * interval '1 millisecond' from generate_series(1, $2) as free(turn)
      where not exists (select from billcom_email_turn other
                         where other.developer_key = $1 and other.turn = free.turn and other.until > now())
      order by free.turn limit 1
     on conflict (developer_key, turn) do update set until = excluded.until where taken.until <= now()
     returning turn`,
    [developerKey, turns, forMs],
  );
  return rows[0]?.turn;
}

/** Milliseconds until the next turn is free; 0 where one may be free now. */
export async function untilNextTurn({ pool }: Database, developerKey: string): Promise<number> {
  const { rows } = await pool.query<{ left: number | null }>(
    `select extract(epoch from min(until) - now())::float * 1000 as left from billcom_email_turn where developer_key = $1`,
    [developerKey],
  );
  return Math.max(0, Math.ceil(rows[0]?.left ?? 0));
}

/** Its call is over: the turn is free so many milliseconds from now. */
export async function endTurn(
  { pool }: Database,
  developerKey: string,
  turn: number,
  freeInMs: number,
): Promise<void> {
  await pool.query(
    `update billcom_email_turn set until = now() + $3 * interval '1 millisecond' where developer_key = $1 and turn = $2`,
    [developerKey, turn, freeInMs],
  );
}

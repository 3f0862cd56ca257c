import type { Database } from './database';

/** Leases of calls to Bill.com, in statements of their own: no row stays locked while the call is under way. */

export interface SlotKey {
  /** A hash of the developer key. */
  readonly developerKey: string;
  readonly organization: string;
}

/** Takes a free slot, or one whose holder has not renewed it in time. @returns whether there was one. */
export async function takeSlot(
  { pool }: Database,
  { developerKey, organization }: SlotKey,
  lease: { readonly slots: number; readonly holder: string; readonly forMs: number },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into billcom_slot as held (developer_key, organization, slot, holder, until)
     select $1, $2, free.slot, $4, now() + $5 * interval '1 millisecond' from generate_series(1, $3) as free(slot)
      where not exists (select from billcom_slot other where other.developer_key = $1 and other.organization = $2
                         and other.slot = free.slot and other.until > now())
      order by free.slot limit 1
     on conflict (developer_key, organization, slot) do update set holder = excluded.holder, until = excluded.until
      where held.until <= now()`,
    [developerKey, organization, lease.slots, lease.holder, lease.forMs],
  );
  return rowCount === 1;
}

/** Goes on holding slots; those that were lost meanwhile stay lost. */
export async function renewSlots(
  { pool }: Database,
  holders: readonly string[],
  forMs: number,
): Promise<void> {
  await pool.query(
    `update billcom_slot set until = now() + $2 * interval '1 millisecond' where holder = any($1::uuid[])`,
    [holders, forMs],
  );
}

/** Gives a slot back, unless it went to another holder. */
export async function giveSlotBack({ pool }: Database, key: SlotKey, holder: string): Promise<void> {
  await pool.query(
    `update billcom_slot set holder = null, until = '-infinity'
     where developer_key = $1 and organization = $2 and holder = $3`,
    [key.developerKey, key.organization, holder],
  );
}

import type { Transaction } from './database';
import { linkHours } from './invitations';

/** Links by which somebody chooses a new password, once. System transactions. */

/**
 * Whether somebody ($1) is Administrator of every company where another one ($2) has a role, and of one at least, and
 * that one is connecting no other: only then may they have that one's password changed, since it opens all of these.
 */
const administersAll = `(exists (select 1 from membership where user_id = $2)
  and not exists (select 1 from company_draft where user_id = $2) and not exists (
  select 1 from membership theirs where theirs.user_id = $2 and not exists (
    select 1 from membership own where own.user_id = $1 and own.company_id = theirs.company_id
      and own.role = 'Administrator' and own.plan in ('both', theirs.plan))))`;

/** Whether an Administrator may have the password of somebody changed: nothing opens by it that is not theirs to give. */
export async function mayGivePassword(
  tx: Transaction,
  administrator: string,
  userId: string,
): Promise<boolean> {
  const { rows } = await tx.query<{ may: boolean }>(`select ${administersAll} as may`, [
    administrator,
    userId,
  ]);
  return rows[0]?.may ?? false;
}

/** A link for a new password; an earlier one of this user ends by it, and so does every sign-in of theirs. */
export async function savePasswordLink(
  tx: Transaction,
  { userId, hash, madeBy }: { readonly userId: string; readonly hash: Buffer; readonly madeBy: string },
): Promise<void> {
  await tx.query(
    `with ended as (delete from user_session where user_id = $1)
     insert into password_link (user_id, hash, made_by, expires_at)
     values ($1, $2, $3, now() + make_interval(hours => $4))
     on conflict (user_id) do update set hash = excluded.hash, made_by = excluded.made_by, created_at = now(),
       expires_at = excluded.expires_at`,
    [userId, hash, madeBy, linkHours],
  );
}

export interface PasswordLink {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  /** The address of who made it. */
  readonly madeBy: string;
}

/** The open link of this hash: in time, of somebody who can sign in, and made by who may still make it. Locked. */
export async function openPasswordLink(tx: Transaction, hash: Buffer): Promise<PasswordLink | undefined> {
  const { rows } = await tx.query<PasswordLink & { makerId: string }>(
    `select user_id as "userId", whose.email, whose.name, maker.email as "madeBy", maker.id as "makerId"
     from password_link join app_user whose on whose.id = user_id join app_user maker on maker.id = made_by
     where hash = $1 and expires_at > now() and whose.disabled_at is null and maker.disabled_at is null
     for update of password_link`,
    [hash],
  );
  const [found] = rows;
  if (!found || !(await mayGivePassword(tx, found.makerId, found.userId))) return undefined;
  const { makerId: _makerId, ...link } = found;
  return link;
}

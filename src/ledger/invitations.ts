import type { Transaction } from './database';
import type { Plan, Role } from './users';

/** People who are asked to use a company and have not accepted yet. System transactions. */

/** A link works so long. */
export const linkHours = 72;
/** An invitation that was not accepted is listed so long after its end. */
const listedDays = 30;

export interface Invitation {
  readonly id: string;
  readonly companyId: string;
  readonly email: string;
  /** As whoever invited them calls them. */
  readonly name: string;
  readonly role: Role;
  readonly plan: Plan;
  readonly invitedBy: string;
  readonly expiresAt: Date;
  /** It can be accepted: it is in time, and who invited is still an Administrator there, with a plan that has this one. */
  readonly isOpen: boolean;
}

const columns = `invitation.id, invitation.company_id as "companyId", invitation.email, invitation.name, invitation.role,
  invitation.plan, inviter.email as "invitedBy", invitation.expires_at as "expiresAt",
  invitation.expires_at > now() and inviter.disabled_at is null and coalesce(held.role = 'Administrator' and held.plan in ('both', invitation.plan), false) as "isOpen"`;
const from = `invitation join app_user inviter on inviter.id = invitation.invited_by
  left join membership held on held.user_id = invitation.invited_by and held.company_id = invitation.company_id`;

/** Invites somebody; an earlier invitation of the same address to this company, and its link, ends by it. @returns its id. */
export async function saveInvitation(
  tx: Transaction,
  given: Pick<Invitation, 'companyId' | 'email' | 'name' | 'role' | 'plan'> & {
    readonly hash: Buffer;
    readonly invitedBy: string;
  },
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into invitation (company_id, email, name, role, plan, hash, invited_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(hours => $8))
     on conflict (company_id, lower(email)) do update set email = excluded.email, name = excluded.name, role = excluded.role,
       plan = excluded.plan, hash = excluded.hash, invited_by = excluded.invited_by, created_at = now(),
       expires_at = excluded.expires_at
     returning id`,
    [
      ...[given.companyId, given.email, given.name, given.role, given.plan],
      ...[given.hash, given.invitedBy, linkHours],
    ],
  );
  return (rows[0] as { id: string }).id;
}

/** The invitations of a company that were not accepted, by address. */
export async function invitationsOf(tx: Transaction, companyId: string): Promise<Invitation[]> {
  const { rows } = await tx.query<Invitation>(
    `select ${columns} from ${from} where invitation.company_id = $1 order by lower(invitation.email)`,
    [companyId],
  );
  return rows;
}

/** The open invitation of this link. Locked, so that it is accepted once. */
export async function openInvitation(
  tx: Transaction,
  hash: Buffer,
): Promise<(Invitation & { readonly company: string }) | undefined> {
  const { rows } = await tx.query<Invitation & { company: string }>(
    `select ${columns}, company.name as company from ${from} join company on company.id = invitation.company_id
     where invitation.hash = $1 for update of invitation`,
    [hash],
  );
  return rows[0]?.isOpen ? rows[0] : undefined;
}

export async function deleteInvitation(tx: Transaction, id: string): Promise<void> {
  await tx.query('delete from invitation where id = $1', [id]);
}

const rowsAtOnce = 1_000;

/** Drops links that ended long ago. To be run as the system, again until it returns 0. @returns how many. */
export async function purgeLinks(tx: Transaction): Promise<number> {
  const invitations = await tx.query(
    `delete from invitation where id in (
       select id from invitation where expires_at < now() - make_interval(days => $1) limit $2)`,
    [listedDays, rowsAtOnce],
  );
  const passwords = await tx.query(
    `delete from password_link where user_id in (select user_id from password_link where expires_at < now() limit $1)`,
    [rowsAtOnce],
  );
  return (invitations.rowCount ?? 0) + (passwords.rowCount ?? 0);
}

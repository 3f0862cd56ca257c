import { z } from 'zod';
import { planCovers, type Standing } from '../access/capabilities';
import {
  auditOfUser,
  emailFault,
  giveRoleIn,
  isRunWithout,
  standingWords,
  takeRoleIn,
} from '../access/people';
import { hashSessionToken, newSessionToken } from '../access/tokens';
import { audit } from '../ledger/audit';
import { lockCompany } from '../ledger/companies';
import type { Transaction } from '../ledger/database';
import { deleteInvitation, invitationsOf, saveInvitation, type Invitation } from '../ledger/invitations';
import { peopleOf, type PersonThere } from '../ledger/memberships';
import { mayGivePassword, savePasswordLink } from '../ledger/passwordLinks';
import { plans, roles } from '../ledger/users';
import { assertConfirmed, type Inside } from './admission';
import type { ConsoleDeps } from './deps';
import { Fault, NotThere } from './faults';

/** Who may use a company, as its Administrators say; each act with the password given a moment ago. */

const lineOf = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}]*$/u);

export const nameSchema = lineOf(80);
export const standingSchema = z.strictObject({
  role: z.enum(roles),
  plan: z.enum(plans).describe('What of the company they work with'),
});
export const inviteSchema = standingSchema.extend({
  email: lineOf(254).describe('By which they sign in'),
  name: nameSchema.describe('How they are called'),
});
export type Invite = z.infer<typeof inviteSchema>;

/** What waits in one company at once: more is nobody's staff. */
export const mostInvitations = 100;

/** A link that works once: shown this once, and stored nowhere. */
export interface OnceLink {
  readonly for: 'invitation' | 'password';
  readonly email: string;
  readonly path: string;
}

export interface PeopleView {
  readonly people: readonly PersonThere[];
  readonly invitations: readonly Invitation[];
}

export const peopleHref = (company: string): string => `/companies/${company}/people`;

export const loadPeople = (
  { company }: Pick<Inside, 'company'>,
  { database }: ConsoleDeps,
): Promise<PeopleView> =>
  database.asSystem(async (tx) => ({
    people: await peopleOf(tx, company.id),
    invitations: await invitationsOf(tx, company.id),
  }));

/** @throws NotThere for who has no role in this company */
export async function personThere(by: Inside, deps: ConsoleDeps, userId: string): Promise<PersonThere> {
  return deps.database.asSystem((tx) => memberOf(tx, by, userId));
}

async function memberOf(tx: Transaction, { company }: Inside, userId: string): Promise<PersonThere> {
  const found = (await peopleOf(tx, company.id)).find((each) => each.userId === userId);
  if (!found) throw new NotThere();
  return found;
}

/**
 * Invites somebody by a link. Whether their address is known here makes no difference to the answer: that is looked at
 * when they accept, and nobody gets a role without accepting by the link, for an address may be somebody else's.
 * @throws ConfirmFirst, Fault
 */
export async function invite(by: Inside, deps: ConsoleDeps, given: Invite): Promise<OnceLink> {
  confirmed(by, deps);
  const fault = emailFault(given.email);
  if (fault !== undefined) throw new Fault(400, fault);
  assertWithinPlan(by, given.plan);
  return deps.database.asSystem(async (tx) => {
    await lockCompany(tx, by.company.id);
    const people = await peopleOf(tx, by.company.id);
    if (people.some(({ email }) => isSame(email, given.email)))
      throw new Fault(
        409,
        `“${given.email}” has a role here already.`,
        'Change it on the page of that person.',
      );
    return linkOf(tx, by, given, 'invited somebody');
  });
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

async function endInvitations(tx: Transaction, { company }: Inside, email: string): Promise<void> {
  for (const each of await invitationsOf(tx, company.id))
    if (isSame(each.email, email)) await deleteInvitation(tx, each.id);
}

async function linkOf(tx: Transaction, by: Inside, given: Invite, action: string): Promise<OnceLink> {
  const { company, person } = by;
  const waiting = await invitationsOf(tx, company.id);
  if (waiting.length >= mostInvitations && !waiting.some(({ email }) => isSame(email, given.email)))
    throw new Fault(409, `${mostInvitations} invitations wait already.`, 'Withdraw some of them first.');
  const token = newSessionToken();
  const hash = hashSessionToken(token) as Buffer;
  await saveInvitation(tx, { ...given, companyId: company.id, hash, invitedBy: person.userId });
  await audit(tx, company.id, {
    who: person.actsAs,
    action,
    detail: `${given.email}: ${standingWords(given)}`,
  });
  return { for: 'invitation', email: given.email, path: `/invitations/${token}` };
}

/** A new link of an invitation; the one before works no more. @throws NotThere, ConfirmFirst, Fault */
export async function renewInvitation(by: Inside, deps: ConsoleDeps, id: string): Promise<OnceLink> {
  confirmed(by, deps);
  return deps.database.asSystem(async (tx) => {
    await lockCompany(tx, by.company.id);
    const { email, name, role, plan } = await invitationThere(tx, by, id);
    assertWithinPlan(by, plan);
    return linkOf(tx, by, { email, name, role, plan }, 'made a new link of an invitation');
  });
}

/** @throws NotThere, ConfirmFirst */
export async function withdrawInvitation(by: Inside, deps: ConsoleDeps, id: string): Promise<void> {
  confirmed(by, deps);
  await deps.database.asSystem(async (tx) => {
    const { email } = await invitationThere(tx, by, id);
    await deleteInvitation(tx, id);
    await audit(tx, by.company.id, {
      who: by.person.actsAs,
      action: 'withdrew an invitation',
      detail: email,
    });
  });
}

async function invitationThere(tx: Transaction, { company }: Inside, id: string): Promise<Invitation> {
  const found = (await invitationsOf(tx, company.id)).find((each) => each.id === id);
  if (!found) throw new NotThere();
  return found;
}

/** Gives a member another role or plan. @throws NotThere, ConfirmFirst, Fault where no Administrator would be left */
export async function changeStanding(
  by: Inside,
  deps: ConsoleDeps,
  userId: string,
  standing: Standing,
): Promise<void> {
  confirmed(by, deps, userId);
  await deps.database.asSystem(async (tx) => {
    await lockCompany(tx, by.company.id);
    const member = await memberOf(tx, by, userId);
    assertWithinPlan(by, member.plan, member);
    assertWithinPlan(by, standing.plan);
    if (standing.role !== 'Administrator') await assertRunWithout(tx, by, member);
    if (member.role === standing.role && member.plan === standing.plan) return;
    await giveRoleIn(tx, by.company.id, { id: userId, email: member.email }, standing, by.person.actsAs);
  });
}

/** Takes a member's access away. @throws NotThere, ConfirmFirst, Fault where no Administrator would be left */
export async function removePerson(by: Inside, deps: ConsoleDeps, userId: string): Promise<void> {
  confirmed(by, deps, userId);
  await deps.database.asSystem(async (tx) => {
    await lockCompany(tx, by.company.id);
    const member = await memberOf(tx, by, userId);
    assertWithinPlan(by, member.plan, member);
    await assertRunWithout(tx, by, member);
    await takeRoleIn(tx, by.company.id, { id: userId, email: member.email }, by.person.actsAs);
    await endInvitations(tx, by, member.email);
  });
}

/**
 * A link by which a member chooses a new password; their sign-ins end now. Only where it opens nothing but companies of
 * the same Administrator. @throws NotThere, ConfirmFirst, Fault
 */
export async function givePasswordLink(by: Inside, deps: ConsoleDeps, userId: string): Promise<OnceLink> {
  confirmed(by, deps, userId);
  return deps.database.asSystem(async (tx) => {
    const member = await memberOf(tx, by, userId);
    await assertMayGivePassword(tx, by, member);
    const token = newSessionToken();
    const hash = hashSessionToken(token) as Buffer;
    await savePasswordLink(tx, { userId, hash, madeBy: by.person.userId });
    const action = 'made a link for a new password';
    await auditOfUser(tx, { id: userId, email: member.email }, by.person.actsAs, action);
    return { for: 'password', email: member.email, path: `/passwords/${token}` };
  });
}

async function assertMayGivePassword(tx: Transaction, by: Inside, member: PersonThere): Promise<void> {
  const { userId, email, isDisabled } = member;
  if (userId === by.person.userId)
    throw new Fault(409, 'This is you.', 'Change your own password on your account’s page.');
  if (isDisabled)
    throw new Fault(
      409,
      `“${email}” is disabled and cannot sign in.`,
      'Whoever runs Tieout lets them in again: tieout user enable.',
    );
  assertWithinPlan(by, member.plan, member);
  if (await mayGivePassword(tx, by.person.userId, userId)) return;
  throw new Fault(
    409,
    `A new password of “${email}” would open more than you administer.`,
    'They change it themselves on their account’s page; where it is lost, whoever runs Tieout makes a new one: tieout user password.',
  );
}

const confirmed = ({ person, company }: Inside, deps: ConsoleDeps, userId?: string): void =>
  assertConfirmed(
    person,
    deps.now(),
    userId === undefined ? peopleHref(company.id) : `${peopleHref(company.id)}/${userId}`,
  );

/** @throws Fault where a plan has more than that of who acts: else a second user would have what the first has not */
function assertWithinPlan({ membership }: Inside, plan: Standing['plan'], member?: PersonThere): void {
  if (planCovers(membership.plan, plan)) return;
  throw new Fault(
    403,
    member === undefined
      ? `You cannot give the plan ${plan}: yours is ${membership.plan}.`
      : `“${member.email}” has the plan ${plan}, which is more than yours (${membership.plan}).`,
    'Ask an Administrator with the plan both, or whoever runs Tieout for you.',
  );
}

/** @throws Fault for the last Administrator who can sign in */
async function assertRunWithout(tx: Transaction, { company }: Inside, member: PersonThere): Promise<void> {
  if (member.role !== 'Administrator' || (await isRunWithout(tx, company.id, member.userId))) return;
  throw new Fault(
    409,
    `“${member.email}” is the last Administrator of “${company.name}”: without one nobody could say who may use it.`,
    'Make somebody else Administrator first.',
  );
}

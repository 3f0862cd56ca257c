import type { FastifyRequest } from 'fastify';
import { auditOfUser, giveRoleIn, standingWords } from '../access/people';
import { hashSessionToken } from '../access/tokens';
import { hashUserPassword, passwordFault } from '../access/userPasswords';
import { audit } from '../ledger/audit';
import type { Transaction } from '../ledger/database';
import { deleteInvitation, openInvitation, type Invitation } from '../ledger/invitations';
import { standingIn } from '../ledger/memberships';
import { openPasswordLink, type PasswordLink } from '../ledger/passwordLinks';
import { revokeApiTokens } from '../ledger/apiTokens';
import { findUser, insertUser, setUserPassword } from '../ledger/users';
import { callerOf } from './callers';
import { limited } from './checkPassword';
import type { ConsoleDeps } from './deps';
import { Fault } from './faults';
import type { Person } from './signedIn';

/** What whoever holds a link that works once does with it. */

export type OpenInvitation = Invitation & { readonly company: string };

/** @throws Fault for a link that works no more, is another's or was never made: nobody can tell which */
export const seeInvitation = (
  request: FastifyRequest,
  deps: ConsoleDeps,
  token: string,
): Promise<OpenInvitation> => openLink(request, deps, token, openInvitation);

/** As `seeInvitation`. */
export const seePasswordLink = (
  request: FastifyRequest,
  deps: ConsoleDeps,
  token: string,
): Promise<PasswordLink> => openLink(request, deps, token, openPasswordLink);

/** Nobody guesses 256 bits; who tries is counted with those who guess passwords. */
async function openLink<Link>(
  request: FastifyRequest,
  deps: ConsoleDeps,
  token: string,
  find: (tx: Transaction, hash: Buffer) => Promise<Link | undefined>,
): Promise<Link> {
  const attempt = { userName: `link ${token}`, remoteAddress: callerOf(request) };
  const checked = await limited<Link>(attempt, deps, async () => {
    const hash = hashSessionToken(token);
    const found = hash && (await deps.database.asSystem((tx) => find(tx, hash)));
    return found === undefined ? { fault: '', status: 401 } : { found };
  });
  if (checked.fault === undefined) return checked.found;
  throw checked.status === 429 ? new Fault(429, checked.fault) : linkIsOver();
}

const linkIsOver = (): Fault =>
  new Fault(
    404,
    'This link does not work, or not any more.',
    'It works once, and for three days. Ask an Administrator of your company for a new one.',
  );

/** What is wrong with a password that was typed twice; undefined where nothing is. */
const chosenFault = (password: string, again: string): string | undefined =>
  password === again ? passwordFault(password) : 'The two are not the same. Type the password twice.';

export interface Chosen {
  readonly password: string;
  readonly again: string;
}

/** Why nothing was done, for the page to say. */
export type LinkOutcome = { readonly fault: string } | { readonly fault?: undefined };
const done: LinkOutcome = {};

const knownAlready: LinkOutcome = {
  fault: 'This address signs in to Tieout already, with a password of its own. Sign in with it below.',
};

/** Somebody who is new to Tieout accepts: they get a password and the role. @throws Fault */
export async function acceptAsNew(
  request: FastifyRequest,
  deps: ConsoleDeps,
  token: string,
  { password, again }: Chosen,
): Promise<LinkOutcome> {
  await seeInvitation(request, deps, token);
  const fault = chosenFault(password, again);
  if (fault !== undefined) return { fault };
  const passwordHash = await hashUserPassword(password);
  return deps.database
    .asSystem(async (tx) => {
      const { email, name, ...invitation } = await lockedLink(tx, token, openInvitation);
      if (await findUser(tx, email)) return knownAlready;
      const id = await insertUser(tx, { email, name, passwordHash });
      await accepted(tx, { ...invitation, email, name }, id);
      return done;
    })
    .catch((error: unknown) => {
      // Another invitation of the same address was accepted in this moment.
      if ((error as { code?: string }).code === '23505') return knownAlready;
      throw error;
    });
}

/** Somebody who is signed in by the address that was invited accepts. @throws Fault */
export async function acceptSignedIn(
  person: Person,
  deps: ConsoleDeps,
  token: string,
): Promise<OpenInvitation> {
  return deps.database.asSystem(async (tx) => {
    const invitation = await lockedLink(tx, token, openInvitation);
    if (person.browser === null || person.email.toLowerCase() !== invitation.email.toLowerCase())
      throw new Fault(
        409,
        `This invitation is for “${invitation.email}”; you are signed in as “${person.email}”.`,
        'Sign out, then open the link again.',
      );
    await accepted(tx, invitation, person.userId);
    return invitation;
  });
}

/** Whoever was given a role meanwhile keeps it. */
async function accepted(tx: Transaction, invitation: Invitation, userId: string): Promise<void> {
  const { id, companyId, email, invitedBy } = invitation;
  if (!(await standingIn(tx, userId, companyId)))
    await giveRoleIn(tx, companyId, { id: userId, email }, invitation, invitedBy);
  await deleteInvitation(tx, id);
  await audit(tx, companyId, {
    who: email,
    action: 'accepted an invitation',
    detail: `${standingWords(invitation)}; of ${invitedBy}`,
  });
}

/** @throws Fault */
export async function chooseByLink(
  request: FastifyRequest,
  deps: ConsoleDeps,
  token: string,
  { password, again }: Chosen,
): Promise<LinkOutcome> {
  await seePasswordLink(request, deps, token);
  const fault = chosenFault(password, again);
  if (fault !== undefined) return { fault };
  const passwordHash = await hashUserPassword(password);
  await deps.database.asSystem(async (tx) => {
    const { userId: id, email, madeBy } = await lockedLink(tx, token, openPasswordLink);
    await setUserPassword(tx, id, passwordHash);
    // Who had the password may have made some.
    await revokeApiTokens(tx, id);
    await auditOfUser(tx, { id, email }, email, 'chose a new password', `by the link of ${madeBy}`);
  });
  return done;
}

/** The link once more, locked: of two who use it at once one comes too late. @throws Fault */
async function lockedLink<Link>(
  tx: Transaction,
  token: string,
  find: (tx: Transaction, hash: Buffer) => Promise<Link | undefined>,
): Promise<Link> {
  const hash = hashSessionToken(token);
  const link = hash && (await find(tx, hash));
  if (link === undefined) throw linkIsOver();
  return link;
}

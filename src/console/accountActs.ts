import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { auditOfUser } from '../access/people';
import { hashApiToken, newApiToken } from '../access/tokens';
import { hashUserPassword, passwordFault } from '../access/userPasswords';
import { apiTokensOf, insertApiToken, revokeApiToken, tokenScopes, type ApiToken } from '../ledger/apiTokens';
import type { Transaction } from '../ledger/database';
import { renameUser, setUserPassword } from '../ledger/users';
import { endOtherSessions, sessionsOf, type LivingSession } from '../ledger/userSessions';
import { assertConfirmed } from './admission';
import { checkPassword } from './checkPassword';
import type { ConsoleDeps } from './deps';
import { Fault, NotThere, Refused } from './faults';
import { nameSchema } from './peopleActs';
import { signIn, type Person } from './signedIn';

/** What people do about their own account. A program with a token does none of it: it would outlive its token by it. */

export const nameBody = z.strictObject({ name: nameSchema });
export const passwordBody = z.strictObject({
  old: z.string().min(1).max(256).describe('The password of now'),
  password: z.string().max(256),
});
export const tokenBody = z.strictObject({
  name: nameSchema.describe('What it is for'),
  scope: z.enum(tokenScopes).describe('`read` sees what you see; `act` may do what you may do, too'),
  days: z.coerce.number().int().min(1).max(3_650).describe('How long it lives'),
});

/** More living tokens than anybody keeps track of. */
export const mostTokens = 20;

export interface AccountView {
  readonly sessions: readonly LivingSession[];
  readonly tokens: readonly ApiToken[];
}

export const loadAccount = (
  { userId, browser }: Person,
  { database }: Pick<ConsoleDeps, 'database'>,
): Promise<AccountView> =>
  database.asSystem(async (tx) => ({
    sessions: await sessionsOf(tx, userId, browser?.sessionHash ?? null),
    tokens: await livingTokens(tx, userId),
  }));

const livingTokens = async (tx: Transaction, userId: string): Promise<ApiToken[]> =>
  (await apiTokensOf(tx, userId)).filter(
    ({ expiresAt }) => expiresAt === null || expiresAt.getTime() > Date.now(),
  );

/** @throws Refused for a program */
function browserOf({ browser }: Person): NonNullable<Person['browser']> {
  if (browser !== null) return browser;
  throw new Refused('Only a person can do this, signed in in a browser.');
}

const known = ({ userId, email }: Person): { id: string; email: string } => ({ id: userId, email });

/** @throws Refused */
export async function changeName(
  person: Person,
  { database }: ConsoleDeps,
  { name }: z.infer<typeof nameBody>,
): Promise<void> {
  browserOf(person);
  if (name === person.name) return;
  await database.asSystem(async (tx) => {
    await renameUser(tx, person.userId, name);
    await auditOfUser(tx, known(person), person.actsAs, 'changed their own name', `${person.name} → ${name}`);
  });
}

/**
 * Changes one's own password. Every other sign-in ends by it, and a link by which another could be chosen; this browser gets
 * a new sign-in. @throws Refused, Fault
 */
export async function changePassword(
  person: Person,
  { old, password }: z.infer<typeof passwordBody>,
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ConsoleDeps,
): Promise<void> {
  browserOf(person);
  const checked = await checkPassword(person.email, old, request, deps);
  if (checked.fault !== undefined)
    throw new Fault(
      checked.status === 429 ? 429 : 409,
      checked.status === 429 ? checked.fault : 'The old password is wrong; nothing was changed.',
      checked.status === 429 ? '' : 'Where it is lost, an Administrator of your company gives you a link.',
    );
  const fault =
    password === old ? 'The new password is the old one; nothing was changed.' : passwordFault(password);
  if (fault !== undefined) throw new Fault(409, fault, 'Choose another one.');
  const hash = await hashUserPassword(password);
  await deps.database.asSystem(async (tx) => {
    await setUserPassword(tx, person.userId, hash);
    await auditOfUser(tx, known(person), person.actsAs, 'changed their own password');
  });
  await signIn(person.userId, request, reply, deps);
}

/** @returns how many there were. @throws Refused */
export const endOthers = (person: Person, { database }: ConsoleDeps): Promise<number> => {
  const { sessionHash } = browserOf(person);
  return database.asSystem((tx) => endOtherSessions(tx, person.userId, sessionHash));
};

/** A new token of one's own, with the password given a moment ago. @returns it, to be shown once. @throws ConfirmFirst, Fault */
export async function makeToken(
  person: Person,
  deps: ConsoleDeps,
  { name, scope, days }: z.infer<typeof tokenBody>,
): Promise<{ readonly id: string; readonly token: string }> {
  assertConfirmed(person, deps.now(), '/account');
  const token = newApiToken();
  const hash = hashApiToken(token) as Buffer;
  const scopes = scope === 'act' ? tokenScopes : (['read'] as const);
  return deps.database.asSystem(async (tx) => {
    if ((await livingTokens(tx, person.userId)).length >= mostTokens)
      throw new Fault(409, `You have ${mostTokens} tokens already.`, 'End those that no program uses.');
    await auditOfUser(
      tx,
      known(person),
      person.actsAs,
      'made a token for a user',
      `“${name}”, may ${scopes.join(', ')}, for ${days} days`,
    );
    const id = await insertApiToken(tx, { userId: person.userId, name, hash, scopes, days });
    return { id, token };
  });
}

/** @throws NotThere, Refused */
export async function endToken(person: Person, { database }: ConsoleDeps, id: string): Promise<void> {
  browserOf(person);
  await database.asSystem(async (tx) => {
    if (!(await revokeApiToken(tx, person.userId, id))) throw new NotThere();
    await auditOfUser(tx, known(person), person.actsAs, 'ended a token of a user', id);
  });
}

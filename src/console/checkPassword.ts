import type { FastifyRequest } from 'fastify';
import { isUserPassword } from '../access/userPasswords';
import { findUser } from '../ledger/users';
import type { LoginAttempt } from '../quickbooks/webconnector/loginLimiter';
import { callerOf } from './callers';
import type { ConsoleDeps } from './deps';
import { many } from './views/words';

/** Whether a password, or a link, is the right one, asked so often and no more. */

export type Checked<Found> =
  | { readonly found: Found; readonly fault?: undefined }
  | { readonly fault: string; readonly status: 401 | 429 };

/** The same words whether the user or the password is wrong, after the same work. @returns the user's id */
export const checkPassword = (
  userName: string,
  given: string,
  request: FastifyRequest,
  deps: ConsoleDeps,
): Promise<Checked<string>> =>
  limited({ userName, remoteAddress: callerOf(request) }, deps, async () => {
    const user = await deps.database.asSystem((tx) => findUser(tx, userName));
    const isRight = await isUserPassword(given, user?.passwordHash);
    return user && isRight && user.disabledAt === null
      ? { found: user.id }
      : { fault: 'The e-mail address or the password is wrong.', status: 401 };
  });

/** An attempt counts as failed until it has succeeded. */
export async function limited<Found>(
  attempt: LoginAttempt,
  { signInLimiter, log }: Pick<ConsoleDeps, 'signInLimiter' | 'log'>,
  check: () => Promise<Checked<Found>>,
): Promise<Checked<Found>> {
  const { remoteAddress } = attempt;
  const admission = await signInLimiter.admit(attempt);
  if (!admission.isAllowed) {
    log.warn({ remoteAddress }, 'too many failed sign-ins: not looked at');
    const minutes = Math.ceil(admission.retryAfterSeconds / 60);
    return {
      fault: `Too many attempts failed. Try again in ${many(minutes, 'minute')}.`,
      status: 429,
    };
  }
  const checked = await check();
  if (checked.fault === undefined) await signInLimiter.succeeded(attempt);
  else log.warn({ remoteAddress }, 'wrong user, password or link');
  return checked;
}

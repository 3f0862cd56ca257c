import type { FastifyReply, FastifyRequest } from 'fastify';
import { csrfTokenOf, hashApiToken, hashSessionToken, isCsrfToken, newSessionToken } from '../access/tokens';
import { useApiToken, type TokenScope } from '../ledger/apiTokens';
import {
  endUserSession,
  insertUserSession,
  longestSessionHours,
  seeUserSession,
  useUserSession,
} from '../ledger/userSessions';
import { callerOf, isOwnOrigin } from './callers';
import type { ConsoleDeps } from './deps';
import { Fault, Refused } from './faults';
import { browserWords } from './views/browserWords';

/** Who asks: a person in a browser, by a cookie, or a program, by a token. */
export interface Person {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  /** Who did it, as the audit log says it: of a program with the name of its token. */
  readonly actsAs: string;
  readonly scopes: readonly TokenScope[];
  /** Of a browser: what forms carry, and when the password was last given. Null for a program. */
  readonly browser: {
    readonly sessionHash: Buffer;
    readonly csrf: string;
    readonly confirmedAt: Date;
  } | null;
}

/** The prefix has browsers refuse it from anywhere but this host, by HTTPS (RFC 6265bis). */
export const cookieName = (isSecure: boolean): string => (isSecure ? '__Host-tieout' : 'tieout');

/** A new sign-in of a user, in this browser. */
export async function signIn(
  userId: string,
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ConsoleDeps,
): Promise<void> {
  const token = newSessionToken();
  const from = { address: callerOf(request), browser: browserWords(request.headers['user-agent']) };
  await deps.database.asSystem((tx) =>
    insertUserSession(tx, hashSessionToken(token) as Buffer, userId, from),
  );
  setSessionCookie(reply, deps, token);
}

function setSessionCookie(reply: FastifyReply, { isSecure }: ConsoleDeps, token: string): void {
  void reply.setCookie(cookieName(isSecure), token, {
    path: '/',
    httpOnly: true,
    secure: isSecure,
    sameSite: 'lax',
    maxAge: longestSessionHours * 3_600,
  });
}

export function clearSessionCookie(reply: FastifyReply, { isSecure }: ConsoleDeps): void {
  void reply.clearCookie(cookieName(isSecure), {
    path: '/',
    httpOnly: true,
    secure: isSecure,
    sameSite: 'lax',
  });
}

/**
 * @param isUse false for what a page asks by itself: it does not keep a sign-in from ending without use
 * @returns null for nobody, and for a cookie or token that is worth nothing any more.
 */
export async function personOf(
  request: FastifyRequest,
  deps: ConsoleDeps,
  isUse = true,
): Promise<Person | null> {
  const [scheme = '', given = ''] = (request.headers.authorization ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer') return byToken(given, deps);
  const cookie = request.cookies[cookieName(deps.isSecure)] ?? '';
  return byCookie(cookie, deps, isUse);
}

async function byToken(token: string, { database }: ConsoleDeps): Promise<Person | null> {
  const hash = hashApiToken(token);
  const use = hash && (await database.asSystem((tx) => useApiToken(tx, hash)));
  if (!use) return null;
  const { token: called, ...user } = use;
  return { ...user, actsAs: `${user.email} (token “${called}”)`, browser: null };
}

async function byCookie(token: string, { database }: ConsoleDeps, isUse: boolean): Promise<Person | null> {
  const find = isUse ? useUserSession : seeUserSession;
  const sessionHash = hashSessionToken(token);
  const session = sessionHash && (await database.asSystem((tx) => find(tx, sessionHash)));
  if (!session) return null;
  const { confirmedAt, ...user } = session;
  return {
    ...user,
    actsAs: user.email,
    scopes: ['read', 'act'],
    browser: { sessionHash, csrf: csrfTokenOf(token), confirmedAt },
  };
}

export const signOut = ({ browser }: Person, { database }: ConsoleDeps): Promise<void> =>
  browser === null ? Promise.resolve() : database.asSystem((tx) => endUserSession(tx, browser.sessionHash));

const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
export const isSafe = ({ method }: Pick<FastifyRequest, 'method'>): boolean => safeMethods.includes(method);

/**
 * What changes something comes from a page of ours: by where the browser says that it comes from, and by the token that
 * only such a page knows. Programs with a token of their own carry nothing that a foreign page could use.
 * @throws Fault
 */
export function assertOwnPage(request: FastifyRequest, person: Person | null, deps: ConsoleDeps): void {
  if (isSafe(request) || (person && person.browser === null)) return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isForeign =
    (typeof site === 'string' && !['same-origin', 'none'].includes(site)) ||
    (origin !== undefined && !isOwnOrigin(origin, request, deps));
  if (isForeign) throw new Refused('This was sent by another site, so nothing was done.');
  if (person === null) return;
  const body = request.body as Record<string, unknown> | null | undefined;
  const given = request.headers['x-csrf-token'] ?? body?._csrf;
  const token = request.cookies[cookieName(deps.isSecure)] ?? '';
  if (typeof given !== 'string' || !isCsrfToken(token, given))
    throw new Fault(
      403,
      'The page is too old, so nothing was done.',
      'Load it again and repeat what you did.',
    );
  if (body && '_csrf' in body) delete body._csrf;
}

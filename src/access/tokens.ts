import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Random tokens of 256 bits: what a browser's cookie or a program's header carries. Only their hashes are stored, which
 * need not be slow, since nobody guesses 256 bits.
 */

const form = /^[\w-]{43}$/;
const apiPrefix = 'tieout_';

export const newSessionToken = (): string => randomBytes(32).toString('base64url');

/** With a prefix by which people, and scanners for secrets, know it. */
export const newApiToken = (): string => apiPrefix + newSessionToken();

/** @returns undefined for what cannot be a session's token. */
export const hashSessionToken = (token: string): Buffer | undefined =>
  form.test(token) ? createHash('sha256').update(token).digest() : undefined;

/** @returns undefined for what cannot be an API token. */
export const hashApiToken = (token: string): Buffer | undefined =>
  token.startsWith(apiPrefix) && form.test(token.slice(apiPrefix.length))
    ? createHash('sha256').update(token).digest()
    : undefined;

/** What the forms of a session carry: only pages of ours can know it, since the session's token is in no page. */
export const csrfTokenOf = (sessionToken: string): string =>
  createHmac('sha256', sessionToken).update('tieout csrf').digest('base64url');

export function isCsrfToken(sessionToken: string, given: string): boolean {
  const right = Buffer.from(csrfTokenOf(sessionToken));
  const other = Buffer.from(given);
  return right.length === other.length && timingSafeEqual(right, other);
}

import { LONGEST_PASSWORD, matchesSlowHash, slowHash } from '../slowHash';

/** Passwords of people: every character counts, only Unicode's spellings of the same text are one. */

export const shortestPassword = 12;

/** What is wrong with a password that somebody chose; undefined where nothing is. */
export function passwordFault(password: string): string | undefined {
  if (password.length < shortestPassword) return `A password has at least ${shortestPassword} characters.`;
  if (password.length > LONGEST_PASSWORD) return `A password has at most ${LONGEST_PASSWORD} characters.`;
  if (new Set(password).size < 5) return 'A password has at least five different characters.';
  return undefined;
}

export const hashUserPassword = (password: string): Promise<string> => slowHash(password.normalize('NFKC'));

/** @param hash undefined for a user who does not exist: the same work is done, so that the time tells nothing */
export async function isUserPassword(password: string, hash: string | undefined): Promise<boolean> {
  if (password.length > LONGEST_PASSWORD) return false;
  return matchesSlowHash(password.normalize('NFKC'), hash);
}

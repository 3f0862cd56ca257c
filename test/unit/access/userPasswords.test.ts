import {
  csrfTokenOf,
  hashApiToken,
  hashSessionToken,
  isCsrfToken,
  newApiToken,
  newSessionToken,
} from '../../../src/access/tokens';
import { hashUserPassword, isUserPassword, passwordFault } from '../../../src/access/userPasswords';

test('capitals, spaces and hyphens count, spellings of the same text do not', async () => {
  const hash = await hashUserPassword('Café au lait - twice');
  expect(await isUserPassword('Cafe\u0301 au lait - twice', hash)).toBe(true);
  expect(await isUserPassword('café au lait - twice', hash)).toBe(false);
  expect(await isUserPassword('Café au lait twice', hash)).toBe(false);
  expect(await isUserPassword('Café au lait - twice', undefined)).toBe(false);
}, 60_000);

test.each([
  ['short', 'at least 12'],
  ['aaaaaaaaaaaaaaaaaaaa', 'five different'],
  ['x'.repeat(257), 'at most 256'],
])('a weak password is refused: %s', (password, why) => {
  expect(passwordFault(password)).toContain(why);
});
test('a long one of any letters will do', () => {
  expect(passwordFault('correct horse battery')).toBeUndefined();
});

test('tokens are random, known by their form, and stored as hashes', () => {
  const [session, api] = [newSessionToken(), newApiToken()];
  expect(newSessionToken()).not.toBe(session);
  expect(hashSessionToken(session)).toHaveLength(32);
  expect(hashSessionToken(api)).toBeUndefined();
  expect(hashApiToken(api)).toHaveLength(32);
  expect(hashApiToken(session)).toBeUndefined();
});

test('the token of forms belongs to one session', () => {
  const [one, two] = [newSessionToken(), newSessionToken()];
  expect(isCsrfToken(one, csrfTokenOf(one))).toBe(true);
  expect(isCsrfToken(two, csrfTokenOf(one))).toBe(false);
  expect(isCsrfToken(one, '')).toBe(false);
});

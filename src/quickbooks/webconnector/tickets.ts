/**
 * Session tickets: 128 random bits, written like a GUID because that is what Web Connector services hand out.
 * Weak generators of other servers produced collisions that mixed companies (reference/qbwc.md §3). Only the
 * hash is stored, so that a copy of the database opens no session; 128 random bits need no slow hash.
 */
import { createHash, randomBytes } from 'node:crypto';

const FORM = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function newTicket(): string {
  const hex = randomBytes(16).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** SHA-256, 32 bytes, to store and to look up by; undefined where the text cannot be a ticket of ours. */
export function hashTicket(ticket: string): Buffer | undefined {
  const canonical = ticket
    .trim()
    .replace(/^\{|\}$/g, '')
    .toLowerCase();
  return FORM.test(canonical) ? createHash('sha256').update(canonical, 'ascii').digest() : undefined;
}

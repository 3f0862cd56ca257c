import { existsSync } from 'node:fs';
import { z } from 'zod';
import { trustedProxies } from '../quickbooks/webconnector/remoteAddress';

/**
 * The kinds of settings. Each message says what is allowed, because it is shown behind "allowed:".
 * @see loadConfig in ../config
 */
export const name = z.string('a name').trim().min(1, 'a name');

export const host = z
  .string('a host name or an address to listen on')
  .regex(/^[A-Za-z0-9.:_-]+$/, 'a host name or an address to listen on, such as 127.0.0.1 or 0.0.0.0');

/** 0 asks the system for any free port. */
export const port = count(0, 65_535, 'a port number from 0 (any free one) to 65535');

export const hostAndPort = z
  .string('host:port')
  .regex(/^[A-Za-z0-9._-]+:\d{1,5}$/, 'host:port, such as 127.0.0.1:7233');

export const databaseUrl = z
  .string('a Postgres URL, such as postgres://user:password@host:5432/tieout')
  .refine(isPostgresUrl, 'a Postgres URL, such as postgres://user:password@host:5432/tieout');

/** 32 random bytes, as `openssl rand -base64 32` or `-hex 32` prints them. */
export const secretKey = z
  .string('32 bytes in base64 or hex (make them with: openssl rand -base64 32)')
  .transform((text, context) => {
    const key = decodeKey(text.trim());
    if (key !== undefined) return key;
    context.addIssue({
      code: 'custom',
      message: '32 bytes in base64 or hex (make them with: openssl rand -base64 32)',
    });
    return z.NEVER;
  });

/** The Web Connector refuses plain HTTP except on its own computer (qbwc.md §8). */
export const publicUrl = z
  .string('an https:// URL')
  .refine(isPublicUrl, 'an https:// URL (http:// only for localhost)')
  .transform((text) => text.replace(/\/+$/, ''));

export const file = z
  .string('the path of a file')
  .refine((path) => existsSync(path), 'the path of a file that exists');

const proxiesSentence =
  'addresses or networks, separated by commas, such as 10.0.0.5, 172.16.0.0/12, fd00::/8';
/** Proxies of ours; what they say of the caller is believed. */
export const proxies = z
  .string(proxiesSentence)
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine(areProxies, proxiesSentence);

export function count(least: number, most: number, sentence = `a whole number from ${least} to ${most}`) {
  return z
    .string(sentence)
    .regex(/^\d{1,9}$/, sentence)
    .transform(Number)
    .refine((value) => value >= least && value <= most, sentence);
}

function areProxies(list: readonly string[]): boolean {
  try {
    trustedProxies(list);
    return true;
  } catch {
    return false;
  }
}

function decodeKey(text: string): Buffer | undefined {
  if (/^[0-9a-fA-F]{64}$/.test(text)) return Buffer.from(text, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return undefined;
  const key = Buffer.from(text, 'base64');
  return key.length === 32 ? key : undefined;
}

function isPostgresUrl(text: string): boolean {
  const url = parseUrl(text);
  return url !== undefined && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
}

function isPublicUrl(text: string): boolean {
  const url = parseUrl(text);
  if (url === undefined) return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

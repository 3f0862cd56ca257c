/**
 * Slow hashes of passwords (scrypt). What counts as the same password is the caller's business: the Web Connector's are
 * read from one screen and typed into another, people's are not.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import pLimit from 'p-limit';

/** Longer input is not hashed at all: the work must not depend on what a stranger sends. */
export const LONGEST_PASSWORD = 256;

interface Cost {
  /** log2 of scrypt's N */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MB and some 50–100 ms. */
const COST: Cost = { ln: 15, r: 8, p: 1 };
/** What a stored hash may ask of us at most, should somebody write into the table. */
const MAX_LN = 17;
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** scrypt runs on libuv's four threads, which DNS and files need too. */
const hashing = pLimit(2);

/** `$scrypt$ln=15,r=8,p=1$salt$key`: says itself how it was made, so that the cost can be raised later. */
export async function slowHash(text: string): Promise<string> {
  if (text === '' || text.length > LONGEST_PASSWORD)
    throw new Error(`a password has 1 to ${LONGEST_PASSWORD} characters`);
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(text, salt, COST, KEY_BYTES);
  return `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${encode(salt)}$${encode(key)}`;
}

/**
 * Compares in constant time. Give `undefined` for a user who does not exist: the same work is done, so that the
 * time of the answer does not tell which names exist. A hash that cannot be read never matches.
 */
export async function matchesSlowHash(text: string, hash: string | undefined): Promise<boolean> {
  const stored = hash === undefined ? undefined : parse(hash);
  const { cost, salt, key } = stored ?? NOBODY;
  const derived = await derive(text, salt, cost, key.length);
  return timingSafeEqual(derived, key) && stored !== undefined;
}

/** True where a hash was made with less than today's cost: hash again after a successful login. */
export function needsRehash(hash: string): boolean {
  const cost = parse(hash)?.cost;
  return cost === undefined || cost.ln < COST.ln || cost.r < COST.r || cost.p < COST.p;
}

interface StoredHash {
  readonly cost: Cost;
  readonly salt: Buffer;
  readonly key: Buffer;
}

const NOBODY: StoredHash = { cost: COST, salt: Buffer.alloc(SALT_BYTES), key: Buffer.alloc(KEY_BYTES) };

function parse(hash: string): StoredHash | undefined {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/.exec(hash);
  if (!match) return undefined;
  const [ln = 0, r = 0, p = 0] = match.slice(1, 4).map(Number);
  const salt = Buffer.from(match[4] ?? '', 'base64');
  const key = Buffer.from(match[5] ?? '', 'base64');
  const isAffordable = ln >= 1 && ln <= MAX_LN && r >= 1 && r <= 16 && p >= 1 && p <= 4;
  const isWhole = salt.length >= 8 && key.length >= 16 && key.length <= 64;
  return isAffordable && isWhole ? { cost: { ln, r, p }, salt, key } : undefined;
}

function derive(text: string, salt: Buffer, { ln, r, p }: Cost, length: number): Promise<Buffer> {
  const N = 2 ** ln;
  return hashing(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        const options = { N, r, p, maxmem: 128 * N * r * 2 + 1024 * 1024 };
        scrypt(text, salt, length, options, (err, key) => (err ? reject(err) : resolve(key)));
      }),
  );
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

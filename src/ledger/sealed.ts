import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Seals secrets and exchange bodies at rest (design §9) with AES-256-GCM: key id, nonce, tag, text. */
export interface Sealer {
  seal(text: string): Buffer;
  /** @throws SecretKeyWrong when no configured key opens it: the sentence names the setting. */
  open(sealed: Buffer): string;
}

/** No key of ours opens what is stored: a setting is wrong, which the message names. */
export class SecretKeyWrong extends Error {
  override readonly name = 'SecretKeyWrong';
}

const nonceBytes = 12;
const tagBytes = 16;

/** @param keys 32 bytes each; the first seals, all open (so that a key can be replaced). */
export function createSealer(keys: readonly Buffer[]): Sealer {
  const [current] = keys;
  if (!current || keys.some((key) => key.length !== 32))
    throw new Error('TIEOUT_SECRET_KEY must be 32 bytes');
  return {
    seal(text) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', current, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(sealed) {
      for (const key of keys) {
        try {
          const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
          decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
          return Buffer.concat([
            decipher.update(sealed.subarray(nonceBytes + tagBytes)),
            decipher.final(),
          ]).toString('utf8');
        } catch {
          continue;
        }
      }
      throw new SecretKeyWrong(
        'what is stored cannot be opened with TIEOUT_SECRET_KEY: was the key changed? Set the old one as TIEOUT_SECRET_KEY_PREVIOUS',
      );
    },
  };
}

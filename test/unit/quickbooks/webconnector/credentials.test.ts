import { scryptSync } from 'node:crypto';
import {
  generatePassword,
  hashPassword,
  needsRehash,
  PASSWORD_BITS,
  verifyPassword,
} from '../../../../src/quickbooks/webconnector/passwords';
import { hashTicket, newTicket } from '../../../../src/quickbooks/webconnector/tickets';

describe('passwords', () => {
  test('are readable and have at least 100 bits', () => {
    expect(PASSWORD_BITS).toBeGreaterThan(100);
    const many = Array.from({ length: 500 }, generatePassword);
    expect(new Set(many).size).toBe(500);
    for (const each of many) expect(each).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){5}$/);
  });

  test('match their hash however they are typed, and no other', async () => {
    const password = generatePassword();
    const hash = await hashPassword(password);
    expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(hash).not.toContain(password);
    expect(await verifyPassword(password, hash)).toBe(true);
    expect(await verifyPassword(` ${password.toUpperCase().replaceAll('-', ' ')}`, hash)).toBe(true);
    expect(await verifyPassword(generatePassword(), hash)).toBe(false);
    expect(await verifyPassword('', hash)).toBe(false);
    expect(await hashPassword(password)).not.toBe(hash);
    expect(needsRehash(hash)).toBe(false);
  });

  test('nobody and broken hashes never match', async () => {
    const hash = await hashPassword('right');
    const broken = [
      undefined,
      '',
      'right',
      hash.replace('ln=15', 'ln=40'),
      hash.slice(0, 30),
      '$scrypt$ln=1,r=0,p=1$$',
    ];
    for (const each of broken) expect(await verifyPassword('right', each)).toBe(false);
    expect(await verifyPassword('x'.repeat(10_000), hash)).toBe(false);
    await expect(hashPassword(' - ')).rejects.toThrow();
  });

  test('a hash made with less than today is still good, and says so', async () => {
    const salt = Buffer.alloc(16);
    const key = scryptSync('old', salt, 32, { N: 1024, r: 8, p: 1 });
    const b64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
    const hash = `$scrypt$ln=10,r=8,p=1$${b64(salt)}$${b64(key)}`;
    expect(await verifyPassword('old', hash)).toBe(true);
    expect(needsRehash(hash)).toBe(true);
  });
});

describe('tickets', () => {
  test('are 128 random bits in the form of a GUID', () => {
    const many = Array.from({ length: 500 }, newTicket);
    expect(new Set(many).size).toBe(500);
    for (const each of many) expect(each).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    // No fixed version digit, as a UUIDv4 would have.
    expect(new Set(many.map((each) => each[14])).size).toBe(16);
  });

  test('are looked up by their hash, whatever their case and braces', () => {
    const ticket = newTicket();
    expect(hashTicket(ticket)).toHaveLength(32);
    expect(hashTicket(`{${ticket.toUpperCase()}} `)).toEqual(hashTicket(ticket));
    expect(hashTicket(newTicket())).not.toEqual(hashTicket(ticket));
  });

  test.each(['', 'nvu', 'x'.repeat(36), "7f0c2a64' or 1=1 --"])('%j is no ticket', (text) => {
    expect(hashTicket(text)).toBeUndefined();
  });
});

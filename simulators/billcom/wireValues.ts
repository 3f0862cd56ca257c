import { randomInt } from 'node:crypto';

/** An unset reference in v2. */
export const UNSET = '0'.repeat(20);

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Row = { [field: string]: Json };

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A 20-character, case-sensitive id: three of prefix, two digits of cell, the rest at random. */
export function newId(prefix: string): string {
  let id = `${prefix}01`;
  while (id.length < 20) id += ALPHABET[randomInt(ALPHABET.length)];
  return id;
}

/** v2's time text: milliseconds, and an offset without a colon. Stored times are whole seconds. */
export function v2Time(milliseconds: number, precision: 'seconds' | 'milliseconds' = 'seconds'): string {
  const instant = precision === 'seconds' ? Math.floor(milliseconds / 1000) * 1000 : milliseconds;
  return new Date(instant).toISOString().replace('Z', '+0000');
}

/** Reads v2 and ISO times; NaN for anything else. */
export function readTime(text: string): number {
  const match = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  return match ? Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : NaN;
}

export function isRow(value: Json | undefined): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

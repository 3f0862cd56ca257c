import type { RawRecord } from './definition';

/** A repeated element of an answer, which comes as an object when it stands once and is empty text without content. */
export function elementsIn(value: unknown): RawRecord[] {
  if (value === undefined || value === null || value === '') return [];
  return (Array.isArray(value) ? value : [value]) as RawRecord[];
}

import type { Doorbell } from '../../ledger/doorbell';

/** A ring may be missed while the doorbell's connection is being renewed: look at the rows this often anyway. */
const lookAgainMs = 1_000;

/**
 * Looks at the rows now, at every ring and at the end of the time, until `look` finds something. It listens
 * before it looks, so that nothing that happens in between is missed.
 * @returns what was found, or undefined when the time is over.
 */
export async function watch<T>(
  doorbell: Doorbell,
  bell: string,
  milliseconds: number,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const remaining = end - performance.now();
    const heard = new AbortController();
    const rung = doorbell.rung(bell, Math.max(0, Math.min(remaining, lookAgainMs)), heard.signal);
    try {
      const found = await look();
      if (found !== undefined || remaining <= 0) return found;
      await rung;
    } finally {
      heard.abort();
    }
  }
}

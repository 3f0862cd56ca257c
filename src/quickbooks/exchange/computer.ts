import type { OwnedValue } from '../qbxml/types';

/**
 * Which computer is calling. The protocol has no name of its own for it; all that tells is the private field `AppLock`
 * that the Web Connector writes into the company file beside the FileID: `LOCKED:<machine>:<ticks>` (qbwc.md §4).
 *
 * Inferred, since no source says it, and kept in this file: the machine in it is the one whose Web Connector works with
 * the file now; another Web Connector that is added for the same file writes its own name there. A Web Connector that
 * never writes it again is not told from another one by this, but by what it brings: a copy of the file that lags behind
 * is stopped as an older copy (reconcile/guards/olderCopy.ts).
 */
export function computerIn(
  appLocks: readonly OwnedValue[],
  isOurs: (ownerID: string) => boolean,
): string | undefined {
  for (const { ownerID, value } of appLocks) {
    const machine = isOurs(ownerID) ? /^LOCKED:(.+):\d*$/i.exec(value)?.[1]?.trim() : undefined;
    if (machine) return machine;
  }
  return undefined;
}

/** Windows' names of computers do not know capitals. */
export const isSameComputer = (one: string, other: string): boolean =>
  one.toLowerCase() === other.toLowerCase();

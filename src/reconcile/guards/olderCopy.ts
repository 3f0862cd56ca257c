import type { EntityName } from '../../entities/definition';

/** A record of QuickBooks as we saw it last; the newest ones tell an older copy of the file from the file. */
export interface Sentinel {
  readonly entity: EntityName;
  /** Its fact `kind`, of a list that is read beside another. */
  readonly kind: string | null;
  readonly id: string;
  readonly name: string;
  /** EditSequence. */
  readonly version: string;
  /** TimeModified as printed, without its offset. */
  readonly modified: string;
  /** Its time had passed on our clock when we saw it: a PC whose clock is ahead prints times that prove nothing. */
  readonly isTimed: boolean;
}

/** What the file that is open now says of a sentinel. */
export interface Found {
  readonly version: string;
  readonly modified: string;
}

export interface Evidence {
  readonly sentinel: Sentinel;
  readonly what: 'missing' | 'older';
}

/** How many of the newest records every session asks for. */
export const sentinelCount = 20;
/** Several PCs write into one file, and their clocks differ by this much (minutes): closer times say nothing of which came first. */
const unlikeClocksMinutes = 10;

/**
 * What speaks for an older copy: a record that is missing though nobody deleted it, or older than we saw it. It counts
 * only while no later record stands there unchanged: a copy that has the later one has the earlier one too, so that a
 * merge, or an edit while the PC's clock was set back, is not taken for a restored file.
 * @param found undefined: QuickBooks does not have it; a sentinel that is not a key was not answered for.
 */
export function evidenceOfOlderCopy(
  sentinels: readonly Sentinel[],
  found: ReadonlyMap<string, Found | undefined>,
  deleted: ReadonlySet<string>,
): Evidence[] {
  const asked = sentinels.filter(({ id }) => found.has(id));
  const witnesses = asked.filter(({ id, version, isTimed }) => isTimed && found.get(id)?.version === version);
  const newest = witnesses.map(({ modified }) => modified).reduce((a, b) => (b > a ? b : a), '');
  return asked.flatMap((sentinel): Evidence[] => {
    const now = found.get(sentinel.id);
    const what = now === undefined ? 'missing' : isOlder(now, sentinel) ? 'older' : undefined;
    if (what === undefined || (what === 'missing' && deleted.has(sentinel.id))) return [];
    return minutesBetween(sentinel.modified, newest) > unlikeClocksMinutes ? [] : [{ sentinel, what }];
  });
}

/** By both signs: an edit while the clock was set back has an older time, but a newer EditSequence. */
function isOlder(now: Found, seen: Sentinel): boolean {
  if (now.version === seen.version || now.modified >= seen.modified) return false;
  const digits = /^\d+$/;
  return digits.test(now.version) && digits.test(seen.version)
    ? BigInt(now.version) < BigInt(seen.version)
    : true;
}

/** From one local time to a later one; negative when it is earlier, or there is none. */
function minutesBetween(from: string, to: string): number {
  return to === '' ? -Infinity : (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 60_000;
}

const shownAtMost = 3;

/** What the Web Connector shows. */
export function olderCopySentence(
  companyName: string,
  evidence: readonly Evidence[],
  asked: number,
  wordOf: (entity: EntityName) => string,
): string {
  const missing = evidence.filter(({ what }) => what === 'missing').length;
  const older = evidence.length - missing;
  const counts = [
    ...(missing > 0 ? [`${missing} missing`] : []),
    ...(older > 0 ? [`${older} older than Tieout has seen`] : []),
  ].join(', ');
  const names = evidence
    .slice(0, shownAtMost)
    .map(({ sentinel }) => `${wordOf(sentinel.entity)} “${sentinel.name}”`)
    .join(', ');
  const more = evidence.length > shownAtMost ? ' …' : '';
  return `This looks like an older copy of the company file “${companyName}”: of the ${asked} newest records that Tieout knows, ${counts} (${names}${more}). Nothing was written. Open the right file and run the update again; if it was restored on purpose, an Administrator accepts it with “tieout company file-restored”.`;
}

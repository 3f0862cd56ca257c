import { vendor } from '../src/entities/vendor';
import type { BookRecord } from '../src/entities/record';
import { matchUnlinked, type Candidate } from '../src/reconcile/match';

/** How long matching two lists takes that have never met, and how many pairs of records it looks at. */
export interface MatchingMeasured {
  /** Records in each book. */
  readonly records: number;
  readonly certain: number;
  readonly proposed: number;
  /** Pairs that were looked at; all of them would be `records` squared. */
  readonly comparisons: number;
  /** By the clock, and of the processor alone. */
  readonly milliseconds: number;
  readonly processorMs: number;
}

/** Counts the pairs that are looked at: each is asked for whether a person keeps it apart. */
class Comparisons extends Set<string> {
  count = 0;
  override has(pair: string): boolean {
    this.count += 1;
    return super.has(pair);
  }
}

export function measureMatching(records: number): MatchingMeasured {
  const books = {
    quickbooks: Array.from({ length: records }, (_, index) => candidate('Q', index)),
    billcom: Array.from({ length: records }, (_, index) => candidate('B', index)),
  };
  const apart = new Comparisons();
  const [started, before] = [performance.now(), process.cpuUsage()];
  const { certain, proposals } = matchUnlinked(vendor, books, { apart, unlinked: [] });
  return {
    records,
    certain: certain.length,
    proposed: proposals.length,
    comparisons: apart.count,
    milliseconds: performance.now() - started,
    processorMs: process.cpuUsage(before).user / 1_000,
  };
}

/**
 * Of ten vendors: six are called alike in both books, one is spelled otherwise, one shares a phone under another name, one
 * is in one book only, and one shares its name with nineteen others. All share five words and an office's phone.
 */
function candidate(book: 'Q' | 'B', index: number): Candidate {
  const [group, kind] = [Math.floor(index / 10), index % 10];
  const isBillcom = book === 'B';
  const name =
    kind < 6
      ? `Supply Company ${index}`
      : kind === 6
        ? `Building Trades ${group}${isBillcom ? ', Inc.' : ''}`
        : kind === 7
          ? `${isBillcom ? 'Office of' : 'Practice'} ${group}`
          : kind === 8
            ? `Only in ${book} ${index}`
            : `Smith and Sons ${Math.floor(group / 20)}`;
  const phone = kind === 7 ? `512555${String(group).padStart(4, '0')}` : '5125550000';
  const record: BookRecord = {
    id: `${book}${index}`,
    version: '1',
    modified: null,
    fields: { name, active: true, parent: null, phone, email: null },
    facts: {},
    active: true,
    deleted: false,
    mergedInto: null,
    problem: null,
  };
  return { record, path: name.toLowerCase() };
}

export function matchingReport(measured: readonly MatchingMeasured[]): string {
  const lines = measured.map(
    ({ records, comparisons, certain, proposed, milliseconds, processorMs }) =>
      `  ${records} against ${records} vendors: ${Math.round(milliseconds)} ms (processor ${Math.round(processorMs)} ms), ${comparisons} pairs looked at, ${certain} certain, ${proposed} proposed`,
  );
  return `\nMatching two lists that have never met:\n${lines.join('\n')}\n`;
}
